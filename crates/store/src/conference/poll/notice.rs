//! Messages that ask people about dates, with what became of each.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, PreparedWay};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::conference::poll::{PollNotice, PollSays};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, PersonId, PollId, PollNoticeId, RespondentId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::NOTICE;
use crate::cases::{note_change, rows};
use crate::conference::read::{cell, word};
use crate::conference::said::{line_of, read as read_said, written};
use crate::conference::write::put;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, poll_id, person_id, respondent_id, says, channel, code, made_at, state, state_at, \
     state_by, said FROM poll_notice WHERE ";

const SAID: usize = 11;

/// What is sealed of a message.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SaidOfNotice {
    /// The mail address, number or postal address.
    target: Option<String>,
    /// What shows what became of it.
    evidence: Option<String>,
}

impl SaidOfNotice {
    fn of(notice: &PollNotice) -> Self {
        Self {
            target: notice.way.target.as_ref().map(ToString::to_string),
            evidence: notice.mark.evidence.as_ref().map(ToString::to_string),
        }
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<PollNotice, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(NOTICE, id), row, SAID)?;
    let said = read_said::<SaidOfNotice>(NOTICE, &text)?;
    let to: Option<Uuid> = row.try_get_by_index(3)?;
    let short: Option<String> = row.try_get_by_index(6)?;
    let short = short.map(|text| PaperCode::read(&text).ok_or_else(|| unreadable(NOTICE, "code")));
    let by: Option<Uuid> = row.try_get_by_index(10)?;
    Ok(PollNotice {
        id: PollNoticeId::from_uuid(id),
        poll: PollId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        to: to.map(RespondentId::from_uuid),
        says: word(NOTICE, row, 4, PollSays::from_code)?,
        way: PreparedWay {
            channel: word(NOTICE, row, 5, CallChannel::from_code)?,
            target: line_of(NOTICE, said.target)?,
        },
        code: short.transpose()?,
        made_at: Instant::from_micros(row.try_get_by_index(7)?),
        mark: PollMark {
            state: word(NOTICE, row, 8, NoticeState::from_code)?,
            at: Instant::from_micros(row.try_get_by_index(9)?),
            by: by.map(AccountId::from_uuid),
            evidence: line_of(NOTICE, said.evidence)?,
        },
    })
}

/// The messages that a condition finds, the oldest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<PollNotice>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Store {
    /// The messages about the dates of conferences of a case in hand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll_notices(
        &self,
        case: &Case,
        conferences: &[ConferenceId],
    ) -> Result<Vec<PollNotice>, StoreFault> {
        let ids = conferences.iter().map(|id| id.uuid());
        let mut its = Sql::new("poll_id IN (SELECT id FROM poll WHERE conference_id IN (");
        its.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND case_id = ")
            .bind(case.id.uuid())
            .push(")");
        found_by(&self.reader, &self.keys, its).await
    }

    /// The cases in which people are asked about dates now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_with_open_polls(&self) -> Result<Vec<CaseId>, StoreFault> {
        let sql =
            Sql::new("SELECT DISTINCT case_id FROM poll WHERE closed_at IS NULL ORDER BY case_id");
        let found = rows(&self.reader, sql).await?;
        let cases = found
            .iter()
            .map(|row| Ok(CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?)));
        cases.collect()
    }
}

impl Work {
    /// The messages about a poll inside an act that has the case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll_notices(&self, poll: PollId) -> Result<Vec<PollNotice>, StoreFault> {
        let its = Sql::with("poll_id = ?", [poll.uuid().into()]);
        found_by(self.connection(), self.keys(), its).await
    }

    /// A message by its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll_notice(&self, id: PollNoticeId) -> Result<Option<PollNotice>, StoreFault> {
        let it = Sql::with("id = ?", [id.uuid().into()]);
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }

    /// In which case and about which conference a message is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_poll_notice(
        &self,
        id: PollNoticeId,
    ) -> Result<Option<(CaseId, ConferenceId)>, StoreFault> {
        let sql = Sql::with(
            "SELECT p.case_id, p.conference_id FROM poll p JOIN poll_notice n ON n.poll_id = p.id WHERE n.id = ?",
            [Value::from(id.uuid())],
        );
        let found = rows(self.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((
            CaseId::from_uuid(row.try_get_by_index::<Uuid>(0)?),
            ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        )))
    }

    /// Keeps a message about a poll of a case, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_poll_notice(
        &self,
        case: CaseId,
        before: Option<&PollNotice>,
        notice: &PollNotice,
    ) -> Result<(), StoreFault> {
        let owner = KeyOwner::Person(notice.person);
        let said = written(NOTICE, &SaidOfNotice::of(notice))?;
        let said = self
            .seal_text(owner, cell(NOTICE, notice.id.uuid()), &said)
            .await?;
        let columns = [
            "id",
            "poll_id",
            "person_id",
            "respondent_id",
            "says",
            "channel",
            "code",
            "made_at",
            "state",
            "state_at",
            "state_by",
            "said",
        ];
        let values = [
            Value::from(notice.id.uuid()),
            Value::from(notice.poll.uuid()),
            Value::from(notice.person.uuid()),
            Value::from(notice.to.map(RespondentId::uuid)),
            Value::from(notice.says.code()),
            Value::from(notice.way.channel.code()),
            Value::from(notice.code.as_ref().map(|code| code.letters().to_owned())),
            Value::from(notice.made_at.micros()),
            Value::from(notice.mark.state.code()),
            Value::from(notice.mark.at.micros()),
            Value::from(notice.mark.by.map(AccountId::uuid)),
            Value::from(said),
        ];
        put(self, NOTICE, &columns, values).await?;
        let (was, is) = (before.map(logged), logged(notice));
        note_change(self, case, "poll_notices", was, Some(is));
        Ok(())
    }
}

/// What the log, which is sealed, keeps of a message.
fn logged(notice: &PollNotice) -> serde_json::Value {
    json!({
        "id": notice.id.to_string(),
        "poll": notice.poll.to_string(),
        "to": notice.to.map(|id| id.to_string()),
        "says": notice.says.code(),
        "channel": notice.way.channel.code(),
        "state": notice.mark.state.code(),
        "at": notice.mark.at.rfc3339(),
        "by": notice.mark.by.map(|id| id.to_string()),
        "said": json!(SaidOfNotice::of(notice)),
    })
}
