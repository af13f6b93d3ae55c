//! The page as it is usually, without anything to choose, and with as much as there can be.

use renkei_domain::directory::kind::{ResourceKind, Sector};

use super::{
    Choice, EntrancePath, Field, HandbookOrder, HandbookPage, Here, Holds, KIND, MOST_ENTRIES,
    NetworkHandbookPaperPath, NetworkHandbookPath, ORDER, PLACE, RUBY, Ruby, SECTOR, Shell,
};
use crate::pages::Samples;
use crate::paths::Sampled as _;

fn page(holds: Holds, fields: Vec<Field>) -> HandbookPage {
    HandbookPage {
        shell: Shell::sample_of("高槻 はるか").at(Here::Directory),
        home: EntrancePath,
        here: NetworkHandbookPath::sample(),
        paper: NetworkHandbookPaperPath::sample(),
        fields,
        holds,
        most: MOST_ENTRIES,
    }
}

/// Everything that can be chosen in so many places, of so many kinds.
fn fields(places: usize, kinds: usize) -> Vec<Field> {
    let names = ["高槻市", "島本町", "三島郡みほんの長い名の町"];
    let places = names.iter().cycle().take(places).zip(27_207_u32..);
    let places = places.map(|(name, code)| Choice::of(code.to_string(), *name, "27207"));
    let sectors = Sector::ALL.iter();
    let sectors = sectors.map(|sector| Choice::of(sector.code(), sector.word(), "labour"));
    let kinds = ResourceKind::ALL.iter().take(kinds).zip(1_u32..);
    let kinds = kinds
        .map(|(kind, count)| Choice::of(kind.code(), format!("{kind}（{}件）", count * 37), ""));
    let orders = HandbookOrder::ALL.iter();
    let orders = orders.map(|order| Choice::of(order.code(), order.word(), "place"));
    let rubies = Ruby::ALL.iter();
    let rubies = rubies.map(|ruby| Choice::of(ruby.code(), ruby.word(), "no_ruby"));
    vec![
        Field::any(PLACE, "市区町村", places.collect())
            .hinted("えらばなければ、担当する地域ぜんぶです。"),
        Field::any(SECTOR, "分野", sectors.collect())
            .hinted("分野も種類もえらばなければ、ぜんぶのせます。"),
        Field::any(KIND, "種類", kinds.collect()).hinted("分野のほかに、この種類ものせます。"),
        Field::one(ORDER, "ならべ方", orders.collect()),
        Field::one(RUBY, "ふりがな", rubies.collect()),
    ]
}

impl Samples for HandbookPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let all = ResourceKind::ALL.len();
        vec![
            ("usual", page(Holds::Entries(482, [31, 207]), fields(2, 6))),
            ("empty", page(Holds::NoArea, Vec::new())),
            ("nothing", page(Holds::Nothing, fields(2, 1))),
            ("fresh", page(Holds::Entries(1, [0, 0]), fields(1, 1))),
            (
                "longest",
                page(
                    Holds::TooMuch("10000件より多く".to_owned()),
                    fields(60, all),
                ),
            ),
        ]
    }
}
