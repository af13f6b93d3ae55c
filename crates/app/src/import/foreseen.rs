//! What an import of a file would do, decided row by row as an import decides, with nothing written. Whatever is
//! imported or edited until the import begins may change it.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, ResourceId};

use super::edition::Edition;
use super::keys::{Standing, keys_of, standing};
use super::matching::{Matcher, Verdict, read_keys};
use super::{ImportFault, Watcher, blocking};
use crate::App;

/// How many entries an import would make, change and miss.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// Rows that become a new entry.
    pub created: u64,
    /// Rows that change a known entry.
    pub updated: u64,
    /// Rows that find their entry as it is.
    pub unchanged: u64,
    /// Rows that could be one of several entries, or one that another network keeps: nothing is done with them.
    pub undecided: u64,
    /// Known entries that the edition should name and does not. Of an own list none.
    pub missing: u64,
}

impl App {
    /// Foresees what an import for a network would do with an edition.
    ///
    /// # Errors
    /// Says why it cannot be read to its end, or that the store failed.
    pub(super) async fn foresee(
        &self,
        (dataset, network): (Dataset, NetworkId),
        edition: Arc<dyn Edition>,
        only: Arc<BTreeSet<MunicipalityCode>>,
    ) -> Result<Foreseen, ImportFault> {
        let (first, within) = (Arc::clone(&edition), Arc::clone(&only));
        let nobody: Watcher = Arc::new(|_| {});
        let keys = blocking(move || read_keys(first.as_ref(), &within, &nobody)).await??;
        let known = self.store.known_records(dataset).await?;
        let mut matcher = Matcher::new(known, keys);
        self.store
            .unpublished_resources(dataset, |stored| matcher.know(&stored))
            .await?;
        let of_others = self.store.resources_of_others(network).await?;
        blocking(move || {
            matcher.prepare();
            foreseen(matcher, dataset, edition.as_ref(), (&*only, of_others))
        })
        .await?
    }
}

fn foreseen(
    mut matcher: Matcher,
    dataset: Dataset,
    edition: &dyn Edition,
    (only, of_others): (&BTreeSet<MunicipalityCode>, HashSet<ResourceId>),
) -> Result<Foreseen, ImportFault> {
    let mut found = Foreseen::default();
    let mut spared = of_others.clone();
    edition.each(&mut |row| {
        let Ok(office) = row else {
            return ControlFlow::Continue(());
        };
        match standing(&office, only) {
            Standing::Inside => match matcher.decide(&keys_of(&office)) {
                Verdict::Unchanged => found.unchanged += 1,
                Verdict::New => found.created += 1,
                Verdict::Changed(id) if of_others.contains(&id) => found.undecided += 1,
                Verdict::Changed(_) => found.updated += 1,
                Verdict::Undecided(candidates) => {
                    found.undecided += 1;
                    spared.extend(candidates);
                }
            },
            // It is named, only not where: nobody may call it missing.
            Standing::Unknown => spared.extend(matcher.perhaps(&keys_of(&office))),
            Standing::Outside => {}
        }
        ControlFlow::Continue(())
    })?;
    // A list of somebody's own names whom it likes; that it leaves others out says nothing of them.
    if dataset != Dataset::List {
        found.missing = matcher.missing(&spared, only).len() as u64;
    }
    Ok(found)
}
