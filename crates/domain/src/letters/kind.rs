//! What is written to people, and which row of the database each letter speaks of.

use crate::ids::TestLetterId;
use crate::letters::channel::OutgoingChannel;
use crate::words::word_list;

word_list! {
    /// What a letter is. Closed: each kind has its rendering at the claim.
    LetterKind {
        TestLetter = "test_letter", "届くかどうかを試す手紙";
    }
}

impl LetterKind {
    /// By which way it leaves.
    #[must_use]
    pub const fn channel(self) -> OutgoingChannel {
        match self {
            Self::TestLetter => OutgoingChannel::Smtp,
        }
    }
}

/// What a letter speaks of: a reference, never its text. Who receives it stands in the row it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterSubject {
    /// An operator's test.
    TestLetter(TestLetterId),
}

impl LetterSubject {
    /// The kind of letter that speaks of it.
    #[must_use]
    pub const fn kind(self) -> LetterKind {
        match self {
            Self::TestLetter(_) => LetterKind::TestLetter,
        }
    }
}
