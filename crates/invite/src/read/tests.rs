//! What is read of texts that are odd, broken or hostile.

use proptest::prelude::*;
use renkei_domain::time::Instant;

use super::preflight::Bounds;
use super::received::{Document, Status};
use super::when::When;
use super::{ReadFault, document, message};
use crate::busy::{Window, busy};
use crate::method::{Method, Participation};

fn read(lines: &[&str]) -> Document {
    let text = lines.join("\r\n");
    document(text.as_bytes(), Bounds::CALENDAR).expect("a calendar")
}

fn titles(document: &Document) -> Vec<String> {
    let entries = document.calendars.iter().flat_map(|one| &one.entries);
    entries.filter_map(|entry| entry.title.clone()).collect()
}

#[test]
fn lines_are_put_together_octet_by_octet() {
    let mut text = b"\xef\xbb\xbfbegin:vcalendar\nBegin:vevent\r\nsummary:\xe3\x81".to_vec();
    text.extend_from_slice(
        b"\r\n \x82\xe3\x81\x84\xe3\x80\x80\r\n \xe3\x81\x86 \r\n\t \xf0\xa0\r\n ",
    );
    text.extend_from_slice(b"\xae\xb7\rend:vevent\r\n\r\nend:vcalendar\r\n");
    let document = document(&text, Bounds::CALENDAR).expect("a calendar");
    assert_eq!(titles(&document), ["あい　う  𠮷"]);
    assert_eq!(document.left_out, 0);
    assert!(!document.breaks_off);
}

#[test]
fn what_is_not_known_is_left_out_and_the_rest_is_read() {
    let document = read(&[
        "これは予定表です",
        "BEGIN:VCALENDAR",
        "BEGIN:VAVAILABILITY",
        "SUMMARY:空き",
        "BEGIN:AVAILABLE",
        "SUMMARY:空き",
        "END:AVAILABLE",
        "END:VAVAILABILITY",
        "BEGIN:VEVENT",
        "SUMMARY:会議",
        "つづき",
        "BEGIN:PARTICIPANT",
        "SUMMARY:だれか",
        "END:PARTICIPANT",
        "BEGIN:VALARM",
        "SUMMARY:知らせ",
        "END:VEVENT",
        "END:X",
        "BEGIN:VEVENT",
        "DTSTART;VALUE:20261208",
        "SUMMARY:次",
        "END:VEVENT",
        "END:VCALENDAR",
    ]);
    assert_eq!(titles(&document), ["会議", "次"]);
    // Two lines that are none, two parts, one end, one parameter without a value.
    assert_eq!(document.left_out, 6);
    assert!(!document.breaks_off);
}

#[test]
fn parameters_are_read_as_they_were_meant() {
    let many: Vec<String> = (1..=12)
        .map(|n| format!("\"mailto:a{n}@example.jp\""))
        .collect();
    let document = read(&[
        "BEGIN:VCALENDAR",
        "METHOD: reply",
        "X-WR-CALNAME:予定",
        "BEGIN:VEVENT",
        "ATTENDEE;cn=\"山田^'太郎^'; 相談, 支援: 課\";PARTSTAT=accepted:MAILTO:Yamada@Example.JP",
        &format!(
            "ATTENDEE;DELEGATED-TO={};CN=a\"b\"c:mailto:b@example.jp",
            many.join(",")
        ),
        "ATTENDEE;EMAIL=c@example.jp;PARTSTAT=X-MAYBE:urn:uuid:1",
        "ATTENDEE:invalid:nomail",
        "STATUS:postponed",
        "X-NEW;X=1:値\\,",
        "END:VEVENT",
        "END:VCALENDAR",
    ]);
    let calendar = &document.calendars[0];
    assert_eq!(calendar.method, Some(Method::Reply));
    assert_eq!(calendar.unknown[0].name, "X-WR-CALNAME");
    let entry = &calendar.entries[0];
    assert_eq!(entry.status, Some(Status::Other("POSTPONED".to_owned())));
    assert_eq!(entry.unknown[0].value, "値\\,");
    let [first, second, third, last] = entry.attendees.as_slice() else {
        panic!("{:?}", entry.attendees);
    };
    assert_eq!(first.name.as_deref(), Some("山田\"太郎\"; 相談, 支援: 課"));
    assert_eq!(first.participation, Some(Participation::Accepted));
    let address = |named: &super::received::Named| named.address.as_ref().map(ToString::to_string);
    assert_eq!(address(first).as_deref(), Some("Yamada@example.jp"));
    assert_eq!(second.delegated_to.len(), 10);
    assert_eq!(second.delegated_to[9], "mailto:a10@example.jp");
    assert_eq!(second.name.as_deref(), Some("abc"));
    assert_eq!(address(second).as_deref(), Some("b@example.jp"));
    assert_eq!(address(third).as_deref(), Some("c@example.jp"));
    let odd = Participation::Other("X-MAYBE".to_owned());
    assert_eq!(third.participation, Some(odd));
    assert_eq!(address(last), None);
    assert_eq!(document.left_out, 2);
}

