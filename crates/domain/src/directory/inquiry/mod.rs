//! お確かめ: asking an agency whether what stands of it in the directory is still so. An [`Inquiry`] is one request to one
//! agency about everything that is due in a [`Round`]; [`rhythm`] says in which round what is asked, [`contact`] by which
//! way and how often, [`step`] what is to be done today, and [`answer`] what came back.
//!
//! An agency is a house with a desk, and the desk has other work: it is asked three times in a round at most, three weeks
//! apart, each time by another way. After that its entry stands as `unverified`, still visible with its date.

use chrono::{Days, NaiveDate};

use crate::directory::freshness::FieldGroup;
use crate::ids::{InquiryId, NetworkId, ResourceId};
use crate::people::PaperCode;
use crate::time::Instant;

pub mod answer;
pub mod contact;
pub mod course;
pub mod reopened;
pub mod rhythm;
pub mod step;
pub mod wishes;

pub use answer::{
    AnsweredGroup, InquiryAnswer, ProposedField, ProposedValue, Reply, ReplyFault, Said,
};
pub use contact::{CONTACTS, Contact, ContactOutcome, DAYS_BETWEEN, again_from, method_of};
pub use course::Wishes;
pub use reopened::{AstrayWay, Reopened, StaleBecause};
pub use rhythm::{CapacityRhythm, GroupDue, Round, RoundKind, Standing};
pub use step::{
    EVERY_WAY, FAX_ONLY, NextStep, StepFault, forbidden, is_astray, is_of_entry, may_ask,
    next_step, target_of, ways_to_ask,
};
pub use wishes::Wished;

pub use crate::directory::contact::policy::WITHOUT_NAMES;

/// For how many days a link in a mail opens.
pub const LINK_DAYS: u64 = 30;

crate::words::word_list! {
    /// How far an inquiry has come.
    InquiryState {
        Open = "open", "答えを待っている";
        /// The agency proposed other values, and nobody put them into the directory or laid them aside yet.
        Replied = "replied", "答えが来た";
        Answered = "answered", "確かめた";
        /// Nobody answered, or nobody could be asked.
        Unverified = "unverified", "確かめられなかった";
        Refused = "refused", "答えないとのこと";
        CalledOff = "called_off", "とりやめた";
    }
}

impl InquiryState {
    /// Whether something may still come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Replied)
    }
}

crate::words::word_list! {
    /// How far one group of an inquiry has come.
    GroupState {
        Asked = "asked", "きいている";
        Confirmed = "confirmed", "その通りだった";
        /// Values of the agency wait for whoever keeps the entry.
        Proposed = "proposed", "変わったとの答えが来た";
        Changed = "changed", "変わったことを名簿に入れた";
        LaidAside = "laid_aside", "名簿には入れなかった";
    }
}

/// One group of an inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedGroup {
    /// Which.
    pub group: FieldGroup,
    /// How far it has come.
    pub state: GroupState,
}

/// One request to one agency about everything that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Whom it asks.
    pub resource: ResourceId,
    /// The network that keeps the entry, and asks.
    pub network: NetworkId,
    /// In which round.
    pub round: Round,
    /// What it asks about.
    pub groups: Vec<AskedGroup>,
    /// When it began.
    pub opened_at: Instant,
    /// How far it has come.
    pub state: InquiryState,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// The code on its sheets: whoever types an answer in finds it by that, and it opens nothing.
    pub code: PaperCode,
    /// Rises with every change: a form says which version it showed.
    pub version: i64,
}

impl Inquiry {
    /// What is still asked.
    #[must_use]
    pub fn asked(&self) -> Vec<FieldGroup> {
        self.in_state(GroupState::Asked)
    }

    /// What the agency proposed otherwise and nobody decided about.
    #[must_use]
    pub fn proposed(&self) -> Vec<FieldGroup> {
        self.in_state(GroupState::Proposed)
    }

    fn in_state(&self, state: GroupState) -> Vec<FieldGroup> {
        let groups = self.groups.iter().filter(|one| one.state == state);
        groups.map(|one| one.group).collect()
    }

    /// The last day on which a link that leaves on a day opens.
    #[must_use]
    pub fn link_until(left_on: NaiveDate) -> NaiveDate {
        left_on
            .checked_add_days(Days::new(LINK_DAYS))
            .unwrap_or(NaiveDate::MAX)
    }
}

#[cfg(test)]
mod tests;
