//! Messages about entries. What each method must and must not carry (RFC 5546 §3.2) stands in the ways a
//! message can be made: a feed takes no invitee, a request exactly one, and a cancellation is refused while
//! its sequence is that of a first request.

use std::fmt;

use ical::parser::ical::component::{
    IcalCalendar, IcalEvent, IcalTimeZone, IcalTimeZoneTransition, IcalTimeZoneTransitionType,
};
use ical::property::Property;
use renkei_domain::text::Line;

use crate::entry::{Answer, Entry, EntryFault, Invitee, Party, Repeats, Role, Sequence, Standing};
use crate::method::{Method, Participation};
use crate::write::address::mailto;
use crate::write::emit;
use crate::write::parameter;
use crate::write::property::{date, plain, text, with};
use crate::write::stamp::{local, utc};

/// The name of the zone in which everything is written.
const ZONE: &str = "Asia/Tokyo";

/// How long a subscriber may keep a feed before looking again. Programs take it as a hint.
const REFRESH: &str = "PT1H";

/// What has become of an entry of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listed {
    /// It stands as it says.
    Standing,
    /// It was called off: shown as such for some weeks, since programs forget nothing by themselves.
    CalledOff,
}

/// One message: a method and what it is about.
#[derive(Clone)]
pub struct Message {
    method: Method,
    calendar: IcalCalendar,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whom it is for and what it says stays out of logs.
        f.debug_struct("Message")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

impl Message {
    /// Calls somebody in, moves what they were called to, or asks them once more.
    #[must_use]
    pub fn request(entry: &Entry, invitee: &Invitee) -> Self {
        let mut properties = of(entry);
        properties.push(standing(entry.standing));
        properties.push(organizer(&entry.organizer));
        properties.push(attendee(invitee));
        Self::about(Method::Request, vec![properties])
    }

    /// Tells an invitee that the whole entry, or this occurrence of a series, does not take place.
    ///
    /// # Errors
    /// [`EntryFault::NotRaised`] while the sequence is that of a first request.
    pub fn cancel(entry: &Entry, invitee: &Invitee) -> Result<Self, EntryFault> {
        let mut properties = of_raised(entry)?;
        properties.push(plain("STATUS", "CANCELLED"));
        properties.push(organizer(&entry.organizer));
        properties.push(attendee(invitee));
        Ok(Self::about(Method::Cancel, vec![properties]))
    }

    /// Tells one invitee that they are not expected any more. It takes place without them, so it says
    /// nothing of its status (RFC 5546 §3.2.5). The entry goes on from this version: who is called in once
    /// more gets a higher one, or their calendar keeps to the recall. The others need not be told; what
    /// they answer is measured by what they were sent.
    ///
    /// # Errors
    /// [`EntryFault::NotRaised`] while the sequence is that of a first request.
    pub fn withdraw(entry: &Entry, invitee: &Invitee) -> Result<Self, EntryFault> {
        let mut properties = of_raised(entry)?;
        properties.push(organizer(&entry.organizer));
        properties.push(attendee(invitee));
        Ok(Self::about(Method::Cancel, vec![properties]))
    }

    /// A feed that somebody subscribes to: it names nobody who was called.
    #[must_use]
    pub fn feed<'a>(name: &Line, entries: impl IntoIterator<Item = (&'a Entry, Listed)>) -> Self {
        let events = entries
            .into_iter()
            .map(|(entry, listed)| {
                let mut properties = of(entry);
                properties.push(match listed {
                    Listed::Standing => standing(entry.standing),
                    Listed::CalledOff => plain("STATUS", "CANCELLED"),
                });
                properties.push(organizer(&entry.organizer));
                properties
            })
            .collect();
        let mut feed = Self::about(Method::Publish, events);
        feed.calendar.properties.extend([
            text("NAME", name.as_str()),
            text("X-WR-CALNAME", name.as_str()),
            plain("X-WR-TIMEZONE", ZONE),
            with(
                plain("REFRESH-INTERVAL", REFRESH),
                &[("VALUE", "DURATION".to_owned())],
            ),
            plain("X-PUBLISHED-TTL", REFRESH),
        ]);
        feed
    }

    fn about(method: Method, events: Vec<Vec<Property>>) -> Self {
        let calendar = IcalCalendar {
            properties: vec![
                plain("VERSION", "2.0"),
                plain("PRODID", "-//renkei//renkei//JA"),
                plain("CALSCALE", "GREGORIAN"),
                plain("METHOD", method.word()),
            ],
            timezones: vec![japan()],
            events: events
                .into_iter()
                .map(|properties| IcalEvent {
                    properties,
                    alarms: Vec::new(),
                })
                .collect(),
            ..IcalCalendar::default()
        };
        Self { method, calendar }
    }

    /// What the message is for.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The text: UTF-8 with CRLF at the end of each line. In mail it is sent in base64, since a line end
    /// that is changed on the way keeps some programs from reading it.
    #[must_use]
    pub fn text(&self) -> String {
        emit::calendar(&self.calendar)
    }

    /// The type of the part that programs act on. Its method is that of the text: where the two differ,
    /// programs refuse both (RFC 6047 §2.4).
    #[must_use]
    pub fn content_type(&self) -> String {
        format!("text/calendar; method={}; charset=UTF-8", self.method)
    }
}

