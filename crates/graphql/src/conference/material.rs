//! Writing down that somebody was handed their copy of the material (会議資料): that is a telling, and has its record.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::conference::material::HandRefusal;
use renkei_domain::provisions::ToldHow;

use super::copies::withheld;
use super::record::participant;
use super::write::{ConferenceRefusalType, Kept, Refused, missing, payloads, place_of, writer};
use super::{ConferenceType, one};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};

payloads! {
    /// What came of writing down that somebody was handed the material.
    HandMaterialPayload;
}

/// A copy of the material that somebody was handed.
#[derive(Debug, InputObject)]
pub(crate) struct HandMaterialInput {
    /// Which conference, as `Conference.id` shows it.
    id: ID,
    /// Who got theirs, as `ConferenceParticipant.id` shows them.
    participant: ID,
    /// On paper or by FAX, as far as consents name that.
    how: Word<ToldHow>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

fn refused(refusal: HandRefusal) -> Refused {
    match refusal {
        HandRefusal::Conference(refusal) => Refused::By(refusal),
        HandRefusal::NoCopy => Refused::Withheld,
        HandRefusal::Tell(refusal) => withheld(refusal),
    }
}

impl HandMaterialInput {
    pub(crate) async fn run(self, ctx: &Context<'_>) -> Result<Kept> {
        let asked = Asked::of(ctx)?;
        let Some((case, id)) = place_of(asked, &self.id).await? else {
            return Ok(Kept {
                conference: None,
                refusal: Some(missing(asked)),
            });
        };
        let ready = writer(asked, self.idempotency_key.as_deref())
            .and_then(|writer| Ok((writer, participant(&self.participant)?)));
        let refusal = match ready {
            Err(refusal) => Some(refusal),
            Ok((writer, who)) => {
                let done = asked
                    .app
                    .hand_material(&writer, (case, id), (who, self.how.0));
                ours(done.await)?.err().map(refused)
            }
        };
        Ok(Kept {
            conference: one(asked, id).await?,
            refusal,
        })
    }
}
