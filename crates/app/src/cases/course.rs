//! How a case goes on: its stage, whom to ask about it, its end, and taking it up again.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::cases::case::{Case, PlanMaker};
use renkei_domain::cases::stage::Standing;
use renkei_domain::ids::AccountId;
use renkei_domain::people::Standing as Membership;
use renkei_domain::record::Purpose;
use renkei_store::{Stop, Work};

use super::{CaseRefusal, KeptCase, SeenCase, as_seen, judged, refuse};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A step of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseStep {
    /// It stands at another place.
    Move {
        /// Where.
        standing: Standing,
        /// Who makes the plan of services.
        plan_maker: PlanMaker,
    },
    /// Somebody else of the agency keeps it.
    HandOver(AccountId),
    /// It ended on a day.
    End(NaiveDate),
    /// It is taken up again.
    TakeUp,
}

impl CaseStep {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Move { .. } => Purpose::MoveCase,
            Self::HandOver(_) => Purpose::HandOverCase,
            Self::End(_) => Purpose::EndCase,
            Self::TakeUp => Purpose::TakeUpCase,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Takes a case a step further.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn step_case(
        &self,
        writer: &Writer,
        seen: SeenCase,
        step: CaseStep,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let today = self.now().in_japan().date;
        let asked = format!("{seen:?} {step:?}");
        let principal = Arc::new(writer.principal.clone());
        self.act_of(writer, step.purpose(), &asked, move |work, _| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                // The place before the case, as whoever ends a membership takes them: so nobody waits for each other,
                // and an end that somebody enters meanwhile comes before this or sees who keeps the case.
                if matches!(step, CaseStep::HandOver(_))
                    && let Some(case) = work.case(seen.id).await?
                {
                    work.lock_place(Membership::Staff(case.lead)).await?;
                }
                let case = as_seen(work, &principal, seen).await?;
                let after = after(work, case.clone(), step, today).await?;
                work.change_case(&case, &after).await?;
                Ok(KeptCase(case.id))
            })
        })
        .await
    }
}

/// The case after a step.
async fn after(
    work: &Work,
    case: Case,
    step: CaseStep,
    today: NaiveDate,
) -> Result<Case, Stop<CaseRefusal>> {
    judged(match step {
        CaseStep::Move {
            standing,
            plan_maker,
        } => case.at(standing, plan_maker),
        CaseStep::HandOver(keeper) => {
            let works_there = Membership::Staff(case.lead);
            let known = work.known_account(keeper, today).await?;
            // Whoever is known to leave would leave the case with nobody.
            let is_fit = known.is_some_and(|known| !known.is_disabled && known.stays(works_there));
            if !is_fit {
                return refuse(CaseRefusal::UnfitKeeper);
            }
            case.kept_by(keeper)
        }
        CaseStep::End(on) => case.ended(on, today),
        CaseStep::TakeUp => case.taken_up(),
    })
}
