//! Who hears: the person, an agency in its own record, or another party, of a kind that a consent can name.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::cases::employment::{BodyName, EmployerTie, Insider, LegalBody};
use crate::cases::team::{MemberAgency, TeamMember};
use crate::directory::kind::{ResourceKind, Sector};
use crate::ids::{OrganizationId, PersonId, ResourceId, TeamMemberId};
use crate::words::word_list;

word_list! {
    /// A kind of recipient, coarse enough to be asked about. Those at work are told apart: whom of them the
    /// person lets know is a question of its own.
    RecipientKind {
        LabourOffice = "labour_office", "ハローワーク・職業センターなど";
        EmploymentSupport = "employment_support", "就労を支える事業所";
        Consultation = "consultation", "相談支援";
        LivingSupport = "living_support", "生活を支える事業所";
        Medical = "medical", "医療機関・訪問看護";
        PublicOffice = "public_office", "役所・保健所など";
        School = "school", "学校";
        Family = "family", "家族";
        WorkplaceHr = "workplace_hr", "勤め先の人事";
        WorkplaceSupervisor = "workplace_supervisor", "勤め先の上司";
        WorkplaceColleague = "workplace_colleague", "勤め先の同僚";
        WorkplaceSupport = "workplace_support", "勤め先のジョブコーチ・産業保健・職業生活相談員";
        Other = "other", "そのほか";
    }
}

impl RecipientKind {
    /// The kind of an entry of the directory. Who speaks for a company there is its 人事.
    #[must_use]
    pub fn of(kind: ResourceKind) -> Self {
        use ResourceKind as K;
        match kind {
            K::Employer => Self::WorkplaceHr,
            K::EmploymentLifeSupportCenter
            | K::MunicipalEmploymentSupportCenter
            | K::CommissionedTrainingProvider
            | K::EmploymentTransition
            | K::ContinuousEmploymentA
            | K::ContinuousEmploymentB
            | K::EmploymentRetention
            | K::EmploymentChoice => Self::EmploymentSupport,
            K::CoreConsultationCenter
            | K::CommissionedConsultation
            | K::ServicePlanConsultation
            | K::CommunityTransition
            | K::CommunitySettlement
            | K::ChildConsultation
            | K::DevelopmentalDisabilityCenter
            | K::RightsAdvocacy => Self::Consultation,
            K::MunicipalWelfareDesk
            | K::AbusePreventionCenter
            | K::SocialWelfareCouncil
            | K::PublicHealthCenter
            | K::MentalHealthWelfareCenter
            | K::PensionOffice => Self::PublicOffice,
            other => match other.sector() {
                Sector::Labour => Self::LabourOffice,
                Sector::Health => Self::Medical,
                Sector::Welfare => Self::LivingSupport,
                Sector::Education => Self::School,
                Sector::Other => Self::Other,
            },
        }
    }

    /// What it is inside a company, where it stands in one. Whoever else belongs to the employer's 法人 (its
    /// hospital, its A型) is another office of it.
    #[must_use]
    pub const fn insider(self) -> Insider {
        match self {
            Self::WorkplaceHr => Insider::Hr,
            Self::WorkplaceSupervisor => Insider::Supervisor,
            Self::WorkplaceColleague => Insider::Colleague,
            Self::WorkplaceSupport => Insider::InHouseSupport,
            Self::LabourOffice
            | Self::EmploymentSupport
            | Self::Consultation
            | Self::LivingSupport
            | Self::Medical
            | Self::PublicOffice
            | Self::School
            | Self::Family
            | Self::Other => Insider::OtherOffice,
        }
    }

    /// Whether it belongs to some employer by what it is.
    #[must_use]
    pub const fn is_workplace(self) -> bool {
        matches!(
            self,
            Self::WorkplaceHr
                | Self::WorkplaceSupervisor
                | Self::WorkplaceColleague
                | Self::WorkplaceSupport
        )
    }

    /// Whether it is another provider in the sense of 指定基準 (他の事業者等).
    #[must_use]
    pub const fn is_service_provider(self) -> bool {
        matches!(
            self,
            Self::EmploymentSupport | Self::Consultation | Self::LivingSupport
        )
    }
}

