//! What somebody who sees to a conference decides about a mail that waits: by one press it becomes an answer, or is set
//! aside. The message stays as it came, and can be read.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    AnswerChannel, GivenReply, Invitation, InvitationFault, MailVerdict, ReceivedMail, Reply,
    ReplyStanding,
};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, ConferenceInvitationId, ConferenceReplyId, ReceivedMailId,
};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::{KeptMail, SeenMail};
use crate::App;
use crate::conference::call::step::may_send_another;
use crate::conference::read::ConferencesView;
use crate::conference::{ConferenceRefusal, case_of, conference_of, judged, refuse};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is decided about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleForm {
    /// What.
    pub verdict: MailVerdict,
    /// Whose answer it is, where that is not whom the mail was found to be from.
    pub invitation: Option<ConferenceInvitationId>,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    seen: SeenMail,
    form: SettleForm,
    reply: ConferenceReplyId,
}

#[renkei_boxed::boxed]
impl App {
    /// Decides about a mail that waits. An answer that comes of it counts like one that was entered by hand.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_mail(
        &self,
        writer: &Writer,
        seen: SeenMail,
        form: SettleForm,
    ) -> Outcome<KeptMail, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{seen:?} {form:?}");
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            seen,
            form,
            reply: ConferenceReplyId::from_uuid(self.new_id()),
        });
        self.act_of(writer, Purpose::DecideReply, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { settled_in(work, &given, header.at).await })
        })
        .await
    }

    /// A mail about a conference as it came, for whoever may prepare that conference; nothing where there is none.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mail_as_it_came(
        &self,
        own: &Principal,
        (case, conference): (CaseId, ConferenceId),
        mail: ReceivedMailId,
    ) -> Outcome<Option<Vec<u8>>, ConferenceRefusal> {
        let view = match self.conference_calls(own, case, conference).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !view.mails.iter().any(|known| known.id == mail) {
            return Ok(Ok(None));
        }
        let file = &view.conferences.consents.file.case;
        Ok(Ok(self.store.mail_as_it_came(file, mail).await?))
    }

    /// The same by the mail alone, wherever it came back.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn received_message(
        &self,
        own: &Principal,
        mail: ReceivedMailId,
    ) -> Outcome<Option<Vec<u8>>, ConferenceRefusal> {
        let scope = cases_for(own, Action::ConveneConference);
        match self.store.place_of_mail_in_scope(&scope, mail).await? {
            Some(at) => self.mail_as_it_came(own, at, mail).await,
            None => Ok(Ok(None)),
        }
    }

    /// The mail that came back about the conferences of a case in hand, the newest first, for staff who may prepare them.
    /// Others, and programs, read none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn received_mails_of(
        &self,
        view: &ConferencesView,
    ) -> Result<Vec<ReceivedMail>, StoreFault> {
        if !view.may_convene {
            return Ok(Vec::new());
        }
        self.store.received_mails_of(view.case()).await
    }
}

async fn settled_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<KeptMail, Stop<ConferenceRefusal>> {
    let seen = given.seen;
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await?;
    let conference = conference_of(work, &case, seen.conference).await?;
    let Some(before) = work.received_mail(conference.id, seen.id).await? else {
        return refuse(InvitationFault::NoSuchReply);
    };
    if before.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    let reply = match given.form.verdict {
        MailVerdict::Coming => Some(Reply::Coming),
        MailVerdict::NotComing => Some(Reply::NotComing),
        MailVerdict::Substitute => match before.written_by() {
            Some(name) => Some(Reply::Substitute { name }),
            None => return refuse(InvitationFault::NoName),
        },
        MailVerdict::Undecided | MailVerdict::Noted | MailVerdict::Unrelated => None,
    };
    let answered = match reply {
        Some(reply) => Some(answered(work, given, (&conference, &before), (reply, now)).await?),
        None => None,
    };
    let by = (given.by, now);
    let after = judged(before.clone().settled(given.form.verdict, answered, by))?;
    work.keep_received_mail(&before, &after).await?;
    Ok(KeptMail(after.id))
}

/// Records the answer that a mail is said to be.
async fn answered(
    work: &Work,
    given: &Given,
    (conference, mail): (&Conference, &ReceivedMail),
    (reply, now): (Reply, Instant),
) -> Result<(ConferenceInvitationId, ConferenceReplyId), Stop<ConferenceRefusal>> {
    if !mail.is_waiting() {
        return refuse(InvitationFault::NoSuchReply);
    }
    let id = given.form.invitation.or(mail.invitation);
    let known = match id {
        Some(id) => work.conference_invitation(conference.id, id).await?,
        None => None,
    };
    let Some(before) = known else {
        return refuse(InvitationFault::NoSuchInvitation);
    };
    let new = GivenReply {
        id: given.reply,
        reply,
        wishes: Default::default(),
        note: None,
        from: mail.from.clone(),
        channel: AnswerChannel::Mail,
        // Whoever decides has the date that counts before them.
        sequence: before.sequence(),
        given_at: mail.arrived_at,
        noted_at: now,
        by: Some(given.by),
        standing: ReplyStanding::Waits,
        doubt: None,
        decided_by: None,
    };
    let may = may_send_another(conference, &before);
    if !may && matches!(new.reply, Reply::Substitute { .. }) {
        return refuse(InvitationFault::NoSubstitute);
    }
    let after = before.clone().answered(new, may);
    let after = Invitation {
        version: before.version + 1,
        ..after
    };
    work.keep_conference_invitation(Some(&before), &after)
        .await?;
    Ok((before.id, given.reply))
}
