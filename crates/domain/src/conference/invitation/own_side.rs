//! The person and their family among those who are called. No agency stands for them and they are no rows of the list, but
//! they hear when and where people meet as everybody else does, each by their own way.

use std::borrow::Cow;

use super::Invitation;
use super::way::{CallChannel, CallWay, KeptWay, WayBasis, is_same};
use crate::cases::person::{Person, PreferredContact};
use crate::conference::meeting::Conference;
use crate::conference::participant::{Attendance, Invitee, Participant, Substitute};
use crate::ids::{ConferenceId, ParticipantId};
use crate::text::Line;
use crate::words::word_list;

word_list! {
    /// Who of those for whom no agency stands is called. In a message nobody is named but so.
    OwnSide {
        Person = "person", "ご本人";
        Family = "family", "ご家族";
    }
}

impl OwnSide {
    /// By what they are known among those who are called to a conference. It is made from the conference alone: what is
    /// drawn for a row of the list is never the same.
    #[must_use]
    pub fn seat(self, conference: ConferenceId) -> ParticipantId {
        let number = conference.uuid().as_u128();
        let number = match self {
            Self::Person => number,
            Self::Family => number ^ 1,
        };
        ParticipantId::from_uuid(uuid::Uuid::from_u128(number))
    }

    /// Who of them somebody is who is called; nothing for whoever stands on the list.
    #[must_use]
    pub fn at(conference: ConferenceId, seat: ParticipantId) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|side| side.seat(conference) == seat)
    }

    /// How they are called to a conference; nothing where it is held without them. Nobody comes in their place.
    #[must_use]
    pub fn seated(self, conference: &Conference) -> Option<Participant> {
        let presence = &conference.outline.presence;
        let (window, attendance) = match self {
            Self::Person if presence.is_with_person() => (None, Attendance::Required),
            Self::Person => return None,
            Self::Family => (Some(presence.family?.window), Attendance::Optional),
        };
        Some(Participant {
            id: self.seat(conference.id),
            who: Invitee::Written {
                name: Line::parse(self.word()).ok()?,
                fax: None,
            },
            role: None,
            attendance,
            window,
            substitute: Substitute::Nobody,
            unwanted_since: None,
        })
    }
}

impl Conference {
    /// The person and their family, as far as it is held with them.
    pub fn own_side(&self) -> impl Iterator<Item = Participant> {
        OwnSide::ALL.iter().filter_map(|side| side.seated(self))
    }

    /// Somebody of the list, or the person or their family where it is held with them.
    #[must_use]
    pub fn expected(&self, seat: ParticipantId) -> Option<Cow<'_, Participant>> {
        match OwnSide::at(self.id, seat) {
            Some(side) => side.seated(self).map(Cow::Owned),
            None => self.participant(seat).map(Cow::Borrowed),
        }
    }
}

impl Invitation {
    /// Whether it calls the person or their family. Whom it is about, they know.
    #[must_use]
    pub fn own_side(&self) -> Option<OwnSide> {
        OwnSide::at(self.conference, self.participant)
    }
}

impl CallWay {
    /// The way to the person: the one they chose, where they gave what it needs; nothing where they are spoken with face to
    /// face or through somebody, or said of no way that they want it.
    fn to_person(person: &Person) -> Option<Self> {
        let channel = match person.preferred? {
            PreferredContact::Phone => CallChannel::Phone,
            PreferredContact::Message => CallChannel::Mail,
            PreferredContact::Letter => CallChannel::Letter,
            PreferredContact::Visit
            | PreferredContact::ThroughFamily
            | PreferredContact::ThroughSupporter => return None,
        };
        let target = given(person, channel);
        Some(Self::plain(channel, target, WayBasis::OwnChoice))
    }

    /// The way in which the person or their family is called to a conference: what the host chose, else the way the person
    /// chose. Whom no message reaches is handed a sheet.
    #[must_use]
    pub fn to_own_side(side: OwnSide, person: &Person, kept: Option<&KeptWay>) -> Self {
        let known = match side {
            OwnSide::Person => Self::known_of(person),
            OwnSide::Family => Self::plain(CallChannel::InPerson, None, WayBasis::NotAsked),
        };
        let choice = kept.and_then(|kept| kept.choice.as_ref());
        let Some(choice) = choice else {
            return known;
        };
        let theirs = match side {
            OwnSide::Person => given(person, choice.channel),
            OwnSide::Family => None,
        };
        let target = choice.target.clone().or(theirs);
        let check = kept.and_then(|kept| kept.check.as_ref());
        let is_checked = |target: &Line| check.is_some_and(|check| is_same(&check.number, target));
        Self {
            reason: Some(choice.reason.clone()),
            etiquette: known.etiquette,
            is_unconfirmed: choice.channel == CallChannel::Fax
                && !target.as_ref().is_some_and(is_checked),
            ..Self::plain(choice.channel, target, WayBasis::Chosen)
        }
    }

