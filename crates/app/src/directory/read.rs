//! Reading one entry of the directory: what a page shows of it, for the eyes it is shown to.

use std::collections::HashMap;

use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::networks_read_inside;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::{ReachAnswer, ReachQuestion, how_to_reach};
use renkei_domain::directory::correction::RecordedCorrection;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::{Closure, Lifecycle, ResourceFacts};
use renkei_domain::directory::source::SourceRecord;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::time::Moment;
use renkei_store::StoreFault;
use renkei_store::directory::profile::Audience;

use super::parts::Parts;
use crate::App;

/// Who looks. What they may read beyond published facts follows from it, here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody.
    Anonymous,
    /// A signed-in member of some networks.
    Member(Vec<NetworkId>),
}

impl Viewer {
    /// Whoever asks, by the inside of which networks the rule lets them read.
    #[must_use]
    pub fn of(principal: &Principal) -> Self {
        let networks = networks_read_inside(principal);
        if networks.is_empty() {
            Self::Anonymous
        } else {
            Self::Member(networks)
        }
    }

    pub(super) fn audience(&self) -> Audience {
        match self {
            Self::Anonymous => Audience::Public,
            Self::Member(networks) => Audience::Members(networks.clone()),
        }
    }
}

/// Everything a page of one resource shows.
#[derive(Debug, Clone)]
pub struct ResourceView {
    /// Its id.
    pub id: ResourceId,
    /// Whether it may be chosen for new work.
    pub lifecycle: Lifecycle,
    /// How it ended, where it has.
    pub closure: Option<Closure>,
    /// Rises with every change: a form that edits says which version it showed.
    pub version: i64,
    /// Its published facts, corrections applied.
    pub facts: ResourceFacts,
    /// Its profile, as the viewer may read it.
    pub profile: Profile,
    /// Who runs it.
    pub organization: Option<OrganizationFacts>,
    /// The municipality it stands in.
    pub municipality: Option<Municipality>,
    /// The municipalities it serves.
    pub service_area: Vec<Municipality>,
    /// The names of agencies whose observations are shown.
    pub observers: HashMap<OrganizationId, String>,
    /// Who asks how to reach it.
    pub sender: SenderKind,
    /// How this sender reaches it now, for the purposes in their order.
    pub reach: Vec<(ContactPurpose, ReachAnswer)>,
    /// The published rows it was made from.
    pub sources: Vec<SourceRecord>,
    /// The fields that do not say what is published, with who decided it and when.
    pub corrections: Vec<RecordedCorrection>,
    /// The holidays, to decide hours with.
    pub holidays: HolidayTable,
    /// The moment for which everything was decided.
    pub at: Moment,
}

#[renkei_boxed::boxed]
impl App {
    /// One resource with everything around it, reached by one kind of sender; `None` when there is
    /// none, or none for these eyes.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn view_resource(
        &self,
        viewer: &Viewer,
        id: ResourceId,
        sender: SenderKind,
    ) -> Result<Option<ResourceView>, StoreFault> {
        let mut found = self.read_resources(viewer, &[id], Parts::ALL).await?;
        let Some(read) = found.pop().flatten() else {
            return Ok(None);
        };
        // What was asked for may have become part of another entry.
        let id = read.id;
        let corrections = self.store.corrections(&[id]).await?.remove(&id);
        let reference = self.reference().await?;
        let at = self.now().in_japan();
        let profile = read.profile.unwrap_or_default();
        let reach = ContactPurpose::ALL.iter().map(|purpose| {
            let question = ReachQuestion {
                purpose: *purpose,
                sender,
                at,
            };
            let policy = &profile.contact_policy;
            let answer = how_to_reach(&read.facts, policy, &reference.holidays, question);
            (*purpose, answer)
        });
        Ok(Some(ResourceView {
            id,
            lifecycle: read.lifecycle,
            closure: read.closure.flatten(),
            version: read.version,
            reach: reach.collect(),
            organization: read.organization.flatten(),
            municipality: read.municipality,
            service_area: read.service_area,
            observers: read.observers,
            sender,
            sources: read.sources.unwrap_or_default(),
            corrections: corrections.unwrap_or_default(),
            holidays: reference.holidays.clone(),
            at,
            facts: read.facts,
            profile,
        }))
    }
}
