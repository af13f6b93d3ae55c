//! Reading minutes, and what conferences decided.

use std::collections::HashMap;

use renkei_domain::conference::{
    AttendanceLine, Came, Conference, ConferenceDecision, DecisionKind, DecisionState, Inquiry,
    ItemNotes, Minutes, NoteTaker, Settled, Turnout,
};
use renkei_domain::ids::{
    AccountId, AgendaItemId, CaseId, ConferenceId, DecisionId, ParticipantId,
};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::said::{SaidOfAttendance, SaidOfDecision, SaidOfNotes};
use super::{ATTENDANCE, DECISION, NOTES};
use crate::cases::rows;
use crate::conference::read::{cell, presenter_of, word};
use crate::conference::said::{line_of, prose, read};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const OF_MINUTES: &str = "SELECT id, taker_id, taken_at, next_id FROM minutes WHERE id IN (";

const OF_NOTES: &str = "SELECT conference_id, id, item_id, written_by, written_at, version, said \
     FROM minutes_item WHERE conference_id IN (";

const NOTES_SAID: usize = 6;

const OF_ATTENDANCE: &str = "SELECT conference_id, id, came, item_id, asked_on, answered_on, said \
     FROM conference_attendance WHERE conference_id IN (";

const ATTENDANCE_SAID: usize = 6;

const OF_DECISIONS: &str = "SELECT id, conference_id, item_id, kind, done_by, participant_id, due_on, state, \
     settled_on, settled_by, made_at, version, said FROM conference_decision WHERE case_id = ";

const DECISION_SAID: usize = 12;

/// The conferences of a case.
pub(crate) fn of_case(case: CaseId) -> Sql {
    Sql::with(
        "SELECT id FROM conference WHERE case_id = ?",
        [case.uuid().into()],
    )
}

fn item(row: &QueryResult, column: usize) -> Result<Option<AgendaItemId>, StoreFault> {
    let id = row.try_get_by_index::<Option<Uuid>>(column)?;
    Ok(id.map(AgendaItemId::from_uuid))
}

fn read_notes(row: &QueryResult, opener: &Opener) -> Result<ItemNotes, StoreFault> {
    let id: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(NOTES, id), row, NOTES_SAID)?;
    let said = read::<SaidOfNotes>(NOTES, &text)?;
    Ok(ItemNotes {
        item: item(row, 2)?,
        said: prose(said.said)?,
        conclusion: prose(said.conclusion)?,
        remaining: prose(said.remaining)?,
        by: AccountId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        at: Instant::from_micros(row.try_get_by_index(4)?),
        version: row.try_get_by_index(5)?,
    })
}

fn read_turnout(
    came: Came,
    item: Option<AgendaItemId>,
    (substitute, why): (Option<String>, Option<String>),
) -> Result<Turnout, StoreFault> {
    let missing = || unreadable(ATTENDANCE, came.code());
    Ok(match came {
        Came::Present => Turnout::Present,
        Came::Late => Turnout::Late {
            from: item.ok_or_else(missing)?,
        },
        Came::Left => Turnout::Left { after: item },
        Came::Substitute => Turnout::Substitute {
            name: line_of(ATTENDANCE, substitute)?.ok_or_else(missing)?,
        },
        Came::Absent => match prose(why)? {
            Some(why) => Turnout::Away { why },
            None => Turnout::Absent,
        },
    })
}

fn read_attendance(row: &QueryResult, opener: &Opener) -> Result<AttendanceLine, StoreFault> {
    let id: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(ATTENDANCE, id), row, ATTENDANCE_SAID)?;
    let said = read::<SaidOfAttendance>(ATTENDANCE, &text)?;
    let came = row.try_get_by_index::<Option<String>>(2)?;
    let came = came.map(|word| code(ATTENDANCE, Came::from_code, &word));
    let turnout = match came.transpose()? {
        Some(came) => {
            let words = (said.substitute, said.why);
            Some(read_turnout(came, item(row, 3)?, words)?)
        }
        None => None,
    };
    let inquiry = match row.try_get_by_index(4)? {
        Some(asked_on) => Some(Inquiry {
            asked_on,
            answered_on: row.try_get_by_index(5)?,
            view: prose(said.view)?,
        }),
        None => None,
    };
    Ok(AttendanceLine {
        participant: ParticipantId::from_uuid(id),
        turnout,
        inquiry,
    })
}

