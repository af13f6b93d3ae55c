//! What an edition leaves over: rows of which nobody can tell whose they are, and entries that no row names.

use std::sync::Arc;

use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{ResourceId, UndecidedRowId};
use renkei_exchange::office::PublishedOffice;
use renkei_store::import::record::RecordKeys;
use renkei_store::import::undecided::UndecidedRow;

use super::Stage;
use super::step::{renewed, stopped};
use crate::import::ImportFault;
use crate::import::keys::municipality_of;

impl Stage {
    /// Keeps a row for a person to decide.
    pub(super) fn ask_about(
        &mut self,
        keys: RecordKeys,
        office: PublishedOffice,
        candidates: Vec<ResourceId>,
    ) {
        let place = municipality_of(&office);
        let steward = place.and_then(|place| self.stewards.get(&place).copied());
        self.step.undecided.push(UndecidedRow {
            id: UndecidedRowId::from_uuid(self.app.new_id()),
            network: self.request.for_network.or(steward),
            line: office.line,
            service: office.key.service,
            keys,
            raw: office.raw,
            facts: office.facts,
            organization: office.organization,
            candidates,
        });
    }

    /// Marks the entries that no row names.
    pub(super) async fn mark_absent(&mut self) -> Result<(), ImportFault> {
        // A list of somebody's own names whom it likes; that it leaves others out says nothing of them.
        let missing = match self.request.dataset {
            Dataset::List => Vec::new(),
            _ => self.matcher.missing(&self.spared, &self.request.only),
        };
        self.report.absent = missing.len() as u64;
        let since = self.app.now().in_japan().date;
        for some in missing.chunks(200) {
            let some: Arc<[ResourceId]> = Arc::from(some);
            let (run, dataset, now) = (self.run, self.request.dataset, self.app.now());
            let count = some.len() as i64;
            self.app
                .store
                .step(run.act, self.ordinal, move |work| {
                    let some = Arc::clone(&some);
                    Box::pin(async move {
                        renewed(work, run, now).await?;
                        Ok(work.mark_absent(run, dataset, &some, since).await?)
                    })
                })
                .await
                .map_err(stopped)?;
            self.ordinal += count;
            tokio::time::sleep(renkei_store::import::GAP).await;
        }
        Ok(())
    }
}
