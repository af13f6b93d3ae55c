//! Cards by which persons sign in, at most one in use for each, and whom they asked to make one anew.

use renkei_domain::ids::{AccountId, CardId};
use renkei_domain::people::limits::CARD_WRONG_PINS;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::account::read_name;
use super::{SecretHash, first_row, rows};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::keys::Opener;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A card, without its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredCard {
    /// Its id.
    pub id: CardId,
    /// Whose it is.
    pub account: AccountId,
    /// The hash of its PIN, in the PHC format.
    pub pin_hash: String,
    /// Who made it: its owner, or whom the owner asked to.
    pub made_by: AccountId,
    /// When it was made.
    pub made_at: Instant,
    /// Wrong PINs since the last right one.
    pub wrong_pins: i32,
    /// When somebody last came in by it.
    pub last_used_at: Option<Instant>,
    /// When it was stopped.
    pub stopped_at: Option<Instant>,
}

impl std::fmt::Debug for StoredCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("StoredCard");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

const COLUMNS: &str = "SELECT c.id, c.account_id, c.pin_hash, c.made_by, c.made_at, c.wrong_pins, \
     c.last_used_at, c.stopped_at, m.name FROM card c JOIN account m ON m.id = c.made_by WHERE ";

/// The place of the name of who made it.
const NAME: usize = 8;

fn read(row: &QueryResult) -> Result<StoredCard, StoreFault> {
    let account = |place| {
        let id = row.try_get_by_index::<Uuid>(place);
        id.map(AccountId::from_uuid)
    };
    let instant = |place| {
        let micros = row.try_get_by_index::<Option<i64>>(place);
        micros.map(|micros| micros.map(Instant::from_micros))
    };
    Ok(StoredCard {
        id: CardId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
        account: account(1)?,
        pin_hash: row.try_get_by_index(2)?,
        made_by: account(3)?,
        made_at: Instant::from_micros(row.try_get_by_index(4)?),
        wrong_pins: row.try_get_by_index(5)?,
        last_used_at: instant(6)?,
        stopped_at: instant(7)?,
    })
}

/// Reads a card and the name of who made it.
fn read_with_maker(row: &QueryResult, opener: &Opener) -> Result<(StoredCard, Line), StoreFault> {
    let card = read(row)?;
    let name = read_name(card.made_by, row, NAME, opener)?;
    Ok((card, name))
}

impl Store {
    /// The cards of an account with who made them: the one in use, then those that were stopped, the
    /// newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cards_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<(StoredCard, Line)>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("c.account_id = ").bind(account.uuid()).push(
            " ORDER BY CASE WHEN c.stopped_at IS NULL THEN 0 ELSE 1 END, c.made_at DESC, c.id DESC",
        );
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[NAME]);
        let opener = opener.await?;
        let cards = found.iter().map(|row| read_with_maker(row, &opener));
        cards.collect()
    }

    /// The card that a secret is, stopped or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn card_by_secret(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<StoredCard>, StoreFault> {
        let mut sql = Sql::new(COLUMNS);
        sql.push("c.secret_hash = ").bind(hash.to_vec());
        let row = first_row(&self.reader, sql).await?;
        row.as_ref().map(read).transpose()
    }

    /// Whom the owner of an account asked to make their card anew.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn card_keeper(&self, owner: AccountId) -> Result<Option<AccountId>, StoreFault> {
        let mut sql = Sql::new("SELECT keeper_id FROM card_keeper WHERE account_id = ");
        sql.bind(owner.uuid());
        let row = first_row(&self.reader, sql).await?;
        let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
        Ok(id.map(AccountId::from_uuid))
    }

    /// Those who asked an account to make their cards anew, with their names, whoever asked first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cards_entrusted_to(
        &self,
        keeper: AccountId,
    ) -> Result<Inside<Vec<(AccountId, Line)>>, StoreFault> {
        let mut sql = Sql::new(
            "SELECT a.id, a.name FROM card_keeper k JOIN account a ON a.id = k.account_id \
             WHERE k.keeper_id = ",
        );
        sql.bind(keeper.uuid()).push(" ORDER BY k.named_at, a.id");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[1]).await?;
        let owners = found.iter().map(|row| {
            let id = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            Ok((id, read_name(id, row, 1, &opener)?))
        });
        let owners = owners.collect::<Result<_, StoreFault>>()?;
        Ok(Inside::of(owners))
    }
}

impl Work {
    /// Stops whatever card of an account is in use; says whether one was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn stop_card(&self, owner: AccountId, now: Instant) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE card SET stopped_at = ");
        sql.bind(now.micros())
            .push(" WHERE stopped_at IS NULL AND account_id = ")
            .bind(owner.uuid());
        let was_in_use = self.write(sql).await? > 0;
        if was_in_use {
            self.note_account(owner, "card", Some("in use"), Some("stopped"));
        }
        Ok(was_in_use)
    }

    /// Keeps a new card. The one before it has to be stopped first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_card(&self, card: &StoredCard, hash: &SecretHash) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO card (id, account_id, secret_hash, pin_hash, made_by, made_at, wrong_pins, \
             last_used_at) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(card.id.uuid()),
            Value::from(card.account.uuid()),
            Value::from(hash.to_vec()),
            Value::from(card.pin_hash.clone()),
            Value::from(card.made_by.uuid()),
            Value::from(card.made_at.micros()),
            Value::from(card.wrong_pins),
            Value::from(card.last_used_at.map(Instant::micros)),
        ]));
        self.write(sql).await?;
        self.note_account(card.account, "card", None, Some("in use"));
        Ok(())
    }

    /// Counts a PIN as wrong before it is looked at, so that many at once are counted too; says whether
    /// it may be looked at.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn try_card(&self, id: CardId) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE card SET wrong_pins = wrong_pins + 1 WHERE id = ");
        sql.bind(id.uuid())
            .push(" AND stopped_at IS NULL AND wrong_pins < ")
            .bind(CARD_WRONG_PINS);
        Ok(self.write(sql).await? == 1)
    }

    /// The PIN was right; says whether the card is still in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_card(&self, id: CardId, now: Instant) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("UPDATE card SET wrong_pins = 0, last_used_at = ");
        sql.bind(now.micros())
            .push(" WHERE stopped_at IS NULL AND id = ")
            .bind(id.uuid());
        Ok(self.write(sql).await? == 1)
    }

    /// Keeps whom the owner of an account asks to make their card anew, in place of whom they asked
    /// before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn entrust_card(
        &self,
        owner: AccountId,
        keeper: AccountId,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO card_keeper (account_id, keeper_id, named_at) VALUES (");
        sql.bind(owner.uuid())
            .push(", ")
            .bind(keeper.uuid())
            .push(", ")
            .bind(now.micros())
            .push(
                ") ON CONFLICT (account_id) DO UPDATE \
                 SET keeper_id = excluded.keeper_id, named_at = excluded.named_at",
            );
        self.write(sql).await?;
        self.note_account(owner, "card_keeper", None, Some(&keeper.to_string()));
        Ok(())
    }

    /// The owner of an account asks nobody any more; says whether they asked somebody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn withdraw_card(&self, owner: AccountId) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("DELETE FROM card_keeper WHERE account_id = ");
        sql.bind(owner.uuid());
        let asked = self.write(sql).await? == 1;
        if asked {
            self.note_account(owner, "card_keeper", Some("named"), None);
        }
        Ok(asked)
    }
}
