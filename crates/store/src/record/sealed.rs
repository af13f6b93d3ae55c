//! What the log says of people stands sealed, under the key with which it is to be forgotten.

use renkei_domain::ids::NetworkId;
use uuid::Uuid;

use super::CASE;
use crate::cases;
use crate::directory::profile::parts::networks_in;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner};
use crate::rows::change;
use crate::work::Work;

/// The field groups whose changes name people or say what somebody observed.
const TELLS_OF_PEOPLE: &[&str] = &["contact_persons", "observations", "verifications"];

/// Where a value of a line stands; the lines of an act are told apart by their places.
pub(super) fn value_cell<'p>(column: &'static str, act: Uuid, place: &'p str) -> Cell<'p> {
    Cell::of("change", column, act).within(place)
}

/// Seals the values of a line that tells of people.
pub(super) async fn seal(work: &Work, row: &mut change::Model) -> Result<(), StoreFault> {
    if row.subject_kind == CASE {
        // Whatever is kept of a case tells of its person, and is forgotten with them.
        match cases::log_owner(work, row.subject_id).await? {
            Some(owner) => seal_values(work, row, owner).await?,
            None => {
                row.before_value = None;
                row.after_value = None;
            }
        }
    } else if TELLS_OF_PEOPLE.contains(&row.field_group.as_str()) {
        let owner = owner_of(row);
        seal_values(work, row, owner).await?;
    }
    Ok(())
}

/// Under whose key a line is sealed: one about the people of a network under that of the network, as the people
/// themselves are.
fn owner_of(row: &change::Model) -> KeyOwner {
    let values = [row.before_value.as_deref(), row.after_value.as_deref()];
    let mut networks: Vec<NetworkId> = values.into_iter().flatten().flat_map(networks_in).collect();
    networks.sort_unstable();
    networks.dedup();
    match networks.as_slice() {
        [network] => KeyOwner::Network(*network),
        _ => KeyOwner::Installation,
    }
}

async fn seal_values(
    work: &Work,
    row: &mut change::Model,
    owner: KeyOwner,
) -> Result<(), StoreFault> {
    let (act, place) = (row.act_id, row.ordinal.to_string());
    if let Some(before) = row.before_value.take() {
        let cell = value_cell("before_sealed", act, &place);
        row.before_sealed = Some(work.seal_text(owner, cell, &before).await?);
    }
    if let Some(after) = row.after_value.take() {
        let cell = value_cell("after_sealed", act, &place);
        row.after_sealed = Some(work.seal_text(owner, cell, &after).await?);
    }
    Ok(())
}
