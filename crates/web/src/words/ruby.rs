//! Our own easy texts with the readings of their kanji. A browser without ruby shows them in brackets.

use askama::Template;
use askama::filters::HtmlSafe;
use renkei_domain::consent::readings::read;

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
}
