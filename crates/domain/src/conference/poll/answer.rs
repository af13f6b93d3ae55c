//! What somebody answers. Answers that come by several ways stand side by side, each with who said it when: the one that
//! was said last counts, whenever it was written down, so that a mail that is read late never takes the place of what
//! was said on the phone after it was sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::ids::{AccountId, CandidateId, PollAnswerId, RespondentId};
use crate::text::{Line, Prose};
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// Whether somebody can come.
    Mark {
        Yes = "yes", "○";
        Perhaps = "perhaps", "△";
        No = "no", "×";
    }
}

impl Mark {
    /// The same in words, for whoever does not see the sign.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Yes => "○（出られる）",
            Self::Perhaps => "△（たぶん出られる）",
            Self::No => "×（出られない）",
        }
    }
}

word_list! {
    /// How somebody would like to be there.
    Wish {
        WithRests = "with_rests", "休みながら出たい";
        Online = "online", "オンラインで出たい";
    }
}

word_list! {
    /// By which way an answer came.
    AnswerWay {
        Link = "link", "リンクのページ";
        Mail = "mail", "メール";
        Phone = "phone", "電話";
        Fax = "fax", "FAX";
        Letter = "letter", "郵便";
        InPerson = "in_person", "会って";
    }
}

impl AnswerWay {
    /// The ways whose answers staff write down.
    pub fn by_hand() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|way| *way != Self::Link)
    }
}

/// What somebody says of one date.
#[derive(Clone, PartialEq, Eq)]
pub struct Marked {
    /// Whether they can come.
    pub mark: Mark,
    /// A few words on that.
    pub note: Option<Line>,
}

/// Why somebody cannot come is nobody's to read in a log.
impl std::fmt::Debug for Marked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Marked({})", self.mark.code())
    }
}

/// What somebody answered by one way; by the same way a later answer takes its place.
#[derive(Clone, PartialEq, Eq)]
pub struct PollAnswer {
    /// Its id.
    pub id: PollAnswerId,
    /// Who answered.
    pub respondent: RespondentId,
    /// What they say of each date; of those left out they say nothing.
    pub marks: BTreeMap<CandidateId, Marked>,
    /// How they would like to be there.
    pub wishes: BTreeSet<Wish>,
    /// Anything else.
    pub note: Option<Prose>,
    /// By which way.
    pub way: AnswerWay,
    /// When they said it, in whole minutes for what staff wrote down.
    pub said_at: Instant,
    /// When it was kept.
    pub kept_at: Instant,
    /// Who wrote it down for them; absent where they did themselves, by their link.
    pub kept_by: Option<AccountId>,
}

/// What somebody answers is nobody's to read in a log.
impl std::fmt::Debug for PollAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PollAnswer({})", self.id)
    }
}

impl PollAnswer {
    /// What it says of a date.
    #[must_use]
    pub fn mark(&self, candidate: CandidateId) -> Option<Mark> {
        self.marks.get(&candidate).map(|marked| marked.mark)
    }

    /// Its place among the answers of whoever gave it: the last one counts. What staff wrote down is known to the minute,
    /// and stands at its end. Of two that were said at the same time the one kept later counts.
    #[must_use]
    pub fn order(&self) -> (Instant, Instant, PollAnswerId) {
        let said_at = match self.way {
            AnswerWay::Link => self.said_at,
            AnswerWay::Mail
            | AnswerWay::Phone
            | AnswerWay::Fax
            | AnswerWay::Letter
            | AnswerWay::InPerson => self.said_at.plus(TimeDelta::seconds(59)),
        };
        (said_at, self.kept_at, self.id)
    }
}
