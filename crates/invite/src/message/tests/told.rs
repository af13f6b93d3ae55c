//! What a message tells, in one form for every reader.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponentType, ICalendarEntry, ICalendarParameterName as Name, ICalendarProperty,
    ICalendarValue,
};
use calcard::{Entry as Told, Parser};
use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::any::{Case, Kind};
use crate::entry::{Answer, Party, Repeats, Role, Standing};
use crate::read::received::{Named, Status};
use crate::read::when::When;
use crate::write::address::mailto;
use crate::write::stamp::{local, utc};

/// The words that a reader must find: those of the entry, but for what no reader is trusted with.
fn words(text: &str) -> String {
    let text: String = text
        .replace(['\u{2028}', '\u{2029}'], "\n")
        .replace('\u{feff}', "");
    match text.trim().strip_prefix(':') {
        Some(rest) => format!("：{rest}"),
        None => text.trim().to_owned(),
    }
}

fn name(party: &Party) -> Value {
    let name = party.name.as_ref().map(|name| {
        let kept = name.as_str().replace(['"', '\\', '^'], "");
        let kept = kept.replace(['\u{2028}', '\u{2029}', '\u{feff}'], "");
        kept.trim().to_owned()
    });
    json!(name.filter(|name| !name.is_empty()))
}

fn parts(rule: &str) -> Vec<String> {
    let mut parts: Vec<String> = rule.split(';').map(str::to_owned).collect();
    parts.sort();
    parts
}

pub(super) fn expected(case: &Case) -> Value {
    let Case {
        kind,
        entry,
        invitee,
    } = case;
    let (method, status) = match (kind, entry.standing) {
        (Kind::Request, Standing::Tentative) => ("REQUEST", Some("TENTATIVE")),
        (Kind::Request, Standing::Confirmed) => ("REQUEST", Some("CONFIRMED")),
        (Kind::Feed, Standing::Tentative) => ("PUBLISH", Some("TENTATIVE")),
        (Kind::Feed, Standing::Confirmed) => ("PUBLISH", Some("CONFIRMED")),
        (Kind::Cancel, _) => ("CANCEL", Some("CANCELLED")),
        (Kind::Withdraw, _) => ("CANCEL", None),
    };
    let role = match invitee.role {
        Role::Chair => "CHAIR",
        Role::Required => "REQ-PARTICIPANT",
        Role::Optional => "OPT-PARTICIPANT",
        Role::Informed => "NON-PARTICIPANT",
    };
    let (participation, is_asked) = match invitee.answer {
        None => ("NEEDS-ACTION", "TRUE"),
        Some(Answer::Accepted) => ("ACCEPTED", "FALSE"),
        Some(Answer::Declined) => ("DECLINED", "FALSE"),
        Some(Answer::Tentative) => ("TENTATIVE", "FALSE"),
    };
    let attendee = json!([
        name(&invitee.party),
        mailto(&invitee.party.address),
        role,
        participation,
        is_asked,
    ]);
    let (rule, except, occurrence) = match &entry.repeats {
        Repeats::Once => (None, Vec::new(), None),
        Repeats::Series { rule, except } => (
            Some(parts(rule.as_str())),
            except.iter().map(|begin| local(*begin)).collect(),
            None,
        ),
        Repeats::Occurrence { planned } => (None, Vec::new(), Some(local(*planned))),
    };
    json!({
        "method": method,
        "uid": entry.uid.as_str(),
        "stamp": utc(entry.version.made),
        "sequence": entry.version.sequence.number(),
        "from": local(entry.span.from()),
        "to": local(entry.span.to()),
        "title": words(entry.title.as_str()),
        "place": entry.place.as_ref().map(|place| words(place.as_str())),
        "note": entry.note.as_ref().map(|note| words(note.as_str())),
        "status": status,
        "organizer": [name(&entry.organizer), mailto(&entry.organizer.address)],
        "attendee": if *kind == Kind::Feed { Value::Null } else { attendee },
        "rule": rule,
        "except": except,
        "occurrence": occurrence,
    })
}

