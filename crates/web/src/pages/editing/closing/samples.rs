//! Samples of the page that closes an entry or opens it again.

use renkei_domain::ids::ResourceId;

use super::beside::Beside;
use super::closure::{FIND, fields};
use super::{ClosingPage, Turn};
use crate::form::{Form, Packed};
use crate::pages::editing::kit::Faults;
use crate::pages::{Samples, Shell};
use crate::paths::{ClosePath, EntrancePath, ReopenPath, ResourcePath};

impl Samples for ClosingPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let page = |name: &str, turn, form: Form, refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            resource: ResourcePath::of(id),
            name: name.to_owned(),
            turn,
            form,
            refusal: refusal.map(str::to_owned),
            beside: None,
        };
        let form = |words: &str, found: &[(String, String)], faults: &Faults| {
            let mut packed = Packed::default();
            packed.put("on", "2026-11-20");
            packed.put("words", words);
            let fields = fields(&packed.sent(), found, faults);
            let form = Form::sample(ClosePath::of(id), Turn::Close.button()).with(fields);
            Form {
                again: Some(FIND),
                ..form
            }
        };
        let beside = |reason: &str| {
            let state = |day: &str| {
                let day = format!("使えなくなった日: {day}");
                vec![
                    day,
                    format!("引きつぐ機関: {reason}"),
                    format!("理由: {reason}"),
                ]
            };
            Some(Beside {
                now: state("2026年11月1日(日)"),
                mine: state("2026年11月20日(金)"),
            })
        };
        let name = "みほん作業所（架空）";
        let other = [(
            "1".to_owned(),
            "みほん病院 精神科（医療機関・高槻市）".to_owned(),
        )];
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let many: Vec<(String, String)> = (0..10).map(|n| (n.to_string(), long.clone())).collect();
        let wrong = Faults::one("on", "日付を 2026-04-01 の形で入れてください。");
        let reopening = Form::sample(ReopenPath::of(id), Turn::Reopen.button());
        let none = Faults::default();
        vec![
            (
                "usual",
                page(name, Turn::Close, form("病院", &other, &none), None),
            ),
            ("empty", page(name, Turn::Reopen, reopening, None)),
            (
                "wrong",
                page(name, Turn::Close, form("", &[], &wrong), None),
            ),
            (
                "overtaken",
                Self {
                    beside: beside("移転しました"),
                    ..page(name, Turn::Amend, form("病院", &other, &none), None)
                },
            ),
            (
                "longest",
                Self {
                    beside: beside(&long),
                    ..page(&long, Turn::Amend, form(&long, &many, &none), Some(&long))
                },
            ),
        ]
    }
}
