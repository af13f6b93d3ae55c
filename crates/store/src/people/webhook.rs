//! Webhooks of accounts: whose they are, where they lie and by which keys their messages are signed, all of it sealed
//! under the key of the account. Which process carries the messages of one stands in [`super::webhook_claim`], what is told
//! in [`super::webhook_message`].

use renkei_domain::ids::{AccountId, WebhookId};
use renkei_domain::people::WebhookAddress;
use renkei_domain::people::webhook::{WebhookEnd, WebhookState};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::{count, rows};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "webhook";

/// A webhook as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWebhook {
    /// Its id.
    pub id: WebhookId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: Line,
    /// Where it lies.
    pub address: WebhookAddress,
    /// Where it stands.
    pub state: WebhookState,
    /// Why it is told nothing any more, and since when.
    pub ended: Option<(WebhookEnd, Instant)>,
    /// When it was made.
    pub made_at: Instant,
    /// Until when messages are signed with the former key too.
    pub former_until: Option<Instant>,
    /// How many messages wait.
    pub waiting: u32,
}

/// What a webhook begins with.
#[derive(Clone, PartialEq, Eq)]
pub struct NewWebhook {
    /// Its id.
    pub id: WebhookId,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: Line,
    /// Where it lies.
    pub address: WebhookAddress,
    /// The key by which its messages are signed.
    pub secret: String,
    /// When it was made.
    pub made_at: Instant,
    /// From where on the log is read for it.
    pub place: String,
    /// The act there.
    pub told_to: i64,
}

const COLUMNS: &str = "SELECT w.id, w.account_id, w.name, w.address, w.state, w.ended_by, w.ended_at, w.made_at, \
     w.former_until, ";

/// The places of those that are sealed.
const SEALED: [usize; 2] = [2, 3];

/// The messages of a webhook `w` that wait.
pub(super) const WAITING: &str = "(SELECT COUNT(*) FROM webhook_message m WHERE m.webhook_id = w.id AND m.next_try_at IS NOT NULL)";

/// Asks for webhooks; the condition is put behind it.
fn select() -> Sql {
    let mut sql = Sql::new(COLUMNS);
    sql.push(WAITING).push(" FROM webhook w WHERE ");
    sql
}

fn cell(column: &'static str, id: WebhookId) -> Cell<'static> {
    Cell::of(TABLE, column, id.uuid())
}

pub(super) fn number(value: i64) -> Result<u32, StoreFault> {
    u32::try_from(value).map_err(|_| unreadable(TABLE, value))
}

/// Opens the address of a webhook, which stands in a column of a row.
pub(super) fn read_address(
    id: WebhookId,
    row: &QueryResult,
    column: usize,
    opener: &Opener,
) -> Result<WebhookAddress, StoreFault> {
    let text = opener.text_at(&cell("address", id), row, column)?;
    // Whatever is wrong with the address, the log does not repeat it.
    WebhookAddress::parse(&text).map_err(|fault| unreadable(TABLE, fault))
}

/// Opens the keys of a webhook, which stand in two columns of a row: the one that counts, and the one before it as long as
/// that counts too.
pub(super) fn read_secrets(
    id: WebhookId,
    row: &QueryResult,
    (secret, former): (usize, usize),
    opener: &Opener,
) -> Result<(String, Option<String>), StoreFault> {
    let now = opener.text_at(&cell("secret", id), row, secret)?;
    let before = opener.text_opt_at(&cell("former_secret", id), row, former)?;
    Ok((now, before))
}

fn read(row: &QueryResult, opener: &Opener) -> Result<StoredWebhook, StoreFault> {
    let id = WebhookId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
    let instant = |column: usize| -> Result<Option<Instant>, StoreFault> {
        let micros = row.try_get_by_index::<Option<i64>>(column)?;
        Ok(micros.map(Instant::from_micros))
    };
    let state: String = row.try_get_by_index(4)?;
    let ended: Option<String> = row.try_get_by_index(5)?;
    let ended = ended
        .map(|ended| code(TABLE, WebhookEnd::from_code, &ended))
        .transpose()?;
    Ok(StoredWebhook {
        id,
        account: AccountId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        name: line(TABLE, &opener.text_at(&cell("name", id), row, 2)?)?,
        address: read_address(id, row, 3, opener)?,
        state: code(TABLE, WebhookState::from_code, &state)?,
        ended: ended.zip(instant(6)?),
        made_at: Instant::from_micros(row.try_get_by_index(7)?),
        former_until: instant(8)?,
        waiting: number(row.try_get_by_index(9)?)?,
    })
}

impl Store {
    /// The webhooks of an account, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn webhooks_of(&self, account: AccountId) -> Result<Vec<StoredWebhook>, StoreFault> {
        let mut sql = select();
        sql.push("w.account_id = ")
            .bind(account.uuid())
            .push(" ORDER BY w.made_at DESC, w.id DESC");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &SEALED);
        let opener = opener.await?;
        found.iter().map(|row| read(row, &opener)).collect()
    }
}

