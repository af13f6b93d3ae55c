//! Reading polls with what was answered.

use std::collections::HashMap;

use renkei_domain::conference::poll::{AnswerWay, NamesShown, Poll, PollAnswer, PollState};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, OrganizationId, PersonId, PollAnswerId, PollId, RespondentId,
};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::said::{SaidOfAnswer, SaidOfPoll};
use super::{ANSWER, POLL};
use crate::cases::rows;
use crate::conference::read::{cell, word};
use crate::conference::said::read as read_said;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, conference_id, person_id, organization_id, state, minutes, names, deadline, opened_at, \
     closed_at, said FROM poll WHERE ";

const SAID: usize = 10;

const OF_ANSWERS: &str = "SELECT poll_id, id, respondent_id, way, said_at, kept_at, kept_by, said FROM poll_answer \
     WHERE poll_id IN (";

const ANSWER_SAID: usize = 7;

fn read(row: &QueryResult, opener: &Opener) -> Result<Poll, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(POLL, id), row, SAID)?;
    let said = read_said::<SaidOfPoll>(POLL, &text)?.read()?;
    let minutes = row.try_get_by_index::<i32>(5)?;
    let closed_at = row.try_get_by_index::<Option<i64>>(9)?;
    Ok(Poll {
        id: PollId::from_uuid(id),
        conference: ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        state: word(POLL, row, 4, PollState::from_code)?,
        minutes: u16::try_from(minutes).map_err(|_| unreadable(POLL, minutes))?,
        candidates: said.candidates,
        respondents: said.respondents,
        answers: Vec::new(),
        names: word(POLL, row, 6, NamesShown::from_code)?,
        deadline: row.try_get_by_index(7)?,
        hardest: said.hardest,
        quorum: said.quorum,
        person_times: said.person_times,
        opened_at: Instant::from_micros(row.try_get_by_index(8)?),
        closed_at: closed_at.map(Instant::from_micros),
    })
}

fn read_answer(row: &QueryResult, opener: &Opener) -> Result<PollAnswer, StoreFault> {
    let id: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(ANSWER, id), row, ANSWER_SAID)?;
    let said = read_said::<SaidOfAnswer>(ANSWER, &text)?.read()?;
    let kept_by = row.try_get_by_index::<Option<Uuid>>(6)?;
    Ok(PollAnswer {
        id: PollAnswerId::from_uuid(id),
        respondent: RespondentId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        marks: said.marks,
        wishes: said.wishes,
        note: said.note,
        way: word(ANSWER, row, 3, AnswerWay::from_code)?,
        said_at: Instant::from_micros(row.try_get_by_index(4)?),
        kept_at: Instant::from_micros(row.try_get_by_index(5)?),
        kept_by: kept_by.map(AccountId::from_uuid),
    })
}

/// The polls that a condition finds, the newest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<Poll>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY opened_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    let polls = found.iter().map(|row| read(row, &opener));
    let mut polls = polls.collect::<Result<Vec<Poll>, StoreFault>>()?;
    if polls.is_empty() {
        return Ok(polls);
    }
    let ids = polls.iter().map(|poll| poll.id.uuid());
    let mut sql = Sql::new(OF_ANSWERS);
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY kept_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys
        .opener_of_rows(connection, &found, &[ANSWER_SAID])
        .await?;
    let mut answers: HashMap<PollId, Vec<PollAnswer>> = HashMap::new();
    for row in &found {
        let poll = PollId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let answer = read_answer(row, &opener)?;
        answers.entry(poll).or_default().push(answer);
    }
    for poll in &mut polls {
        poll.answers = answers.remove(&poll.id).unwrap_or_default();
    }
    Ok(polls)
}

/// The polls of a case, the newest first.
pub(crate) async fn polls_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<Poll>, StoreFault> {
    let of_case = Sql::with("case_id = ?", [case.uuid().into()]);
    found_by(connection, keys, of_case).await
}

/// A poll by its id.
pub(super) async fn poll_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    id: Uuid,
) -> Result<Option<Poll>, StoreFault> {
    let it = Sql::with("id = ?", [id.into()]);
    let found = found_by(connection, keys, it).await?;
    Ok(found.into_iter().next())
}

impl Work {
    /// The newest poll of a conference. Whoever asks has to be asked about first, and the case be locked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn poll(&self, conference: ConferenceId) -> Result<Option<Poll>, StoreFault> {
        let of_it = Sql::with("conference_id = ?", [conference.uuid().into()]);
        let found = found_by(self.connection(), self.keys(), of_it).await?;
        Ok(found.into_iter().next())
    }
}
