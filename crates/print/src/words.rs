//! The pieces sheets are made of: words with readings, codes in groups, whom to ask, where to go.

use serde::{Serialize, Serializer};

/// A text in pieces, some of which carry their reading. The reading of a name cannot be guessed, so
/// it is data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Words(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Piece {
    base: String,
    reading: Option<String>,
}

impl Words {
    /// A text each line of which stands on a line of its own. In every other text the ends of lines are left out: a
    /// name or a number has none, and a table would grow by it.
    #[must_use]
    pub fn lines(text: &str) -> Self {
        Self::default().then(text.replace('\n', "\u{2028}"))
    }

    /// A word with its reading in kana.
    #[must_use]
    pub fn read(base: impl Into<String>, reading: impl Into<String>) -> Self {
        Self::default().then_read(base, reading)
    }

    /// The same text, followed by a piece without a reading.
    #[must_use]
    pub fn then(mut self, base: impl Into<String>) -> Self {
        self.0.push(Piece {
            base: base.into(),
            reading: None,
        });
        self
    }

    /// The same text, followed by a word with its reading.
    #[must_use]
    pub fn then_read(mut self, base: impl Into<String>, reading: impl Into<String>) -> Self {
        self.0.push(Piece {
            base: base.into(),
            reading: Some(reading.into()).filter(|reading: &String| !reading.trim().is_empty()),
        });
        self
    }

    /// The same text, followed by another.
    #[must_use]
    pub fn followed_by(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::default().then(text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::default().then(text)
    }
}

/// A code or key to be typed from paper, in groups that an eye can keep.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Code(Vec<String>);

impl Code {
    /// Divides a code into groups of so many characters. Spaces and hyphens that stand in it already
    /// are left out; a size of nought means one group.
    #[must_use]
    pub fn in_groups(code: &str, size: usize) -> Self {
        let signs: Vec<char> = code
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let size = if size == 0 { signs.len().max(1) } else { size };
        Self(
            signs
                .chunks(size)
                .map(|group| group.iter().collect())
                .collect(),
        )
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.0
    }
}

/// A code is a secret: it is not written into a log by accident.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Code({} groups)", self.0.len())
    }
}

/// Whom to ask, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The office or person.
    pub name: Words,
    /// The phone number as it is to be dialled, extension included.
    pub phone: Option<String>,
    /// When somebody answers, in words.
    pub hours: Option<String>,
    /// The mail address.
    pub mail: Option<String>,
}

/// A page to open: what a person types and what the QR code holds.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The address to type.
    pub address: String,
    /// The text of the QR code; it may carry more than the address.
    #[serde(serialize_with = "nothing")]
    pub qr: String,
}

/// The QR text may carry a secret.
impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// The text of a QR code reaches the template as a picture only.
pub(crate) fn nothing<S: Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}
