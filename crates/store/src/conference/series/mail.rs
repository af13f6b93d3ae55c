//! Mail that came back about meetings of a network: whose answer it is, what became of it, and the message as it came, in
//! pieces that are sealed under the key of the network. The message is written once; what somebody decided is added.

use chrono::NaiveDate;
use renkei_domain::conference::invitation::{MailDoubt, MailStanding};
use renkei_domain::conference::series::MeetingMail;
use renkei_domain::ids::{AccountId, MeetingMailId, MeetingSeriesId, NetworkId, ParticipantId};
use renkei_domain::record::{Change, Subject};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::cases::{rows, write};
use crate::conference::pieces::{MessageOwner, keep_pieces, of_pieces};
use crate::conference::read::{cell, word};
use crate::conference::received::SaidOfMail;
use crate::conference::said::{line_of, prose_of, read as read_said, written};
use crate::directory::words::{code, unreadable};
use crate::fault::StoreFault;
use crate::keys::{KeyOwner, KeyRing, Opener};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const MAIL: &str = "meeting_mail";
const PIECE: &str = "meeting_mail_piece";

/// As what mail stands in the log of a network.
const GROUP: &str = "meeting_mail";

const COLUMNS: &str = "SELECT id, network_id, series_id, original_on, member_id, arrived_at, doubt, standing, settled_by, \
     settled_at, version, said FROM meeting_mail WHERE ";

const SAID: usize = 11;

fn read(row: &QueryResult, opener: &Opener) -> Result<MeetingMail, StoreFault> {
    let id: Uuid = row.try_get_by_index(0)?;
    let text = opener.text_at(&cell(MAIL, id), row, SAID)?;
    let said: SaidOfMail = read_said(MAIL, &text)?;
    let id_opt = |column| row.try_get_by_index::<Option<Uuid>>(column);
    let doubt = row.try_get_by_index::<Option<String>>(6)?;
    let doubt = doubt.map(|word| code(MAIL, MailDoubt::from_code, &word));
    let settled_at = row.try_get_by_index::<Option<i64>>(9)?;
    Ok(MeetingMail {
        id: MeetingMailId::from_uuid(id),
        network: NetworkId::from_uuid(row.try_get_by_index::<Uuid>(1)?),
        series: MeetingSeriesId::from_uuid(row.try_get_by_index::<Uuid>(2)?),
        original: row.try_get_by_index::<NaiveDate>(3)?,
        member: id_opt(4)?.map(ParticipantId::from_uuid),
        arrived_at: Instant::from_micros(row.try_get_by_index(5)?),
        from: line_of(MAIL, said.from)?,
        subject: line_of(MAIL, said.subject)?,
        text: prose_of(MAIL, said.text)?,
        doubt: doubt.transpose()?,
        standing: word(MAIL, row, 7, MailStanding::from_code)?,
        settled: id_opt(8)?
            .map(AccountId::from_uuid)
            .zip(settled_at.map(Instant::from_micros)),
        version: row.try_get_by_index(10)?,
    })
}

/// The mails that a condition finds, the newest first.
async fn found_by(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    condition: Sql,
) -> Result<Vec<MeetingMail>, StoreFault> {
    let mut sql = Sql::new(COLUMNS);
    sql.add(condition)
        .push(" ORDER BY arrived_at DESC, id DESC");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_rows(connection, &found, &[SAID]).await?;
    found.iter().map(|row| read(row, &opener)).collect()
}

impl Store {
    /// The mails about one meeting of a series, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read, or a mail is not what was sealed.
    pub async fn meeting_mails(
        &self,
        series: MeetingSeriesId,
        original: NaiveDate,
    ) -> Result<Vec<MeetingMail>, StoreFault> {
        let values = [series.uuid().into(), original.into()];
        let its = Sql::with("series_id = ? AND original_on = ?", values);
        found_by(&self.reader, &self.keys, its).await
    }

