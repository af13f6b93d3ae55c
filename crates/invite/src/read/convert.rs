//! Components of `ical` into values. A property that cannot be read leaves its field empty.

use ical::parser::ical::component::{
    IcalCalendar, IcalEvent, IcalTimeZone, IcalTimeZoneTransitionType,
};
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
    Calendar {
        method,
        entries: calendar.events.iter().map(entry).collect(),
        busy: calendar
            .free_busys
            .iter()
            .flat_map(|free_busy| free_busy.properties.iter().flat_map(busy))
            .collect(),
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
        let offsets: Vec<Option<String>> = zone
            .transitions
            .iter()
            .map(|part| match part.transition {
                IcalTimeZoneTransitionType::STANDARD => value(&part.properties, "TZOFFSETTO"),
                IcalTimeZoneTransitionType::DAYLIGHT => None,
            })
            .collect();
        if let [Some(offset)] = offsets.as_slice() {
            zones.describe(&name, offset);
        }
    }
    zones
}

fn busy(property: &Property) -> Vec<Period> {
    let is_free =
        parameter_of(property, "FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE"));
    if property.name != "FREEBUSY" || is_free {
        return Vec::new();
    }
    let periods = property.value.as_deref().unwrap_or_default().split(',');
    periods
        .filter_map(|period| Period::read(period, None))
        .collect()
}

fn entry(event: &IcalEvent) -> Received {
    let mut entry = Received::default();
    for property in &event.properties {
        let value = property.value.as_deref().unwrap_or_default();
        let text = || Some(unescape(value)).filter(|text| !text.is_empty());
        let when = || When::read(value, parameter_of(property, "TZID").as_deref());
        match property.name.as_str() {
            "UID" => entry.uid = entry.uid.or_else(text).map(|uid| uid.trim().to_owned()),
            "SEQUENCE" => entry.sequence = entry.sequence.or_else(|| value.trim().parse().ok()),
            "DTSTAMP" => entry.made = entry.made.or_else(|| stamp(&when()?)),
            "DTSTART" => entry.from = entry.from.or_else(when),
            "DTEND" => entry.to = entry.to.or_else(when),
            "DURATION" => entry.length = entry.length.or_else(|| length(value)),
            "RECURRENCE-ID" => {
                entry.occurrence = entry.occurrence.or_else(when);
                entry.is_and_later = parameter_of(property, "RANGE").is_some();
            }
            "RRULE" => entry.rules.push(value.trim().to_ascii_uppercase()),
            "EXDATE" => entry.except.extend(moments(property)),
            "RDATE" => entry.besides.extend(moments(property)),
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

fn moments(property: &Property) -> Vec<When> {
    let zone = parameter_of(property, "TZID");
    let values = property.value.as_deref().unwrap_or_default().split(',');
    values
        .filter_map(|value| match Period::read(value, zone.as_deref()) {
            Some(period) => Some(period.from),
            None => When::read(value, zone.as_deref()),
        })
        .collect()
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
