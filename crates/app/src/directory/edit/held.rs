//! An entry that a write holds locked: what decides whether it may go on.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Part, PartValue};
use renkei_domain::directory::observation::Observation;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_store::directory::head::ResourceHead;
use renkei_store::directory::resource::StoredResource;
use renkei_store::{Stop, Work};

use super::EditRefusal;

/// A locked entry.
pub(super) struct Held {
    pub(super) head: ResourceHead,
    pub(super) stored: StoredResource,
}

impl Held {
    /// Locks an entry and reads it.
    pub(super) async fn take(work: &Work, id: ResourceId) -> Result<Self, Stop<EditRefusal>> {
        let head = work.head(id).await?;
        let stored = work.resource(id).await?;
        match (head, stored) {
            (Some(head), Some(stored)) => Ok(Self { head, stored }),
            _ => Err(Stop::Refused(EditRefusal::NotFound)),
        }
    }

    /// Refuses whoever may not do this to the entry, or to what a network keeps about it.
    pub(super) fn check_rights(
        &self,
        principal: &Principal,
        action: Action,
        network: Option<NetworkId>,
    ) -> Result<(), Stop<EditRefusal>> {
        let owners = self.owners();
        let object = match network {
            None => Object::Resource(owners),
            Some(owner) => Object::InsideResource {
                resource: owners,
                owner,
                observed_by: None,
            },
        };
        checked(principal, action, &object)
    }

    /// Refuses whoever may not do this to what was observed of the entry.
    pub(super) fn check_rights_to(
        &self,
        principal: &Principal,
        action: Action,
        observation: &Observation,
    ) -> Result<(), Stop<EditRefusal>> {
        checked(principal, action, &observed(self.owners(), observation))
    }

    fn owners(&self) -> ResourceOwners {
        owners(&self.head, &self.stored.facts)
    }

    /// Refuses whoever may put facts right and not say who runs the entry, where they do.
    pub(super) fn check_fields(
        &self,
        principal: &Principal,
        fields: impl IntoIterator<Item = CorrectableField>,
    ) -> Result<(), Stop<EditRefusal>> {
        let mut fields = fields.into_iter();
        if fields.any(|field| field == CorrectableField::Organization) {
            self.check_rights(principal, Action::AssignOrganization, None)?;
        }
        Ok(())
    }

    /// Refuses whoever saw another version, and shows what stands now.
    pub(super) fn check_version(
        &self,
        expected: i64,
        part: Part,
        profile: &Profile,
    ) -> Result<(), Stop<EditRefusal>> {
        if self.stored.version == expected {
            return Ok(());
        }
        Err(self.changed(part, profile))
    }

    /// The refusal that shows what stands now.
    pub(super) fn changed(&self, part: Part, profile: &Profile) -> Stop<EditRefusal> {
        let now = match part {
            Part::Facts => PartValue::Facts(Box::new(self.stored.facts.clone())),
            part => PartValue::Profile(Box::new(part.only(profile))),
        };
        Stop::Refused(EditRefusal::Changed {
            now: Box::new(now),
            version: self.stored.version,
        })
    }
}

/// An observation of an entry as the rule sees it.
pub(super) const fn observed(resource: ResourceOwners, observation: &Observation) -> Object {
    Object::InsideResource {
        resource,
        owner: observation.network,
        observed_by: Some(observation.by),
    }
}

fn checked(
    principal: &Principal,
    action: Action,
    object: &Object,
) -> Result<(), Stop<EditRefusal>> {
    match decide(principal, action, object) {
        Decision::Allowed => Ok(()),
        decision => Err(Stop::Refused(EditRefusal::of(decision))),
    }
}

/// Who answers for an entry.
pub(in crate::directory) fn owners(head: &ResourceHead, facts: &ResourceFacts) -> ResourceOwners {
    ResourceOwners {
        run_by: facts.organization,
        steward: head.steward,
    }
}