fn of_raised(entry: &Entry) -> Result<Vec<Property>, EntryFault> {
    if entry.version.sequence > Sequence::FIRST {
        Ok(of(entry))
    } else {
        Err(EntryFault::NotRaised)
    }
}

/// What every message says about an entry.
fn of(entry: &Entry) -> Vec<Property> {
    let in_japan = |name: &str, moment| date(name, &local(moment), ZONE);
    let mut properties = vec![
        plain("UID", entry.uid.as_str()),
        plain("DTSTAMP", &utc(entry.version.made)),
        plain("SEQUENCE", &entry.version.sequence.number().to_string()),
        in_japan("DTSTART", entry.span.from()),
        in_japan("DTEND", entry.span.to()),
    ];
    match &entry.repeats {
        Repeats::Once => {}
        Repeats::Series { rule, except } => {
            properties.push(plain("RRULE", rule.as_str()));
            properties.extend(except.iter().map(|begin| in_japan("EXDATE", *begin)));
        }
        Repeats::Occurrence { planned } => {
            properties.push(in_japan("RECURRENCE-ID", *planned));
        }
    }
    properties.push(text("SUMMARY", entry.title.as_str()));
    let place = entry
        .place
        .as_ref()
        .map(|place| text("LOCATION", place.as_str()));
    let note = entry
        .note
        .as_ref()
        .map(|note| text("DESCRIPTION", note.as_str()));
    let says_something = |property: &Property| property.value.as_deref() != Some("");
    properties.extend(place.into_iter().chain(note).filter(says_something));
    properties.push(plain("TRANSP", "OPAQUE"));
    properties
}

fn standing(standing: Standing) -> Property {
    let word = match standing {
        Standing::Tentative => "TENTATIVE",
        Standing::Confirmed => "CONFIRMED",
    };
    plain("STATUS", word)
}

fn organizer(party: &Party) -> Property {
    with(plain("ORGANIZER", &mailto(&party.address)), &named(party))
}

fn attendee(invitee: &Invitee) -> Property {
    let role = match invitee.role {
        Role::Chair => "CHAIR",
        Role::Required => "REQ-PARTICIPANT",
        Role::Optional => "OPT-PARTICIPANT",
        Role::Informed => "NON-PARTICIPANT",
    };
    let participation = match invitee.answer {
        None => Participation::NeedsAction,
        Some(Answer::Accepted) => Participation::Accepted,
        Some(Answer::Declined) => Participation::Declined,
        Some(Answer::Tentative) => Participation::Tentative,
    };
    let is_asked = if invitee.answer.is_none() {
        "TRUE"
    } else {
        "FALSE"
    };
    let mut parameters = vec![
        ("CUTYPE", "INDIVIDUAL".to_owned()),
        ("ROLE", role.to_owned()),
        ("PARTSTAT", participation.word().to_owned()),
        ("RSVP", is_asked.to_owned()),
    ];
    parameters.extend(named(&invitee.party));
    with(
        plain("ATTENDEE", &mailto(&invitee.party.address)),
        &parameters,
    )
}

fn named(party: &Party) -> Vec<(&'static str, String)> {
    let name = party
        .name
        .as_ref()
        .map(|name| parameter::clean(name.as_str()));
    name.filter(|name| !name.is_empty())
        .map(|name| ("CN", name))
        .into_iter()
        .collect()
}

/// Japan has had one offset since 1951; every zone that is named must be described (RFC 5545 §3.6.5).
fn japan() -> IcalTimeZone {
    let mut standard = IcalTimeZoneTransition::new(IcalTimeZoneTransitionType::STANDARD);
    standard.properties = vec![
        plain("DTSTART", "19700101T000000"),
        plain("TZOFFSETFROM", "+0900"),
        plain("TZOFFSETTO", "+0900"),
        plain("TZNAME", "JST"),
    ];
    IcalTimeZone {
        properties: vec![plain("TZID", ZONE)],
        transitions: vec![standard],
    }
}

#[cfg(test)]
mod tests;
