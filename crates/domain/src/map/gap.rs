//! What is still missing on a map, named kindly. A gap is no fault: a map with gaps is kept, printed and shared.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::entry::{Entry, KnownEnds};
use super::resource_map::{Quadrant, ResourceMap};
use super::trouble::Turn;
use crate::text::fold;
use crate::told::{Told, whole};

/// Something that is still missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A quadrant in which nobody stands yet.
    NobodyIn(Quadrant),
    /// Everybody can be reached in working hours alone.
    NobodyOutsideWorkingHours,
    /// The same one stands in every quadrant that has somebody, and there are several.
    OnlyOne,
    /// A quadrant in which nobody is left once the service has ended.
    NobodyAfter(Quadrant, NaiveDate),
}

impl Gap {
    /// The code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NobodyIn(_) => "nobody_in",
            Self::NobodyOutsideWorkingHours => "nobody_outside_working_hours",
            Self::OnlyOne => "only_one",
            Self::NobodyAfter(..) => "nobody_after",
        }
    }

    /// A kind sentence that says what could come next. `map` gives the quadrants the person's names.
    #[must_use]
    pub fn said(self, map: &ResourceMap) -> String {
        whole(&self.told(map))
    }

    /// The same in pieces.
    #[must_use]
    pub fn told(self, map: &ResourceMap) -> Vec<Told> {
        let name = |quadrant: Quadrant| match map.names.get(&quadrant) {
            Some(own) => Told::Theirs(own.to_string()),
            None => Told::Ours(quadrant.word()),
        };
        match self {
            Self::NobodyIn(quadrant) => vec![
                "「".into(),
                name(quadrant),
                "」は まだ だれも いません。 あとから ゆっくり さがせます。".into(),
            ],
            Self::NobodyOutsideWorkingHours => {
                vec![
                    "夜や 休みの 日に 話せる 人も いると 安心です。 夜の 番号も 見てみましょう。"
                        .into(),
                ]
            }
            Self::OnlyOne => {
                vec!["いまは ひとりに たくさん 話しています。 もうひとり いると 安心です。".into()]
            }
            Self::NobodyAfter(quadrant, day) => {
                use chrono::Datelike as _;
                let (year, month) = (day.year(), day.month());
                vec![
                    format!("{year}年{month}月{}日 ", day.day()).into(),
                    "の あとは どうですか。「".into(),
                    name(quadrant),
                    "」で 話せる 人を いっしょに さがしましょう。".into(),
                ]
            }
        }
    }
}

/// Who it is, to tell whether two entries are the same one.
fn identity(entry: &Entry) -> String {
    match entry.resource {
        Some(resource) if entry.affiliation.is_none() => resource.to_string(),
        _ => fold(entry.name.as_str()),
    }
}

impl ResourceMap {
    /// What is still missing, in a fixed order, with until when agencies help as cases say. An empty map has the four
    /// empty quadrants alone.
    #[must_use]
    pub fn gaps(&self, ends: &KnownEnds) -> Vec<Gap> {
        let has_someone = |quadrant: &Quadrant| self.entries_of(*quadrant).next().is_some();
        let (settled, empty): (Vec<Quadrant>, Vec<Quadrant>) =
            Quadrant::ALL.iter().copied().partition(has_someone);
        let mut gaps: Vec<Gap> = empty.into_iter().map(Gap::NobodyIn).collect();
        if self.entries.is_empty() {
            return gaps;
        }
        let outside = [Turn::AtNight, Turn::OnHolidays];
        let is_told = outside
            .iter()
            .any(|turn| self.trouble.tell.contains_key(turn));
        let mut entries = self.entries.iter();
        if !is_told && !entries.any(Entry::is_reachable_outside_working_hours) {
            gaps.push(Gap::NobodyOutsideWorkingHours);
        }
        let everybody: BTreeSet<String> = self.entries.iter().map(identity).collect();
        if everybody.len() == 1 && settled.len() > 1 {
            gaps.push(Gap::OnlyOne);
        }
        let left = settled.into_iter().filter_map(|quadrant| {
            let day = self.nobody_after(quadrant, ends)?;
            Some(Gap::NobodyAfter(quadrant, day))
        });
        gaps.extend(left);
        gaps
    }

    /// The day after which nobody is left in a quadrant: the last one of the service, where the person wrote it, or else
    /// the last one of everybody there, where a case knows one of them.
    fn nobody_after(&self, quadrant: Quadrant, ends: &KnownEnds) -> Option<NaiveDate> {
        let entries = || self.entries_of(quadrant);
        let last_days = || entries().map(|entry| entry.last_day(ends));
        if let Some(day) = self.service_ends {
            let is_left = last_days().any(|last| last.is_none_or(|last| last > day));
            return (!is_left).then_some(day);
        }
        let is_told = |entry: &Entry| entry.until.is_none() && entry.last_day(ends).is_some();
        if !entries().any(is_told) {
            return None;
        }
        let days: Option<Vec<NaiveDate>> = last_days().collect();
        days?.into_iter().max()
    }
}
