//! What happens by itself to those of whom no law asks to keep anything any more: their agency is told the day, where it
//! reads what is due, and 30 days later they are erased as whoever manages the agency would do it. Who is held back, whose
//! case goes on again, and who waits for their copy stays.
//!
//! Everything stands in the database and each step is one act: a process that is killed leaves the rest to the next round,
//! and of several processes that go round at once each finds done what another did.

use std::collections::BTreeSet;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::CaseFault;
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::ids::{CaseId, PersonId};
use renkei_domain::record::Purpose;
use renkei_store::{Stop, StoreFault};

use super::CaseRefusal;
use super::erase::{EraseHelpedRefusal, erase_now, unopened};
use crate::directory::register::{Outcome, outcome};
use crate::{App, Caller};

/// What a round did, in persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasureRound {
    /// Whose day was told.
    pub announced: usize,
    /// Of whom something is to be kept again.
    pub dropped: usize,
    /// Who was erased.
    pub erased: usize,
    /// Of whom a step was not done; the log says why.
    pub failed: usize,
}

/// Whether a step did anything.
type Stepped = Outcome<bool, EraseHelpedRefusal>;

#[renkei_boxed::boxed]
impl App {
    /// Tells the day on which those are erased of whom no law asks to keep anything any more, erases whose day has come,
    /// and takes out of the files what is left of them. What fails for one of them does not keep the others.
    ///
    /// # Errors
    /// A fault of the store before any of them was looked at.
    pub async fn erase_what_is_over(&self) -> Result<ErasureRound, StoreFault> {
        let today = self.now().in_japan().date;
        let scope = cases_for(&Principal::installation(), Action::EraseHelped);
        let over = self.store.helped_over_in_scope(&scope, today).await?;
        let persons: BTreeSet<PersonId> = over.iter().map(|one| one.person).collect();
        let mut round = ErasureRound::default();
        // Somebody who is held back stays so, whatever else is kept of them.
        for person in self.store.persons_planned_for(today).await? {
            if !persons.contains(&person) {
                match is_done(&person.to_string(), self.drop_erasure(person).await) {
                    Some(is_dropped) => round.dropped += usize::from(is_dropped),
                    None => round.failed += 1,
                }
            }
        }
        for one in &over {
            let Some((case, _)) = one.cases.first() else {
                continue;
            };
            let (step, count) = match one.plan {
                None => (self.announce_erasure(*case).await, &mut round.announced),
                Some(plan) if plan.is_due(today) && one.copy_asked.is_none() => {
                    (self.erase_due(*case).await, &mut round.erased)
                }
                Some(_) => continue,
            };
            match is_done(&case.to_string(), step) {
                Some(is_done) => *count += usize::from(is_done),
                None => round.failed += 1,
            }
        }
        self.sweep_what_was_erased().await;
        Ok(round)
    }

    /// Tells the day on which whom a case is about is erased.
    async fn announce_erasure(&self, case: CaseId) -> Stepped {
        let header = self.header(Caller::CLOCK, Purpose::AnnounceErasure);
        let today = header.at.in_japan().date;
        let done = self
            .store
            .act::<bool, EraseHelpedRefusal, _>(&header, move |work| {
                Box::pin(async move {
                    let everybody = Principal::installation();
                    let found = unopened(work, &everybody, Action::EraseHelped, case);
                    let found = found.await.map_err(Stop::widened)?;
                    if work.erasure_plan(found.1).await?.is_some() {
                        return Ok(false);
                    }
                    work.keep_erasure_plan(found, None, ErasurePlan::announced(today))
                        .await?;
                    Ok(true)
                })
            });
        outcome(done.await)
    }

    /// Takes back what was planned for somebody of whom something is to be kept again.
    async fn drop_erasure(&self, person: PersonId) -> Stepped {
        let header = self.header(Caller::CLOCK, Purpose::DropErasure);
        let done = self
            .store
            .act::<bool, EraseHelpedRefusal, _>(&header, move |work| {
                Box::pin(async move { Ok(work.drop_erasure_plan(person).await?) })
            });
        outcome(done.await)
    }

    /// Erases whom a case is about, where their day has come and nobody holds them back.
    async fn erase_due(&self, case: CaseId) -> Stepped {
        let header = self.header(Caller::CLOCK, Purpose::EraseAccount);
        let now = header.at;
        let done = self
            .store
            .act::<bool, EraseHelpedRefusal, _>(&header, move |work| {
                Box::pin(async move {
                    let everybody = Principal::installation();
                    let found = unopened(work, &everybody, Action::EraseHelped, case);
                    let (_, person) = found.await.map_err(Stop::widened)?;
                    // Somebody may hold them back at this moment.
                    let plan = work.erasure_plan(person).await?;
                    if !plan.is_some_and(|plan| plan.is_due(now.in_japan().date)) {
                        return Ok(false);
                    }
                    erase_now(work, person, now).await?;
                    Ok(true)
                })
            });
        let done = outcome(done.await)?;
        if done == Ok(true) {
            tracing::info!(%case, "helped person erased by the clock");
        }
        Ok(done)
    }

    /// Takes out of the files what is left of those who were erased, also before a process was killed.
    async fn sweep_what_was_erased(&self) {
        let swept = match self.store.persons_to_sweep().await {
            Ok(persons) if persons.is_empty() => return,
            Ok(_) => self.sweep_traces().await,
            Err(fault) => Err(fault),
        };
        match swept {
            Ok(()) => tracing::info!("files swept of erased rows"),
            Err(fault) => tracing::warn!(
                code = "TRACES_LEFT",
                %fault,
                "erased rows are left in the files until the next round"
            ),
        }
    }
}

/// Whether a step did something; nothing, with a word in the log, where it was not done. What another process did first
/// is done.
fn is_done(whom: &str, step: Stepped) -> Option<bool> {
    match step {
        Ok(Ok(is_done)) => Some(is_done),
        Ok(Err(EraseHelpedRefusal::Case(CaseRefusal::Case(CaseFault::Erased)))) => Some(false),
        Ok(Err(refusal)) => {
            let code = refusal.code();
            tracing::warn!(%whom, code, "somebody whose time is over is not erased");
            None
        }
        Err(fault) => {
            let code = "ERASURE_FAILED";
            tracing::warn!(%whom, code, %fault, "somebody whose time is over is not erased");
            None
        }
    }
}
