//! Closing an entry with its last day, what took its place and why; and opening it again. A closed entry
//! leaves the lists and is still found by whoever was sent there before.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::edit::{FieldFault, Part};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_domain::ids::{InquiryContactId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_store::{ActHeader, Stop, Work};

use super::held::Held;
use super::{EditRefusal, Edited};
use crate::App;
use crate::directory::inquiry::closed::closed_in;
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// Closes an entry, or puts right how it closed, for somebody who saw a version of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn close_resource(
        &self,
        writer: &Writer,
        id: ResourceId,
        expected: i64,
        closure: Closure,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{id} {expected} {closure:?}");
        let contact = InquiryContactId::from_uuid(self.new_id());
        let errand = Arc::new((writer.principal.clone(), closure));
        self.act_of(
            writer,
            Purpose::CloseResource,
            &asked,
            move |work, header| {
                let errand = Arc::clone(&errand);
                Box::pin(async move {
                    let (principal, closure) = errand.as_ref();
                    let closing = Some((closure, contact));
                    turn(work, &header, principal, (id, expected), closing).await
                })
            },
        )
        .await
    }

    /// Opens a closed entry again, for somebody who saw a version of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn reopen_resource(
        &self,
        writer: &Writer,
        id: ResourceId,
        expected: i64,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{id} {expected}");
        let principal = writer.principal.clone();
        self.act_of(
            writer,
            Purpose::ReopenResource,
            &asked,
            move |work, header| {
                let principal = principal.clone();
                Box::pin(async move { turn(work, &header, &principal, (id, expected), None).await })
            },
        )
        .await
    }
}

/// Closes with a closure, and calls off what is asked of it by a contact of that id; opens without one.
async fn turn(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (id, expected): (ResourceId, i64),
    closing: Option<(&Closure, InquiryContactId)>,
) -> Result<Edited, Stop<EditRefusal>> {
    let closure = closing.map(|(closure, _)| closure);
    let held = Held::take(work, id).await?;
    held.check_rights(principal, Action::CloseResource, None)?;
    // Whoever closes an entry looks at all of it; its facts say best what changed since.
    held.check_version(expected, Part::Facts, &Profile::default())?;
    // An entry that is closed may be closed otherwise by whoever saw how it is: both stand in the log.
    let stands = held.head.closure.as_ref();
    let is_closed = held.head.lifecycle == Lifecycle::Closed;
    let is_so = match closure {
        Some(closure) => stands == Some(closure),
        None => !is_closed,
    };
    if is_so {
        return Err(Stop::Refused(EditRefusal::AlreadySo));
    }
    if let Some(closure) = closure {
        let faults = faults_of(work, header, id, closure).await?;
        if !faults.is_empty() {
            return Err(Stop::Refused(EditRefusal::Invalid(faults)));
        }
    }
    work.set_closure(id, stands, closure).await?;
    if let Some((_, contact)) = closing {
        closed_in(work, id, contact, (principal.account(), header.at)).await?;
    }
    work.count_edit(id).await?;
    Ok(Edited {
        version: held.stored.version + 1,
    })
}

async fn faults_of(
    work: &Work,
    header: &ActHeader,
    id: ResourceId,
    closure: &Closure,
) -> Result<Vec<FieldFault>, Stop<EditRefusal>> {
    let mut faults = Vec::new();
    if closure.on > header.at.in_japan().date {
        let message = "閉じる日が来てから閉じてください。それまではお知らせに書けます。";
        faults.push(FieldFault::new("on", "IN_FUTURE", message));
    }
    if let Some(successor) = closure.successor {
        let followed = work.resource(successor).await?;
        let is_open = followed.is_some_and(|entry| entry.lifecycle == Lifecycle::Active);
        if successor == id || !is_open {
            let message = "引きつぐ機関は、活動中のほかの機関から選んでください。";
            faults.push(FieldFault::new("successor", "UNKNOWN_SUCCESSOR", message));
        }
    }
    Ok(faults)
}
