//! The handbook as whoever looks something up in it has it: everything is where contents and index say.

use typst_layout::PagedDocument;

use super::samples::handbook::{bare, of};
use super::samples::options;
use crate::render::set;
use crate::sheets::{HandbookKind, HandbookRow, HandbookSector, Sheet};
use crate::tests::look::squeezed;
use crate::{Words, laid_out, render};

/// What is written on each page.
fn pages(document: &PagedDocument) -> Vec<String> {
    let pages = document.pages().iter().map(|page| {
        let mut all = String::new();
        laid_out::texts(&page.frame, &mut |text, _| all.push_str(&text.text));
        squeezed(&all)
    });
    pages.collect()
}

/// A handbook of so many entries in two sectors of two kinds. What an entry ends with names it too.
fn handbook(count: usize) -> Sheet {
    let kind = |number: usize| HandbookKind {
        heading: Words::from(format!("種類{number}番")),
        entries: (0..count / 4)
            .map(|entry| {
                let name = format!("みほん{number}の{entry:03}の会");
                let kana = format!("みほん{number}の{entry:03}のかい");
                let mut made = bare(&name, Some(&kana));
                made.reach = vec![Words::from("電話 072-000-1111（月-金 9:00-17:30）")];
                made.confirmed = Words::from(format!("終わり{number}の{entry:03}"));
                made
            })
            .collect(),
    };
    let sector = |number: usize| HandbookSector {
        heading: Words::from(format!("分野{number}番")),
        kinds: vec![kind(2 * number), kind(2 * number + 1)],
    };
    Sheet::Handbook(of(vec![sector(0), sector(1)]))
}

/// The number that stands behind a text on one of these pages.
fn number_behind(pages: &[String], text: &str) -> Option<usize> {
    let behind = pages.iter().find_map(|page| page.split_once(text));
    let digits = behind?.1.chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}

#[test]
fn whoever_looks_up_one_of_500_finds_each_whole_on_the_page_that_contents_and_index_name() {
    let (document, missing) = set(&handbook(500), &options()).unwrap();
    assert!(missing.all().is_empty(), "{missing:?}");
    let pages = pages(&document);
    let total = pages.len();
    let (contents, rest) = pages.split_at(2);
    let starts = rest.iter().position(|page| page.contains("の索引"));
    let (entries, index) = rest.split_at(starts.unwrap());
    let on = |text: &str| {
        let found = entries.iter().position(|page| page.contains(text));
        found.map(|place| place + 3)
    };
    for sector in 0..2 {
        // A sector begins a page of its own, and its name stands in front of that of its first kind.
        let text = format!("分野{sector}番");
        let first = format!("{text}種類{}番", 2 * sector);
        assert_eq!(number_behind(contents, &text), on(&first), "{text}");
    }
    for kind in 0..4 {
        let text = format!("種類{kind}番");
        assert_eq!(number_behind(contents, &text), on(&text), "{text}");
        for entry in 0..125 {
            let name = format!("みほん{kind}の{entry:03}の会");
            let place = on(&name);
            assert!(place.is_some(), "{name}");
            assert_eq!(on(&format!("終わり{kind}の{entry:03}")), place, "{name}");
            let row = format!("{name}（高槻市）");
            assert_eq!(number_behind(index, &row), place, "{name}");
        }
    }
    for (number, page) in pages.iter().enumerate() {
        let foot = format!("{}/{total}ページ", number + 1);
        assert!(page.contains(&foot), "{foot}: {page}");
        assert!(page.contains("発行日令和8年11月20日(金)"), "{page}");
    }
}

#[test]
fn whoever_knows_a_name_by_ear_finds_it_in_the_row_of_its_first_sound() {
    let names = [
        ("高槻の会", Some("たかつきのかい")),
        ("ヴィレッジ", None),
        ("学園", Some("ｶﾞｸｴﾝ")),
        ("柿の木", Some("カキノキ")),
        ("センターまえ", Some("せんたーまえ")),
        ("仙田", Some("せんだ")),
        ("仙太", Some("せんた")),
        ("パン工房", None),
        ("島本の会", None),
        ("愛", Some("あい")),
    ];
    let entries = names.iter().map(|(name, kana)| bare(name, *kana)).collect();
    let sectors = [HandbookSector {
        heading: Words::from("福祉"),
        kinds: vec![HandbookKind {
            heading: Words::from("生活介護"),
            entries,
        }],
    }];
    let rows: Vec<(Words, Vec<usize>)> = HandbookRow::all(&sectors)
        .into_iter()
        .map(|row| {
            let entries = row.names.iter().map(|name| name.entry);
            (row.heading, entries.collect())
        })
        .collect();
    let row = |kana: &str, entries: &[usize]| {
        (
            Words::from(kana).then_read("行", "ぎょう"),
            entries.to_vec(),
        )
    };
    let unread = Words::from("よみが")
        .then_read("分", "わ")
        .then("からないもの");
    let expected = [
        row("あ", &[9, 1]),
        row("か", &[3, 2]),
        row("さ", &[6, 5, 4]),
        row("た", &[0]),
        row("は", &[7]),
        (unread, vec![8]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_screen_reader_goes_from_heading_to_heading() {
    let printed = render(&handbook(8), &options()).unwrap();
    for level in 1..=4 {
        let mark = format!("/H{level}");
        let found = printed
            .pdf
            .windows(mark.len())
            .any(|window| window == mark.as_bytes());
        assert!(found, "no heading {mark}");
    }
    assert!(printed.missing_glyphs.is_empty());
}

#[test]
fn a_clerk_is_told_of_a_name_that_no_font_has() {
    let sectors = vec![HandbookSector {
        heading: Words::from("福祉"),
        kinds: vec![HandbookKind {
            heading: Words::from("生活介護"),
            entries: vec![bare("\u{E000}の会", None)],
        }],
    }];
    let printed = render(&Sheet::Handbook(of(sectors)), &options()).unwrap();
    assert_eq!(printed.missing_glyphs, ['\u{E000}']);
}
