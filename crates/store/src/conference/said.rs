//! What is sealed of a conference, of somebody who is called, and of an item: texts, as they stand in their rows.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::conference::{
    AgendaItem, Conference, HandedCopy, Handover, Invitee, OwnWish, Participant, PersonWords,
    ToBring,
};
use renkei_domain::consent::Categories;
use renkei_domain::ids::ParticipantId;
use renkei_domain::text::{Line, Prose};
use serde::{Deserialize, Serialize};

use super::{ITEM, PARTICIPANT, TABLE};
use crate::consent::terms::{categories, category_codes};
use crate::directory::words::{code, line, unreadable};
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

/// What the person brings along.
fn to_bring(text: Option<String>) -> Result<Option<ToBring>, StoreFault> {
    let read = prose(text)?.map(ToBring::new).transpose();
    read.map_err(|fault| unreadable(TABLE, fault))
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
    /// What those said who were asked, by their codes; absent where nobody wrote any of it down.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    heard: BTreeMap<String, String>,
    /// The copies of the material that were handed out, by whoever has them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    copies: BTreeMap<String, SaidOfCopy>,
    /// What the person brings along; absent where nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_bring: Option<String>,
    /// What the person asks for by one press, by its codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asks: Vec<String>,
    why: Option<String>,
}

/// What is sealed of a copy.
#[derive(Debug, Serialize, Deserialize)]
struct SaidOfCopy {
    number: u16,
    collected_on: Option<String>,
}

/// The same, read back.
pub(super) struct Read {
    pub(super) absence: Option<Prose>,
    pub(super) place: Option<Line>,
    pub(super) words: PersonWords,
    pub(super) asks: BTreeSet<OwnWish>,
    pub(super) unsolved: Option<Prose>,
    pub(super) natural_support: Option<Prose>,
    pub(super) difference: Option<Prose>,
    pub(super) from_when: Option<Prose>,
    pub(super) views: Vec<(String, Option<Prose>)>,
    pub(super) copies: BTreeMap<ParticipantId, HandedCopy>,
    pub(super) to_bring: Option<ToBring>,
    pub(super) why: Option<Prose>,
}

/// A copy, with whoever has it.
fn copy((to, said): (String, SaidOfCopy)) -> Result<(ParticipantId, HandedCopy), StoreFault> {
    let to = to.parse().map_err(|_| unreadable(TABLE, "copies"))?;
    let collected_on = said
        .collected_on
        .map(|day| day.parse::<chrono::NaiveDate>());
    let collected_on = collected_on.transpose();
    let copy = HandedCopy {
        number: said.number,
        collected_on: collected_on.map_err(|_| unreadable(TABLE, "copies"))?,
    };
    Ok((to, copy))
}

impl Said {
    pub(super) fn of(conference: &Conference) -> Self {
        let absence = conference.outline.presence.absence.as_ref();
        let (words, handover) = (&conference.words, conference.handover.as_ref());
        let of_handover = |part: fn(&Handover) -> Option<&Prose>| text(handover.and_then(part));
        let views = || handover.iter().flat_map(|handover| &handover.views);
        let heard = views().filter_map(|(view, said)| {
            let said = said.as_ref()?;
            Some((view.code().to_owned(), said.to_string()))
        });
        let copies = conference.copies.iter().map(|(to, copy)| {
            let said = SaidOfCopy {
                number: copy.number,
                collected_on: copy.collected_on.map(|day| day.to_string()),
            };
            (to.to_string(), said)
        });
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
            views: views().map(|(view, _)| view.code().to_owned()).collect(),
            heard: heard.collect(),
            copies: copies.collect(),
            to_bring: text(conference.outline.to_bring.as_ref().map(ToBring::prose)),
            asks: conference
                .asks
                .iter()
                .map(|wish| wish.code().to_owned())
                .collect(),
            why: text(conference.why.as_ref()),
        }
    }

    /// What the person asks for by one press.
    pub(super) fn asks(&self) -> Result<BTreeSet<OwnWish>, StoreFault> {
        let asks = self.asks.iter();
        asks.map(|wish| code(TABLE, OwnWish::from_code, wish))
            .collect()
    }

    /// Where it is, once that is fixed.
    pub(super) fn place(self) -> Result<Option<Line>, StoreFault> {
        line_of(TABLE, self.place)
    }

    pub(super) fn read(self) -> Result<Read, StoreFault> {
        let asks = self.asks()?;
        let copies = self.copies.into_iter().map(copy);
        let copies = copies.collect::<Result<_, StoreFault>>()?;
        let mut heard = self.heard;
        let views = self.views.into_iter().map(|view| {
            let said = prose(heard.remove(&view))?;
            Ok((view, said))
        });
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
            asks,
            unsolved: prose(self.unsolved)?,
            natural_support: prose(self.natural_support)?,
            difference: prose(self.difference)?,
            from_when: prose(self.from_when)?,
            views: views.collect::<Result<_, StoreFault>>()?,
            copies,
            to_bring: to_bring(self.to_bring)?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_asked_before_what_they_said_was_kept_is_read_back_without_it() {
        let views = |sealed: &str| {
            let said: Said = read(TABLE, sealed).expect("it is read");
            said.read().expect("it is read").views
        };
        let asked = ("person".to_owned(), None);
        assert_eq!(
            views(r#"{"views":["person"]}"#),
            std::slice::from_ref(&asked)
        );
        let heard = Prose::parse("近くで働きたい。").ok();
        let both = r#"{"views":["person","family"],"heard":{"family":"近くで働きたい。"}}"#;
        assert_eq!(views(both), [asked, ("family".to_owned(), heard)]);
    }
}
