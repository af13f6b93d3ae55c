//! Looking at a file before it is imported: how many of its rows would come in, and what the first of them
//! would become.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::address::Address;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_exchange::finding::RowFault;
use renkei_exchange::input::InputFault;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::office::PublishedOffice;
use renkei_store::StoreFault;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::import::upload::{StoredUpload, UploadState};
use renkei_store::keys::FileSeal;

use super::UploadRefusal;
use super::receive::open;
use crate::App;
use crate::directory::register::Outcome;
use crate::import::ImportFault;
use crate::import::edition::{Edition as _, FileEdition, OfficeTable};
use crate::import::foreseen::Foreseen;
use crate::import::keys::{Standing, standing};
use crate::import::report::FindingLine;

/// How many rows a preview shows.
const SHOWN: usize = 10;

/// What an import of a file would do with its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadPreview {
    /// The names of its tables, where it holds several.
    pub tables: Vec<String>,
    /// Its rows.
    pub rows: u64,
    /// Rows that stand in the network's municipalities.
    pub inside: u64,
    /// Rows that stand elsewhere, which are left out.
    pub outside: u64,
    /// Rows of which nobody knows where they stand, which are left out.
    pub unplaced: u64,
    /// Rows that cannot be used.
    pub unusable: u64,
    /// What would become of those that stand inside. `None` where the file cannot be read to its end.
    pub foreseen: Option<Foreseen>,
    /// The first rows that are not left out for standing elsewhere.
    pub first: Vec<PreviewRow>,
    /// The first rows that cannot be used.
    pub faults: Vec<FindingLine>,
}

/// A row as it would be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its line.
    pub line: u64,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: ResourceKind,
    /// The address.
    pub address: Option<String>,
    /// The first phone.
    pub phone: Option<String>,
    /// Whether it stands in the network's municipalities, as far as is known.
    pub is_inside: bool,
    /// What was noticed about it.
    pub findings: Vec<FindingLine>,
}

impl UploadPreview {
    fn take(
        &mut self,
        row: Result<PublishedOffice, RowFault>,
        only: &BTreeSet<MunicipalityCode>,
    ) -> ControlFlow<()> {
        self.rows += 1;
        let office = match row {
            Ok(office) => office,
            Err(fault) => {
                self.unusable += 1;
                let ends = fault.ends_file();
                if self.faults.len() < SHOWN {
                    self.faults.push(FindingLine::of_fault(fault));
                }
                return if ends {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                };
            }
        };
        let standing = standing(&office, only);
        match standing {
            Standing::Inside => self.inside += 1,
            Standing::Outside => self.outside += 1,
            Standing::Unknown => self.unplaced += 1,
        }
        if standing != Standing::Outside && self.first.len() < SHOWN {
            self.first
                .push(row_of(office, standing == Standing::Inside));
        }
        ControlFlow::Continue(())
    }
}

fn row_of(office: PublishedOffice, is_inside: bool) -> PreviewRow {
    let facts = office.facts;
    PreviewRow {
        line: office.line,
        name: facts.name.to_string(),
        kind: facts.kind,
        address: facts.address.as_ref().map(Address::line),
        phone: facts.phones.first().map(|phone| phone.written.to_string()),
        is_inside,
        findings: office.findings.into_iter().map(FindingLine::of).collect(),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Reads a file through and shows what an import would do with its rows.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn preview_upload(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<UploadPreview, UploadRefusal> {
        let (network, upload) = match self.waiting_upload(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let towns = match self.towns().await? {
            Ok(towns) => towns,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let file = match self.file_of(&upload).await? {
            Ok(file) => file,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let only = Arc::new(self.only(&network).await?);
        let turn = self.uploads.turn().await?;
        let within = Arc::clone(&only);
        let reading = tokio::task::spawn_blocking(move || -> Result<_, InputFault> {
            let (edition, tables) = file.open(towns)?;
            let mut preview = UploadPreview {
                tables,
                ..UploadPreview::default()
            };
            edition.each(&mut |row| preview.take(row, &within))?;
            Ok((preview, edition))
        });
        let (mut preview, edition) = match reading.await.map_err(io::Error::other)? {
            Ok(read) => read,
            Err(fault) => return Ok(Err(UploadRefusal::from(fault))),
        };
        let whose = (upload.dataset, network.id);
        preview.foreseen = match self.foresee(whose, Arc::new(edition), only).await {
            Ok(foreseen) => Some(foreseen),
            Err(ImportFault::Store(fault)) => return Err(fault),
            Err(_) => None,
        };
        drop(turn);
        Ok(Ok(preview))
    }

    /// The municipalities whose offices may come in: those of the network with their wards.
    pub(super) async fn only(
        &self,
        network: &StoredNetwork,
    ) -> Result<BTreeSet<MunicipalityCode>, StoreFault> {
        let reference = self.reference().await?;
        // A network without any was refused when the file came; nothing must make that "everywhere".
        Ok(reference.municipalities.families(&network.area))
    }

    /// A file that is still there, whether its import broke off or has not begun.
    pub(super) async fn waiting_upload(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<(StoredNetwork, StoredUpload), UploadRefusal> {
        let (network, upload) = match self.own_upload(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if upload.state == UploadState::Done {
            return Ok(Err(UploadRefusal::Done));
        }
        if network.area.is_empty() {
            return Ok(Err(UploadRefusal::NoArea));
        }
        if !tokio::fs::try_exists(self.uploads.path(id)?).await? {
            return Ok(Err(UploadRefusal::FileGone));
        }
        Ok(Ok((network, upload)))
    }

    /// A file with all that is needed to read it.
    pub(super) async fn file_of(
        &self,
        upload: &StoredUpload,
    ) -> Outcome<WaitingFile, UploadRefusal> {
        let table = match (upload.dataset, self.mapping_of(upload).await?) {
            (Dataset::List, None) => return Ok(Err(UploadRefusal::NotMatched)),
            (Dataset::List, Some(mapping)) => OfficeTable::List(mapping),
            _ => OfficeTable::Wamnet,
        };
        Ok(Ok(WaitingFile {
            path: self.uploads.path(upload.id)?,
            seal: self.store.file_seal(upload.network, upload.id).await?,
            entry: upload.entry.clone(),
            table,
        }))
    }
}

/// A file with all that is needed to read it.
pub(super) struct WaitingFile {
    path: PathBuf,
    seal: FileSeal,
    entry: Option<String>,
    table: OfficeTable,
}

impl WaitingFile {
    /// Opens it and names its tables, where it holds several. It blocks.
    pub(super) fn open(
        self,
        towns: Arc<MunicipalityTable>,
    ) -> Result<(FileEdition, Vec<String>), InputFault> {
        let opened = open(&self.path, &self.seal, self.entry.as_deref())?;
        let edition = FileEdition::open(self.table, opened.input, towns)?;
        Ok((edition, opened.tables))
    }
}
