//! Random worlds: networks, organizations, what they run and keep. Worlds share a database and nothing
//! else, so that each is full of strangers' rows for the others.

use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::ids::{ContactPersonId, NetworkId, OrganizationId, ResourceId, StrengthId};

use super::dice::Dice;

const NETWORKS: usize = 3;
const ORGANIZATIONS: usize = 3;
const RESOURCES: usize = 8;
const CONTENTS: usize = 10;

/// A resource of a world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) id: ResourceId,
    /// Who answers for it, as published last.
    pub(super) owners: ResourceOwners,
    /// Who ran it in the edition before.
    pub(super) run_before: Option<OrganizationId>,
    /// Who will run it, in an edition that nobody is shown yet.
    pub(super) run_next: Option<OrganizationId>,
}

impl Entry {
    pub(super) const fn object(&self) -> Object {
        Object::Resource(self.owners)
    }
}

/// What a network keeps to itself about a resource: one observation and one contact person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    pub(super) observation: StrengthId,
    pub(super) person: ContactPersonId,
    pub(super) of: Entry,
    pub(super) owner: NetworkId,
    pub(super) observer: OrganizationId,
}

impl Content {
    pub(super) const fn object(&self) -> Object {
        Object::InsideResource {
            resource: self.of.owners,
            owner: self.owner,
        }
    }
}

/// A world.
#[derive(Debug, Clone)]
pub(super) struct OwnedThings {
    pub(super) networks: Vec<NetworkId>,
    pub(super) organizations: Vec<OrganizationId>,
    pub(super) resources: Vec<Entry>,
    pub(super) contents: Vec<Content>,
}

impl OwnedThings {
    pub(super) fn thrown(dice: &Dice) -> Self {
        let networks: Vec<_> = (0..NETWORKS)
            .map(|_| NetworkId::from_uuid(dice.uuid()))
            .collect();
        let organizations: Vec<_> = (0..ORGANIZATIONS)
            .map(|_| OrganizationId::from_uuid(dice.uuid()))
            .collect();
        let runner = || dice.happens(80).then(|| dice.one_of(&organizations));
        let resources: Vec<_> = (0..RESOURCES)
            .map(|_| {
                let run_by = runner();
                let is_moved = dice.happens(40);
                Entry {
                    id: ResourceId::from_uuid(dice.uuid()),
                    owners: ResourceOwners {
                        run_by,
                        steward: dice.happens(75).then(|| dice.one_of(&networks)),
                    },
                    run_before: if is_moved { runner() } else { run_by },
                    run_next: if dice.happens(40) { runner() } else { run_by },
                }
            })
            .collect();
        let contents = (0..CONTENTS)
            .map(|_| Content {
                observation: StrengthId::from_uuid(dice.uuid()),
                person: ContactPersonId::from_uuid(dice.uuid()),
                of: dice.one_of(&resources),
                owner: dice.one_of(&networks),
                observer: dice.one_of(&organizations),
            })
            .collect();
        Self {
            networks,
            organizations,
            resources,
            contents,
        }
    }
}
