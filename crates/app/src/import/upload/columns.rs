//! What the columns of a list hold, as somebody says before their eyes.

use std::io;

use renkei_domain::access::principal::Principal;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_exchange::list::{ChosenColumns, Field, ListMapping, Outline, outline};
use renkei_store::StoreFault;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::import::upload::StoredUpload;
use serde::{Deserialize, Serialize};

use super::receive::open;
use super::{UploadRefusal, UploadView};
use crate::App;
use crate::directory::register::Outcome;

/// What somebody says of the columns of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// What each column holds, where it holds anything that is used.
    pub fields: Vec<Option<Field>>,
    /// The kind of rows that name none.
    pub kind: Option<ResourceKind>,
    /// The municipality of addresses that name none.
    pub place: Option<MunicipalityCode>,
}

/// The columns of a list with what is known of them.
#[derive(Debug, Clone)]
pub struct ListColumns {
    /// The file.
    pub upload: UploadView,
    /// Its header and its first rows.
    pub outline: Outline,
    /// What somebody has said, or what the names of the columns say.
    pub choice: ColumnChoice,
    /// The municipalities of the network, with their wards.
    pub area: Vec<Municipality>,
}

/// The same as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Matched {
    sheet: usize,
    header_line: u64,
    fields: Vec<Option<String>>,
    kind: Option<String>,
    place: Option<String>,
}

impl Matched {
    fn of(outline: &Outline, choice: &ColumnChoice) -> Self {
        let fields = choice.fields.iter();
        Self {
            sheet: outline.sheet,
            header_line: outline.header_line,
            fields: fields
                .map(|field| field.map(|field| field.code().to_owned()))
                .collect(),
            kind: choice.kind.map(|kind| kind.code().to_owned()),
            place: choice.place.map(|place| place.to_string()),
        }
    }

    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn choice(&self) -> ColumnChoice {
        let fields = self.fields.iter();
        let place = self.place.as_deref();
        ColumnChoice {
            fields: fields
                .map(|field| field.as_deref().and_then(Field::from_code))
                .collect(),
            kind: self.kind.as_deref().and_then(ResourceKind::from_code),
            place: place.and_then(|code| MunicipalityCode::parse(code).ok()),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// The columns of a list that waits, with what they seem to hold.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn upload_columns(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<ListColumns, UploadRefusal> {
        let (network, upload, outline) = match self.waiting_list(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let said = upload.matched.as_deref().and_then(Matched::read);
        let mut choice = said.map_or_else(
            || ColumnChoice {
                fields: outline.guessed.clone(),
                kind: None,
                place: None,
            },
            |matched| matched.choice(),
        );
        choice.fields.resize(outline.header.len(), None);
        let places: Vec<MunicipalityCode> = self.only(&network).await?.into_iter().collect();
        Ok(Ok(ListColumns {
            outline,
            choice,
            area: self.store.municipalities_by_code(&places).await?,
            upload: self.upload_view(&network, upload),
        }))
    }

    /// Says what the columns of a list hold.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn match_columns(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
        mut choice: ColumnChoice,
    ) -> Outcome<(), UploadRefusal> {
        let (network, _, outline) = match self.waiting_list(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        choice.fields.truncate(outline.header.len());
        let names = choice.fields.iter().flatten();
        if names.filter(|field| **field == Field::Name).count() != 1 {
            return Ok(Err(UploadRefusal::NameMissing));
        }
        let places = self.only(&network).await?;
        choice.place = choice.place.filter(|place| places.contains(place));
        let matched = serde_json::to_string(&Matched::of(&outline, &choice)).map_err(|fault| {
            StoreFault::Unreadable {
                table: "upload",
                value: fault.to_string(),
            }
        })?;
        let is_kept = self.store.match_upload(id, &matched).await?;
        Ok(if is_kept {
            Ok(())
        } else {
            Err(UploadRefusal::Running)
        })
    }

    /// Says which table of a file is meant that holds several.
    ///
    /// # Errors
    /// A fault of the store or of the folder; refusals are in the outcome.
    pub async fn choose_table(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
        table: &str,
    ) -> Outcome<(), UploadRefusal> {
        let (_, upload) = match self.waiting_upload(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let path = self.uploads.path(upload.id)?;
        let seal = self.store.file_seal(upload.network, upload.id).await?;
        let turn = self.uploads.turn().await?;
        let opened = tokio::task::spawn_blocking(move || open(&path, &seal, None));
        let opened = opened.await.map_err(io::Error::other)?;
        drop(turn);
        match opened {
            Ok(opened) if opened.tables.iter().any(|known| known == table) => {
                self.store.choose_entry(id, table).await?;
                Ok(Ok(()))
            }
            Ok(_) => Ok(Err(UploadRefusal::NotFound)),
            Err(fault) => Ok(Err(fault.into())),
        }
    }

    /// A list that waits, whose it is, and how it is laid out.
    async fn waiting_list(
        &self,
        principal: &Principal,
        network: NetworkId,
        id: UploadId,
    ) -> Outcome<(StoredNetwork, StoredUpload, Outline), UploadRefusal> {
        let (network, upload) = match self.waiting_upload(principal, network, id).await? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if !upload.dataset.is_own_list() {
            return Ok(Err(UploadRefusal::NotFound));
        }
        let outline = self.outline_of(&upload).await?;
        Ok(outline.map(|outline| (network, upload, outline)))
    }

    async fn outline_of(&self, upload: &StoredUpload) -> Outcome<Outline, UploadRefusal> {
        let (path, entry) = (self.uploads.path(upload.id)?, upload.entry.clone());
        let seal = self.store.file_seal(upload.network, upload.id).await?;
        let turn = self.uploads.turn().await?;
        let reading = tokio::task::spawn_blocking(move || {
            let mut opened = open(&path, &seal, entry.as_deref())?;
            outline(&mut opened.input)
        });
        let read = reading.await.map_err(io::Error::other)?;
        drop(turn);
        Ok(read.map_err(UploadRefusal::from))
    }

    /// What somebody has said of the columns of a list, as the list is read; nothing where nobody has.
    pub(super) async fn mapping_of(
        &self,
        upload: &StoredUpload,
    ) -> Result<Option<ListMapping>, StoreFault> {
        let said = upload.matched.as_deref().and_then(Matched::read);
        let Some(matched) = said else {
            return Ok(None);
        };
        let choice = matched.choice();
        let place = match choice.place {
            Some(code) => self.store.municipalities_by_code(&[code]).await?.pop(),
            None => None,
        };
        let chosen = ChosenColumns {
            sheet: matched.sheet,
            header_line: matched.header_line,
            fields: choice.fields,
        };
        let place = place.map(|found| format!("{}{}", found.prefecture, found.name));
        let mapping = ListMapping::by_place(chosen, choice.kind, place);
        Ok(Some(mapping))
    }
}
