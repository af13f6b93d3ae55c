//! What is to be asked again before its time, because somebody learnt that it is no longer so.

use chrono::NaiveDate;

use crate::directory::freshness::FieldGroup;

crate::words::word_list! {
    /// Why something is asked again before its time.
    StaleBecause {
        Bounced = "bounced", "メールが届かなかった";
        WrongNumber = "wrong_number", "番号がちがった";
        AtConference = "at_conference", "会議でわかった";
        /// Somebody who read the entry said so.
        Reported = "reported", "ちがうと聞いた";
        /// Nobody had answered yet when the entry became part of another.
        Merged = "merged", "ほかの機関と ひとつにした";
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
