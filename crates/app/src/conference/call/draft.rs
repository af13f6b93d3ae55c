//! What somebody who is called would read, before anything leaves.

use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::ConferenceFault;
use renkei_domain::conference::invitation::{Invitation, OwnSide, Says, told_of};
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;

use super::CallRefusal;
use crate::conference::ConferenceRefusal;
use crate::directory::register::{Outcome, outcome};
use crate::letters::conference::{CallLetter, ToWhom};
use crate::{App, Caller};

/// What stands in place of a code that nobody drew yet.
const NO_CODE: &str = "（送る用意をすると決まります）";

/// A message as it would be read.
#[derive(Clone, PartialEq, Eq)]
pub struct CallDraft {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

#[renkei_boxed::boxed]
impl App {
    /// What somebody who is called would read, in the words of a mail: the same stands on the other ways.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn call_draft(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        participant: ParticipantId,
    ) -> Outcome<CallDraft, CallRefusal> {
        let view = match self.conference_calls(own, case, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let (Some(row), Some(conference)) = (view.row(participant), view.conference()) else {
            return Ok(Err(ConferenceFault::NoSuchParticipant.into()));
        };
        let told = match told_of(conference, Some(&row.called.participant)) {
            Ok(told) => told,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let invitation = row.invitation.as_ref();
        let newest = invitation.and_then(Invitation::notice);
        let newest = newest.map(|notice| notice.says);
        let name: String = row.called.name.chars().take(Line::LIMIT).collect();
        let Ok(name) = Line::parse(&name) else {
            return Ok(Err(ConferenceFault::NoSuchParticipant.into()));
        };
        let code = invitation.map(|invitation| invitation.code.to_string());
        let code = code.unwrap_or_else(|| NO_CODE.to_owned());
        let says = row.due.or(newest).unwrap_or(Says::Invitation);
        let side = OwnSide::at(conference.id, participant);
        let is_part = row.called.participant.window.is_some();
        let about = (
            view.conferences.consents.file.case.clone(),
            conference.clone(),
        );
        let is_read_back = self.answers.is_some();
        let given = Arc::new((about, name, code));
        let header = self.header(Caller::of(own), Purpose::SendInvitations);
        let now = header.at;
        let drafted = self.store.act(&header, move |work| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let ((case, conference), name, code) = &*given;
                let to = ToWhom {
                    name: name.clone(),
                    side,
                    says,
                    told,
                    is_part,
                    code: code.clone(),
                    page: None,
                    is_read_back,
                };
                let letter = CallLetter::of(work, (case, conference), to, now).await?;
                Ok(CallDraft {
                    subject: letter.subject(),
                    text: letter.text(),
                })
            })
        });
        let drafted: Outcome<CallDraft, ConferenceRefusal> = outcome(drafted.await);
        Ok(drafted?.map_err(CallRefusal::from))
    }
}
