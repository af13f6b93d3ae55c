//! What is inside a ZIP file. Names only: what an entry is worth is decided by its bytes.

use zip::result::ZipError;

use super::fault::InputFault;
use super::place::{FileBytes, Opened};

/// An opened ZIP file.
pub(super) type Archive = zip::ZipArchive<Opened>;

/// Opens it.
///
/// # Errors
/// Says whether it is missing or damaged.
pub(super) fn open(file: &FileBytes) -> Result<Archive, InputFault> {
    zip::ZipArchive::new(file.open()?).map_err(broken)
}

/// A fault for what the unpacking said.
pub(super) fn broken(error: ZipError) -> InputFault {
    InputFault::ZipBroken {
        reason: error.to_string(),
    }
}

/// The files of a ZIP with their places, without folders and what macOS adds.
pub(super) fn files(archive: &mut Archive) -> Result<Vec<(usize, String)>, InputFault> {
    let mut files = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(broken)?;
        let name = entry_name(entry.name_raw());
        if !name.ends_with('/') && !name.starts_with("__MACOSX/") {
            files.push((place, name));
        }
    }
    Ok(files)
}

/// Names are UTF-8 or, from Japanese Windows, cp932.
pub(super) fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(raw).0.into_owned(),
    }
}

/// What the files of a ZIP make of it.
pub(super) enum Contents {
    /// A workbook of Excel.
    Workbook,
    /// Tables in CSV.
    Tables(Vec<(usize, String)>),
}

/// Decides by the files inside.
///
/// # Errors
/// Refuses a ZIP in which there is no table.
pub(super) fn contents(files: Vec<(usize, String)>) -> Result<Contents, InputFault> {
    let has = |wanted: &str| files.iter().any(|(_, name)| name == wanted);
    if has("[Content_Types].xml") {
        return if files.iter().any(|(_, name)| name.starts_with("xl/")) {
            Ok(Contents::Workbook)
        } else {
            Err(InputFault::NotATable {
                looks_like: "Word・PowerPointなどの文書",
            })
        };
    }
    let (tables, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(_, name)| name.to_ascii_lowercase().ends_with(".csv"));
    if tables.is_empty() {
        Err(InputFault::NoTable {
            names: others.into_iter().map(|(_, name)| name).collect(),
        })
    } else {
        Ok(Contents::Tables(tables))
    }
}

/// The place of the one table meant: the only one, or the one named.
///
/// # Errors
/// Names what there is when that does not decide it.
pub(super) fn choose(
    mut tables: Vec<(usize, String)>,
    wanted: Option<&str>,
) -> Result<usize, InputFault> {
    if let Some(wanted) = wanted {
        return tables
            .into_iter()
            .find(|(_, name)| name == wanted)
            .map(|(place, _)| place)
            .ok_or_else(|| InputFault::NoSuchEntry {
                name: wanted.to_owned(),
            });
    }
    if tables.len() > 1 {
        return Err(InputFault::SeveralTables {
            names: tables.into_iter().map(|(_, name)| name).collect(),
        });
    }
    tables
        .pop()
        .map(|(place, _)| place)
        .ok_or(InputFault::NoTable { names: Vec::new() })
}
