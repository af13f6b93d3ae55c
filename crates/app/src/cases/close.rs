//! Closing an open employment, by the person themselves: from the act on nobody there is told anything. Opening it, and
//! whatever else is said of an employment, is written down by staff in [`super::keep`].

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::cases::workplace::Employment;
use renkei_domain::ids::EmploymentId;
use renkei_domain::record::Purpose;

use super::keep::write_employment;
use super::{CaseRefusal, KeptCase, SeenCase, allowed_case, is_about, judged, refuse};
use crate::App;
use crate::conference::call::Draws;
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// Closes an open employment of a case about oneself, also of one that has ended: what was open there decides on.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn close_own_employment(
        &self,
        writer: &Writer,
        seen: SeenCase,
        id: EmploymentId,
    ) -> Outcome<KeptCase, CaseRefusal> {
        let asked = format!("{seen:?} {id} closed");
        let principal = Arc::new(writer.principal.clone());
        let entropy = Arc::clone(&self.entropy);
        self.act_of(
            writer,
            Purpose::KeepEmployment,
            &asked,
            move |work, header| {
                let (principal, entropy) = (Arc::clone(&principal), Arc::clone(&entropy));
                Box::pin(async move {
                    let case = allowed_case(work, &principal, Action::StopConsent, seen.id).await?;
                    // Staff write down who decided it, beside the rest of the employment.
                    if !is_about(&principal, &case) {
                        return refuse(CaseRefusal::NotFound);
                    }
                    judged(case.writable())?;
                    if case.version != seen.version {
                        return refuse(CaseRefusal::Overtaken);
                    }
                    let known = work.employments_of(&case).await?;
                    let Some(before) = known.iter().find(|known| known.id == id) else {
                        return refuse(CaseRefusal::NoSuchItem);
                    };
                    let after = Employment {
                        disclosure: judged(before.disclosure.closed())?,
                        ..before.clone()
                    };
                    let draws = Draws::new(&entropy, header.at, principal.account());
                    write_employment(work, &case, (Some(before), &after), &draws).await?;
                    Ok(KeptCase(case.id))
                })
            },
        )
        .await
    }
}
