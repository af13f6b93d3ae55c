//! What only people of the region know about a resource: it stands beside the published facts and no
//! import touches it.

use crate::directory::capacity::CapacityReport;
use crate::directory::comparison::{AccessFeature, Comparison, Language};
use crate::directory::contact::policy::ContactPolicy;
use crate::directory::freshness::Verification;
use crate::directory::municipality::MunicipalityCode;
use crate::directory::notice::Notice;
use crate::directory::people::{ContactPerson, StaffRole};
use crate::directory::program::Program;
use crate::directory::strength::Strength;
use crate::text::Prose;

/// Everything known about a resource beyond its published facts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// What they do, in a few plain sentences.
    pub description: Option<Prose>,
    /// Programs they run.
    pub programs: Vec<Program>,
    /// What a person compares.
    pub comparison: Comparison,
    /// Specialist roles on the staff.
    pub roles: Vec<StaffRole>,
    /// Named people to ask for.
    pub contact_persons: Vec<ContactPerson>,
    /// Municipalities whose people they serve (担当する).
    pub service_area: Vec<MunicipalityCode>,
    /// Languages beside Japanese.
    pub languages: Vec<Language>,
    /// What helps a person to get in and be understood.
    pub access: Vec<AccessFeature>,
    /// What they said about free places.
    pub capacity: Option<CapacityReport>,
    /// Notices that expire.
    pub notices: Vec<Notice>,
    /// Good at, weak at, cannot do.
    pub strengths: Vec<Strength>,
    /// How they like to be reached.
    pub contact_policy: ContactPolicy,
    /// When each part was last confirmed.
    pub verifications: Vec<Verification>,
}

impl Profile {
    /// Without the names of those who confirmed something: their roles say how far to trust it.
    pub fn forget_askers(&mut self) {
        for done in &mut self.verifications {
            done.by_name = None;
        }
    }
}
