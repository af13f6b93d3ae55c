//! Taking a letter in. It happens inside the act that calls for it: what was acknowledged will be sent.

use renkei_domain::ids::LetterId;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::time::Instant;
use sea_orm::ConnectionTrait as _;

use super::row;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Queues a letter about something that this transaction has written or read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queue_letter(
        &self,
        id: LetterId,
        subject: LetterSubject,
        now: Instant,
    ) -> Result<(), StoreFault> {
        self.queue_letter_after(id, subject, (now, now)).await
    }

    /// The same for a letter that does not leave before a time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queue_letter_after(
        &self,
        id: LetterId,
        subject: LetterSubject,
        (now, leaves_at): (Instant, Instant),
    ) -> Result<(), StoreFault> {
        let (subject_kind, subject_id) = row::subject_parts(subject);
        let insert = Sql::with(
            "INSERT INTO letter (id, kind, subject_kind, subject_id, state, attempts, next_attempt_at, \
             lease_token, is_handed_over, possible_second_copy, created_at) \
             VALUES (?, ?, ?, ?, ?, 0, ?, 0, FALSE, FALSE, ?)",
            [
                id.uuid().into(),
                subject.kind().code().into(),
                subject_kind.into(),
                subject_id.into(),
                LetterState::Queued.code().into(),
                leaves_at.micros().into(),
                now.micros().into(),
            ],
        );
        let connection = self.connection();
        connection.execute_raw(insert.statement(connection)).await?;
        self.note(row::change(id, None, LetterState::Queued));
        Ok(())
    }
}
