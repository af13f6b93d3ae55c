//! Giving letters to couriers. A claim is a lease with a token; every later step names the token, and
//! whoever holds an older one finds the door closed.

use renkei_domain::ids::{CourierId, LetterId};
use renkei_domain::letters::address::MailHost;
use renkei_domain::letters::delivery::Delivery;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::{LetterState, Settled};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

use super::row;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// What a courier claims letters with.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Who.
    pub holder: CourierId,
    /// The host in the Message-ID of letters that have none yet.
    pub host: MailHost,
    /// Now.
    pub now: Instant,
    /// From when on another courier may take them.
    pub lease_ends: Instant,
}

/// The right to carry one letter, until somebody else gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// Which letter.
    pub letter: LetterId,
    /// Who holds it.
    pub holder: CourierId,
    /// The how-manieth claim of this letter it is.
    pub token: i64,
}

/// A letter in a courier's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenLetter {
    /// The right to carry it.
    pub lease: Lease,
    /// What it speaks of.
    pub subject: LetterSubject,
    /// The how-manieth try this is.
    pub tries: u32,
    /// The host in its Message-ID, the same at every try.
    pub host: MailHost,
}

/// Whether a lease is still in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is, and the step was written.
    Held,
    /// Somebody else has the letter by now; nothing was written.
    Lost,
}

/// The condition of every step: the letter is claimed, by this courier, with this token.
fn under(lease: Lease) -> Sql {
    Sql::with(
        " WHERE id = ? AND state = ? AND lease_holder = ? AND lease_token = ?",
        [
            lease.letter.uuid().into(),
            LetterState::Claimed.code().into(),
            lease.holder.uuid().into(),
            lease.token.into(),
        ],
    )
}

impl Work {
    /// Takes letters whose time has come, the longest waiting first. A letter whose courier fell silent
    /// after handing it over may leave a second time, and is marked so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_letters(
        &self,
        claim: &Claim,
        limit: u64,
    ) -> Result<Vec<TakenLetter>, StoreFault> {
        let connection = self.connection();
        let mut due = Sql::with(
            "SELECT id FROM letter WHERE next_attempt_at <= ? ORDER BY next_attempt_at, id LIMIT ?",
            [
                claim.now.micros().into(),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ],
        );
        if self.is_postgres() {
            // What another courier is taking at this moment is not ours to wait for.
            due.push(" FOR UPDATE SKIP LOCKED");
        }
        let rows = connection.query_all_raw(due.statement(connection)).await?;
        let mut taken = Vec::with_capacity(rows.len());
        for found in &rows {
            let id: Uuid = found.try_get_by_index(0)?;
            taken.push(self.claim_letter(LetterId::from_uuid(id), claim).await?);
        }
        Ok(taken)
    }

    async fn claim_letter(&self, id: LetterId, claim: &Claim) -> Result<TakenLetter, StoreFault> {
        let connection = self.connection();
        let update = Sql::with(
            "UPDATE letter SET state = ?, attempts = attempts + 1, next_attempt_at = ?, lease_holder = ?, \
             lease_token = lease_token + 1, possible_second_copy = (possible_second_copy OR is_handed_over), \
             is_handed_over = FALSE, message_host = COALESCE(message_host, ?) WHERE id = ? \
             RETURNING kind, subject_kind, subject_id, attempts, lease_token, message_host",
            [
                LetterState::Claimed.code().into(),
                claim.lease_ends.micros().into(),
                claim.holder.uuid().into(),
                claim.host.as_str().into(),
                id.uuid().into(),
            ],
        );
        let claimed = connection
            .query_one_raw(update.statement(connection))
            .await?
            .ok_or_else(|| unreadable(row::TABLE, id))?;
        let host: String = claimed.try_get_by_index(5)?;
        Ok(TakenLetter {
            lease: Lease {
                letter: id,
                holder: claim.holder,
                token: claimed.try_get_by_index(4)?,
            },
            subject: row::subject(&claimed, 0)?,
            tries: row::tries(&claimed, 3)?,
            host: MailHost::parse(&host).map_err(|fault| unreadable(row::TABLE, fault))?,
        })
    }

    /// Writes how the try ended, and gives the lease back.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle_letter(
        &self,
        lease: Lease,
        delivery: Delivery,
        settled: Settled,
        now: Instant,
    ) -> Result<Hold, StoreFault> {
        let is_sent = settled.state == LetterState::Sent;
        let mut update = Sql::with(
            "UPDATE letter SET state = ?, next_attempt_at = ?, lease_holder = NULL, is_handed_over = FALSE, \
             possible_second_copy = (possible_second_copy OR ?), last_outcome_code = ?, last_reply_code = ?, \
             sent_at = ?",
            [
                settled.state.code().into(),
                settled.next_try.map(Instant::micros).into(),
                settled.may_have_arrived.into(),
                delivery.outcome.code().into(),
                delivery.reply.map(i64::from).into(),
                is_sent.then(|| now.micros()).into(),
            ],
        );
        update.add(under(lease));
        let connection = self.connection();
        let done = connection.execute_raw(update.statement(connection)).await?;
        if done.rows_affected() == 0 {
            return Ok(Hold::Lost);
        }
        if settled.state != LetterState::Waiting {
            let before = Some(LetterState::Claimed);
            self.note(row::change(lease.letter, before, settled.state));
        }
        Ok(Hold::Held)
    }
}

impl Store {
    /// Puts the end of a lease off.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew_lease(&self, lease: Lease, ends: Instant) -> Result<Hold, StoreFault> {
        let renewal = Sql::with(
            "UPDATE letter SET next_attempt_at = ?",
            [Value::from(ends.micros())],
        );
        self.step_under(lease, renewal).await
    }

    /// Notes that the letter is being handed over: from here on the receiver may have it. It is the last
    /// thing a courier asks before it does, so that one who slept through its lease sends nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_handover(&self, lease: Lease, ends: Instant) -> Result<Hold, StoreFault> {
        let handover = Sql::with(
            "UPDATE letter SET is_handed_over = TRUE, next_attempt_at = ?",
            [Value::from(ends.micros())],
        );
        self.step_under(lease, handover).await
    }

    async fn step_under(&self, lease: Lease, mut update: Sql) -> Result<Hold, StoreFault> {
        update.add(under(lease));
        let touched = self.alone(update.statement(&self.writer)).await?;
        Ok(if touched == 1 { Hold::Held } else { Hold::Lost })
    }

    /// When the next letter may be taken.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_letter_due(&self) -> Result<Option<Instant>, StoreFault> {
        let next = Sql::new(
            "SELECT next_attempt_at FROM letter WHERE next_attempt_at IS NOT NULL \
             ORDER BY next_attempt_at LIMIT 1",
        );
        let row = self
            .reader
            .query_one_raw(next.statement(&self.reader))
            .await?;
        let next = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(next.map(Instant::from_micros))
    }
}
