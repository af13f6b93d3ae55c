//! What a message is for, and what somebody answered: the words of RFC 5546 and RFC 5545 §3.2.12.

use std::fmt;

/// What a message is for (METHOD, RFC 5546 §1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Makes entries known, asking nobody.
    Publish,
    /// Calls somebody in, or moves what they were called to.
    Request,
    /// Answers a request.
    Reply,
    /// Adds occurrences to a series.
    Add,
    /// Calls off: everything, one occurrence, or one person.
    Cancel,
    /// Asks for the newest version.
    Refresh,
    /// Proposes something else, mostly another time.
    Counter,
    /// Refuses what was proposed.
    DeclineCounter,
    /// A word that is not known here, in upper case.
    Other(String),
}

impl Method {
    const WORDS: [(&'static str, Self); 8] = [
        ("PUBLISH", Self::Publish),
        ("REQUEST", Self::Request),
        ("REPLY", Self::Reply),
        ("ADD", Self::Add),
        ("CANCEL", Self::Cancel),
        ("REFRESH", Self::Refresh),
        ("COUNTER", Self::Counter),
        ("DECLINECOUNTER", Self::DeclineCounter),
    ];

    /// Reads the word in any case.
    #[must_use]
    pub fn read(word: &str) -> Self {
        let word = word.trim().to_ascii_uppercase();
        let known = Self::WORDS.into_iter().find(|(known, _)| *known == word);
        known.map_or(Self::Other(word), |(_, method)| method)
    }

    /// The word.
    #[must_use]
    pub fn word(&self) -> &str {
        if let Self::Other(word) = self {
            return word;
        }
        let known = Self::WORDS.iter().find(|(_, method)| method == self);
        known.map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What somebody answered (PARTSTAT).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Participation {
    /// Nothing yet.
    NeedsAction,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
    /// Sends somebody else.
    Delegated,
    /// A word that is not known here, in upper case.
    Other(String),
}

impl Participation {
    const WORDS: [(&'static str, Self); 5] = [
        ("NEEDS-ACTION", Self::NeedsAction),
        ("ACCEPTED", Self::Accepted),
        ("DECLINED", Self::Declined),
        ("TENTATIVE", Self::Tentative),
        ("DELEGATED", Self::Delegated),
    ];

    /// Reads the word in any case.
    #[must_use]
    pub fn read(word: &str) -> Self {
        let word = word.trim().to_ascii_uppercase();
        let known = Self::WORDS.into_iter().find(|(known, _)| *known == word);
        known.map_or(Self::Other(word), |(_, participation)| participation)
    }

    /// The word.
    #[must_use]
    pub fn word(&self) -> &str {
        if let Self::Other(word) = self {
            return word;
        }
        let known = Self::WORDS.iter().find(|(_, one)| one == self);
        known.map_or("", |(word, _)| word)
    }
}
