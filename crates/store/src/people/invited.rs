//! Invitations as letters speak of them: one that is being written about, and those behind letters that
//! somebody looks at.

use std::collections::HashMap;

use renkei_domain::ids::InvitationId;
use renkei_domain::time::Instant;

use super::PLACE;
use super::invitation::{COLUMNS, OPEN, OpenInvitation, read_all};
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
