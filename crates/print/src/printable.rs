//! What people typed, made fit for paper: no hidden signs, no word too long for its line, and 〓
//! for what no font has.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::text::is_default_ignorable;

use crate::fonts::{Fonts, Shown};

/// Stands for a character without a glyph, as printers have always done.
const GETA: char = '〓';

/// So many characters in a row without a place to break are let be; from there on a line may end
/// anywhere.
const UNBROKEN: usize = 12;

/// Where a line may end although nothing is seen.
const BREAK_HERE: char = '\u{200B}';

/// Characters that were not printed as asked.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    /// Printed as 〓.
    pub(crate) blank: BTreeSet<char>,
    /// Printed in their usual form.
    pub(crate) usual: BTreeSet<char>,
}

impl Missing {
    /// All of them, in order of code points.
    pub(crate) fn all(&self) -> BTreeSet<char> {
        self.blank.union(&self.usual).copied().collect()
    }
}

/// Makes every text within a value fit for paper.
pub(crate) fn clean(value: &mut Value, fonts: &Fonts, missing: &mut Missing) {
    match value {
        Value::String(text) => *text = clean_text(text, fonts, missing),
        Value::Array(values) => values.iter_mut().for_each(|v| clean(v, fonts, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|v| clean(v, fonts, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn clean_text(text: &str, fonts: &Fonts, missing: &mut Missing) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut unbroken = 0;
    let mut last = ' ';
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let c = match c {
            '\r' if signs.peek() == Some(&'\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => '\n',
            '\t' => ' ',
            c if c.is_control() || is_unwanted(c) => continue,
            c => c,
        };
        let shown = if c == '\n' || is_default_ignorable(c) {
            Shown::Yes
        } else {
            fonts.shown(
                c,
                signs
                    .peek()
                    .copied()
                    .filter(|next| is_ideographic_selector(*next)),
            )
        };
        let c = match shown {
            Shown::Yes => c,
            Shown::Usual => {
                missing.usual.insert(c);
                c
            }
            Shown::No => {
                missing.blank.insert(c);
                GETA
            }
        };
        let is_joined = last == '\u{200D}' || joins_what_stands_before(c);
        let may_break = may_break_beside(c) || (is_picture(c) && !is_joined);
        unbroken = if may_break { 0 } else { unbroken + 1 };
        if unbroken > UNBROKEN {
            clean.push(BREAK_HERE);
            // A chain of joined signs is cut only where it must be.
            if is_joined {
                unbroken = 0;
            }
        }
        clean.push(c);
        last = c;
    }
    clean
}

/// Signs that turn the direction of writing, and breaks that are not seen: on paper they could only
/// deceive.
fn is_unwanted(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
    ) || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

fn is_ideographic_selector(c: char) -> bool {
    matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// Spaces, kana and kanji; of the kana not the small ones, at which no line begins.
fn may_break_beside(c: char) -> bool {
    let is_small = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー".contains(c);
    matches!(c, ' ' | '\n' | '\u{3000}')
        || (matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}') && !is_small)
        || matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Emoji and other pictures, at each of which a line may begin.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}')
}

/// Marks, selectors, joiners and skin tones belong to the character before them.
fn joins_what_stands_before(c: char) -> bool {
    is_default_ignorable(c)
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{20D0}'..='\u{20FF}')
        || matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{1F1E6}'..='\u{1F1FF}')
}
