//! Who hears something, or from whom it comes: for the rule, and as a record names them.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::{BodyName, EmployerTie, LegalBody};
use renkei_domain::cases::seat::Seat;
use renkei_domain::conference::{Attendance, Invitee, Participant, Substitute, party_of};
use renkei_domain::consent::{Party, PartyId, RecipientKind};
use renkei_domain::ids::{OrganizationId, ParticipantId, ResourceId, TeamMemberId};
use renkei_domain::provisions::NamedAgency;
use renkei_domain::text::{Line, fold};
use renkei_domain::time::Instant;
use renkei_store::consent::offices::RunningBody;
use renkei_store::directory::resource::StoredResource;
use renkei_store::{StoreFault, Work};

use crate::consent::parties::{NamedParty, bodies_of, gathered, listed_agencies, listed_in};

/// Who it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Partner {
    /// Somebody of the team.
    InTeam(PartyId),
    /// An agency of the directory, in the team or not.
    Listed(ResourceId),
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
            Self::Listed(id) => format!("listed {id}"),
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
    let mut listed = listed_in(&team);
    listed.extend(match who {
        Partner::Listed(id) if !listed.contains(id) => Some(*id),
        _ => None,
    });
    let stored = work.resources(&listed).await?;
    let bodies = work.running_bodies(&bodies_of(&stored)).await?;
    let parties = gathered(&team, stored.clone(), &bodies, now.in_japan().date);
    let mut parties = parties.into_iter();
    let found = match who {
        Partner::InTeam(id) => parties.find(|known| known.party.id == *id),
        Partner::Listed(id) => {
            let known = parties.find(|known| known.party.id == PartyId::Listed(*id));
            known.or_else(|| outside_the_team(*id, stranger, &stored, &bodies))
        }
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
    let listed = stored.iter().find(|entry| match found.party.id {
        PartyId::Listed(id) => entry.id == id,
        PartyId::Written(_) => false,
    });
    let body = listed.and_then(|entry| bodies.get(&entry.facts.organization?));
    let body = body.map(|known| &known.facts);
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
    Ok(Some(Known {
        party: found.party,
        named,
    }))
}

/// An agency of the directory that is not in the team, as the rule sees whom a consent can name all the same.
fn outside_the_team(
    id: ResourceId,
    stranger: TeamMemberId,
    stored: &[StoredResource],
    bodies: &HashMap<OrganizationId, RunningBody>,
) -> Option<NamedParty> {
    let entry = stored.iter().find(|entry| entry.id == id)?;
    let mut agencies = listed_agencies(vec![entry.clone()], bodies);
    let (listed, name) = agencies.remove(&id)?;
    let called = Participant {
        id: ParticipantId::from_uuid(stranger.uuid()),
        who: Invitee::Listed {
            resource: id,
            contact: None,
        },
        role: None,
        attendance: Attendance::Required,
        window: None,
        substitute: Substitute::Nobody,
        unwanted_since: None,
    };
    Some(NamedParty {
        party: party_of(&called, None, Some(&listed), NaiveDate::MIN)?,
        name: name.to_string(),
        contact: None,
        seat: Seat::default(),
    })
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
            offices: Vec::new(),
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
