//! What may be chosen in a field.

/// One of several.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) word: String,
    /// Whether it is chosen.
    pub(crate) is_chosen: bool,
}

impl Choice {
    /// One of which the chosen alone is sent.
    pub(crate) fn of(value: impl Into<String>, word: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self {
            is_chosen: value == chosen,
            value,
            word: word.into(),
        }
    }
}
