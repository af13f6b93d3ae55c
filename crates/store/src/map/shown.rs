//! The map behind a share, whole: whoever opens it cuts it.

use renkei_domain::cases::employment::EmploymentDisclosure;
use renkei_domain::ids::{AccountId, PersonId};
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::share::ShareHead;
use super::version::versions_of;
use super::{StoredMap, StoredVersion, map_of};
use crate::audit::Inside;
use crate::cases::{rows, write};
use crate::consent::ledger::employments_of;
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::map::share::StoredShare;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A map that is shown to somebody, whole: whoever opens it cuts it.
#[derive(Debug, Clone)]
pub struct SharedFile {
    /// By which share.
    pub share: StoredShare,
    /// The map.
    pub map: StoredMap,
    /// States of it that were kept, the newest first.
    pub versions: Vec<StoredVersion>,
    /// What the people at work know of its owner, in whoever's case that stands.
    pub employments: Vec<EmploymentDisclosure>,
}

async fn employments(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    account: AccountId,
) -> Result<Vec<EmploymentDisclosure>, StoreFault> {
    let sql = Sql::with(
        "SELECT id FROM person WHERE same_as IS NULL AND account_id = ? ORDER BY id",
        [account.uuid().into()],
    );
    let mut all = Vec::new();
    for row in rows(connection, sql).await? {
        let person = PersonId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        all.extend(employments_of(connection, keys, person).await?);
    }
    Ok(all)
}

/// The map behind a share, where there is one.
async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    head: &ShareHead,
) -> Result<Option<SharedFile>, StoreFault> {
    let account = head.stored.account;
    let Some(map) = map_of(connection, keys, account).await? else {
        return Ok(None);
    };
    Ok(Some(SharedFile {
        share: head.stored.clone(),
        map,
        versions: versions_of(connection, keys, account).await?,
        employments: employments(connection, keys, account).await?,
    }))
}

impl Store {
    /// The map behind a share without counting a reading, as a list tells of what changed of it. That the share stands
    /// open is asked before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn map_behind(
        &self,
        head: &ShareHead,
    ) -> Result<Inside<Option<SharedFile>>, StoreFault> {
        Ok(Inside::of(file_of(&self.reader, &self.keys, head).await?))
    }
}

impl Work {
    /// What the people at work know of the person with an account, in whoever's case it stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn employments_of_account(
        &self,
        account: AccountId,
    ) -> Result<Vec<EmploymentDisclosure>, StoreFault> {
        employments(self.connection(), self.keys(), account).await
    }

    /// Reads a map by a share that stands open, and counts that. Whoever ends it meanwhile was either read before or
    /// nothing is read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_shared_map(
        &self,
        head: &ShareHead,
        now: Instant,
    ) -> Result<Inside<Option<SharedFile>>, StoreFault> {
        let mut sql = Sql::new("UPDATE map_share SET readings = readings + 1, last_read_on = ");
        sql.bind(now.in_japan().date)
            .push(" WHERE ended_at IS NULL AND (until IS NULL OR until > ")
            .bind(now.micros())
            .push(") AND id = ")
            .bind(head.stored.share.id.uuid());
        if write(self, sql).await? == 0 {
            return Ok(Inside::of(None));
        }
        let (connection, keys) = (self.connection(), self.keys());
        Ok(Inside::of(file_of(connection, keys, head).await?))
    }
}
