//! Deciding, field by field, whether the value of a source or ours is right where an import found that
//! they part over a 法人.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::OrganizationField;
use renkei_domain::directory::edit::OrganizationEdit;
use renkei_domain::ids::{ImportRunId, OrganizationId};
use renkei_domain::record::Purpose;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::change::put;
use super::hold;
use crate::App;
use crate::directory::conflicts::ConflictChoice;
use crate::directory::edit::{EditRefusal, Edited};
use crate::directory::register::Outcome;
use crate::writer::Writer;

pub use renkei_store::directory::organization_edit::conflict::OpenOrganizationConflict;

/// The most that a list of them holds. The newest come first, so that the others follow as these are decided.
const MOST: u64 = 100;

/// One decision about one field of a 法人.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganizationDecision {
    /// The run that found the conflict: what somebody saw is what that run found.
    pub run: ImportRunId,
    /// The 法人.
    pub organization: OrganizationId,
    /// Its field.
    pub field: OrganizationField,
    /// Which value is right.
    pub choice: ConflictChoice,
}

#[renkei_boxed::boxed]
impl App {
    /// The first hundred conflicts of 法人 that nobody has decided yet, those of the newest edition first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_organization_conflicts(
        &self,
    ) -> Result<Vec<OpenOrganizationConflict>, StoreFault> {
        let mut open = self.store.open_organization_conflicts(MOST).await?;
        for conflict in &mut open {
            conflict.edition = conflict.dataset.public_name(&conflict.edition);
        }
        Ok(open)
    }

    /// Decides a conflict between a source and a 法人. Whoever may put the field right may decide.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome: [`EditRefusal::NothingToChange`] where somebody
    /// has decided already.
    pub async fn decide_organization_conflict(
        &self,
        writer: &Writer,
        decision: OrganizationDecision,
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
    decision: OrganizationDecision,
) -> Result<Edited, Stop<EditRefusal>> {
    let OrganizationDecision {
        run,
        organization: id,
        field,
        choice,
    } = decision;
    let stored = hold(work, principal, Action::EditFacts, id).await?;
    let conflict = work
        .open_organization_conflict(run, id, field)
        .await?
        .ok_or(Stop::Refused(EditRefusal::NothingToChange))?;
    let (done, decided) = match choice {
        ConflictChoice::TakeSource => {
            let wanted = OrganizationEdit {
                field,
                value: conflict.source_value.clone(),
            };
            let done = put(work, header, &stored, &[wanted]).await?;
            (done, &conflict.source_value)
        }
        ConflictChoice::KeepOurs => {
            // It stands as before, and from now on by this person's word.
            work.keep_organization_correction(id, &conflict, header)
                .await?;
            let version = stored.version;
            (Edited { version }, &conflict.value)
        }
    };
    work.close_organization_conflict(run, id, &conflict, decided.as_deref(), header.id)
        .await?;
    Ok(done)
}
