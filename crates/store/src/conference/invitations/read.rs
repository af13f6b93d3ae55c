//! Reading who was called, with everything about them.

use std::collections::HashMap;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::TimeWindow;
use renkei_domain::conference::invitation::{
    AboutHow, AnswerChannel, CallChannel, CallVersion, Doubt, GivenReply, Invitation, Mark, Notice,
    NoticeState, PhoneOutcome, PreparedWay, Reply, ReplyKind, ReplyStanding, Says, Told, ToldAbout,
};
use renkei_domain::conference::poll::Wish;
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceMarkId, ConferenceNoticeId,
    ConferenceReplyId, OrganizationId, ParticipantId, PersonId, ProvisionId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::said::{DAMAGED, Reading, SaidOfInvitation, SaidOfMark, SaidOfNotice, SaidOfReply};
use super::{INVITATION, MARK, NOTICE, REPLY};
use crate::cases::rows;
use crate::conference::keeper::is_open;
use crate::conference::read::word;
use crate::conference::said::{line_of, prose_of};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, conference_id, case_id, person_id, organization_id, participant_id, code, told_how, \
     told_at, told_by, record_id, made_by, made_at, version, said FROM conference_invitation WHERE ";
const SAID: usize = 14;

const OF_NOTICES: &str = "SELECT invitation_id, id, says, sequence, stamped_at, begins_at, minutes, of_conference, \
     channel, leaves_at, said FROM conference_notice WHERE invitation_id IN (";
const NOTICE_SAID: usize = 10;

const OF_MARKS: &str =
    "SELECT notice_id, id, state, phone, at, by_id, said FROM conference_mark WHERE notice_id IN (";
const MARK_SAID: usize = 6;

const OF_REPLIES: &str = "SELECT invitation_id, id, reply, part_from, part_until, channel, sequence, given_at, noted_at, \
     by_id, standing, doubt, decided_by, said FROM conference_reply WHERE invitation_id IN (";
const REPLY_SAID: usize = 13;

fn id(row: &QueryResult, column: usize) -> Result<Uuid, StoreFault> {
    Ok(row.try_get_by_index(column)?)
}

fn account(row: &QueryResult, column: usize) -> Result<Option<AccountId>, StoreFault> {
    let account = row.try_get_by_index::<Option<Uuid>>(column)?;
    Ok(account.map(AccountId::from_uuid))
}

fn instant(row: &QueryResult, column: usize) -> Result<Instant, StoreFault> {
    Ok(Instant::from_micros(row.try_get_by_index(column)?))
}

fn count(table: &'static str, row: &QueryResult, column: usize) -> Result<u32, StoreFault> {
    let number = row.try_get_by_index::<i32>(column)?;
    u32::try_from(number).map_err(|_| unreadable(table, number))
}

