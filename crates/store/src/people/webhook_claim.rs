//! Giving webhooks to those who carry their messages. A claim is a lease until a moment; every later step names it, and
//! whoever finds another moment there has lost the webhook.

use renkei_domain::ids::{AccountId, WebhookId};
use renkei_domain::people::webhook::{WEBHOOK_WAITING, WebhookState};
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::webhook::{WAITING, number};
use super::{count, rows};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A webhook whose messages somebody is to carry now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedWebhook {
    /// Which.
    pub id: WebhookId,
    /// Whose it is.
    pub account: AccountId,
    /// Up to where the log was read for it.
    pub place: String,
    /// How many messages wait.
    pub waiting: u32,
    /// Until when nobody else carries them. Whoever finds another moment there has lost it.
    pub until: Instant,
}

/// The condition under which a webhook `w` of an account in use has something to tell: a message whose time has come, or
/// acts that were not read for it and room for what they say.
fn due(now: Instant, newest: i64) -> Sql {
    let mut sql = Sql::new(
        "w.account_id IN (SELECT a.id FROM account a WHERE a.erased_at IS NULL AND a.is_disabled = ",
    );
    sql.bind(false)
        .push(") AND w.state = ")
        .bind(WebhookState::Active.code())
        .push(" AND w.lease_until <= ")
        .bind(now.micros())
        .push(
            " AND (EXISTS (SELECT 1 FROM webhook_message d WHERE d.webhook_id = w.id \
             AND d.next_try_at <= ",
        )
        .bind(now.micros())
        .push(") OR (w.told_to < ")
        .bind(newest)
        .push(" AND ")
        .push(WAITING)
        .push(" < ")
        .bind(i64::from(WEBHOOK_WAITING))
        .push("))");
    sql
}

impl Store {
    /// Whether some webhook has something to tell; `newest` is the newest act of the log.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_webhook_due(&self, now: Instant, newest: i64) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM webhook w WHERE ");
        sql.add(due(now, newest));
        Ok(count(&self.reader, sql).await? > 0)
    }
}

impl Work {
    /// Claims webhooks that have something to tell, at most so many: until a moment nobody else carries
    /// their messages.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_webhooks(
        &self,
        (now, until): (Instant, Instant),
        newest: i64,
        limit: u32,
    ) -> Result<Vec<ClaimedWebhook>, StoreFault> {
        let mut sql = Sql::new("SELECT w.id, w.account_id, w.place, w.lease_until, ");
        sql.push(WAITING)
            .push(" FROM webhook w WHERE ")
            .add(due(now, newest))
            .push(" ORDER BY w.lease_until, w.id LIMIT ")
            .bind(i64::from(limit));
        let mut claimed = Vec::new();
        for row in &rows(self.connection(), sql).await? {
            let webhook = ClaimedWebhook {
                id: WebhookId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
                account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
                place: row.try_get_by_index(2)?,
                waiting: number(row.try_get_by_index(4)?)?,
                until,
            };
            let before = Instant::from_micros(row.try_get_by_index(3)?);
            if self.lease_webhook(webhook.id, before, until).await? {
                claimed.push(webhook);
            }
        }
        Ok(claimed)
    }

    /// Moves the moment until which nobody else carries the messages of a webhook, unless somebody else did; says whether
    /// it was moved.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease_webhook(
        &self,
        id: WebhookId,
        before: Instant,
        to: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE webhook SET lease_until = ");
        sql.bind(to.micros())
            .push(" WHERE id = ")
            .bind(id.uuid())
            .push(" AND lease_until = ")
            .bind(before.micros());
        Ok(self.write(sql).await? == 1)
    }
}
