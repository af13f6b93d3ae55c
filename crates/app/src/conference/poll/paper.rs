//! The forms by which people are asked about dates by FAX or post. None names the person but to themselves. Printing sends
//! nothing: whoever did says so.

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{CallChannel, InvitationFault, conference_number};
use renkei_domain::conference::poll::{AnswerWay, Asked, PollSays};
use renkei_domain::ids::{CaseId, ConferenceId};

use super::super::ConferenceRefusal;
use super::OfConference;
use crate::App;
use crate::directory::register::Outcome;
use crate::paper::{PollFormPaper, PollFormTo, Sheet};

renkei_domain::word_list! {
    /// A form by which people are asked about dates.
    PollSheet {
        Fax = "poll-fax", "日程をきくFAXの用紙";
        Letter = "poll-letter", "日程をきく手紙";
    }
}

impl PollSheet {
    /// For which channel it is.
    #[must_use]
    pub const fn channel(self) -> CallChannel {
        match self {
            Self::Fax => CallChannel::Fax,
            Self::Letter => CallChannel::Letter,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The forms of all who are still to be asked by a channel, for staff who may prepare the conference.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn poll_on_paper(
        &self,
        own: &Principal,
        (case, id): (CaseId, ConferenceId),
        sheet: PollSheet,
    ) -> Outcome<Sheet, ConferenceRefusal> {
        let view = match self.poll(own, OfConference { case, id }).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let conference = view.conference().filter(|_| view.view.may_convene);
        let Some(conference) = conference else {
            return Ok(Err(InvitationFault::NoSuchInvitation.into()));
        };
        let Some(poll) = view.poll() else {
            return Ok(Err(ConferenceRefusal::NoPoll));
        };
        let sender = self.sender(&view.view, conference).await?;
        let waited = poll.respondents.iter();
        let waited = waited.filter(|one| view.is_waited_for(one));
        let forms = waited.filter_map(|one| {
            let notice = view
                .notices_to(one.id)
                .filter(|one| one.is_waiting())
                .last()?;
            let person = view.view.case().known();
            (notice.way.channel == sheet.channel()).then(|| {
                let name = match (one.who, person) {
                    (Asked::Person, Some(person)) if sheet.channel() != CallChannel::Fax => {
                        person.name.to_string()
                    }
                    _ => view.name(one.id),
                };
                let is_agency = matches!(one.who, Asked::Participant(_));
                let by_fax = sheet.channel() == CallChannel::Fax;
                Some(PollFormTo {
                    to: name,
                    is_agency,
                    // As on the sheet by which they are called.
                    from: (by_fax && !is_agency).then(|| sender.clone().without_agency()),
                    target: notice.way.target.clone()?,
                    is_reminder: notice.says == PollSays::Reminder,
                    answer_by: view.answer_by(AnswerWay::to(sheet.channel()), poll.deadline),
                    code: notice.code.clone()?,
                })
            })?
        });
        let forms: Vec<PollFormTo> = forms.collect();
        Ok(Ok(Sheet::PollForm(Box::new(PollFormPaper {
            head: self.letterhead(&own.networks).await?,
            number: conference_number(conference.id),
            channel: sheet.channel(),
            minutes: poll.minutes,
            begins: poll.candidates.iter().map(|one| one.begins).collect(),
            sender,
            forms,
        }))))
    }
}
