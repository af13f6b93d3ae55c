//! Samples of the page of rows that nobody could place: some, none, one that came too late, and the longest.

use std::collections::HashMap;

use renkei_app::directory::edit::undecided::UndecidedRows;
use renkei_domain::directory::undecided::RowChoice;
use renkei_domain::ids::{ResourceId, UndecidedRowId};

use super::{CandidateLine, DecidedLine, RowLine, TOO_LATE, UndecidedPage};
use crate::pages::{Samples, Shell};
use crate::paths::ResourcePath;

impl Samples for UndecidedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = ResourceId::from_uuid(Default::default());
        let candidate = |name: &str, says: &str| CandidateLine {
            id,
            path: ResourcePath::of(id),
            name: name.to_owned(),
            says: says.to_owned(),
            same: "住所・電話".to_owned(),
            is_own: true,
        };
        let line = |row: u128, name: &str, candidates| RowLine {
            id: UndecidedRowId::from_uuid(uuid::Uuid::from_u128(row)),
            name: name.to_owned(),
            says: vec![
                ("種類", "余暇活動".to_owned()),
                ("住所", "大阪府高槻市桃園町2-2".to_owned()),
                ("電話", "072-000-0102".to_owned()),
            ],
            place: "つながり一覧（2026年11月20日(金) に取り込み） 3行目".to_owned(),
            candidates,
            reason: String::new(),
            once: "01932f00000070028000000000000001".to_owned(),
        };
        let decided = |choice: RowChoice, entry: Option<&str>, reason: Option<&str>| DecidedLine {
            name: "みほん会 分室（架空）".to_owned(),
            place: "つながり一覧（2026年11月20日(金) に取り込み） 2行目".to_owned(),
            choice: choice.word(),
            entry: entry.map(|name| (ResourcePath::of(id), name.to_owned())),
            by: "高槻 はるか".to_owned(),
            at: "2026年11月20日(金)".to_owned(),
            reason: reason.map(str::to_owned),
        };
        let page = |lines: Vec<RowLine>, decided: Vec<DecidedLine>| Self {
            lines,
            decided,
            ..Self::of(
                Shell::sample_of("高槻 はるか"),
                &UndecidedRows::default(),
                &HashMap::new(),
                String::new,
            )
        };
        let foreign = CandidateLine {
            is_own: false,
            ..candidate("みほんの会（架空）", "大阪府茨木市新町8-8")
        };
        let usual = || {
            let known = "大阪府高槻市桃園町2-2・072-000-0102";
            vec![
                line(
                    1,
                    "つばき会（架空）",
                    vec![candidate("もみじ会（架空）", known)],
                ),
                line(2, "かえで会（架空）", vec![foreign.clone()]),
            ]
        };
        let said = vec![
            decided(
                RowChoice::Same,
                Some("みほん会（架空）"),
                Some("電話で確かめた"),
            ),
            decided(RowChoice::Leave, None, None),
        ];
        let mut late = page(usual(), said.clone());
        late.refusal = Some(TOO_LATE.to_owned());
        late.lines[0].reason = "移転の知らせが来ていた".to_owned();
        let long = "障がいのある方の就労と生活をささえる総合支援センター".repeat(10);
        let unbroken = "0123456789abcdef".repeat(18);
        let mut longest = vec![line(3, &long, vec![candidate(&long, &unbroken); 6]); 3];
        for line in &mut longest {
            line.says.push(("運営する法人", unbroken.clone()));
            line.place.clone_from(&unbroken);
        }
        for (line, row) in longest.iter_mut().zip(3..) {
            line.id = UndecidedRowId::from_uuid(uuid::Uuid::from_u128(row));
        }
        let told = vec![decided(RowChoice::New, Some(&long), Some(&unbroken)); 5];
        vec![
            ("usual", page(usual(), said)),
            ("late", late),
            ("empty", page(Vec::new(), Vec::new())),
            ("longest", page(longest, told)),
        ]
    }
}
