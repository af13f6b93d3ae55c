//! By which way somebody who is called to a series hears of its meetings: what the secretariat chooses for a reason, and
//! that a FAX number was confirmed.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::conference::call::way::WayStep;
use renkei_domain::conference::invitation::{CallChannel, CheckedHow};
use renkei_domain::text::Prose;

use super::write::{KeptSeries, Ready, Refused, SeriesAct, changed, known, line, line_opt};
use crate::closed_list::Word;

/// How one office should hear of meetings from now on.
#[derive(Debug, InputObject)]
pub(crate) struct ChangeMeetingWayInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The version of the series that it was written for.
    version: i64,
    /// Which one, as `MeetingMember.id` shows it.
    member: ID,
    /// By which channel, by a number or an address of theirs. Null: as the directory has it after all.
    channel: Option<Word<CallChannel>>,
    /// Mail address, number or postal address, at most 300 characters. Null: the one that is known.
    target: Option<String>,
    /// Why this way, at most 3,500 letters; without a `channel` it is left out. Null: nothing, which a `channel` refuses.
    reason: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ChangeMeetingWayInput {
    fn step(&self) -> Ready<WayStep> {
        let Some(channel) = self.channel else {
            return Ok(WayStep::AsKnown);
        };
        let reason = Prose::parse(self.reason.as_deref().unwrap_or_default());
        let wrong = "`reason` に、このよび方にするわけを入れてください。";
        Ok(WayStep::Choose {
            channel: channel.0,
            target: line_opt(self.target.as_deref())?,
            reason: reason.map_err(|_| Refused::Invalid(wrong))?,
        })
    }

    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        let act = self
            .step()
            .and_then(|step| Ok(SeriesAct::Way(known(&self.member)?, step)));
        changed(ctx, aim, act).await
    }
}

/// A FAX number that somebody confirmed.
#[derive(Debug, InputObject)]
pub(crate) struct ConfirmMeetingNumberInput {
    /// Which series, as `MeetingSeries.id` shows it.
    id: ID,
    /// The version of the series that it was written for.
    version: i64,
    /// Whose number, as `MeetingMember.id` shows it.
    member: ID,
    /// The FAX number as `MeetingCall.target` shows it.
    number: String,
    /// In which manner somebody made sure of it.
    how: Word<CheckedHow>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ConfirmMeetingNumberInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<KeptSeries> {
        let aim = (&self.id, self.version, self.idempotency_key.as_deref());
        let step = line(&self.number).map(|number| WayStep::Confirm {
            number,
            how: self.how.0,
        });
        let act = step.and_then(|step| Ok(SeriesAct::Way(known(&self.member)?, step)));
        changed(ctx, aim, act).await
    }
}
