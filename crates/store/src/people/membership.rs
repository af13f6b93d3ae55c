//! What accounts are where, and which organizations are members of which network.

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, MembershipId, NetworkId, OrganizationId};
use renkei_domain::people::{
    Circle, HeldPost, MailAddress, Membership, OrganizationPost, Standing,
};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use uuid::Uuid;

use super::account::{read_mail, read_name};
use super::{PLACE, count, read_standing, rows, standing_columns};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "membership";

/// A membership with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMember {
    /// The membership.
    pub membership: Membership,
    /// Whose it is.
    pub account: AccountId,
    /// The name of its owner.
    pub name: Line,
    /// The address by which it signs in.
    pub mail: MailAddress,
    /// Whether the account was disabled.
    pub is_disabled: bool,
    /// The name of the network or the 法人.
    pub place: Option<String>,
    /// Who takes over on the day on which it ends; absent where nobody is named, or the duties moved already.
    pub successor: Option<AccountId>,
}

const COLUMNS: &str = "SELECT m.id, m.role, m.network_id, m.organization_id, m.since, m.until, \
     a.id, a.name, a.mail, a.is_disabled, COALESCE(n.name, f.name), m.successor_id \
     FROM membership m JOIN account a ON a.id = m.account_id AND a.erased_at IS NULL";

/// The columns that are sealed.
const SEALED: &[usize] = &[7, 8];

/// The membership in the first six columns of a row.
pub(super) fn read_membership(row: &QueryResult) -> Result<Membership, StoreFault> {
    Ok(Membership {
        id: MembershipId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        standing: read_standing(
            TABLE,
            &row.try_get_by_index::<String>(1)?,
            row.try_get_by_index(2)?,
            row.try_get_by_index(3)?,
        )?,
        since: row.try_get_by_index(4)?,
        until: row.try_get_by_index(5)?,
    })
}

fn read(row: &QueryResult, opener: &Opener) -> Result<StoredMember, StoreFault> {
    let account = AccountId::from_uuid(row.try_get_by_index::<Uuid>(6)?);
    Ok(StoredMember {
        membership: read_membership(row)?,
        account,
        name: read_name(account, row, 7, opener)?,
        mail: read_mail(account, row, 8, opener)?,
        is_disabled: row.try_get_by_index(9)?,
        place: row.try_get_by_index(10)?,
        successor: row
            .try_get_by_index::<Option<Uuid>>(11)?
            .map(AccountId::from_uuid),
    })
}

impl Store {
    /// One membership.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn membership(&self, id: MembershipId) -> Result<Option<StoredMember>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE).push("WHERE m.id = ").bind(id.uuid());
        Ok(self.members(sql).await?.pop())
    }

    async fn members(&self, sql: Sql) -> Result<Vec<StoredMember>, StoreFault> {
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, SEALED);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }

    /// Who belongs to a circle on a day or will: of a network its 事務局 first, then the 職員 of its member
    /// organizations.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn members_of(
        &self,
        circle: Circle,
        day: NaiveDate,
    ) -> Result<Inside<Vec<StoredMember>>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push(PLACE).push("WHERE (");
        match circle {
            Circle::Network(network) => sql
                .push("m.network_id = ")
                .bind(network.uuid())
                .push(
                    " OR m.organization_id IN \
                     (SELECT organization_id FROM network_member WHERE network_id = ",
                )
                .bind(network.uuid())
                .push(")"),
            Circle::Organization(organization) => {
                sql.push("m.organization_id = ").bind(organization.uuid())
            }
        };
        sql.push(") AND (m.until IS NULL OR m.until > ")
            .bind(day)
            .push(
                ") ORDER BY CASE WHEN m.network_id IS NULL THEN 1 ELSE 0 END, \
                 COALESCE(n.name, f.name), m.organization_id, m.id",
            );
        let mut members = self.members(sql).await?;
        // The database cannot read names, so that those of one place are put in order here.
        let place = |member: &StoredMember| member.membership.standing;
        for of_one in members.chunk_by_mut(|a, b| place(a) == place(b)) {
            of_one.sort_by(|a, b| a.name.cmp(&b.name));
        }
        Ok(Inside::of(members))
    }

    /// The member organizations of a network with their names, in the order of names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn member_organizations(
        &self,
        network: NetworkId,
    ) -> Result<Vec<(OrganizationId, String)>, StoreFault> {
        let mut sql = Sql::new("SELECT m.organization_id, f.name FROM network_member m");
        sql.push(PLACE)
            .push("WHERE f.name IS NOT NULL AND m.network_id = ")
            .bind(network.uuid())
            .push(" ORDER BY f.name, m.organization_id");
        rows(&self.reader, sql)
            .await?
            .iter()
            .map(|row| {
                let id = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
                Ok((id, row.try_get_by_index(1)?))
            })
            .collect()
    }

    /// Which organizations are members of which networks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn network_members(&self) -> Result<Vec<(NetworkId, OrganizationId)>, StoreFault> {
        let sql = Sql::new(
            "SELECT network_id, organization_id FROM network_member ORDER BY network_id, organization_id",
        );
        rows(&self.reader, sql)
            .await?
            .iter()
            .map(|row| {
                let network = NetworkId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
                let organization = OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(1)?);
                Ok((network, organization))
            })
            .collect()
    }
}

