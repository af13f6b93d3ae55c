//! Texts as published: what is put right, and which ways of writing are only counted.

use std::borrow::Cow;

use super::{Cell, Notebook};
use crate::finding::FindingKind;

/// Trims and makes each run of white space one space. A single U+3000, as between 「株式会社」 and a
/// name, is part of how the name is written and stays; marks without width go.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let invisible = |c: char| matches!(c, '\u{200B}' | '\u{FEFF}');
    let mut before_is_space = false;
    let is_tidy = text.chars().all(|c| {
        let is_space = c.is_whitespace();
        let fine =
            !invisible(c) && !(is_space && (before_is_space || (c != ' ' && c != '\u{3000}')));
        before_is_space = is_space;
        fine
    });
    if is_tidy {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    let mut run: Option<char> = None;
    for c in text.chars().filter(|c| !invisible(*c)) {
        if c.is_whitespace() {
            let wide = c == '\u{3000}' || run == Some('\u{3000}');
            run = Some(if wide { '\u{3000}' } else { ' ' });
        } else {
            tidied.extend(run.take());
            tidied.push(c);
        }
    }
    Cow::Owned(tidied)
}

/// Full-width letters, digits and signs as ASCII, U+3000 as a space: for reading numbers and hours,
/// never for display.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' | '\t' => ' ',
            c => c,
        })
        .collect()
}

impl Notebook {
    /// Counts ways of writing that search folds and display keeps: one finding of a kind per row.
    pub(crate) fn forms(&mut self, cells: &[Cell<'_>]) {
        let mut counted = [false; 4];
        for cell in cells.iter().filter(|cell| !cell.text.is_ascii()) {
            let found = forms_of(cell.text);
            for (place, kind) in FORMS.iter().enumerate() {
                if found[place] && !counted[place] {
                    counted[place] = true;
                    self.note(*cell, *kind, "表示はそのまま残し、検索のときだけそろえる");
                }
            }
        }
    }
}

const FORMS: [FindingKind; 4] = [
    FindingKind::KanaVariant,
    FindingKind::KanaHalfWidth,
    FindingKind::DigitsFullWidth,
    FindingKind::HyphenVariant,
];

/// Which of [`FORMS`] a text holds.
fn forms_of(text: &str) -> [bool; 4] {
    let mut found = [false; 4];
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\u{309B}' | '\u{3099}' if before == 'う' => found[0] = true,
            '\u{FF70}' => found[3] = true,
            '\u{FF66}'..='\u{FF9F}' => found[1] = true,
            '\u{FF10}'..='\u{FF19}' => found[2] = true,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' => found[3] = true,
            'ー' if before.is_numeric() => found[3] = true,
            _ => {}
        }
        before = c;
    }
    found
}
