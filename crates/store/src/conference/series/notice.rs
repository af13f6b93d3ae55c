//! Messages to those who are called to a meeting of a network, with what became of each.

use chrono::NaiveDate;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, PreparedWay, Says};
use renkei_domain::conference::series::{
    MeetingAnswer, MeetingCame, MeetingNotice, MeetingTold, NoticeMark,
};
use renkei_domain::ids::{
    AccountId, LetterId, MeetingNoticeId, MeetingSeriesId, NetworkId, ParticipantId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::read::small;
use super::write::{GROUP, whole};
use crate::cases::rows;
use crate::conference::read::{cell, word};
use crate::conference::said::{line_of, read as read_said, written};
use crate::conference::write::put;
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const NOTICE: &str = "meeting_notice";

const COLUMNS: &str = "SELECT id, network_id, series_id, original_on, member_id, says, begins_at, minutes, channel, \
     sequence, made_at, leaves_at, state, state_at, state_by, answer, answered_at, answered_by, said, code \
     FROM meeting_notice WHERE ";

const SAID: usize = 18;

/// What is sealed of a message.
#[derive(Debug, Serialize, Deserialize)]
struct SaidOfNotice {
    /// The place that it names.
    place: String,
    /// The mail address, number or postal address.
    target: Option<String>,
    /// What shows what became of it.
    evidence: Option<String>,
}

fn account(row: &QueryResult, column: usize) -> Result<Option<AccountId>, StoreFault> {
    let id = row.try_get_by_index::<Option<Uuid>>(column)?;
    Ok(id.map(AccountId::from_uuid))
}

fn answer(row: &QueryResult) -> Result<Option<MeetingAnswer>, StoreFault> {
    let Some(comes) = row.try_get_by_index::<Option<String>>(15)? else {
        return Ok(None);
    };
    let at = row.try_get_by_index::<Option<i64>>(16)?;
    Ok(Some(MeetingAnswer {
        comes: code(NOTICE, MeetingCame::from_code, &comes)?,
        at: Instant::from_micros(at.ok_or_else(|| unreadable(NOTICE, "answered_at"))?),
        by: account(row, 17)?,
    }))
}

fn read(row: &QueryResult, opener: &Opener) -> Result<MeetingNotice, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(NOTICE, id), row, SAID)?;
    let said: SaidOfNotice = read_said(NOTICE, &text)?;
    let short: Option<String> = row.try_get_by_index(19)?;
    let short = short.map(|text| PaperCode::read(&text).ok_or_else(|| unreadable(NOTICE, "code")));
    let at = |column| -> Result<Instant, StoreFault> {
        Ok(Instant::from_micros(row.try_get_by_index(column)?))
    };
    Ok(MeetingNotice {
        id: MeetingNoticeId::from_uuid(id),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        series: MeetingSeriesId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        original: row.try_get_by_index::<NaiveDate>(3)?,
        member: ParticipantId::from_uuid(row.try_get_by_index::<Uuid>(4)?),
        says: word(NOTICE, row, 5, Says::from_code)?,
        told: MeetingTold {
            begins: at(6)?.in_japan(),
            minutes: small(NOTICE, row, 7)?,
            place: line(NOTICE, &said.place)?,
        },
        way: PreparedWay {
            channel: word(NOTICE, row, 8, CallChannel::from_code)?,
            target: line_of(NOTICE, said.target)?,
        },
        code: short.transpose()?,
        sequence: small(NOTICE, row, 9)?,
        made_at: at(10)?,
        leaves_at: at(11)?,
        mark: NoticeMark {
            state: word(NOTICE, row, 12, NoticeState::from_code)?,
            at: at(13)?,
            by: account(row, 14)?,
            evidence: line_of(NOTICE, said.evidence)?,
        },
        answer: answer(row)?,
    })
}

/// The messages that a condition finds, the oldest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<MeetingNotice>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at, sequence, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

/// Those about the meeting of a day of the rule.
fn of_day(series: MeetingSeriesId, original: NaiveDate) -> Sql {
    let values = [series.uuid().into(), original.into()];
    Sql::with("series_id = ? AND original_on = ?", values)
}

