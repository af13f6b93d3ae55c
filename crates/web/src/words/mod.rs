//! Domain values in the words and shapes that templates show.

pub(crate) mod compare;
pub(crate) mod entry;
pub(crate) mod moment;
pub(crate) mod reach;
pub(crate) mod ruby;
pub(crate) mod usual;

/// Words of a list, one after the other.
pub(crate) fn listed<'a, T: Copy + 'a>(
    all: impl IntoIterator<Item = &'a T>,
    word: fn(T) -> &'static str,
) -> String {
    let words: Vec<&str> = all.into_iter().map(|one| word(*one)).collect();
    words.join("、")
}
