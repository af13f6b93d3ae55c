//! Who answers for what in an organization: 管理者 and 虐待防止責任者, from a day on and until another. A post is held as
//! long as its holder works there ([`super::known`] reads both together).

use chrono::NaiveDate;
use renkei_domain::ids::{AccountId, OrganizationId};
use renkei_domain::people::{HeldPost, OrganizationPost};
use renkei_domain::record::{Change, Subject};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::rows;
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "organization_post";

/// A post with who holds it or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredPost {
    /// Who.
    pub account: AccountId,
    /// As what.
    pub post: OrganizationPost,
    /// The first day.
    pub since: NaiveDate,
    /// The first day without it; absent while no end is known.
    pub until: Option<NaiveDate>,
}

impl StoredPost {
    /// Whether it is held on a day, as far as the post itself goes.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

/// A post as the log keeps it.
fn line_of(held: HeldPost, since: NaiveDate, until: Option<NaiveDate>) -> String {
    serde_json::json!({
        "organization": held.organization.to_string(),
        "post": held.post.code(),
        "since": since.to_string(),
        "until": until.map(|day| day.to_string()),
    })
    .to_string()
}

async fn posts_where(
    connection: &impl ConnectionTrait,
    condition: Sql,
) -> Result<Vec<StoredPost>, StoreFault> {
    let mut sql =
        Sql::new("SELECT o.account_id, o.post, o.since, o.until FROM organization_post o WHERE ");
    sql.add(condition)
        .push(" ORDER BY o.since, o.post, o.account_id");
    let found = rows(connection, sql).await?;
    let posts = found.iter().map(|row| {
        let post: String = row.try_get_by_index(1)?;
        Ok(StoredPost {
            account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            post: code(TABLE, OrganizationPost::from_code, &post)?,
            since: row.try_get_by_index(2)?,
            until: row.try_get_by_index(3)?,
        })
    });
    posts.collect()
}

fn of_organization(organization: OrganizationId) -> Sql {
    Sql::with("o.organization_id = ?", [Value::from(organization.uuid())])
}

impl Store {
    /// Who holds or held a post in an organization, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn posts_of(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<StoredPost>, StoreFault> {
        posts_where(&self.reader, of_organization(organization)).await
    }

    /// Who holds a post in an organization on a day and works there, whose account was not stopped, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn posts_held_on(
        &self,
        organization: OrganizationId,
        day: NaiveDate,
    ) -> Result<Vec<StoredPost>, StoreFault> {
        posts_where(&self.reader, held_on(organization, day)).await
    }
}

/// Those of whoever works there on a day and whose account was not stopped, held on that day.
fn held_on(organization: OrganizationId, day: NaiveDate) -> Sql {
    let mut condition = of_organization(organization);
    condition
        .push(" AND o.since <= ")
        .bind(day)
        .push(" AND (o.until IS NULL OR o.until > ")
        .bind(day)
        .push(") AND EXISTS (")
        .push(WORKS_THERE)
        .push(" AND m.since <= ")
        .bind(day)
        .push(" AND (m.until IS NULL OR m.until > ")
        .bind(day)
        .push("))");
    condition
}

/// The memberships by which the holder of a post works where it is held.
const WORKS_THERE: &str = "SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id \
     WHERE m.account_id = o.account_id AND m.organization_id = o.organization_id \
     AND NOT a.is_disabled";

impl Work {
    /// Who holds a post in an organization on a day and works there, whose account was not stopped.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn posts_held(
        &self,
        organization: OrganizationId,
        day: NaiveDate,
    ) -> Result<Vec<StoredPost>, StoreFault> {
        posts_where(self.connection(), held_on(organization, day)).await
    }

    /// Those of them of which no end is known, neither of the post nor of its holder's work there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn posts_that_stay(
        &self,
        organization: OrganizationId,
        day: NaiveDate,
    ) -> Result<Vec<StoredPost>, StoreFault> {
        let mut condition = held_on(organization, day);
        condition
            .push(" AND o.until IS NULL AND EXISTS (")
            .push(WORKS_THERE)
            .push(" AND m.until IS NULL)");
        posts_where(self.connection(), condition).await
    }

    /// Gives somebody a post from a day on. One that ended on the day on which it began is held again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_post(
        &self,
        account: AccountId,
        held: HeldPost,
        since: NaiveDate,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO organization_post (organization_id, account_id, post, since) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(held.organization.uuid()),
            Value::from(account.uuid()),
            Value::from(held.post.code()),
            Value::from(since),
        ]))
        .push(" ON CONFLICT (organization_id, account_id, post, since) DO UPDATE SET until = NULL");
        self.write(sql).await?;
        self.note(Change {
            subject: Subject::Account(account),
            field_group: "post".to_owned(),
            before: None,
            after: Some(line_of(held, since, None)),
        });
        Ok(())
    }

    /// Ends a post on a day, which is already without it. Says whether it was held.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_post(
        &self,
        account: AccountId,
        held: HeldPost,
        until: NaiveDate,
    ) -> Result<bool, StoreFault> {
        let mut condition = of_organization(held.organization);
        condition
            .push(" AND o.account_id = ")
            .bind(account.uuid())
            .push(" AND o.post = ")
            .bind(held.post.code())
            .push(" AND (o.until IS NULL OR o.until > ")
            .bind(until)
            .push(")");
        let ending = posts_where(self.connection(), condition).await?;
        for post in &ending {
            let mut sql = Sql::new("UPDATE organization_post SET until = ");
            sql.bind(until)
                .push(" WHERE organization_id = ")
                .bind(held.organization.uuid())
                .push(" AND account_id = ")
                .bind(account.uuid())
                .push(" AND post = ")
                .bind(held.post.code())
                .push(" AND since = ")
                .bind(post.since);
            self.write(sql).await?;
            self.note(Change {
                subject: Subject::Account(account),
                field_group: "post".to_owned(),
                before: Some(line_of(held, post.since, post.until)),
                after: Some(line_of(held, post.since, Some(until))),
            });
        }
        Ok(!ending.is_empty())
    }
}
