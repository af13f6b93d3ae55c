//! Forgetting who answered an inquiry that is long over, and what was noted of its contacts. What was answered stays, and so
//! do days, ways and outcomes.

use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::time::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::answers::{ANSWER, SaidOfAnswer};
use super::contacts::{CONTACT, SaidOfContact, cell, read_said, written};
use crate::cases::{rows, write};
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::sql::Sql;
use crate::work::Work;

/// The inquiries that ended before an instant and of which somebody is still told.
pub(crate) const TELLING_INQUIRIES: &str = "inquiry WHERE forgotten_at IS NULL AND ended_at < ?";

/// How many inquiries are gone through in one transaction: others write between two of them.
const AT_ONCE: usize = 100;

impl Work {
    /// Forgets who answered some of the inquiries that ended before an instant, and what was noted of their contacts. Says
    /// of how many; fewer than there are, where there are many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_who_answered(
        &self,
        ended_before: Instant,
        now: Instant,
    ) -> Result<u64, StoreFault> {
        let over = Sql::with(
            &format!(
                "SELECT id, network_id, resource_id FROM {TELLING_INQUIRIES} ORDER BY id LIMIT {AT_ONCE}"
            ),
            [ended_before.micros().into()],
        );
        let over = rows(self.connection(), over).await?;
        let entries = over.iter().map(|row| row.try_get_by_index::<Uuid>(2));
        let entries = entries
            .map(|id| Ok(ResourceId::from_uuid(id?)))
            .collect::<Result<Vec<ResourceId>, StoreFault>>()?;
        // A mail that comes back late writes its contact again.
        self.lock_resources(&entries).await?;
        for row in &over {
            let inquiry: Uuid = row.try_get_by_index(0)?;
            let owner = KeyOwner::Network(NetworkId::from_uuid(row.try_get_by_index(1)?));
            take_out(self, owner, (ANSWER, inquiry), |said: &mut SaidOfAnswer| {
                let is_named = said.name.is_some() || said.role.is_some();
                (said.name, said.role) = (None, None);
                is_named
            })
            .await?;
            take_out(
                self,
                owner,
                (CONTACT, inquiry),
                |said: &mut SaidOfContact| said.note.take().is_some(),
            )
            .await?;
            let done = Sql::with(
                "UPDATE inquiry SET forgotten_at = ? WHERE id = ?",
                [now.micros().into(), inquiry.into()],
            );
            write(self, done).await?;
        }
        Ok(over.len() as u64)
    }
}

/// Writes the sealed texts of a table anew that belong to an inquiry, where something is taken out of them.
async fn take_out<S: Serialize + DeserializeOwned>(
    work: &Work,
    owner: KeyOwner,
    (table, inquiry): (&'static str, Uuid),
    is_less: impl Fn(&mut S) -> bool,
) -> Result<(), StoreFault> {
    let sql = Sql::with(
        &format!("SELECT id, said FROM {table} WHERE inquiry_id = ?"),
        [inquiry.into()],
    );
    let connection = work.connection();
    let found = rows(connection, sql).await?;
    let opener = work.keys().opener_of_rows(connection, &found, &[1]).await?;
    for row in &found {
        let id: Uuid = row.try_get_by_index(0)?;
        // What opens with no key any more tells of nobody.
        let Ok(text) = opener.text_at(&cell(table, id), row, 1) else {
            continue;
        };
        let mut said: S = read_said(table, &text)?;
        if !is_less(&mut said) {
            continue;
        }
        let said = written(table, &said)?;
        let said = work.seal_text(owner, cell(table, id), &said).await?;
        let sql = Sql::with(
            &format!("UPDATE {table} SET said = ? WHERE id = ?"),
            [said.into(), id.into()],
        );
        write(work, sql).await?;
    }
    Ok(())
}
