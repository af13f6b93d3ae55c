//! Who may be called to a conference, decided anew inside an act by the ledger as it stands.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::conference::{Conference, Invitee, Participant, named_so, party_of};
use renkei_domain::consent::party::ListedAgency;
use renkei_domain::consent::{
    Actor, Categories, InformationCategory, Ledger, Means, Party, PartyId, Post, Preview,
    Recipient, RecipientKind, Staff, Standards, preview,
};
use renkei_domain::ids::{ParticipantId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use crate::consent::parties::{NamedParty, bodies_of, gathered, listed_agencies, listed_in};

/// Those of a conference, as the rule sees them.
#[derive(Debug, Default)]
pub(crate) struct Sitting {
    /// Who may be called.
    pub(crate) may: BTreeSet<ParticipantId>,
    /// Of which kind each is who is known.
    pub(crate) kinds: HashMap<ParticipantId, RecipientKind>,
}

/// Those of a conference who may be called now. The head of the person's consents is taken until the act ends, so that
/// nothing is stopped meanwhile.
pub(crate) async fn permitted(
    work: &Work,
    case: &Case,
    conference: &Conference,
    now: Instant,
) -> Result<BTreeSet<ParticipantId>, StoreFault> {
    Ok(sitting(work, case, conference, now).await?.may)
}

/// Those of a conference who are expected now: whoever may be called, with the person and their family where it is held
/// with them.
pub(crate) async fn expected(
    work: &Work,
    case: &Case,
    conference: &Conference,
    now: Instant,
) -> Result<BTreeSet<ParticipantId>, StoreFault> {
    let mut expected = permitted(work, case, conference, now).await?;
    if case.known().is_some() {
        expected.extend(conference.own_side().map(|one| one.id));
    }
    Ok(expected)
}

/// The same as [`permitted`], with of which kind each is.
pub(crate) async fn sitting(
    work: &Work,
    case: &Case,
    conference: &Conference,
    now: Instant,
) -> Result<Sitting, StoreFault> {
    if conference.participants.is_empty() {
        return Ok(Sitting::default());
    }
    work.hold_consents(case.person).await?;
    // Nobody is called by an exception of the law: the list is shared with the person.
    let ledger = Ledger {
        exceptions: Vec::new(),
        ..work.ledger(case).await?
    };
    let team = work.team_of(case).await?;
    let mut ids: BTreeSet<ResourceId> = listed_in(&team).into_iter().collect();
    let called = conference.participants.iter();
    ids.extend(called.filter_map(|one| one.who.listed()));
    let ids: Vec<ResourceId> = ids.into_iter().collect();
    let stored = work.resources(&ids).await?;
    let bodies = work.running_bodies(&bodies_of(&stored)).await?;
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
    let kinds = conference.participants.iter().filter_map(|participant| {
        let party = known.party(participant, now)?;
        Some((participant.id, party.kind))
    });
    Ok(Sitting {
        may: may.map(|participant| participant.id).collect(),
        kinds: kinds.collect(),
    })
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
                (named(PartyId::of(member)), None)
            }
            Invitee::Listed { resource, .. } => (
                named(PartyId::Listed(*resource)),
                self.agencies.get(resource),
            ),
            Invitee::Written { name, .. } => {
                let member = named_so(&self.team, name, now.in_japan().date);
                let known = member.and_then(|member| named(PartyId::Written(member.id)));
                (known, None)
            }
        };
        if let Some(known) = known {
            return Some(known.party.clone());
        }
        let agency = agency.map(|(agency, _)| agency);
        party_of(participant, None, agency, now.in_japan().date)
    }
}
