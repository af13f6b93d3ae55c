//! How a membership ends: rights on its day, and every duty in the same act with whoever takes it over.

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, MembershipId, NetworkId, OrganizationId};
use renkei_domain::people::{DutyKind, HeldPost, Membership, OrganizationPost, Standing};
use renkei_domain::record::{Purpose, Source};
use renkei_domain::time::Instant;
use renkei_store::people::known::KnownAccount;
use renkei_store::{Stop, StoreFault, Work};

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
    /// What the successor took over.
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

/// What somebody leaves, and from when on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    /// Who leaves.
    pub(super) account: AccountId,
    /// What.
    pub(super) standing: Standing,
    /// The first day without it.
    pub(super) until: NaiveDate,
    /// Now.
    pub(super) now: Instant,
}

impl App {
    /// Ends a membership: its rights end with the day before `until`, and its duties go to a successor
    /// now, in the same act. A successor of the last coordinator becomes one. Under a key, the same form
    /// sent twice ends it once.
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
        if by.account() != Some(found.account)
            && let Standing::Staff(organization) = standing
            && self.holds_post(organization, found.account).await?
        {
            match self.members().await?.may_hand_over_posts(by, organization) {
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
    let handed_over = hand_over_duties(work, leaving, DutyKind::ALL, successors, follow).await?;
    work.end_membership(account, membership, until).await?;
    Ok(Ended { handed_over })
}

/// Gives the duties of some kinds to a successor, in the act by which somebody leaves; says which there were.
/// The place is locked. Of several successors the first one takes over who belongs there.
pub(super) async fn hand_over_duties(
    work: &Work,
    leaving: Leaving,
    kinds: &[DutyKind],
    successors: &[AccountId],
    follow: Membership,
) -> Result<Vec<DutyKind>, Stop<EndRefusal>> {
    let mut duties = Vec::new();
    for duty in kinds {
        if has_duty(work, *duty, leaving).await? {
            duties.push(*duty);
        }
    }
    if duties.is_empty() {
        return Ok(duties);
    }
    if successors.is_empty() {
        return Err(Stop::Refused(EndRefusal::SuccessorNeeded(duties)));
    }
    let mut fitting = None;
    for successor in successors.iter().filter(|id| **id != leaving.account) {
        let known = work.known_account(*successor, follow.since).await?;
        if known.is_some_and(|known| belongs(&known, leaving.standing)) {
            fitting = Some(*successor);
            break;
        }
    }
    let Some(successor) = fitting else {
        return Err(Stop::Refused(EndRefusal::UnfitSuccessor));
    };
    for duty in &duties {
        hand_over(work, *duty, leaving, successor, follow).await?;
    }
    Ok(duties)
}

/// Whether a membership carries a duty. A kind that is not answered for here does not compile.
async fn has_duty(work: &Work, duty: DutyKind, leaving: Leaving) -> Result<bool, StoreFault> {
    let standing = leaving.standing;
    Ok(match duty {
        DutyKind::KeepNetwork => {
            matches!(standing, Standing::Coordinator(_))
                && work
                    .count_who_stay(standing, leaving.account, leaving.until)
                    .await?
                    == 0
        }
        DutyKind::OpenInvitations => {
            work.count_invitations_of(leaving.account, standing, leaving.now)
                .await?
                > 0
        }
        DutyKind::KeepCases => match standing {
            Standing::Staff(lead) => work.count_cases_of(leaving.account, lead).await? > 0,
            Standing::Coordinator(_) | Standing::Person | Standing::Operator => false,
        },
        DutyKind::HoldPosts => !posts_of_nobody_else(work, leaving).await?.is_empty(),
    })
}

/// The posts of somebody who leaves which nobody else of the organization holds then and goes on holding.
async fn posts_of_nobody_else(work: &Work, leaving: Leaving) -> Result<Vec<HeldPost>, StoreFault> {
    let Standing::Staff(organization) = leaving.standing else {
        return Ok(Vec::new());
    };
    let today = leaving.now.in_japan().date;
    let own = work.posts_held(organization, today).await?;
    let then = work.posts_that_stay(organization, leaving.until).await?;
    let own = own
        .into_iter()
        .filter(|held| held.account == leaving.account);
    let is_held_on = |post: OrganizationPost| {
        let mut others = then.iter().filter(|held| held.account != leaving.account);
        others.any(|held| held.post == post)
    };
    let alone = own.filter(|held| !is_held_on(held.post));
    let alone = alone.map(|held| HeldPost {
        organization,
        post: held.post,
    });
    Ok(alone.collect())
}

/// Gives a duty to a successor.
async fn hand_over(
    work: &Work,
    duty: DutyKind,
    leaving: Leaving,
    successor: AccountId,
    follow: Membership,
) -> Result<(), StoreFault> {
    match duty {
        DutyKind::KeepNetwork => work.add_membership(successor, &follow).await,
        DutyKind::OpenInvitations => {
            let standing = leaving.standing;
            work.hand_over_invitations(leaving.account, standing, successor, leaving.now)
                .await
        }
        DutyKind::KeepCases => match leaving.standing {
            Standing::Staff(lead) => work.hand_over_cases(leaving.account, lead, successor).await,
            Standing::Coordinator(_) | Standing::Person | Standing::Operator => Ok(()),
        },
        DutyKind::HoldPosts => {
            let today = leaving.now.in_japan().date;
            for held in posts_of_nobody_else(work, leaving).await? {
                work.add_post(successor, held, today).await?;
            }
            Ok(())
        }
    }
}

/// Whether an account may follow in a standing: it works in the same network or for the same 法人, and no end of
/// that is known.
fn belongs(known: &KnownAccount, standing: Standing) -> bool {
    !known.is_disabled
        && match standing {
            Standing::Coordinator(network) => known.stays_in(network),
            Standing::Staff(_) | Standing::Person | Standing::Operator => known.stays(standing),
        }
}
