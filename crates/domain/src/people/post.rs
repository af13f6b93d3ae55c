//! What somebody answers for in an organization, beside working there.

use crate::ids::OrganizationId;
use crate::words::word_list;

word_list! {
    /// A post. One account may hold both, several may hold the same, and who works there no more holds none.
    OrganizationPost {
        Manager = "manager", "管理者";
        AbusePreventionOfficer = "abuse_prevention_officer", "虐待防止責任者";
    }
}

/// A post that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeldPost {
    /// Where.
    pub organization: OrganizationId,
    /// As what.
    pub post: OrganizationPost,
}
