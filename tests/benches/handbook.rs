//! The figures of a handbook on paper: `cargo bench -p renkei-tests --bench handbook`.
//!
//! 500 entries without readings and with them, then 2,000, which is more than a handbook takes, with the memory it needs.
//! Entries are as long as those of which much is known. What it prints is read by people; nothing here fails on a slow
//! machine.

use std::time::Instant;

use chrono::NaiveDate;
use renkei_domain::consent::readings;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_print::sheets::{
    HandbookEntry, HandbookKind, HandbookRow, HandbookSector, HandbookSheet,
};
use renkei_print::{Contact, Paper, PrintOptions, Ruby, Sheet, Words, render};
use renkei_tests::process::memory;

/// How many kinds there are entries of.
const KINDS: usize = 20;

fn main() {
    let runs = [
        (500, Ruby::Off, " (aim: 5 s)"),
        (500, Ruby::On, " (aim: 5 s)"),
        (2_000, Ruby::Off, ""),
    ];
    for (entries, ruby, aim) in runs {
        let sheet = sheet(entries);
        let before = memory(std::process::id(), "VmRSS:");
        let begun = Instant::now();
        let options = PrintOptions {
            ruby,
            issued_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
            paper: Paper::A4,
        };
        let (pages, size) =
            render(&sheet, &options).map_or((0, 0), |printed| (printed.pages, printed.pdf.len()));
        println!(
            "{entries} entries, readings {ruby:?}: {:.2} s{aim}, {pages} pages, {:.1} MB; \
             {before:.0} MB before, {:.0} MB at most, {:.0} MB after",
            begun.elapsed().as_secs_f64(),
            size as f64 / 1e6,
            memory(std::process::id(), "VmHWM:"),
            memory(std::process::id(), "VmRSS:"),
        );
    }
}

/// A text of ours with its readings.
fn easy(text: &str) -> Words {
    let pieces = readings::read(text).into_iter();
    pieces.fold(Words::default(), |words, piece| match piece.reading {
        Some(reading) => words.then_read(piece.text, reading),
        None => words.then(piece.text),
    })
}

fn sheet(entries: usize) -> Sheet {
    let mut number = 0;
    let mut kinds = ResourceKind::ALL.iter().take(KINDS).map(|kind| {
        let entries = (0..entries / KINDS).map(|_| {
            number += 1;
            entry(number, *kind)
        });
        let made = HandbookKind {
            heading: easy(kind.word()),
            entries: entries.collect(),
        };
        (kind.sector(), made)
    });
    let mut sectors: Vec<(Sector, HandbookSector)> = Vec::new();
    for (sector, kind) in &mut kinds {
        if sectors.last().is_none_or(|(last, _)| *last != sector) {
            let made = HandbookSector {
                heading: easy(sector.word()),
                kinds: Vec::new(),
            };
            sectors.push((sector, made));
        }
        if let Some((_, made)) = sectors.last_mut() {
            made.kinds.push(kind);
        }
    }
    let sectors: Vec<HandbookSector> = sectors.into_iter().map(|(_, made)| made).collect();
    Sheet::Handbook(HandbookSheet {
        network: Words::from("たかつき・しまもと障がい者就労支援ネットワーク"),
        area: Words::from("高槻市・島本町"),
        holds: None,
        count: entries,
        unconfirmed: entries / 3,
        tell: Contact {
            name: Words::from("みほん支援センター"),
            phone: Some("072-000-0068".to_owned()),
            hours: None,
            mail: Some("mihon@example.jp".to_owned()),
        },
        index: HandbookRow::all(&sectors),
        sectors,
    })
}

fn entry(number: usize, kind: ResourceKind) -> HandbookEntry {
    let known = |text: &str| (number % 3 != 0).then(|| Words::from(text));
    HandbookEntry {
        name: format!("みほん{number}番の相談室"),
        kana: Some(format!("みほん{number}ばんのそうだんしつ")),
        place: Some("高槻市".to_owned()),
        kind: Words::from(format!("{kind}／社会福祉法人みほん福祉会／高槻市")),
        reach: vec![
            easy("電話").then(format!(
                " 072-000-{number:04} 内線 12（月-金 9:00-17:30）相談室 あて"
            )),
            easy("FAX").then(format!(" 072-001-{number:04}（いつでも）")),
        ],
        never: None,
        others: Some(easy("メール").then(format!(" mihon{number}@example.jp"))),
        address: Some(Words::from(format!(
            "〒569-0000 大阪府高槻市見本町{number}-2-3 みほんビル4階"
        ))),
        hours: Some(Words::from("月-金 9:00-17:30、土 9:00-12:00、祝 休み")),
        compare: known("使える人 精神障害のある人／使える期間 6〜24か月／見学 あり／費用 なし"),
        places: known("あと 2人／定員 20人（令和8年11月1日(日)に聞いたこと）"),
        strong: known("午前の電話がつながりやすい"),
        weak: None,
        limit: None,
        help: known("英語、手話、段差なし"),
        confirmed: easy("連絡先").then("を確かめた日 令和8年9月2日(水)"),
    }
}
