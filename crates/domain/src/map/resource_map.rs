//! The map as a whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::entry::Entry;
use super::fault::{MapFault, MapPlace, too_long};
use super::form::Wording;
use super::trouble::{Tell, Trouble};
use crate::directory::municipality::MunicipalityCode;
use crate::ids::MapEntryId;
use crate::text::{Line, Prose};
use crate::words::word_list;

/// The most entries of a map.
pub const MAP_ENTRIES: usize = 60;

/// The most characters of the aim.
pub const AIM_CHARS: usize = 200;

/// The most characters of a name: of somebody, of a quadrant, of who made the map.
pub const NAME_CHARS: usize = 100;

/// The most characters of any other text of a map.
pub const TEXT_CHARS: usize = 400;

word_list! {
    /// A part of life about which somebody is asked (field glossary §f). The word is the plain one.
    Quadrant {
        Work = "work", "しごと";
        MindBody = "mind_body", "こころとからだ";
        Living = "living", "くらし";
        Leisure = "leisure", "たのしみ";
    }
}

impl Quadrant {
    /// The usual name.
    #[must_use]
    pub const fn usual(self) -> &'static str {
        match self {
            Self::Work => "職場の安定",
            Self::MindBody => "心身の安定",
            Self::Living => "生活の安定",
            Self::Leisure => "余暇の充実",
        }
    }

    /// The name in the words that were chosen.
    #[must_use]
    pub const fn named(self, wording: Wording) -> &'static str {
        match wording {
            Wording::Plain => self.word(),
            Wording::Usual => self.usual(),
        }
    }
}

/// A person's map. An empty one is where everybody begins.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ResourceMap {
    /// What the person calls themselves on paper, where they want it there.
    pub called: Option<Line>,
    /// 目指す姿: the life they aim for, in the center.
    pub aim: Option<Prose>,
    /// Quadrants that the person gave a name of their own. Use [`Self::name_of`].
    pub names: BTreeMap<Quadrant, Line>,
    /// Whom they can ask, in their order. Those of one quadrant: [`Self::entries_of`].
    pub entries: Vec<Entry>,
    /// 「こまったとき」.
    pub trouble: Trouble,
    /// Where the person lives, as far as it decides which numbers answer at night; nothing where they did not say.
    pub area: Option<MunicipalityCode>,
    /// The last day of the service that ends (就労定着支援), where the person said when.
    pub service_ends: Option<NaiveDate>,
}

/// What stands on a map is nobody's to read in a log.
impl std::fmt::Debug for ResourceMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ResourceMap({} entries)", self.entries.len())
    }
}

impl ResourceMap {
    /// What a quadrant is called: by the person's own name, or the plain or usual one.
    #[must_use]
    pub fn name_of(&self, quadrant: Quadrant, wording: Wording) -> &str {
        let own = self.names.get(&quadrant);
        own.map_or(quadrant.named(wording), Line::as_str)
    }

    /// The entries of a quadrant, in the person's order.
    pub fn entries_of(&self, quadrant: Quadrant) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| entry.quadrant == quadrant)
    }

    /// An entry by its id.
    #[must_use]
    pub fn entry(&self, id: MapEntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Whether nothing was written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Puts an entry in place of the one with its id, or at the end of the others.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|known| known.id == entry.id) {
            Some(known) => *known = entry,
            None => self.entries.push(entry),
        }
    }

    /// Takes an entry out. Where it was to be told on a bad day nobody is named any more.
    ///
    /// # Errors
    /// [`MapFault::UnknownEntry`] when it is not there.
    pub fn take_out(&mut self, id: MapEntryId) -> Result<Entry, MapFault> {
        let mut entries = self.entries.iter();
        let at = entries.position(|entry| entry.id == id);
        let entry = self.entries.remove(at.ok_or(MapFault::UnknownEntry)?);
        self.trouble.forget(id);
        Ok(entry)
    }

    /// Moves an entry before the one that stands before it in its quadrant; the first one stays.
    ///
    /// # Errors
    /// [`MapFault::UnknownEntry`] when it is not there.
    pub fn move_up(&mut self, id: MapEntryId) -> Result<(), MapFault> {
        let mut entries = self.entries.iter();
        let at = entries.position(|entry| entry.id == id);
        let at = at.ok_or(MapFault::UnknownEntry)?;
        let quadrant = self.entries.get(at).map(|entry| entry.quadrant);
        let mut before = self.entries.iter().take(at);
        if let Some(above) = before.rposition(|entry| Some(entry.quadrant) == quadrant) {
            self.entries.swap(above, at);
        }
        Ok(())
    }

    /// Checks what cannot be kept, the first fault first.
    ///
    /// # Errors
    /// Says what is wrong, and where.
    pub fn checked(self) -> Result<Self, MapFault> {
        too_long(MapPlace::Called, self.called.as_ref(), NAME_CHARS)?;
        too_long(MapPlace::Aim, self.aim.as_ref(), AIM_CHARS)?;
        for name in self.names.values() {
            too_long(MapPlace::QuadrantName, Some(name), NAME_CHARS)?;
        }
        if self.entries.len() > MAP_ENTRIES {
            return Err(MapFault::Full);
        }
        let mut ids = BTreeSet::new();
        for entry in &self.entries {
            entry.check()?;
            if !ids.insert(entry.id) {
                return Err(MapFault::Twice);
            }
        }
        self.trouble.check()?;
        let mut tells = self.trouble.tell.values();
        let is_known = |tell: &Tell| tell.entry().is_none_or(|id| ids.contains(&id));
        if !tells.all(is_known) {
            return Err(MapFault::UnknownTell);
        }
        Ok(self)
    }
}
