//! How the few kanji of our own easy texts are read. Names and what people typed have no reading
//! here: that of a name cannot be guessed.

mod directory;
mod kanji;
mod list;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::directory::DIRECTORY;
use self::kanji::KANJI;
use self::list::WORDS;

/// Every word of the directory and of the easy texts, and then every kanji by itself, in the order in which they are
/// looked for.
fn known() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    DIRECTORY.iter().chain(WORDS).chain(KANJI)
}

/// The words by their first character, in that order.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<_>> = HashMap::new();
    for known in known() {
        if let Some(first) = known.0.chars().next() {
            by_first.entry(first).or_default().push(*known);
        }
    }
    by_first
});

/// A piece of a text, with its reading where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadPiece<'t> {
    /// The piece.
    pub text: &'t str,
    /// How it is read, in kana.
    pub reading: Option<&'static str>,
}

/// The next word of the list in a text: where it begins, the word, and how it is read.
fn next_word(text: &str) -> Option<(usize, &'static str, &'static str)> {
    text.char_indices().find_map(|(at, first)| {
        let from = text.get(at..)?;
        // Of several that begin at one place the list names the longest first.
        let mut words = BY_FIRST.get(&first)?.iter();
        let (word, reading) = words.find(|(word, _)| from.starts_with(word))?;
        Some((at, *word, *reading))
    })
}

/// A text of ours in pieces, each with its reading.
#[must_use]
pub fn read(text: &str) -> Vec<ReadPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((at, word, reading)) = next_word(rest) else {
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
    use crate::directory::comparison::{AccessFeature, Language, Pay, RequiredDocument};
    use crate::directory::contact::policy::Channel;
    use crate::directory::kind::{ResourceKind, Sector};
    use crate::directory::people::StaffRole;

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
        texts.extend(Means::ALL.iter().map(|one| one.plain().to_owned()));
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
    fn every_kanji_by_which_the_directory_names_something_has_its_reading() {
        let sectors = Sector::ALL.iter().map(|one| one.word());
        let kinds = ResourceKind::ALL.iter().map(|one| one.word());
        let channels = Channel::ALL.iter().map(|one| one.word());
        let access = AccessFeature::ALL.iter().map(|one| one.word());
        let languages = Language::ALL.iter().map(|one| one.word());
        let roles = StaffRole::ALL.iter().map(|one| one.word());
        let documents = RequiredDocument::ALL.iter().map(|one| one.word());
        let pay = Pay::ALL.iter().map(|one| one.word());
        let words = sectors.chain(kinds).chain(channels).chain(access);
        for word in words
            .chain(languages)
            .chain(roles)
            .chain(documents)
            .chain(pay)
        {
            let pieces = read(word).into_iter();
            let unread: Vec<_> = pieces
                .filter(|piece| piece.reading.is_none() && piece.text.chars().any(is_kanji))
                .collect();
            assert!(unread.is_empty(), "{word}: {unread:?}");
        }
    }

    #[test]
    fn a_longer_word_is_read_as_a_whole() {
        let pieces = read("引継ぎ会議で話す");
        let readings: Vec<_> = pieces.iter().map(|piece| piece.reading).collect();
        assert_eq!(readings, [Some("ひきつぎかいぎ"), None, Some("はな"), None]);
        for (place, (word, _)) in known().enumerate() {
            let later = known().skip(place + 1);
            for (longer, _) in later {
                assert!(
                    !longer.starts_with(word),
                    "{longer} is never read as a whole"
                );
            }
        }
        assert!(read("").is_empty());
        assert_eq!(read("かぞく").len(), 1);
    }
}
