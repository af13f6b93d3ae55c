//! The handbook of an area: as it is usually, with as little as it can have, and with far too much.

use super::{network, secretariat};
use crate::sheets::{
    HandbookEntry, HandbookKind, HandbookRow, HandbookSector, HandbookSheet, Sheet,
};
use crate::{Contact, Words};

/// An entry of which nothing is known but its name.
pub fn bare(name: &str, kana: Option<&str>) -> HandbookEntry {
    HandbookEntry {
        name: name.to_owned(),
        kana: kana.map(str::to_owned),
        place: Some("高槻市".to_owned()),
        kind: Words::from("訪問看護"),
        reach: Vec::new(),
        never: None,
        others: None,
        address: None,
        hours: None,
        compare: None,
        places: None,
        strong: None,
        weak: None,
        limit: None,
        help: None,
        confirmed: Words::from("まだ確かめていません"),
    }
}

fn entry(name: &str, kana: Option<&str>) -> HandbookEntry {
    HandbookEntry {
        kind: Words::from("訪問看護（社会福祉法人つばさ橋福祉会）高槻市"),
        reach: vec![
            Words::read("電話", "でんわ")
                .then(" 072-000-1111 内線 12（月-金 9:00-17:30）相談室 あて"),
            Words::from("FAX 072-000-1112（いつでも）"),
        ],
        never: Some(Words::from("担当者名を載せない。夕方は電話しない")),
        others: Some(Words::from("メール mihon@example.jp")),
        address: Some(Words::from(
            "〒569-0000 大阪府高槻市見本町1-2-3 みほんビル4階",
        )),
        hours: Some(Words::from("月-金 9:00-17:30、土 9:00-12:00")),
        compare: Some(
            Words::default()
                .then_read("見学", "けんがく")
                .then(" あり・")
                .then_read("費用", "ひよう")
                .then(" なし"),
        ),
        places: Some(Words::from(
            "あと2人（定員20人）。令和8年11月1日(日)に聞いたこと",
        )),
        strong: Some(Words::from("精神科訪問看護・24時間")),
        weak: Some(Words::from("児童")),
        limit: Some(Words::from("医療的ケア")),
        help: Some(
            Words::read("英語", "えいご")
                .then("、")
                .then_read("手話", "しゅわ"),
        ),
        confirmed: Words::from("連絡先を確かめた日 令和8年9月2日(水)"),
        ..bare(name, kana)
    }
}

/// A handbook of these sectors.
pub fn of(sectors: Vec<HandbookSector>) -> HandbookSheet {
    let kinds = sectors.iter().flat_map(|sector| &sector.kinds);
    HandbookSheet {
        network: network(),
        area: Words::from("高槻市・島本町"),
        holds: None,
        count: kinds.map(|kind| kind.entries.len()).sum(),
        unconfirmed: 0,
        tell: secretariat(),
        index: HandbookRow::all(&sectors),
        sectors,
    }
}

pub fn usual() -> Vec<(&'static str, Sheet)> {
    let sectors = vec![
        HandbookSector {
            heading: Words::read("労働", "ろうどう"),
            kinds: vec![HandbookKind {
                heading: Words::from("ハローワーク"),
                entries: vec![bare("ハローワーク茨木", None)],
            }],
        },
        HandbookSector {
            heading: Words::read("医療・保健", "いりょう・ほけん"),
            kinds: vec![HandbookKind {
                heading: Words::read("訪問看護", "ほうもんかんご"),
                entries: vec![
                    entry("みどり訪問看護", Some("みどりほうもんかんご")),
                    entry(
                        "訪問看護ステーションぎんなんの木 高槻",
                        Some("ほうもんかんごすてーしょんぎんなんのきたかつき"),
                    ),
                    entry("𠮷野家の会", None),
                ],
            }],
        },
    ];
    let handbook = HandbookSheet {
        holds: Some(
            Words::from("のせたもの: ")
                .then_read("労働", "ろうどう")
                .then("、")
                .then_read("医療・保健", "いりょう・ほけん"),
        ),
        unconfirmed: 1,
        ..of(sectors)
    };
    vec![("handbook", Sheet::Handbook(handbook))]
}

pub fn empty() -> Vec<(&'static str, Sheet)> {
    let handbook = HandbookSheet {
        network: Words::from("網"),
        area: Words::default(),
        tell: Contact {
            name: Words::from("林"),
            phone: None,
            hours: None,
            mail: None,
        },
        ..of(Vec::new())
    };
    vec![("handbook-empty", Sheet::Handbook(handbook))]
}

pub fn filled(text: &str) -> Vec<(&'static str, Sheet)> {
    let words = || Words::from(text).then_read(text, text);
    let full = || HandbookEntry {
        name: text.to_owned(),
        kana: Some(text.to_owned()),
        place: Some(text.to_owned()),
        kind: words(),
        reach: vec![words(), words()],
        never: Some(words()),
        others: Some(words()),
        address: Some(words()),
        hours: Some(words()),
        compare: Some(words()),
        places: Some(words()),
        strong: Some(words()),
        weak: Some(words()),
        limit: Some(words()),
        help: Some(words()),
        confirmed: words(),
    };
    let sectors = vec![HandbookSector {
        heading: words(),
        kinds: vec![HandbookKind {
            heading: words(),
            entries: vec![full(), full()],
        }],
    }];
    let handbook = HandbookSheet {
        network: words(),
        area: words(),
        holds: Some(words()),
        unconfirmed: 2,
        tell: Contact {
            name: words(),
            phone: Some(text.to_owned()),
            hours: Some(text.to_owned()),
            mail: Some(text.to_owned()),
        },
        ..of(sectors)
    };
    vec![("handbook-filled", Sheet::Handbook(handbook))]
}
