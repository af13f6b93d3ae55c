//! Putting fields of a 法人 right, and taking one change back. What its source says stays beside them.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::{Correction, CorrectionFault, OrganizationField};
use renkei_domain::directory::edit::{FieldFault, OrganizationEdit, PartValue};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{ActId, OrganizationId};
use renkei_domain::record::{Purpose, Subject};
use renkei_store::directory::history::organization_value;
use renkei_store::directory::organization_edit::StoredOrganization;
use renkei_store::{ActHeader, Stop, Work};

use super::{changed, check_version, hold, number_fault};
use crate::App;
use crate::directory::edit::{EditRefusal, Edited};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// The group under which the log keeps the facts of a 法人.
pub(super) const FACTS: &str = "facts";

#[renkei_boxed::boxed]
impl App {
    /// Puts fields of a 法人 right, for somebody who saw a version of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn edit_organization(
        &self,
        writer: &Writer,
        id: OrganizationId,
        expected: i64,
        wanted: Vec<OrganizationEdit>,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{id} {expected} {wanted:?}");
        let unknown = self.unknown_seats(&wanted).await?;
        let errand = Arc::new((writer.principal.clone(), wanted, unknown));
        let purpose = Purpose::EditOrganization;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let errand = Arc::clone(&errand);
            Box::pin(async move {
                let (principal, wanted, unknown) = errand.as_ref();
                let stored = hold(work, principal, Action::EditFacts, id).await?;
                check_version(&stored, expected)?;
                if !unknown.is_empty() {
                    return Err(Stop::Refused(EditRefusal::Invalid(unknown.clone())));
                }
                put(work, &header, &stored, wanted).await
            })
        })
        .await
    }

    /// Takes one change of a 法人 back, for somebody who saw a version of it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_organization_change(
        &self,
        writer: &Writer,
        id: OrganizationId,
        act: ActId,
        expected: i64,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{id} {act} {expected}");
        let principal = writer.principal.clone();
        let purpose = Purpose::UndoChange;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move { undo_in(work, &header, &principal, (id, act), expected).await })
        })
        .await
    }
}

async fn undo_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    (id, act): (OrganizationId, ActId),
    expected: i64,
) -> Result<Edited, Stop<EditRefusal>> {
    let stored = hold(work, principal, Action::UndoChange, id).await?;
    let line = work
        .logged_change(act, Subject::Organization(id), FACTS)
        .await?
        .ok_or(Stop::Refused(EditRefusal::NoSuchChange))?;
    let before = organization_value(line.before.as_deref())?;
    let after = organization_value(line.after.as_deref())?;
    check_version(&stored, expected)?;
    let (Some(PartValue::Organization(before)), Some(PartValue::Organization(after))) =
        (before, after)
    else {
        return Err(Stop::Refused(EditRefusal::NotUndoable));
    };
    let wanted = facts_back(&stored.facts, &before, &after).ok_or_else(|| changed(&stored))?;
    put(work, header, &stored, &wanted).await
}

/// The fields that a change touched, with what they said before; `None` where one of them says something
/// else by now.
fn facts_back(
    standing: &OrganizationFacts,
    before: &OrganizationFacts,
    after: &OrganizationFacts,
) -> Option<Vec<OrganizationEdit>> {
    let touched = OrganizationField::ALL
        .iter()
        .filter(|field| field.read(before) != field.read(after));
    touched
        .map(|field| {
            (field.read(standing) == field.read(after)).then(|| OrganizationEdit {
                field: *field,
                value: field.read(before),
            })
        })
        .collect()
}

/// Puts fields right in one change and keeps what their source said beside each. Whoever calls holds the
/// 法人; a mistake must end the act.
pub(super) async fn put(
    work: &Work,
    header: &ActHeader,
    stored: &StoredOrganization,
    wanted: &[OrganizationEdit],
) -> Result<Edited, Stop<EditRefusal>> {
    let id = stored.id;
    let mut after = stored.facts.clone();
    let (written, mut faults) = write_all(wanted, &mut after);
    if after.corporate_number != stored.facts.corporate_number {
        faults.extend(number_fault(work, Some(id), after.corporate_number).await?);
    }
    if !faults.is_empty() {
        return Err(Stop::Refused(EditRefusal::Invalid(faults)));
    }
    let written: Vec<&OrganizationEdit> = written
        .into_iter()
        .filter(|edit| edit.field.read(&after) != edit.field.read(&stored.facts))
        .collect();
    if written.is_empty() {
        return Err(Stop::Refused(EditRefusal::NothingToChange));
    }
    let edited = work
        .edit_organization(
            id,
            |facts| -> Result<(), (OrganizationField, CorrectionFault)> {
                for edit in &written {
                    let done = edit.field.write(facts, edit.value.as_deref());
                    done.map_err(|fault| (edit.field, fault))?;
                }
                Ok(())
            },
        )
        .await?;
    if let Err((field, fault)) = edited {
        let fault = FieldFault::of_correction(field.code(), &fault);
        return Err(Stop::Refused(EditRefusal::Invalid(vec![fault])));
    }
    let earlier = work.organization_corrections(&[id]).await?.remove(&id);
    let earlier = earlier.unwrap_or_default();
    for edit in &written {
        let field = edit.field;
        // What is shown may be an earlier correction; the source's own value stands in it.
        let source_value = match earlier.iter().find(|correction| correction.field == field) {
            Some(correction) => correction.source_value.clone(),
            None => field.read(&stored.facts),
        };
        let value = field.read(&after);
        if value == source_value {
            work.forget_organization_correction(id, field).await?;
        } else {
            let kept = Correction {
                field,
                source_value,
                value,
            };
            work.keep_organization_correction(id, &kept, header).await?;
        }
    }
    Ok(Edited {
        version: stored.version + 1,
    })
}

/// Writes fields in their order: what hangs on an address comes after the city that makes one. Answers
/// those that were written, and what is wrong with the others.
pub(super) fn write_all<'e>(
    wanted: &'e [OrganizationEdit],
    facts: &mut OrganizationFacts,
) -> (Vec<&'e OrganizationEdit>, Vec<FieldFault>) {
    let mut wanted: Vec<&OrganizationEdit> = wanted.iter().collect();
    wanted.sort_by_key(|edit| edit.field);
    let (mut written, mut faults) = (Vec::new(), Vec::new());
    for edit in wanted {
        // A street of an address that was taken away needs no writing.
        if edit.field.read(facts) == edit.value {
            continue;
        }
        match edit.field.write(facts, edit.value.as_deref()) {
            Ok(()) => written.push(edit),
            Err(fault) => faults.push(FieldFault::of_correction(edit.field.code(), &fault)),
        }
    }
    (written, faults)
}
