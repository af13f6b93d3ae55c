//! Links by which those who were called read who it is about. Whether one may still be read is not known here: what
//! became of it is, and which number opens it, sealed.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{AboutLink, AboutLinkEnd, NoticeState};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::ids::{
    AboutLinkId, AccountId, CaseId, ConferenceId, ConferenceInvitationId, PersonId,
};
use renkei_domain::people::PaperCode;
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::LINK;
use crate::cases::{note_change, rows, write};
use crate::conference::read::{cell, word};
use crate::conference::said::{line_of, read as read_said, written};
use crate::directory::words::{code, line, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const COLUMNS: &str = "SELECT id, invitation_id, person_id, made_by, made_at, state, state_at, wrong, opened_at, ended, \
     ended_at, said FROM about_link WHERE ";

const SAID: usize = 11;

/// Where a link stands: its case, its conference and itself.
pub type PlaceOfLink = (CaseId, ConferenceId, AboutLinkId);

/// What is sealed of a link.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SaidOfLink {
    /// The mail address.
    target: String,
    /// The number that opens it.
    number: String,
    /// What shows what became of the mail.
    evidence: Option<String>,
}

impl SaidOfLink {
    fn of(link: &AboutLink) -> Self {
        Self {
            target: link.target.to_string(),
            number: link.number.letters().to_owned(),
            evidence: link.mark.evidence.as_ref().map(ToString::to_string),
        }
    }
}

fn id(row: &QueryResult, column: usize) -> Result<Uuid, StoreFault> {
    Ok(row.try_get_by_index(column)?)
}

fn instant(row: &QueryResult, column: usize) -> Result<Option<Instant>, StoreFault> {
    let micros = row.try_get_by_index::<Option<i64>>(column)?;
    Ok(micros.map(Instant::from_micros))
}

fn read(row: &QueryResult, opener: &Opener) -> Result<AboutLink, StoreFault> {
    let own = id(row, 0)?;
    let text = opener.text_at(&cell(LINK, own), row, SAID)?;
    let said = read_said::<SaidOfLink>(LINK, &text)?;
    let number = PaperCode::read(&said.number).ok_or_else(|| unreadable(LINK, "number"))?;
    let wrong = row.try_get_by_index::<i32>(7)?;
    let ended: Option<String> = row.try_get_by_index(9)?;
    let ended = ended.map(|word| code(LINK, AboutLinkEnd::from_code, &word));
    Ok(AboutLink {
        id: AboutLinkId::from_uuid(own),
        invitation: ConferenceInvitationId::from_uuid(id(row, 1)?),
        person: PersonId::from_uuid(id(row, 2)?),
        target: line(LINK, &said.target)?,
        number,
        made_by: AccountId::from_uuid(id(row, 3)?),
        made_at: Instant::from_micros(row.try_get_by_index(4)?),
        mark: PollMark {
            state: word(LINK, row, 5, NoticeState::from_code)?,
            at: Instant::from_micros(row.try_get_by_index(6)?),
            by: None,
            evidence: line_of(LINK, said.evidence)?,
        },
        wrong: u32::try_from(wrong).map_err(|_| unreadable(LINK, wrong))?,
        opened_at: instant(row, 8)?,
        ended: ended.transpose()?.zip(instant(row, 10)?),
    })
}

/// The links that a condition finds, the oldest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<AboutLink>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition).push(" ORDER BY made_at, id");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

/// Where the link of a statement stands that reads case, conference and link.
fn place(found: &[QueryResult]) -> Result<Option<PlaceOfLink>, StoreFault> {
    let Some(row) = found.first() else {
        return Ok(None);
    };
    Ok(Some((
        CaseId::from_uuid(id(row, 0)?),
        ConferenceId::from_uuid(id(row, 1)?),
        AboutLinkId::from_uuid(id(row, 2)?),
    )))
}

impl Store {
    /// The links to those who were called to the conferences of a case in hand, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn about_links(&self, case: &Case) -> Result<Vec<AboutLink>, StoreFault> {
        let of_case = Sql::with(
            "invitation_id IN (SELECT id FROM conference_invitation WHERE case_id = ?)",
            [case.id.uuid().into()],
        );
        found_by(&self.reader, &self.keys, of_case).await
    }

    /// Where the link behind an address stands. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_about_address(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<PlaceOfLink>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.case_id, i.conference_id, l.id FROM about_link_address a \
             JOIN about_link l ON l.id = a.link_id \
             JOIN conference_invitation i ON i.id = l.invitation_id WHERE a.code_hash = ?",
            [Value::from(hash.to_vec())],
        );
        place(&rows(&self.reader, sql).await?)
    }
}

