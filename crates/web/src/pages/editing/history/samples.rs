//! Samples of the history of an entry.

use renkei_domain::directory::edit::Part;
use renkei_domain::ids::ResourceId;

use super::file::of_entry;
use super::{ActLine, HistoryPage, PartLine};
use crate::pages::{Samples, Shell};
use crate::paths::{
    ApartPath, EditPath, EntrancePath, HistoryPath, ProposalPath, ResourcePath, Sampled as _,
    UndoPath,
};

impl Samples for HistoryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let part = |word, before: &str, after: &str, once: Option<&str>| PartLine {
            code: Part::Strengths.code(),
            word,
            before: vec![before.to_owned()],
            after: vec![after.to_owned()],
            once: once.map(str::to_owned),
            edit: EditPath::of(id, Part::Strengths.code()),
        };
        let act = |done, parts| ActLine::sample(done, "高槻 はるか", parts);
        let page = |name: &str, acts, refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            resource: ResourcePath::of(id),
            undo: UndoPath::of(id),
            name: name.to_owned(),
            version: 3,
            refusal: refusal.map(str::to_owned),
            acts,
            files: of_entry(id),
            earlier: None,
            merged: Vec::new(),
        };
        let strength = part(
            "得意・苦手",
            "（なし）",
            "得意・精神障害: 休職から復職までの診察",
            Some("01932f00000070028000000000000001"),
        );
        let facts = part("電話番号", "072-000-0001", "072-000-0002", None);
        let usual = vec![
            act("機関の内容を直した", vec![strength.clone()]),
            act("機関をもどした", Vec::new()),
            ActLine {
                proposal: Some(ProposalPath::sample()),
                ..act("名簿の訂正の提案を決めた", vec![facts])
            },
            act(
                "機関を登録した",
                vec![part(
                    "担当者",
                    "（記録にありません）",
                    "（記録にありません）",
                    None,
                )],
            ),
        ];
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let long_part = PartLine {
            before: vec![long.clone(); 6],
            after: vec!["0123456789abcdef".repeat(18); 3],
            ..strength
        };
        let many = vec![act("機関の内容を直した", vec![long_part; 3]); 8];
        let mut longest = page(&long, many, Some(&long));
        longest.merged = vec![(Some(ApartPath::of(id)), long.clone()); 3];
        longest.earlier = Some(format!("{}?before=12", HistoryPath::of(id)));
        vec![
            ("usual", page("みほん病院 精神科（架空）", usual, None)),
            ("empty", page("みほん作業所（架空）", Vec::new(), None)),
            ("longest", longest),
        ]
    }
}
