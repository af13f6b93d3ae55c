//! The page of the lines without a database.

use renkei_domain::ids::ResourceId;

use super::narrowing::Narrowed;
use super::{AuditPage, Line, NamedResource};
use crate::pages::{Samples, Shell};
use crate::paths::{AccountPath, AuditPath, ResourcePath};

impl Samples for AuditPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let resource = |name: &str| NamedResource {
            page: ResourcePath::of(ResourceId::from_uuid(Default::default())),
            name: name.to_owned(),
            lines: AuditPath.to_string(),
        };
        let read = Line {
            at: "きょう 9:02".to_owned(),
            who: "島本 そら".to_owned(),
            who_href: Some(AuditPath.to_string()),
            what: "担当者 2件・気づいたこと 1件 を見た".to_owned(),
            resources: vec![resource("みほんワークス（架空）")],
            more: 0,
            from_where: "ページ・WindowsのEdge・192.0.2.7".to_owned(),
            request: Some("0123456789abcdef0123456789abcdef".to_owned()),
        };
        let done = Line {
            at: "11月19日(木) 17:40".to_owned(),
            who: "この名簿の運用者（コマンド）".to_owned(),
            what: "公表データを取り込んだ".to_owned(),
            ..Line::default()
        };
        let page = |is_everybodys, lines: Vec<Line>, narrowed: Narrowed, next: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            address: AuditPath,
            is_everybodys,
            narrowed,
            lines,
            next: next.map(str::to_owned),
        };
        let narrowed = Narrowed {
            account: "高槻".to_owned(),
            day: "2026-11-20".to_owned(),
            set: vec![("2026年11月20日(金)".to_owned(), AuditPath.to_string())],
            not_read: vec!["アカウントの番号"],
            ..Narrowed::default()
        };
        let long = "障がいのある方の就労と生活をささえる総合支援センター".repeat(8);
        let longest = Line {
            who: long.clone(),
            resources: vec![resource(&long), resource(&long), resource(&long)],
            more: 97,
            from_where: format!("ページ・{long}・2001:db8:0:1:2:3:4:5"),
            ..read.clone()
        };
        let own = Line {
            who_href: None,
            ..read.clone()
        };
        vec![
            (
                "usual",
                page(true, vec![read, done], Narrowed::default(), None),
            ),
            ("own", page(false, vec![own], Narrowed::default(), None)),
            ("empty", page(true, Vec::new(), narrowed.clone(), None)),
            (
                "longest",
                page(true, vec![longest; 50], narrowed, Some("/audit?after=x")),
            ),
        ]
    }
}
