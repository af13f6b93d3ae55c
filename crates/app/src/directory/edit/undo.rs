//! Taking one change back: a new edit that puts what stood there before, refused where somebody has
//! changed the same again since.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{FactEdit, Part, PartValue};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{ActId, NetworkId, ResourceId};
use renkei_domain::record::{Purpose, Subject};
use renkei_store::directory::history::part_value;
use renkei_store::directory::profile::Audience;
use renkei_store::{ActHeader, Stop, Work};

use super::held::Held;
use super::{EditRefusal, Edited, invalid_facts};
use crate::App;
use crate::directory::correct::{TakenBack, put_back, put_phones};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Which change of which entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo {
    /// The entry.
    pub resource: ResourceId,
    /// The act that changed it.
    pub act: ActId,
    /// The part that it changed.
    pub part: Part,
}

#[renkei_boxed::boxed]
impl App {
    /// Takes one change of one part back, for somebody who saw a version of the entry.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_change(
        &self,
        writer: &Writer,
        undo: Undo,
        expected: i64,
    ) -> Outcome<Edited, EditRefusal> {
        let asked = format!("{expected} {undo:?}");
        let principal = writer.principal.clone();
        let done = self
            .act_of(writer, Purpose::UndoChange, &asked, move |work, header| {
                let principal = principal.clone();
                Box::pin(async move { undo_in(work, &header, &principal, undo, expected).await })
            })
            .await?;
        if let Err(refusal) = &done {
            self.note_shown(writer, undo.resource, refusal).await?;
        }
        Ok(done)
    }
}

async fn undo_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    undo: Undo,
    expected: i64,
) -> Result<Edited, Stop<EditRefusal>> {
    let Undo {
        resource: id, part, ..
    } = undo;
    let held = Held::take(work, id).await?;
    held.check_rights(principal, Action::UndoChange, None)?;
    let line = work
        .logged_change(undo.act, Subject::Resource(id), part.code())
        .await?
        .ok_or(Stop::Refused(EditRefusal::NoSuchChange))?;
    if line.is_emptied() {
        return Err(Stop::Refused(EditRefusal::NotUndoable));
    }
    let before = part_value(part, line.before.as_deref())?;
    let after = part_value(part, line.after.as_deref())?;
    let audience = if part == Part::ContactPersons {
        let networks = networks_of(before.iter().chain(&after));
        let [network] = networks.as_slice() else {
            return Err(Stop::Refused(EditRefusal::NotUndoable));
        };
        held.check_rights(principal, part.action(), Some(*network))?;
        Audience::Members(networks)
    } else {
        Audience::Public
    };
    let standing = work.profile(id, &audience).await?;
    held.check_version(expected, part, &standing)?;
    match (before, after) {
        (Some(PartValue::Facts(before)), Some(PartValue::Facts(after))) => {
            let wanted = facts_back(&held.stored.facts, &before, &after)
                .ok_or_else(|| held.changed(part, &standing))?;
            if wanted.is_empty() && before.phones != after.phones {
                // What stands around the first number is no field of its own.
                let shown = &held.stored.facts;
                if shown.phones != after.phones {
                    return Err(held.changed(part, &standing));
                }
                put_phones(work, id, shown, &before.phones, header).await?;
                return edited(work, &held, id).await;
            }
            held.check_fields(principal, wanted.iter().map(|wanted| wanted.field))?;
            let change = TakenBack {
                before: &before,
                after: &after,
            };
            let shown = &held.stored.facts;
            match put_back(work, id, shown, (&wanted, change), header).await? {
                Ok(changed) if changed.is_empty() => {
                    return Err(Stop::Refused(EditRefusal::NothingToChange));
                }
                Ok(_) => {}
                Err(faults) => return Err(Stop::Refused(invalid_facts(faults))),
            }
        }
        (Some(PartValue::Profile(before)), Some(PartValue::Profile(after))) => {
            if !part.is_same(&standing, &after) {
                return Err(held.changed(part, &standing));
            }
            let mut back: Profile = standing.clone();
            part.put(&before, &mut back);
            work.replace_part(id, part, &standing, &back).await?;
        }
        _ => return Err(Stop::Refused(EditRefusal::NotUndoable)),
    }
    edited(work, &held, id).await
}

async fn edited(work: &Work, held: &Held, id: ResourceId) -> Result<Edited, Stop<EditRefusal>> {
    work.count_edit(id).await?;
    Ok(Edited {
        version: held.stored.version + 1,
    })
}

/// The networks whose people stand in the values of a part.
fn networks_of<'v>(values: impl Iterator<Item = &'v PartValue>) -> Vec<NetworkId> {
    let persons = values.flat_map(|value| match value {
        PartValue::Profile(profile) => profile.contact_persons.as_slice(),
        PartValue::Facts(_) | PartValue::Organization(_) => &[],
    });
    let mut networks: Vec<NetworkId> = persons.map(|person| person.network).collect();
    networks.sort_unstable();
    networks.dedup();
    networks
}

/// The fields that a change of facts touched, with what they said before; `None` where one of them says
/// something else by now.
fn facts_back(
    standing: &ResourceFacts,
    before: &ResourceFacts,
    after: &ResourceFacts,
) -> Option<Vec<FactEdit>> {
    let touched = CorrectableField::ALL
        .iter()
        .filter(|field| field.read(before) != field.read(after));
    touched
        .map(|field| {
            (field.read(standing) == field.read(after)).then(|| FactEdit {
                field: *field,
                value: field.read(before),
            })
        })
        .collect()
}
