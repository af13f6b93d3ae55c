//! Made-up entries, with whatever Japanese offices write and whatever breaks lines.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use uuid::Uuid;

use crate::entry::{
    Answer, Entry, Invitee, Party, Repeats, Role, Rule, Sequence, Span, Standing, Uid, Version,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Request,
    Cancel,
    Withdraw,
    Feed,
}

#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) kind: Kind,
    pub(super) entry: Entry,
    pub(super) invitee: Invitee,
}

fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "打ち合わせ",
        "№12",
        "𠮷野",
        "髙橋",
        "👩‍👩‍👧",
        "🏳️‍🌈",
        "か\u{3099}",
        "㈱",
        "Ⅲ",
        "～",
        "−",
        "（2階）",
        "「相談」",
        "【重要】",
        "、",
        "。",
        "：",
        "；",
        ",",
        ";",
        ":",
        "\\",
        "\\n",
        "\"",
        "'",
        "^",
        "^n",
        "^^",
        "^'",
        "=",
        "%",
        "&",
        "<b>",
        "mailto:",
        "BEGIN:VEVENT",
        "END:VCALENDAR",
        "\u{feff}",
        "\u{200b}",
        "\u{2028}",
        "\u{202e}",
        "　",
        " ",
        "  ",
        "　　",
        "\u{a0}",
        "2026/12/8",
        "10:00〜11:30",
        "http://example.jp/?a=b&c=d",
    ]);
    prop_oneof![
        5 => words.prop_map(str::to_owned),
        2 => "[ぁ-んァ-ヶ一-龠]{1,12}",
        1 => "[ -~]{1,10}",
        1 => "[\u{20000}-\u{2a6d0}]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ]
}

/// Whether anything is left of a text without what no reader is trusted with.
fn says_something(text: &str) -> bool {
    let left_out = |c: char| matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}');
    text.chars().any(|c| !c.is_whitespace() && !left_out(c))
}

fn line(most: usize) -> impl Strategy<Value = Line> {
    prop::collection::vec(piece(), 1..most)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("words", |text| says_something(text))
        .prop_filter_map("a line", |text| Line::parse(&text).ok())
}

fn prose() -> impl Strategy<Value = Prose> {
    let piece = prop_oneof![6 => piece(), 1 => "[\n\t]{1,2}"];
    prop::collection::vec(piece, 1..60)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("words", |text| says_something(text))
        .prop_filter_map("prose", |text| Prose::parse(&text).ok())
}

fn party() -> impl Strategy<Value = Party> {
    let address = "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,30}@[a-z0-9]{1,20}\\.example\\.jp";
    let address = address.prop_filter_map("an address", |text| MailAddress::parse(&text).ok());
    (prop::option::weighted(0.8, line(6)), address)
        .prop_map(|(name, address)| Party { name, address })
}

fn moment() -> impl Strategy<Value = NaiveDateTime> {
    let midnight = NaiveDate::from_ymd_opt(2026, 4, 1)
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .expect("a moment");
    (0..20 * 366_i64, 0..96_i64).prop_map(move |(days, quarters)| {
        midnight + TimeDelta::days(days) + TimeDelta::minutes(15 * quarters)
    })
}

fn repeats() -> impl Strategy<Value = Repeats> {
    let rules = prop::sample::select(vec![
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=2TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=12",
        "FREQ=YEARLY;UNTIL=20360331T150000Z",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ]);
    prop_oneof![
        3 => Just(Repeats::Once),
        1 => (rules, prop::collection::vec(moment(), 0..3)).prop_map(|(rule, except)| {
            let rule = Rule::parse(rule).expect("a rule");
            Repeats::Series { rule, except }
        }),
        1 => moment().prop_map(|planned| Repeats::Occurrence { planned }),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let when = (moment(), 1..600_i64, 0..2_000_000_000_000_000_i64);
    let words = (
        line(30),
        prop::option::of(line(20)),
        prop::option::of(prose()),
    );
    let standing = prop::sample::select(vec![Standing::Tentative, Standing::Confirmed]);
    (
        any::<u128>(),
        0..20_u32,
        when,
        words,
        party(),
        standing,
        repeats(),
    )
        .prop_map(
            |(
                id,
                sequence,
                (from, minutes, made),
                (title, place, note),
                organizer,
                standing,
                repeats,
            )| {
                let to = from + TimeDelta::minutes(minutes);
                Entry {
                    uid: Uid::of(Uuid::from_u128(id)),
                    version: Version {
                        sequence: Sequence::new(sequence),
                        made: Instant::from_micros(made),
                    },
                    span: Span::new(from, to).expect("a span"),
                    title,
                    place,
                    note,
                    organizer,
                    standing,
                    repeats,
                }
            },
        )
}

fn invitee() -> impl Strategy<Value = Invitee> {
    let roles = vec![Role::Chair, Role::Required, Role::Optional, Role::Informed];
    let answers = vec![
        None,
        Some(Answer::Accepted),
        Some(Answer::Declined),
        Some(Answer::Tentative),
    ];
    (
        party(),
        prop::sample::select(roles),
        prop::sample::select(answers),
    )
        .prop_map(|(party, role, answer)| Invitee {
            party,
            role,
            answer,
        })
}

pub(super) fn any_case() -> impl Strategy<Value = Case> {
    let kinds = prop::sample::select(vec![
        Kind::Request,
        Kind::Request,
        Kind::Cancel,
        Kind::Withdraw,
        Kind::Feed,
    ]);
    (kinds, entry(), invitee()).prop_map(|(kind, mut entry, invitee)| {
        if matches!(kind, Kind::Cancel | Kind::Withdraw) {
            entry.version = entry.version.raised(entry.version.made);
        }
        Case {
            kind,
            entry,
            invitee,
        }
    })
}
