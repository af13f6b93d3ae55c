//! Opening what an import is given: a file, or an https address that is fetched first.

use std::path::{Path, PathBuf};

use renkei_delivery::fetch::{FetchFault, fetch_to_file};
use renkei_exchange::input::{Input, InputFault, Limits};
use tempfile::TempDir;

use super::progress::Bar;
use crate::settings::Settings;

/// The most bytes of a fetched file. The largest published ZIP has less than a tenth of it.
const FETCH_LIMIT: u64 = 512 * 1024 * 1024;

/// Why a source cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum SourceFault {
    #[error(transparent)]
    Fetch(#[from] FetchFault),
    #[error(transparent)]
    Input(#[from] InputFault),
}

impl SourceFault {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Fetch(fault) => fault.code(),
            Self::Input(fault) => fault.code(),
        }
    }

    pub(super) fn message_ja(&self) -> String {
        match self {
            Self::Fetch(fault) => fault.message_ja(),
            Self::Input(fault) => fault.message_ja(),
        }
    }
}

/// One table of a source.
pub(super) struct Opened {
    /// The entry's name, where the source is a ZIP of several.
    pub(super) name: Option<String>,
    /// The table, or why this one of several cannot be used.
    pub(super) input: Result<Input, InputFault>,
}

/// An opened source.
pub(super) struct Source {
    /// Under which name its records stand.
    pub(super) edition: String,
    /// Its tables.
    pub(super) parts: Vec<Opened>,
    /// Where a fetched file lies until the import is done.
    _folder: Option<TempDir>,
}

/// Opens a file or an https address.
pub(super) async fn open(
    source: &str,
    settings: &Settings,
    bar: &Bar,
) -> Result<Source, SourceFault> {
    let is_address = source.starts_with("https://") || source.starts_with("http://");
    let (folder, path): (Option<TempDir>, PathBuf) = if is_address {
        let folder = tempfile::tempdir().map_err(FetchFault::File)?;
        let path = folder.path().join("fetched");
        fetch_to_file(
            source,
            &path,
            FETCH_LIMIT,
            &settings.outbound(),
            &|bytes, of| bar.fetched(bytes, of),
        )
        .await?;
        (Some(folder), path)
    } else {
        (None, PathBuf::from(source))
    };
    // What follows the path of an address may be a key to it; a file may bear these signs in its name.
    let named = if is_address {
        source.split(['?', '#']).next().unwrap_or(source)
    } else {
        source
    };
    // The last part of a path or address; what stands before it is nobody else's business.
    let edition = named
        .trim_end_matches('/')
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(named)
        .to_owned();
    let parts = tokio::task::spawn_blocking(move || open_parts(&path))
        .await
        .map_err(|fault| InputFault::Io(std::io::Error::other(fault)))??;
    Ok(Source {
        edition,
        parts,
        _folder: folder,
    })
}

fn open_parts(path: &Path) -> Result<Vec<Opened>, InputFault> {
    let limits = Limits::default();
    match Input::open(path, &limits) {
        Ok(input) => Ok(vec![Opened {
            name: None,
            input: Ok(input),
        }]),
        Err(InputFault::SeveralTables { names }) => {
            let parts = names.into_iter().map(|entry| Opened {
                input: Input::open_entry(path, &entry, &limits),
                name: Some(entry),
            });
            Ok(parts.collect())
        }
        Err(fault) => Err(fault),
    }
}
