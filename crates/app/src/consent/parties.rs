//! Whoever may hear of a person, as the rule of consent sees them: those of a team and agencies of the directory, each
//! with its 法人 and the names of whatever that runs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::cases::employment::{BodyName, EmployerTie, LegalBody};
use renkei_domain::cases::team::{MemberAgency, Seat, TeamMember};
use renkei_domain::consent::party::ListedAgency;
use renkei_domain::consent::{Party, PartyId};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::consent::offices::RunningBody;
use renkei_store::directory::resource::StoredResource;

/// Somebody of the team with the name by which people know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedParty {
    /// As the rule sees them.
    pub party: Party,
    /// The agency.
    pub name: String,
    /// Who there.
    pub contact: Option<Line>,
    /// Where it is and who heads it, as the team says.
    pub seat: Seat,
}

/// The 法人 that run some agencies.
pub(crate) fn bodies_of(stored: &[StoredResource]) -> Vec<OrganizationId> {
    let bodies: BTreeSet<OrganizationId> = stored
        .iter()
        .filter_map(|entry| entry.facts.organization)
        .collect();
    bodies.into_iter().collect()
}

/// The agencies of the directory that stand in a team.
pub(crate) fn listed_in(team: &[TeamMember]) -> Vec<ResourceId> {
    let listed = team.iter().filter_map(|member| member.agency.listed());
    let ids: BTreeSet<ResourceId> = listed.collect();
    ids.into_iter().collect()
}

/// What the rule of consent asks of agencies of the directory, with their names.
pub(crate) fn listed_agencies(
    stored: Vec<StoredResource>,
    known: &HashMap<OrganizationId, RunningBody>,
) -> HashMap<ResourceId, (ListedAgency, Line)> {
    let agencies = stored.into_iter().map(|entry| {
        let facts = entry.facts;
        let own = (facts.kind, Some(&facts.name));
        let listed = listed_agency(own, facts.organization, known);
        (entry.id, (listed, facts.name))
    });
    agencies.collect()
}

/// What the rule of consent asks of an agency of the directory: of which kind it is, and what it and whatever else its
/// 法人 runs is called.
pub(crate) fn listed_agency(
    (kind, own): (ResourceKind, Option<&Line>),
    organization: Option<OrganizationId>,
    known: &HashMap<OrganizationId, RunningBody>,
) -> ListedAgency {
    let body = organization.and_then(|id| known.get(&id));
    let facts = body.map(|body| &body.facts);
    let sisters = body.into_iter().flat_map(|body| &body.offices);
    let sisters = sisters.filter(|name| Some(*name) != own);
    ListedAgency {
        kind,
        body: LegalBody {
            organization,
            number: facts.and_then(|facts| facts.corporate_number),
            name: facts.and_then(|facts| BodyName::of(&facts.name)),
        },
        offices: own
            .into_iter()
            .chain(sisters)
            .filter_map(BodyName::of)
            .collect(),
    }
}

/// Whoever is or was in a team, each agency of the directory once, with what the directory knows of them.
pub(crate) fn gathered(
    team: &[TeamMember],
    stored: Vec<StoredResource>,
    known: &HashMap<OrganizationId, RunningBody>,
    today: NaiveDate,
) -> Vec<NamedParty> {
    let agencies = listed_agencies(stored, known);
    let mut parties: BTreeMap<PartyId, NamedParty> = BTreeMap::new();
    for member in team {
        let agency = member.agency.listed().and_then(|id| agencies.get(&id));
        let party = Party::of_member(member, agency.map(|(agency, _)| agency));
        let name = match &member.agency {
            MemberAgency::Written(name) => name.to_string(),
            MemberAgency::Listed(_) => {
                agency.map_or_else(|| "名簿にない機関".to_owned(), |(_, name)| name.to_string())
            }
        };
        let named = NamedParty {
            party,
            name,
            contact: member.contact.clone(),
            seat: member.seat.clone(),
        };
        match parties.get_mut(&named.party.id) {
            None => {
                parties.insert(named.party.id, named);
            }
            Some(first) => {
                first.party.tie = stricter(first.party.tie, named.party.tie);
                let (place, other) = (first.party.place, named.party.place);
                // Teams come in the order in which their members did: of those who are there the first counts.
                if first.party.is_in_team(today) {
                    first.party.place = place.or(other);
                } else {
                    first.party.place = other.or(place);
                    first.party.team = named.party.team;
                    first.contact = named.contact;
                }
                first.seat = std::mem::take(&mut first.seat).or(named.seat);
            }
        }
    }
    parties.into_values().collect()
}

/// Of two ties of one agency the one by which less is told.
fn stricter(one: EmployerTie, other: EmployerTie) -> EmployerTie {
    match (one, other) {
        (EmployerTie::TheEmployer, _) | (_, EmployerTie::TheEmployer) => EmployerTie::TheEmployer,
        (EmployerTie::NotSaid, _) | (_, EmployerTie::NotSaid) => EmployerTie::NotSaid,
        (EmployerTie::NotTheEmployer, EmployerTie::NotTheEmployer) => EmployerTie::NotTheEmployer,
    }
}
