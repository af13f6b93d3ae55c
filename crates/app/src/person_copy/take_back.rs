//! Taking back that one asked for the rest of one's copy: by the person on the screen, or at the desk where somebody
//! writes down that the person says so. What they asked for by themselves nobody takes back for them.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::ids::{AccountId, CaseId, CopyRequestId};
use renkei_domain::person_copy::CopyTakenBack;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::{CopyRefusal, WrittenCopy, refuse};
use crate::App;
use crate::consent::{case_for, object, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// Takes back that the person of a case asked for the rest of their copy, before it is released. What was decided
    /// for it meanwhile is read by nobody outside, and they may ask again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn take_back_copy(
        &self,
        writer: &Writer,
        id: CaseId,
        request: CopyRequestId,
    ) -> Outcome<WrittenCopy, CopyRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{id} {request}");
        let principal = Arc::new(writer.principal.clone());
        self.act_of(
            writer,
            Purpose::TakeBackCopy,
            &asked,
            move |work, header| {
                let principal = Arc::clone(&principal);
                Box::pin(async move {
                    taken_back_in(work, (&principal, by), (id, request), header.at).await
                })
            },
        )
        .await
    }
}

async fn taken_back_in(
    work: &Work,
    (principal, by): (&Principal, AccountId),
    (id, request): (CaseId, CopyRequestId),
    now: Instant,
) -> Result<WrittenCopy, Stop<CopyRefusal>> {
    let case = case_for(work, principal, Action::ReadCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let is_person = may(principal, Action::AskOwnCopy, &object(&case));
    if !is_person {
        let kept = case_for(work, principal, Action::KeepCase, id).await;
        kept.map_err(Stop::widened)?;
    }
    let requests = work.copy_requests(&case).await?;
    let mut requests = requests.iter();
    let Some(request) = requests.find(|known| known.id == request) else {
        return refuse(CopyRefusal::NoSuchRequest);
    };
    if let Err(fault) = request.may_be_taken_back(is_person) {
        return refuse(fault);
    }
    let taken_back = CopyTakenBack { by, at: now };
    work.take_back_copy(request, taken_back).await?;
    Ok(WrittenCopy(request.id))
}
