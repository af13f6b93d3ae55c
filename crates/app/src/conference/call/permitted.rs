//! Who may be called to a conference, decided anew inside an act by the ledger as it stands.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::{Conference, Invitee, Participant, party_of};
use renkei_domain::consent::party::ListedAgency;
use renkei_domain::consent::{
    Actor, Categories, InformationCategory, Ledger, Means, Party, PartyId, Post, Preview,
    Recipient, Staff, Standards, preview,
};
use renkei_domain::ids::{ParticipantId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use crate::consent::read::{NamedParty, bodies_of, gathered, listed_agencies, listed_in};

/// Those of a conference who may be called now. The head of the person's consents is taken until the act ends, so that
/// nothing is stopped meanwhile.
pub(crate) async fn permitted(
    work: &Work,
    case: &Case,
    conference: &Conference,
    now: Instant,
) -> Result<BTreeSet<ParticipantId>, StoreFault> {
    if conference.participants.is_empty() {
        return Ok(BTreeSet::new());
    }
    work.hold_consents(case.person).await?;
    // Nobody is called by an exception of the law: the list is shared with the person.
    let ledger = Ledger {
        exceptions: Vec::new(),
        ..work.ledger(case).await?
    };
    let team = work.team_of(case).await?;
    let mut ids: BTreeSet<ResourceId> = listed_in(&team).into_iter().collect();
    ids.extend(conference.participants.iter().filter_map(listed));
    let ids: Vec<ResourceId> = ids.into_iter().collect();
    let stored = work.resources(&ids).await?;
    let bodies = work.organizations(&bodies_of(&stored)).await?;
    let known = Known {
        parties: gathered(&team, stored.clone(), &bodies, now.in_japan().date),
        agencies: listed_agencies(stored, &bodies),
        team,
    };
    let teller = Actor::Staff(Staff {
        account: conference.keeper,
        organization: case.lead,
        post: Post::Member,
        standards: Standards::strictest(&work.kinds_run_by(case.lead).await?),
    });
    let all: Categories = InformationCategory::ALL.iter().copied().collect();
    let purpose = conference.outline.purpose.consent();
    let may = conference.participants.iter().filter(|participant| {
        let heard = match known.party(participant, now) {
            Some(party) => {
                let recipient = Recipient::Party(party);
                preview(
                    &ledger,
                    &teller,
                    &recipient,
                    &all,
                    purpose,
                    Means::Meeting,
                    now,
                )
            }
            None => Preview {
                shown: Categories::new(),
                held_back: Vec::new(),
            },
        };
        let coming = participant.coming(&conference.agenda, &heard);
        coming.may_be_called()
    });
    Ok(may.map(|participant| participant.id).collect())
}

const fn listed(participant: &Participant) -> Option<ResourceId> {
    match &participant.who {
        Invitee::Listed { resource, .. } => Some(*resource),
        Invitee::Member(_) | Invitee::Written { .. } => None,
    }
}

/// What the rule asks about who is called.
struct Known {
    team: Vec<TeamMember>,
    parties: Vec<NamedParty>,
    agencies: HashMap<ResourceId, (ListedAgency, Line)>,
}

impl Known {
    fn party(&self, participant: &Participant, now: Instant) -> Option<Party> {
        let named = |id: PartyId| {
            let mut parties = self.parties.iter();
            parties.find(|known| known.party.id == id)
        };
        let (known, agency) = match &participant.who {
            Invitee::Member(id) => {
                let mut team = self.team.iter();
                let member = team.find(|member| member.id == *id)?;
                let party = match &member.agency {
                    MemberAgency::Listed(id) => PartyId::Listed(*id),
                    MemberAgency::Written(_) => PartyId::Written(member.id),
                };
                (named(party), None)
            }
            Invitee::Listed { resource, .. } => (
                named(PartyId::Listed(*resource)),
                self.agencies.get(resource),
            ),
            Invitee::Written { .. } => (None, None),
        };
        if let Some(known) = known {
            return Some(known.party.clone());
        }
        let agency = agency.map(|(agency, _)| agency);
        party_of(participant, None, agency, now.in_japan().date)
    }
}
