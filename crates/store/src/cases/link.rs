//! The codes by which persons link cases about them with their accounts.

use renkei_domain::ids::{AccountId, CaseId, OrganizationId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use uuid::Uuid;

use super::{note_change, rows, write};
use crate::fault::StoreFault;
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// The case that a code links.
async fn behind(
    connection: &impl ConnectionTrait,
    hash: &SecretHash,
    now: Instant,
) -> Result<Option<CaseId>, StoreFault> {
    let mut sql = Sql::new("SELECT id FROM support_case WHERE link_hash = ");
    sql.bind(hash.to_vec())
        .push(" AND link_until > ")
        .bind(now.micros());
    let found = rows(connection, sql).await?;
    found.first().map(id_of).transpose()
}

fn id_of(row: &QueryResult) -> Result<CaseId, StoreFault> {
    Ok(CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?))
}

impl Store {
    /// The case that a code links, while it counts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_by_link(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<CaseId>, StoreFault> {
        behind(&self.reader, hash, now).await
    }

    /// Which organization leads a case, and whom to ask about it. Nothing of its person is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn who_keeps_case(
        &self,
        case: CaseId,
    ) -> Result<Option<(OrganizationId, AccountId)>, StoreFault> {
        let mut sql = Sql::new("SELECT organization_id, keeper_id FROM support_case WHERE id = ");
        sql.bind(case.uuid());
        let found = rows(&self.reader, sql).await?;
        let read = |row: &QueryResult| {
            Ok::<_, StoreFault>((
                OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
            ))
        };
        found.first().map(read).transpose()
    }
}

impl Work {
    /// The same within an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn case_by_link(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<CaseId>, StoreFault> {
        behind(self.connection(), hash, now).await
    }

    /// Keeps the code that links a case, in place of an earlier one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn offer_case_link(
        &self,
        case: CaseId,
        hash: &SecretHash,
        until: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE support_case SET link_hash = ");
        sql.bind(hash.to_vec())
            .push(", link_until = ")
            .bind(until.micros())
            .push(" WHERE id = ")
            .bind(case.uuid());
        write(self, sql).await?;
        note_change(self, case, "link", None, Some(json!("offered")));
        Ok(())
    }

    /// Forgets the code that links a case, since it was used.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_case_link(&self, case: CaseId) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("UPDATE support_case SET link_hash = NULL, link_until = NULL WHERE id = ");
        sql.bind(case.uuid());
        write(self, sql).await?;
        Ok(())
    }

    /// Forgets the codes whose time is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_case_links(&self, now: Instant) -> Result<u64, StoreFault> {
        let mut sql = Sql::new(
            "UPDATE support_case SET link_hash = NULL, link_until = NULL WHERE link_until <= ",
        );
        sql.bind(now.micros());
        write(self, sql).await
    }

    /// Takes the account of somebody away from every case about them: it is being erased.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn unlink_cases_of(&self, account: AccountId) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE person SET account_id = NULL WHERE account_id = ");
        sql.bind(account.uuid());
        write(self, sql).await?;
        Ok(())
    }
}
