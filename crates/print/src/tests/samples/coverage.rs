//! 地域のすきま: two towns, none, and more towns than a page has room for.

use renkei_domain::time::{Minute, Moment};

use super::{day, network};
use crate::Words;
use crate::sheets::{
    CoverageCell, CoverageGap, CoverageLine, CoveragePlaces, CoverageSector, CoverageSheet, Sheet,
};

fn cell(serves: u64, stands: u64, told: Option<(u64, &str)>) -> CoverageCell {
    CoverageCell {
        serves,
        stands,
        places: Some(CoveragePlaces {
            told: told.map(|(free, oldest)| (free, oldest.to_owned())),
        }),
        confirmed: serves,
    }
}

fn line(kind: &str, cells: Vec<CoverageCell>) -> CoverageLine {
    CoverageLine {
        kind: Words::from(kind),
        cells,
    }
}

fn sheet(network: Words, columns: &[&str], sectors: Vec<CoverageSector>) -> CoverageSheet {
    CoverageSheet {
        network,
        as_of: Moment {
            date: day(),
            minute: Minute::of(8, 40),
        },
        columns: columns.iter().map(|name| Words::from(*name)).collect(),
        sums: vec![cell(12, 3, Some((14, "26/8/31"))); columns.len()],
        sectors,
        gaps: Vec::new(),
    }
}

fn gap(head: &str, kinds: &str) -> CoverageGap {
    CoverageGap {
        head: Words::from(head),
        kinds: Words::from(kinds),
        ask: Words::from("となりの地域で引き受けてもらえるか、新しくつくるかを話し合う。"),
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let desk = CoverageCell {
        places: None,
        ..cell(1, 0, None)
    };
    let sectors = vec![
        CoverageSector {
            name: Words::from("労働"),
            lines: vec![line("ハローワーク", vec![desk; 3])],
        },
        CoverageSector {
            name: Words::from("福祉"),
            lines: vec![
                line(
                    "自立訓練（生活訓練）",
                    vec![
                        cell(2, 1, Some((4, "26/10/1"))),
                        cell(0, 0, None),
                        cell(2, 1, Some((4, "26/10/1"))),
                    ],
                ),
                line(
                    "計画相談支援",
                    vec![cell(0, 2, None), cell(1, 0, None), cell(1, 2, None)],
                ),
            ],
        },
    ];
    let mut usual = sheet(network(), &["高槻市", "島本町", "地域ぜんたい"], sectors);
    usual.gaps = vec![
        gap(
            "この地域のどの市区町村にも、1か所もない種類（3）",
            "精神科デイケア、療養介護、重度障害者等包括支援",
        ),
        gap("空きを、どこからも聞いていない種類（1）", "計画相談支援"),
    ];
    vec![("coverage", Sheet::Coverage(usual))]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let empty = sheet(Words::from("網"), &[], Vec::new());
    vec![("coverage-empty", Sheet::Coverage(empty))]
}

/// So many towns and kinds, with large numbers. What towns and kinds are called stands in tables of ours.
pub fn large(network: Words, towns: usize, kinds: usize) -> Sheet {
    let large = cell(1_234, 567, Some((12_345, "19/12/28")));
    let lines = (0..kinds).map(|nth| CoverageLine {
        kind: Words::from(format!("重度障害者等包括支援{nth}")),
        cells: vec![large.clone(); towns],
    });
    let names: Vec<String> = (0..towns)
        .map(|nth| format!("大阪市東住吉区{nth}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let sector = CoverageSector {
        name: Words::from("医療・保健"),
        lines: lines.collect(),
    };
    Sheet::Coverage(sheet(network, &names, vec![sector]))
}

pub fn filled(network: Words) -> Vec<(&'static str, Sheet)> {
    vec![("coverage-filled", large(network, 9, 2))]
}
