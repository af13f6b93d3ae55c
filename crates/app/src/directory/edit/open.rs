//! An entry as somebody sees it who is about to edit it: all of it that they may read, with its version and
//! with who answers for it.

use std::collections::HashMap;

use renkei_domain::access::object::ResourceOwners;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, Lifecycle, ResourceFacts};
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::directory::profile::Audience;

use super::held::owners;
use crate::App;
use crate::directory::read::Viewer;

/// How much of an entry somebody looks at who is about to edit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What everybody reads.
    Outside,
    /// Contact persons and observations as well, which is kept note of.
    Inside,
}

/// An entry to be edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Editable {
    /// Its id.
    pub id: ResourceId,
    /// Who answers for it.
    pub owners: ResourceOwners,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
    /// How it ended, where it has.
    pub closure: Option<Closure>,
    /// The version that a change is written for.
    pub version: i64,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
    /// Its profile, with notices of other days too.
    pub profile: Profile,
}

#[renkei_boxed::boxed]
impl App {
    /// An entry to be edited, its profile as deep as it is shown; `None` when there is none. Whether a part of it may be changed is decided
    /// again when it is.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn editable(
        &self,
        principal: &Principal,
        id: ResourceId,
        depth: Depth,
    ) -> Result<Option<Editable>, StoreFault> {
        let head = self.store.heads(&[id]).await?.remove(&id);
        // The version is read before the profile: of a change in between, the older version is told, and
        // whoever writes for it is shown what stands.
        let stored = self.store.resources(&[id]).await?.pop();
        let (Some(head), Some(stored)) = (head, stored) else {
            return Ok(None);
        };
        let audience = match depth {
            Depth::Outside => Audience::Public,
            Depth::Inside => Viewer::of(principal).audience(),
        };
        // No form shows who confirmed something.
        let profiles = self.store.profiles(&[id], &audience).await?;
        let profiles = profiles.narrowed(|found| {
            found.values_mut().for_each(Profile::forget_askers);
        });
        let profile = self.opened(Some(principal), profiles).await?.remove(&id);
        Ok(Some(Editable {
            id,
            owners: owners(&head, &stored.facts),
            lifecycle: head.lifecycle,
            closure: head.closure,
            version: stored.version,
            facts: stored.facts,
            profile: profile.unwrap_or_default(),
        }))
    }

    /// Who answers for an entry; `None` when there is none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn owners_of(&self, id: ResourceId) -> Result<Option<ResourceOwners>, StoreFault> {
        let head = self.store.heads(&[id]).await?.remove(&id);
        let stored = self.store.resources(&[id]).await?.pop();
        Ok(head
            .zip(stored)
            .map(|(head, stored)| owners(&head, &stored.facts)))
    }

    /// The names of people who did something, for whoever may read that they did.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn names_of(
        &self,
        accounts: &[AccountId],
    ) -> Result<HashMap<AccountId, Line>, StoreFault> {
        if accounts.is_empty() {
            return Ok(HashMap::new());
        }
        self.store.account_names(accounts).await
    }
}
