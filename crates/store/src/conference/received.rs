//! Mail that came back about conferences: whose answer it is, what became of it, and the message as it came, in pieces
//! that are sealed under the key of the person.

mod write;

use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::{MailDoubt, MailStanding, ReceivedMail};
use renkei_domain::ids::{
    AboutLinkId, AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceNoticeId,
    ConferenceReplyId, LetterId, OrganizationId, PersonId, PollNoticeId, ReceivedMailId,
};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keeper::is_open;
use super::pieces::of_pieces;
use super::read::{cell, word};
use super::said::{self, line_of, prose_of};
use crate::cases::rows;
use crate::directory::words::code;
use crate::fault::StoreFault;
use crate::keys::{KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "received_mail";
const PIECE: &str = "received_mail_piece";

const COLUMNS: &str = "SELECT id, conference_id, case_id, person_id, organization_id, invitation_id, arrived_at, doubt, \
     standing, reply_id, settled_by, settled_at, version, said FROM received_mail WHERE ";
const SAID: usize = 13;

/// What is sealed of a mail.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SaidOfMail {
    /// From whom it says to come.
    pub(super) from: Option<String>,
    /// Its subject.
    pub(super) subject: Option<String>,
    /// Its words.
    pub(super) text: Option<String>,
}

/// Where a mail belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailPlace {
    /// In which case.
    pub case: CaseId,
    /// To which conference.
    pub conference: ConferenceId,
    /// Whose answer it is, where that is known.
    pub invitation: Option<ConferenceInvitationId>,
    /// To which message it came, where that is known.
    pub notice: Option<ConferenceNoticeId>,
}

/// The case and the conference that a row begins with.
fn place(row: &QueryResult) -> Result<MailPlace, StoreFault> {
    Ok(MailPlace {
        case: CaseId::from_uuid(id(row, 0)?),
        conference: ConferenceId::from_uuid(id(row, 1)?),
        invitation: None,
        notice: None,
    })
}

fn id(row: &QueryResult, column: usize) -> Result<Uuid, StoreFault> {
    Ok(row.try_get_by_index(column)?)
}

fn id_opt(row: &QueryResult, column: usize) -> Result<Option<Uuid>, StoreFault> {
    Ok(row.try_get_by_index(column)?)
}

fn read(row: &QueryResult, opener: &Opener) -> Result<ReceivedMail, StoreFault> {
    let own = id(row, 0)?;
    let text = opener.text_at(&cell(TABLE, own), row, SAID)?;
    let said = said::read::<SaidOfMail>(TABLE, &text)?;
    let doubt = row.try_get_by_index::<Option<String>>(7)?;
    let doubt = doubt.map(|word| code(TABLE, MailDoubt::from_code, &word));
    let settled_at = row.try_get_by_index::<Option<i64>>(11)?;
    Ok(ReceivedMail {
        id: ReceivedMailId::from_uuid(own),
        conference: ConferenceId::from_uuid(id(row, 1)?),
        case: CaseId::from_uuid(id(row, 2)?),
        person: PersonId::from_uuid(id(row, 3)?),
        organization: OrganizationId::from_uuid(id(row, 4)?),
        invitation: id_opt(row, 5)?.map(ConferenceInvitationId::from_uuid),
        arrived_at: Instant::from_micros(row.try_get_by_index(6)?),
        from: line_of(TABLE, said.from)?,
        subject: line_of(TABLE, said.subject)?,
        text: prose_of(TABLE, said.text)?,
        doubt: doubt.transpose()?,
        standing: word(TABLE, row, 8, MailStanding::from_code)?,
        reply: id_opt(row, 9)?.map(ConferenceReplyId::from_uuid),
        settled: id_opt(row, 10)?
            .map(AccountId::from_uuid)
            .zip(settled_at.map(Instant::from_micros)),
        version: row.try_get_by_index(12)?,
    })
}

