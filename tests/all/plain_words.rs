//! The words of the pages that people read about themselves: short sentences, no four kanji in a row without a reading,
//! nothing denied twice. Texts that are shown with readings have one for every kanji. What is longer stands here with its
//! reason.

use std::path::{Path, PathBuf};

use renkei_domain::consent::readings::read;

use crate::record::fine;

mod chosen;
mod offered;

/// The crate of the pages.
const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web");

/// The most characters of a sentence, spaces between words aside.
const LONGEST: usize = 30;

/// How many kanji in a row are too many where no reading stands above them.
const IN_A_ROW: usize = 4;

/// Sentences that are longer, each by how it begins, with the reason.
const LONG: &[(&str, &str)] = &[
    ("のことを、", "two kinds of records, for staff"),
    (
        "「（わかっていません）」とある",
        "for staff: what the law asks",
    ),
];

/// Names that have to stand as they are.
const NAMES: &[&str] = &["虐待防止責任者", "個人情報保護委員会", "提供記録"];

/// What is denied twice.
const DENIED_TWICE: &[&str] = &[
    "ないことはない",
    "ないこともない",
    "ないわけではない",
    "なくはない",
    "なくもない",
    "ないとはいえない",
    "ずにはいられ",
];

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々')
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fine(std::fs::read_dir(folder)) {
        let path = fine(entry).path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(path);
        }
    }
}

/// Pages of the person that do not stand behind `/my`: staff share them.
const SHARED: [&str; 4] = [
    "consents.html",
    "consent_stop.html",
    "exceptions.html",
    "records.html",
];

/// The templates that people read about themselves.
fn templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(WEB).join("templates"), "html", &mut found);
    let mut plain = Vec::new();
    for path in found {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let text = fine(std::fs::read_to_string(&path));
        if text.contains("class=\"plain\"") || name.starts_with("map_") {
            plain.push((name, text));
        }
    }
    assert!(plain.len() > 25, "{}", plain.len());
    for shared in SHARED {
        let is_looked_at = plain.iter().any(|(name, _)| name == shared);
        assert!(is_looked_at, "{shared} is a page of the person too");
    }
    plain
}

/// The texts between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The texts of a template that are shown with readings.
fn said(template: &str) -> Vec<String> {
    let mut all = Vec::new();
    for call in ["shell.say(", "shell.either("] {
        for after in template.split(call).skip(1) {
            let inside = after.split("}}").next().unwrap_or_default();
            all.extend(quoted(inside).map(str::to_owned));
        }
    }
    all
}

/// What stands in the text of a template, in pieces between what breaks a sentence off.
fn pieces(template: &str) -> Vec<String> {
    const INLINE: [&str; 6] = ["a", "strong", "span", "b", "ruby", "em"];
    let (mut all, mut piece) = (Vec::new(), String::new());
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        if let Some(inside) = rest.strip_prefix("{{") {
            let (value, after) = inside.split_once("}}").unwrap_or((inside, ""));
            if value.contains("shell.") {
                piece.extend(quoted(value).next());
            }
            rest = after;
        } else if let Some(inside) = rest.strip_prefix("{%") {
            rest = inside.split_once("%}").map_or("", |(_, after)| after);
            all.push(std::mem::take(&mut piece));
        } else if let Some(inside) = rest.strip_prefix("<rt>") {
            rest = inside.split_once("</rt>").map_or("", |(_, after)| after);
        } else if let Some(inside) = rest.strip_prefix('<') {
            let (tag, after) = inside.split_once('>').unwrap_or((inside, ""));
            let name = tag.trim_start_matches('/').split([' ', '/']).next();
            if !INLINE.contains(&name.unwrap_or_default()) {
                all.push(std::mem::take(&mut piece));
            }
            rest = after;
        } else {
            piece.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    all.push(piece);
    all
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '\n']).map(str::trim)
}

fn assert_short(place: &str, text: &str) {
    for sentence in sentences(text) {
        let length = sentence.chars().filter(|c| !c.is_whitespace()).count();
        let is_known = LONG.iter().any(|(start, _)| sentence.starts_with(start));
        assert!(
            length <= LONGEST || is_known,
            "{place}: {length} characters: {sentence}"
        );
    }
    for twice in DENIED_TWICE {
        let together: String = text.chars().filter(|c| *c != ' ').collect();
        assert!(!together.contains(twice), "{place}: {text}");
    }
}

fn assert_read(place: &str, text: &str) {
    for piece in read(text) {
        let is_open = piece.reading.is_none() && piece.text.chars().any(is_kanji);
        assert!(!is_open, "{place}: no reading for {} in {text}", piece.text);
    }
}

#[test]
fn a_person_reads_short_sentences_about_themselves() {
    for (name, template) in templates() {
        for piece in pieces(&template) {
            assert_short(&name, &piece);
        }
        for text in said(&template) {
            assert_short(&name, &text);
            assert_read(&name, &text);
        }
    }
    for (start, reason) in LONG {
        assert!(!reason.is_empty(), "{start} is long without a reason");
    }
}

#[test]
fn a_person_meets_no_four_kanji_without_a_reading() {
    for (name, template) in templates() {
        let shown: Vec<String> = said(&template);
        for piece in pieces(&template) {
            let mut open = piece;
            for text in &shown {
                open = open.replace(text.as_str(), "");
            }
            for known in NAMES {
                open = open.replace(known, "");
            }
            let mut row = 0;
            for c in open.chars() {
                row = if is_kanji(c) { row + 1 } else { 0 };
                assert!(row < IN_A_ROW, "{name}: {open}");
            }
        }
    }
}
