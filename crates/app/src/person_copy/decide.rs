//! Deciding about each thing that is looked at first, and releasing the copy. A note that its author alone reads is
//! decided by its author, and once they do not work there any more by whoever may release the copy. What was written since it was looked at is looked at again.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::{AccountId, CaseId, CopyItemId, CopyRequestId};
use renkei_domain::person_copy::{
    CopyDecision, CopyEntry, CopyFault, CopyItem, CopyKind, CopyRelease, left,
};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};
use uuid::Uuid;

use super::entries::{Known, to_look_at};
use super::{CopyRefusal, WrittenCopy, refuse};
use crate::App;
use crate::consent::{case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is decided about something.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyDecisionForm {
    /// For which request.
    pub request: CopyRequestId,
    /// What it is.
    pub kind: CopyKind,
    /// Which of that kind.
    pub source: Uuid,
    /// What tells what was looked at from what it says later.
    pub mark: String,
    /// What is decided.
    pub decision: CopyDecision,
    /// Why it is withheld.
    pub reason: Option<Prose>,
}

impl CopyDecisionForm {
    /// What tells it from another.
    fn asked(&self) -> String {
        let reason = self.reason.as_ref().map(Prose::as_str).unwrap_or_default();
        let (kind, decision) = (self.kind.code(), self.decision.code());
        let (request, source, mark) = (self.request, self.source, &self.mark);
        format!("{request} {kind} {source} {mark} {decision} {reason}")
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    known: Known,
    form: CopyDecisionForm,
    id: CopyItemId,
}

#[renkei_boxed::boxed]
impl App {
    /// Decides about something that is looked at first.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn decide_copy_item(
        &self,
        writer: &Writer,
        id: CaseId,
        form: CopyDecisionForm,
    ) -> Outcome<WrittenCopy, CopyRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let known = match self.person_copy(&writer.principal, id).await? {
            Ok(view) => view.known,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let asked = format!("{id} {}", form.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            known,
            form,
            id: CopyItemId::from_uuid(self.new_id()),
        });
        self.act_of(writer, Purpose::DecideCopy, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { decided_in(work, &given, id, header.at).await })
        })
        .await
    }

    /// Releases a copy: from then on its person has what is given, and reads what is withheld and why.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn release_copy(
        &self,
        writer: &Writer,
        id: CaseId,
        request: CopyRequestId,
    ) -> Outcome<WrittenCopy, CopyRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let known = match self.person_copy(&writer.principal, id).await? {
            Ok(view) => view.known,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let asked = format!("{id} {request}");
        let given = Arc::new((writer.principal.clone(), known));
        self.act_of(writer, Purpose::ReleaseCopy, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, known) = &*given;
                let release = CopyRelease { by, at: header.at };
                released_in(work, (principal, known), (id, request), release).await
            })
        })
        .await
    }
}

async fn decided_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<WrittenCopy, Stop<CopyRefusal>> {
    let case = case_for(work, &given.principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let file = work.person_copy(&case).await?;
    let form = &given.form;
    let mut requests = file.requests.iter();
    let Some(request) = requests.find(|known| known.id == form.request) else {
        return refuse(CopyRefusal::NoSuchRequest);
    };
    if let Err(fault) = request.open() {
        return refuse(fault);
    }
    let mut all = to_look_at(&file, &given.known).into_iter();
    let Some(one) = all.find(|one| one.entry.is_of(form.kind, form.source)) else {
        return refuse(CopyRefusal::NoSuchItem);
    };
    if !one.is_for(given.by) {
        return refuse(CopyFault::OwnNote);
    }
    if one.mark() != form.mark {
        return refuse(CopyRefusal::Changed);
    }
    let said = (form.decision, form.reason.clone());
    let item = match CopyItem::new(given.id, one.entry, said, (given.by, now)) {
        Ok(item) => item,
        Err(fault) => return refuse(fault),
    };
    work.put_copy_item(request, &item).await?;
    Ok(WrittenCopy(request.id))
}

async fn released_in(
    work: &Work,
    (principal, known): (&Principal, &Known),
    (id, request): (CaseId, CopyRequestId),
    release: CopyRelease,
) -> Result<WrittenCopy, Stop<CopyRefusal>> {
    let case = case_for(work, principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let file = work.person_copy(&case).await?;
    let mut requests = file.requests.iter();
    let Some(request) = requests.find(|known| known.id == request) else {
        return refuse(CopyRefusal::NoSuchRequest);
    };
    if let Err(fault) = request.open() {
        return refuse(fault);
    }
    let all = to_look_at(&file, known).into_iter();
    let entries: Vec<CopyEntry> = all.map(|one| one.entry).collect();
    let asked = left(&entries, &file.requests, request);
    let undecided = asked.iter().filter(|(_, decided)| decided.is_none());
    let undecided = undecided.count();
    if undecided > 0 {
        return refuse(CopyFault::Undecided(undecided));
    }
    work.release_copy(request, release).await?;
    Ok(WrittenCopy(request.id))
}
