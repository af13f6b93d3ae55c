//! Keeping mail that came back. The message is written once; what somebody decided about it is added.

use renkei_domain::conference::invitation::{MailDoubt, ReceivedMail};
use renkei_domain::ids::{ConferenceInvitationId, ConferenceReplyId};
use renkei_domain::text::{Line, Prose};
use sea_orm::Value;
use serde_json::json;

use super::{PIECE, SaidOfMail, TABLE};
use crate::cases::{note_change, write};
use crate::conference::pieces::{MessageOwner, keep_pieces};
use crate::conference::read::cell;
use crate::conference::said::written;
use crate::conference::write::put;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::sql::Sql;
use crate::work::Work;

/// As what mail stands in the log of a case.
const GROUP: &str = "conference_mail";

impl Work {
    /// Keeps a mail that came in, with the message as it came. The digest tells it from every other.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_received_mail(
        &self,
        mail: &ReceivedMail,
        (digest, raw): (&str, &[u8]),
    ) -> Result<(), StoreFault> {
        let size = i64::try_from(raw.len()).map_err(|_| unreadable(TABLE, mail.id))?;
        let of_message = [("digest", Value::from(digest)), ("size", Value::from(size))];
        self.put_mail(mail, &of_message).await?;
        let owner = MessageOwner::Person(mail.person);
        keep_pieces(self, (PIECE, mail.id.uuid()), owner, raw).await?;
        note_change(self, mail.case, GROUP, None, Some(logged(mail)));
        Ok(())
    }

    /// Keeps what was decided about a mail.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_received_mail(
        &self,
        before: &ReceivedMail,
        mail: &ReceivedMail,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("UPDATE received_mail SET invitation_id = ");
        sql.bind(mail.invitation.map(ConferenceInvitationId::uuid))
            .push(", standing = ")
            .bind(mail.standing.code())
            .push(", reply_id = ")
            .bind(mail.reply.map(ConferenceReplyId::uuid))
            .push(", settled_by = ")
            .bind(mail.settled.map(|(by, _)| by.uuid()))
            .push(", settled_at = ")
            .bind(mail.settled.map(|(_, at)| at.micros()))
            .push(", version = ")
            .bind(mail.version)
            .push(" WHERE id = ")
            .bind(mail.id.uuid());
        write(self, sql).await?;
        note_change(
            self,
            mail.case,
            GROUP,
            Some(logged(before)),
            Some(logged(mail)),
        );
        Ok(())
    }

    async fn put_mail(
        &self,
        mail: &ReceivedMail,
        of_message: &[(&str, Value)],
    ) -> Result<(), StoreFault> {
        let said = SaidOfMail {
            from: mail.from.as_ref().map(Line::to_string),
            subject: mail.subject.as_ref().map(Line::to_string),
            text: mail.text.as_ref().map(Prose::to_string),
        };
        let said = written(TABLE, &said)?;
        let owner = KeyOwner::Person(mail.person);
        let said = self
            .seal_text(owner, cell(TABLE, mail.id.uuid()), &said)
            .await?;
        let mut columns = vec![
            "id",
            "conference_id",
            "person_id",
            "organization_id",
            "case_id",
            "invitation_id",
            "arrived_at",
            "doubt",
            "standing",
            "reply_id",
            "settled_by",
            "settled_at",
            "version",
            "said",
        ];
        let mut values = vec![
            Value::from(mail.id.uuid()),
            Value::from(mail.conference.uuid()),
            Value::from(mail.person.uuid()),
            Value::from(mail.organization.uuid()),
            Value::from(mail.case.uuid()),
            Value::from(mail.invitation.map(ConferenceInvitationId::uuid)),
            Value::from(mail.arrived_at.micros()),
            Value::from(mail.doubt.map(MailDoubt::code)),
            Value::from(mail.standing.code()),
            Value::from(mail.reply.map(ConferenceReplyId::uuid)),
            Value::from(mail.settled.map(|(by, _)| by.uuid())),
            Value::from(mail.settled.map(|(_, at)| at.micros())),
            Value::from(mail.version),
            Value::from(said),
        ];
        for (column, value) in of_message {
            columns.push(column);
            values.push(value.clone());
        }
        put(self, TABLE, &columns, values).await
    }
}

/// What the log, which is sealed, keeps of a mail. Its words stand in its row alone.
fn logged(mail: &ReceivedMail) -> serde_json::Value {
    json!({
        "id": mail.id.to_string(),
        "conference": mail.conference.to_string(),
        "invitation": mail.invitation.map(|id| id.to_string()),
        "doubt": mail.doubt.map(MailDoubt::code),
        "standing": mail.standing.code(),
        "reply": mail.reply.map(|id| id.to_string()),
    })
}
