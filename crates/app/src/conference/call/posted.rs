//! Whom the material of a conference is posted to (親展): whoever is called by letter, and whoever the host says was told
//! by one whom the conference is about.

use std::collections::HashMap;

use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{AboutHow, CallChannel, CallWay, Invitation};
use renkei_domain::conference::{Conference, Participant};
use renkei_domain::ids::{ParticipantId, ResourceId};
use renkei_store::StoreFault;

use super::paper::{agency, code_at, contact};
use super::view::reachable;
use crate::App;
use crate::conference::read::ConferencesView;
use crate::directory::parts::ReadResource;
use crate::paper::MaterialLetter;

/// Whether somebody was told by letter whom the conference is about.
fn was_told_by_letter(invitation: &Invitation) -> bool {
    let told = invitation.told.as_ref();
    told.is_some_and(|told| told.how == AboutHow::SealedLetter)
}

/// What stands on the envelope of somebody, by the way in which a letter reaches them.
fn letter(
    view: &ConferencesView,
    participant: &Participant,
    way: CallWay,
    agencies: &HashMap<ResourceId, ReadResource>,
) -> MaterialLetter {
    let contact = contact(view, participant);
    let listed = view.agency_of(participant).and_then(|id| agencies.get(&id));
    let address = listed.and_then(|read| read.facts.address.as_ref());
    let target = way.target;
    MaterialLetter {
        to: agency(&view.name(participant), contact.as_ref()),
        postal_code: target.as_ref().and_then(|target| code_at(address, target)),
        ask_for: way.ask_for,
        target,
        contact,
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Those of the list whom the material of a conference is posted to, each with what stands on the envelope. Where
    /// others are reached is shown to staff who may prepare it.
    pub(in crate::conference) async fn posted_to(
        &self,
        own: &Principal,
        (view, conference): (&ConferencesView, &Conference),
    ) -> Result<HashMap<ParticipantId, MaterialLetter>, StoreFault> {
        if !view.may_convene {
            return Ok(HashMap::new());
        }
        let agencies = self.agencies_called(own, view, conference).await?;
        let ways = self
            .store
            .conference_ways(view.case(), conference.id)
            .await?;
        let invitations = self.invitations_of(view).await?;
        let posted = conference.participants.iter().filter_map(|one| {
            let reachable = reachable(view, one, &agencies);
            let kept = ways.iter().find(|kept| kept.participant == one.id);
            let way = CallWay::to(reachable, kept);
            let mut invited = invitations
                .iter()
                .filter(|known| known.conference == conference.id && known.participant == one.id);
            let is_posted = way.channel == CallChannel::Letter || invited.any(was_told_by_letter);
            is_posted.then(|| {
                let way = way.by_letter(reachable);
                (one.id, letter(view, one, way, &agencies))
            })
        });
        Ok(posted.collect())
    }
}
