//! What is missing, by kind: what a council would talk about.

use super::{Coverage, CoverageRow};
use crate::directory::kind::{ResourceKind, Sector};

/// What is missing in an area, the kinds of each list in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gaps {
    /// Kinds of which there is nobody for any municipality.
    pub nobody: Vec<ResourceKind>,
    /// Kinds of which nobody was asked how many places are free.
    pub places_unknown: Vec<ResourceKind>,
    /// Kinds of which nobody's contact details were confirmed within a year.
    pub unconfirmed: Vec<ResourceKind>,
}

impl Gaps {
    pub(super) fn of(coverage: &Coverage) -> Self {
        let kinds = |is_missing: fn(&CoverageRow) -> bool| {
            let rows = coverage.rows.iter().filter(|row| is_missing(row));
            rows.map(|row| row.kind).collect()
        };
        Self {
            nobody: kinds(|row| row.all.is_empty() && is_wanted(row.kind)),
            places_unknown: kinds(|row| {
                !row.all.is_empty() && row.all.told == 0 && has_places(row.kind)
            }),
            unconfirmed: kinds(|row| !row.all.is_empty() && row.all.confirmed == 0),
        }
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nobody.is_empty() && self.places_unknown.is_empty() && self.unconfirmed.is_empty()
    }
}

/// Whether it is a gap that there is none: employers are listed by their own wish alone, and what has no kind of its own
/// is no kind to miss.
const fn is_wanted(kind: ResourceKind) -> bool {
    !matches!(
        kind,
        ResourceKind::Employer | ResourceKind::OtherDisabilityService
    )
}

/// Whether people wait until they can begin there: where anybody is heard who comes, as at a desk, a number of free
/// places says nothing.
#[must_use]
pub const fn has_places(kind: ResourceKind) -> bool {
    use ResourceKind as K;
    match kind.sector() {
        Sector::Labour => matches!(
            kind,
            K::VocationalAbilityDevelopmentSchool | K::CommissionedTrainingProvider
        ),
        Sector::Health => matches!(
            kind,
            K::PsychiatricDayCare
                | K::VisitingNursing
                | K::PsychiatricVisitingNursing
                | K::VisitingRehab
        ),
        Sector::Welfare => !matches!(
            kind,
            K::MunicipalWelfareDesk
                | K::CoreConsultationCenter
                | K::CommissionedConsultation
                | K::SocialWelfareCouncil
                | K::AbusePreventionCenter
                | K::RightsAdvocacy
                | K::OtherDisabilityService
        ),
        Sector::Education | Sector::Other => false,
    }
}
