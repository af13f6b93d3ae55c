//! Samples of the page of pairs: some, none, none of one reason, one that came too late, and the longest.

use super::lines::{EntryLine, KeeperLine, in_words, mark_text};
use super::*;
use crate::pages::Samples;
use crate::paths::{DuplicatePairPath, ResourcePath};

fn id(number: u128) -> ResourceId {
    ResourceId::from_uuid(uuid::Uuid::from_u128(number))
}

fn entry(number: u128, name: &str) -> EntryLine {
    EntryLine {
        path: ResourcePath::of(id(number)),
        name: name.to_owned(),
        kind: "就労継続支援B型".to_owned(),
        city: "大阪府高槻市".to_owned(),
        address: "大阪府高槻市みほん町1-2-3".to_owned(),
        phone: "072-000-0001".to_owned(),
        number: "2710900001".to_owned(),
    }
}

fn pair(number: u128, names: [&str; 2], reasons: &[Reason]) -> PairLine {
    let ids = PairIds {
        left: id(number),
        right: id(number + 1),
    };
    let both = [entry(number, names[0]), entry(number + 1, names[1])];
    PairLine {
        ids,
        mark: mark_text([1; 16]),
        reasons: reasons
            .iter()
            .map(|reason| in_words(*reason, &both))
            .collect(),
        side_by_side: DuplicatePairPath::of(ids.left, ids.right),
        keepers: Vec::new(),
        both,
        reason: String::new(),
        once: "01932f00000070028000000000000001".to_owned(),
    }
}

fn decided(number: u128, names: [&str; 2], reason: Option<&str>) -> DecidedLine {
    let PairLine {
        ids, both, once, ..
    } = pair(number, names, &[]);
    DecidedLine {
        ids,
        both,
        by: "高槻 はるか".to_owned(),
        at: "2026年11月20日(金)".to_owned(),
        reason: reason.map(str::to_owned),
        once,
    }
}

impl Samples for DuplicatesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |found: DuplicatePage, reason| {
            Self::of(
                Shell::sample_of("高槻 はるか"),
                (&found, reason),
                &HashMap::new(),
                || "01932f00000070028000000000000002".to_owned(),
            )
        };
        let found = |total, page| DuplicatePage {
            total,
            page,
            search: SearchState {
                found_at: Some(Instant::from_micros(1_763_870_400_000_000)),
                compared: 10_112,
                ..SearchState::default()
            },
            ..DuplicatePage::default()
        };
        let usual = || {
            vec![
                pair(
                    1,
                    ["髙槻みほん工房（架空）", "高槻みほん工房（架空）"],
                    &[Reason::SameWriting, Reason::SamePhone, Reason::SamePlace],
                ),
                pair(
                    3,
                    ["かえでの家（架空）", "もみじの家（架空）"],
                    &[Reason::SamePhone, Reason::SamePlace, Reason::OtherRunner],
                ),
            ]
        };
        let said = || {
            vec![
                decided(
                    5,
                    ["つばき（架空）", "つばき会（架空）"],
                    Some("電話で確かめた"),
                ),
                decided(7, ["いちょう（架空）", "いちょう館（架空）"], None),
            ]
        };
        let mut some = page(found(2, 1), None);
        (some.lines, some.decided) = (usual(), said());
        some.lines[1].keepers = vec![
            KeeperLine {
                entry: "かえでの家（架空）".to_owned(),
                network: Some("となりまちネットワーク（架空）".to_owned()),
                ways: "電話 072-000-0002・FAX 072-000-0003".to_owned(),
            },
            KeeperLine {
                entry: "もみじの家（架空）".to_owned(),
                network: None,
                ways: String::new(),
            },
        ];
        let mut late = some.clone();
        late.refusal = Some(TOO_LATE.to_owned());
        late.lines[0].reason = "となりの建物にある".to_owned();
        let empty = page(DuplicatePage::default(), None);
        let narrowed = page(found(0, 1), Some(Reason::NearPhone));
        let mut waiting = found(0, 1);
        waiting.search.asked_at = waiting.search.found_at;
        let long = "障がいのある方の就労と生活をささえる総合支援センター".repeat(10);
        let unbroken = "0123456789abcdef".repeat(18);
        let mut longest = page(found(9_000, 150), None);
        longest.lines = (0..30)
            .map(|place| {
                let mut line = pair(10 + place * 2, [&long, &unbroken], Reason::ALL);
                for one in &mut line.both {
                    one.address.clone_from(&unbroken);
                    one.phone.clone_from(&unbroken);
                }
                line.reason.clone_from(&long);
                line.keepers = vec![
                    KeeperLine {
                        entry: unbroken.clone(),
                        network: Some(long.clone()),
                        ways: unbroken.clone(),
                    };
                    2
                ];
                line
            })
            .collect();
        longest.decided = vec![decided(100, [&long, &unbroken], Some(&unbroken))];
        vec![
            ("usual", some),
            ("late", late),
            ("empty", empty),
            ("narrowed", narrowed),
            ("waiting", page(waiting, None)),
            ("longest", longest),
        ]
    }
}
