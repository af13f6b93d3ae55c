//! A file comes in, piece by piece, into a sealed file that goes again unless it is kept. What it is is told by
//! its bytes; a bomb, another kind of file and a table of something else are refused before it is kept.

use std::io;
use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::record::Purpose;
use renkei_exchange::input::{FileBytes, Input, InputFault};
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::{list, wamnet};
use renkei_store::StoreFault;
use renkei_store::idempotency::Claim;
use renkei_store::import::upload::{NewUpload, UploadState};
use renkei_store::keys::FileSeal;
use sha2::{Digest as _, Sha256};
use tempfile::TempPath;

use super::sealed::{SealedFile, opened};
use super::{LIMITS, LISTED, MOST_WAITING, UPLOAD_BYTES, UploadRefusal};
use crate::App;
use crate::directory::register::Outcome;
use crate::import::{ImportFault, edition_name};
use crate::writer::Writer;

/// A file that is coming in. Dropped, it is gone.
#[derive(Debug)]
pub struct Receiving {
    network: NetworkId,
    id: UploadId,
    file: SealedFile,
    path: TempPath,
    bytes: u64,
    /// Tells what came from anything else, so that the same form sent twice is known again.
    content: Sha256,
}

impl Receiving {
    /// Takes the next piece. Of a file that is too large nothing more is written.
    ///
    /// # Errors
    /// When the piece cannot be written.
    pub async fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        self.bytes = self.bytes.saturating_add(piece.len() as u64);
        if self.bytes <= UPLOAD_BYTES {
            self.content.update(piece);
            self.file.take(piece).await?;
        }
        Ok(())
    }
}

/// A file that was looked through: which of its tables is meant, where it holds several.
pub(super) struct Opened {
    pub(super) input: Input,
    pub(super) entry: Option<String>,
    /// The names of its tables, where there are several.
    pub(super) tables: Vec<String>,
}

/// Opens a sealed file; where it holds several tables and nobody said which is meant, the first. It blocks.
pub(super) fn open(
    path: &Path,
    seal: &FileSeal,
    entry: Option<&str>,
) -> Result<Opened, InputFault> {
    let file = FileBytes::held(opened(path, seal).map_err(InputFault::Io)?);
    match Input::within(&file, None, &LIMITS) {
        Ok(input) => Ok(Opened {
            input,
            entry: None,
            tables: Vec::new(),
        }),
        Err(InputFault::SeveralTables { names }) => {
            let wanted = entry.or(names.first().map(String::as_str)).unwrap_or("");
            Ok(Opened {
                input: Input::within(&file, Some(wanted), &LIMITS)?,
                entry: Some(wanted.to_owned()),
                tables: names,
            })
        }
        Err(fault) => Err(fault),
    }
}

/// Looks whether a file is what it is said to be.
fn check(
    path: &Path,
    seal: &FileSeal,
    dataset: Dataset,
    municipalities: &MunicipalityTable,
) -> Result<Option<String>, InputFault> {
    let mut opened = open(path, seal, None)?;
    if dataset.is_own_list() {
        list::outline(&mut opened.input)?;
    } else {
        drop(wamnet::rows(opened.input.reader()?, municipalities)?);
        opened.input.require_last_line_end()?;
    }
    Ok(opened.entry)
}

