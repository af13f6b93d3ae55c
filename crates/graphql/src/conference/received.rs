//! The mail that came back about a conference, as types of the schema, and deciding about it.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::replies::SeenMail;
use renkei_app::conference::replies::settle::SettleForm;
use renkei_domain::conference::invitation::{
    InvitationFault, MailDoubt, MailStanding, MailVerdict, ReceivedMail,
};
use renkei_domain::ids::{ConferenceInvitationId, ReceivedMailId};
use renkei_domain::text::{Line, Prose};

use super::write::{Kept, Refused, missing, place_of, writer};
use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateTimeScalar;

/// The mail that came back about a conference.
pub(super) async fn received_of(
    ctx: &Context<'_>,
    shown: &ConferenceType,
) -> Result<Vec<ReceivedReplyType>> {
    let found = match &shown.besides.mails {
        Some(mails) => mails.clone(),
        None => {
            let asked = Asked::of(ctx)?;
            let mut mails = ours(asked.app.received_mails_of(&shown.view).await)?;
            mails.retain(|mail| mail.conference == shown.conference.id);
            mails
        }
    };
    Ok(found.into_iter().map(ReceivedReplyType).collect())
}

/// A mail.
pub(crate) struct ReceivedReplyType(ReceivedMail);

/// A mail that came back about a conference. Its message is kept as it came, and `receivedMessage` shows that.
#[Object(name = "ReceivedReply")]
impl ReceivedReplyType {
    /// Which mail it is; `settleReply` takes it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The version of the mail: rises by one with each decision about it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Whose answer it is, as `ConferenceInvitation.id` shows it. Null: nobody could tell yet.
    async fn invitation(&self) -> Option<ID> {
        let invitation = self.0.invitation;
        invitation.map(|id| ID(id.to_string()))
    }

    /// When it was written by its own head, and never after it was read.
    async fn arrived_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.arrived_at)
    }

    /// Name and address that stand in its head; anybody can write these. Null: none stand there.
    async fn from(&self) -> Option<&str> {
        self.0.from.as_ref().map(Line::as_str)
    }

    /// What its head says it is about. Null: nothing.
    async fn subject(&self) -> Option<&str> {
        self.0.subject.as_ref().map(Line::as_str)
    }

    /// The plain words of the message, up to 3,500 letters. Null: it has none that can be read.
    async fn text(&self) -> Option<&str> {
        self.0.text.as_ref().map(Prose::as_str)
    }

    /// Why it was not recorded by itself. Null: it was, or there was nothing to record.
    async fn doubt(&self) -> Option<Word<MailDoubt>> {
        self.0.doubt.map(Word)
    }

    /// Whether it still waits, and otherwise what came of it.
    async fn state(&self) -> Word<MailStanding> {
        Word(self.0.standing)
    }

    /// The answer made from it, as `ConferenceReply.id` shows it. Null: none was.
    async fn reply(&self) -> Option<ID> {
        self.0.reply.map(|id| ID(id.to_string()))
    }

    /// When somebody decided. Null: nobody had to, or nobody did yet.
    async fn settled_at(&self) -> Option<DateTimeScalar> {
        self.0.settled.map(|(_, at)| DateTimeScalar(at))
    }
}

/// The most bytes of a message that are shown at once.
const SHOWN: usize = 65_536;

/// A message as it came, where whoever asks may decide about it.
pub(crate) async fn received_message(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<Option<ReceivedMessageType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<ReceivedMailId>() else {
        return Ok(None);
    };
    let found = ours(asked.app.received_message(&asked.principal, id).await)?;
    let bytes = found.ok().flatten();
    Ok(bytes.map(|bytes| ReceivedMessageType::of(&bytes)))
}

/// A message.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedMessageType {
    text: String,
    is_whole: bool,
}

impl ReceivedMessageType {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let shown = bytes.get(..SHOWN).unwrap_or(bytes);
        Self {
            text: String::from_utf8_lossy(shown).into_owned(),
            is_whole: shown.len() == bytes.len(),
        }
    }
}

/// A mail as a mail server brought it: head, parts and all.
#[Object(name = "ReceivedMessage")]
impl ReceivedMessageType {
    /// The message in the form of RFC 5322, up to 65,536 bytes of it. What is written in another character set than UTF-8
    /// shows as U+FFFD where it is not plain ASCII.
    async fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing of it had to be cut off; the page about such mail gives longer ones as a file.
    async fn is_whole(&self) -> bool {
        self.is_whole
    }
}

/// What somebody decides about a mail that waits.
#[derive(Debug, InputObject)]
pub(crate) struct SettleReplyInput {
    /// Which conference, as `Conference.id` shows it.
    conference: ID,
    /// The mail, as `ReceivedReply.id` shows it.
    received: ID,
    /// The version of the mail that was looked at.
    version: i64,
    /// How whoever looked at the mail wants it to count.
    verdict: Word<MailVerdict>,
    /// Whose answer it is, as `ConferenceInvitation.id` shows it. Null: the one that the mail was found to be from.
    invitation: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is refused the second time.
    idempotency_key: Option<String>,
}

impl SettleReplyInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let Some((case, conference)) = place_of(asked, &self.conference).await? else {
            return Ok(Kept {
                conference: None,
                refusal: Some(missing(asked)),
            });
        };
        let unknown = |fault: InvitationFault| Refused::By(ConferenceRefusal::Invitation(fault));
        let invitation = self.invitation.as_ref().map(|id| {
            let id = id.as_str().parse::<ConferenceInvitationId>();
            id.map_err(|_| unknown(InvitationFault::NoSuchInvitation))
        });
        let mail = self.received.as_str().parse::<ReceivedMailId>();
        let ready = mail
            .map_err(|_| unknown(InvitationFault::NoSuchReply))
            .and_then(|id| {
                let writer = writer(asked, self.idempotency_key.as_deref())?;
                Ok((id, writer, invitation.transpose()?))
            });
        let refusal = match ready {
            Ok((id, writer, invitation)) => {
                let seen = SeenMail {
                    case,
                    conference,
                    id,
                    version: self.version,
                };
                let form = SettleForm {
                    verdict: self.verdict.0,
                    invitation,
                };
                let done = asked.app.settle_mail(&writer, seen, form);
                ours(done.await)?.err().map(Refused::By)
            }
            Err(refusal) => Some(refusal),
        };
        Ok(Kept {
            conference: one(asked, conference).await?,
            refusal,
        })
    }
}
