//! Who tells: the person, staff for the agency that keeps the record, or somebody who keeps none.

use crate::access::principal::Principal;
use crate::directory::kind::ResourceKind;
use crate::ids::{AccountId, OrganizationId, PersonId};
use crate::people::OrganizationPost;
use crate::words::word_list;

word_list! {
    /// What somebody answers for in their organization.
    Post {
        Manager = "manager", "管理者";
        AbusePreventionOfficer = "abuse_prevention_officer", "虐待防止責任者";
        Member = "member", "職員";
    }
}

impl Post {
    /// Whether they answer for what was told without consent, and alone may see that it was.
    #[must_use]
    pub const fn answers_for_exceptions(self) -> bool {
        matches!(self, Self::Manager | Self::AbusePreventionOfficer)
    }

    /// What somebody is who works for an organization.
    #[must_use]
    pub fn of(principal: &Principal, organization: OrganizationId) -> Self {
        if principal.holds_post(organization, OrganizationPost::Manager) {
            Self::Manager
        } else if principal.holds_post(organization, OrganizationPost::AbusePreventionOfficer) {
            Self::AbusePreventionOfficer
        } else {
            Self::Member
        }
    }
}

word_list! {
    /// Which rules of secrecy an office is under.
    Standards {
        Designated = "designated", "指定基準のある事業";
        General = "general", "そのほかの事業";
    }
}

impl Standards {
    /// The rules an office of a kind is under. 指定 of 障害者総合支援法, 児童福祉法 and 介護保険法 ask for a written
    /// consent before a user's or a family's information goes to another provider or is used in a meeting.
    #[must_use]
    pub const fn of(kind: ResourceKind) -> Self {
        use ResourceKind as K;
        match kind {
            K::ServicePlanConsultation
            | K::CommunityTransition
            | K::CommunitySettlement
            | K::EmploymentTransition
            | K::ContinuousEmploymentA
            | K::ContinuousEmploymentB
            | K::EmploymentRetention
            | K::EmploymentChoice
            | K::LifeTraining
            | K::FunctionalTraining
            | K::DailyLifeCare
            | K::IndependentLivingAssistance
            | K::GroupHome
            | K::HomeHelp
            | K::SevereVisitingCare
            | K::BehaviorSupport
            | K::SevereComprehensiveSupport
            | K::AccompanimentSupport
            | K::MedicalCareResidence
            | K::ShortStay
            | K::FacilityResidence
            | K::ResidentialLifeTraining
            | K::ChildDevelopment
            | K::MedicalChildDevelopment
            | K::AfterSchoolDayService
            | K::HomeVisitChildDevelopment
            | K::NurseryVisitSupport
            | K::ChildWelfareResidence
            | K::ChildMedicalResidence
            | K::ChildConsultation
            | K::OtherDisabilityService
            | K::VisitingNursing
            | K::PsychiatricVisitingNursing
            | K::VisitingRehab => Self::Designated,
            _ => Self::General,
        }
    }

    /// The rules of an organization with offices of these kinds: the stricter. Of whom no office is known, the
    /// stricter are asked for too.
    #[must_use]
    pub fn strictest(kinds: &[ResourceKind]) -> Self {
        let is_general = |kind: &ResourceKind| Self::of(*kind) == Self::General;
        if !kinds.is_empty() && kinds.iter().all(is_general) {
            Self::General
        } else {
            Self::Designated
        }
    }
}

/// Somebody who tells for an organization. A letter that was queued is told by whoever queued it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub account: AccountId,
    /// For which organization: the provider (提供元).
    pub organization: OrganizationId,
    /// As what.
    pub post: Post,
    /// Under which rules of secrecy that office is. An organization with several offices takes the stricter.
    pub standards: Standards,
}

/// Who tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// 本人.
    Person(PersonId),
    /// Staff of an organization.
    Staff(Staff),
    /// Anybody else: 事務局, whoever runs the installation, a visitor. They keep no record of anybody.
    Outsider,
}

impl Actor {
    /// The organization they tell for.
    #[must_use]
    pub const fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Staff(staff) => Some(staff.organization),
            Self::Person(_) | Self::Outsider => None,
        }
    }
}
