//! Reading conferences with who is called and what they talk about.

use std::collections::HashMap;

use renkei_domain::conference::{
    Absence, AbsenceReason, Agenda, AgendaItem, Aim, Attendance, Conference, ConferenceKind,
    ConferencePurpose, ConferenceState, FamilyTime, Handover, HandoverView, Host, Invitee, Outline,
    Participant, Presence, Presenter, Slot, Substitute, TimeWindow, WordsFrom,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{
    AccountId, AgendaItemId, CaseId, ConferenceId, OrganizationId, ParticipantId, PersonId,
    ResourceId, TeamMemberId,
};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::said::{self, Read, Said, SaidOfItem, SaidOfParticipant};
use super::{ITEM, PARTICIPANT, TABLE};
use crate::cases::rows;
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyRing, Opener};
use crate::sql::Sql;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, person_id, organization_id, case_id, keeper_id, kind, purpose, state, host_id, \
     absence, family_agreed_on, family_from, family_until, begins_at, minutes, sequence, own_minutes, words_from, \
     seen_on, told_on, ends_on, explained_on, made_at, version, said FROM conference WHERE ";

/// The place of what is sealed.
const SAID: usize = 24;

const OF_PARTICIPANTS: &str = "SELECT conference_id, id, member_id, resource_id, role, attendance, window_from, \
     window_until, substitute, unwanted_since, said FROM conference_participant WHERE conference_id IN (";

const PARTICIPANT_SAID: usize = 10;

const OF_ITEMS: &str = "SELECT conference_id, id, minutes, presenter, participant_id, aim, said \
     FROM agenda_item WHERE conference_id IN (";

const ITEM_SAID: usize = 6;

