//! What of a mail that came back counts as an answer.
//!
//! Whoever answers is known by the token that only their invitation bore, and the name of the entry must be
//! the one they were called to. Neither the sender of the mail nor its ORGANIZER decides: the first is easily
//! forged, the second dropped by some servers. Of two answers the one to the later sequence counts, and of two
//! to one sequence the one made later (RFC 5546 §2.1.5), whichever way they came. Everything else waits for a
//! person.

use std::collections::BTreeMap;

use renkei_domain::letters::address::MailAddress;
use renkei_domain::time::{Instant, Moment};

use crate::entry::{Answer, Sequence, Uid, Version};
use crate::method::{Method, Participation};
use crate::read::received::{Calendar, Named, Received};

/// Which part of a series is meant: one occurrence by the moment at which the rule has it begin in Japan, or
/// `None` for an entry that stands alone and for a series as a whole.
pub type Part = Option<Moment>;

/// What is known of the invitee whose token came with a mail.
#[derive(Debug, Clone)]
pub struct Invited {
    /// To what they were called.
    pub uid: Uid,
    /// Where the invitation went.
    pub address: MailAddress,
    /// The sequence of the newest message to them, by part.
    pub sent: BTreeMap<Part, Sequence>,
    /// The answer that counts so far, by part and by whichever channel: the sequence it answers, and when it
    /// was made.
    pub taken: BTreeMap<Part, Version>,
}

/// What a message means for one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Which part.
    pub part: Part,
    /// The sequence that was answered, and when: by the sender's clock, but never after it arrived.
    pub version: Version,
    /// What counts.
    pub outcome: Outcome,
    /// What the sender says besides.
    pub comment: Option<String>,
}

/// What counts of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// They answered.
    Answered(Answer),
    /// A newer answer, or this very one, was taken before: nothing is left to do.
    Superseded,
    /// A person decides.
    Doubtful(Doubt),
}

/// Why a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// It came without a token, or with one that nobody bears.
    NoToken,
    /// It is about another entry than the bearer of the token was called to.
    OtherEntry,
    /// It proposes something else (COUNTER).
    Counter,
    /// It asks for the newest version (REFRESH).
    Refresh,
    /// It is no answer: another method, or none.
    NoAnswer,
    /// It names nobody, or several people, as who answers.
    Attendees,
    /// Somebody else's address answers: an alias, or somebody to whom it was passed on.
    Alias,
    /// It was passed on to somebody else, or comes from whom it was passed on to.
    Delegation,
    /// It answers an earlier sequence than the newest message to them.
    OldSequence,
    /// It answers a sequence that was never sent to them, or that cannot be read.
    UnknownSequence,
    /// It is about one occurrence and does not say which, or about all after one.
    Occurrence,
    /// It says neither yes, no nor perhaps.
    Participation,
}

/// Says what a message means. `known` is whom its token stands for, `arrived` when it came in. There is one
/// judgement for each entry of the message.
#[must_use]
pub fn judge(message: &Calendar, known: Option<&Invited>, arrived: Instant) -> Vec<Judged> {
    let entries = message.entries.iter();
    entries
        .map(|entry| {
            let part = part(entry, message);
            let version = Version {
                sequence: Sequence::new(entry.sequence.unwrap_or_default()),
                made: entry.made.map_or(arrived, |made| made.min(arrived)),
            };
            let outcome = match (known, part) {
                (None, _) => Outcome::Doubtful(Doubt::NoToken),
                (Some(known), Some(part)) => {
                    outcome(message.method.as_ref(), entry, known, part, version)
                }
                (Some(_), None) => Outcome::Doubtful(Doubt::Occurrence),
            };
            Judged {
                part: part.unwrap_or_default(),
                version,
                outcome,
                comment: entry.comment.clone(),
            }
        })
        .collect()
}

/// The part an entry is about; `None` where that cannot be told.
fn part(entry: &Received, message: &Calendar) -> Option<Part> {
    match &entry.occurrence {
        None if entry.has_unread("RECURRENCE-ID") => None,
        None => Some(None),
        Some(_) if entry.is_and_later => None,
        Some(planned) => Some(Some(planned.instant(&message.zones)?.in_japan())),
    }
}

fn outcome(
    method: Option<&Method>,
    entry: &Received,
    known: &Invited,
    part: Part,
    version: Version,
) -> Outcome {
    if entry.uid.as_deref() != Some(known.uid.as_str()) {
        return Outcome::Doubtful(Doubt::OtherEntry);
    }
    match method {
        Some(Method::Reply) => {}
        Some(Method::Counter) => return Outcome::Doubtful(Doubt::Counter),
        Some(Method::Refresh) => return Outcome::Doubtful(Doubt::Refresh),
        _ => return Outcome::Doubtful(Doubt::NoAnswer),
    }
    if known
        .taken
        .get(&part)
        .is_some_and(|taken| version <= *taken)
    {
        return Outcome::Superseded;
    }
    match said(entry, known, part, version.sequence) {
        Ok(answer) => Outcome::Answered(answer),
        Err(doubt) => Outcome::Doubtful(doubt),
    }
}

fn said(
    entry: &Received,
    known: &Invited,
    part: Part,
    sequence: Sequence,
) -> Result<Answer, Doubt> {
    let [replier] = entry.attendees.as_slice() else {
        return Err(Doubt::Attendees);
    };
    if is_passed_on(replier) {
        return Err(Doubt::Delegation);
    }
    let is_same = |address: &MailAddress| is_one_mailbox(address, &known.address);
    if !replier.address.as_ref().is_some_and(is_same) {
        return Err(Doubt::Alias);
    }
    if entry.has_unread("SEQUENCE") {
        return Err(Doubt::UnknownSequence);
    }
    let sent = known.sent.get(&part).or_else(|| known.sent.get(&None));
    match sent.map(|sent| sequence.cmp(sent)) {
        Some(std::cmp::Ordering::Equal) => {}
        Some(std::cmp::Ordering::Less) => return Err(Doubt::OldSequence),
        Some(std::cmp::Ordering::Greater) | None => return Err(Doubt::UnknownSequence),
    }
    match replier.participation {
        Some(Participation::Accepted) => Ok(Answer::Accepted),
        Some(Participation::Declined) => Ok(Answer::Declined),
        Some(Participation::Tentative) => Ok(Answer::Tentative),
        _ => Err(Doubt::Participation),
    }
}

fn is_passed_on(replier: &Named) -> bool {
    replier.participation == Some(Participation::Delegated)
        || !replier.delegated_to.is_empty()
        || !replier.delegated_from.is_empty()
}

/// Programs write an address in whichever case they please.
fn is_one_mailbox(one: &MailAddress, other: &MailAddress) -> bool {
    one.to_string().eq_ignore_ascii_case(&other.to_string())
}

#[cfg(test)]
mod tests;
