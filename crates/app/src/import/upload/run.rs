//! Importing a file in the background, with a sign of life every second that any process can read.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::record::Actor;
use renkei_domain::time::japanese_date;
use renkei_exchange::input::InputFault;
use renkei_store::StoreFault;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::import::upload::StoredUpload;

use super::{UploadRefusal, silent_since};
use crate::App;
use crate::audit::go_on;
use crate::directory::register::Outcome;
use crate::import::{ImportFault, ImportRequest, Progress, Watcher, edition_name};

/// How often an import says how far it is.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// How far an import is: rows so far, and all of them.
type HowFar = Arc<Mutex<(u64, u64)>>;

/// Why the import of a file came to nothing.
enum Ended {
    Refused(UploadRefusal),
    Import(ImportFault),
}

impl From<StoreFault> for Ended {
    fn from(fault: StoreFault) -> Self {
        Self::Import(ImportFault::Store(fault))
    }
}

impl From<io::Error> for Ended {
    fn from(fault: io::Error) -> Self {
        StoreFault::from(fault).into()
    }
}

impl Ended {
    /// The stable code, and what happened and what to do. Whose import another one is, and what the
    /// database says, is nothing for this page.
    fn told(&self) -> (&'static str, String) {
        let fault = match self {
            Self::Refused(refusal) => return ("REFUSED", refusal.to_string()),
            Self::Import(fault) => fault,
        };
        let words = match fault {
            ImportFault::AnotherImport { .. } => UploadRefusal::AnotherImport.to_string(),
            ImportFault::Store(cause) => {
                tracing::error!(%cause, "an import broke off");
                "こちらの不具合で取り込めませんでした。名簿は何も変わっていません。少し待ってから、もう一度お試しください。".to_owned()
            }
            fault => fault.message_ja(),
        };
        (fault.code(), words)
    }
}

/// What the run is called that shows a file, as long as the installation. A file of somebody's own may be called
/// after a person, so that its kind and its day are kept; of published data the publisher's name tells which
/// edition it is.
fn name_of_run(upload: &StoredUpload) -> String {
    if upload.dataset.is_own_list() {
        let day = japanese_date(upload.made_at.in_japan().date);
        return format!("{} {day}", upload.dataset.word());
    }
    match &upload.entry {
        Some(entry) => format!("{} / {entry}", upload.file_name),
        None => upload.file_name.clone(),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Begins the import of a file that waits; it goes on in the background. Of two who begin it at once,
    /// one is told that it is running.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn start_import(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<(), UploadRefusal> {
        let Some(account) = principal.account() else {
            return Ok(Err(UploadRefusal::NotAllowed(Decision::SignInFirst)));
        };
        let (network, upload) = match self.waiting_upload(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if upload.dataset.is_own_list() && upload.matched.is_none() {
            return Ok(Err(UploadRefusal::NotMatched));
        }
        let now = self.now();
        if self.store.running_edition(now).await?.is_some() {
            return Ok(Err(UploadRefusal::AnotherImport));
        }
        let is_ours = self.store.claim_upload(id, now, silent_since(now)).await?;
        if !is_ours {
            return Ok(Err(UploadRefusal::Running));
        }
        let app = self.clone();
        go_on(async move {
            app.carry_out(&network, &upload, Actor::Account(account))
                .await;
        });
        Ok(Ok(()))
    }

    async fn carry_out(&self, network: &StoredNetwork, upload: &StoredUpload, by: Actor) {
        let how_far = HowFar::default();
        let importing = self.import_upload(network, upload, by, Arc::clone(&how_far));
        let mut importing = std::pin::pin!(importing);
        let ended = loop {
            tokio::select! {
                ended = &mut importing => break ended,
                () = tokio::time::sleep(SIGN_OF_LIFE) => {
                    let (done, all) = *how_far.lock().unwrap_or_else(PoisonError::into_inner);
                    let told = self.store.renew_upload(upload.id, done, all, self.now());
                    if let Err(fault) = told.await {
                        tracing::warn!(%fault, "nobody learns how far an import is");
                    }
                }
            }
        };
        let settled = match ended {
            Ok(()) => self
                .uploads
                .remove(upload.id)
                .await
                .map_err(StoreFault::from),
            Err(ended) => {
                let (code, words) = ended.told();
                let why = (code, words.as_str());
                self.store.return_upload(upload.id, why, self.now()).await
            }
        };
        if let Err(fault) = settled {
            tracing::error!(%fault, "what came of an import could not be kept");
        }
    }

    async fn import_upload(
        &self,
        network: &StoredNetwork,
        upload: &StoredUpload,
        by: Actor,
        how_far: HowFar,
    ) -> Result<(), Ended> {
        let towns = self.towns().await?.map_err(Ended::Refused)?;
        let file = self.file_of(upload).await?.map_err(Ended::Refused)?;
        let only = self.only(network).await?;
        let turn = self.uploads.turn().await?;
        let opening = tokio::task::spawn_blocking(move || file.open(towns));
        let opened = opening.await.map_err(io::Error::other)?;
        drop(turn);
        let (edition, _) =
            opened.map_err(|fault: InputFault| Ended::Import(ImportFault::Input(fault)))?;
        let name = name_of_run(upload);
        let request = ImportRequest {
            dataset: upload.dataset,
            edition: edition_name(&name),
            only,
            by,
            upload: Some(upload.id),
            for_network: Some(network.id),
        };
        let watcher: Watcher = Arc::new(move |progress| {
            let (done, all) = match progress {
                Progress::Comparing { rows } => (rows, 0),
                Progress::Writing { rows, of } => (rows, of),
            };
            *how_far.lock().unwrap_or_else(PoisonError::into_inner) = (done, all);
        });
        self.import_offices(request, Arc::new(edition), watcher)
            .await
            .map_err(Ended::Import)?;
        Ok(())
    }
}
