//! The invented map of the person of a demo, saved by their account as on its pages. In its file it is written as it is
//! taken away and brought back.

use renkei_store::map::form::WrittenMap;

use super::{SeedFault, value};
use crate::App;
use crate::writer::Writer;

/// The name by which faults of the map are told.
const MAP: &str = "map";

impl App {
    /// Saves the map as the first of the person's.
    ///
    /// # Errors
    /// When it is no map, or one that cannot be kept.
    pub(super) async fn enter_map(
        &self,
        person: &Writer,
        written: &WrittenMap,
    ) -> Result<(), SeedFault> {
        let map = written.read().map_err(|fault| value(MAP, fault))?;
        let kept = self.save_map(person, 0, map).await?;
        kept.map(|_| ()).map_err(|refusal| value(MAP, refusal))
    }
}
