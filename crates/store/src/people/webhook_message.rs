//! What programs are told: messages that wait or were carried, each with what came of its last try. They name an entry of
//! the directory and tell nothing of anybody. That one was carried is no act: it changes nothing that anybody keeps.

use renkei_domain::ids::{AccountId, ResourceId, WebhookId, WebhookMessageId};
use renkei_domain::people::WebhookAddress;
use renkei_domain::people::webhook::{
    WebhookEvent, WebhookMessageState, WebhookOutcome, WebhookState, WebhookTry,
};
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::rows;
use super::webhook::{StoredWebhook, read_address, read_secrets};
use super::webhook_claim::ClaimedWebhook;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "webhook_message";

/// A message as its owner sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredWebhookMessage {
    /// Its id.
    pub id: WebhookMessageId,
    /// What it tells.
    pub event: WebhookEvent,
    /// Of which entry.
    pub resource: Option<ResourceId>,
    /// When that happened.
    pub happened_at: Instant,
    /// Where it stands.
    pub state: WebhookMessageState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next.
    pub next_try: Option<Instant>,
    /// When it was tried last, how that ended, and the status of the answer.
    pub tried: Option<(Instant, WebhookOutcome, Option<u16>)>,
}

/// What is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewWebhookMessage {
    /// The id of the message.
    pub id: WebhookMessageId,
    /// What it tells.
    pub event: WebhookEvent,
    /// Of which entry.
    pub resource: Option<ResourceId>,
    /// When that happened.
    pub happened_at: Instant,
}

/// A message whose time has come, with where it goes and by which keys it is signed.
#[derive(Clone, PartialEq, Eq)]
pub struct DueWebhookMessage {
    /// The message.
    pub message: NewWebhookMessage,
    /// How often it was tried.
    pub tries: u32,
    /// Where it goes.
    pub address: WebhookAddress,
    /// The key that counts.
    pub secret: String,
    /// The one before, until when it counts too.
    pub former: Option<(String, Instant)>,
}

/// What is written down of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookTried {
    /// When it ended.
    pub at: Instant,
    /// How.
    pub tried: WebhookTry,
    /// The how-manieth it was.
    pub tries: u32,
    /// Where the message stands then.
    pub state: WebhookMessageState,
    /// When it is tried next.
    pub next_try: Option<Instant>,
}

fn number(value: i64) -> Result<u32, StoreFault> {
    u32::try_from(value).map_err(|_| unreadable(TABLE, value))
}

fn micros(row: &QueryResult, column: usize) -> Result<Option<Instant>, StoreFault> {
    let micros = row.try_get_by_index::<Option<i64>>(column)?;
    Ok(micros.map(Instant::from_micros))
}

/// Reads `id, event, resource_id, happened_at` at the beginning of a row.
fn read_new(row: &QueryResult) -> Result<NewWebhookMessage, StoreFault> {
    let event: String = row.try_get_by_index(1)?;
    let resource: Option<Uuid> = row.try_get_by_index(2)?;
    Ok(NewWebhookMessage {
        id: WebhookMessageId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        event: code(TABLE, WebhookEvent::from_code, &event)?,
        resource: resource.map(ResourceId::from_uuid),
        happened_at: Instant::from_micros(row.try_get_by_index(3)?),
    })
}

fn read(row: &QueryResult) -> Result<StoredWebhookMessage, StoreFault> {
    let new = read_new(row)?;
    let state: String = row.try_get_by_index(4)?;
    let outcome: Option<String> = row.try_get_by_index(8)?;
    let outcome = outcome
        .map(|outcome| code(TABLE, WebhookOutcome::from_code, &outcome))
        .transpose()?;
    let status: Option<i64> = row.try_get_by_index(9)?;
    let status = status.and_then(|status| u16::try_from(status).ok());
    let tried = micros(row, 7)?.zip(outcome);
    Ok(StoredWebhookMessage {
        id: new.id,
        event: new.event,
        resource: new.resource,
        happened_at: new.happened_at,
        state: code(TABLE, WebhookMessageState::from_code, &state)?,
        tries: number(row.try_get_by_index(5)?)?,
        next_try: micros(row, 6)?,
        tried: tried.map(|(at, outcome)| (at, outcome, status)),
    })
}

impl Store {
    /// The messages of a webhook of an account, those of what happened last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn webhook_messages(
        &self,
        account: AccountId,
        webhook: WebhookId,
        limit: u32,
    ) -> Result<Vec<StoredWebhookMessage>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT m.id, m.event, m.resource_id, m.happened_at, m.state, m.tries, m.next_try_at, m.tried_at, \
             m.outcome, m.status FROM webhook_message m JOIN webhook w ON w.id = m.webhook_id WHERE w.id = ",
        );
        sql.bind(webhook.uuid())
            .push(" AND w.account_id = ")
            .bind(account.uuid())
            .push(" ORDER BY m.happened_at DESC, m.id DESC LIMIT ")
            .bind(i64::from(limit));
        rows(&self.reader, sql).await?.iter().map(read).collect()
    }

    /// The message of a claimed webhook whose time came first. None where its owner stopped it meanwhile, or somebody else
    /// carries its messages by now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_webhook_message(
        &self,
        claimed: &ClaimedWebhook,
        now: Instant,
    ) -> Result<Option<DueWebhookMessage>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT m.id, m.event, m.resource_id, m.happened_at, m.tries, w.address, w.secret, w.former_secret, \
             w.former_until FROM webhook w JOIN webhook_message m ON m.webhook_id = w.id WHERE w.id = ",
        );
        sql.bind(claimed.id.uuid())
            .push(" AND w.lease_until = ")
            .bind(claimed.until.micros())
            .push(" AND w.state = ")
            .bind(WebhookState::Active.code())
            .push(" AND m.next_try_at <= ")
            .bind(now.micros())
            .push(" ORDER BY m.next_try_at, m.happened_at, m.id LIMIT 1");
        let found = rows(&self.reader, sql).await?;
        let opener = self
            .keys
            .opener_of_rows(&self.reader, &found, &[5, 6, 7])
            .await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let (secret, former) = read_secrets(claimed.id, row, (6, 7), &opener)?;
        Ok(Some(DueWebhookMessage {
            message: read_new(row)?,
            tries: number(row.try_get_by_index(4)?)?,
            address: read_address(claimed.id, row, 5, &opener)?,
            secret,
            former: former.zip(micros(row, 8)?),
        }))
    }
}

