//! Accounts in tables: [`account`] and what it is where ([`membership`] and its [`successor`], [`post`],
//! [`invitation`], and [`invited`] for letters; [`dismissal`] of a whole organization), by what it is known ([`session`], [`second_factor`], [`passkey`], [`token`], [`card`],
//! [`attempt`]), which documents their programs may ask for ([`trusted_document`]), how it is opened anew ([`reset`]), what its owner keeps there ([`draft`],
//! [`planned_call`], whom they know at agencies ([`relation`]), how it goes together with their own calendar ([`feed`], [`busy`]), which programs
//! of theirs are told of changes ([`webhook`], [`webhook_claim`], [`webhook_message`]), and all of it together as one request needs it ([`known`]). What is over or is to be
//! forgotten goes by [`forgotten`] and [`erasure`]. Secrets come and go as
//! hashes. What tells of a person is sealed under their key as it is written and opened as it is read. Lines
//! of the log name accounts by their ids alone.

use renkei_domain::ids::{AccountId, NetworkId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::cases::rows;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

pub mod account;
pub mod attempt;
pub mod busy;
pub mod card;
pub mod demo;
pub mod dismissal;
pub mod draft;
pub mod erasure;
pub mod feed;
pub mod forgotten;
pub mod invitation;
pub mod invited;
pub mod known;
pub mod membership;
pub mod passkey;
pub mod planned_call;
pub mod post;
pub mod relation;
pub mod reset;
pub mod second_factor;
pub mod session;
pub mod successor;
pub mod token;
pub mod trusted_document;
pub mod webhook;
pub mod webhook_claim;
pub mod webhook_message;

/// SHA-256 of a secret, which is what the database keeps of it.
pub type SecretHash = [u8; 32];

/// Finds the name of the place of a standing, whose table is `m`: `n.name` or `f.name`.
const PLACE: &str = " LEFT JOIN network n ON n.id = m.network_id \
     LEFT JOIN organization_facts f ON f.organization_id = m.organization_id \
       AND f.born <= (SELECT visible FROM publication WHERE id = 1) \
       AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1)) ";

impl Work {
    /// Runs a statement and says how many rows it touched.
    async fn write(&self, sql: Sql) -> Result<u64, StoreFault> {
        let statement = sql.statement(self.connection());
        let done = self.connection().execute_raw(statement).await?;
        Ok(done.rows_affected())
    }

    /// Revokes one of the secrets of an account that a table keeps, and writes it down as what it is called in the log.
    /// Says whether it held until now.
    async fn revoke(
        &self,
        (table, called): (&'static str, &'static str),
        (id, account): (Uuid, AccountId),
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new(&format!("UPDATE {table} SET revoked_at = "));
        sql.bind(now.micros())
            .push(" WHERE revoked_at IS NULL AND id = ")
            .bind(id)
            .push(" AND account_id = ")
            .bind(account.uuid());
        let is_revoked = self.write(sql).await? == 1;
        if is_revoked {
            self.note_account(account, called, Some("held"), Some("revoked"));
        }
        Ok(is_revoked)
    }
}

async fn first_row(
    connection: &impl ConnectionTrait,
    sql: Sql,
) -> Result<Option<QueryResult>, StoreFault> {
    let statement = sql.statement(connection);
    Ok(connection.query_one_raw(statement).await?)
}

/// How many a `SELECT COUNT(*)` counts.
async fn count(connection: &impl ConnectionTrait, sql: Sql) -> Result<i64, StoreFault> {
    let row = first_row(connection, sql).await?;
    Ok(row
        .map(|row| row.try_get_by_index(0))
        .transpose()?
        .unwrap_or(0))
}

/// A standing as it stands in its three columns: role, network, organization.
fn standing_columns(standing: Standing) -> (&'static str, Option<Uuid>, Option<Uuid>) {
    let role = standing.role_code();
    match standing {
        Standing::Coordinator(network) => (role, Some(network.uuid()), None),
        Standing::Staff(organization) => (role, None, Some(organization.uuid())),
        Standing::Person | Standing::Operator => (role, None, None),
    }
}

fn read_standing(
    table: &'static str,
    role: &str,
    network: Option<Uuid>,
    organization: Option<Uuid>,
) -> Result<Standing, StoreFault> {
    match (role, network, organization) {
        ("coordinator", Some(network), None) => {
            Ok(Standing::Coordinator(NetworkId::from_uuid(network)))
        }
        ("staff", None, Some(organization)) => {
            Ok(Standing::Staff(OrganizationId::from_uuid(organization)))
        }
        ("person", None, None) => Ok(Standing::Person),
        ("operator", None, None) => Ok(Standing::Operator),
        (other, _, _) => Err(unreadable(table, other)),
    }
}
