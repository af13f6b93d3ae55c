//! What is to be asked again before its time, because somebody learnt that it is no longer so.

use chrono::NaiveDate;

use crate::conference::invitation::CallChannel;
use crate::directory::freshness::FieldGroup;
use crate::text::Line;

crate::words::word_list! {
    /// Why something is asked again before its time.
    StaleBecause {
        Bounced = "bounced", "メールや手紙が届かなかった";
        WrongNumber = "wrong_number", "番号がちがった";
        AtConference = "at_conference", "会議でわかった";
        /// Somebody who read the entry said so.
        Reported = "reported", "ちがうと聞いた";
        /// Nobody had answered yet when the entry became part of another.
        Merged = "merged", "ほかの機関と ひとつにした";
    }
}

impl StaleBecause {
    /// Why how an agency is reached is asked again, once something went astray by a way.
    #[must_use]
    pub const fn astray_by(channel: CallChannel) -> Self {
        match channel {
            CallChannel::Mail | CallChannel::Letter | CallChannel::InPerson => Self::Bounced,
            CallChannel::Phone | CallChannel::Fax => Self::WrongNumber,
        }
    }
}

/// A group of an entry that is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reopened {
    /// Which.
    pub group: FieldGroup,
    /// Why.
    pub because: StaleBecause,
    /// Since when.
    pub since: NaiveDate,
}

/// A way on which something went astray: nobody of the agency is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AstrayWay {
    /// Which.
    pub channel: CallChannel,
    /// The address or number. Another one leads elsewhere.
    pub target: Line,
}
