//! Entering a resource by hand, for the network that will keep it.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::edit::{Edit, FactEdit, FieldFault};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::Stop;
use renkei_store::directory::resource::ResourceEntry;

use super::EditRefusal;
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{Answer, Writer};

/// A resource as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResource {
    /// The network that will keep it.
    pub network: NetworkId,
    /// Its kind.
    pub kind: ResourceKind,
    /// Its name.
    pub name: Line,
    /// Who runs it.
    pub organization: Option<OrganizationId>,
    /// What else is known of it.
    pub facts: Vec<FactEdit>,
}

/// A resource that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub id: ResourceId,
    /// Its first version.
    pub version: i64,
}

impl Answer for Created {
    fn to_text(&self) -> String {
        format!("{} {}", self.id, self.version)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (id, version) = text.split_once(' ')?;
        Some(Self {
            id: id.parse().ok()?,
            version: version.parse().ok()?,
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Enters a resource, of which nothing but facts is known yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn create_resource(
        &self,
        writer: &Writer,
        new: NewResource,
    ) -> Outcome<Created, EditRefusal> {
        let object = Object::Network(new.network);
        match decide(&writer.principal, Action::CreateResource, &object) {
            Decision::Allowed => {}
            decision => return Ok(Err(EditRefusal::of(decision))),
        }
        let asked = format!("{new:?}");
        let mut faults = self.unknown_places(&Edit::Facts(new.facts.clone())).await?;
        let facts = facts_of(&new, &mut faults);
        if !faults.is_empty() {
            return Ok(Err(EditRefusal::Invalid(faults)));
        }
        let entry = Arc::new(ResourceEntry {
            id: ResourceId::from_uuid(self.new_id()),
            steward: Some(new.network),
            facts,
        });
        let purpose = Purpose::RegisterResource;
        self.act_of(writer, purpose, &asked, move |work, _| {
            let entry = Arc::clone(&entry);
            Box::pin(async move {
                if let Some(organization) = entry.facts.organization
                    && !work.has_organization(organization).await?
                {
                    let message = "その法人はまだ登録されていません。先に登録してください。";
                    let fault = FieldFault::new("organization", "UNKNOWN_ORGANIZATION", message);
                    return Err(Stop::Refused(EditRefusal::Invalid(vec![fault])));
                }
                work.register_resource(ResourceEntry::clone(&entry)).await?;
                work.add_profile(entry.id, &Profile::default()).await?;
                let stored = work.resource(entry.id).await?;
                Ok(Created {
                    id: entry.id,
                    version: stored.map_or(0, |stored| stored.version),
                })
            })
        })
        .await
    }
}

fn facts_of(new: &NewResource, faults: &mut Vec<FieldFault>) -> ResourceFacts {
    let mut facts = ResourceFacts::named(new.kind, new.name.clone());
    facts.organization = new.organization;
    let mut wanted: Vec<&FactEdit> = new.facts.iter().collect();
    wanted.sort_by_key(|edit| edit.field);
    for edit in wanted {
        // What is empty in a form is empty in the entry.
        if edit.field.read(&facts) == edit.value {
            continue;
        }
        let field = edit.field.code();
        if let Err(fault) = edit.field.write(&mut facts, edit.value.as_deref())
            && faults.iter().all(|known| known.field != field)
        {
            faults.push(FieldFault::of_correction(field, &fault));
        }
    }
    facts
}
