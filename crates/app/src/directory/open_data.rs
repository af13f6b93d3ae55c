//! The directory as open data, as it stands now: for a network and for each of its municipalities a file in the columns
//! that cities publish in, at an address that stays. It is read with the eyes of anybody, whoever asks.

use renkei_domain::directory::filter::ResourceOrder;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::{ExportFault, Form, Head, Table, Waiting};
use renkei_exchange::open_data::{COLUMNS, OpenEntry, row};
use renkei_store::StoreFault;
use renkei_store::directory::listing::PageStart;
use sha2::{Digest as _, Sha256};

use super::parts::Parts;
use super::read::Viewer;
use super::search::{MOST_OF_A_PAGE, Prepared, ResourceSearch, Start};
use crate::App;

/// A file of open data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDirectory {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What tells them from others.
    pub digest: String,
}

/// Why a file of open data was not made.
#[derive(Debug, thiserror::Error)]
pub enum OpenDataFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The file.
    #[error(transparent)]
    Export(#[from] ExportFault),
}

#[renkei_boxed::boxed]
impl App {
    /// The directory of a network as CSV, or of one of its municipalities: who serves it or, having declared no area,
    /// stands in it. `None` where there is no such network, where it looks after nothing, or not after this
    /// municipality. Two statements for each hundred entries.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_directory(
        &self,
        network: NetworkId,
        only: Option<MunicipalityCode>,
    ) -> Result<Option<OpenDirectory>, OpenDataFault> {
        let Some(area) = self.area_of_network(network).await? else {
            return Ok(None);
        };
        if only.is_some_and(|code| !area.contains(&code)) {
            return Ok(None);
        }
        let reference = self.reference().await?;
        let publisher = only.and_then(|code| reference.municipalities.by_code(code).cloned());
        let search = ResourceSearch {
            municipalities: only.map_or(area, |code| vec![code]),
            order: ResourceOrder::Name,
            ..ResourceSearch::default()
        };
        let prepared = Prepared::bound_to(&search, &search, reference);
        let parts = Parts {
            organization: true,
            ..Parts::NONE
        };
        let head = Head {
            name: "名簿",
            columns: &COLUMNS,
            made_on: self.now().in_japan().date,
        };
        let mut table = Table::begin(Form::Csv, &head, Waiting::InMemory)?;
        let mut start = PageStart::First;
        loop {
            // A long file lets the searches of others in between.
            let turn = self.searching.acquire().await;
            let viewer = Viewer::Anonymous;
            let page = self.page_of(&viewer, &prepared, &start, MOST_OF_A_PAGE, parts);
            let page = page.await?;
            drop(turn);
            for entry in &page.entries {
                let read = &entry.resource;
                let entry = OpenEntry {
                    id: read.id,
                    facts: &read.facts,
                    place: read.municipality.as_ref(),
                    organization: read.organization.as_ref().and_then(Option::as_ref),
                };
                table.row(&row(publisher.as_ref(), &entry))?;
            }
            let last = page.entries.last().filter(|_| page.has_next);
            let cursor = last.map(|entry| entry.cursor.clone());
            match cursor.and_then(|cursor| prepared.begin(&Start::After(cursor)).ok()) {
                Some(next) => start = next,
                None => break,
            }
        }
        let bytes = table.finish()?;
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)[..]);
        Ok(Some(OpenDirectory { bytes, digest }))
    }
}
