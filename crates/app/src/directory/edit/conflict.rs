//! Deciding, field by field, whether the value of a source or ours is right where an import found that
//! they part.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::FactEdit;
use renkei_domain::ids::{ImportRunId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_store::{ActHeader, Stop, Work};

use super::held::Held;
use super::{EditRefusal, Edited, invalid_facts};
use crate::App;
use crate::directory::correct::put_right;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Which value is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictChoice {
    /// What the source says: the entry says so too, and follows it from now on.
    TakeSource,
    /// What the entry says: it stays, and the source is not told of again until it moves once more.
    KeepOurs,
}

/// One decision about one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConflictDecision {
    /// The run that found the conflict: what somebody saw is what that run found.
    pub run: ImportRunId,
    /// The entry.
    pub resource: ResourceId,
    /// Its field.
    pub field: CorrectableField,
    /// Which value is right.
    pub choice: ConflictChoice,
}

#[renkei_boxed::boxed]
impl App {
    /// Decides a conflict between a source and an entry. Whoever may put the field right may decide.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome: [`EditRefusal::NothingToChange`] where somebody
    /// has decided already.
    pub async fn decide_conflict(
        &self,
        writer: &Writer,
        decision: ConflictDecision,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{decision:?}");
        let principal = writer.principal.clone();
        let purpose = Purpose::DecideConflict;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move { decide_in(work, &header, &principal, decision).await })
        })
        .await
    }
}

async fn decide_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    decision: ConflictDecision,
) -> Result<Edited, Stop<EditRefusal>> {
    let ConflictDecision {
        run,
        resource,
        field,
        choice,
    } = decision;
    let held = Held::take(work, resource).await?;
    held.check_rights(principal, Action::EditFacts, None)?;
    held.check_fields(principal, [field])?;
    let conflict = work
        .open_conflict(run, resource, field)
        .await?
        .ok_or(Stop::Refused(EditRefusal::NothingToChange))?;
    let mut version = held.stored.version;
    let decided = match choice {
        ConflictChoice::TakeSource => {
            let wanted = FactEdit {
                field,
                value: conflict.source_value.clone(),
            };
            let done = put_right(work, resource, &held.stored.facts, &[wanted], header).await?;
            if let Err(faults) = done {
                return Err(Stop::Refused(invalid_facts(faults)));
            }
            work.count_edit(resource).await?;
            version += 1;
            &conflict.source_value
        }
        ConflictChoice::KeepOurs => {
            // It stands as before, and from now on by this person's word.
            work.keep_correction(resource, &conflict, header).await?;
            &conflict.value
        }
    };
    work.close_conflict(run, resource, &conflict, decided.as_deref(), header.id)
        .await?;
    Ok(Edited { version })
}