/// Another party: an entry of the directory, or a member of the team that was written down by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyId {
    /// An entry of the directory.
    Listed(ResourceId),
    /// Written down by hand: nobody but the person's supporters knows who that is.
    Written(TeamMemberId),
}

impl PartyId {
    /// By what the rule knows a member of a team.
    #[must_use]
    pub const fn of(member: &TeamMember) -> Self {
        match &member.agency {
            MemberAgency::Listed(id) => Self::Listed(*id),
            MemberAgency::Written(_) => Self::Written(member.id),
        }
    }
}

/// From when until when somebody is in the team, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamSpan {
    /// The first day.
    pub since: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl TeamSpan {
    /// Whether they are in it on a day.
    #[must_use]
    pub fn is_there(self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Another party that would hear something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Which.
    pub id: PartyId,
    /// Of which kind.
    pub kind: RecipientKind,
    /// Where inside a company they stand, by their role or their ring in the team, whatever the kind of their agency:
    /// an A型 that employs the person stands in both.
    pub place: Option<Insider>,
    /// To which 法人 it belongs, as far as that is known.
    pub body: LegalBody,
    /// The names of the offices that its 法人 runs, its own among them, where it is an agency of the directory: whoever
    /// wrote an employer down may have written any of them.
    pub offices: Vec<BodyName>,
    /// What somebody said about whether it belongs to an employer of the person.
    pub tie: EmployerTie,
    /// Its time in the team, where it is or was a member.
    pub team: Option<TeamSpan>,
}

impl Party {
    /// Whether it was written down by hand.
    #[must_use]
    pub const fn is_written(&self) -> bool {
        matches!(self.id, PartyId::Written(_))
    }

    /// Whether it belongs to some employer, by what it is or by where it stands.
    #[must_use]
    pub const fn is_at_work(&self) -> bool {
        self.place.is_some() || self.kind.is_workplace()
    }

    /// What it is inside a company, where it stands in one.
    #[must_use]
    pub const fn insider(&self) -> Insider {
        match self.place {
            Some(place) => place,
            None => self.kind.insider(),
        }
    }

    /// Whether it is in the team on a day.
    #[must_use]
    pub fn is_in_team(&self, day: NaiveDate) -> bool {
        self.team.is_some_and(|span| span.is_there(day))
    }
}

/// Who hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// 本人, of themself.
    Person(PersonId),
    /// An organization that reads in the record it keeps.
    Keeper(OrganizationId),
    /// Another party.
    Party(Party),
}

/// Who heard, for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecipientId {
    /// 本人.
    Person(PersonId),
    /// An organization, in its own record.
    Keeper(OrganizationId),
    /// Another party.
    Party(PartyId),
}

impl Recipient {
    /// Who it is.
    #[must_use]
    pub const fn id(&self) -> RecipientId {
        match self {
            Self::Person(person) => RecipientId::Person(*person),
            Self::Keeper(organization) => RecipientId::Keeper(*organization),
            Self::Party(party) => RecipientId::Party(party.id),
        }
    }
}

/// Whom a consent names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentRecipient {
    /// This one, in the team or not.
    Named(PartyId),
    /// Whoever is of this kind and in the team.
    KindInTeam(RecipientKind),
}

impl ConsentRecipient {
    /// The stable code in tables and forms.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Named(PartyId::Listed(id)) => format!("listed:{id}"),
            Self::Named(PartyId::Written(id)) => format!("written:{id}"),
            Self::KindInTeam(kind) => format!("kind:{}", kind.code()),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (form, rest) = code.split_once(':')?;
        match form {
            "listed" => Some(Self::Named(PartyId::Listed(rest.parse().ok()?))),
            "written" => Some(Self::Named(PartyId::Written(rest.parse().ok()?))),
            "kind" => RecipientKind::from_code(rest).map(Self::KindInTeam),
            _ => None,
        }
    }

    /// Whether a party is meant on a day.
    #[must_use]
    pub fn means(self, party: &Party, day: NaiveDate) -> bool {
        match self {
            Self::Named(id) => id == party.id,
            Self::KindInTeam(kind) => kind == party.kind && party.is_in_team(day),
        }
    }
}

/// Some recipients.
pub type ConsentRecipients = BTreeSet<ConsentRecipient>;
