//! What became of a message that asked somebody about dates, as staff write it down.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::conference::invitation::{CallChannel, NoticeState};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::conference::poll::{PollFault, PollNotice};
use renkei_domain::ids::PollNoticeId;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;

use super::super::call::step::ByHand;
use super::super::{ConferenceRefusal, case_of, judged, refuse};
use super::{OfConference, poll_of};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::inquiry::astray::respondent_astray;
use crate::directory::register::Outcome;
use crate::writer::{Drawn, Writer};

/// What somebody says became of a message.
#[derive(Clone, PartialEq, Eq)]
pub struct PollMarkForm {
    /// Of which.
    pub notice: PollNoticeId,
    /// What.
    pub what: ByHand,
    /// When, where that was before now.
    pub at: Option<Instant>,
    /// What shows it.
    pub evidence: Option<Line>,
}

/// What shows that somebody was reached is nobody's to read in a log.
impl std::fmt::Debug for PollMarkForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PollMarkForm({}, {})", self.notice, self.what.code())
    }
}

/// Whether a message came back: a FAX that did not go through, or a call that reached nobody, may do so later.
fn came_back(notice: &PollNotice) -> bool {
    let comes_back = matches!(notice.way.channel, CallChannel::Mail | CallChannel::Letter);
    comes_back && notice.mark.state == NoticeState::Failed
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down that a FAX, a letter or a call left or arrived, or did not.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mark_poll_notice(
        &self,
        writer: &Writer,
        of: OfConference,
        form: PollMarkForm,
    ) -> Outcome<(), ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let at = form.at.map(Instant::micros);
        let evidence = form.evidence.as_ref().map(Line::as_str);
        let asked = format!("{of:?} {form:?} {at:?} {evidence:?}");
        let given = Arc::new((writer.principal.clone(), form));
        let purpose = Purpose::MarkPollNotice;
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, form) = &*given;
                let action = Action::ConveneConference;
                let case = case_of(work, principal, action, of.case).await?;
                let poll = poll_of(work, &case, of.id).await?;
                let known = work.poll_notice(form.notice).await?;
                let Some(before) = known.filter(|one| one.poll == poll.id && one.to.is_some())
                else {
                    return refuse(PollFault::NoSuchNotice);
                };
                let mark = PollMark {
                    state: form.what.state(),
                    at: form.at.unwrap_or(header.at),
                    by: Some(by),
                    evidence: form.evidence.clone(),
                };
                let after = judged(before.clone().marked(mark, header.at))?;
                work.keep_poll_notice(case.id, Some(&before), &after)
                    .await?;
                if came_back(&after) {
                    let by = (Some(by), header.at);
                    respondent_astray(work, (&poll, &after), by).await?;
                }
                Ok(Drawn(after.id.uuid()))
            })
        });
        Ok(done.await?.map(|_| ()))
    }
}
