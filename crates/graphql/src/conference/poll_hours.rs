//! When somebody who is asked comes to meetings at all, as they said it and staff type it in.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::conference::poll::PollFault;
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::RespondentId;

use super::poll_write::{PollKept, Wanted, done};
use super::write::{Ready, Refused};

/// Hours at which somebody comes to meetings; when they take calls is another thing, and stands in the directory.
#[derive(Debug, InputObject)]
pub(crate) struct RecordPollHoursInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Who said so, as `PollRespondent.id` shows it.
    respondent: ID,
    /// When they can, as `月-金 13:00-17:00`. Null: what was known of it is taken away.
    hours: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl RecordPollHoursInput {
    fn meets(&self) -> Ready<(RespondentId, Hours)> {
        let respondent = self.respondent.as_str().parse();
        let hours = Hours::parse(self.hours.as_deref().unwrap_or_default());
        let wrong = "会議に出られる時間を「月-金 13:00-17:00」の形で書いてください。";
        Ok((
            respondent.map_err(|_| Refused::By(PollFault::NotAsked.into()))?,
            hours.map_err(|_| Refused::Invalid(wrong))?,
        ))
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<PollKept> {
        let aim = (&self.id, self.idempotency_key.as_deref());
        done(ctx, aim, self.meets().map(Wanted::Meets)).await
    }
}
