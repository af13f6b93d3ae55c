//! What is sealed of a conference, of somebody who is called, and of an item: texts, as they stand in their rows.

use renkei_domain::conference::{
    AgendaItem, Conference, Handover, Invitee, Participant, PersonWords,
};
use renkei_domain::consent::Categories;
use renkei_domain::text::{Line, Prose};
use serde::{Deserialize, Serialize};

use super::{ITEM, PARTICIPANT, TABLE};
use crate::consent::terms::{categories, category_codes};
use crate::directory::words::{line, unreadable};
use crate::fault::StoreFault;

/// Reads a sealed text back. What serde says of one may repeat some of it.
pub(super) fn read<'t, T: Deserialize<'t>>(
    table: &'static str,
    text: &'t str,
) -> Result<T, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable(table, "said"))
}

/// A text to be sealed.
pub(super) fn written(table: &'static str, said: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(said).map_err(|fault| unreadable(table, fault))
}

pub(super) fn text(prose: Option<&Prose>) -> Option<String> {
    prose.map(ToString::to_string)
}

pub(super) fn prose_of(
    table: &'static str,
    text: Option<String>,
) -> Result<Option<Prose>, StoreFault> {
    let text = text.map(|text| Prose::parse(&text)).transpose();
    text.map_err(|fault| unreadable(table, fault))
}

pub(super) fn prose(text: Option<String>) -> Result<Option<Prose>, StoreFault> {
    prose_of(TABLE, text)
}

pub(super) fn line_of(
    table: &'static str,
    text: Option<String>,
) -> Result<Option<Line>, StoreFault> {
    text.map(|text| line(table, &text)).transpose()
}

/// What is sealed of a conference.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    absence: Option<String>,
    place: Option<String>,
    wishes: Option<String>,
    can_do: Option<String>,
    to_talk: Option<String>,
    not_to_talk: Option<String>,
    unsolved: Option<String>,
    natural_support: Option<String>,
    difference: Option<String>,
    from_when: Option<String>,
    views: Vec<String>,
    why: Option<String>,
}

/// The same, read back.
pub(super) struct Read {
    pub(super) absence: Option<Prose>,
    pub(super) place: Option<Line>,
    pub(super) words: PersonWords,
    pub(super) unsolved: Option<Prose>,
    pub(super) natural_support: Option<Prose>,
    pub(super) difference: Option<Prose>,
    pub(super) from_when: Option<Prose>,
    pub(super) views: Vec<String>,
    pub(super) why: Option<Prose>,
}

impl Said {
    pub(super) fn of(conference: &Conference) -> Self {
        let absence = conference.outline.presence.absence.as_ref();
        let (words, handover) = (&conference.words, conference.handover.as_ref());
        let of_handover = |part: fn(&Handover) -> Option<&Prose>| text(handover.and_then(part));
        let views = handover.iter().flat_map(|handover| &handover.views);
        Self {
            absence: absence.map(|absence| absence.words.to_string()),
            place: conference.slot.as_ref().map(|slot| slot.place.to_string()),
            wishes: text(words.wishes.as_ref()),
            can_do: text(words.can_do.as_ref()),
            to_talk: text(words.to_talk.as_ref()),
            not_to_talk: text(words.not_to_talk.as_ref()),
            unsolved: of_handover(|handover| handover.unsolved.as_ref()),
            natural_support: of_handover(|handover| handover.natural_support.as_ref()),
            difference: of_handover(|handover| handover.difference.as_ref()),
            from_when: of_handover(|handover| handover.from_when.as_ref()),
            views: views.map(|view| view.code().to_owned()).collect(),
            why: text(conference.why.as_ref()),
        }
    }

    pub(super) fn read(self) -> Result<Read, StoreFault> {
        Ok(Read {
            absence: prose(self.absence)?,
            place: line_of(TABLE, self.place)?,
            words: PersonWords {
                wishes: prose(self.wishes)?,
                can_do: prose(self.can_do)?,
                to_talk: prose(self.to_talk)?,
                not_to_talk: prose(self.not_to_talk)?,
                from: None,
            },
            unsolved: prose(self.unsolved)?,
            natural_support: prose(self.natural_support)?,
            difference: prose(self.difference)?,
            from_when: prose(self.from_when)?,
            views: self.views,
            why: prose(self.why)?,
        })
    }
}

/// What is sealed of somebody who is called.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfParticipant {
    name: Option<String>,
    fax: Option<String>,
    contact: Option<String>,
}

/// The same, read back.
pub(super) struct ReadOfParticipant {
    pub(super) name: Option<Line>,
    pub(super) fax: Option<Line>,
    pub(super) contact: Option<Line>,
}

impl SaidOfParticipant {
    pub(super) fn of(participant: &Participant) -> Self {
        let text = |line: Option<&Line>| line.map(ToString::to_string);
        match &participant.who {
            Invitee::Member(_) => Self::default(),
            Invitee::Listed { contact, .. } => Self {
                contact: text(contact.as_ref()),
                ..Self::default()
            },
            Invitee::Written { name, fax } => Self {
                name: text(Some(name)),
                fax: text(fax.as_ref()),
                contact: None,
            },
        }
    }

    pub(super) fn read(self) -> Result<ReadOfParticipant, StoreFault> {
        Ok(ReadOfParticipant {
            name: line_of(PARTICIPANT, self.name)?,
            fax: line_of(PARTICIPANT, self.fax)?,
            contact: line_of(PARTICIPANT, self.contact)?,
        })
    }
}

/// What is sealed of an item.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SaidOfItem {
    title: String,
    categories: Vec<String>,
}

impl SaidOfItem {
    pub(super) fn of(item: &AgendaItem) -> Self {
        Self {
            title: item.title.to_string(),
            categories: category_codes(&item.categories),
        }
    }

    pub(super) fn read(&self) -> Result<(Line, Categories), StoreFault> {
        Ok((
            line(ITEM, &self.title)?,
            categories(ITEM, &self.categories)?,
        ))
    }
}
