//! Finding a date (日程調整): possible dates, who is asked, and what they answer. Start with [`asked`]: a [`Poll`] and what
//! may be done with it. What somebody says stands in [`answer`], until when they say it in [`deadline`], how they are asked
//! and reminded in [`notice`], which dates are asked of whom in [`offer`], without whom
//! people do not meet in [`quorum`], when the person works or sees a doctor in [`times`], and which dates are the best in
//! [`mod@best`], with the reasons in words in [`reason`].
//!
//! Nothing of the person is in what others are asked: dates and a length. Whoever is asked answers for themselves alone.

pub mod answer;
pub mod asked;
pub mod best;
pub mod deadline;
pub mod notice;
pub mod offer;
pub mod quorum;
pub mod reason;
pub mod times;

pub use answer::{AnswerWay, Mark, Marked, PollAnswer, Wish};
pub use asked::{Asked, CANDIDATES, Candidate, NamesShown, Poll, PollFault, PollState, Respondent};
pub use best::{Chance, Merit, Question, RankedSlot, Sitter, best};
pub use deadline::{answer_by, remind_on};
pub use notice::{PollNotice, PollSays, due};
pub use offer::PollOffer;
pub use quorum::{Need, QuorumPart, QuorumState, QuorumWho};
pub use reason::{SlotReason, Tally};
pub use times::{PersonTimes, TimeTaken};

#[cfg(test)]
mod tests;
