//! What may be told without consent, because the law names the ground (個人情報保護法 27条1項 各号, 障害者虐待防止法).
//! No screen delays a report: an exception asks for its ground and a reason, and for nobody's leave. Only those
//! who answer for exceptions in the acting organization see that there was one, until it is released to the person;
//! whoever named it has what they wrote before them as they write it, and does not read it later. [`ExceptionSight`] is
//! put to the rule of access wherever something of one could be shown.

use chrono::TimeDelta;

use super::category::Categories;
use super::recipient::PartyId;
use crate::access::action::Action;
use crate::access::object::Object;
use crate::access::principal::Principal;
use crate::access::rule::may;
use crate::ids::{AccountId, ExceptionId, OrganizationId, PersonId};
use crate::text::Prose;
use crate::time::Instant;
use crate::words::word_list;

word_list! {
    /// A ground of the law.
    LegalGround {
        ByLaw = "by_law", "法令に基づく場合（個人情報保護法27条1項1号）";
        DangerToLife = "danger_to_life", "人の生命・身体・財産を守るために必要で、本人の同意を得ることがむずかしい（同2号）";
        HealthOrChildren = "health_or_children", "公衆衛生・子どもの育成のために特に必要で、本人の同意を得ることがむずかしい（同3号）";
        PublicTask = "public_task", "国や自治体の事務に協力する必要があり、同意を求めると支障がある（同4号）";
        AbuseReport = "abuse_report", "虐待の通報（障害者虐待防止法7条・16条・22条）";
    }
}

impl LegalGround {
    /// For everybody, in easy words.
    #[must_use]
    pub const fn plain(self) -> &'static str {
        match self {
            Self::ByLaw => "ほうりつで きめられているから",
            Self::DangerToLife => "いのちや からだを まもるため",
            Self::HealthOrChildren => "みんなの けんこうや 子どもを まもるため",
            Self::PublicTask => "国や 市の しごとに ひつようだから",
            Self::AbuseReport => "ぎゃくたいから まもるため",
        }
    }
}

/// An exception covers what is told for so long after it was named: it stands for one danger, and another one is
/// named anew.
pub const EXCEPTION_HOLDS: TimeDelta = TimeDelta::hours(72);

/// A telling without consent.
#[derive(Clone, PartialEq, Eq)]
pub struct Exception {
    /// Its id.
    pub id: ExceptionId,
    /// Of whom something is told.
    pub person: PersonId,
    /// The acting organization.
    pub organization: OrganizationId,
    /// Who named it.
    pub by: AccountId,
    /// On which ground.
    pub ground: LegalGround,
    /// Why.
    pub reason: Prose,
    /// Who hears it.
    pub recipient: PartyId,
    /// What is told.
    pub categories: Categories,
    /// When it was named.
    pub at: Instant,
    /// When it was ended before its time.
    pub ended_at: Option<Instant>,
    /// When the organization let the person see it.
    pub released_at: Option<Instant>,
}

/// What was told without consent is nobody's to read in a log.
impl std::fmt::Debug for Exception {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Exception({})", self.id)
    }
}

word_list! {
    /// What those who answer for an exception do with it later. Each is done once.
    ExceptionStep {
        Ended = "ended", "この例外を終えた";
        Released = "released", "本人に見せることにした";
    }
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExceptionFault {
    /// It was taken before.
    #[error("それは、もう済んでいます。いまの一覧を見てください。")]
    Done,
}

impl Exception {
    /// Whether it still covers what is told.
    #[must_use]
    pub fn is_within_its_time(&self, now: Instant) -> bool {
        now < self.at.plus(EXCEPTION_HOLDS)
    }

    /// As much of it as says who may see it.
    #[must_use]
    pub const fn sight(&self) -> ExceptionSight {
        ExceptionSight {
            id: self.id,
            organization: self.organization,
            by: self.by,
            is_released: self.released_at.is_some(),
        }
    }

    /// The exception after a step. The first of each stands.
    ///
    /// # Errors
    /// When the step was taken before.
    pub fn stepped(self, step: ExceptionStep, at: Instant) -> Result<Self, ExceptionFault> {
        let before = match step {
            ExceptionStep::Ended => self.ended_at,
            ExceptionStep::Released => self.released_at,
        };
        if before.is_some() {
            return Err(ExceptionFault::Done);
        }
        let mut stepped = self;
        match step {
            ExceptionStep::Ended => stepped.ended_at = Some(at),
            ExceptionStep::Released => stepped.released_at = Some(at),
        }
        Ok(stepped)
    }
}

/// As much of an exception as says who may see it. Whoever shows anything that came of one, a record, an incident,
/// a reading, asks the rule of access about this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExceptionSight {
    /// Which.
    pub id: ExceptionId,
    /// The acting organization.
    pub organization: OrganizationId,
    /// Who named it.
    pub by: AccountId,
    /// Whether the organization let the person see it.
    pub is_released: bool,
}

impl ExceptionSight {
    /// As the rule of access asks for it, where the person has an account.
    #[must_use]
    pub fn object(self, person: Option<AccountId>) -> Object {
        Object::Exception {
            organization: self.organization,
            by: self.by,
            released_to: person.filter(|_| self.is_released),
        }
    }

    /// Whether somebody of the agency may see it.
    #[must_use]
    pub fn is_for(self, own: &Principal) -> bool {
        may(own, Action::ReadException, &self.object(None))
    }
}
