//! Pairs in words.

use std::collections::HashMap;

use renkei_app::directory::edit::duplicate::{
    DecidedPair, DuplicatePage, Mark, PairIds, StoredPair,
};
use renkei_domain::directory::duplicate::{Reason, letters_apart};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use crate::pages::editing::history::who;
use crate::paths::{DuplicatePairPath, ResourcePath};

/// An entry in short.
#[derive(Debug, Clone)]
pub(super) struct EntryLine {
    pub(super) path: ResourcePath,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) city: String,
    pub(super) address: String,
    pub(super) phone: String,
    pub(super) number: String,
}

/// Two entries that may be one.
#[derive(Debug, Clone)]
pub(super) struct PairLine {
    pub(super) ids: PairIds,
    pub(super) mark: String,
    pub(super) both: [EntryLine; 2],
    pub(super) reasons: Vec<String>,
    pub(super) side_by_side: DuplicatePairPath,
    /// By whom each is kept, where nobody can make the two one for that.
    pub(super) keepers: Vec<KeeperLine>,
    /// Why they are two, as somebody typed it who was asked again.
    pub(super) reason: String,
    pub(super) once: String,
}

/// Who keeps one of two entries, and how they are reached.
#[derive(Debug, Clone)]
pub(super) struct KeeperLine {
    pub(super) entry: String,
    pub(super) network: Option<String>,
    pub(super) ways: String,
}

/// Two entries of which was said that they are not one.
#[derive(Debug, Clone)]
pub(super) struct DecidedLine {
    pub(super) ids: PairIds,
    pub(super) both: [EntryLine; 2],
    pub(super) by: String,
    pub(super) at: String,
    pub(super) reason: Option<String>,
    pub(super) once: String,
}

/// What stands where nothing is known.
const NOTHING: &str = "―";

impl EntryLine {
    fn of(id: ResourceId, facts: &ResourceFacts) -> Self {
        let nothing = || NOTHING.to_owned();
        let address = facts.address.as_ref();
        let number = facts.office_number.as_ref();
        let phones: Vec<&str> = facts
            .phones
            .iter()
            .map(|phone| phone.written.as_str())
            .collect();
        Self {
            path: ResourcePath::of(id),
            name: facts.name.to_string(),
            kind: facts.kind_in_words(),
            city: address.map_or_else(nothing, |address| address.city.to_string()),
            address: address.map_or_else(nothing, |address| address.line()),
            phone: if phones.is_empty() {
                nothing()
            } else {
                phones.join("・")
            },
            number: number.map_or_else(nothing, ToString::to_string),
        }
    }
}

/// Both entries of a pair; nothing where one is not there any more.
fn both(found: &DuplicatePage, ids: PairIds) -> Option<[EntryLine; 2]> {
    let line = |id| Some(EntryLine::of(id, &found.entries.get(&id)?.facts));
    Some([line(ids.left)?, line(ids.right)?])
}

/// Why two entries look alike, with the letters in which their names part.
pub(super) fn in_words(reason: Reason, both: &[EntryLine; 2]) -> String {
    let [one, other] = both;
    let apart = match reason {
        Reason::SameWriting | Reason::NearName => letters_apart(&one.name, &other.name),
        _ => None,
    };
    let letters = |text: String| {
        if text.is_empty() {
            "なし".to_owned()
        } else {
            text
        }
    };
    match apart {
        Some((one, other)) => format!("{reason}（{}／{}）", letters(one), letters(other)),
        None => reason.to_string(),
    }
}

/// A mark as a form sends it.
pub(super) fn mark_text(mark: Mark) -> String {
    format!("{:032x}", u128::from_be_bytes(mark))
}

pub(super) fn read_mark(text: &str) -> Option<Mark> {
    let number = u128::from_str_radix(text, 16).ok()?;
    Some(number.to_be_bytes())
}

impl PairLine {
    pub(super) fn of(found: &DuplicatePage, pair: &StoredPair, once: String) -> Option<Self> {
        let both = both(found, pair.ids)?;
        let reasons = pair.reasons.iter();
        let keepers = found.keepers.get(&pair.ids).into_iter().flatten();
        let keepers = keepers.zip(&both).map(|(keeper, entry)| KeeperLine {
            entry: entry.name.clone(),
            network: keeper.network.clone(),
            ways: keeper.ways.join("・"),
        });
        Some(Self {
            keepers: keepers.collect(),
            ids: pair.ids,
            mark: mark_text(pair.mark),
            reasons: reasons.map(|reason| in_words(*reason, &both)).collect(),
            side_by_side: DuplicatePairPath::of(pair.ids.left, pair.ids.right),
            both,
            reason: String::new(),
            once,
        })
    }
}

impl DecidedLine {
    pub(super) fn of(
        found: &DuplicatePage,
        pair: &DecidedPair,
        names: &HashMap<AccountId, Line>,
        once: String,
    ) -> Option<Self> {
        Some(Self {
            ids: pair.ids,
            both: both(found, pair.ids)?,
            by: who(pair.by, names),
            at: japanese_date(pair.at.in_japan().date),
            reason: pair.reason.as_ref().map(ToString::to_string),
            once,
        })
    }
}