#[test]
fn moments_are_read_in_every_form() {
    let zone = Some("Asia/Tokyo");
    let read = |text: &str, zone| When::read(text, zone).map(|when| format!("{when:?}"));
    for (text, zone, expected) in [
        ("20261208", zone, Some("Day(2026-12-08)")),
        ("20261208T100000Z", zone, Some("Utc(2026-12-08T10:00:00)")),
        (
            "20261208t100000",
            None,
            Some("Floating(2026-12-08T10:00:00)"),
        ),
        ("20261208T1000", None, Some("Floating(2026-12-08T10:00:00)")),
        ("20261231T235960Z", None, Some("Utc(2026-12-31T23:59:59)")),
        (
            "20261208T100000",
            zone,
            Some("Zoned { local: 2026-12-08T10:00:00, zone: \"Asia/Tokyo\" }"),
        ),
        ("20261308", None, None),
        ("2026120８", None, None),
        ("99991208T100000Z", None, None),
        ("20261208T250000", None, None),
        ("20261208T10000", None, None),
        ("-2261208", None, None),
        ("", None, None),
    ] {
        assert_eq!(read(text, zone).as_deref(), expected, "{text}");
    }
    let minutes = |text| super::when::length(text).map(|length| length.num_minutes());
    for (text, expected) in [
        ("PT1H30M", Some(90)),
        ("P1DT2H", Some(26 * 60)),
        ("+P2W", Some(14 * 1440)),
        ("-PT15M", None),
        ("P", None),
        ("P99999999999999999999D", None),
        ("P9999W9999W", None),
        ("PT1", None),
    ] {
        assert_eq!(minutes(text), expected, "{text}");
    }
}

#[test]
fn a_message_is_one_whole_calendar_with_an_entry() {
    let read = |text: &str| message(text.as_bytes()).err();
    let one = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(read(one), None);
    assert_eq!(read(&one.repeat(2)), Some(ReadFault::Several));
    assert_eq!(
        read(&one.replace("END:VCALENDAR\n", "")),
        Some(ReadFault::BreaksOff)
    );
    assert_eq!(
        read(&one.replace("VEVENT", "VTODO")),
        Some(ReadFault::NoEntry)
    );
    assert_eq!(
        read(&one.replace("VCALENDAR", "VCARD")),
        Some(ReadFault::NoCalendar)
    );
    assert_eq!(read(""), Some(ReadFault::NoCalendar));
}

