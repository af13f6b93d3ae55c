//! Our own easy texts with the readings of their kanji. A browser without ruby shows them in brackets.

use std::borrow::Cow;

use askama::Template;
use askama::filters::HtmlSafe;
use renkei_domain::consent::readings::read;
use renkei_domain::map::{Ruby, Spacing};
use renkei_domain::people::Display;

use crate::words::usual::worded;

/// A text with readings.
#[derive(Debug, Clone, Template)]
#[template(path = "ruby.html")]
pub(crate) struct RubyText {
    pieces: Vec<RubyPiece>,
}

#[derive(Debug, Clone)]
struct RubyPiece {
    text: String,
    reading: Option<&'static str>,
}

impl FromIterator<RubyText> for RubyText {
    fn from_iter<T: IntoIterator<Item = RubyText>>(texts: T) -> Self {
        let pieces = texts.into_iter().flat_map(|text| text.pieces);
        Self {
            pieces: pieces.collect(),
        }
    }
}

/// It is made by a template, which escapes every piece.
impl HtmlSafe for RubyText {}

impl RubyText {
    /// A text of ours.
    pub(crate) fn of(text: &str) -> Self {
        let pieces = read(text).into_iter().map(|piece| RubyPiece {
            text: piece.text.to_owned(),
            reading: piece.reading,
        });
        Self {
            pieces: pieces.collect(),
        }
    }

    /// The same as somebody chose to read it. It is written with its words apart.
    pub(crate) fn chosen(text: &str, display: Display) -> Self {
        let text = match display.spacing {
            Spacing::Apart => Cow::Borrowed(text),
            Spacing::Usual => Cow::Owned(together(text)),
        };
        match display.ruby {
            Ruby::With => Self::of(&text),
            Ruby::Without => Self::bare(&text),
        }
    }

    /// A plain text of ours in the words that somebody chose, as they chose to read it.
    pub(crate) fn said(plain: &str, display: Display) -> Self {
        Self::chosen(worded(plain, display.wording), display)
    }

    /// What people wrote, and what staff read: as it stands.
    pub(crate) fn bare(text: &str) -> Self {
        let text = text.to_owned();
        Self {
            pieces: vec![RubyPiece {
                text,
                reading: None,
            }],
        }
    }
}

/// A text without the spaces between its words. Between Latin letters and digits they stay.
pub(crate) fn together(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_japanese = |c: &char| !c.is_ascii();
        let is_between = c == ' '
            && kept.chars().next_back().as_ref().is_some_and(is_japanese)
            && chars.peek().is_some_and(is_japanese);
        if !is_between {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kanji_has_its_reading_and_nothing_is_lost() {
        let shown = RubyText::of("会議で、あなたの<b>")
            .render()
            .expect("a text");
        let expected =
            "<ruby>会議<rp>（</rp><rt>かいぎ</rt><rp>）</rp></ruby>で、あなたの&#60;b&#62;";
        assert_eq!(shown.trim_end(), expected);
    }

    #[test]
    fn whoever_chose_so_reads_words_together_and_without_readings() {
        let chosen = |ruby, spacing| {
            let display = Display {
                ruby,
                spacing,
                ..Display::default()
            };
            let shown = RubyText::chosen("会議で 話す。 1 / 2", display).render();
            shown.expect("a text").trim_end().to_owned()
        };
        assert_eq!(chosen(Ruby::Without, Spacing::Apart), "会議で 話す。 1 / 2");
        assert_eq!(chosen(Ruby::Without, Spacing::Usual), "会議で話す。 1 / 2");
        assert!(chosen(Ruby::With, Spacing::Usual).contains("<rt>かいぎ</rt>"));
    }
}
