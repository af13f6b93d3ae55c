//! Our own plain texts in the usual words, for whoever chose those: the terms of the field, as they stand on sheets and in
//! the records of agencies. What is the same in both has no line in the list, nor has what must be read before anything
//! else (「ここに書いても、すぐには だれも読みません」).

/// Plain texts, each on a line with the usual one.
macro_rules! pairs {
    ($($plain:literal => $usual:literal;)*) => { &[$(($plain, $usual)),*] };
}

mod list;
mod own;

use std::collections::HashMap;
use std::sync::LazyLock;

use renkei_domain::map::{Quadrant, Wording};

use self::list::USUAL;
use self::own::OWN;

/// The pairs of all pages.
fn every_pair() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    USUAL.iter().chain(OWN)
}

/// By the plain text without the spaces between its words.
static WORDS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let parts = Quadrant::ALL.iter().map(|one| (one.word(), one.usual()));
    let known = every_pair().copied().chain(parts);
    known
        .map(|(plain, usual)| (unspaced(plain), usual))
        .collect()
});

fn unspaced(text: &str) -> String {
    text.replace(' ', "")
}

/// A plain text of ours in the usual words; the text itself where it has no others.
fn usual(plain: &str) -> &str {
    WORDS.get(&unspaced(plain)).copied().unwrap_or(plain)
}

/// A plain text of ours in the words that were chosen.
pub(crate) fn worded(plain: &str, wording: Wording) -> &str {
    match wording {
        Wording::Plain => plain,
        Wording::Usual => usual(plain),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_plain_text_has_one_usual_text_and_another_stays_as_it_is() {
        let plain: BTreeSet<String> = every_pair().map(|(plain, _)| unspaced(plain)).collect();
        assert_eq!(plain.len(), USUAL.len() + OWN.len(), "one stands twice");
        for (plain, other) in every_pair() {
            assert_ne!(unspaced(plain), unspaced(other));
            assert_eq!(usual(plain), *other);
        }
        assert_eq!(usual("しごと"), "職場の安定");
        assert_eq!(usual("わたしのマップ"), usual("わたしの マップ"));
        assert_eq!(usual("山田 花子"), "山田 花子");
    }
}
