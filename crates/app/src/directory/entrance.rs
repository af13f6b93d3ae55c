//! The entrance of the directory: its networks, their areas, and how much there is of which kind.

use std::collections::BTreeMap;

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::ids::NetworkId;
use renkei_store::StoreFault;

use crate::App;

/// What the entrance of the directory shows.
#[derive(Debug, Clone)]
pub struct Entrance {
    /// The networks, the one founded first first.
    pub networks: Vec<NetworkArea>,
    /// How many entries of each kind there are.
    pub kinds: BTreeMap<ResourceKind, u64>,
}

/// A network with the municipalities it looks after (圏域).
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkArea {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: Option<String>,
    /// The municipalities, in the order of codes.
    pub area: Vec<Municipality>,
}

#[renkei_boxed::boxed]
impl App {
    /// The entrance: networks, areas and kinds.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn entrance(&self) -> Result<Entrance, StoreFault> {
        let reference = self.reference().await?;
        let networks = self.store.networks().await?;
        let counts = self.store.count_by_kind().await?;
        Ok(Entrance {
            networks: networks
                .into_iter()
                .map(|network| NetworkArea {
                    id: network.id,
                    name: network.name.to_string(),
                    about: network.about.map(|about| about.to_string()),
                    area: network
                        .area
                        .iter()
                        .filter_map(|code| reference.municipalities.by_code(*code).cloned())
                        .collect(),
                })
                .collect(),
            kinds: counts
                .into_iter()
                .map(|entry| (entry.kind, entry.count))
                .collect(),
        })
    }
}
