//! How the few kanji of our own easy texts about consent are read. Names and what people typed have no reading
//! here: that of a name cannot be guessed.

/// A piece of a text, with its reading where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadPiece<'t> {
    /// The piece.
    pub text: &'t str,
    /// How it is read, in kana.
    pub reading: Option<&'static str>,
}

/// Words of the easy texts and how they are read there. What is longer stands first.
const READINGS: &[(&str, &str)] = &[
    ("引継ぎ会議", "ひきつぎかいぎ"),
    ("医療連携", "いりょうれんけい"),
    ("日常連絡", "にちじょうれんらく"),
    ("会議", "かいぎ"),
    ("会社", "かいしゃ"),
    ("文書", "ぶんしょ"),
    ("画面", "がめん"),
    ("電話", "でんわ"),
    ("生", "う"),
    ("日", "ひ"),
    ("人", "ひと"),
    ("話", "はな"),
    ("気", "き"),
    ("金", "かね"),
    ("知", "し"),
    ("見", "み"),
];

/// A text of ours in pieces, each with its reading.
#[must_use]
pub fn read(text: &str) -> Vec<ReadPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let known = READINGS
            .iter()
            .filter_map(|(word, reading)| Some((rest.find(*word)?, *word, *reading)))
            // Of several that begin at one place the list names the longest first.
            .min_by_key(|(at, ..)| *at);
        let Some((at, word, reading)) = known else {
            break;
        };
        let (before, from) = rest.split_at(at);
        let (piece, after) = from.split_at(word.len());
        if !before.is_empty() {
            pieces.push(ReadPiece {
                text: before,
                reading: None,
            });
        }
        pieces.push(ReadPiece {
            text: piece,
            reading: Some(reading),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(ReadPiece {
            text: rest,
            reading: None,
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::package::Package;
    use crate::consent::{ConsentPurpose, InformationCategory, Means};

    fn is_kanji(c: char) -> bool {
        matches!(c, '\u{3400}'..='\u{9FFF}')
    }

    #[test]
    fn every_kanji_of_the_easy_texts_has_its_reading() {
        let mut texts: Vec<String> = Vec::new();
        for package in Package::ALL {
            texts.push(package.word().to_owned());
            texts.extend(package.questions().map(|question| question.plain()));
        }
        texts.extend(
            InformationCategory::ALL
                .iter()
                .map(|one| one.plain().to_owned()),
        );
        texts.extend(ConsentPurpose::ALL.iter().map(|one| one.plain().to_owned()));
        texts.extend(Means::ALL.iter().map(|one| one.word().to_owned()));
        for text in texts {
            let pieces = read(&text);
            let whole: String = pieces.iter().map(|piece| piece.text).collect();
            assert_eq!(whole, text, "nothing is lost");
            for piece in pieces.iter().filter(|piece| piece.reading.is_none()) {
                assert!(
                    !piece.text.chars().any(is_kanji),
                    "{} in {text}",
                    piece.text
                );
            }
        }
    }

    #[test]
    fn a_longer_word_is_read_as_a_whole() {
        let pieces = read("引継ぎ会議で話す");
        let readings: Vec<_> = pieces.iter().map(|piece| piece.reading).collect();
        assert_eq!(readings, [Some("ひきつぎかいぎ"), None, Some("はな"), None]);
        assert!(read("").is_empty());
        assert_eq!(read("かぞく").len(), 1);
    }
}