impl Store {
    /// The messages about one meeting of a series.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_notices(
        &self,
        series: MeetingSeriesId,
        original: NaiveDate,
    ) -> Result<Vec<MeetingNotice>, StoreFault> {
        let its = of_day(series, original);
        found_by(&self.reader, &self.keys, its).await
    }

    /// Which message about a meeting a letter carried. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_notice_of_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<MeetingNoticeId>, StoreFault> {
        let notice = ("meeting_notice", "SELECT s.id FROM meeting_notice s");
        let notice = self.behind_letter(letter, notice).await?;
        Ok(notice.map(MeetingNoticeId::from_uuid))
    }

    /// The message about a meeting with a short code. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_notice_of_code(
        &self,
        short: &PaperCode,
    ) -> Result<Option<MeetingNoticeId>, StoreFault> {
        let mut sql = Sql::new("SELECT id FROM meeting_notice WHERE code = ");
        sql.bind(short.letters());
        let found = rows(&self.reader, sql).await?;
        let notice = found.first().map(|row| row.try_get_by_index(0));
        Ok(notice.transpose()?.map(MeetingNoticeId::from_uuid))
    }
}

impl Work {
    /// The messages about one meeting of a series inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_notices(
        &self,
        series: MeetingSeriesId,
        original: NaiveDate,
    ) -> Result<Vec<MeetingNotice>, StoreFault> {
        let its = of_day(series, original);
        found_by(self.connection(), self.keys(), its).await
    }

    /// The days of the rule from one on about which messages were prepared that were not taken back.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meetings_told_of(
        &self,
        series: MeetingSeriesId,
        from: NaiveDate,
    ) -> Result<Vec<NaiveDate>, StoreFault> {
        let sql = Sql::with(
            "SELECT DISTINCT original_on FROM meeting_notice WHERE series_id = ? AND original_on >= ? \
             AND state <> ? ORDER BY original_on",
            [
                Value::from(series.uuid()),
                Value::from(from),
                Value::from(NoticeState::Superseded.code()),
            ],
        );
        let found = rows(self.connection(), sql).await?;
        let days = found.iter().map(|row| Ok(row.try_get_by_index(0)?));
        days.collect()
    }

    /// A message by its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_notice(
        &self,
        id: MeetingNoticeId,
    ) -> Result<Option<MeetingNotice>, StoreFault> {
        let it = Sql::with("id = ?", [id.uuid().into()]);
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }

    /// Keeps a message, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_meeting_notice(
        &self,
        before: Option<&MeetingNotice>,
        notice: &MeetingNotice,
    ) -> Result<(), StoreFault> {
        let text = |line: Option<&Line>| line.map(ToString::to_string);
        let said = SaidOfNotice {
            place: notice.told.place.to_string(),
            target: text(notice.way.target.as_ref()),
            evidence: text(notice.mark.evidence.as_ref()),
        };
        let (id, said) = (notice.id.uuid(), written(NOTICE, &said)?);
        let owner = KeyOwner::Network(notice.network);
        let said = self.seal_text(owner, cell(NOTICE, id), &said).await?;
        let columns = [
            "id",
            "network_id",
            "series_id",
            "original_on",
            "member_id",
            "says",
            "begins_at",
            "minutes",
            "channel",
            "sequence",
            "made_at",
            "leaves_at",
            "state",
            "state_at",
            "state_by",
            "answer",
            "answered_at",
            "answered_by",
            "said",
            "code",
        ];
        let answer = notice.answer;
        let values = [
            Value::from(id),
            Value::from(notice.network.uuid()),
            Value::from(notice.series.uuid()),
            Value::from(notice.original),
            Value::from(notice.member.uuid()),
            Value::from(notice.says.code()),
            Value::from(notice.told.begins.instant().micros()),
            Value::from(i32::from(notice.told.minutes)),
            Value::from(notice.way.channel.code()),
            Value::from(whole(NOTICE, notice.sequence)?),
            Value::from(notice.made_at.micros()),
            Value::from(notice.leaves_at.micros()),
            Value::from(notice.mark.state.code()),
            Value::from(notice.mark.at.micros()),
            Value::from(notice.mark.by.map(AccountId::uuid)),
            Value::from(answer.map(|answer| answer.comes.code())),
            Value::from(answer.map(|answer| answer.at.micros())),
            Value::from(answer.and_then(|answer| answer.by).map(AccountId::uuid)),
            Value::from(said),
            Value::from(notice.code.as_ref().map(|code| code.letters().to_owned())),
        ];
        put(self, NOTICE, &columns, values).await?;
        self.note(Change {
            subject: Subject::Network(notice.network),
            field_group: GROUP.to_owned(),
            before: before.map(logged),
            after: Some(logged(notice)),
        });
        Ok(())
    }
}

/// What the log keeps of a message: whom of a list it told what, and what became of it; not where it went.
fn logged(notice: &MeetingNotice) -> String {
    json!({
        "series": notice.series.to_string(),
        "day": notice.original.to_string(),
        "member": notice.member.to_string(),
        "says": notice.says.code(),
        "channel": notice.way.channel.code(),
        "state": notice.mark.state.code(),
        "answer": notice.answer.map(|answer| answer.comes.code()),
    })
    .to_string()
}
