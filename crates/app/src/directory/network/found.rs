//! How a network begins: with a name and the municipalities it looks after. From then on an operator invites its first
//! coordinator.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::directory::network::StoredNetwork;

use super::{ChangedNetwork, NetworkRefusal};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A network that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNetwork {
    /// Its name.
    pub name: Line,
    /// The municipalities it looks after, at least one.
    pub area: Vec<MunicipalityCode>,
}

#[renkei_boxed::boxed]
impl App {
    /// Founds a network and says under which id. What stands in its area and has no steward yet is its to keep.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn add_network(
        &self,
        writer: &Writer,
        mut new: NewNetwork,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        match decide(
            &writer.principal,
            Action::FoundNetwork,
            &Object::Installation,
        ) {
            Decision::Allowed => {}
            decision => return Ok(Err(NetworkRefusal::NotAllowed(decision))),
        }
        new.area.sort_unstable();
        new.area.dedup();
        if new.area.is_empty() {
            return Ok(Err(NetworkRefusal::NoMunicipality));
        }
        if let Some(unknown) = self.first_unknown(&new.area).await? {
            return Ok(Err(NetworkRefusal::UnknownMunicipality(unknown)));
        }
        let asked = format!("{new:?}");
        let founded = Arc::new(StoredNetwork {
            id: NetworkId::from_uuid(self.new_id()),
            name: new.name,
            about: None,
            area: new.area,
        });
        self.act_of(writer, Purpose::FoundNetwork, &asked, move |work, _| {
            let founded = Arc::clone(&founded);
            Box::pin(async move {
                work.found_network(&founded).await?;
                Ok(ChangedNetwork(founded.id))
            })
        })
        .await
    }
}
