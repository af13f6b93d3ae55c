//! Everything that a sheet of one's own map needs. The person's own prints keep everything; proposals of supporters
//! are on none.

use renkei_domain::access::principal::Principal;
use renkei_domain::map::{PrintForm, PrintedMap, ResourceMap};
use renkei_domain::record::Purpose;

use super::{KeptMap, MapRefusal, may_keep_map};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

#[renkei_boxed::boxed]
impl App {
    /// One's own map for a sheet, with what the directory says now. A blank sheet is had by anybody, with nothing on it.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn printed_map(
        &self,
        own: &Principal,
        form: PrintForm,
    ) -> Outcome<PrintedMap, MapRefusal> {
        let made_on = self.now().in_japan().date;
        if form.sheet.is_blank() {
            return Ok(Ok(PrintedMap {
                map: ResourceMap::default(),
                current: Vec::new(),
                night: Vec::new(),
                made_on,
                form,
            }));
        }
        let account = match may_keep_map(own) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(stored) = self.store.resource_map(account).await? else {
            return Ok(Err(MapRefusal::NotFound));
        };
        Ok(Ok(PrintedMap {
            current: self.map_contacts(&stored.map).await?,
            night: self.night(stored.map.area, &[]).await?.numbers,
            map: stored.map,
            made_on,
            form,
        }))
    }

    /// Keeps that the map was printed today, with what the directory says now: what changes from here on is said, since
    /// it stands otherwise on the paper.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn note_map_printed(&self, writer: &Writer) -> Outcome<KeptMap, MapRefusal> {
        let today = self.now().in_japan().date;
        self.look_at_map(writer, Purpose::PrintMap, Some(today))
            .await
    }
}