pub(super) fn cell(table: &'static str, id: Uuid) -> Cell<'static> {
    Cell::of(table, "said", id)
}

/// A number of minutes as it stands in a row.
fn minutes(table: &'static str, row: &QueryResult, column: usize) -> Result<u16, StoreFault> {
    let number = row.try_get_by_index::<i32>(column)?;
    u16::try_from(number).map_err(|_| unreadable(table, number))
}

fn minutes_opt(
    table: &'static str,
    row: &QueryResult,
    column: usize,
) -> Result<Option<u16>, StoreFault> {
    let number = row.try_get_by_index::<Option<i32>>(column)?;
    let read = |number: i32| u16::try_from(number).map_err(|_| unreadable(table, number));
    number.map(read).transpose()
}

/// The part of a conference between two columns of minutes.
fn window(
    table: &'static str,
    row: &QueryResult,
    (from, until): (usize, usize),
) -> Result<Option<TimeWindow>, StoreFault> {
    let from = minutes_opt(table, row, from)?;
    let until = minutes_opt(table, row, until)?;
    let window = from
        .zip(until)
        .map(|(from, until)| TimeWindow::new(from, until));
    window.transpose().map_err(|fault| unreadable(table, fault))
}

fn word_opt<T>(
    row: &QueryResult,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreFault> {
    let word = row.try_get_by_index::<Option<String>>(column)?;
    word.map(|word| code(TABLE, read, &word)).transpose()
}

pub(super) fn word<T>(
    table: &'static str,
    row: &QueryResult,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreFault> {
    code(table, read, &row.try_get_by_index::<String>(column)?)
}

fn read_presence(row: &QueryResult, said: &Read) -> Result<Presence, StoreFault> {
    let reason = word_opt(row, 9, AbsenceReason::from_code)?;
    let absence = match (reason, &said.absence) {
        (None, None) => None,
        (Some(reason), Some(words)) => Some(Absence {
            reason,
            words: words.clone(),
        }),
        _ => return Err(unreadable(TABLE, "absence")),
    };
    let agreed_on = row.try_get_by_index::<Option<chrono::NaiveDate>>(10)?;
    let window = window(TABLE, row, (11, 12))?;
    let family = agreed_on
        .zip(window)
        .map(|(agreed_on, window)| FamilyTime { agreed_on, window });
    Ok(Presence { absence, family })
}

fn read_handover(row: &QueryResult, said: &Read) -> Result<Option<Handover>, StoreFault> {
    let Some(ends_on) = row.try_get_by_index(20)? else {
        return Ok(None);
    };
    let views = said.views.iter();
    let views = views.map(|(view, said)| {
        let view = code(TABLE, HandoverView::from_code, view)?;
        Ok((view, said.clone()))
    });
    Ok(Some(Handover {
        ends_on,
        unsolved: said.unsolved.clone(),
        natural_support: said.natural_support.clone(),
        difference: said.difference.clone(),
        explained_on: row.try_get_by_index(21)?,
        from_when: said.from_when.clone(),
        views: views.collect::<Result<_, StoreFault>>()?,
    }))
}

fn read_slot(row: &QueryResult, said: &Read) -> Result<Option<Slot>, StoreFault> {
    let begins = row.try_get_by_index::<Option<i64>>(13)?;
    let minutes = minutes_opt(TABLE, row, 14)?;
    match (begins, minutes, &said.place) {
        (None, None, None) => Ok(None),
        (Some(begins), Some(minutes), Some(place)) => Ok(Some(Slot {
            begins: Instant::from_micros(begins),
            minutes,
            place: place.clone(),
        })),
        _ => Err(unreadable(TABLE, "slot")),
    }
}

fn read(row: &QueryResult, opener: &Opener) -> Result<Conference, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(TABLE, id), row, SAID)?;
    let mut said = said::read::<Said>(TABLE, &text)?.read()?;
    said.words.from = word_opt(row, 17, WordsFrom::from_code)?;
    let host = row.try_get_by_index::<Option<Uuid>>(8)?;
    let host = host.map_or(Host::Lead, |id| Host::Member(TeamMemberId::from_uuid(id)));
    let sequence = row.try_get_by_index::<i32>(15)?;
    Ok(Conference {
        id: ConferenceId::from_uuid(id),
        case: CaseId::from_uuid(row.try_get_by_index::<Uuid>(3)?),
        person: PersonId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        organization: OrganizationId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        keeper: AccountId::from_uuid(row.try_get_by_index::<Uuid>(4)?),
        outline: Outline {
            kind: word(TABLE, row, 5, ConferenceKind::from_code)?,
            purpose: word(TABLE, row, 6, ConferencePurpose::from_code)?,
            presence: read_presence(row, &said)?,
            host,
            to_bring: said.to_bring.clone(),
        },
        state: word(TABLE, row, 7, ConferenceState::from_code)?,
        slot: read_slot(row, &said)?,
        sequence: u32::try_from(sequence).map_err(|_| unreadable(TABLE, sequence))?,
        participants: Vec::new(),
        agenda: Agenda {
            own_minutes: minutes(TABLE, row, 16)?,
            items: Vec::new(),
        },
        seen_on: row.try_get_by_index(18)?,
        told_on: row.try_get_by_index(19)?,
        handover: read_handover(row, &said)?,
        copies: said.copies,
        words: said.words,
        asks: said.asks,
        why: said.why,
        made_at: Instant::from_micros(row.try_get_by_index(22)?),
        version: row.try_get_by_index(23)?,
    })
}

fn read_participant(row: &QueryResult, opener: &Opener) -> Result<Participant, StoreFault> {
    let id: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(PARTICIPANT, id), row, PARTICIPANT_SAID)?;
    let said = said::read::<SaidOfParticipant>(PARTICIPANT, &text)?.read()?;
    let member = row.try_get_by_index::<Option<Uuid>>(2)?;
    let resource = row.try_get_by_index::<Option<Uuid>>(3)?;
    let who = match (member, resource, said.name) {
        (Some(member), None, None) => Invitee::Member(TeamMemberId::from_uuid(member)),
        (None, Some(resource), None) => Invitee::Listed {
            resource: ResourceId::from_uuid(resource),
            contact: said.contact,
        },
        (None, None, Some(name)) => Invitee::Written {
            name,
            fax: said.fax,
        },
        _ => return Err(unreadable(PARTICIPANT, id)),
    };
    let role = row.try_get_by_index::<Option<String>>(4)?;
    Ok(Participant {
        id: ParticipantId::from_uuid(id),
        who,
        role: role
            .map(|role| code(PARTICIPANT, StaffRole::from_code, &role))
            .transpose()?,
        attendance: word(PARTICIPANT, row, 5, Attendance::from_code)?,
        window: window(PARTICIPANT, row, (6, 7))?,
        substitute: word(PARTICIPANT, row, 8, Substitute::from_code)?,
        unwanted_since: row.try_get_by_index(9)?,
    })
}

