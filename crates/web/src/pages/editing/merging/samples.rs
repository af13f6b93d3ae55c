//! Samples of the pages on which two entries become one.

use renkei_domain::ids::ResourceId;

use super::answers::Card;
use super::choices::{ANSWER, KEEP};
use super::{BACK, GO_ON, MERGE, MergingPage, Step};
use crate::form::{Choice, Field, Form};
use crate::pages::{Samples, Shell};
use crate::paths::{ApartPath, DuplicatePairPath, EntrancePath, ResourcePath};

impl Samples for MergingPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let address = || DuplicatePairPath::of(id, id);
        let page = |step: Step, form: Form| Self {
            shell: Shell::sample_of("高槻 はるか"),
            home: EntrancePath,
            step,
            refusal: None,
            cards: Vec::new(),
            alike: Vec::new(),
            run_by: None,
            form,
            outcome: Vec::new(),
        };
        let card = |which, name: &str| Card {
            which,
            name: name.to_owned(),
            path: ResourcePath::of(id),
            facts: vec![
                ("公表データ", name.to_owned()),
                ("気づいたこと", "2件".to_owned()),
            ],
        };
        let sides = |name: &str| vec![card("ひとつめ", name), card("ふたつめ", name)];
        let choices = |said: &str| {
            vec![
                Choice::of("left", format!("ひとつめ: {said}"), "left"),
                Choice::of("right", format!("ふたつめ: {said}"), "left"),
            ]
        };
        let choosing = |said: &str, wrong: Option<&str>| {
            let keep = Field::one(KEEP, "のこす機関", choices(said)).wrong(wrong);
            let name = Field::one(format!("{ANSWER}name"), "名称とよみ", choices(said));
            let phones = Field::one(format!("{ANSWER}phones"), "電話番号", choices(said));
            Form::sample(address(), GO_ON).with([keep, name, phones])
        };
        let usual = Self {
            cards: sides("みほん病院 精神科（架空）"),
            alike: vec![("種類", "医療機関".to_owned())],
            run_by: Some(
                "運営する法人は、ひとつめ（みほん病院 精神科（架空））の法人が のこります。"
                    .to_owned(),
            ),
            ..page(Step::Choosing, choosing("みほん病院 精神科（架空）", None))
        };
        let sure = Self {
            outcome: vec![
                "ひとつめ（みほん病院 精神科（架空））を のこします。".to_owned(),
                "あとで、元の ふたつに もどせます。".to_owned(),
            ],
            ..page(
                Step::Sure,
                Form {
                    again: Some(BACK),
                    ..Form::sample(address(), MERGE)
                },
            )
        };
        let onward = (ApartPath::of(id).to_string(), "元の ふたつに もどす");
        let empty = Self {
            refusal: Some("この機関は、もう ほかの機関と ひとつになっています。".to_owned()),
            ..page(Step::Over(Some(onward)), Form::sample(address(), GO_ON))
        };
        let long = "障がいのある方の就労と生活と余暇をささえる総合支援".repeat(12);
        let longest = Self {
            refusal: Some(long.clone()),
            cards: sides(&long),
            alike: vec![
                ("紹介", long.clone()),
                ("時間", "0123456789abcdef".repeat(18)),
            ],
            run_by: Some(long.clone()),
            ..page(
                Step::Choosing,
                choosing(&long, Some("のこす方を えらんでください。")),
            )
        };
        vec![
            ("usual", usual),
            ("sure", sure),
            ("empty", empty),
            ("longest", longest),
        ]
    }
}