fn read_decision(row: &QueryResult, opener: &Opener) -> Result<ConferenceDecision, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(DECISION, id), row, DECISION_SAID)?;
    let said = read::<SaidOfDecision>(DECISION, &text)?;
    let by: String = row.try_get_by_index(4)?;
    let by = presenter_of(&by, row.try_get_by_index(5)?);
    let settled_on = row.try_get_by_index::<Option<chrono::NaiveDate>>(8)?;
    let settled_by = row.try_get_by_index::<Option<Uuid>>(9)?;
    let settled = |(on, by)| Settled {
        on,
        by: AccountId::from_uuid(by),
    };
    Ok(ConferenceDecision {
        id: DecisionId::from_uuid(id),
        conference: ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        item: item(row, 2)?,
        kind: word(DECISION, row, 3, DecisionKind::from_code)?,
        by: by.ok_or_else(|| unreadable(DECISION, id))?,
        what: line(DECISION, &said.what)?,
        how: prose(said.how)?,
        due_on: row.try_get_by_index(6)?,
        state: word(DECISION, row, 7, DecisionState::from_code)?,
        settled: Option::zip(settled_on, settled_by).map(settled),
        made_at: Instant::from_micros(row.try_get_by_index(10)?),
        version: row.try_get_by_index(11)?,
    })
}

/// What stands below some conferences in a table.
async fn below<T>(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    conferences: Sql,
    (columns, sealed): (&str, usize),
    read: fn(&QueryResult, &Opener) -> Result<T, StoreFault>,
) -> Result<Vec<(ConferenceId, T)>, StoreFault> {
    let mut sql = Sql::new(columns);
    sql.add(conferences).push(") ORDER BY id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[sealed]).await?;
    let mut below = Vec::new();
    for row in &found {
        let id = ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        below.push((id, read(row, &opener)?));
    }
    Ok(below)
}

/// The minutes of some conferences, of those of which something was written.
pub(crate) async fn minutes_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    conferences: Sql,
) -> Result<Vec<Minutes>, StoreFault> {
    let mut sql = Sql::new(OF_MINUTES);
    sql.add(conferences.clone()).push(") ORDER BY id");
    let mut all: HashMap<ConferenceId, Minutes> = HashMap::new();
    let mut order = Vec::new();
    for row in rows(connection, sql).await? {
        let id = ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let taker = row.try_get_by_index::<Option<Uuid>>(1)?;
        let since = row.try_get_by_index::<Option<i64>>(2)?;
        let taker = taker.zip(since).map(|(account, since)| NoteTaker {
            account: AccountId::from_uuid(account),
            since: Instant::from_micros(since),
        });
        let next = row.try_get_by_index::<Option<Uuid>>(3)?;
        let minutes = Minutes {
            taker,
            next: next.map(ConferenceId::from_uuid),
            ..Minutes::empty(id)
        };
        order.push(id);
        all.insert(id, minutes);
    }
    if order.is_empty() {
        return Ok(Vec::new());
    }
    let missing = |table| unreadable(table, "no minutes");
    let of_notes = (OF_NOTES, NOTES_SAID);
    let notes = below(connection, keys, conferences.clone(), of_notes, read_notes);
    for (id, notes) in notes.await? {
        let minutes = all.get_mut(&id).ok_or_else(|| missing(NOTES))?;
        minutes.notes.push(notes);
    }
    let of_attendance = (OF_ATTENDANCE, ATTENDANCE_SAID);
    let lines = below(
        connection,
        keys,
        conferences,
        of_attendance,
        read_attendance,
    );
    for (id, line) in lines.await? {
        let minutes = all.get_mut(&id).ok_or_else(|| missing(ATTENDANCE))?;
        minutes.attendance.push(line);
    }
    let minutes = order.iter().filter_map(|id| all.remove(id));
    Ok(minutes.collect())
}

/// What the conferences of a case decided.
pub(crate) async fn decisions_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<ConferenceDecision>, StoreFault> {
    let mut sql = Sql::new(OF_DECISIONS);
    sql.bind(case.uuid()).push(" ORDER BY due_on, made_at, id");
    let found = rows(connection, sql).await?;
    let sealed = [DECISION_SAID];
    let opener = keys.opener_of_rows(connection, &found, &sealed).await?;
    found
        .iter()
        .map(|row| read_decision(row, &opener))
        .collect()
}

impl Work {
    /// The minutes of a conference that was read by its case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn minutes(&self, conference: &Conference) -> Result<Minutes, StoreFault> {
        let it = Sql::with(
            "SELECT id FROM conference WHERE id = ?",
            [conference.id.uuid().into()],
        );
        let found = minutes_of(self.connection(), self.keys(), it).await?;
        let minutes = found.into_iter().next();
        Ok(minutes.unwrap_or_else(|| Minutes::empty(conference.id)))
    }

    /// What the conferences of a case decided. Whoever asks has to be asked about first, and the case be locked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decisions(&self, case: CaseId) -> Result<Vec<ConferenceDecision>, StoreFault> {
        decisions_of(self.connection(), self.keys(), case).await
    }
}
