//! What the feed of changes says of an entry: what of it changed that everybody reads, and what became of it.
//! What is for members of a network alone (observations, contact persons) or for nobody outside (which network
//! keeps it, conflicts that wait, what is said of pairs) is no change of the feed.

use crate::words::word_list;

word_list! {
    /// What of an entry changed that everybody reads. Its code is the field group under which the log keeps it.
    PublicGroup {
        Facts = "facts", "公表されている内容";
        Description = "description", "紹介";
        Comparison = "comparison", "くらべる内容";
        Capacity = "capacity", "空き";
        Programs = "programs", "プログラム";
        Strengths = "strengths", "得意・苦手";
        ContactPolicy = "contact_policy", "連絡のしかた";
        Notices = "notices", "お知らせ";
        ServiceArea = "service_area", "担当する地域";
        Roles = "roles", "専門の職員";
        Languages = "languages", "使えることば";
        Access = "access", "設備・配慮";
        Verifications = "verifications", "確かめた日";
        Source = "source", "公表データに名前があるか";
        Lifecycle = "lifecycle", "閉じたか";
        Merged = "merged", "ほかの機関と ひとつになったか";
        /// The log keeps it beside the 法人, for all of its entries at once.
        Organization = "organization", "法人の内容";
    }
}

word_list! {
    /// What became of an entry in one act.
    ChangeKind {
        Created = "created", "新しくのった";
        Updated = "updated", "内容が変わった";
        Closed = "closed", "閉じた";
        Reopened = "reopened", "また開いた";
        Merged = "merged", "ほかの機関と ひとつになった";
        Separated = "separated", "ひとつになったあと また分かれた";
        Gone = "gone", "名簿からなくなった";
    }
}

/// How a group of fields stood before and after an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// Which group.
    pub group: PublicGroup,
    /// Whether there was something before.
    pub was: bool,
    /// Whether there is something after.
    pub is: bool,
    /// Whether it was the entry itself that became part of another, or did so before: of two that were made into one,
    /// the one that went.
    pub went: bool,
}

impl ChangeKind {
    /// What became of an entry, by all that one act turned of it. What ends or begins it says more than what was
    /// changed beside.
    #[must_use]
    pub fn of(turned: &[Turned]) -> Self {
        let any = |holds: fn(&Turned) -> bool| turned.iter().any(holds);
        if any(|one| one.group == PublicGroup::Facts && !one.is) {
            Self::Gone
        } else if any(|one| one.group == PublicGroup::Merged && one.went && one.is) {
            Self::Merged
        } else if any(|one| one.group == PublicGroup::Merged && one.went) {
            Self::Separated
        } else if any(|one| one.group == PublicGroup::Facts && !one.was) {
            Self::Created
        } else if any(|one| one.group == PublicGroup::Lifecycle && !one.was && one.is) {
            Self::Closed
        } else if any(|one| one.group == PublicGroup::Lifecycle && !one.is) {
            Self::Reopened
        } else {
            Self::Updated
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(group: PublicGroup, was: bool, is: bool, went: bool) -> Turned {
        Turned {
            group,
            was,
            is,
            went,
        }
    }

    #[test]
    fn what_ends_or_begins_an_entry_says_more_than_what_changed_beside() {
        use PublicGroup as G;
        let edited = turned(G::Capacity, true, true, false);
        for (line, kind) in [
            (turned(G::Facts, true, true, false), ChangeKind::Updated),
            (turned(G::Facts, false, true, false), ChangeKind::Created),
            (turned(G::Facts, true, false, false), ChangeKind::Gone),
            (turned(G::Lifecycle, false, true, false), ChangeKind::Closed),
            (turned(G::Lifecycle, true, true, false), ChangeKind::Updated),
            (
                turned(G::Lifecycle, true, false, false),
                ChangeKind::Reopened,
            ),
            (turned(G::Merged, false, true, true), ChangeKind::Merged),
            (turned(G::Merged, true, false, true), ChangeKind::Separated),
            (turned(G::Merged, false, true, false), ChangeKind::Updated),
        ] {
            assert_eq!(ChangeKind::of(&[edited, line]), kind, "{line:?}");
            assert_eq!(ChangeKind::of(&[line, edited]), kind, "{line:?}");
        }
    }
}
