//! Who hears something, or from whom it comes: for the rule, and as a record names them.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::{BodyName, EmployerTie, LegalBody};
use renkei_domain::cases::seat::Seat;
use renkei_domain::conference::{Invitee, Participant, party_of};
use renkei_domain::consent::{Party, PartyId, RecipientKind};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::{OrganizationId, ResourceId, TeamMemberId};
use renkei_domain::provisions::NamedAgency;
use renkei_domain::text::{Line, fold};
use renkei_domain::time::Instant;
use renkei_store::directory::resource::StoredResource;
use renkei_store::{StoreFault, Work};

use crate::conference::read::party_id;
use crate::consent::read::{NamedParty, bodies_of, gathered, listed_agencies, listed_in};

/// Who it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Partner {
    /// Somebody of the team.
    InTeam(PartyId),
    /// Whoever bears this name: somebody of the team who does, or else a stranger.
    Typed(Stranger),
}

/// Whoever was typed in, as far as whoever writes knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct Stranger {
    /// What they are called.
    pub name: Line,
    /// Where they are and who heads them.
    pub seat: Seat,
}

impl Partner {
    /// Whoever bears a name, and nothing else is known of them.
    #[must_use]
    pub fn typed(name: Line) -> Self {
        let seat = Seat::default();
        Self::Typed(Stranger { name, seat })
    }

    /// What tells one from another.
    pub(super) fn asked(&self) -> String {
        match self {
            Self::InTeam(party) => format!("{party:?}"),
            Self::Typed(who) => format!("typed {} {}", who.name, who.seat.words()),
        }
    }
}

/// Them, for the rule and for a record.
pub(super) struct Known {
    pub(super) party: Party,
    pub(super) named: NamedAgency,
}

/// Who it is, with the contact that was said, or by what id a stranger would be known; nobody where they are said
/// to be in the team and are not.
pub(super) async fn partner(
    work: &Work,
    case: &Case,
    (who, contact, stranger): (&Partner, Option<Line>, TeamMemberId),
    now: Instant,
) -> Result<Option<Known>, StoreFault> {
    let team = work.team_of(case).await?;
    let stored = work.resources(&listed_in(&team)).await?;
    let bodies = work.organizations(&bodies_of(&stored)).await?;
    let parties = gathered(&team, stored.clone(), &bodies, now.in_japan().date);
    let mut parties = parties.into_iter();
    let found = match who {
        Partner::InTeam(id) => parties.find(|known| known.party.id == *id),
        Partner::Typed(typed) => {
            let mut called = parties.filter(|known| is_called(known, &typed.name));
            match (called.next(), called.next()) {
                (Some(known), None) => Some(NamedParty {
                    seat: typed.seat.clone().or(known.seat.clone()),
                    ..known
                }),
                (None, _) => Some(unknown(stranger, typed)),
                // Which of them it was, nobody said.
                (Some(_), Some(_)) => None,
            }
        }
    };
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(known(found, contact, (&stored, &bodies))))
}

/// Whoever is called to a conference of a case, for the rule and for a record, with who was there in place of their
/// contact; nobody where they are not known any more.
pub(super) async fn called(
    work: &Work,
    case: &Case,
    (one, contact): (&Participant, Option<Line>),
    at: Instant,
) -> Result<Option<Known>, StoreFault> {
    let today = at.in_japan().date;
    let team = work.team_of(case).await?;
    let mut asked: BTreeSet<ResourceId> = listed_in(&team).into_iter().collect();
    let (in_team, contact) = match &one.who {
        Invitee::Member(id) => match team.iter().find(|member| member.id == *id) {
            Some(member) => (Some(party_id(member)), contact),
            None => return Ok(None),
        },
        Invitee::Listed {
            resource,
            contact: own,
        } => {
            asked.insert(*resource);
            (
                Some(PartyId::Listed(*resource)),
                contact.or_else(|| own.clone()),
            )
        }
        Invitee::Written { .. } => (None, contact),
    };
    let asked: Vec<ResourceId> = asked.into_iter().collect();
    let stored = work.resources(&asked).await?;
    let bodies = work.organizations(&bodies_of(&stored)).await?;
    let parties = gathered(&team, stored.clone(), &bodies, today);
    let mut parties = parties.into_iter();
    let found = in_team.and_then(|id| parties.find(|known| known.party.id == id));
    let found = match found {
        Some(found) => found,
        None => {
            let agencies = listed_agencies(stored.clone(), &bodies);
            let listed = match &one.who {
                Invitee::Listed { resource, .. } => agencies.get(resource),
                Invitee::Member(_) | Invitee::Written { .. } => None,
            };
            let Some(party) = party_of(one, None, listed.map(|(listed, _)| listed), today) else {
                return Ok(None);
            };
            NamedParty {
                party,
                name: match &one.who {
                    Invitee::Written { name, .. } => name.to_string(),
                    _ => listed.map(|(_, name)| name.to_string()).unwrap_or_default(),
                },
                contact: None,
                seat: Seat::default(),
            }
        }
    };
    Ok(Some(known(found, contact, (&stored, &bodies))))
}

/// Somebody with what a record names of them.
fn known(
    found: NamedParty,
    contact: Option<Line>,
    (stored, bodies): (
        &[StoredResource],
        &HashMap<OrganizationId, OrganizationFacts>,
    ),
) -> Known {
    let listed = stored.iter().find(|entry| match found.party.id {
        PartyId::Listed(id) => entry.id == id,
        PartyId::Written(_) => false,
    });
    let body = listed.and_then(|entry| bodies.get(&entry.facts.organization?));
    let office = listed.and_then(|entry| entry.facts.address.as_ref());
    let address = office.or_else(|| body?.address.as_ref());
    let head = body.and_then(|facts| facts.head_of_body.as_ref());
    let named = NamedAgency {
        name: found.name,
        contact: contact.or(found.contact),
        address: address
            .map(|address| address.line())
            .or_else(|| found.seat.address.as_ref().map(Line::to_string)),
        body: body.map(|facts| facts.name.to_string()),
        head: head.or(found.seat.head.as_ref()).map(Line::to_string),
    };
    Known {
        party: found.party,
        named,
    }
}

/// Whether somebody of the team bears a name. That of a contact is not asked: others are called the same.
fn is_called(known: &NamedParty, name: &Line) -> bool {
    fold(&known.name) == fold(name.as_str())
}

/// Somebody of whom nothing is known but what was typed.
fn unknown(id: TeamMemberId, typed: &Stranger) -> NamedParty {
    NamedParty {
        party: Party {
            id: PartyId::Written(id),
            kind: RecipientKind::Other,
            place: None,
            office: None,
            body: LegalBody {
                name: BodyName::of(&typed.name),
                ..LegalBody::default()
            },
            tie: EmployerTie::NotSaid,
            team: None,
        },
        name: typed.name.to_string(),
        contact: None,
        seat: typed.seat.clone(),
    }
}
