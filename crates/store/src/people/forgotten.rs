//! Forgetting whom an invitation was meant for, once it is over: who was let in by whom stays, the name and
//! the address go, and with them the key under which they were sealed.

use renkei_domain::ids::{AccountId, InvitationId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::QueryResult;
use uuid::Uuid;

use super::invitation::{COLUMNS, read_all};
use super::{PLACE, rows};
use crate::directory::words::line;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::work::Work;

/// How many invitations are forgotten in one transaction: others write between two of them.
const AT_ONCE: i64 = 200;

/// Opens the name of whom an invitation is meant for, which stands in a column of a row; of one that is over and
/// forgotten there is none.
pub(super) fn read_invited(
    cell: &Cell<'_>,
    row: &QueryResult,
    column: usize,
    opener: &Opener,
) -> Result<Option<Line>, StoreFault> {
    let sealed: Vec<u8> = row.try_get_by_index(column)?;
    if sealed.is_empty() {
        return Ok(None);
    }
    line("invitation", &opener.text(cell, &sealed)?).map(Some)
}

/// Reads, and once more where somebody was forgotten between the rows and their keys: what was taken out of
/// the rows went together with the key.
pub(super) async fn read_again<T, F>(read: impl Fn() -> F) -> Result<T, StoreFault>
where
    F: Future<Output = Result<T, StoreFault>>,
{
    match read().await {
        Err(StoreFault::Unopened { .. }) => read().await,
        ended => ended,
    }
}

fn ids(rows: &[QueryResult]) -> Result<Vec<InvitationId>, StoreFault> {
    let ids = rows.iter().map(|row| {
        let id = row.try_get_by_index::<Uuid>(0)?;
        Ok(InvitationId::from_uuid(id))
    });
    ids.collect()
}

impl Work {
    /// Forgets whom an invitation was meant for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_invited(&self, id: InvitationId, now: Instant) -> Result<(), StoreFault> {
        self.destroy_keys_of(KeyOwner::Invitation(id)).await?;
        let mut sql = Sql::new("UPDATE invitation SET invited_name = ");
        sql.bind(Vec::<u8>::new())
            .push(", mail = NULL, forgotten_at = ")
            .bind(now.micros())
            .push(" WHERE forgotten_at IS NULL AND id = ")
            .bind(id.uuid());
        self.write(sql).await?;
        Ok(())
    }

    /// Forgets whom some invitations were meant for: those that were accepted or withdrawn, and those that
    /// nobody has accepted since before an instant. Says how many; fewer than there are, where there are many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_all_invited(
        &self,
        expired_before: Instant,
        now: Instant,
    ) -> Result<u64, StoreFault> {
        let mut sql = Sql::new(
            "SELECT id FROM invitation WHERE forgotten_at IS NULL \
             AND (accepted_at IS NOT NULL OR withdrawn_at IS NOT NULL OR expires_at < ",
        );
        sql.bind(expired_before.micros())
            .push(") ORDER BY id LIMIT ")
            .bind(AT_ONCE);
        let over = ids(&rows(self.connection(), sql).await?)?;
        for id in &over {
            self.forget_invited(*id, now).await?;
        }
        Ok(over.len() as u64)
    }

    /// The invitations that an account accepted and of which it is still known whom they were meant for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn invitations_accepted_by(
        &self,
        account: AccountId,
    ) -> Result<Vec<InvitationId>, StoreFault> {
        let mut sql =
            Sql::new("SELECT id FROM invitation WHERE forgotten_at IS NULL AND accepted_by = ");
        sql.bind(account.uuid()).push(" ORDER BY id");
        ids(&rows(self.connection(), sql).await?)
    }

    /// The invitations to an address, given as its key, of which it is still known whom they were meant for:
    /// those that wait, and those that nobody accepted in time. There are as many as people who are, or were
    /// lately, expected, so that all are looked at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn invitations_to(&self, key: &str) -> Result<Vec<InvitationId>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE)
            .push("WHERE m.forgotten_at IS NULL AND m.mail IS NOT NULL ORDER BY m.id");
        let known = read_all(self.keys(), self.connection(), sql).await?;
        let to_it = known.into_iter().filter(|known| {
            let mail = known.invitation.mail.as_ref();
            mail.is_some_and(|mail| mail.key() == key)
        });
        Ok(to_it.map(|known| known.invitation.id).collect())
    }
}