    /// How many mails about which meeting somebody has to decide about, of the meetings of these networks, the earliest
    /// first. Nothing of them is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_meeting_mails(
        &self,
        networks: &[NetworkId],
    ) -> Result<Vec<(MeetingSeriesId, NaiveDate, usize)>, StoreFault> {
        let ids = networks.iter().map(|network| network.uuid());
        let mut sql = Sql::new(
            "SELECT series_id, original_on, COUNT(*) FROM meeting_mail WHERE standing = 'waits' AND network_id IN (",
        );
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") GROUP BY series_id, original_on ORDER BY original_on, series_id");
        let found = rows(&self.reader, sql).await?;
        let counted = found.iter().map(|row| {
            let series = MeetingSeriesId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let count: i64 = row.try_get_by_index(2)?;
            let count = usize::try_from(count).unwrap_or_default();
            Ok((series, row.try_get_by_index::<NaiveDate>(1)?, count))
        });
        counted.collect()
    }

    /// About which meeting of which series a mail is. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_meeting_mail(
        &self,
        mail: MeetingMailId,
    ) -> Result<Option<(MeetingSeriesId, NaiveDate)>, StoreFault> {
        let sql = Sql::with(
            "SELECT series_id, original_on FROM meeting_mail WHERE id = ?",
            [Value::from(mail.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let series = MeetingSeriesId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        Ok(Some((series, row.try_get_by_index(1)?)))
    }

    /// A mail about a series, as it came.
    ///
    /// # Errors
    /// When the database cannot be read, or a piece is not what was sealed.
    pub async fn meeting_mail_as_it_came(
        &self,
        series: MeetingSeriesId,
        mail: MeetingMailId,
    ) -> Result<Option<Vec<u8>>, StoreFault> {
        let sql = Sql::with(
            "SELECT m.size, p.ordinal, p.body FROM meeting_mail m JOIN meeting_mail_piece p ON p.mail_id = m.id \
             WHERE m.series_id = ? AND m.id = ? ORDER BY p.ordinal",
            [Value::from(series.uuid()), Value::from(mail.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_rows(&self.reader, &found, &[2]).await?;
        of_pieces((PIECE, mail.uuid()), &found, &opener)
    }
}

impl Work {
    /// Whether a mail about a meeting was kept before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_meeting_mail(&self, digest: &str) -> Result<bool, StoreFault> {
        let mut sql = Sql::new("SELECT 1 FROM meeting_mail WHERE digest = ");
        sql.bind(digest);
        Ok(!rows(self.connection(), sql).await?.is_empty())
    }

    /// A mail about a meeting, inside an act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_mail(&self, id: MeetingMailId) -> Result<Option<MeetingMail>, StoreFault> {
        let it = Sql::with("id = ?", [id.uuid().into()]);
        let found = found_by(self.connection(), self.keys(), it).await?;
        Ok(found.into_iter().next())
    }

    /// Keeps a mail that came in, with the message as it came. The digest tells it from every other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_meeting_mail(
        &self,
        mail: &MeetingMail,
        (digest, raw): (&str, &[u8]),
    ) -> Result<(), StoreFault> {
        let size = i64::try_from(raw.len()).map_err(|_| unreadable(MAIL, mail.id))?;
        let said = SaidOfMail {
            from: mail.from.as_ref().map(Line::to_string),
            subject: mail.subject.as_ref().map(Line::to_string),
            text: mail.text.as_ref().map(Prose::to_string),
        };
        let (id, said) = (mail.id.uuid(), written(MAIL, &said)?);
        let owner = KeyOwner::Network(mail.network);
        let said = self.seal_text(owner, cell(MAIL, id), &said).await?;
        let mut sql = Sql::new(
            "INSERT INTO meeting_mail (id, network_id, series_id, original_on, member_id, digest, size, arrived_at, \
             doubt, standing, settled_by, settled_at, version, said) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(id),
            Value::from(mail.network.uuid()),
            Value::from(mail.series.uuid()),
            Value::from(mail.original),
            Value::from(mail.member.map(ParticipantId::uuid)),
            Value::from(digest),
            Value::from(size),
            Value::from(mail.arrived_at.micros()),
            Value::from(mail.doubt.map(MailDoubt::code)),
            Value::from(mail.standing.code()),
            Value::from(mail.settled.map(|(by, _)| by.uuid())),
            Value::from(mail.settled.map(|(_, at)| at.micros())),
            Value::from(mail.version),
            Value::from(said),
        ]));
        write(self, sql).await?;
        keep_pieces(self, (PIECE, id), MessageOwner::Network(mail.network), raw).await?;
        self.note_mail(None, mail);
        Ok(())
    }

    /// Keeps what was decided about a mail.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_meeting_mail(
        &self,
        before: &MeetingMail,
        mail: &MeetingMail,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE meeting_mail SET member_id = ");
        sql.bind(mail.member.map(ParticipantId::uuid))
            .push(", standing = ")
            .bind(mail.standing.code())
            .push(", settled_by = ")
            .bind(mail.settled.map(|(by, _)| by.uuid()))
            .push(", settled_at = ")
            .bind(mail.settled.map(|(_, at)| at.micros()))
            .push(", version = ")
            .bind(mail.version)
            .push(" WHERE id = ")
            .bind(mail.id.uuid());
        write(self, sql).await?;
        self.note_mail(Some(before), mail);
        Ok(())
    }

    /// Notes a mail in the log of its network. Its words stand in its row alone.
    fn note_mail(&self, before: Option<&MeetingMail>, mail: &MeetingMail) {
        self.note(Change {
            subject: Subject::Network(mail.network),
            field_group: GROUP.to_owned(),
            before: before.map(logged),
            after: Some(logged(mail)),
        });
    }
}

/// What the log keeps of a mail.
fn logged(mail: &MeetingMail) -> String {
    json!({
        "id": mail.id.to_string(),
        "series": mail.series.to_string(),
        "day": mail.original.to_string(),
        "member": mail.member.map(|id| id.to_string()),
        "doubt": mail.doubt.map(MailDoubt::code),
        "standing": mail.standing.code(),
    })
    .to_string()
}