pub(super) fn told_by_calcard(text: &str) -> Value {
    let Told::ICalendar(calendar) = Parser::new(text).entry() else {
        return json!("no calendar");
    };
    let of = |kind: &ICalendarComponentType| {
        let all = calendar.components.iter();
        all.filter(|component| component.component_type == *kind)
            .collect::<Vec<_>>()
    };
    let events = of(&ICalendarComponentType::VEvent);
    let zones = of(&ICalendarComponentType::VTimezone);
    let ([event], [_]) = (events.as_slice(), zones.as_slice()) else {
        return json!("not one event and one zone");
    };
    let one = |property: ICalendarProperty| event.property(&property);
    let text = |property: ICalendarProperty| json!(one(property).and_then(first_text));
    let date = |property: ICalendarProperty| json!(one(property).map(moment));
    let people = |property: ICalendarProperty, names: &[Name]| {
        json!(one(property).map(|entry| {
            let mut told = vec![parameter(entry, &Name::Cn), json!(first_text(entry))];
            told.extend(names.iter().map(|name| parameter(entry, name)));
            told
        }))
    };
    let rule = one(ICalendarProperty::Rrule).map(|entry| match entry.values.as_slice() {
        [ICalendarValue::RecurrenceRule(rule)] => parts(&rule.to_string()),
        other => vec![format!("{other:?}")],
    });
    let except: Vec<String> = event
        .properties(&ICalendarProperty::Exdate)
        .map(moment)
        .collect();
    let sequence =
        one(ICalendarProperty::Sequence).and_then(|entry| match entry.values.as_slice() {
            [ICalendarValue::Integer(sequence)] => Some(*sequence),
            _ => None,
        });
    let method = calendar.components[0].property(&ICalendarProperty::Method);
    json!({
        "method": method.and_then(first_text),
        "uid": text(ICalendarProperty::Uid),
        "stamp": date(ICalendarProperty::Dtstamp),
        "sequence": sequence,
        "from": date(ICalendarProperty::Dtstart),
        "to": date(ICalendarProperty::Dtend),
        "title": text(ICalendarProperty::Summary),
        "place": text(ICalendarProperty::Location),
        "note": text(ICalendarProperty::Description),
        "status": text(ICalendarProperty::Status),
        "organizer": people(ICalendarProperty::Organizer, &[]),
        "attendee": people(ICalendarProperty::Attendee, &[Name::Role, Name::Partstat, Name::Rsvp]),
        "rule": rule,
        "except": except,
        "occurrence": date(ICalendarProperty::RecurrenceId),
    })
}

fn first_text(entry: &ICalendarEntry) -> Option<String> {
    match entry.values.as_slice() {
        [value] => value.as_text().map(str::to_owned),
        several => Some(format!("{several:?}")),
    }
}

fn parameter(entry: &ICalendarEntry, name: &Name) -> Value {
    let values: Vec<&str> = entry
        .params
        .iter()
        .filter(|parameter| parameter.name == *name)
        .filter_map(|parameter| parameter.value.as_text())
        .collect();
    match values.as_slice() {
        [] => Value::Null,
        [value] => json!(value),
        several => json!(several),
    }
}

fn moment(entry: &ICalendarEntry) -> String {
    let [ICalendarValue::PartialDateTime(moment)] = entry.values.as_slice() else {
        return format!("{:?}", entry.values);
    };
    let PartialDateTime {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        hour: Some(hour),
        minute: Some(minute),
        second: Some(second),
        tz_hour,
        ..
    } = **moment
    else {
        return format!("{moment:?}");
    };
    let zone = parameter(entry, &Name::Tzid);
    let end = match (tz_hour, zone.as_str()) {
        (Some(0), None) => "Z",
        (None, Some("Asia/Tokyo")) => "",
        _ => "?",
    };
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}{end}")
}

pub(super) fn told_by_us(text: &str) -> Value {
    let message = match crate::read::message(text.as_bytes()) {
        Ok(message) => message,
        Err(fault) => return json!(fault.to_string()),
    };
    let [entry] = message.entries.as_slice() else {
        return json!("not one entry");
    };
    let date = |when: &Option<When>| when.as_ref().map(in_japan);
    let uri = |named: &Named| named.address.as_ref().map(mailto);
    let attendee = entry.attendees.first().map(|named| {
        json!([
            named.name,
            uri(named),
            written(text, "ROLE="),
            named
                .participation
                .as_ref()
                .map(|one| one.word().to_owned()),
            written(text, "RSVP="),
        ])
    });
    json!({
        "method": message.method.map(|method| method.word().to_owned()),
        "uid": entry.uid,
        "stamp": entry.made.map(utc),
        "sequence": entry.sequence,
        "from": date(&entry.from),
        "to": date(&entry.to),
        "title": entry.title,
        "place": entry.place,
        "note": entry.note,
        "status": entry.status.as_ref().map(|status| match status {
            Status::Tentative => "TENTATIVE",
            Status::Confirmed => "CONFIRMED",
            Status::Cancelled => "CANCELLED",
            Status::Other(_) => "?",
        }),
        "organizer": entry.organizer.as_ref().map(|named| json!([named.name, uri(named)])),
        "attendee": attendee,
        "rule": entry.rules.first().map(|rule| parts(rule)),
        "except": entry.except.iter().map(in_japan).collect::<Vec<_>>(),
        "occurrence": date(&entry.occurrence),
    })
}

fn in_japan(when: &When) -> String {
    let moment = |moment: &NaiveDateTime| local(*moment);
    match when {
        When::Zoned { local, zone } if zone == "Asia/Tokyo" => moment(local),
        other => format!("{other:?}"),
    }
}

/// A word of the line of the attendee that this crate does not read.
fn written(text: &str, key: &str) -> Option<String> {
    let line = text.replace("\r\n ", "");
    let line = line.lines().find(|line| line.starts_with("ATTENDEE;"))?;
    let word = line.split_once(key)?.1;
    Some(word.split([';', ':']).next()?.to_owned())
}
