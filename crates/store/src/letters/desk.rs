//! Where people look at letters and move them.

use renkei_domain::access::scope::LetterScope;
use renkei_domain::ids::LetterId;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::row;
use super::scope::within;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// A letter as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLetter {
    /// Its id.
    pub id: LetterId,
    /// What it speaks of.
    pub subject: LetterSubject,
    /// Where it stands.
    pub state: LetterState,
    /// How many tries have begun.
    pub tries: u32,
    /// When a courier may take it.
    pub next_try: Option<Instant>,
    /// Whether its receiver may have, or get, two copies.
    pub is_second_copy_possible: bool,
    /// How the last try ended.
    pub last: Option<Delivery>,
    /// When it was queued.
    pub created_at: Instant,
    /// When a server took it.
    pub sent_at: Option<Instant>,
}

fn select(rest: &str) -> Sql {
    Sql::new(&format!("SELECT {} FROM letter {rest}", row::COLUMNS))
}

async fn read(
    connection: &impl ConnectionTrait,
    sql: Sql,
) -> Result<Vec<StoredLetter>, StoreFault> {
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    rows.iter().map(row::letter).collect()
}

impl Store {
    /// One letter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letter(&self, id: LetterId) -> Result<Option<StoredLetter>, StoreFault> {
        let mut sql = select("WHERE id = ");
        sql.bind(id.uuid());
        Ok(read(&self.reader, sql).await?.pop())
    }

    /// The letters somebody has to look at, newest first: those that will not leave by themselves, and
    /// those queued since a moment that may arrive twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letters_on_board(
        &self,
        scope: &LetterScope,
        since: Instant,
        limit: u64,
    ) -> Result<Vec<StoredLetter>, StoreFault> {
        let mut sql = select("WHERE ");
        let backend = self.reader.get_database_backend();
        sql.add(on_board(scope, since, backend))
            .push(" ORDER BY created_at DESC, id DESC LIMIT ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        read(&self.reader, sql).await
    }

    /// How many letters the board has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_on_board(
        &self,
        scope: &LetterScope,
        since: Instant,
    ) -> Result<u64, StoreFault> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM letter WHERE ");
        let backend = self.reader.get_database_backend();
        sql.add(on_board(scope, since, backend));
        let statement = sql.statement(&self.reader);
        let row = self.reader.query_one_raw(statement).await?;
        let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(count.map_or(0, |count| u64::try_from(count).unwrap_or(0)))
    }

    /// The letters about some subjects, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letters_about(
        &self,
        subjects: impl IntoIterator<Item = Uuid>,
    ) -> Result<Vec<StoredLetter>, StoreFault> {
        let mut sql = select("WHERE subject_id IN (");
        sql.add(Sql::ids(self.reader.get_database_backend(), subjects))
            .push(") ORDER BY created_at, id");
        read(&self.reader, sql).await
    }
}

/// What stands on the board.
fn on_board(scope: &LetterScope, since: Instant, backend: DbBackend) -> Sql {
    // Two short lists by an index each; asked for as one condition, the whole table would be read.
    let mut sql = Sql::new(
        "id IN (SELECT id FROM letter WHERE state = 'undeliverable' \
         UNION SELECT id FROM letter WHERE possible_second_copy AND created_at >= ",
    );
    sql.bind(since.micros())
        .push(") AND (")
        .add(within(scope, backend))
        .push(")");
    sql
}

impl Work {
    /// One letter of a scope, held until the transaction ends.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lock_letter(
        &self,
        id: LetterId,
        scope: &LetterScope,
    ) -> Result<Option<StoredLetter>, StoreFault> {
        let mut sql = select("WHERE id = ");
        sql.bind(id.uuid())
            .push(" AND (")
            .add(within(scope, self.connection().get_database_backend()))
            .push(")");
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        Ok(read(self.connection(), sql).await?.pop())
    }

    /// The letters about a subject, the oldest first, held until the transaction ends. They are held
    /// before the subject is, as a claim does it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lock_letters_about(&self, subject: Uuid) -> Result<Vec<StoredLetter>, StoreFault> {
        let mut sql = select("WHERE subject_id = ");
        sql.bind(subject).push(" ORDER BY created_at, id");
        if self.is_postgres() {
            sql.push(" FOR UPDATE");
        }
        read(self.connection(), sql).await
    }

    /// Begins another round of tries for a letter this transaction holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn requeue_letter(
        &self,
        letter: &StoredLetter,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let state = LetterState::Queued;
        let update = Sql::with(
            "UPDATE letter SET state = ?, attempts = 0, next_attempt_at = ? WHERE id = ?",
            [
                state.code().into(),
                now.micros().into(),
                letter.id.uuid().into(),
            ],
        );
        self.move_letter(letter, state, update).await
    }

    /// Takes back a letter this transaction holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn withdraw_letter(&self, letter: &StoredLetter) -> Result<(), StoreFault> {
        let state = LetterState::Withdrawn;
        let update = Sql::with(
            "UPDATE letter SET state = ?, next_attempt_at = NULL WHERE id = ?",
            [state.code().into(), letter.id.uuid().into()],
        );
        self.move_letter(letter, state, update).await
    }

    async fn move_letter(
        &self,
        letter: &StoredLetter,
        state: LetterState,
        update: Sql,
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        connection.execute_raw(update.statement(connection)).await?;
        self.note(row::change(letter.id, Some(letter.state), state));
        Ok(())
    }
}
