//! Plain and usual words: every usual text can be read, and what stands on the person's own pages has one.

use std::collections::BTreeSet;
use std::path::Path;

use super::{SHARED, WEB, assert_read, assert_short, files, quoted};
use crate::record::fine;

/// Texts that are the same in plain and in usual words.
const SAME: &[&str] = &[
    "ここに 書いても、 すぐには だれも 読みません。",
    "自分で 気づく サイン",
    "その人:",
    "から",
    "まで",
];

/// A text without the spaces between its words.
fn unspaced(text: &str) -> String {
    text.replace(' ', "")
}

/// How the templates begin that the person alone reads, in the words that they chose.
const OWN: [&str; 7] = ["my.", "my_", "map.", "map_", "own_", "looked", "take_case"];

/// The plain texts of the pages, each with the usual one.
fn usual_words() -> Vec<(String, String)> {
    let mut lists = Vec::new();
    files(&Path::new(WEB).join("src/words/usual"), "rs", &mut lists);
    let mut all = Vec::new();
    for list in lists {
        let text = fine(std::fs::read_to_string(list));
        let lines = text.lines().filter(|line| line.contains("\" => \""));
        all.extend(lines.filter_map(|line| {
            let mut two = quoted(line).map(str::to_owned);
            Some((two.next()?, two.next()?))
        }));
    }
    all
}

#[test]
fn every_usual_text_can_be_read_and_stands_for_a_plain_one_that_is_said() {
    let crates = Path::new(WEB).join("..");
    let (mut sources, mut said) = (Vec::new(), BTreeSet::new());
    for (folder, ending) in [
        ("web/templates", "html"),
        ("web/src/pages/my", "rs"),
        ("web/src/pages/cases", "rs"),
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
    assert!(pairs.len() > 400, "{}", pairs.len());
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
        let is_own = OWN.iter().any(|start| name.starts_with(start)) && name != "map_shared.html";
        if !is_own && !SHARED.contains(&name.as_ref()) {
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
        // Buttons and headings of staff stand beside those of the person.
        if !is_own {
            continue;
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
    assert!(texts > 350, "{texts}");
}
