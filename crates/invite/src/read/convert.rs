//! Components of `ical` into values. A property that cannot be read leaves its field empty.

use std::collections::BTreeSet;

use ical::parser::ical::component::{IcalCalendar, IcalEvent, IcalTimeZone};
use ical::property::Property;
use renkei_domain::time::Instant;

use crate::method::{Method, Participation};
use crate::read::received::{Calendar, Kept, Named, Received, Status};
use crate::read::when::{Period, When, length};
use crate::read::zone::Zones;
use crate::write::address::of_uri;
use crate::write::parameter;
use crate::write::text::unescape;

pub(super) fn calendar(calendar: &IcalCalendar) -> Calendar {
    let mut method = None;
    let mut unknown = Vec::new();
    for property in &calendar.properties {
        if property.name == "METHOD" {
            method = method.or_else(|| property.value.as_deref().map(Method::read));
        } else {
            unknown.push(kept(property));
        }
    }
    let busy: Vec<Option<Period>> = calendar
        .free_busys
        .iter()
        .flat_map(|free_busy| free_busy.properties.iter().flat_map(busy))
        .collect();
    Calendar {
        method,
        entries: calendar.events.iter().map(entry).collect(),
        busy_unread: busy.iter().filter(|period| period.is_none()).count(),
        busy: busy.into_iter().flatten().collect(),
        zones: zones(&calendar.timezones),
        unknown,
    }
}

fn zones(described: &[IcalTimeZone]) -> Zones {
    let mut zones = Zones::default();
    let value = |properties: &[Property], name: &str| {
        let found = properties.iter().find(|property| property.name == name);
        found.and_then(|property| property.value.clone())
    };
    for zone in described {
        let Some(name) = value(&zone.properties, "TZID") else {
            continue;
        };
        let offsets: BTreeSet<Option<String>> = zone
            .transitions
            .iter()
            .map(|part| value(&part.properties, "TZOFFSETTO"))
            .collect();
        // Some programs describe a summer time that changes nothing.
        if offsets.len() == 1
            && let Some(Some(offset)) = offsets.first()
        {
            zones.describe(&name, offset);
        }
    }
    zones
}

/// The periods of a property; `None` for each that cannot be read.
fn busy(property: &Property) -> Vec<Option<Period>> {
    let is_free =
        parameter_of(property, "FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE"));
    if property.name != "FREEBUSY" || is_free {
        return Vec::new();
    }
    let periods = property.value.as_deref().unwrap_or_default().split(',');
    periods.map(|period| Period::read(period, None)).collect()
}

fn entry(event: &IcalEvent) -> Received {
    let mut entry = Received::default();
    for property in &event.properties {
        let value = property.value.as_deref().unwrap_or_default();
        let text = || Some(unescape(value)).filter(|text| !text.is_empty());
        let when = || When::read(value, parameter_of(property, "TZID").as_deref());
        match property.name.as_str() {
            "UID" => entry.uid = entry.uid.or_else(text).map(|uid| uid.trim().to_owned()),
            "SEQUENCE" => {
                let sequence = value.trim().parse().ok();
                entry.unknown.extend(unread(property, sequence.is_some()));
                entry.sequence = entry.sequence.or(sequence);
            }
            "DTSTAMP" => entry.made = entry.made.or_else(|| stamp(&when()?)),
            "DTSTART" | "DTEND" | "RECURRENCE-ID" => {
                let when = when();
                entry.unknown.extend(unread(property, when.is_some()));
                let field = match property.name.as_str() {
                    "DTSTART" => &mut entry.from,
                    "DTEND" => &mut entry.to,
                    _ => {
                        entry.is_and_later = parameter_of(property, "RANGE").is_some();
                        &mut entry.occurrence
                    }
                };
                *field = field.take().or(when);
            }
            "DURATION" => {
                let length = length(value);
                entry.unknown.extend(unread(property, length.is_some()));
                entry.length = entry.length.or(length);
            }
            "RRULE" => entry.rules.push(value.trim().to_ascii_uppercase()),
            "EXDATE" => entry.except.extend(moments(property).into_iter().flatten()),
            "RDATE" => {
                let moments = moments(property);
                let is_read = moments.iter().all(Option::is_some);
                entry.unknown.extend(unread(property, is_read));
                entry.besides.extend(moments.into_iter().flatten());
            }
            "SUMMARY" => entry.title = entry.title.or_else(text),
            "LOCATION" => entry.place = entry.place.or_else(text),
            "DESCRIPTION" => entry.note = entry.note.or_else(text),
            "COMMENT" => entry.comment = entry.comment.or_else(text),
            "ORGANIZER" => entry.organizer = entry.organizer.or_else(|| Some(named(property))),
            "ATTENDEE" => entry.attendees.push(named(property)),
            "STATUS" => entry.status = entry.status.or_else(|| Some(Status::read(value))),
            "TRANSP" => entry.is_free = value.trim().eq_ignore_ascii_case("TRANSPARENT"),
            _ => entry.unknown.push(kept(property)),
        }
    }
    entry
}

/// When a message was made. It has to be in UTC; programs that write a wall clock mean their own, and what
/// stands there is taken for Japan's.
fn stamp(when: &When) -> Option<Instant> {
    when.instant(&Zones::default())
}

/// The moments of a list; `None` for each that cannot be read.
fn moments(property: &Property) -> Vec<Option<When>> {
    let zone = parameter_of(property, "TZID");
    let values = property.value.as_deref().unwrap_or_default().split(',');
    values
        .map(|value| match Period::read(value, zone.as_deref()) {
            Some(period) => Some(period.from),
            None => When::read(value, zone.as_deref()),
        })
        .collect()
}

/// The property as it stands, unless it was read.
fn unread(property: &Property, is_read: bool) -> Option<Kept> {
    (!is_read).then(|| kept(property))
}

fn named(property: &Property) -> Named {
    let value = property.value.as_deref().unwrap_or_default();
    Named {
        // Some programs name people by something else and put the address beside it.
        address: of_uri(value).or_else(|| of_uri(&parameter_of(property, "EMAIL")?)),
        name: parameter_of(property, "CN").filter(|name| !name.is_empty()),
        participation: parameter_of(property, "PARTSTAT").map(|word| Participation::read(&word)),
        delegated_to: parameters_of(property, "DELEGATED-TO"),
        delegated_from: parameters_of(property, "DELEGATED-FROM"),
        sent_by: parameter_of(property, "SENT-BY"),
    }
}

fn parameter_of(property: &Property, name: &str) -> Option<String> {
    parameters_of(property, name).into_iter().next()
}

fn parameters_of(property: &Property, name: &str) -> Vec<String> {
    let parameters = property.params.iter().flatten();
    parameters
        .filter(|(known, _)| known == name)
        .flat_map(|(_, values)| {
            values
                .iter()
                .map(|value| parameter::read(value).into_owned())
        })
        .collect()
}

fn kept(property: &Property) -> Kept {
    Kept {
        name: property.name.clone(),
        value: property.value.clone().unwrap_or_default(),
    }
}