impl Work {
    /// Makes an account something somewhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_membership(
        &self,
        account: AccountId,
        membership: &Membership,
    ) -> Result<(), StoreFault> {
        let (role, network, organization) = standing_columns(membership.standing);
        let mut sql = Sql::new(
            "INSERT INTO membership (id, account_id, role, network_id, organization_id, since, until) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(membership.id.uuid()),
            Value::from(account.uuid()),
            Value::from(role),
            Value::from(network),
            Value::from(organization),
            Value::from(membership.since),
            Value::from(membership.until),
        ]));
        self.write(sql).await?;
        self.note(Change {
            subject: Subject::Account(account),
            field_group: "membership".to_owned(),
            before: None,
            after: Some(line_of(membership, membership.until, None)),
        });
        Ok(())
    }

    /// Ends a membership on a day, which is already without it, and the posts that were held there by it. Whoever
    /// takes over on a day to come is named beside it. Says whether that was news.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_membership(
        &self,
        account: AccountId,
        membership: &Membership,
        until: NaiveDate,
        successor: Option<AccountId>,
    ) -> Result<bool, StoreFault> {
        let named = self.succession(membership.id).await?;
        let named = named.map(|known| known.successor);
        let mut sql = Sql::new("UPDATE membership SET until = ");
        sql.bind(until)
            .push(", successor_id = ")
            .bind(successor.map(AccountId::uuid))
            .push(" WHERE id = ")
            .bind(membership.id.uuid())
            .push(" AND (until IS NULL OR until <> ")
            .bind(until)
            .push(" OR successor_id IS DISTINCT FROM ")
            .bind(successor.map(AccountId::uuid))
            .push(")");
        let is_news = self.write(sql).await? == 1;
        if is_news {
            self.note(Change {
                subject: Subject::Account(account),
                field_group: "membership".to_owned(),
                before: Some(line_of(membership, membership.until, named)),
                after: Some(line_of(membership, Some(until), successor)),
            });
        }
        if let Standing::Staff(organization) = membership.standing {
            for post in OrganizationPost::ALL {
                let held = HeldPost {
                    organization,
                    post: *post,
                };
                self.end_post(account, held, until).await?;
            }
        }
        Ok(is_news)
    }

    /// Locks what a standing is about until the act ends: two who leave the same place at once follow
    /// each other, and the second sees that it is the last.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lock_place(&self, standing: Standing) -> Result<(), StoreFault> {
        if !self.is_postgres() {
            return Ok(());
        }
        let mut sql = match standing {
            Standing::Coordinator(network) => Sql::with(
                "SELECT id FROM network WHERE id = ?",
                [network.uuid().into()],
            ),
            Standing::Staff(organization) => Sql::with(
                "SELECT id FROM organization WHERE id = ?",
                [organization.uuid().into()],
            ),
            Standing::Person => return Ok(()),
            Standing::Operator => {
                Sql::new("SELECT id FROM membership WHERE role = 'operator' ORDER BY id")
            }
        };
        sql.push(" FOR UPDATE");
        let statement = sql.statement(self.connection());
        self.connection().query_all_raw(statement).await?;
        Ok(())
    }

    /// How many other enabled accounts have the same standing on a day and no known end of it. Whoever goes later
    /// than the one who is asked about goes too, and then nobody would be left.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_who_stay(
        &self,
        standing: Standing,
        but: AccountId,
        day: NaiveDate,
    ) -> Result<i64, StoreFault> {
        let (role, network, organization) = standing_columns(standing);
        let mut sql = Sql::new(
            "SELECT COUNT(DISTINCT m.account_id) FROM membership m JOIN account a ON a.id = m.account_id \
             WHERE NOT a.is_disabled AND m.role = ",
        );
        sql.bind(role)
            .push(" AND m.network_id IS NOT DISTINCT FROM ")
            .bind(network)
            .push(" AND m.organization_id IS NOT DISTINCT FROM ")
            .bind(organization)
            .push(" AND m.account_id <> ")
            .bind(but.uuid())
            .push(" AND m.until IS NULL AND m.since <= ")
            .bind(day);
        count(self.connection(), sql).await
    }

    /// Makes organizations members of a network; those that are stay.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn admit_members(
        &self,
        network: NetworkId,
        organizations: &[OrganizationId],
    ) -> Result<(), StoreFault> {
        let mut admitted = Vec::new();
        for organization in organizations {
            let mut sql =
                Sql::new("INSERT INTO network_member (network_id, organization_id) VALUES ");
            sql.add(Sql::row([
                Value::from(network.uuid()),
                Value::from(organization.uuid()),
            ]))
            .push(" ON CONFLICT (network_id, organization_id) DO NOTHING");
            if self.write(sql).await? == 1 {
                admitted.push(organization.to_string());
            }
        }
        if !admitted.is_empty() {
            self.note(Change {
                subject: Subject::Network(network),
                field_group: "members".to_owned(),
                before: None,
                after: Some(serde_json::json!({ "admitted": admitted }).to_string()),
            });
        }
        Ok(())
    }
}

/// A membership as the log keeps it, with who is named to take over, where somebody is.
pub(super) fn line_of(
    membership: &Membership,
    until: Option<NaiveDate>,
    successor: Option<AccountId>,
) -> String {
    let (role, network, organization) = standing_columns(membership.standing);
    let mut line = serde_json::json!({
        "id": membership.id.to_string(),
        "role": role,
        "network": network.map(|id| id.to_string()),
        "organization": organization.map(|id| id.to_string()),
        "since": membership.since.to_string(),
        "until": until.map(|day| day.to_string()),
    });
    if let Some(successor) = successor {
        line["successor"] = successor.to_string().into();
    }
    line.to_string()
}
