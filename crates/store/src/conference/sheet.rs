//! Sheets of conferences, and of the meetings of a network, that are fetched by an address for some minutes. They stand
//! beside those of maps, in the column of the form by which of what they are and for whom, so that nothing of a client
//! is there.

use chrono::NaiveDate;
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, MeetingNoticeId, MeetingSeriesId, ParticipantId,
};
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

/// With what the form of a sheet of a meeting begins, where that of a conference has its case.
const MEETINGS: &str = "meetings";

/// What a sheet is of that may be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferedOf {
    /// A conference.
    Conference {
        /// In which case.
        case: CaseId,
        /// Which one.
        conference: ConferenceId,
        /// Which sheet, by its code.
        sheet: String,
        /// For which one of those who are called; nothing for everybody.
        participant: Option<ParticipantId>,
    },
    /// A meeting of a network.
    Meeting {
        /// Of which series.
        series: MeetingSeriesId,
        /// Of which day of its rule.
        original: NaiveDate,
        /// Which message to one who is called; nothing for the notice for everybody.
        notice: Option<MeetingNoticeId>,
    },
}

/// A sheet that may be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedConferenceSheet {
    /// For whom it was asked.
    pub account: AccountId,
    /// Of what it is.
    pub of: OfferedOf,
}

/// A form, with what makes it one for somebody.
fn for_whom<T: std::fmt::Display>(of_all: String, whom: Option<T>) -> String {
    match whom {
        Some(whom) => format!("{of_all}/{whom}"),
        None => of_all,
    }
}

impl OfferedOf {
    /// As it stands in the column.
    fn form(&self) -> String {
        match self {
            Self::Conference {
                case,
                conference,
                sheet,
                participant,
            } => for_whom(format!("{case}/{conference}/{sheet}"), *participant),
            Self::Meeting {
                series,
                original,
                notice,
            } => for_whom(format!("{MEETINGS}/{series}/{original}"), *notice),
        }
    }

    /// Read from there.
    fn of(form: &str) -> Option<Self> {
        let mut parts = form.split('/');
        let first = parts.next()?;
        let of = if first == MEETINGS {
            Self::Meeting {
                series: parts.next()?.parse().ok()?,
                original: parts.next()?.parse().ok()?,
                notice: parts.next().map(str::parse).transpose().ok()?,
            }
        } else {
            Self::Conference {
                case: first.parse().ok()?,
                conference: parts.next()?.parse().ok()?,
                sheet: parts.next()?.to_owned(),
                participant: parts.next().map(str::parse).transpose().ok()?,
            }
        };
        parts.next().is_none().then_some(of)
    }
}

impl Store {
    /// The sheet that a secret opens now.
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
        let of = code(TABLE, OfferedOf::of, &form)?;
        Ok(Some(OfferedConferenceSheet { account, of }))
    }
}

impl Work {
    /// Lets a sheet be fetched by a secret until a moment.
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
            Value::from(offered.of.form()),
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
        let conference = |participant| OfferedOf::Conference {
            case: CaseId::from_uuid(Uuid::from_u128(2)),
            conference: ConferenceId::from_uuid(Uuid::from_u128(3)),
            sheet: "fax-test".to_owned(),
            participant,
        };
        let meeting = |notice| OfferedOf::Meeting {
            series: MeetingSeriesId::from_uuid(Uuid::from_u128(5)),
            original: NaiveDate::from_ymd_opt(2026, 12, 8).expect("a day"),
            notice,
        };
        for offered in [
            conference(None),
            conference(Some(ParticipantId::from_uuid(Uuid::from_u128(4)))),
            meeting(None),
            meeting(Some(MeetingNoticeId::from_uuid(Uuid::from_u128(6)))),
        ] {
            assert_eq!(OfferedOf::of(&offered.form()), Some(offered));
        }
        assert_eq!(OfferedOf::of("card"), None);
    }
}
