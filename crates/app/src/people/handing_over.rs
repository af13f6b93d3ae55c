//! What somebody leaves goes to whoever follows: in the act that ends their membership where its day has come, and
//! on the day, by itself, where it was told before ([`App::hand_over_what_ended`]). Until then they keep it, and what
//! comes to them meanwhile goes the same way.

use chrono::NaiveDate;
use renkei_domain::ids::AccountId;
use renkei_domain::people::{DutyKind, HeldPost, Membership, OrganizationPost, Standing};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::people::known::KnownAccount;
use renkei_store::people::successor::Succession;
use renkei_store::{Stop, StoreFault, Work};

use super::membership::EndRefusal;
use crate::directory::register::outcome;
use crate::{App, Caller};

/// What somebody leaves, and from when on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    /// Who leaves.
    pub(super) account: AccountId,
    /// What.
    pub(super) standing: Standing,
    /// The first day without it.
    pub(super) until: NaiveDate,
    /// The last day with it of which something is known: today, or the day before an end that has come.
    pub(super) held_on: NaiveDate,
    /// Now.
    pub(super) now: Instant,
}

#[renkei_boxed::boxed]
impl App {
    /// Gives to their successors what people had to do whose membership has ended by today, each in an act of its
    /// own; says of how many. Whoever was named and may not follow any more, since their account was stopped,
    /// keeps it waiting with a word in the log. May be called by several processes at once.
    ///
    /// # Errors
    /// A fault of the store; what was handed over so far stays so.
    pub async fn hand_over_what_ended(&self) -> Result<usize, StoreFault> {
        let mut handed_over = 0;
        loop {
            let due = self
                .store
                .successions_due(self.now().in_japan().date)
                .await?;
            let mut waiting = Vec::new();
            for ended in &due {
                if !self.hand_over_of(*ended).await? {
                    waiting.push(ended.account);
                }
            }
            let moved = due.len() - waiting.len();
            handed_over += moved;
            // Whoever was named may have left today too: then somebody else is named now.
            if moved == 0 || waiting.is_empty() {
                for account in waiting {
                    tracing::warn!(%account, "nobody who may follows in what somebody left");
                }
                return Ok(handed_over);
            }
        }
    }

    /// Gives what one of them had to do to whoever follows; says whether that is done.
    async fn hand_over_of(&self, due: Succession) -> Result<bool, StoreFault> {
        let standing = due.membership.standing;
        let follow = self.new_membership(standing);
        let header = self.header(Caller::COMMAND, Purpose::EndMembership);
        let now = header.at;
        let done = self.store.act::<(), EndRefusal, _>(&header, move |work| {
            Box::pin(async move {
                work.lock_place(standing).await?;
                // Another process may have been first, or somebody else was named meanwhile.
                let Some(due) = work.succession(due.membership.id).await? else {
                    return Ok(());
                };
                let until = due.membership.until.unwrap_or(follow.since);
                if until > follow.since {
                    return Ok(());
                }
                let leaving = Leaving {
                    account: due.account,
                    standing,
                    until,
                    held_on: until.pred_opt().unwrap_or(until),
                    now,
                };
                let duties = duties_among(work, DutyKind::ALL, leaving).await?;
                let successor = work.known_account(due.successor, follow.since).await?;
                let is_there = successor.is_some_and(|known| is_there(&known, standing));
                if !duties.is_empty() && !is_there {
                    return Err(Stop::Refused(EndRefusal::UnfitSuccessor));
                }
                for duty in duties {
                    hand_over(work, duty, leaving, due.successor, follow).await?;
                }
                work.settle_succession(&due).await?;
                Ok(())
            })
        });
        Ok(outcome(done.await)?.is_ok())
    }
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
    let duties = duties_among(work, kinds, leaving).await?;
    if duties.is_empty() {
        return Ok(duties);
    }
    if successors.is_empty() {
        return Err(Stop::Refused(EndRefusal::SuccessorNeeded(duties)));
    }
    let Some(successor) = fitting(work, leaving, successors).await? else {
        return Err(Stop::Refused(EndRefusal::UnfitSuccessor));
    };
    for duty in &duties {
        hand_over(work, *duty, leaving, successor, follow).await?;
    }
    Ok(duties)
}

