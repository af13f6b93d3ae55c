//! Words that are offered and shown: of the lists of the domain, of fields and questions, of what changed and what went
//! wrong, on sheets of the map and in letters.

use std::path::Path;

use renkei_domain::conference::ConferencePurpose;
use renkei_domain::conference::poll::{Mark, Wish};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentPurpose, InformationCategory, Means};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::map::{
    CardPart, Ink, Knows, MapChangeKind, Quadrant, ReachTime, Ruby, ShareEnd, Sheet, Spacing,
    SuggestionState, Symbol, Turn, WayKind, WhoKind, Wording,
};
use renkei_domain::people::display::{Contrast, Motion, TextSize};

use super::{IN_A_ROW, WEB, assert_read, assert_short, files, is_kanji, quoted};
use crate::record::fine;

/// The folder of all crates.
fn crates() -> std::path::PathBuf {
    Path::new(WEB).join("..")
}

/// The texts of a source, without comments, samples and tests.
fn texts_of(file: &Path) -> Vec<String> {
    let text = fine(std::fs::read_to_string(file));
    let before = text.split("#[cfg(test)]").next().unwrap_or_default();
    let before = before.split("\nimpl Samples for").next();
    let lines = before.unwrap_or_default().lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    let texts = lines.flat_map(quoted);
    let ours = texts.filter(|text| text.chars().any(|c| c > '\u{3040}'));
    ours.map(str::to_owned).collect()
}

/// Asserts that every text of a source is short and can be read, and says how many there are.
fn assert_spoken(file: &Path) -> usize {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let texts = texts_of(file);
    for text in &texts {
        assert_short(&name, text);
        assert_read(&name, text);
    }
    texts.len()
}

#[test]
fn a_person_reads_how_every_role_is_called() {
    for role in StaffRole::ALL {
        assert_read("a role", role.word());
    }
}

#[test]
fn a_person_reads_short_sentences_about_what_changed_and_what_did_not_work() {
    for file in [
        "app/src/map/mod.rs",
        "domain/src/map/current.rs",
        "domain/src/map/fault.rs",
        "domain/src/map/gap.rs",
        "domain/src/map/picture.rs",
        "domain/src/map/share.rs",
        "domain/src/map/suggestion.rs",
    ] {
        assert!(assert_spoken(&crates().join(file)) > 0, "{file}");
    }
}

#[test]
fn a_person_reads_what_is_said_of_their_conferences_consents_and_copies() {
    let pages = Path::new(WEB).join("src/pages/cases");
    for file in [
        "conference/own.rs",
        "consents/stop/plain.rs",
        "consents/stop/recalls.rs",
        "own/looked.rs",
        "own/mod.rs",
        "own/view.rs",
    ] {
        assert!(assert_spoken(&pages.join(file)) > 0, "{file}");
    }
}

#[test]
fn a_person_can_read_every_question_about_their_consent() {
    for package in Package::ALL {
        assert_short("an occasion", package.plain());
        for question in package.questions() {
            // What was asked is kept with each consent by its version, so that its words are not made shorter here.
            assert_read("a question", &question.plain());
            for detail in question.details() {
                assert_short("a question", detail);
            }
        }
    }
}

#[test]
fn sheets_of_the_map_are_short_and_every_kanji_on_them_has_its_reading() {
    let mut sheets = Vec::new();
    let folder = crates().join("print/templates");
    files(&folder, "typ", &mut sheets);
    let mut texts = 0;
    for sheet in sheets {
        let name = sheet.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with("map") {
            continue;
        }
        for text in texts_of(&sheet) {
            // A word with its reading is written {word|reading}. What is without stands in no text of the sheet: it
            // names the file or a picture for those who do not see it.
            let words = text.split('{').map(|part| {
                let (word, after) = part.split_once('}').unwrap_or(("", part));
                let word = word.split('|').next().unwrap_or_default();
                format!("{word}{after}")
            });
            assert_short(&name, &words.collect::<String>());
            let open = text.split('{').map(|part| {
                let after = part.split_once('}');
                after.map_or(part, |(_, after)| after)
            });
            let open: String = open.collect();
            let is_shown = text.contains('{');
            assert!(!is_shown || !open.chars().any(is_kanji), "{name}: {text}");
            texts += 1;
        }
    }
    assert!(texts > 40, "{texts}");
}

#[test]
fn letters_to_a_person_are_short_and_have_no_four_kanji_in_a_row() {
    let letters = crates().join("app/src/letters");
    let mut texts = texts_of(&letters.join("conference/own.rs"));
    let ending = fine(std::fs::read_to_string(letters.join("consent_ending.rs")));
    let (_, to_person) = fine(ending.split_once("impl ToPerson").ok_or("the letter"));
    let to_person = to_person.split("#[cfg(test)]").next().unwrap_or_default();
    texts.extend(quoted(to_person).map(str::to_owned));
    assert!(texts.len() > 25, "{}", texts.len());
    for text in texts {
        let mut row = 0;
        for c in text.chars() {
            row = if is_kanji(c) { row + 1 } else { 0 };
            assert!(row < IN_A_ROW, "{text}");
        }
        for line in text.split("\\n") {
            assert_short("a letter", line);
        }
    }
}

#[test]
fn every_word_that_is_offered_to_a_person_has_its_reading() {
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
        MapChangeKind::ALL.iter().map(|one| one.word()).collect(),
        ConferencePurpose::ALL
            .iter()
            .map(|one| one.plain())
            .collect(),
        InformationCategory::ALL
            .iter()
            .map(|one| one.plain())
            .collect(),
        ConsentPurpose::ALL.iter().map(|one| one.plain()).collect(),
        PlainGroup::ALL.iter().map(|one| one.word()).collect(),
        Means::ALL.iter().map(|one| one.word()).collect(),
        Mark::ALL.iter().map(|one| one.said()).collect(),
        Wish::ALL.iter().map(|one| one.word()).collect(),
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
        texts += assert_spoken(&path);
    }
    assert!(texts > 80, "{texts}");
}
