//! Sheets of conferences that are fetched by an address for some minutes. They stand beside those of maps, in the column
//! of the form by which case, which conference, which sheet and for whom, so that nothing of a client is there.

use renkei_domain::ids::{AccountId, CaseId, ConferenceId, ParticipantId};
use renkei_domain::time::Instant;
use sea_orm::Value;
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "map_sheet";

/// A sheet of a conference that may be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedConferenceSheet {
    /// For whom it was asked.
    pub account: AccountId,
    /// In which case.
    pub case: CaseId,
    /// Of which conference.
    pub conference: ConferenceId,
    /// Which sheet, by its code.
    pub sheet: String,
    /// For which one of those who are called; nothing for everybody.
    pub participant: Option<ParticipantId>,
}

impl OfferedConferenceSheet {
    /// As it stands in the column.
    fn form(&self) -> String {
        let (case, conference, sheet) = (self.case, self.conference, &self.sheet);
        let of_all = format!("{case}/{conference}/{sheet}");
        match self.participant {
            Some(who) => format!("{of_all}/{who}"),
            None => of_all,
        }
    }

    /// Read from there.
    fn of(account: AccountId, form: &str) -> Option<Self> {
        let mut parts = form.split('/');
        let offered = Self {
            account,
            case: parts.next()?.parse().ok()?,
            conference: parts.next()?.parse().ok()?,
            sheet: parts.next()?.to_owned(),
            participant: parts.next().map(str::parse).transpose().ok()?,
        };
        parts.next().is_none().then_some(offered)
    }
}

impl Store {
    /// The sheet of a conference that a secret opens now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn offered_conference_sheet(
        &self,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<Option<OfferedConferenceSheet>, StoreFault> {
        let sql = Sql::with(
            "SELECT account_id, form FROM map_sheet WHERE secret_hash = ? AND until > ?",
            [hash.to_vec().into(), now.micros().into()],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let account = AccountId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let form: String = row.try_get_by_index(1)?;
        let read = |form: &str| OfferedConferenceSheet::of(account, form);
        code(TABLE, read, &form).map(Some)
    }
}

impl Work {
    /// Lets a sheet of a conference be fetched by a secret until a moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn offer_conference_sheet(
        &self,
        offered: &OfferedConferenceSheet,
        hash: &SecretHash,
        until: Instant,
    ) -> Result<(), StoreFault> {
        let mut sql =
            Sql::new("INSERT INTO map_sheet (secret_hash, account_id, form, until) VALUES ");
        sql.add(Sql::row([
            Value::from(hash.to_vec()),
            Value::from(offered.account.uuid()),
            Value::from(offered.form()),
            Value::from(until.micros()),
        ]));
        write(self, sql).await?;
        self.note_account(offered.account, TABLE, None, Some("offered"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_offered_is_read_as_it_was_written() {
        let mut offered = OfferedConferenceSheet {
            account: AccountId::from_uuid(Uuid::from_u128(1)),
            case: CaseId::from_uuid(Uuid::from_u128(2)),
            conference: ConferenceId::from_uuid(Uuid::from_u128(3)),
            sheet: "fax-test".to_owned(),
            participant: None,
        };
        for participant in [None, Some(ParticipantId::from_uuid(Uuid::from_u128(4)))] {
            offered.participant = participant;
            let read = OfferedConferenceSheet::of(offered.account, &offered.form());
            assert_eq!(read.as_ref(), Some(&offered));
        }
        assert_eq!(OfferedConferenceSheet::of(offered.account, "card"), None);
    }
}
