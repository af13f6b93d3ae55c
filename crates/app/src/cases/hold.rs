//! Holding somebody back of whom no law asks to keep anything, so that they are not erased by themselves: whoever keeps
//! cases of the agency that leads says why and until when, and may let them go again.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::cases::erasure::{ErasurePlan, Hold, HoldFault, HoldReason};
use renkei_domain::ids::CaseId;
use renkei_domain::record::Purpose;
use renkei_store::Stop;

use super::erase::unopened;
use super::{CaseRefusal, KeptCase};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{KeyReused, Writer};

/// Why and until when somebody is to be held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldForm {
    /// Why.
    pub reason: HoldReason,
    /// The last day on which they are.
    pub until: NaiveDate,
}

/// Why nobody is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefusal {
    /// Not until that day.
    #[error(transparent)]
    Hold(#[from] HoldFault),
    /// The case says no.
    #[error(transparent)]
    Case(#[from] CaseRefusal),
}

impl From<KeyReused> for HoldRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl HoldRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hold(fault) => fault.code(),
            Self::Case(refusal) => refusal.code(),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Holds back whom a case is about, with all their other cases of the same agency, or lets them go again: then the
    /// day on which they are erased is told anew, and lies 30 days later.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn hold_erasure(
        &self,
        writer: &Writer,
        id: CaseId,
        form: Option<HoldForm>,
    ) -> Outcome<KeptCase, HoldRefusal> {
        let over = self.helped_over(&writer.principal).await?;
        let is_over = over.iter().any(|one| one.is_about(id));
        let Some(by) = writer.principal.account().filter(|_| is_over) else {
            return Ok(Err(CaseRefusal::NotFound.into()));
        };
        let principal = Arc::new(writer.principal.clone());
        let asked = format!("{id} {form:?}");
        self.act_of(writer, Purpose::HoldErasure, &asked, move |work, header| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let found = unopened(work, &principal, Action::KeepCase, id);
                let (lead, person) = found.await.map_err(Stop::widened)?;
                let today = header.at.in_japan().date;
                let before = work.erasure_plan(person).await?;
                let plan = before.unwrap_or_else(|| ErasurePlan::announced(today));
                let after = match form {
                    Some(HoldForm { reason, until }) => {
                        let held = plan.held(Hold { reason, until, by }, today);
                        held.map_err(|fault| Stop::Refused(fault.into()))?
                    }
                    None => plan.going_on(today),
                };
                work.keep_erasure_plan((lead, person), before, after)
                    .await?;
                Ok(KeptCase(id))
            })
        })
        .await
    }
}
