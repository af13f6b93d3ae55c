//! Programs that an agency runs, each on a form of its own. A program is known by its kind and by which one
//! of that kind it is.

use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, VisitFrequency,
};

use super::super::kit::{self, Faults, Reading, at, choices, filled};
use super::super::told;
use super::comparison::put_range;
use super::{Known, NEW, ROWS, Shape, Sheet, erasing, is_erased, with_one};
use crate::form::{Choice, Field, Group, Packed, Sent};

const PATTERNS: &str = "patterns";
/// The fields of which one at least makes a pattern.
const KEYS: &[&str] = &[
    "job_coach",
    "months_from",
    "months_to",
    "times_from",
    "times_to",
    "description",
];

/// What tells each program from the others, in their order.
fn keys(programs: &[Program]) -> impl Iterator<Item = String> {
    programs.iter().enumerate().map(|(place, program)| {
        let before = programs[..place].iter();
        let alike = before.filter(|other| other.kind == program.kind).count();
        format!("{}.{alike}", program.kind.code())
    })
}

fn place_of(known: &Known) -> Option<usize> {
    keys(&known.now.profile.programs).position(|key| key == known.item)
}

pub(super) fn pack(known: &Known, packed: &mut Packed) {
    let programs = &known.now.profile.programs;
    let Some(program) = place_of(known).and_then(|place| programs.get(place)) else {
        packed.put(at(PATTERNS, 0, "description"), "");
        return;
    };
    packed.put("kind", program.kind.code());
    packed.put_some("own_name", program.own_name.as_ref());
    packed.put_some("description", program.description.as_ref());
    for (place, pattern) in program.patterns.iter().enumerate() {
        let name = |field: &str| at(PATTERNS, place, field);
        packed.put_some(
            name("job_coach"),
            pattern.job_coach.map(JobCoachPattern::code),
        );
        put_range(&name("months"), pattern.months, packed);
        let visits = pattern.visits;
        put_range(&name("times"), visits.map(|visits| visits.times), packed);
        packed.put_some(name("per"), visits.map(|visits| visits.per.code()));
        if visits.is_some_and(|visits| visits.at_first) {
            packed.put(name("at_first"), "yes");
        }
        packed.put(
            name("description"),
            told::or_nothing(pattern.description.as_ref()),
        );
    }
    packed.put(at(PATTERNS, program.patterns.len(), "description"), "");
}

pub(super) fn shape(sent: &Sent, known: &Known, faults: &Faults) -> Shape {
    if known.item.is_empty() {
        let programs = &known.now.profile.programs;
        let items = keys(programs).zip(programs).map(|(key, program)| {
            let name = program.own_name.as_ref();
            let name = name.map_or_else(|| program.kind.to_string(), ToString::to_string);
            (
                known.address_of(Sheet::Programs, &key),
                format!("直す: {name}"),
            )
        });
        let new = (
            known.address_of(Sheet::Programs, NEW),
            "プログラムをふやす".to_owned(),
        );
        return Shape {
            items: items.chain([new]).collect(),
            ..Shape::default()
        };
    }
    let kinds = ProgramKind::ALL
        .iter()
        .map(|word| (word.code(), word.word()));
    let kinds = choices(Some("選んでください"), kinds, sent.text("kind"));
    let mut fields = vec![
        Field::listed("kind", "プログラム", kinds).wrong(faults.of("kind")),
        Field::sentence("own_name", "この機関での呼び名", sent.text("own_name"))
            .wrong(faults.of("own_name")),
        Field::prose(
            "description",
            "どんなものか、だれ向けか",
            sent.text("description"),
        )
        .wrong(faults.of("description")),
    ];
    if place_of(known).is_some() {
        fields.push(erasing(sent, "このプログラムを消す"));
    }
    let patterns = 0..kit::rows(sent, PATTERNS);
    Shape {
        fields,
        groups: patterns.map(|row| pattern(row, sent, faults)).collect(),
        again: Some(ROWS),
        ..Shape::default()
    }
}

fn pattern(row: usize, sent: &Sent, faults: &Faults) -> Group {
    let name = |field: &str| at(PATTERNS, row, field);
    let value = |field: &str| sent.text(&name(field));
    let count = |field: &'static str, label| {
        Field::count(name(field), label, value(field)).wrong(faults.of(&name(field)))
    };
    let coach = JobCoachPattern::ALL
        .iter()
        .map(|word| (word.code(), word.word()));
    let coach = choices(Some("分けない"), coach, value("job_coach"));
    let per = Per::ALL.iter().map(|word| (word.code(), word.word()));
    let per = choices(None, per, value("per"));
    let at_first = Choice {
        value: "yes".to_owned(),
        word: "はじめのうちの回数".to_owned(),
        is_chosen: value("at_first") == "yes",
    };
    Group {
        legend: format!("やり方 {}", row + 1),
        fields: vec![
            Field::listed(name("job_coach"), "ジョブコーチ支援の型", coach)
                .wrong(faults.of(&name("job_coach"))),
            count("months_from", "期間（か月）: みじかいとき"),
            count("months_to", "期間（か月）: 長いとき"),
            count("times_from", "回数: 少ないとき"),
            count("times_to", "回数: 多いとき"),
            Field::listed(name("per"), "回数の数え方", per).wrong(faults.of(&name("per"))),
            Field::any(name("at_first"), "いつの回数か", vec![at_first]),
            Field::prose(name("description"), "内容", value("description"))
                .wrong(faults.of(&name("description"))),
        ],
    }
}

pub(super) fn read(sent: &Sent, known: &Known) -> Result<Edit, Faults> {
    let standing = &known.now.profile.programs;
    if known.item.is_empty() {
        return Ok(Edit::Programs(standing.clone()));
    }
    let mut reading = Reading::of(sent);
    let wanted = if is_erased(sent) {
        None
    } else {
        read_program(sent, &mut reading)
    };
    reading.end(Edit::Programs(with_one(
        standing.clone(),
        place_of(known),
        wanted,
    )))
}

fn read_program(sent: &Sent, reading: &mut Reading) -> Option<Program> {
    let kind = reading.word("kind", ProgramKind::from_code);
    if sent.text("kind").is_empty() {
        reading.wrong("kind", "プログラムを選んでください。");
    }
    let own_name = reading.line("own_name");
    let description = reading.prose("description");
    let mut patterns = Vec::new();
    for row in filled(sent, PATTERNS, KEYS) {
        let name = |field: &str| at(PATTERNS, row, field);
        let times = reading.range(&name("times_from"), &name("times_to"));
        let per = reading.word(&name("per"), Per::from_code);
        patterns.push(ProgramPattern {
            job_coach: reading.word(&name("job_coach"), JobCoachPattern::from_code),
            months: reading.range(&name("months_from"), &name("months_to")),
            visits: times.map(|times| VisitFrequency {
                times,
                per: per.unwrap_or(Per::Week),
                at_first: sent.text(&name("at_first")) == "yes",
            }),
            description: reading.prose(&name("description")),
        });
    }
    kind.map(|kind| Program {
        kind,
        own_name,
        description,
        patterns,
    })
}