impl Work {
    /// How many webhooks an account has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_webhooks(&self, account: AccountId) -> Result<i64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM webhook WHERE account_id = ");
        sql.bind(account.uuid());
        count(self.connection(), sql).await
    }

    /// Keeps a new webhook.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_webhook(&self, webhook: &NewWebhook) -> Result<(), StoreFault> {
        let (id, owner) = (webhook.id, KeyOwner::Account(webhook.account));
        let name = self.seal_text(owner, cell("name", id), webhook.name.as_str());
        let name = name.await?;
        let address = self.seal_text(owner, cell("address", id), webhook.address.as_str());
        let address = address.await?;
        let secret = self.seal_text(owner, cell("secret", id), &webhook.secret);
        let secret = secret.await?;
        let mut sql = Sql::new(
            "INSERT INTO webhook (id, account_id, name, address, secret, state, made_at, place, told_to, \
             lease_until) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id.uuid()),
            Value::from(webhook.account.uuid()),
            Value::from(name),
            Value::from(address),
            Value::from(secret),
            Value::from(WebhookState::Active.code()),
            Value::from(webhook.made_at.micros()),
            Value::from(webhook.place.clone()),
            Value::from(webhook.told_to),
            Value::from(0_i64),
        ]));
        self.write(sql).await?;
        let state = WebhookState::Active.code();
        self.note_account(webhook.account, TABLE, None, Some(state));
        Ok(())
    }

    /// A webhook, held until the transaction ends.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lock_webhook(&self, id: WebhookId) -> Result<Option<StoredWebhook>, StoreFault> {
        let mut sql = select();
        sql.push("w.id = ").bind(id.uuid());
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        let found = rows(self.connection(), sql).await?;
        let opener = self
            .keys()
            .opener_of_rows(self.connection(), &found, &SEALED);
        let opener = opener.await?;
        found.first().map(|row| read(row, &opener)).transpose()
    }

    /// Has a webhook stand elsewhere from now on, with why where it ends.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn move_webhook(
        &self,
        webhook: &StoredWebhook,
        to: WebhookState,
        ended: Option<(WebhookEnd, Instant)>,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE webhook SET state = ");
        sql.bind(to.code())
            .push(", ended_by = ")
            .bind(ended.map(|(why, _)| why.code()))
            .push(", ended_at = ")
            .bind(ended.map(|(_, at)| at.micros()))
            .push(" WHERE id = ")
            .bind(webhook.id.uuid());
        self.write(sql).await?;
        let before = Some(webhook.state.code());
        self.note_account(webhook.account, TABLE, before, Some(to.code()));
        Ok(())
    }

    /// Has the messages of a webhook signed with another key, and until a moment with the one that counted until now too.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rotate_webhook(
        &self,
        webhook: &StoredWebhook,
        secret: &str,
        until: Instant,
    ) -> Result<(), StoreFault> {
        let (id, owner) = (webhook.id, KeyOwner::Account(webhook.account));
        let mut sql = Sql::new("SELECT secret FROM webhook WHERE id = ");
        sql.bind(id.uuid());
        let found = rows(self.connection(), sql).await?;
        let opener = self.keys().opener_of_rows(self.connection(), &found, &[0]);
        let opener = opener.await?;
        let Some(row) = found.first() else {
            return Ok(());
        };
        // A value is sealed for its column, so that it is opened and sealed anew.
        let former = opener.text_at(&cell("secret", id), row, 0)?;
        let former = self.seal_text(owner, cell("former_secret", id), &former);
        let former = former.await?;
        let secret = self.seal_text(owner, cell("secret", id), secret).await?;
        let mut sql = Sql::new("UPDATE webhook SET secret = ");
        sql.bind(secret)
            .push(", former_secret = ")
            .bind(former)
            .push(", former_until = ")
            .bind(until.micros())
            .push(" WHERE id = ")
            .bind(id.uuid());
        self.write(sql).await?;
        self.note_account(webhook.account, TABLE, Some("key"), Some("another key"));
        Ok(())
    }

    /// Takes a webhook away, with its messages.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_webhook(&self, webhook: &StoredWebhook) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM webhook WHERE id = ");
        sql.bind(webhook.id.uuid());
        self.write(sql).await?;
        self.note_account(webhook.account, TABLE, Some(webhook.state.code()), None);
        Ok(())
    }

    /// Forgets keys by which messages are signed no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_former_webhook_keys(&self, now: Instant) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "UPDATE webhook SET former_secret = NULL, former_until = NULL WHERE former_until <= ",
        );
        sql.bind(now.micros());
        self.write(sql).await?;
        Ok(())
    }
}