impl Work {
    /// Has a program told of something.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_webhook_messages(
        &self,
        webhook: WebhookId,
        messages: &[NewWebhookMessage],
        now: Instant,
    ) -> Result<(), StoreFault> {
        for some in messages.chunks(500) {
            let mut sql = Sql::new(
                "INSERT INTO webhook_message (id, webhook_id, event, resource_id, happened_at, state, tries, \
                 next_try_at) VALUES ",
            );
            for (place, message) in some.iter().enumerate() {
                sql.push(if place == 0 { "" } else { ", " });
                sql.add(Sql::row([
                    Value::from(message.id.uuid()),
                    Value::from(webhook.uuid()),
                    Value::from(message.event.code()),
                    Value::from(message.resource.map(ResourceId::uuid)),
                    Value::from(message.happened_at.micros()),
                    Value::from(WebhookMessageState::Waiting.code()),
                    Value::from(0_i64),
                    Value::from(now.micros()),
                ]));
            }
            self.write(sql).await?;
        }
        Ok(())
    }

    /// Writes down up to where the log was read for a claimed webhook, unless somebody else did or carries its messages by
    /// now; says whether it was written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn advance_webhook(
        &self,
        claimed: &ClaimedWebhook,
        (place, told_to): (&str, i64),
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE webhook SET place = ");
        sql.bind(place)
            .push(", told_to = ")
            .bind(told_to)
            .push(" WHERE id = ")
            .bind(claimed.id.uuid())
            .push(" AND lease_until = ")
            .bind(claimed.until.micros())
            .push(" AND place = ")
            .bind(claimed.place.as_str());
        Ok(self.write(sql).await? == 1)
    }

    /// Writes down how a try ended, unless somebody else carries the messages of the webhook by now; says whether it was
    /// written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_webhook_tried(
        &self,
        claimed: &ClaimedWebhook,
        message: WebhookMessageId,
        ended: &WebhookTried,
    ) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE webhook_message SET state = ");
        sql.bind(ended.state.code())
            .push(", tries = ")
            .bind(i64::from(ended.tries))
            .push(", next_try_at = ")
            .bind(ended.next_try.map(Instant::micros))
            .push(", tried_at = ")
            .bind(ended.at.micros())
            .push(", outcome = ")
            .bind(ended.tried.outcome.code())
            .push(", status = ")
            .bind(ended.tried.status.map(i64::from))
            .push(" WHERE id = ")
            .bind(message.uuid())
            .push(" AND next_try_at IS NOT NULL AND webhook_id IN (SELECT id FROM webhook WHERE id = ")
            .bind(claimed.id.uuid())
            .push(" AND lease_until = ")
            .bind(claimed.until.micros())
            .push(")");
        Ok(self.write(sql).await? == 1)
    }

    /// Has a message of a webhook sent once more, from the first try on; says whether there is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn replay_webhook_message(
        &self,
        webhook: &StoredWebhook,
        message: WebhookMessageId,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        let mut sql = again(now);
        sql.push(" WHERE webhook_id = ")
            .bind(webhook.id.uuid())
            .push(" AND id = ")
            .bind(message.uuid());
        let is_there = self.write(sql).await? == 1;
        if is_there {
            self.note_account(webhook.account, TABLE, Some("tried"), Some("sent again"));
        }
        Ok(is_there)
    }

    /// Has all messages of a webhook that wait tried anew, from the first try on, and those by which it ended.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revive_webhook_messages(
        &self,
        webhook: WebhookId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql = again(now);
        sql.push(" WHERE webhook_id = ")
            .bind(webhook.uuid())
            .push(" AND (next_try_at IS NOT NULL OR state = ")
            .bind(WebhookMessageState::Failed.code())
            .push(")");
        self.write(sql).await?;
        Ok(())
    }

    /// Forgets messages that were tried for the last time before a moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_webhook_messages(&self, before: Instant) -> Result<u64, StoreFault> {
        let mut sql =
            Sql::new("DELETE FROM webhook_message WHERE next_try_at IS NULL AND tried_at < ");
        sql.bind(before.micros());
        self.write(sql).await
    }
}

/// What makes messages wait for their first try again.
fn again(now: Instant) -> Sql {
    let mut sql = Sql::new("UPDATE webhook_message SET state = ");
    sql.bind(WebhookMessageState::Waiting.code())
        .push(", tries = ")
        .bind(0_i64)
        .push(", next_try_at = ")
        .bind(now.micros());
    sql
}