/// The mails that a condition finds, the newest first.
pub(crate) async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<ReceivedMail>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition)
        .push(" ORDER BY arrived_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Store {
    /// The mails about the conferences of a case in hand, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read, or a mail is not what was sealed.
    pub async fn received_mails_of(&self, case: &Case) -> Result<Vec<ReceivedMail>, StoreFault> {
        let of_case = Sql::with("case_id = ?", [case.id.uuid().into()]);
        found_by(&self.reader, &self.keys, of_case).await
    }

    /// The mails about a conference of a case in hand, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read, or a mail is not what was sealed.
    pub async fn received_mails(
        &self,
        case: &Case,
        conference: ConferenceId,
    ) -> Result<Vec<ReceivedMail>, StoreFault> {
        let of_it = Sql::with(
            "case_id = ? AND conference_id = ?",
            [case.id.uuid().into(), conference.uuid().into()],
        );
        found_by(&self.reader, &self.keys, of_it).await
    }

    /// How many mails about which conference somebody has to decide about, of conferences of these cases that are not
    /// over. Nothing of them is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_mails(
        &self,
        cases: &[CaseId],
    ) -> Result<Vec<(ConferenceId, usize)>, StoreFault> {
        let ids = cases.iter().map(|case| case.uuid());
        let mut sql = Sql::new(
            "SELECT conference_id, COUNT(*) FROM received_mail WHERE standing = 'waits' AND case_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") AND conference_id IN (SELECT id FROM conference WHERE ")
            .add(is_open())
            .push(") GROUP BY conference_id ORDER BY conference_id");
        let found = rows(&self.reader, sql).await?;
        let counted = found.iter().map(|row| {
            let count: i64 = row.try_get_by_index(1)?;
            let conference = ConferenceId::from_uuid(id(row, 0)?);
            Ok((conference, usize::try_from(count).unwrap_or_default()))
        });
        counted.collect()
    }

    /// A mail about a conference of a case in hand, as it came.
    ///
    /// # Errors
    /// When the database cannot be read, or a piece is not what was sealed.
    pub async fn mail_as_it_came(
        &self,
        case: &Case,
        mail: ReceivedMailId,
    ) -> Result<Option<Vec<u8>>, StoreFault> {
        let sql = Sql::with(
            "SELECT m.size, p.ordinal, p.body FROM received_mail m JOIN received_mail_piece p ON p.mail_id = m.id \
             WHERE m.case_id = ? AND m.id = ? ORDER BY p.ordinal",
            [Value::from(case.id.uuid()), Value::from(mail.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[2]).await?;
        of_pieces((PIECE, mail.uuid()), &found, &opener)
    }

    /// In which case a conference stands. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_conference(
        &self,
        conference: ConferenceId,
    ) -> Result<Option<MailPlace>, StoreFault> {
        let sql = Sql::with(
            "SELECT case_id FROM conference WHERE id = ?",
            [Value::from(conference.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some(MailPlace {
            case: CaseId::from_uuid(id(row, 0)?),
            conference,
            invitation: None,
            notice: None,
        }))
    }

    /// Which invitation a letter carried. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_letter(&self, letter: LetterId) -> Result<Option<MailPlace>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.case_id, i.conference_id, i.id, n.id FROM letter l \
             JOIN conference_notice n ON n.id = l.subject_id \
             JOIN conference_invitation i ON i.id = n.invitation_id \
             WHERE l.subject_kind = 'conference_notice' AND l.id = ?",
            [Value::from(letter.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some(MailPlace {
            invitation: Some(ConferenceInvitationId::from_uuid(id(row, 2)?)),
            notice: Some(ConferenceNoticeId::from_uuid(id(row, 3)?)),
            ..place(row)?
        }))
    }

    /// Which link by which somebody who was called reads who it is about a letter carried. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_link_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<(MailPlace, AboutLinkId)>, StoreFault> {
        let sql = Sql::with(
            "SELECT i.case_id, i.conference_id, i.id, k.id FROM letter l \
             JOIN about_link k ON k.id = l.subject_id \
             JOIN conference_invitation i ON i.id = k.invitation_id \
             WHERE l.subject_kind = 'about_link' AND l.id = ?",
            [Value::from(letter.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let place = MailPlace {
            invitation: Some(ConferenceInvitationId::from_uuid(id(row, 2)?)),
            ..place(row)?
        };
        Ok(Some((place, AboutLinkId::from_uuid(id(row, 3)?))))
    }

    /// Which message about dates a letter carried, in which case and about which conference. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_poll_letter(
        &self,
        letter: LetterId,
    ) -> Result<Option<(MailPlace, PollNoticeId)>, StoreFault> {
        let sql = Sql::with(
            "SELECT p.case_id, p.conference_id, n.id FROM letter l \
             JOIN poll_notice n ON n.id = l.subject_id \
             JOIN poll p ON p.id = n.poll_id \
             WHERE l.subject_kind = 'poll_notice' AND l.id = ?",
            [Value::from(letter.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        Ok(Some((place(row)?, PollNoticeId::from_uuid(id(row, 2)?))))
    }
}

impl Work {
    /// Whether a mail was kept before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_mail(&self, digest: &str) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("SELECT 1 FROM received_mail WHERE digest = ");
        sql.bind(digest);
        Ok(!rows(self.connection(), sql).await?.is_empty())
    }

    /// A mail about a conference, inside an act that has its case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn received_mail(
        &self,
        conference: ConferenceId,
        mail: ReceivedMailId,
    ) -> Result<Option<ReceivedMail>, StoreFault> {
        let it = Sql::with(
            "conference_id = ? AND id = ?",
            [conference.uuid().into(), mail.uuid().into()],
        );
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }
}