/// What somebody will leave on a day to come, as far as it is known, and who takes it over then. Nobody has to be
/// named where nothing is left; whoever is named takes over too what is still to come.
pub(super) async fn who_takes_over(
    work: &Work,
    leaving: Leaving,
    successors: &[AccountId],
    named: Option<AccountId>,
) -> Result<(Vec<DutyKind>, Option<AccountId>), Stop<EndRefusal>> {
    let duties = duties_among(work, DutyKind::ALL, leaving).await?;
    if successors.is_empty() && named.is_none() {
        return if duties.is_empty() {
            Ok((duties, None))
        } else {
            Err(Stop::Refused(EndRefusal::SuccessorNeeded(duties)))
        };
    }
    let asked = match successors {
        [] => named.as_slice(),
        successors => successors,
    };
    let successor = fitting(work, leaving, asked).await?;
    // Somebody who was named for another day and has left since is no mistake of whoever chooses nobody now.
    let is_missed = !duties.is_empty() || !successors.is_empty();
    if successor.is_none() && is_missed {
        return Err(Stop::Refused(EndRefusal::UnfitSuccessor));
    }
    Ok((duties, successor))
}

/// Which kinds of duties somebody has who leaves.
async fn duties_among(
    work: &Work,
    kinds: &[DutyKind],
    leaving: Leaving,
) -> Result<Vec<DutyKind>, StoreFault> {
    let mut duties = Vec::new();
    for duty in kinds {
        if has_duty(work, *duty, leaving).await? {
            duties.push(*duty);
        }
    }
    Ok(duties)
}

/// The first of some who may follow today.
async fn fitting(
    work: &Work,
    leaving: Leaving,
    successors: &[AccountId],
) -> Result<Option<AccountId>, StoreFault> {
    let today = leaving.now.in_japan().date;
    for successor in successors.iter().filter(|id| **id != leaving.account) {
        let known = work.known_account(*successor, today).await?;
        if known.is_some_and(|known| belongs(&known, leaving.standing)) {
            return Ok(Some(*successor));
        }
    }
    Ok(None)
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
        DutyKind::KeepConferences => match standing {
            Standing::Staff(lead) => work.count_conferences_of(leaving.account, lead).await? > 0,
            Standing::Coordinator(_) | Standing::Person | Standing::Operator => false,
        },
        DutyKind::HoldPosts => !posts_of_nobody_else(work, leaving).await?.is_empty(),
        DutyKind::KeepRelations => work.count_relations_of(leaving.account, standing).await? > 0,
        DutyKind::FollowOthers => work.count_successions_to(leaving.account, standing).await? > 0,
    })
}

/// The posts of somebody who leaves which nobody else of the organization holds then and goes on holding.
async fn posts_of_nobody_else(work: &Work, leaving: Leaving) -> Result<Vec<HeldPost>, StoreFault> {
    let Standing::Staff(organization) = leaving.standing else {
        return Ok(Vec::new());
    };
    let own = work.posts_held(organization, leaving.held_on).await?;
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
        DutyKind::KeepConferences => match leaving.standing {
            Standing::Staff(lead) => {
                work.hand_over_conferences(leaving.account, lead, successor)
                    .await
            }
            Standing::Coordinator(_) | Standing::Person | Standing::Operator => Ok(()),
        },
        DutyKind::HoldPosts => {
            let today = leaving.now.in_japan().date;
            for held in posts_of_nobody_else(work, leaving).await? {
                work.add_post(successor, held, today).await?;
            }
            Ok(())
        }
        DutyKind::KeepRelations => {
            let today = leaving.now.in_japan().date;
            work.hand_over_relations(leaving.account, leaving.standing, successor, today)
                .await
        }
        DutyKind::FollowOthers => {
            work.hand_over_successions(leaving.account, leaving.standing, successor)
                .await
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

/// Whether an account may take over today what it was named for. An end of its own that became known since is no
/// hindrance: whoever follows it takes that over too.
fn is_there(known: &KnownAccount, standing: Standing) -> bool {
    let mut standings = known.standings.iter();
    !known.is_disabled
        && match standing {
            Standing::Coordinator(network) => known.networks.contains(&network),
            Standing::Staff(_) | Standing::Person | Standing::Operator => {
                standings.any(|known| known.membership.standing == standing)
            }
        }
}
