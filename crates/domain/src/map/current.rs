//! What the directory says now of what a map points to, and what of it changed since the person looked.

use chrono::NaiveDate;

use crate::directory::hours::Hours;
use crate::ids::ResourceId;
use crate::text::Line;
use crate::time::{Minute, said};
use crate::told::{Told, whole};
use crate::words::word_list;

use super::resource_map::ResourceMap;

/// What the directory publishes of an entry of the map, or of who answers at night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentContact {
    /// Which.
    pub resource: ResourceId,
    /// Its name.
    pub name: Line,
    /// Its phone numbers as they are read out, with extension and 音声案内 behind them.
    pub phones: Vec<String>,
    /// When it is open, in words; nothing where nobody knows.
    pub hours: Option<String>,
    /// Since when it is closed for good.
    pub closed_on: Option<NaiveDate>,
    /// Whether it stands on the map for the night and days off, where the person put it not.
    pub at_night: bool,
}

impl CurrentContact {
    /// Whether the other one says something of the same place on the map.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        (self.resource, self.at_night) == (other.resource, other.at_night)
    }
}

word_list! {
    /// How late a number answers.
    Answers {
        AllNight = "all_night", "夜中も";
        Evening = "evening", "夜まで";
        ByDay = "by_day", "昼";
    }
}

impl Answers {
    /// By the hours that are stated: at three in the morning, after eight in the evening, or neither.
    #[must_use]
    pub fn of(hours: &Hours) -> Self {
        if hours.is_ever_open_at(Minute::of(3, 0)) {
            Self::AllNight
        } else if hours.is_ever_open_at(Minute::of(20, 0)) {
            Self::Evening
        } else {
            Self::ByDay
        }
    }

    /// Whether it answers when offices are closed.
    #[must_use]
    pub const fn is_late(self) -> bool {
        !matches!(self, Self::ByDay)
    }
}

/// A number that answers at night or without an appointment: 119, 精神科救急, hotlines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NightNumber {
    /// The entry of the directory; nothing for 119.
    pub resource: Option<ResourceId>,
    /// Who answers.
    pub name: String,
    /// The number as it is read out.
    pub number: String,
    /// When it answers, in words; nothing where nobody knows.
    pub hours: Option<String>,
    /// How late it answers.
    pub answers: Answers,
}

impl NightNumber {
    /// 119, which answers everywhere and always.
    #[must_use]
    pub fn ambulance() -> Self {
        Self {
            resource: None,
            name: "救急車".to_owned(),
            number: "119".to_owned(),
            hours: Some("いつでも".to_owned()),
            answers: Answers::AllNight,
        }
    }
}

word_list! {
    /// What changed of an entry.
    MapChangeKind {
        Name = "name", "名前";
        Phone = "phone", "電話番号";
        Hours = "hours", "あいている 時間";
        Closed = "closed", "おわり";
    }
}

/// That something changed of an entry, or of who answers at night, since the person looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChange {
    /// What.
    pub kind: MapChangeKind,
    /// What it is called on the map.
    pub name: Line,
    /// What it says now; empty where it says nothing any more.
    pub now: String,
}

impl MapChange {
    /// A plain sentence.
    #[must_use]
    pub fn said(&self) -> String {
        whole(&self.told())
    }

    /// The same in pieces.
    #[must_use]
    pub fn told(&self) -> Vec<Told> {
        let name = || Told::Theirs(self.name.to_string());
        let now = || Told::Theirs(format!(" {} ", self.now));
        let known = !self.now.is_empty();
        let of = match self.kind {
            MapChangeKind::Name if known => vec![
                "の 名前が かわりました。 いまは「".into(),
                Told::Theirs(self.now.clone()),
                "」です。".into(),
            ],
            MapChangeKind::Phone if known => vec![
                "の 電話番号が かわりました。 いまは".into(),
                now(),
                "です。".into(),
            ],
            MapChangeKind::Hours if known => vec![
                "の あいている 時間が かわりました。 いまは".into(),
                Told::Theirs(format!(" {} ", said(&self.now))),
                "です。".into(),
            ],
            MapChangeKind::Closed => {
                vec!["は おわりました。 ほかに 話せる 人を いっしょに さがしましょう。".into()]
            }
            kind => vec![
                "の ".into(),
                kind.word().into(),
                "が わからなくなりました。 たしかめてください。".into(),
            ],
        };
        [vec!["「".into(), name(), "」".into()], of].concat()
    }
}

/// What is asked for when something changed: on paper the old number stands on.
pub const PRINT_AGAIN: &str = "紙の マップは 古いままです。 もういちど 印刷してください。";

/// What changed of the entries of a map between what the person saw (`seen`) and what the directory says now. Of an
/// entry that was never seen nothing changed; of one that the directory has no more its number is not known any more.
#[must_use]
pub fn changes(
    map: &ResourceMap,
    seen: &[CurrentContact],
    now: &[CurrentContact],
) -> Vec<MapChange> {
    let mut changes = Vec::new();
    for entry in &map.entries {
        let mut seen = seen.iter().filter(|one| !one.at_night);
        if let Some(before) = seen.find(|one| Some(one.resource) == entry.resource) {
            changes.extend(changed(&entry.name, before, now));
        }
    }
    changes
}

/// The same of who answers at night: those numbers stand on every sheet though the person did not write them. Whoever
/// stands on the map as well is told of with the entries.
#[must_use]
pub fn night_changes(
    map: &ResourceMap,
    seen: &[CurrentContact],
    now: &[CurrentContact],
) -> Vec<MapChange> {
    let is_entry = |id: ResourceId| map.entries.iter().any(|one| one.resource == Some(id));
    let night = seen
        .iter()
        .filter(|one| one.at_night && !is_entry(one.resource));
    night
        .flat_map(|before| changed(&before.name, before, now))
        .collect()
}

/// What changed of one that is called `name` on the map.
fn changed(name: &Line, before: &CurrentContact, now: &[CurrentContact]) -> Vec<MapChange> {
    let mut changes = Vec::new();
    let mut push = |kind, now: String| {
        changes.push(MapChange {
            kind,
            name: name.clone(),
            now,
        });
    };
    match now.iter().find(|one| one.is_of_same(before)) {
        None => push(MapChangeKind::Phone, String::new()),
        Some(after) if after.closed_on.is_some() => {
            if before.closed_on.is_none() {
                push(MapChangeKind::Closed, String::new());
            }
        }
        Some(after) => {
            if before.name != after.name {
                push(MapChangeKind::Name, after.name.to_string());
            }
            if before.phones != after.phones {
                push(MapChangeKind::Phone, after.phones.join("、"));
            }
            if before.hours != after.hours {
                push(
                    MapChangeKind::Hours,
                    after.hours.clone().unwrap_or_default(),
                );
            }
        }
    }
    changes
}
