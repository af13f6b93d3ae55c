//! What changes of a network once it is there: its name, and the municipalities it looks after.

use std::sync::Arc;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::{Stop, StoreFault, Work};

use super::register::{Outcome, RegisterRefusal, outcome};
use crate::{App, Caller};

impl App {
    /// Gives a network another name.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn rename_network(
        &self,
        caller: Caller,
        id: NetworkId,
        name: Line,
    ) -> Outcome<(), RegisterRefusal> {
        let header = self.header(caller, Purpose::ChangeNetwork);
        let done = self.store.act(&header, move |work| {
            let name = name.clone();
            Box::pin(async move {
                let known = locked(work, id).await?;
                Ok(work.rename_network(&known, &name).await?)
            })
        });
        outcome(done.await)
    }

    /// Lets a network look after these municipalities and no others. Entries in one that it leaves go to the
    /// network that looks after that one, or to nobody.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_area(
        &self,
        caller: Caller,
        id: NetworkId,
        area: Vec<MunicipalityCode>,
    ) -> Outcome<(), RegisterRefusal> {
        if let Some(unknown) = self.first_unknown(&area).await? {
            return Ok(Err(RegisterRefusal::UnknownMunicipality(unknown)));
        }
        let area = Arc::new(area);
        let header = self.header(caller, Purpose::ChangeNetwork);
        let done = self.store.act(&header, move |work| {
            let area = Arc::clone(&area);
            Box::pin(async move {
                let known = locked(work, id).await?;
                Ok(work.change_area(&known, &area).await?)
            })
        });
        outcome(done.await)
    }
}

/// A network that nobody else changes until the act ends.
async fn locked(work: &Work, id: NetworkId) -> Result<StoredNetwork, Stop<RegisterRefusal>> {
    let place = Standing::Coordinator(id);
    work.lock_place(place).await?;
    let known: Result<Option<StoredNetwork>, StoreFault> = work.network(id).await;
    known?.ok_or(Stop::Refused(RegisterRefusal::UnknownNetwork(id)))
}