#[test]
fn a_text_is_read_within_its_bounds() {
    let bounds = Bounds {
        octets: 300,
        lines: 10,
        depth: 4,
    };
    let read = |text: &str| document(text.as_bytes(), bounds).err();
    let around = |inside: &str| format!("BEGIN:VCALENDAR\n{inside}END:VCALENDAR\n");
    assert_eq!(read(&around(&"X-A:1\n".repeat(8))), None);
    assert_eq!(
        read(&around(&"X-A:1\n".repeat(9))),
        Some(ReadFault::TooManyLines(10))
    );
    assert_eq!(
        read(&around(&format!("X-A:{}\n", "a".repeat(300)))),
        Some(ReadFault::TooLong(300))
    );
    assert_eq!(
        read(&around(&"BEGIN:X\n".repeat(4))),
        Some(ReadFault::TooDeep(4))
    );
    let nested = "BEGIN:X\r\n".repeat(100_000);
    let fault = document(around(&nested).as_bytes(), Bounds::CALENDAR).err();
    assert_eq!(fault, Some(ReadFault::TooDeep(32)));
}

#[test]
fn a_part_that_was_not_ended_ends_where_the_next_begins() {
    let document = read(&[
        "BEGIN:VCALENDAR",
        "BEGIN:VTODO",
        "SUMMARY:用事",
        "END:VTOOD",
        "BEGIN:VEVENT",
        "SUMMARY:会議",
        "BEGIN:VALARM",
        "SUMMARY:知らせ",
        "BEGIN:VEVENT",
        "SUMMARY:次",
        "END:VEVENT",
        "END:VCALENDAR",
    ]);
    assert_eq!(titles(&document), ["会議", "次"]);
    assert_eq!(document.left_out, 3);
}

/// Pieces of calendars, broken and whole, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "BEGIN:VCALENDAR\r\n",
            "END:VCALENDAR\r\n",
            "BEGIN:VEVENT\n",
            "END:VEVENT\r",
            "BEGIN:VALARM\r\n",
            "END:VALARM\r\n",
            "BEGIN:VTIMEZONE\r\n",
            "BEGIN:STANDARD\n",
            "TZOFFSETTO:+0900\n",
            "TZID:x\n",
            "BEGIN:X\n",
            "END:X\n",
            "DTSTART;TZID=x:20260101T",
            "000000\r\n",
            "RRULE:FREQ=DAILY;COUNT=3\n",
            "DTSTART:20260101\n",
            "EXDATE:20260102,",
            "RRULE:FREQ=",
            "YEARLY",
            "MONTHLY",
            "WEEKLY",
            ";BYDAY=",
            "MO,-1FR,2TU",
            ";BYMONTHDAY=31,-1",
            ";BYWEEKNO=53,-53",
            ";BYYEARDAY=366,-366",
            ";BYSETPOS=-1,366",
            ";INTERVAL=65535",
            ";COUNT=4294967295",
            ";BYHOUR=0,23",
            ";UNTIL=20300101",
            ";WKST=SU",
            "DTSTART:19000101T000000Z\n",
            "RDATE:20260101T000000/P1D\n",
            "UID:1\n",
            "ATTENDEE;CN=\"",
            "\";PARTSTAT=",
            ":mailto:",
            "\r\n ",
            "\n\t",
            ";",
            ":",
            "=",
            ",",
            "\"",
            "\\",
            "^'",
            "FREEBUSY:20260101T000000Z/PT1H,",
            "DURATION:P1D\n",
            "RECURRENCE-ID:20260101\n",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_that_comes_in_stops_the_reader(inside in pieces()) {
        let whole = [b"BEGIN:VCALENDAR\r\n".as_slice(), &inside].concat();
        let read = document(&whole, Bounds::CALENDAR);
        // What is handed on can always be read.
        prop_assert!(!matches!(read, Err(ReadFault::Unreadable)), "{read:?}");
        let window = Window {
            from: Instant::from_micros(1_767_000_000_000_000),
            to: Instant::from_micros(1_768_000_000_000_000),
        };
        if let Ok(busy) = busy(&whole, window) {
            let mut times = busy.times.iter();
            prop_assert!(times.all(|time| window.from <= time.from && time.to <= window.to));
        }
        drop(document(&inside, Bounds::MESSAGE));
    }
}
