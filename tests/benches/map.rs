//! The figures of a person's map on paper: `cargo bench -p renkei-tests --bench map`.
//!
//! The first sheet after the start, each form when the fonts are read, and a thousand maps one after the other with the
//! memory that stays. Each sheet is of somebody else, so that nothing was set before but the words around it. What it
//! prints is read by people; nothing here fails on a slow machine.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use renkei_domain::map::{Knows, PrintForm, ReachTime, Sheet as Form, Turn, WayKind, WhoKind};
use renkei_print::sheets::{
    MapBlankSheet, MapCardSheet, MapEntry, MapForm, MapNight, MapPart, MapSheet, MapTell,
    MapTrouble, MapWay,
};
use renkei_print::{Paper, PrintOptions, Ruby, Sheet, render};
use renkei_tests::process::memory;

const ROUNDS: usize = 51;
const MAPS: usize = 1_000;

/// So many stand in each part of a map.
const ENTRIES: usize = 4;

fn main() {
    let begun = Instant::now();
    let pages = printed(Form::Map, 0);
    println!(
        "the first map after the start, {pages} pages: {:.0} ms (aim: 200 ms)",
        milliseconds(begun.elapsed())
    );
    for form in Form::ALL {
        let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
        for number in 0..ROUNDS {
            let begun = Instant::now();
            black_box(printed(*form, number));
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
        let last = times.last().copied().unwrap_or_default();
        println!(
            "{}: median {:.1} ms, at most {:.1} ms (aim: 30 ms)",
            form.code(),
            milliseconds(median),
            milliseconds(last)
        );
    }
    let before = memory(std::process::id(), "VmRSS:");
    let begun = Instant::now();
    for number in 0..MAPS {
        black_box(printed(Form::Map, number));
    }
    println!(
        "{MAPS} maps: {:.1} s (aim: 15 s); {before:.0} MB before, {:.0} MB after",
        begun.elapsed().as_secs_f64(),
        memory(std::process::id(), "VmRSS:")
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Prints a form of a map of its own; says how many pages it has.
fn printed(form: Form, number: usize) -> usize {
    let options = PrintOptions {
        ruby: Ruby::On,
        issued_on: day(),
        paper: if form == Form::BlankA3 {
            Paper::A3
        } else {
            Paper::A4
        },
    };
    let sheet = sheet(form, number);
    render(&sheet, &options).map_or(0, |printed| printed.pages)
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()
}

fn sheet(form: Form, number: usize) -> Sheet {
    let map = map(number);
    match form {
        Form::Map => Sheet::Map(map),
        Form::List => Sheet::MapList(map),
        Form::Card => Sheet::MapCard(MapCardSheet {
            form: map.form,
            made_on: map.made_on,
            called: map.called,
            tell: map.trouble.tell,
            night: map.night,
            i_notice: map.trouble.i_notice,
            others_notice: map.trouble.others_notice,
            helps: map.trouble.helps,
            know: Vec::new(),
            pictures: Vec::new(),
        }),
        Form::BlankA4 | Form::BlankA3 => Sheet::MapBlank(MapBlankSheet { form: map.form }),
    }
}

fn map(number: usize) -> MapSheet {
    let part = |name: &str| MapPart {
        name: None,
        entries: (0..ENTRIES)
            .map(|entry| somebody(&format!("{name}の{entry}番の{number}さん")))
            .collect(),
    };
    let told = |turn: &Turn| MapTell {
        turn: *turn,
        symbol: None,
        picture: None,
        name: Some(format!("{number}番の高槻さん")),
        way: None,
        to: vec!["072-000-1234".to_owned()],
    };
    MapSheet {
        form: MapForm::from(&PrintForm::of(Form::Map)),
        made_on: day(),
        called: Some(format!("𠮷田 {number}")),
        aim: Some("いまの仕事を つづけて、休みの日は 友だちと 出かける。".to_owned()),
        parts: [part("職場"), part("病院"), part("家"), part("公園")],
        trouble: MapTrouble {
            i_notice: Some("ねむれない日が 3日つづく。".to_owned()),
            others_notice: Some("返事が みじかくなる。".to_owned()),
            helps: Some("しずかなところで 休む。".to_owned()),
            tell: Turn::ALL.iter().map(told).collect(),
        },
        night: vec![MapNight {
            name: Some("救急車".to_owned()),
            number: "119".to_owned(),
            hours: Some("いつでも".to_owned()),
        }],
        pictures: Vec::new(),
    }
}

fn somebody(name: &str) -> MapEntry {
    MapEntry {
        symbol: Some('★'),
        picture: None,
        who: WhoKind::Person,
        name: name.to_owned(),
        affiliation: Some("ひなた就労支援室".to_owned()),
        about: Some("仕事で こまったこと".to_owned()),
        ways: vec![MapWay {
            kind: WayKind::Phone,
            to: vec!["072-000-1234".to_owned()],
        }],
        reachable: vec![ReachTime::WorkingHours],
        reachable_note: None,
        hours: Some("月〜金 午前9時〜午後5時30分".to_owned()),
        first_words: Some("「高槻さん いますか」".to_owned()),
        knows: Knows::Knows,
        until: None,
        closed_on: None,
    }
}
