//! How a membership ends: rights on its day, and every duty with them, in one act, to whoever takes it over.

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, MembershipId, NetworkId, OrganizationId};
use renkei_domain::people::{DutyKind, Membership, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_store::{Stop, StoreFault, Work};

use super::handing_over::{Leaving, hand_over_duties, who_takes_over};
use crate::directory::register::{Outcome, outcome};
use crate::writer::{Answer, KeyReused, Writer};
use crate::{App, Caller};

/// Why a membership was not ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndRefusal {
    /// There is none, or none for these eyes.
    #[error("その所属は見つかりません。")]
    NotFound,
    /// The rule says no.
    #[error("この所属を終える権限がありません。")]
    NotAllowed(Decision),
    /// Somebody has to take these over.
    #[error("引きつぐ人を選んでください: {}", .0.iter().map(|duty| duty.word()).collect::<Vec<_>>().join("、"))]
    SuccessorNeeded(Vec<DutyKind>),
    /// The successor does not belong there, or is known to leave too.
    #[error(
        "引きつぐ人は、同じネットワークか同じ法人の、止められておらず、やめる日も決まっていない人から選んでください。"
    )]
    UnfitSuccessor,
    /// The day lies before the first one.
    #[error("終わりの日が、始まりの日より前です。")]
    BeforeItBegan,
    /// Nobody would run the installation any more.
    #[error("さいごの運用者は外せません。先に、ほかの運用者を招いてください。")]
    LastOperator,
    /// The key was used before for another ending.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl EndRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::SuccessorNeeded(_) => "SUCCESSOR_NEEDED",
            Self::UnfitSuccessor => "UNFIT_SUCCESSOR",
            Self::BeforeItBegan => "BEFORE_IT_BEGAN",
            Self::LastOperator => "LAST_OPERATOR",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

/// A membership has ended, or will on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What the successor took over, or has to take over on the day as far as it is known.
    pub handed_over: Vec<DutyKind>,
}

impl Answer for Ended {
    fn to_text(&self) -> String {
        let codes: Vec<&str> = self.handed_over.iter().map(|duty| duty.code()).collect();
        codes.join(" ")
    }

    fn from_text(text: &str) -> Option<Self> {
        let known = text.split_whitespace().map(DutyKind::from_code);
        let handed_over: Option<Vec<DutyKind>> = known.collect();
        handed_over.map(|handed_over| Self { handed_over })
    }
}

/// An ending as somebody asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Of which membership.
    pub membership: MembershipId,
    /// The first day without its rights.
    pub until: NaiveDate,
    /// Who takes over what somebody was in charge of.
    pub successor: Option<AccountId>,
}