fn word_opt<T>(
    table: &'static str,
    row: &QueryResult,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreFault> {
    let word = row.try_get_by_index::<Option<String>>(column)?;
    word.map(|word| code(table, read, &word)).transpose()
}

fn read_told(row: &QueryResult, said: &SaidOfInvitation) -> Result<Option<ToldAbout>, StoreFault> {
    let Some(how) = word_opt(INVITATION, row, 7, AboutHow::from_code)? else {
        return Ok(None);
    };
    let by = account(row, 9)?.ok_or_else(|| unreadable(INVITATION, "told_by"))?;
    Ok(Some(ToldAbout {
        how,
        at: instant(row, 8)?,
        by,
        heard_by: line_of(INVITATION, said.heard_by.clone())?,
        record: ProvisionId::from_uuid(id(row, 10)?),
    }))
}

fn read_invitation(
    row: &QueryResult,
    opener: &Opener,
    how: Reading,
) -> Result<Invitation, StoreFault> {
    let own = id(row, 0)?;
    let said: SaidOfInvitation = how.said((INVITATION, own), (row, SAID), opener)?;
    let short: String = row.try_get_by_index(6)?;
    Ok(Invitation {
        id: ConferenceInvitationId::from_uuid(own),
        conference: ConferenceId::from_uuid(id(row, 1)?),
        case: CaseId::from_uuid(id(row, 2)?),
        person: PersonId::from_uuid(id(row, 3)?),
        organization: OrganizationId::from_uuid(id(row, 4)?),
        participant: ParticipantId::from_uuid(id(row, 5)?),
        name: line(INVITATION, &how.name(said.name.clone()))?,
        code: PaperCode::read(&short).ok_or_else(|| unreadable(INVITATION, "code"))?,
        notices: Vec::new(),
        replies: Vec::new(),
        told: read_told(row, &said)?,
        made_by: AccountId::from_uuid(id(row, 11)?),
        made_at: instant(row, 12)?,
        version: row.try_get_by_index(13)?,
    })
}

fn read_notice(
    row: &QueryResult,
    opener: &Opener,
    how: Reading,
) -> Result<(Uuid, Notice), StoreFault> {
    let own = id(row, 1)?;
    let said: SaidOfNotice = how.said((NOTICE, own), (row, NOTICE_SAID), opener)?;
    let minutes = count(NOTICE, row, 6)?;
    let notice = Notice {
        id: ConferenceNoticeId::from_uuid(own),
        says: word(NOTICE, row, 2, Says::from_code)?,
        version: CallVersion {
            sequence: count(NOTICE, row, 3)?,
            stamped_at: instant(row, 4)?,
        },
        told: Told {
            begins: instant(row, 5)?,
            minutes: u16::try_from(minutes).map_err(|_| unreadable(NOTICE, minutes))?,
            of_conference: count(NOTICE, row, 7)?,
        },
        way: PreparedWay {
            channel: word(NOTICE, row, 8, CallChannel::from_code)?,
            target: line_of(NOTICE, said.target)?,
        },
        leaves_at: instant(row, 9)?,
        marks: Vec::new(),
    };
    Ok((id(row, 0)?, notice))
}

fn read_mark(row: &QueryResult, opener: &Opener, how: Reading) -> Result<(Uuid, Mark), StoreFault> {
    let own = id(row, 1)?;
    let said: SaidOfMark = how.said((MARK, own), (row, MARK_SAID), opener)?;
    let mark = Mark {
        id: ConferenceMarkId::from_uuid(own),
        state: word(MARK, row, 2, NoticeState::from_code)?,
        phone: word_opt(MARK, row, 3, PhoneOutcome::from_code)?,
        at: instant(row, 4)?,
        by: account(row, 5)?,
        evidence: line_of(MARK, said.evidence)?,
    };
    Ok((id(row, 0)?, mark))
}

fn read_part(row: &QueryResult) -> Result<Option<TimeWindow>, StoreFault> {
    let minute = |column: usize| -> Result<Option<u16>, StoreFault> {
        let number = row.try_get_by_index::<Option<i32>>(column)?;
        let read = |number: i32| u16::try_from(number).map_err(|_| unreadable(REPLY, number));
        number.map(read).transpose()
    };
    let part = minute(3)?.zip(minute(4)?);
    let part = part.map(|(from, until)| TimeWindow::new(from, until));
    part.transpose().map_err(|fault| unreadable(REPLY, fault))
}

fn read_reply(
    row: &QueryResult,
    opener: &Opener,
    how: Reading,
) -> Result<(Uuid, GivenReply), StoreFault> {
    let own = id(row, 1)?;
    let said: SaidOfReply = how.said((REPLY, own), (row, REPLY_SAID), opener)?;
    let kind = word(REPLY, row, 2, ReplyKind::from_code)?;
    let substitute = match (kind, said.substitute) {
        (ReplyKind::Substitute, None) if how == Reading::Listed => Some(DAMAGED.to_owned()),
        (_, substitute) => substitute,
    };
    let substitute = line_of(REPLY, substitute)?;
    let reply = match (kind, substitute, read_part(row)?) {
        (ReplyKind::Coming, None, None) => Reply::Coming,
        (ReplyKind::NotComing, None, None) => Reply::NotComing,
        (ReplyKind::Substitute, Some(name), None) => Reply::Substitute { name },
        (ReplyKind::Part, None, Some(part)) => Reply::Part(part),
        _ => return Err(unreadable(REPLY, own)),
    };
    let wishes = said.wishes.iter();
    let wishes = wishes.map(|wish| code(REPLY, Wish::from_code, wish));
    let reply = GivenReply {
        id: ConferenceReplyId::from_uuid(own),
        reply,
        wishes: wishes.collect::<Result<_, StoreFault>>()?,
        note: prose_of(REPLY, said.note)?,
        from: line_of(REPLY, said.from)?,
        channel: word(REPLY, row, 5, AnswerChannel::from_code)?,
        sequence: count(REPLY, row, 6)?,
        given_at: instant(row, 7)?,
        noted_at: instant(row, 8)?,
        by: account(row, 9)?,
        standing: word(REPLY, row, 10, ReplyStanding::from_code)?,
        doubt: word_opt(REPLY, row, 11, Doubt::from_code)?,
        decided_by: account(row, 12)?,
    };
    Ok((id(row, 0)?, reply))
}

/// Reads what hangs below some rows, each by the row above it.
type ReadBelow<T> = fn(&QueryResult, &Opener, Reading) -> Result<(Uuid, T), StoreFault>;

/// What stands below some rows in a table, in its order.
async fn below<T>(
    connection: &impl ConnectionTrait,
    (keys, how): (&KeyRing, Reading),
    above: impl IntoIterator<Item = Uuid>,
    (columns, sealed, read): (&str, usize, ReadBelow<T>),
) -> Result<HashMap<Uuid, Vec<T>>, StoreFault> {
    let mut sql = Sql::new(columns);
    sql.add(Sql::ids(connection.get_database_backend(), above))
        .push(") ORDER BY place, id");
    let found = rows(connection, sql).await?;
    let opener = how.opener(connection, keys, (&found, sealed)).await?;
    let mut below: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in &found {
        let (above, one) = read(row, &opener, how)?;
        below.entry(above).or_default().push(one);
    }
    Ok(below)
}

/// The invitations that a condition finds, the oldest first.
pub(crate) async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<Invitation>, StoreFault> {
    read_by(connection, (keys, Reading::Whole), condition).await
}

/// The same of many cases: what is damaged keeps nobody from the others, and counts as what stands in the open says.
pub(crate) async fn listed_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<Invitation>, StoreFault> {
    read_by(connection, (keys, Reading::Listed), condition).await
}

async fn read_by(
    connection: &impl ConnectionTrait,
    by: (&KeyRing, Reading),
    condition: Sql,
) -> Result<Vec<Invitation>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at, id");
    let found = rows(connection, sql).await?;
    let opener = by.1.opener(connection, by.0, (&found, SAID)).await?;
    let read = found.iter().map(|row| read_invitation(row, &opener, by.1));
    let mut invitations = read.collect::<Result<Vec<Invitation>, StoreFault>>()?;
    if invitations.is_empty() {
        return Ok(invitations);
    }
    let ids: Vec<Uuid> = invitations.iter().map(|one| one.id.uuid()).collect();
    let of_notices = (OF_NOTICES, NOTICE_SAID, read_notice as ReadBelow<Notice>);
    let mut notices: HashMap<Uuid, Vec<Notice>> =
        below(connection, by, ids.iter().copied(), of_notices).await?;
    let sent = notices.values().flatten().map(|notice| notice.id.uuid());
    let sent: Vec<Uuid> = sent.collect();
    let of_marks = (OF_MARKS, MARK_SAID, read_mark as ReadBelow<Mark>);
    let mut marks: HashMap<Uuid, Vec<Mark>> = below(connection, by, sent, of_marks).await?;
    let of_replies = (OF_REPLIES, REPLY_SAID, read_reply as ReadBelow<GivenReply>);
    let mut replies: HashMap<Uuid, Vec<GivenReply>> =
        below(connection, by, ids, of_replies).await?;
    for one in &mut invitations {
        one.notices = notices.remove(&one.id.uuid()).unwrap_or_default();
        for notice in &mut one.notices {
            notice.marks = marks.remove(&notice.id.uuid()).unwrap_or_default();
        }
        one.replies = replies.remove(&one.id.uuid()).unwrap_or_default();
    }
    Ok(invitations)
}

