//! How often agencies are needed, as it is told to whoever keeps their entries. Whoever reads that an agency stands in one
//! team knows of a person, so small numbers are told as small, and none of them is told apart from nothing.

/// From how many times on the number is told.
pub const TOLD_FROM: u64 = 3;

/// A number as far as it is told; nothing where it is smaller.
#[must_use]
pub const fn told(times: u64) -> Option<u64> {
    if times < TOLD_FROM { None } else { Some(times) }
}

/// A number that is told, or that it is smaller.
#[must_use]
pub fn in_words(told: Option<u64>) -> String {
    told.map_or_else(
        || format!("{TOLD_FROM}回より少ない"),
        |times| format!("{times}回"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_told_as_none_is() {
        for few in [0, 1, 2] {
            assert_eq!(in_words(told(few)), "3回より少ない");
        }
        assert_eq!(in_words(told(3)), "3回");
        assert_eq!(in_words(told(12)), "12回");
    }
}
