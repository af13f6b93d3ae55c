//! A link by which somebody who was called by mail reads who it is about. The rule decides when it is made, and again
//! when it is opened ([`super::about_open`]), which is when they are told and the record is made. The mail has the
//! address alone; the number that opens it is shown once, to be told on the phone.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::conference::invitation::{
    AboutHow, AboutLink, AboutLinkEnd, InvitationFault, NoticeState,
};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::ids::{AboutLinkId, CaseId, LetterId, ProvisionId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::about::{AboutForm, telling};
use super::follow::taken_back;
use super::permitted::permitted;
use super::{CallRefusal, KeptCall, SeenCall, invitation_of, judged, refuse};
use crate::App;
use crate::conference::{ConferenceRefusal, case_of, conference_of};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::provisions::told::{Agreed, may_tell_agreed};
use crate::writer::{Drawn, Writer};

/// The number of a link that was just made: it is told on the phone, and shown this once.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedNumber(pub PaperCode);

/// What opens something is nobody's to read in a log.
impl std::fmt::Debug for HandedNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HandedNumber(…)")
    }
}

/// As it is told by a link.
pub(super) const BY_LINK: AboutForm = AboutForm {
    how: AboutHow::LinkAndCode,
    heard_by: None,
    at: None,
};

#[renkei_boxed::boxed]
impl App {
    /// Sends somebody who was called by mail a link by which they read who it is about, where they may be told, in place
    /// of the one they had. Says the number that opens it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn link_about_conference(
        &self,
        writer: &Writer,
        seen: SeenCall,
    ) -> Outcome<HandedNumber, CallRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let number = PaperCode::draw(PaperCode::SHEET_GROUPS, self.entropy.as_ref());
        let id = AboutLinkId::from_uuid(self.new_id());
        let letter = LetterId::from_uuid(self.new_id());
        let record = ProvisionId::from_uuid(self.new_id());
        let stranger = self.new_team_member();
        let given = Arc::new((writer.principal.clone(), number.clone()));
        let purpose = Purpose::LinkAboutConference;
        let asked = format!("{seen:?}");
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, number) = &*given;
                let now = header.at;
                let action = Action::ConveneConference;
                let case = case_of(work, principal, action, seen.case).await;
                let case = case.map_err(Stop::widened)?;
                let conference = conference_of(work, &case, seen.conference).await;
                let conference = conference.map_err(Stop::widened)?;
                let invitation = invitation_of(work, seen).await?;
                let may = permitted(work, &case, &conference, now).await?;
                if !case.is_open() || !may.contains(&invitation.participant) {
                    return refuse(InvitationFault::NotExpected);
                }
                let target = judged(invitation.may_be_linked(&conference, now))?.clone();
                if MailAddress::parse(target.as_str()).is_err() {
                    return refuse(InvitationFault::NoMailAddress);
                }
                let agreed = Agreed {
                    principal,
                    by,
                    ids: &[record],
                    stranger,
                    form: &telling(work, &case, (&conference, &invitation), (&BY_LINK, now))
                        .await?,
                };
                let may = may_tell_agreed(work, &agreed, &case, now).await;
                may.map_err(Stop::widened)?;
                let mut before = work.about_links(&conference).await?;
                before.retain(|link| link.invitation == invitation.id);
                end_links(work, case.id, before, (AboutLinkEnd::Replaced, now)).await?;
                let link = AboutLink {
                    id,
                    invitation: invitation.id,
                    person: invitation.person,
                    target,
                    number: number.clone(),
                    made_by: by,
                    made_at: now,
                    mark: PollMark::bare(NoticeState::Prepared, now, None),
                    wrong: 0,
                    opened_at: None,
                    ended: None,
                };
                work.add_about_link(case.id, &link).await?;
                // It follows the message that calls them, as long as that waits.
                let waiting = invitation.notice().filter(|notice| notice.is_waiting());
                let leaves_at = waiting.map_or(now, |notice| notice.leaves_at.max(now));
                let subject = LetterSubject::AboutLink(id);
                work.queue_letter_after(letter, subject, (now, leaves_at))
                    .await?;
                Ok(Drawn(id.uuid()))
            })
        });
        let done = done.await?;
        self.wake_courier();
        Ok(match done {
            Ok(Drawn(known)) if known == id.uuid() => Ok(HandedNumber(number)),
            Ok(Drawn(_)) => Err(ConferenceRefusal::NumberMadeBefore.into()),
            Err(refusal) => Err(refusal),
        })
    }

    /// Ends the link of somebody who was called, at once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn stop_about_link(
        &self,
        writer: &Writer,
        seen: SeenCall,
    ) -> Outcome<KeptCall, CallRefusal> {
        let principal = Arc::new(writer.principal.clone());
        let purpose = Purpose::StopAboutLink;
        let asked = format!("{seen:?}");
        self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = Arc::clone(&principal);
            Box::pin(async move {
                let action = Action::ConveneConference;
                let case = case_of(work, &principal, action, seen.case).await;
                let case = case.map_err(Stop::widened)?;
                let conference = conference_of(work, &case, seen.conference).await;
                let conference = conference.map_err(Stop::widened)?;
                let invitation = invitation_of(work, seen).await?;
                let mut links = work.about_links(&conference).await?;
                links.retain(|link| link.invitation == invitation.id && link.ended.is_none());
                if links.is_empty() {
                    return refuse(InvitationFault::NoOpenLink);
                }
                end_links(work, case.id, links, (AboutLinkEnd::Stopped, header.at)).await?;
                Ok(KeptCall(invitation.id))
            })
        })
        .await
    }
}

/// Ends those of some links that have not ended. A mail that did not leave yet does not.
pub(super) async fn end_links(
    work: &Work,
    case: CaseId,
    links: Vec<AboutLink>,
    (why, now): (AboutLinkEnd, Instant),
) -> Result<(), StoreFault> {
    for before in links.into_iter().filter(|link| link.ended.is_none()) {
        let after = before.clone().ending(why, now);
        work.keep_about_link(case, (&before, &after)).await?;
        taken_back(work, before.id.uuid()).await?;
    }
    Ok(())
}
