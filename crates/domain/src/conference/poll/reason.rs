//! Why a date stands where it does among the others, as a sentence.

use super::answer::Mark;
use super::quorum::QuorumWho;
use crate::ids::RespondentId;

/// How many said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// ○.
    pub yes: u16,
    /// △.
    pub perhaps: u16,
    /// ×.
    pub no: u16,
    /// Nothing yet.
    pub waiting: u16,
}

impl Tally {
    /// Counts what people said of a date.
    #[must_use]
    pub fn of(marks: impl Iterator<Item = Option<Mark>>) -> Self {
        let mut tally = Self::default();
        for mark in marks {
            match mark {
                Some(Mark::Yes) => tally.yes += 1,
                Some(Mark::Perhaps) => tally.perhaps += 1,
                Some(Mark::No) => tally.no += 1,
                None => tally.waiting += 1,
            }
        }
        tally
    }
}

/// Why a date stands where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotReason {
    /// What the person said, and whether they work or see a doctor then.
    Person {
        /// Their mark; absent where they said nothing.
        mark: Option<Mark>,
        /// Whether it falls into their shift.
        at_work: bool,
        /// Whether they see a doctor on that day.
        at_doctor: bool,
    },
    /// Everybody without whom people do not meet can.
    QuorumMet,
    /// One of them said nothing yet.
    QuorumWaits(QuorumWho),
    /// One of them cannot.
    QuorumLost(QuorumWho),
    /// One of them is not called.
    QuorumNotCalled(QuorumWho),
    /// What the one said whose dates are the hardest to meet.
    Hardest(RespondentId, Option<Mark>),
    /// How many said what.
    Said(Tally),
    /// It is 祝日.
    Holiday,
    /// It is in 年末年始.
    YearEnd,
    /// Their agency is not open then, or they come to no meetings; they said nothing yet.
    Shut(RespondentId),
    /// Their calendar has them busy; they said nothing yet.
    Busy(RespondentId),
}

impl SlotReason {
    /// The reason as a sentence, with names as whoever reads knows them.
    #[must_use]
    pub fn words(&self, name: impl Fn(RespondentId) -> String) -> String {
        match *self {
            Self::Person {
                mark,
                at_work,
                at_doctor,
            } => person_words(mark, at_work, at_doctor),
            Self::QuorumMet => "かならずいる人が そろいます。".to_owned(),
            Self::QuorumWaits(who) => format!("{}の答えを待っています。", who.word()),
            Self::QuorumLost(who) => {
                format!("{}が出られません（かならずいる人）。", who.word())
            }
            Self::QuorumNotCalled(who) => {
                format!("{}を、まだ呼んでいません（かならずいる人）。", who.word())
            }
            Self::Hardest(id, Some(mark)) => {
                format!("いちばん合わせにくい {} は {} です。", name(id), mark)
            }
            Self::Hardest(id, None) => {
                format!("いちばん合わせにくい {} は、まだ答えていません。", name(id))
            }
            Self::Said(tally) => format!(
                "○ {}、△ {}、× {}、まだ {}。",
                tally.yes, tally.perhaps, tally.no, tally.waiting
            ),
            Self::Holiday => "祝日です。".to_owned(),
            Self::YearEnd => "年末年始です。".to_owned(),
            Self::Shut(id) => format!(
                "{} は、その時間は開いていないはずです（まだ答えていません）。",
                name(id)
            ),
            Self::Busy(id) => format!(
                "{} は、その時間に予定があります（まだ答えていません）。",
                name(id)
            ),
        }
    }
}

fn person_words(mark: Option<Mark>, at_work: bool, at_doctor: bool) -> String {
    let against = match (at_work, at_doctor) {
        (false, false) => None,
        (true, false) => Some("勤務の時間です"),
        (false, true) => Some("受診の日です"),
        (true, true) => Some("勤務の時間で、受診の日です"),
    };
    match (mark, against) {
        (Some(mark), None) => format!("本人は {mark} です。"),
        (Some(mark), Some(against)) => {
            format!("本人は {mark} ですが、{against}。本人に確かめてください。")
        }
        (None, None) => "本人は、まだ答えていません。".to_owned(),
        (None, Some(against)) => format!("本人の{against}（まだ答えていません）。"),
    }
}
