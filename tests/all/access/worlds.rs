//! Random worlds. A world is who answers for what: some networks and organizations, some resources with who
//! runs and who keeps each, in three editions, and some contents with the network whose own each is. Worlds
//! share a database and nothing else, so that each is full of strangers' rows for the others.

use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::ids::{ContactPersonId, NetworkId, OrganizationId, ResourceId, StrengthId};

use super::dice::Dice;

/// How much there is in a world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    networks: usize,
    organizations: usize,
    resources: usize,
    contents: usize,
}

impl Size {
    /// As much as it takes for every relation to come up in one world.
    pub(super) const LARGE: Self = Self {
        networks: 3,
        organizations: 3,
        resources: 8,
        contents: 10,
    };
    /// One's own and another's of each.
    pub(super) const SMALL: Self = Self {
        networks: 2,
        organizations: 2,
        resources: 2,
        contents: 2,
    };
}

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
    /// Throws a world.
    pub(super) fn thrown(dice: &Dice, size: Size) -> Self {
        let networks: Vec<_> = (0..size.networks)
            .map(|_| NetworkId::from_uuid(dice.uuid()))
            .collect();
        let organizations: Vec<_> = (0..size.organizations)
            .map(|_| OrganizationId::from_uuid(dice.uuid()))
            .collect();
        let nobodys = || Entry {
            id: ResourceId::from_uuid(dice.uuid()),
            owners: ResourceOwners {
                run_by: None,
                steward: None,
            },
            run_before: None,
            run_next: None,
        };
        let resources: Vec<_> = (0..size.resources).map(|_| nobodys()).collect();
        let contents = (0..size.contents)
            .map(|_| Content {
                observation: StrengthId::from_uuid(dice.uuid()),
                person: ContactPersonId::from_uuid(dice.uuid()),
                of: dice.one_of(&resources),
                owner: networks[0],
                observer: organizations[0],
            })
            .collect();
        let things = Self {
            networks,
            organizations,
            resources,
            contents,
        };
        things.redrawn(dice)
    }

    /// Another world of the same things: who answers for each of them is thrown anew.
    pub(super) fn redrawn(mut self, dice: &Dice) -> Self {
        let (networks, organizations) = (&self.networks, &self.organizations);
        let runner = || dice.happens(80).then(|| dice.one_of(organizations));
        for entry in &mut self.resources {
            let run_by = runner();
            let is_moved = dice.happens(40);
            entry.owners = ResourceOwners {
                run_by,
                steward: dice.happens(75).then(|| dice.one_of(networks)),
            };
            entry.run_before = if is_moved { runner() } else { run_by };
            entry.run_next = if dice.happens(40) { runner() } else { run_by };
        }
        for content in &mut self.contents {
            let mut entries = self.resources.iter();
            let of = entries.find(|entry| entry.id == content.of.id);
            content.of = *of.expect("it is of a resource of its world");
            content.owner = dice.one_of(networks);
        }
        self
    }
}
