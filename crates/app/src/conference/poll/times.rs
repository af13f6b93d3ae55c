//! When somebody who is asked comes to meetings. Hours at which their agency takes calls are another thing, and stay in
//! the directory.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::RespondentId;
use renkei_domain::record::Purpose;

use super::super::{ConferenceRefusal, case_of, judged};
use super::{OfConference, poll_of};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::{Drawn, Writer};

#[renkei_boxed::boxed]
impl App {
    /// Keeps when somebody who is asked comes to meetings; hours that state nothing take away what was stated before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_meeting_times(
        &self,
        writer: &Writer,
        of: OfConference,
        (who, meets): (RespondentId, Hours),
    ) -> Outcome<(), ConferenceRefusal> {
        if writer.principal.account().is_none() {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        }
        let asked = format!("{of:?} {who} {meets}");
        let given = Arc::new((writer.principal.clone(), meets));
        let purpose = Purpose::OpenPoll;
        let done = self.act_of(writer, purpose, &asked, move |work, _| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, meets) = &*given;
                let action = Action::ConveneConference;
                let case = case_of(work, principal, action, of.case).await?;
                let poll = poll_of(work, &case, of.id).await?;
                let after = judged(poll.clone().meeting(who, meets.clone()))?;
                work.keep_poll(case.id, Some(&poll), &after).await?;
                Ok(Drawn(poll.id.uuid()))
            })
        });
        Ok(done.await?.map(|_| ()))
    }
}
