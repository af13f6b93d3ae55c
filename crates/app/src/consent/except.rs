//! Naming an exception of the law: its ground, a reason, to whom and what. It asks for nobody's leave, so that no
//! report waits for a screen. The log says of it what it says of any note in the case.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::consent::{Categories, Exception, LegalGround, PartyId};
use renkei_domain::ids::{CaseId, ExceptionId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;

use super::{ConsentRefusal, KeptConsents, case_for, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// An exception to be named.
#[derive(Clone, PartialEq, Eq)]
pub struct ExceptionForm {
    /// On which ground.
    pub ground: LegalGround,
    /// Why.
    pub reason: Prose,
    /// Who hears it.
    pub recipient: PartyId,
    /// What is told.
    pub categories: Categories,
}

#[renkei_boxed::boxed]
impl App {
    /// Names an exception.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn name_exception(
        &self,
        writer: &Writer,
        id: CaseId,
        form: ExceptionForm,
    ) -> Outcome<KeptConsents, ConsentRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal)));
        };
        if form.categories.is_empty() {
            return Ok(Err(ConsentRefusal::NothingNamed));
        }
        let exception_id = ExceptionId::from_uuid(self.new_id());
        let said = (form.ground, form.recipient, &form.categories);
        let asked = format!("{id} exception {said:?} {}", form.reason);
        let given = Arc::new((writer.principal.clone(), form));
        // In the log it is a note in the case, as others are: who reads the log may not know more.
        self.act_of(
            writer,
            Purpose::WriteCaseNote,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, form) = &*given;
                    let case = case_for(work, principal, Action::KeepCase, id).await?;
                    let seq = work.next_consent_seq(case.person).await?;
                    let exception = Exception {
                        id: exception_id,
                        person: case.person,
                        organization: case.lead,
                        by,
                        ground: form.ground,
                        reason: form.reason.clone(),
                        recipient: form.recipient,
                        categories: form.categories.clone(),
                        at: header.at,
                        ended_at: None,
                        released_at: None,
                    };
                    work.add_exception(&exception, seq).await?;
                    Ok(KeptConsents(case.id))
                })
            },
        )
        .await
    }
}
