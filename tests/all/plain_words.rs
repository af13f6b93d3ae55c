//! The words of the pages that people read about themselves: short sentences, no four kanji in a row without a reading,
//! nothing denied twice. Texts that are shown with readings have one for every kanji. What is longer stands here with its
//! reason.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use renkei_domain::consent::readings::read;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::map::{
    CardPart, Ink, Knows, Quadrant, ReachTime, Ruby, ShareEnd, Sheet, Spacing, SuggestionState,
    Symbol, Turn, WayKind, WhoKind, Wording,
};
use renkei_domain::people::display::{Contrast, Motion, TextSize};

use crate::record::fine;

/// The crate of the pages.
const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web");

/// The most characters of a sentence, spaces between words aside.
const LONGEST: usize = 30;

/// How many kanji in a row are too many where no reading stands above them.
const IN_A_ROW: usize = 4;

/// Sentences that are longer, each by how it begins, with the reason.
const LONG: &[(&str, &str)] = &[
    (
        "法律で きまっているときは",
        "the law and its exception stand together",
    ),
    (
        "が そうしたことのうち",
        "what is told and what is chosen stand together",
    ),
    ("あなたのチームの人や", "a list of what can be read"),
    ("あなたの答えは、わたされた", "two ways to answer"),
    ("上の「紙（PDF）で もらう」", "names of two buttons"),
    ("わたせないと言われて", "the name of an authority"),
    ("ほかの機関が もっている", "where the rest is to be had"),
    ("が、あなたのことを ほかの人に", "two kinds of records"),
    ("のことを、", "the same, for staff"),
    (
        "「（わかっていません）」とある",
        "for staff: what the law asks",
    ),
    ("つなぐと、あなたのチームの人", "a list of what can be read"),
];

/// Names that have to stand as they are.
const NAMES: &[&str] = &["虐待防止責任者", "個人情報保護委員会", "提供記録"];

/// Texts that are the same in plain and in usual words.
const SAME: &[&str] = &[
    "ここに 書いても、 すぐには だれも 読みません。",
    "自分で 気づく サイン",
    "その人:",
    "から",
    "まで",
];

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
fn a_person_reads_how_every_role_is_called() {
    for role in StaffRole::ALL {
        assert_read("a role", role.word());
    }
}