/// Who brings something in, as it stands in two columns.
pub(super) fn presenter_of(word: &str, participant: Option<Uuid>) -> Option<Presenter> {
    match (word, participant) {
        ("person", None) => Some(Presenter::Person),
        ("host", None) => Some(Presenter::Host),
        ("participant", Some(id)) => Some(Presenter::Participant(ParticipantId::from_uuid(id))),
        _ => None,
    }
}

fn read_item(row: &QueryResult, opener: &Opener) -> Result<AgendaItem, StoreFault> {
    let id: Uuid = row.try_get_by_index(1)?;
    let text = opener.text_at(&cell(ITEM, id), row, ITEM_SAID)?;
    let (title, categories) = said::read::<SaidOfItem>(ITEM, &text)?.read()?;
    let presenter: String = row.try_get_by_index(3)?;
    let participant = row.try_get_by_index::<Option<Uuid>>(4)?;
    let presenter = presenter_of(&presenter, participant);
    let presenter = presenter.ok_or_else(|| unreadable(ITEM, id))?;
    Ok(AgendaItem {
        id: AgendaItemId::from_uuid(id),
        title,
        minutes: minutes(ITEM, row, 2)?,
        presenter,
        aim: word(ITEM, row, 5, Aim::from_code)?,
        categories,
    })
}

/// What stands below some conferences in a table, in its order.
async fn below<T>(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    conferences: &[Conference],
    (columns, sealed): (&str, usize),
    read: fn(&QueryResult, &Opener) -> Result<T, StoreFault>,
) -> Result<HashMap<ConferenceId, Vec<T>>, StoreFault> {
    let ids = conferences.iter().map(|conference| conference.id.uuid());
    let mut sql = Sql::new(columns);
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(") ORDER BY place, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[sealed]).await?;
    let mut below: HashMap<ConferenceId, Vec<T>> = HashMap::new();
    for row in &found {
        let id = ConferenceId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        below.entry(id).or_default().push(read(row, &opener)?);
    }
    Ok(below)
}

/// The conferences that a condition finds, the newest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<Conference>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    let conferences: Result<Vec<Conference>, StoreFault> =
        found.iter().map(|row| read(row, &opener)).collect();
    let mut conferences = conferences?;
    if conferences.is_empty() {
        return Ok(conferences);
    }
    let of_participants = (OF_PARTICIPANTS, PARTICIPANT_SAID);
    let mut called = below(
        connection,
        keys,
        &conferences,
        of_participants,
        read_participant,
    )
    .await?;
    let of_items = (OF_ITEMS, ITEM_SAID);
    let mut items = below(connection, keys, &conferences, of_items, read_item).await?;
    for conference in &mut conferences {
        conference.participants = called.remove(&conference.id).unwrap_or_default();
        conference.agenda.items = items.remove(&conference.id).unwrap_or_default();
    }
    Ok(conferences)
}

/// The conferences of a case, the newest first.
pub(crate) async fn conferences_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: CaseId,
) -> Result<Vec<Conference>, StoreFault> {
    let of_case = Sql::with("case_id = ?", [case.uuid().into()]);
    found_by(connection, keys, of_case).await
}

impl Work {
    /// The conferences of a case, the newest first, inside an act that has the case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conferences(&self, case: CaseId) -> Result<Vec<Conference>, StoreFault> {
        conferences_of(self.connection(), self.keys(), case).await
    }

    /// A conference of a case by its id. Whoever asks has to be asked about first, and the case be locked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference(
        &self,
        case: CaseId,
        id: ConferenceId,
    ) -> Result<Option<Conference>, StoreFault> {
        let it = Sql::with(
            "case_id = ? AND id = ?",
            [case.uuid().into(), id.uuid().into()],
        );
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }
}
