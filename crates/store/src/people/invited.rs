//! Invitations as letters speak of them: one that is being written about, and those behind letters that
//! somebody looks at.

use std::collections::HashMap;

use renkei_domain::ids::{AccountId, InvitationId};
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::invitation::{COLUMNS, OPEN, OpenInvitation, read_all};
use super::{PLACE, first_row};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Asks for one invitation, if it is open.
pub(super) fn one_open(id: InvitationId, now: Instant) -> Sql {
    let mut sql = Sql::new(COLUMNS);
    sql.push(PLACE)
        .push("WHERE ")
        .push(OPEN)
        .bind(now.micros())
        .push(" AND m.id = ")
        .bind(id.uuid());
    sql
}

impl Work {
    /// An open invitation, held until the transaction ends: whoever accepts or withdraws it comes before
    /// or after what is done with it here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lock_open_invitation(
        &self,
        id: InvitationId,
        now: Instant,
    ) -> Result<Option<OpenInvitation>, StoreFault> {
        let mut sql = one_open(id, now);
        if self.is_postgres() {
            sql.push(" FOR UPDATE OF m");
        }
        let found = read_all(self.keys(), self.connection(), sql).await?;
        Ok(found.into_iter().next())
    }

    /// Who answered for the invitation by which a person came in last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inviter_of(&self, account: AccountId) -> Result<Option<AccountId>, StoreFault> {
        let mut sql =
            Sql::new("SELECT invited_by FROM invitation WHERE role = 'person' AND accepted_by = ");
        sql.bind(account.uuid())
            .push(" ORDER BY accepted_at DESC, id DESC LIMIT 1");
        let row = first_row(self.connection(), sql).await?;
        let inviter = row.map(|row| row.try_get_by_index::<Option<Uuid>>(0));
        let inviter = inviter.transpose()?.flatten();
        Ok(inviter.map(AccountId::from_uuid))
    }
}

impl Store {
    /// Invitations by their ids, open or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn invitations(
        &self,
        ids: &[InvitationId],
    ) -> Result<Inside<HashMap<InvitationId, OpenInvitation>>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE).push("WHERE m.id IN (");
        sql.add(Sql::ids(
            self.reader.get_database_backend(),
            ids.iter().map(|id| id.uuid()),
        ))
        .push(")");
        let found = read_all(&self.keys, &self.reader, sql).await?.into_iter();
        let found = found.map(|open| (open.invitation.id, open));
        Ok(Inside::of(found.collect()))
    }
}
