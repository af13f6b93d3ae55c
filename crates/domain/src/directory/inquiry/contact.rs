//! Getting in touch with an agency about an inquiry: by which way, and what came of it.

use chrono::{Days, NaiveDate};

use crate::conference::invitation::CallChannel;
use crate::directory::freshness::{FieldGroup, VerificationMethod};
use crate::ids::{AccountId, InquiryContactId, InquiryId};
use crate::text::Prose;
use crate::time::Instant;

/// How often an agency is asked in one round at most.
pub const CONTACTS: usize = 3;

/// How many days lie between two times at least.
pub const DAYS_BETWEEN: u64 = 21;

/// The first day on which an agency may be asked again after one.
#[must_use]
pub fn again_from(day: NaiveDate) -> NaiveDate {
    let again = day.checked_add_days(Days::new(DAYS_BETWEEN));
    again.unwrap_or(NaiveDate::MAX)
}

/// After how many days a mail that did not leave leaves no more by itself: somebody asks by another way.
pub const DAYS_TO_LEAVE: u64 = 2;

/// The first day on which a mail that was prepared on one should have left.
#[must_use]
pub fn late_from(day: NaiveDate) -> NaiveDate {
    let late = day.checked_add_days(Days::new(DAYS_TO_LEAVE));
    late.unwrap_or(NaiveDate::MAX)
}

crate::words::word_list! {
    /// What came of getting in touch.
    ContactOutcome {
        /// A mail that the courier has yet to carry.
        Prepared = "prepared", "これから送る";
        Sent = "sent", "送った";
        ReachedNobody = "reached_nobody", "つながらなかった";
        /// They asked to be called again: the next call on the phone goes on with this one.
        CallBack = "call_back", "あとで電話してほしいとのこと";
        Answered = "answered", "答えがあった";
        Refused = "refused", "答えないとのこと";
        Bounced = "bounced", "届かなかった";
        WrongNumber = "wrong_number", "番号がちがった";
        /// It never left the house.
        NotSent = "not_sent", "送れなかった・とりやめた";
    }
}

impl ContactOutcome {
    /// Whether the agency was asked so: whatever did not arrive bothered nobody.
    #[must_use]
    pub const fn counts(self) -> bool {
        match self {
            Self::Prepared
            | Self::Sent
            | Self::ReachedNobody
            | Self::CallBack
            | Self::Answered
            | Self::Refused => true,
            Self::Bounced | Self::WrongNumber | Self::NotSent => false,
        }
    }

    /// Whether the address or number turned out to be wrong: nobody goes that way again in this round.
    #[must_use]
    pub const fn is_astray(self) -> bool {
        matches!(self, Self::Bounced | Self::WrongNumber)
    }

    /// Whether somebody can say so of a channel. What becomes of a mail is known to the courier, and that they answered is
    /// written down with the answer.
    #[must_use]
    pub const fn fits(self, channel: CallChannel) -> bool {
        match channel {
            CallChannel::Phone => matches!(
                self,
                Self::ReachedNobody | Self::CallBack | Self::Refused | Self::WrongNumber
            ),
            CallChannel::Fax => matches!(self, Self::Sent | Self::Refused | Self::WrongNumber),
            CallChannel::Mail => matches!(self, Self::Refused | Self::Bounced),
            CallChannel::Letter => matches!(self, Self::Sent | Self::Refused | Self::Bounced),
            CallChannel::InPerson => false,
        }
    }
}

/// How what was told by a way was confirmed.
#[must_use]
pub const fn method_of(channel: CallChannel) -> VerificationMethod {
    match channel {
        CallChannel::Mail => VerificationMethod::Mail,
        CallChannel::Fax => VerificationMethod::Fax,
        CallChannel::Phone => VerificationMethod::Phone,
        CallChannel::Letter => VerificationMethod::Letter,
        CallChannel::InPerson => VerificationMethod::Visit,
    }
}

/// One time of getting in touch.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: InquiryContactId,
    /// About which inquiry.
    pub inquiry: InquiryId,
    /// By which way: to the address or number that the directory has for it.
    pub channel: CallChannel,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// When.
    pub at: Instant,
    /// Who; nobody where the courier did.
    pub by: Option<AccountId>,
    /// What was asked.
    pub groups: Vec<FieldGroup>,
    /// What else is worth knowing.
    pub note: Option<Prose>,
}

impl Contact {
    /// Whether they asked to be called again.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.channel == CallChannel::Phone && self.outcome == ContactOutcome::CallBack
    }
}

/// What somebody noted may name people.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Contact({} {} {})",
            self.id,
            self.channel.code(),
            self.outcome.code()
        )
    }
}
