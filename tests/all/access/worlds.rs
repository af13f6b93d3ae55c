//! Random worlds. A world is who answers for what: some networks, organizations and accounts, some resources with
//! who runs and who keeps each, in three editions, some contents with the network whose own each is, some cases with
//! who leads each and whom it is about, some exceptions of the law with who named each and whether the person was let
//! see it, some maps shown by a case with whom their owners named, and some letters that could not be sent. Worlds
//! share a database and nothing else, so that each is full of strangers' rows for the others.

use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{
    AccountId, CaseId, ContactPersonId, ExceptionId, MapShareId, NetworkId, OrganizationId,
    PersonId, ResourceId, StrengthId,
};

use super::dice::Dice;
use super::queued::QueuedLetter;

/// How much there is in a world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    networks: usize,
    organizations: usize,
    accounts: usize,
    resources: usize,
    contents: usize,
    cases: u32,
    exceptions: usize,
    maps: usize,
    letters: usize,
}

impl Size {
    /// As much as it takes for every relation to come up in one world.
    pub(super) const LARGE: Self = Self {
        networks: 3,
        organizations: 3,
        accounts: 3,
        resources: 8,
        contents: 10,
        cases: 6,
        exceptions: 8,
        maps: 8,
        letters: 12,
    };
    /// One's own and another's of each.
    pub(super) const SMALL: Self = Self {
        networks: 2,
        organizations: 2,
        accounts: 2,
        resources: 2,
        contents: 2,
        cases: 2,
        exceptions: 2,
        maps: 2,
        letters: 6,
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
            observed_by: Some(self.observer),
        }
    }
}

/// A row of somebody who is helped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Helped {
    pub(super) id: PersonId,
    /// The account in that row.
    pub(super) account: Option<AccountId>,
}

/// A case of a world. It was begun without a name, and may have turned out to be of somebody who was known.
#[derive(Debug, Clone, Copy)]
pub(super) struct LedCase {
    pub(super) id: CaseId,
    pub(super) number: CaseNumber,
    pub(super) lead: OrganizationId,
    /// Whom of all accounts to ask about it.
    pub(super) keeper: AccountId,
    /// Under whom it was begun.
    pub(super) begun: Helped,
    /// Who was known.
    pub(super) known: Helped,
    /// Whether the one is the other.
    pub(super) is_same: bool,
}

impl LedCase {
    /// The account of the person it is about.
    pub(super) const fn account(&self) -> Option<AccountId> {
        if self.is_same {
            self.known.account
        } else {
            self.begun.account
        }
    }

    pub(super) const fn object(&self) -> Object {
        Object::Case {
            lead: self.lead,
            person: self.account(),
        }
    }
}

/// An exception of the law that the agency of a case acted by.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedException {
    pub(super) id: ExceptionId,
    pub(super) of: LedCase,
    /// Who named it, who may have left since.
    pub(super) by: AccountId,
    /// Whether the person was let see it.
    pub(super) is_released: bool,
}

impl NamedException {
    pub(super) fn object(&self) -> Object {
        Object::Exception {
            organization: self.of.lead,
            by: self.by,
            released_to: self.of.account().filter(|_| self.is_released),
        }
    }
}

/// A map that is shown to somebody by a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownMap {
    pub(super) id: MapShareId,
    pub(super) by: LedCase,
    /// Whose map.
    pub(super) owner: AccountId,
    /// Whom they named.
    pub(super) reader: AccountId,
}

impl ShownMap {
    pub(super) const fn object(&self) -> Object {
        Object::SharedMap {
            lead: self.by.lead,
            reader: self.reader,
        }
    }
}

/// A world.
#[derive(Debug, Clone)]
pub(super) struct OwnedThings {
    pub(super) networks: Vec<NetworkId>,
    pub(super) organizations: Vec<OrganizationId>,
    /// Which organizations are members of which networks.
    pub(super) members: Vec<(NetworkId, OrganizationId)>,
    pub(super) accounts: Vec<AccountId>,
    pub(super) resources: Vec<Entry>,
    pub(super) contents: Vec<Content>,
    pub(super) cases: Vec<LedCase>,
    pub(super) exceptions: Vec<NamedException>,
    pub(super) maps: Vec<ShownMap>,
    pub(super) letters: Vec<QueuedLetter>,
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
        let pairs = networks.iter().flat_map(|network| {
            let organizations = organizations.iter();
            organizations.map(move |organization| (*network, *organization))
        });
        let members = pairs.filter(|_| dice.happens(40)).collect();
        let accounts: Vec<_> = (0..size.accounts)
            .map(|_| AccountId::from_uuid(dice.uuid()))
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
        let helped = || Helped {
            id: PersonId::from_uuid(dice.uuid()),
            account: None,
        };
        let cases: Vec<_> = (0..size.cases)
            .map(|number| LedCase {
                id: CaseId::from_uuid(dice.uuid()),
                number: CaseNumber::new(number).expect("it has six digits"),
                lead: organizations[0],
                keeper: accounts[0],
                begun: helped(),
                known: helped(),
                is_same: false,
            })
            .collect();
        let exceptions = (0..size.exceptions)
            .map(|_| NamedException {
                id: ExceptionId::from_uuid(dice.uuid()),
                of: dice.one_of(&cases),
                by: accounts[0],
                is_released: false,
            })
            .collect();
        let maps = (0..size.maps)
            .map(|_| ShownMap {
                id: MapShareId::from_uuid(dice.uuid()),
                by: dice.one_of(&cases),
                owner: accounts[0],
                reader: accounts[0],
            })
            .collect();
        let letters = (0..size.letters)
            .map(|place| QueuedLetter::thrown(dice, place, networks[0], organizations[0]))
            .collect();
        let things = Self {
            networks,
            organizations,
            members,
            accounts,
            resources,
            contents,
            cases,
            exceptions,
            maps,
            letters,
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
            content.observer = dice.one_of(organizations);
        }
        let accounts = &self.accounts;
        for case in &mut self.cases {
            let account = || dice.happens(70).then(|| dice.one_of(accounts));
            case.lead = dice.one_of(organizations);
            case.keeper = dice.one_of(accounts);
            case.begun.account = account();
            case.known.account = account();
            case.is_same = dice.happens(40);
        }
        for exception in &mut self.exceptions {
            let mut cases = self.cases.iter();
            let of = cases.find(|case| case.id == exception.of.id);
            exception.of = *of.expect("it is of a case of its world");
            exception.by = dice.one_of(accounts);
            exception.is_released = dice.happens(60);
        }
        for map in &mut self.maps {
            let mut cases = self.cases.iter();
            let by = cases.find(|case| case.id == map.by.id);
            map.by = *by.expect("it is by a case of its world");
            let person = map.by.account().filter(|_| dice.happens(80));
            map.owner = person.unwrap_or_else(|| dice.one_of(accounts));
            map.reader = dice.one_of(accounts);
        }
        for letter in &mut self.letters {
            letter.network = dice.one_of(networks);
            letter.organization = dice.one_of(organizations);
            letter.by = dice.one_of(accounts);
        }
        self
    }

    /// The maps that are shown: nobody reads one by a case that is about somebody else than its owner.
    pub(super) fn shown_maps(&self) -> impl Iterator<Item = &ShownMap> {
        let maps = self.maps.iter();
        maps.filter(|map| map.by.account() == Some(map.owner))
    }
}
