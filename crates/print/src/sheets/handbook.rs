//! The handbook of an area (社会資源ハンドブック): what everybody may read of its agencies, by sector and kind, with contents
//! and an index of their names.

use renkei_domain::directory::reading::{KanaRow, Reading};
use serde::Serialize;

use crate::words::{Contact, Words};

/// A handbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookSheet {
    /// The network that hands it out.
    pub network: Words,
    /// The municipalities it is about.
    pub area: Words,
    /// What it was narrowed to.
    pub holds: Option<Words>,
    /// How many agencies stand in it.
    pub count: usize,
    /// How many of them nobody confirmed within a year.
    pub unconfirmed: usize,
    /// Whom to tell about mistakes.
    pub tell: Contact,
    /// The sectors in their order.
    pub sectors: Vec<HandbookSector>,
    /// The names in the order of their readings: [`HandbookRow::all`].
    pub index: Vec<HandbookRow>,
}

/// A sector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookSector {
    /// Its name.
    pub heading: Words,
    /// Its kinds in their order.
    pub kinds: Vec<HandbookKind>,
}

/// What is of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookKind {
    /// Its name.
    pub heading: Words,
    /// The agencies in their order.
    pub entries: Vec<HandbookEntry>,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookEntry {
    /// Its name.
    pub name: String,
    /// How that is read.
    pub kana: Option<String>,
    /// The municipality it stands in: tells it from others of its name.
    #[serde(skip)]
    pub place: Option<String>,
    /// What it is, and who runs it.
    pub kind: Words,
    /// How to reach it, one way each, the preferred one first.
    pub reach: Vec<Words>,
    /// What not to do.
    pub never: Option<Words>,
    /// Numbers besides.
    pub others: Option<Words>,
    /// Where it is.
    pub address: Option<Words>,
    /// When it is open.
    pub hours: Option<Words>,
    /// What a person compares.
    pub compare: Option<Words>,
    /// Whether there are free places, with the day on which it said so.
    pub places: Option<Words>,
    /// What it says it is good at.
    pub strong: Option<Words>,
    /// What it says it is weak at.
    pub weak: Option<Words>,
    /// What it says it cannot do.
    pub limit: Option<Words>,
    /// Languages, and what helps to get in and be understood.
    pub help: Option<Words>,
    /// When its numbers were confirmed.
    pub confirmed: Words,
}

/// A row of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookRow {
    /// Its name: 「あ行」.
    pub heading: Words,
    /// The names in it, in their order.
    pub names: Vec<HandbookName>,
}

/// A name of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandbookName {
    /// The name.
    pub name: String,
    /// Where that is.
    pub place: Option<String>,
    /// Which entry of the handbook it is, counted from nought.
    pub entry: usize,
}

impl HandbookRow {
    /// The index of what stands in a handbook: rows in their order, without those of which there is nothing.
    #[must_use]
    pub fn all(sectors: &[HandbookSector]) -> Vec<Self> {
        let kinds = sectors.iter().flat_map(|sector| &sector.kinds);
        let entries = kinds.flat_map(|kind| &kind.entries).enumerate();
        let mut names: Vec<(Reading, HandbookName)> = entries
            .map(|(number, entry)| {
                let reading = Reading::of(&entry.name, entry.kana.as_deref());
                let name = HandbookName {
                    name: entry.name.clone(),
                    place: entry.place.clone(),
                    entry: number,
                };
                (reading, name)
            })
            .collect();
        // Of one name the entry that comes first stands first.
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        let rows = KanaRow::ALL.iter().map(|row| {
            let here = names.iter().filter(|(reading, _)| reading.row() == *row);
            Self {
                heading: match row {
                    KanaRow::Unread => Words::from("よみが")
                        .then_read("分", "わ")
                        .then("からないもの"),
                    row => Words::from(row.word().trim_end_matches('行')).then_read("行", "ぎょう"),
                },
                names: here.map(|(_, name)| name.clone()).collect(),
            }
        });
        rows.filter(|row| !row.names.is_empty()).collect()
    }
}
