//! Ending an exception of the law before its time, and letting its person see it: by those who answer for exceptions in
//! the agency, each with a reason, once. The log says of it what it says of any note in the case.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::consent::ExceptionStep;
use renkei_domain::ids::{CaseId, ExceptionId, ExceptionStepId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_store::consent::except::TakenStep;

use super::{ConsentRefusal, KeptConsents, case_for, judged, refuse, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A step that somebody takes with an exception.
#[derive(Clone, PartialEq, Eq)]
pub struct SettleForm {
    /// Which exception.
    pub exception: ExceptionId,
    /// What.
    pub step: ExceptionStep,
    /// Why.
    pub reason: Prose,
}

#[renkei_boxed::boxed]
impl App {
    /// Ends an exception, or lets its person see it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_exception(
        &self,
        writer: &Writer,
        id: CaseId,
        form: SettleForm,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        let step_id = ExceptionStepId::from_uuid(self.new_id());
        let said = (form.exception, form.step, &form.reason);
        let asked = format!("{id} settle {} {} {}", said.0, said.1.code(), said.2);
        let given = Arc::new((writer.principal.clone(), form));
        // In the log it is a note in the case, as naming the exception was.
        let purpose = Purpose::WriteCaseNote;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, form) = &*given;
                let case = case_for(work, principal, Action::KeepCase, id).await?;
                // What may be told changes with it: whoever tells something meanwhile waits, or is known.
                work.next_consent_seq(case.person).await?;
                let ledger = work.ledger(&case).await?;
                let mut exceptions = ledger.exceptions.into_iter();
                let known = exceptions.find(|known| known.id == form.exception);
                let known = known.filter(|known| known.organization == case.lead);
                let Some(known) = known else {
                    return refuse(ConsentRefusal::NoSuchException);
                };
                let seen = known.sight().object(case.account);
                match decide(principal, Action::SettleException, &seen) {
                    Decision::Allowed => {}
                    // One that is not for these eyes and one that is not there give the same answer.
                    Decision::Hidden | Decision::Refused => {
                        return refuse(ConsentRefusal::NoSuchException);
                    }
                    other => return refuse(ConsentRefusal::NotAllowed(other)),
                }
                judged(known.clone().stepped(form.step, header.at))?;
                let taken = TakenStep {
                    id: step_id,
                    step: form.step,
                    by,
                    at: header.at,
                    reason: form.reason.clone(),
                };
                work.step_exception(&known, &taken).await?;
                Ok(KeptConsents(case.id))
            })
        })
        .await
    }
}