fn to_conference(conference: ConferenceId) -> Sql {
    Sql::with("conference_id = ?", [conference.uuid().into()])
}

impl Store {
    /// Everybody who was called to the conferences of a case in hand, the one who was called first before the others.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_invitations(&self, case: &Case) -> Result<Vec<Invitation>, StoreFault> {
        let of_case = Sql::with("case_id = ?", [case.id.uuid().into()]);
        found_by(&self.reader, &self.keys, of_case).await
    }

    /// The cases with a conference that is not over and to which somebody was called. Nothing of them is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cases_with_calls(&self) -> Result<Vec<CaseId>, StoreFault> {
        let mut sql = Sql::new("SELECT DISTINCT case_id FROM conference WHERE ");
        sql.add(is_open())
            .push(" AND id IN (SELECT conference_id FROM conference_invitation) ORDER BY case_id");
        let found = rows(&self.reader, sql).await?;
        let cases = found.iter().map(|row| Ok(CaseId::from_uuid(id(row, 0)?)));
        cases.collect()
    }

    /// Where the invitation with a short code stands. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_conference_code(
        &self,
        short: &PaperCode,
    ) -> Result<Option<(CaseId, ConferenceId, ConferenceInvitationId)>, StoreFault> {
        let mut sql =
            Sql::new("SELECT case_id, conference_id, id FROM conference_invitation WHERE code = ");
        sql.bind(short.letters());
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((
            CaseId::from_uuid(id(row, 0)?),
            ConferenceId::from_uuid(id(row, 1)?),
            ConferenceInvitationId::from_uuid(id(row, 2)?),
        )))
    }
}

impl Work {
    /// Everybody who was called to a conference, inside an act that has its case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_invitations(
        &self,
        conference: ConferenceId,
    ) -> Result<Vec<Invitation>, StoreFault> {
        found_by(self.connection(), self.keys(), to_conference(conference)).await
    }

    /// Somebody who was called to a conference, inside an act that has its case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_invitation(
        &self,
        conference: ConferenceId,
        id: ConferenceInvitationId,
    ) -> Result<Option<Invitation>, StoreFault> {
        let it = Sql::with(
            "conference_id = ? AND id = ?",
            [conference.uuid().into(), id.uuid().into()],
        );
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }

    /// In which case and to which conference a message calls.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_notice(
        &self,
        notice: ConferenceNoticeId,
    ) -> Result<Option<(CaseId, ConferenceId, ConferenceInvitationId)>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.case_id, i.conference_id, i.id FROM conference_invitation i \
             JOIN conference_notice n ON n.invitation_id = i.id WHERE n.id = ?",
            [Value::from(notice.uuid())],
        );
        let found = rows(self.connection(), sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((
            CaseId::from_uuid(id(row, 0)?),
            ConferenceId::from_uuid(id(row, 1)?),
            ConferenceInvitationId::from_uuid(id(row, 2)?),
        )))
    }
}
