//! A sentence in pieces, so that a page reads ours aloud in the words that were chosen and leaves what people wrote.

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A plain text of ours.
    Ours(&'static str),
    /// What people wrote, numbers and days.
    Theirs(String),
}

impl From<&'static str> for Told {
    fn from(text: &'static str) -> Self {
        Self::Ours(text)
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self::Theirs(text)
    }
}

/// The whole sentence as text.
#[must_use]
pub fn whole(pieces: &[Told]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Told::Ours(text) => *text,
        Told::Theirs(text) => text.as_str(),
    });
    texts.collect()
}

/// Plain texts of ours one after the other, with 「、」 between them.
#[must_use]
pub fn listed(texts: impl IntoIterator<Item = &'static str>) -> Vec<Told> {
    let mut pieces = Vec::new();
    for text in texts {
        if !pieces.is_empty() {
            pieces.push(Told::Ours("、"));
        }
        pieces.push(Told::Ours(text));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_one_sentence() {
        let name: Told = "高槻 花子".to_owned().into();
        let told = ["「".into(), name, "」の 名前が 変わりました。".into()];
        assert_eq!(whole(&told), "「高槻 花子」の 名前が 変わりました。");
        assert_eq!(whole(&listed(["名前", "電話"])), "名前、電話");
        assert!(listed([]).is_empty());
    }
}
