//! `renkei export csv|xlsx FILE`: the directory as everybody may read it, a row for each entry, whole or of some
//! municipalities. Nothing of the inside of a network and nothing about persons is in it. `renkei export hsds FOLDER`
//! writes the same in the open standard that `/hsds` speaks (`hsds.rs`).

mod hsds;

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use renkei_app::directory::table;
use renkei_app::{App, StoreFault};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::{ExportFault, Form, Head, Table, Waiting};

use super::progress::Bar;
use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice, whole_file};

/// What to export.
#[derive(Debug, Args)]
pub struct Arguments {
    /// In which form
    #[arg(value_enum)]
    form: Shape,
    /// The file, or for hsds the folder, which must not be there yet
    file: PathBuf,
    /// Only what this network looks after (its id)
    #[arg(long, value_name = "ID", conflicts_with = "municipalities")]
    network: Option<NetworkId>,
    /// Only what serves these municipalities or, where it names none, stands in them (codes of 5 or 6 digits, parted by
    /// commas)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    municipalities: Vec<MunicipalityCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Text that every program reads, in UTF-8 with a byte order mark
    Csv,
    /// A workbook of Excel
    Xlsx,
    /// A folder with a file of JSON lines for each list of HSDS 3.1, as /hsds tells them whole
    Hsds,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Store(#[from] StoreFault),
    #[error("the network {0} is not there, or looks after nothing")]
    UnknownNetwork(NetworkId),
    #[error("the municipality {0} is not in the table")]
    UnknownMunicipality(MunicipalityCode),
    #[error(transparent)]
    Export(#[from] ExportFault),
    #[error("the file is there already")]
    Exists,
    #[error("the file cannot be written: {0}")]
    File(#[from] io::Error),
    #[error("what was read cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Fault {
    fn report(&self) -> Ended {
        let (code, japanese) = match self {
            Self::Store(fault) => return report_store(fault),
            Self::UnknownNetwork(_) => (
                "UNKNOWN_NETWORK",
                "ネットワークがないか、担当する市区町村がありません。renkei network list で番号を確かめてください。",
            ),
            Self::UnknownMunicipality(_) => (
                "UNKNOWN_MUNICIPALITY",
                "市区町村の表にない番号があります。番号を確かめるか、先に市区町村の表を取り込んでください。",
            ),
            Self::Export(_) | Self::Json(_) => (
                "EXPORT",
                "一覧を書けませんでした。ディスクの空きを確かめて、もう一度試してください。多すぎるときは --municipalities でしぼってください。",
            ),
            Self::Exists => (
                "FILE_EXISTS",
                "同じ名前のファイルが もうあります。ほかの名前にするか、先に動かしてください。",
            ),
            Self::File(_) => (
                "FILE",
                "ファイルに書けませんでした。フォルダと、ディスクの空きを確かめてください。",
            ),
        };
        voice::complain(code, japanese, &self.to_string());
        Ended::Refused
    }
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let app = match application(&settings.place(), &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let written = write(&app, arguments).await;
    let closed = app.close().await;
    let rows = match written {
        Ok(rows) => rows,
        Err(fault) => return fault.report(),
    };
    let file = arguments.file.display().to_string();
    voice::say(
        "exported",
        &format!("{file} に {rows}件を書きました。"),
        serde_json::json!({ "file": file, "rows": rows }),
    );
    match closed {
        Ok(()) => Ended::Done,
        Err(fault) => report_store(&fault),
    }
}

/// Writes the file, or the folder, and says how many entries stand in it.
async fn write(app: &App, arguments: &Arguments) -> Result<u64, Fault> {
    let file = &arguments.file;
    if file.try_exists()? {
        return Err(Fault::Exists);
    }
    let area = area(app, arguments).await?;
    let form = match arguments.form {
        Shape::Csv => Form::Csv,
        Shape::Xlsx => Form::Xlsx,
        Shape::Hsds => return hsds::write(app, file, &area).await,
    };
    let mut list = app.whole_directory(&area).await?;
    let head = Head {
        name: "名簿",
        columns: &table::COLUMNS,
        made_on: app.now().in_japan().date,
    };
    let mut made = Table::begin(form, &head, Waiting::InNamelessFile)?;
    let bar = Bar::new(&file.display().to_string());
    let mut rows = 0;
    while list.has_more() {
        for row in app.next_rows(&mut list).await? {
            made.row(&row)?;
            rows += 1;
        }
        bar.show("書いています", "writing", rows, None);
    }
    let bytes = made.finish()?;
    keep(file, &bytes)?;
    bar.finish();
    Ok(rows)
}

/// Of which municipalities; none means all.
async fn area(app: &App, arguments: &Arguments) -> Result<Vec<MunicipalityCode>, Fault> {
    if let Some(network) = arguments.network {
        let area = app.area_of_network(network).await?;
        return area.ok_or(Fault::UnknownNetwork(network));
    }
    let known = app.reference().await?;
    let strange = |code: &&MunicipalityCode| known.municipalities.by_code(**code).is_none();
    match arguments.municipalities.iter().find(strange) {
        Some(code) => Err(Fault::UnknownMunicipality(*code)),
        None => Ok(arguments.municipalities.clone()),
    }
}

fn keep(file: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut made = whole_file::begin(file, ".renkei-export-")?;
    made.write_all(bytes)?;
    match whole_file::keep_new(made, file) {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Err(Fault::Exists),
        kept => Ok(kept?),
    }
}