impl Work {
    /// The links to those who were called to a conference, inside an act that has its case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn about_links(&self, conference: &Conference) -> Result<Vec<AboutLink>, StoreFault> {
        let of_it = Sql::with(
            "invitation_id IN (SELECT id FROM conference_invitation WHERE conference_id = ?)",
            [conference.id.uuid().into()],
        );
        found_by(self.connection(), self.keys(), of_it).await
    }

    /// In which case and of which conference a link is. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_about_link(
        &self,
        link: AboutLinkId,
    ) -> Result<Option<PlaceOfLink>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.case_id, i.conference_id, l.id FROM about_link l \
             JOIN conference_invitation i ON i.id = l.invitation_id WHERE l.id = ?",
            [Value::from(link.uuid())],
        );
        place(&rows(self.connection(), sql).await?)
    }

    async fn said_of_link(&self, link: &AboutLink) -> Result<Vec<u8>, StoreFault> {
        let said = written(LINK, &SaidOfLink::of(link))?;
        let owner = KeyOwner::Person(link.person);
        self.seal_text(owner, cell(LINK, link.id.uuid()), &said)
            .await
    }

    /// Keeps a link that was just made.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_about_link(&self, case: CaseId, link: &AboutLink) -> Result<(), StoreFault> {
        let said = self.said_of_link(link).await?;
        let values = [
            Value::from(link.id.uuid()),
            Value::from(link.invitation.uuid()),
            Value::from(link.person.uuid()),
            Value::from(link.made_by.uuid()),
            Value::from(link.made_at.micros()),
            Value::from(link.mark.state.code()),
            Value::from(link.mark.at.micros()),
            Value::from(0_i32),
            Value::from(said),
        ];
        let mut sql = Sql::new(
            "INSERT INTO about_link (id, invitation_id, person_id, made_by, made_at, state, state_at, wrong, said) \
             VALUES ",
        );
        sql.add(Sql::row(values));
        write(self, sql).await?;
        note_change(self, case, GROUP, None, Some(logged(link)));
        Ok(())
    }

    /// Keeps how often a link was tried wrongly, that it was opened, and that it ended.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_about_link(
        &self,
        case: CaseId,
        (before, link): (&AboutLink, &AboutLink),
    ) -> Result<(), StoreFault> {
        let wrong = i32::try_from(link.wrong).map_err(|_| unreadable(LINK, link.wrong))?;
        let (why, since) = link.ended.unzip();
        let mut sql = Sql::new("UPDATE about_link SET wrong = ");
        sql.bind(wrong)
            .push(", opened_at = ")
            .bind(link.opened_at.map(Instant::micros))
            .push(", ended = ")
            .bind(why.map(AboutLinkEnd::code))
            .push(", ended_at = ")
            .bind(since.map(Instant::micros))
            .push(" WHERE id = ")
            .bind(link.id.uuid());
        write(self, sql).await?;
        note_change(self, case, GROUP, Some(logged(before)), Some(logged(link)));
        Ok(())
    }

    /// Keeps what became of the mail of a link, and nothing else of it: whoever opens it writes at the same time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mark_about_link(
        &self,
        case: CaseId,
        (before, link): (&AboutLink, &AboutLink),
    ) -> Result<(), StoreFault> {
        let said = self.said_of_link(link).await?;
        let mut sql = Sql::new("UPDATE about_link SET state = ");
        sql.bind(link.mark.state.code())
            .push(", state_at = ")
            .bind(link.mark.at.micros())
            .push(", said = ")
            .bind(said)
            .push(" WHERE id = ")
            .bind(link.id.uuid());
        write(self, sql).await?;
        note_change(self, case, GROUP, Some(logged(before)), Some(logged(link)));
        Ok(())
    }

    /// Keeps a further address at which a link is read: each mail that may have left has its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_about_address(
        &self,
        link: &AboutLink,
        hash: &SecretHash,
        now: Instant,
    ) -> Result<(), StoreFault> {
        let values = [
            Value::from(hash.to_vec()),
            Value::from(link.id.uuid()),
            Value::from(link.person.uuid()),
            Value::from(now.micros()),
        ];
        let mut sql = Sql::new(
            "INSERT INTO about_link_address (code_hash, link_id, person_id, made_at) VALUES ",
        );
        sql.add(Sql::row(values));
        write(self, sql).await?;
        Ok(())
    }
}

/// The group of the log's lines about links.
const GROUP: &str = "about_links";

/// What the log, which is sealed, keeps of a link. The number that opens it stands in no log.
fn logged(link: &AboutLink) -> serde_json::Value {
    let (why, since) = link.ended.unzip();
    json!({
        "id": link.id.to_string(),
        "invitation": link.invitation.to_string(),
        "target": link.target.to_string(),
        "state": link.mark.state.code(),
        "at": link.mark.at.rfc3339(),
        "evidence": link.mark.evidence.as_ref().map(ToString::to_string),
        "wrong": link.wrong,
        "opened_at": link.opened_at.map(Instant::rfc3339),
        "ended": why.map(AboutLinkEnd::code),
        "ended_at": since.map(Instant::rfc3339),
    })
}
