//! What each kind of message must and must not carry (RFC 5546 §3.2), and when a version is raised.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use uuid::Uuid;

use crate::entry::{
    Entry, EntryFault, Invitee, Party, Repeats, Role, Rule, Sequence, Span, Standing, Uid, Version,
};
use crate::message::{Listed, Message};

fn moment(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, day)
        .and_then(|day| day.and_hms_opt(hour, 0, 0))
        .expect("a moment")
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

fn party(name: &str, address: &str) -> Party {
    Party {
        name: Some(line(name)),
        address: MailAddress::parse(address).expect("an address"),
    }
}

fn entry() -> Entry {
    Entry {
        uid: Uid::of(Uuid::from_u128(12)),
        version: Version::first(Instant::from_japan(moment(1, 9))),
        span: Span::new(moment(8, 10), moment(8, 12)).expect("a span"),
        title: line("打ち合わせ №12"),
        place: Some(line("市民会館，第3会議室")),
        note: Some(
            Prose::parse("お車の方は、裏の駐車場へ。\n受付は1階の窓口です。").expect("prose"),
        ),
        organizer: party("青葉　支援センター", "renkei+k7@example.jp"),
        standing: Standing::Confirmed,
        repeats: Repeats::Once,
    }
}

fn invitee() -> Invitee {
    Invitee {
        party: party("山田　太郎（𠮷野家）", "yamada@example.jp"),
        role: Role::Required,
        answer: None,
    }
}

fn names(message: &Message) -> Vec<String> {
    let text = message.text().replace("\r\n ", "");
    text.lines()
        .filter_map(|line| Some(line.split([':', ';']).next()?.to_owned()))
        .collect()
}

fn has(message: &Message, name: &str) -> usize {
    names(message).iter().filter(|known| *known == name).count()
}

#[test]
fn a_request_reads_like_this() {
    let text = Message::request(&entry(), &invitee()).text();
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//renkei//renkei//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "TZNAME:JST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-00000000000c",
        "DTSTAMP:20261201T000000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Asia/Tokyo:20261208T100000",
        "DTEND;TZID=Asia/Tokyo:20261208T120000",
        "SUMMARY:打ち合わせ №12",
        "LOCATION:市民会館，第3会議室",
        "DESCRIPTION:お車の方は、裏の駐車場へ。\\n受付は1階の窓口",
        " です。",
        "TRANSP:OPAQUE",
        "STATUS:CONFIRMED",
        "ORGANIZER;CN=\"青葉　支援センター\":mailto:renkei+k7@example.jp",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=",
        " TRUE;CN=\"山田　太郎（𠮷野家）\":mailto:yamada@example.jp",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines, expected);
}

#[test]
fn each_method_carries_what_it_must_and_nothing_it_must_not() {
    let mut called_off = entry();
    called_off.version = called_off.version.raised(called_off.version.made);
    let request = Message::request(&entry(), &invitee());
    let cancel = Message::cancel(&called_off, &invitee()).expect("raised");
    let withdraw = Message::withdraw(&called_off, &invitee()).expect("raised");
    let feed = Message::feed(
        &line("会議"),
        [
            (&called_off, Listed::CalledOff),
            (&entry(), Listed::Standing),
        ],
    );
    for (message, attendees, status, entries) in [
        (&request, 1, 1, 1),
        (&cancel, 1, 1, 1),
        (&withdraw, 1, 0, 1),
        (&feed, 0, 2, 2),
    ] {
        let method = message.method();
        assert_eq!(has(message, "ATTENDEE"), attendees, "{method}");
        assert_eq!(has(message, "STATUS"), status, "{method}");
        for once in ["UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "ORGANIZER"] {
            assert_eq!(has(message, once), entries, "{method} {once}");
        }
        assert_eq!(has(message, "BEGIN"), 3 + entries, "{method}: no VALARM");
        assert_eq!(has(message, "METHOD"), 1, "{method}");
        let kind = format!("text/calendar; method={method}; charset=UTF-8");
        assert_eq!(message.content_type(), kind);
        assert!(message.text().contains(&format!("\r\nMETHOD:{method}\r\n")));
    }
    assert!(cancel.text().contains("\r\nSTATUS:CANCELLED\r\n"));
    assert!(cancel.text().contains("\r\nSEQUENCE:1\r\n"));
    assert!(
        feed.text()
            .contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n")
    );
    assert!(!feed.text().contains("yamada"));
}

#[test]
fn a_text_of_which_nothing_is_left_is_left_out() {
    let mut silent = entry();
    silent.place = Some(line("\u{feff}"));
    silent.note = None;
    silent.organizer.name = Some(line("\"\""));
    let message = Message::request(&silent, &invitee());
    assert_eq!(has(&message, "LOCATION"), 0);
    assert_eq!(has(&message, "DESCRIPTION"), 0);
    let organizer = "\r\nORGANIZER:mailto:renkei+k7@example.jp\r\n";
    assert!(message.text().contains(organizer));
}

#[test]
fn nothing_is_called_off_by_the_sequence_of_a_first_request() {
    let cancel = Message::cancel(&entry(), &invitee()).map(|_| ());
    let withdraw = Message::withdraw(&entry(), &invitee()).map(|_| ());
    assert_eq!(cancel, Err(EntryFault::NotRaised));
    assert_eq!(withdraw, Err(EntryFault::NotRaised));
}

#[test]
fn a_version_is_raised_by_what_everybody_must_look_at_again() {
    let now = Instant::from_japan(moment(2, 9));
    let changed = |change: &dyn Fn(&mut Entry)| {
        let mut later = entry();
        change(&mut later);
        let version = later.version_after(&entry(), now);
        assert_eq!(version.made, now);
        version.sequence
    };
    let raised = Sequence::new(1);
    assert_eq!(
        changed(&|entry| entry.title = line("打合せ №12")),
        Sequence::FIRST
    );
    assert_eq!(changed(&|entry| entry.note = None), Sequence::FIRST);
    let hour = TimeDelta::hours(1);
    assert_eq!(
        changed(&|entry| {
            entry.span = Span::new(entry.span.from(), entry.span.to() + hour).expect("a span");
        }),
        raised
    );
    assert_eq!(changed(&|entry| entry.place = None), raised);
    assert_eq!(
        changed(&|entry| entry.standing = Standing::Tentative),
        raised
    );
    assert_eq!(
        changed(&|entry| {
            let rule = Rule::parse("FREQ=MONTHLY;BYDAY=2TU").expect("a rule");
            entry.repeats = Repeats::Series {
                rule,
                except: Vec::new(),
            };
        }),
        raised
    );
}

#[test]
fn names_and_rules_that_calendars_cannot_follow_are_refused() {
    for uid in ["", "a@b", "№12", "a b", &"a".repeat(255)] {
        assert_eq!(Uid::parse(uid), Err(EntryFault::Uid), "{uid}");
    }
    assert!(Uid::parse("AB-12").is_ok());
    for rule in [
        "",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=3",
        "FREQ=MONTHLY;BYDAY=9XX",
        "FREQ=DAILY;UNTIL=20261231",
        "FREQ=DAILY;UNTIL=20261231T000000",
        "FREQ=DAILY\r\nATTENDEE:mailto:a@example.jp",
        "FREQ=DAILY;INTERVAL=0",
        "BYDAY=2TU",
    ] {
        assert_eq!(Rule::parse(rule), Err(EntryFault::Rule), "{rule}");
    }
    assert!(Rule::parse("freq=monthly;byday=2tu").is_ok());
    let backwards = Span::new(moment(8, 12), moment(8, 12));
    assert_eq!(backwards, Err(EntryFault::Backwards));
}
