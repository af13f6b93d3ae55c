//! Where published facts come from: the editions that were imported.

use renkei_domain::directory::source::Dataset;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

use crate::App;
use crate::import::report::KeptSummary;

/// An edition of published data that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedEdition {
    /// Of which data.
    pub dataset: Dataset,
    /// File name or edition.
    pub name: String,
    /// When it was shown.
    pub imported_at: Option<Instant>,
    /// Rows of the file.
    pub rows_read: u64,
    /// New entries.
    pub created: u64,
    /// Changed entries.
    pub updated: u64,
    /// Entries that stood so already.
    pub unchanged: u64,
    /// Rows outside the area that was asked for.
    pub outside_area: u64,
    /// Rows that made no entry although they may stand in the area: equal rows, unusable and undecided
    /// ones, and those whose municipality is not known.
    pub unused: u64,
    /// Entries the data no longer named.
    pub absent: u64,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
}

#[renkei_boxed::boxed]
impl App {
    /// The editions that were imported, newest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn imported_editions(&self) -> Result<Vec<ImportedEdition>, StoreFault> {
        let runs = self.store.shown_runs().await?;
        Ok(runs
            .into_iter()
            .map(|run| {
                let KeptSummary { outside_area } = KeptSummary::read(&run.summary);
                ImportedEdition {
                    dataset: run.dataset,
                    name: run.dataset.public_name(&run.edition),
                    imported_at: run.finished_at,
                    rows_read: run.counts.rows_read,
                    created: run.counts.created,
                    updated: run.counts.updated,
                    unchanged: run.counts.unchanged,
                    outside_area,
                    unused: run.counts.skipped.saturating_sub(outside_area),
                    absent: run.counts.absent,
                    undone_at: run.undone_at,
                }
            })
            .collect())
    }
}
