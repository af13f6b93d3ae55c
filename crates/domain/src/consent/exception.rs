//! What may be told without consent, because the law names the ground (個人情報保護法 27条1項 各号, 障害者虐待防止法).
//! No screen delays a report: an exception asks for its ground and a reason, and for nobody's leave. Only those
//! who answer for exceptions in the acting organization see that there was one, until they release it.

use chrono::TimeDelta;

use super::actor::Actor;
use super::category::Categories;
use super::recipient::PartyId;
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

/// An exception is released by those who answer for it in the acting organization alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("この記録を本人に見せるかどうかは、管理者か虐待防止責任者が決めます。")]
pub struct NotTheirsToRelease;

impl Exception {
    /// Whether it still covers what is told.
    #[must_use]
    pub fn is_within_its_time(&self, now: Instant) -> bool {
        now < self.at.plus(EXCEPTION_HOLDS)
    }

    /// Whether somebody may see that it is there: who answers for exceptions in the acting organization, and the
    /// person once it was released to them.
    #[must_use]
    pub fn is_visible_to(&self, viewer: &Actor) -> bool {
        match viewer {
            Actor::Staff(_) => self.is_answered_for_by(viewer),
            Actor::Person(person) => *person == self.person && self.released_at.is_some(),
            Actor::Outsider => false,
        }
    }

    /// The exception after it was released to the person. The first release stands.
    ///
    /// # Errors
    /// When somebody else would release it.
    pub fn released(self, by: &Actor, at: Instant) -> Result<Self, NotTheirsToRelease> {
        if !self.is_answered_for_by(by) {
            return Err(NotTheirsToRelease);
        }
        Ok(Self {
            released_at: self.released_at.or(Some(at)),
            ..self
        })
    }

    /// Whether somebody answers for it.
    fn is_answered_for_by(&self, who: &Actor) -> bool {
        match who {
            Actor::Staff(staff) => {
                staff.organization == self.organization && staff.post.answers_for_exceptions()
            }
            Actor::Person(_) | Actor::Outsider => false,
        }
    }
}
