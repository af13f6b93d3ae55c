//! Ending a poll: no answer is taken any more. A date can be fixed from those that came, or others asked about.

use renkei_domain::access::action::Action;
use renkei_domain::record::Purpose;

use super::super::{ConferenceRefusal, case_of, judged};
use super::{OfConference, poll_of};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::{Drawn, Writer};

#[renkei_boxed::boxed]
impl App {
    /// Closes the poll of a conference.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn close_poll(
        &self,
        writer: &Writer,
        of: OfConference,
    ) -> Outcome<(), ConferenceRefusal> {
        if writer.principal.account().is_none() {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        }
        let principal = writer.principal.clone();
        let asked = format!("{of:?}");
        let purpose = Purpose::ClosePoll;
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move {
                let action = Action::ConveneConference;
                let case = case_of(work, &principal, action, of.case).await?;
                let poll = poll_of(work, &case, of.id).await?;
                let after = judged(poll.clone().closed(header.at))?;
                work.keep_poll(case.id, Some(&poll), &after).await?;
                Ok(Drawn(poll.id.uuid()))
            })
        });
        Ok(done.await?.map(|_| ()))
    }
}
