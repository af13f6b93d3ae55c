//! Who takes over what somebody has to do once their membership ends: named beforehand, asked for on the day, and
//! somebody else where whoever was named leaves too.

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, MembershipId};
use renkei_domain::people::{Membership, Standing};
use renkei_domain::record::{Change, Subject};
use sea_orm::QueryResult;
use uuid::Uuid;

use super::membership::{line_of, read_membership};
use super::{count, first_row, rows};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "membership";

/// A membership with who takes over from whoever has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Succession {
    /// The membership, whose end is known.
    pub membership: Membership,
    /// Whose it is.
    pub account: AccountId,
    /// Who takes over.
    pub successor: AccountId,
}

const COLUMNS: &str = "SELECT m.id, m.role, m.network_id, m.organization_id, m.since, m.until, \
     m.account_id, m.successor_id FROM membership m WHERE m.successor_id IS NOT NULL AND ";

fn read(row: &QueryResult) -> Result<Succession, StoreFault> {
    Ok(Succession {
        membership: read_membership(row)?,
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(6)?),
        successor: AccountId::from_uuid(row.try_get_by_index::<Uuid>(7)?),
    })
}

impl Store {
    /// The memberships that have ended by a day and whose duties have not moved yet, the earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn successions_due(&self, day: NaiveDate) -> Result<Vec<Succession>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("m.until <= ")
            .bind(day)
            .push(" ORDER BY m.until, m.id");
        rows(&self.reader, sql).await?.iter().map(read).collect()
    }
}

impl Work {
    /// Who takes over once a membership ends, where somebody was named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn succession(&self, id: MembershipId) -> Result<Option<Succession>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("m.id = ").bind(id.uuid());
        let row = first_row(self.connection(), sql).await?;
        row.as_ref().map(read).transpose()
    }

    /// Notes that the duties of a membership that ended have moved.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle_succession(&self, settled: &Succession) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE membership SET successor_id = NULL WHERE id = ");
        sql.bind(settled.membership.id.uuid());
        self.write(sql).await?;
        self.note_successor(settled, None);
        Ok(())
    }

    /// For how many others an account is named by what it is somewhere.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_successions_to(
        &self,
        successor: AccountId,
        standing: Standing,
    ) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM membership m WHERE ");
        sql.add(named(successor, standing));
        count(self.connection(), sql).await
    }

    /// Names somebody else wherever an account is named by what it is somewhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hand_over_successions(
        &self,
        successor: AccountId,
        standing: Standing,
        next: AccountId,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.add(named(successor, standing)).push(" ORDER BY m.id");
        for found in rows(self.connection(), sql).await? {
            let found = read(&found)?;
            let mut sql = Sql::new("UPDATE membership SET successor_id = ");
            sql.bind(next.uuid())
                .push(" WHERE id = ")
                .bind(found.membership.id.uuid());
            self.write(sql).await?;
            self.note_successor(&found, Some(next));
        }
        Ok(())
    }

    fn note_successor(&self, before: &Succession, after: Option<AccountId>) {
        let Succession {
            membership,
            account,
            successor,
        } = before;
        let line = |successor| line_of(membership, membership.until, successor);
        self.note(Change {
            subject: Subject::Account(*account),
            field_group: TABLE.to_owned(),
            before: Some(line(Some(*successor))),
            after: Some(line(after)),
        });
    }
}

/// The memberships for which an account is named and may be because of a standing: those of the same place, and of a
/// network whose member its organization is.
fn named(successor: AccountId, standing: Standing) -> Sql {
    let mut sql = Sql::new("m.successor_id = ");
    sql.bind(successor.uuid());
    match standing {
        Standing::Coordinator(network) => sql.push(" AND m.network_id = ").bind(network.uuid()),
        Standing::Staff(organization) => sql
            .push(" AND (m.organization_id = ")
            .bind(organization.uuid())
            .push(
                " OR m.network_id IN \
                 (SELECT n.network_id FROM network_member n WHERE n.organization_id = ",
            )
            .bind(organization.uuid())
            .push("))"),
        Standing::Operator => sql.push(" AND m.role = 'operator'"),
        Standing::Person => sql.push(" AND 1 = 0"),
    };
    sql
}
