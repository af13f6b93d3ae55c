//! Where published data and what people put right part: published facts alone, for a person to decide.
//! A page is of entries; those of 法人 are few and stand in one list.

pub use renkei_store::import::conflict::OpenConflict;

pub use super::edit::conflict::{ConflictChoice, ConflictDecision};
pub use super::edit::organization::conflict::{OpenOrganizationConflict, OrganizationDecision};

use crate::{App, StoreFault};

/// How many conflicts a page shows.
pub const PAGE_SIZE: u64 = 50;

/// A page of conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictPage {
    /// Those of this page, those of the newest edition first.
    pub conflicts: Vec<OpenConflict>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u64,
}

impl ConflictPage {
    /// The number of the last page, at least 1.
    #[must_use]
    pub fn last_page(&self) -> u64 {
        self.total.div_ceil(PAGE_SIZE).max(1)
    }
}

#[renkei_boxed::boxed]
impl App {
    /// How many conflicts nobody has decided yet: of entries, and of the 法人 that run them.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn count_open_conflicts(&self) -> Result<u64, StoreFault> {
        let of_organizations = self.store.count_open_organization_conflicts().await?;
        Ok(self.store.count_open_conflicts().await? + of_organizations)
    }

    /// A page of the conflicts nobody has decided yet; one beyond the last is empty.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_conflicts(&self, page: u64) -> Result<ConflictPage, StoreFault> {
        let mut conflicts = self.store.open_conflicts(page, PAGE_SIZE).await?;
        for conflict in &mut conflicts {
            conflict.edition = conflict.dataset.public_name(&conflict.edition);
        }
        Ok(ConflictPage {
            conflicts,
            total: self.store.count_open_conflicts().await?,
            page,
        })
    }
}