    fn known_of(person: &Person) -> Self {
        let basis = match person.preferred {
            None => WayBasis::NotAsked,
            Some(_) => WayBasis::OwnChoice,
        };
        let way = Self::to_person(person);
        let way = way.unwrap_or_else(|| Self::plain(CallChannel::InPerson, None, basis));
        let through = match person.preferred {
            Some(
                through @ (PreferredContact::ThroughFamily | PreferredContact::ThroughSupporter),
            ) => Some(through.word().to_owned()),
            _ => None,
        };
        Self {
            ask_for: through,
            etiquette: person.contact_note.as_ref().and_then(|note| {
                let note = note.as_str().lines().collect::<Vec<_>>().join(" ");
                let note: String = note.chars().take(Line::LIMIT).collect();
                Line::parse(&note).ok()
            }),
            ..way
        }
    }
}

/// What the person gave for a channel.
fn given(person: &Person, channel: CallChannel) -> Option<Line> {
    let given = match channel {
        CallChannel::Phone => &person.phone,
        CallChannel::Mail => &person.mail,
        CallChannel::Letter => &person.address,
        CallChannel::Fax | CallChannel::InPerson => return None,
    };
    given.clone()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn person(preferred: Option<PreferredContact>) -> Person {
        Person {
            phone: Some(line("072-000-0099")),
            mail: Some(line("hanako@example.jp")),
            preferred,
            contact_note: crate::text::Prose::parse("夜は かけないで\nほしい").ok(),
            ..Person::named(line("山田 花子"))
        }
    }

    #[test]
    fn the_two_have_places_of_their_own_in_each_conference() {
        let one = ConferenceId::from_uuid(Uuid::from_u128(0x0193_2f00));
        let other = ConferenceId::from_uuid(Uuid::from_u128(0x0193_2f40));
        for side in OwnSide::ALL {
            assert_eq!(OwnSide::at(one, side.seat(one)), Some(*side));
            assert_eq!(OwnSide::at(other, side.seat(one)), None);
        }
    }

    #[test]
    fn whom_no_message_reaches_is_handed_a_sheet() {
        for (preferred, channel, basis) in [
            (
                Some(PreferredContact::Phone),
                CallChannel::Phone,
                WayBasis::OwnChoice,
            ),
            (
                Some(PreferredContact::Message),
                CallChannel::Mail,
                WayBasis::OwnChoice,
            ),
            (
                Some(PreferredContact::Letter),
                CallChannel::Letter,
                WayBasis::OwnChoice,
            ),
            (
                Some(PreferredContact::Visit),
                CallChannel::InPerson,
                WayBasis::OwnChoice,
            ),
            (
                Some(PreferredContact::ThroughFamily),
                CallChannel::InPerson,
                WayBasis::OwnChoice,
            ),
            (None, CallChannel::InPerson, WayBasis::NotAsked),
        ] {
            let way = CallWay::to_own_side(OwnSide::Person, &person(preferred), None);
            assert_eq!((way.channel, way.basis), (channel, basis));
            assert_eq!(way.etiquette, Some(line("夜は かけないで ほしい")));
        }
    }

    #[test]
    fn what_the_host_chose_goes_to_what_the_person_gave_and_a_fax_is_confirmed_first() {
        let kept = |channel, target: Option<&str>| KeptWay {
            participant: ParticipantId::from_uuid(Uuid::from_u128(1)),
            choice: Some(super::super::way::WayChoice {
                channel,
                target: target.map(line),
                reason: crate::text::Prose::parse("頼まれた").expect("words"),
                by: crate::ids::AccountId::from_uuid(Uuid::from_u128(2)),
                at: crate::time::Instant::from_micros(0),
            }),
            check: Some(super::super::way::NumberCheck {
                number: line("0720000012"),
                how: super::super::way::CheckedHow::ByPhone,
                on: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
                by: crate::ids::AccountId::from_uuid(Uuid::from_u128(2)),
            }),
        };
        let way = |side, kept: &KeptWay| CallWay::to_own_side(side, &person(None), Some(kept));
        let phone = way(OwnSide::Person, &kept(CallChannel::Phone, None));
        assert_eq!(phone.target, Some(line("072-000-0099")));
        let family = way(OwnSide::Family, &kept(CallChannel::Phone, None));
        assert_eq!(family.target, None, "the number is the person's");
        let fax = way(
            OwnSide::Family,
            &kept(CallChannel::Fax, Some("072-000-0012")),
        );
        assert!(!fax.is_unconfirmed);
        let other = way(
            OwnSide::Family,
            &kept(CallChannel::Fax, Some("072-000-0013")),
        );
        assert!(other.is_unconfirmed);
    }
}
