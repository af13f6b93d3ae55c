//! Whether everything that goes by itself after a time has gone.

use chrono::TimeDelta;
use renkei_domain::retention::{RecordKind, Retention};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait as _, Value};

use crate::directory::inquiry::forgotten::TELLING_INQUIRIES;
use crate::fault::StoreFault;
use crate::record::forgotten::TELLING_ACTS;
use crate::sql::Sql;
use crate::store::Store;

/// So much longer than its time something may stand there: the hourly forgetting comes around, and a server
/// that was switched off over a night is on again.
const GRACE: TimeDelta = TimeDelta::days(2);

/// By what a row is older than a moment.
#[derive(Debug, Clone, Copy)]
enum Over {
    /// Its instant is before it.
    Instant(&'static str),
    /// Its day, in Japan, is before that of the moment.
    Day(&'static str),
}

/// Which rows of a kind are older than a moment; nothing of a kind that has no time.
const fn over(kind: RecordKind) -> Option<Over> {
    Some(match kind {
        RecordKind::Session => Over::Instant("session WHERE expires_at < ?"),
        RecordKind::Invitation => Over::Instant(
            "invitation WHERE forgotten_at IS NULL AND COALESCE(accepted_at, withdrawn_at, expires_at) < ?",
        ),
        RecordKind::Draft => Over::Instant("draft WHERE saved_at < ?"),
        RecordKind::PlannedCall => Over::Day("planned_call WHERE day < ?"),
        RecordKind::Letter => Over::Instant(
            "letter WHERE CASE WHEN state = 'withdrawn' THEN created_at ELSE sent_at END < ?",
        ),
        RecordKind::WebhookMessage => {
            Over::Instant("webhook_message WHERE next_try_at IS NULL AND tried_at < ?")
        }
        RecordKind::LoggedPerson => Over::Instant(TELLING_ACTS),
        RecordKind::AuditDetail => Over::Instant("audit_detail WHERE made_at < ?"),
        RecordKind::WaitingFile => Over::Instant(
            "upload WHERE state <> 'done' AND CASE WHEN renewed_at > made_at THEN renewed_at ELSE made_at END < ?",
        ),
        RecordKind::ImportReport => Over::Instant(
            "upload WHERE (report IS NOT NULL OR report_sealed IS NOT NULL) AND made_at < ?",
        ),
        RecordKind::WriteKey => Over::Instant("idempotency WHERE made_at < ?"),
        RecordKind::Attempt => Over::Instant("sign_in_failure WHERE since < ?"),
        RecordKind::Proposer => Over::Instant(
            "directory_proposal WHERE tell_to IS NOT NULL AND COALESCE(decided_at, made_at) < ?",
        ),
        RecordKind::Answerer => Over::Instant(TELLING_INQUIRIES),
        RecordKind::Account
        | RecordKind::ContactPerson
        | RecordKind::Relation
        | RecordKind::ListCells
        | RecordKind::ChangeLog
        | RecordKind::AuditLine
        | RecordKind::SupportRecord
        | RecordKind::ProvisionRecord
        | RecordKind::Meeting
        | RecordKind::Proposal
        | RecordKind::Inquiry
        | RecordKind::ResourceMap => return None,
    })
}

impl Store {
    /// How many records of which kind stand there although their time is over, with some grace; nothing where
    /// all is as it should be.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn overdue(&self, now: Instant) -> Result<Vec<(RecordKind, u64)>, StoreFault> {
        let mut overdue = Vec::new();
        for kind in RecordKind::ALL {
            let Some((over, span)) = over(*kind).zip(Retention::span_of(*kind)) else {
                continue;
            };
            let before = now.plus(-span).plus(-GRACE);
            let (rows, value) = match over {
                Over::Instant(rows) => (rows, Value::from(before.micros())),
                Over::Day(rows) => (rows, Value::from(before.in_japan().date)),
            };
            let sql = Sql::with(&format!("SELECT COUNT(*) FROM {rows}"), [value]);
            let row = self.reader.query_one_raw(sql.statement(&self.reader));
            let count = match row.await? {
                Some(row) => row.try_get_by_index::<i64>(0)?,
                None => 0,
            };
            if count > 0 {
                overdue.push((*kind, u64::try_from(count).unwrap_or(0)));
            }
        }
        Ok(overdue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_has_a_time_is_looked_for() {
        for kind in RecordKind::ALL {
            let has_time = Retention::span_of(*kind).is_some();
            assert_eq!(over(*kind).is_some(), has_time, "{kind:?}");
        }
    }
}
