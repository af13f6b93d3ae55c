//! How many messages were prepared at once: by which people are called, or asked about dates.

use crate::writer::Answer;

/// What was prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentMessages {
    /// So many messages were prepared now.
    pub prepared: u32,
    /// To so many nothing can go yet: nobody knows where to, a FAX number is not confirmed, or they are asked by
    /// speaking with them.
    pub stuck: u32,
}

impl Answer for SentMessages {
    fn to_text(&self) -> String {
        format!("{} {}", self.prepared, self.stuck)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (prepared, stuck) = text.split_once(' ')?;
        Some(Self {
            prepared: prepared.parse().ok()?,
            stuck: stuck.parse().ok()?,
        })
    }
}