#[renkei_boxed::boxed]
impl App {
    /// Opens the door for a file of a network.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn receive_upload(
        &self,
        principal: &Principal,
        network: NetworkId,
    ) -> Outcome<Receiving, UploadRefusal> {
        let network = match self.importing_network(principal, network).await? {
            Ok(network) if network.area.is_empty() => return Ok(Err(UploadRefusal::NoArea)),
            Ok(network) => network,
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.forget_uploads().await?;
        let uploads = self.store.uploads_of(network.id, LISTED).await?;
        let waiting = uploads
            .iter()
            .filter(|upload| upload.state == UploadState::Waiting);
        if waiting.count() >= MOST_WAITING {
            return Ok(Err(UploadRefusal::TooManyWaiting));
        }
        let id = UploadId::from_uuid(self.new_id());
        let seal = self.store.file_seal(network.id, id).await?;
        let (file, path) = self.uploads.begin()?.into_parts();
        let file = tokio::fs::File::from_std(file);
        Ok(Ok(Receiving {
            network: network.id,
            id,
            file: SealedFile::begin(file, seal).await?,
            path,
            bytes: 0,
            content: Sha256::new(),
        }))
    }

    /// Keeps a file that has come in whole, where it can be used. Only own lists and tables of WAM NET
    /// come in this way. Under a key, the same file handed in twice is kept once; another file under the
    /// same key, chosen by whoever went back, is another file.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn keep_upload(
        &self,
        writer: &Writer,
        received: Receiving,
        file_name: &str,
        dataset: Dataset,
    ) -> Outcome<UploadId, UploadRefusal> {
        let Some(account) = writer.principal.account() else {
            return Ok(Err(UploadRefusal::NotAllowed(Decision::SignInFirst)));
        };
        let Receiving {
            network,
            id,
            file,
            path,
            bytes,
            content,
        } = received;
        if bytes == 0 {
            return Ok(Err(UploadRefusal::NoFile));
        }
        if bytes > UPLOAD_BYTES {
            return Ok(Err(UploadRefusal::TooLarge));
        }
        let seal = file.end().await?;
        let table = match self.towns().await? {
            Ok(table) => table,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let turn = self.uploads.turn().await?;
        let checked = tokio::task::spawn_blocking(move || {
            let checked = check(&path, &seal, dataset, &table);
            (path, checked)
        });
        let (path, checked) = checked.await.map_err(io::Error::other)?;
        drop(turn);
        let entry = match checked {
            Ok(entry) => entry,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let place = self.uploads.path(id)?;
        let upload = Arc::new(NewUpload {
            id,
            network,
            account,
            dataset,
            // What stands before the last part of a path is nobody else's business.
            file_name: edition_name(file_name.rsplit(['/', '\\']).next().unwrap_or_default())
                .to_string(),
            entry,
            at: self.now(),
        });
        let content = HEXLOWER.encode(&content.finalize()[..]);
        let asked = format!("{network} {} {file_name} {content}", dataset.code());
        let write = Arc::new(writer.write(Purpose::ImportPublished, &asked));
        let claimed = Arc::clone(&write);
        let now = self.now();
        // The row before the file: a file without a row would be taken for one that nobody needs.
        let kept = self
            .store
            .aside(move |work| {
                let (upload, write) = (Arc::clone(&upload), Arc::clone(&write));
                Box::pin(async move {
                    let claim = match &*write {
                        Some(write) => work.claim_key(write, now).await?,
                        None => Claim::OfAnother,
                    };
                    if let Claim::Done(earlier) = &claim {
                        let unreadable = |_| StoreFault::Unreadable {
                            table: "idempotency",
                            value: earlier.clone(),
                        };
                        return Ok(earlier.parse::<UploadId>().map_err(unreadable)?);
                    }
                    work.add_upload(&upload).await?;
                    if let (Claim::New, Some(write)) = (claim, &*write) {
                        work.keep_answer(write, &id.to_string()).await?;
                    }
                    Ok(id)
                })
            })
            .await?;
        if kept != id {
            return Ok(Ok(kept));
        }
        if let Err(fault) = path.persist(place) {
            // The key first: a second press is never led to a file that is not there.
            if let Some(write) = &*claimed {
                self.store.free_key(write).await?;
            }
            self.store.drop_upload(id, self.now()).await?;
            return Err(fault.error.into());
        }
        Ok(Ok(id))
    }

    /// The municipalities that addresses are matched against.
    pub(super) async fn towns(&self) -> Outcome<Arc<MunicipalityTable>, UploadRefusal> {
        match self.municipality_table().await {
            Ok(all) => Ok(Ok(Arc::new(MunicipalityTable::new(all)))),
            Err(ImportFault::Store(fault)) => Err(fault),
            Err(_) => Ok(Err(UploadRefusal::NoMunicipalities)),
        }
    }
}
