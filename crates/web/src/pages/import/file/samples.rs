//! The pages of a file without a database.

use renkei_app::import::foreseen::Foreseen;
use renkei_app::import::upload::{UploadRefusal, UploadStage};

use super::{ImportPreviewPage, ImportProgressPage, Preview, RowLine, TableChoice, foreseen_words};
use crate::pages::import::report::Finding;
use crate::pages::import::sample_view;
use crate::pages::{Samples, Shell};

impl Samples for ImportPreviewPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let view = |name: &str| sample_view(name, UploadStage::Waiting);
        let noticed = || Finding {
            place: "3行目 電話番号".to_owned(),
            raw: "0720000003".to_owned(),
            word: "電話・FAX番号の区切りが標準でない".to_owned(),
            done: "区切りを入れて取り込んだ".to_owned(),
        };
        let row = |name: &str, findings: Vec<Finding>| RowLine {
            line: 3,
            name: name.to_owned(),
            kind: "余暇の場",
            address: "大阪府高槻市架空町1-1".to_owned(),
            phone: "072-000-0001".to_owned(),
            left_out: false,
            findings,
        };
        let preview = |rows: Vec<RowLine>, tables: Vec<TableChoice>| Preview {
            tables,
            inside: rows.len() as u64,
            counts: "ぜんぶで 38行（地域の外なので取り込まない 30行）".to_owned(),
            foreseen: Some(foreseen_words(Foreseen {
                created: 3,
                updated: 4,
                unchanged: 1,
                undecided: 1,
                missing: 2,
            })),
            faults: Vec::new(),
            rows,
        };
        let page = |name: &str, preview: Option<Preview>| Self {
            preview,
            ..Self::of(Shell::sample_of("高槻 はるか"), &view(name))
        };
        let usual = preview(
            vec![
                row("うたう会（架空）", vec![noticed()]),
                RowLine {
                    left_out: true,
                    ..row("よむ会（架空）", Vec::new())
                },
            ],
            Vec::new(),
        );
        let tables = (0..3).map(|n| TableChoice {
            name: format!("csvdownload0{n}.csv"),
            is_chosen: n == 0,
        });
        let several = preview(vec![row("うたう会（架空）", Vec::new())], tables.collect());
        let refused = Self {
            trouble: Some(UploadRefusal::AnotherImport.to_string()),
            ..page("一覧.xlsx", Some(several))
        };
        let gone = Self {
            trouble: Some(UploadRefusal::FileGone.to_string()),
            ..page("一覧.xlsx", None)
        };
        let long = "とても長い名前の余暇の集まり".repeat(12);
        let unbroken = Finding {
            raw: "0123456789abcdef".repeat(30),
            ..noticed()
        };
        let longest = Preview {
            faults: vec![unbroken.clone(); 10],
            ..preview(
                vec![row(&long, vec![unbroken; 6]); 10],
                vec![
                    TableChoice {
                        name: long.clone(),
                        is_chosen: true
                    };
                    9
                ],
            )
        };
        vec![
            ("usual", page("一覧.xlsx", Some(usual))),
            (
                "empty",
                page("一覧.xlsx", Some(preview(Vec::new(), Vec::new()))),
            ),
            ("refused", refused),
            ("gone", gone),
            ("longest", page(&long, Some(longest))),
        ]
    }
}

impl Samples for ImportProgressPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, done, all| {
            let stage = UploadStage::Running { done, all };
            let view = sample_view(name, stage);
            Self::of(Shell::sample_of("高槻 はるか"), &view, done, all)
        };
        let long = "とても長い名前の連絡先の一覧".repeat(12);
        vec![
            ("usual", page("一覧.xlsx", 1_200, 3_000)),
            ("empty", page("一覧.xlsx", 0, 0)),
            ("longest", page(&long, 299_999, 0)),
        ]
    }
}