#[test]
fn a_person_reads_short_sentences_where_something_did_not_work() {
    let crates = Path::new(WEB).join("..");
    for file in ["app/src/map/mod.rs", "domain/src/map/gap.rs"] {
        let text = fine(std::fs::read_to_string(crates.join(file)));
        let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        for said in quoted(text).filter(|said| said.contains('。')) {
            assert_short(file, said);
        }
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

#[test]
fn every_word_that_is_offered_on_a_map_has_its_reading() {
    let lists = [
        Quadrant::ALL.iter().map(|one| one.word()).collect(),
        Quadrant::ALL.iter().map(|one| one.usual()).collect(),
        WhoKind::ALL.iter().map(|one| one.word()).collect(),
        WayKind::ALL.iter().map(|one| one.word()).collect(),
        ReachTime::ALL.iter().map(|one| one.word()).collect(),
        Knows::ALL.iter().map(|one| one.word()).collect(),
        Symbol::ALL.iter().map(|one| one.word()).collect(),
        Turn::ALL.iter().map(|one| one.word()).collect(),
        Sheet::ALL.iter().map(|one| one.word()).collect(),
        Ink::ALL.iter().map(|one| one.word()).collect(),
        Ruby::ALL.iter().map(|one| one.word()).collect(),
        Wording::ALL.iter().map(|one| one.word()).collect(),
        Spacing::ALL.iter().map(|one| one.word()).collect(),
        CardPart::ALL.iter().map(|one| one.word()).collect(),
        SuggestionState::ALL.iter().map(|one| one.word()).collect(),
        ShareEnd::ALL.iter().map(|one| one.word()).collect(),
        TextSize::ALL.iter().map(|one| one.word()).collect(),
        Contrast::ALL.iter().map(|one| one.word()).collect(),
        Motion::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
    ];
    for word in lists.concat() {
        assert_short("a word list", word);
        assert_read("a word list", word);
    }
}

#[test]
fn questions_and_fields_of_a_map_are_short_and_can_be_read() {
    let mut found = Vec::new();
    files(&Path::new(WEB).join("src/pages/my"), "rs", &mut found);
    let mut texts = 0;
    for path in found {
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        // Names of samples are people's, and proposals are written by staff.
        if name == "samples.rs" || name == "suggest.rs" {
            continue;
        }
        let text = fine(std::fs::read_to_string(&path));
        let before = text.split("\nimpl Samples for").next().unwrap_or_default();
        for line in before
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for text in quoted(line).filter(|text| text.chars().any(|c| c > '\u{3040}')) {
                assert_short(&name, text);
                assert_read(&name, text);
                texts += 1;
            }
        }
    }
    assert!(texts > 80, "{texts}");
}

/// A text without the spaces between its words.
fn unspaced(text: &str) -> String {
    text.replace(' ', "")
}

/// The plain texts of the pages, each with the usual one.
fn usual_words() -> Vec<(String, String)> {
    let list = Path::new(WEB).join("src/words/usual/list.rs");
    let text = fine(std::fs::read_to_string(list));
    let lines = text
        .lines()
        .filter(|line| line.trim_start().starts_with('"'));
    let pairs = lines.filter_map(|line| {
        let mut two = quoted(line).map(str::to_owned);
        Some((two.next()?, two.next()?))
    });
    pairs.collect()
}

#[test]
fn every_usual_text_can_be_read_and_stands_for_a_plain_one_that_is_said() {
    let crates = Path::new(WEB).join("..");
    let (mut sources, mut said) = (Vec::new(), BTreeSet::new());
    for (folder, ending) in [
        ("web/templates", "html"),
        ("web/src/pages/my", "rs"),
        ("domain/src/map", "rs"),
        ("domain/src/people", "rs"),
    ] {
        files(&crates.join(folder), ending, &mut sources);
    }
    for path in sources {
        let text = fine(std::fs::read_to_string(&path));
        said.extend(text.lines().flat_map(quoted).map(unspaced));
    }
    let pairs = usual_words();
    assert!(pairs.len() > 250, "{}", pairs.len());
    for (plain, usual) in pairs {
        assert!(said.contains(&unspaced(&plain)), "nobody says {plain}");
        assert_short(&plain, &usual);
        assert_read(&plain, &usual);
    }
}

#[test]
fn headings_and_buttons_of_the_persons_pages_follow_the_words_that_were_chosen() {
    let paired: BTreeSet<String> = usual_words()
        .into_iter()
        .map(|(plain, _)| unspaced(&plain))
        .collect();
    let mut found = Vec::new();
    files(&Path::new(WEB).join("templates"), "html", &mut found);
    let mut texts = 0;
    for path in found {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What others read of a map is in the words that they chose, and staff chose none.
        let is_own = ["my.", "my_", "map.", "map_"]
            .iter()
            .any(|start| name.starts_with(start));
        if !is_own || name == "map_shared.html" {
            continue;
        }
        let template = fine(std::fs::read_to_string(&path));
        for call in ["shell.say(\"", "shell.text(\""] {
            for after in template.split(call).skip(1) {
                let text = after.split('"').next().unwrap_or_default();
                let is_known = SAME.contains(&text) || paired.contains(&unspaced(text));
                assert!(is_known, "{name}: no usual words for {text}");
                texts += 1;
            }
        }
        for tag in ["<h1", "<h2", "<button"] {
            for after in template.split(tag).skip(1) {
                let inside = after.split_once('>').map_or("", |(_, inside)| inside);
                let first = inside.chars().next().unwrap_or('<');
                assert!(
                    matches!(first, '{' | '<'),
                    "{name}: the same in all words: {tag} {inside:.40}"
                );
            }
        }
    }
    assert!(texts > 150, "{texts}");
}
