//! 「こまったとき」: what a bad day looks like, what helps, and whom to tell. It is written while all is well.

use std::collections::BTreeMap;

use super::entry::{Entry, Way, WayKind};
use super::fault::{MapFault, MapPlace, too_long};
use super::resource_map::{NAME_CHARS, ResourceMap, TEXT_CHARS};
use crate::cases::employment::EmployerTie;
use crate::ids::MapEntryId;
use crate::text::{Line, Prose};
use crate::words::word_list;

word_list! {
    /// When somebody is to be told.
    Turn {
        First = "first", "はじめに";
        Second = "second", "つぎに";
        Third = "third", "そのつぎに";
        AtNight = "at_night", "夜";
        OnHolidays = "on_holidays", "休みの日";
    }
}

/// Whom to tell.
#[derive(Clone, PartialEq, Eq)]
pub enum Tell {
    /// Somebody of the map.
    Entry(MapEntryId),
    /// Somebody who stands nowhere else on it.
    Written {
        /// Who.
        name: Line,
        /// Their number or address.
        to: Option<Line>,
        /// Whether they belong to where the person works. Until it was said they may.
        employer: EmployerTie,
    },
}

impl Tell {
    /// The entry that it names.
    #[must_use]
    pub const fn entry(&self) -> Option<MapEntryId> {
        match self {
            Self::Entry(id) => Some(*id),
            Self::Written { .. } => None,
        }
    }

    /// Whether it has to be taken for somebody of the employer where that may not show.
    #[must_use]
    pub fn may_be_of_employer(&self, map: &ResourceMap) -> bool {
        match self {
            Self::Entry(id) => map.entry(*id).is_some_and(Entry::may_be_of_employer),
            Self::Written { employer, .. } => *employer != EmployerTie::NotTheEmployer,
        }
    }

    /// Who it is and their number, as the person wrote it.
    #[must_use]
    pub fn shown<'m>(&'m self, map: &'m ResourceMap) -> Option<(&'m Line, Option<&'m Line>)> {
        match self {
            Self::Entry(id) => map.entry(*id).map(|entry| (&entry.name, entry.phone())),
            Self::Written { name, to, .. } => Some((name, to.as_ref())),
        }
    }

    /// How they are told where no number is known: by the way that the person likes best of those that are no phone.
    #[must_use]
    pub fn way_but_phone<'m>(&self, map: &'m ResourceMap) -> Option<&'m Way> {
        let mut ways = map.entry(self.entry()?)?.ways.iter();
        ways.find(|way| way.kind != WayKind::Phone)
    }
}

/// What to do on a bad day.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Trouble {
    /// Signs that the person notices.
    pub i_notice: Option<Prose>,
    /// Signs that others notice.
    pub others_notice: Option<Prose>,
    /// What helps.
    pub helps: Option<Prose>,
    /// Whom to tell, and when.
    pub tell: BTreeMap<Turn, Tell>,
}

/// What a bad day looks like is nobody's to read in a log.
impl std::fmt::Debug for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Trouble(..)")
    }
}

/// Whom to tell is nobody's to read in a log.
impl std::fmt::Debug for Tell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tell(..)")
    }
}

impl Trouble {
    /// Whether nothing was written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Names an entry no more.
    pub(super) fn forget(&mut self, id: MapEntryId) {
        self.tell.retain(|_, tell| tell.entry() != Some(id));
    }

    /// Checks what cannot be kept of it.
    pub(super) fn check(&self) -> Result<(), MapFault> {
        for (place, text) in [
            (MapPlace::INotice, &self.i_notice),
            (MapPlace::OthersNotice, &self.others_notice),
            (MapPlace::Helps, &self.helps),
        ] {
            too_long(place, text.as_ref(), TEXT_CHARS)?;
        }
        let mut tells = self.tell.values();
        tells.try_for_each(|tell| match tell {
            Tell::Entry(_) => Ok(()),
            Tell::Written { name, to, .. } => {
                too_long(MapPlace::Tell, Some(name), NAME_CHARS)?;
                too_long(MapPlace::Tell, to.as_ref(), NAME_CHARS)
            }
        })
    }
}