#[renkei_boxed::boxed]
impl App {
    /// Ends a membership: its rights end with the day before `until`. Its duties go to a successor on that day,
    /// which is in this act where the day has come; until then they stay where they are, and the successor is
    /// named ([`App::hand_over_what_ended`]). Whoever was named for another day stays named unless somebody else
    /// is. A successor of the last coordinator becomes one. Under a key, the same form sent twice ends it once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_membership(
        &self,
        writer: &Writer,
        ending: Ending,
    ) -> Outcome<Ended, EndRefusal> {
        let Ending {
            membership: id,
            until,
            successor,
        } = ending;
        let by = &writer.principal;
        let Some(found) = self.store.membership(id).await? else {
            return Ok(Err(EndRefusal::NotFound));
        };
        let standing = found.membership.standing;
        match self.members().await?.may_end(by, standing, found.account) {
            Decision::Allowed => {}
            // A name that is not known and one that is none of theirs look the same.
            Decision::Hidden | Decision::Refused => return Ok(Err(EndRefusal::NotFound)),
            other => return Ok(Err(EndRefusal::NotAllowed(other))),
        }
        // Whoever ends it says who follows in the posts.
        if let Standing::Staff(organization) = standing
            && self.holds_post(organization, found.account).await?
        {
            let members = self.members().await?;
            match members.may_hand_over_posts(by, organization, found.account) {
                Decision::Allowed => {}
                other => return Ok(Err(EndRefusal::NotAllowed(other))),
            }
        }
        let today = self.now().in_japan().date;
        let has_ended = found.membership.until.is_some_and(|ended| ended <= today);
        if until < found.membership.since {
            return Ok(Err(EndRefusal::BeforeItBegan));
        }
        let leaving = Leaving {
            account: found.account,
            standing,
            until,
            held_on: today,
            now: self.now(),
        };
        let membership = found.membership;
        let follow = self.new_membership(standing);
        let (purpose, asked) = (Purpose::EndMembership, format!("{ending:?}"));
        self.act_of(writer, purpose, &asked, move |work, _| {
            Box::pin(async move {
                // Another day would bring back rights that have ended, and nobody asked whose they were.
                if has_ended {
                    return Err(Stop::Refused(EndRefusal::NotFound));
                }
                end(work, leaving, &membership, successor.as_slice(), follow).await
            })
        })
        .await
    }

    /// Ends what an account is as an operator, as of today, for the command of whoever runs the installation. What
    /// else it is stays.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn end_operator(
        &self,
        account: AccountId,
        successor: Option<AccountId>,
    ) -> Outcome<Ended, EndRefusal> {
        let today = self.now().in_japan().date;
        let known = self.store.known_account(account, today).await?;
        let standings = known.map(|known| known.standings).unwrap_or_default();
        let mut memberships = standings.into_iter().map(|known| known.membership);
        let operates = memberships.find(|held| held.standing == Standing::Operator);
        let Some(operates) = operates else {
            return Ok(Err(EndRefusal::NotFound));
        };
        let ending = Ending {
            membership: operates.id,
            until: today,
            successor,
        };
        let installation = Writer::by(Principal::installation(), Source::Command);
        self.end_membership(&installation, ending).await
    }

    /// Whether a writer ended a membership so under the same key before.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn has_ended_membership(
        &self,
        writer: &Writer,
        ending: Ending,
    ) -> Result<bool, StoreFault> {
        let purpose = Purpose::EndMembership;
        self.was_done(writer, purpose, &format!("{ending:?}")).await
    }

    /// Makes organizations members of a network: their 職員 see what the network keeps to itself.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn admit_members(
        &self,
        caller: Caller,
        network: NetworkId,
        organizations: Vec<OrganizationId>,
    ) -> Result<(), StoreFault> {
        let header = self.header(caller, Purpose::AdmitMembers);
        let done = self
            .store
            .act::<_, std::convert::Infallible, _>(&header, move |work| {
                let organizations = organizations.clone();
                Box::pin(async move { Ok(work.admit_members(network, &organizations).await?) })
            });
        match outcome(done.await)? {
            Ok(()) => Ok(()),
            Err(never) => match never {},
        }
    }
}

/// Ends a membership inside an act.
pub(super) async fn end(
    work: &Work,
    leaving: Leaving,
    membership: &Membership,
    successors: &[AccountId],
    follow: Membership,
) -> Result<Ended, Stop<EndRefusal>> {
    let Leaving {
        account,
        standing,
        until,
        ..
    } = leaving;
    work.lock_place(standing).await?;
    if standing == Standing::Operator && work.count_who_stay(standing, account, until).await? == 0 {
        return Err(Stop::Refused(EndRefusal::LastOperator));
    }
    let named = work.succession(membership.id).await?;
    let named = named.map(|known| known.successor);
    let today = leaving.now.in_japan().date;
    if until > today {
        let (duties, successor) = who_takes_over(work, leaving, successors, named).await?;
        work.end_membership(account, membership, until, successor)
            .await?;
        return Ok(Ended {
            handed_over: duties,
        });
    }
    let successors = match successors {
        [] => named.as_slice(),
        successors => successors,
    };
    let handed_over = hand_over_duties(work, leaving, DutyKind::ALL, successors, follow).await?;
    work.end_membership(account, membership, until, None)
        .await?;
    Ok(Ended { handed_over })
}
