//! A letter in words, as it goes to the post.

use std::fmt;

use crate::ids::LetterId;
use crate::letters::address::{MailAddress, MailHost};
use crate::text::Line;
use crate::time::Instant;

/// The identifier by which mail programs know a message (RFC 5322 §3.6.4). Every copy of one letter bears
/// the same, so that a program that sees a second copy can tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// The identifier of a letter that leaves from a host.
    #[must_use]
    pub fn of(letter: LetterId, host: &MailHost) -> Self {
        Self(format!("<{letter}@{}>", host.as_str()))
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A calendar entry that goes with a letter (RFC 6047): programs act on it, people read the text.
#[derive(Clone, PartialEq, Eq)]
pub struct CalendarPart {
    /// The type of the part, with the method of the text.
    pub content_type: String,
    /// The iCalendar text; lines end with CRLF.
    pub text: String,
}

impl fmt::Debug for CalendarPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whom it is for stays out of logs.
        f.debug_struct("CalendarPart")
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// A letter in words. It is made by the transaction that claims the letter and lives only as long as
/// the sending: it is never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedLetter {
    /// To whom.
    pub to: MailAddress,
    /// The subject. It names no person: subjects are read over shoulders and kept in logs of servers.
    pub subject: Line,
    /// Plain text; lines end with LF.
    pub text: String,
    /// A calendar entry that goes with it.
    pub calendar: Option<CalendarPart>,
    /// Where an answer goes; without it to whom the letter comes from.
    pub reply_to: Option<MailAddress>,
    /// The same for every copy.
    pub message_id: MessageId,
    /// The date on the letter.
    pub written_at: Instant,
}

impl fmt::Debug for RenderedLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What it says may hold a code or a name.
        f.debug_struct("RenderedLetter")
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_copy_of_a_letter_bears_the_same_id() {
        let letter = LetterId::from_uuid(Uuid::from_u128(7));
        let id = MailHost::parse("Office.Example.jp").map(|host| MessageId::of(letter, &host));
        assert_eq!(
            id.map(|id| id.to_string()),
            Ok("<00000000-0000-0000-0000-000000000007@office.example.jp>".to_owned())
        );
    }
}
