//! `renkei import wamnet|iryo|kaigo|list|municipality|holiday FILE…`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use renkei_app::App;
use renkei_app::import::edition::FileEdition;
use renkei_app::import::report::ImportReport;
use renkei_app::import::{ImportFault, ImportRequest};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::source::Dataset;
use renkei_exchange::list::ListMapping;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::{holiday, municipality};

use super::import_progress::Bar;
use super::import_report::Summary;
use super::import_source::{self, Opened, SourceFault};
use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice};

/// What to import.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Which data
    #[arg(value_enum)]
    data_set: DataSet,
    /// Files (CSV, ZIP, XLSX) or https:// addresses
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Write the whole report as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Only entries that stand in these municipalities (codes of 5 or 6 digits, parted by commas)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    municipalities: Vec<String>,
    /// Which column of a list means what (TOML)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DataSet {
    /// 障害福祉サービス等情報公表システム (WAM NET), 29 columns
    Wamnet,
    /// 医療情報ネット, 65 columns
    Iryo,
    /// 介護サービス情報公表システム (訪問看護), 24 columns
    Kaigo,
    /// Anybody's own list, columns matched by name
    List,
    /// 全国地方公共団体コード
    Municipality,
    /// 国民の祝日
    Holiday,
}

impl DataSet {
    const fn dataset(self) -> Dataset {
        match self {
            Self::Wamnet => Dataset::Wamnet,
            Self::Iryo => Dataset::Iryo,
            Self::Kaigo => Dataset::Kaigo,
            Self::List => Dataset::List,
            Self::Municipality => Dataset::Municipality,
            Self::Holiday => Dataset::Holiday,
        }
    }
}

/// Why a file was not imported.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Source(#[from] SourceFault),
    #[error(transparent)]
    Import(#[from] ImportFault),
}

impl Refusal {
    fn complain(&self, file: &str) {
        let (code, japanese) = match self {
            Self::Source(fault) => (fault.code(), fault.message_ja()),
            Self::Import(fault) => (fault.code(), fault.message_ja()),
        };
        voice::complain(code, &format!("{file}: {japanese}"), &self.to_string());
    }
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let only = match arguments
        .municipalities
        .iter()
        .map(|code| MunicipalityCode::parse(code))
        .collect()
    {
        Ok(only) => only,
        Err(fault) => {
            voice::complain(
                "MUNICIPALITIES",
                "--municipalities は 5けたか6けたの全国地方公共団体コードを、コンマで区切って書いてください。",
                &format!("{fault}"),
            );
            return Ended::Usage;
        }
    };
    let mapping = match mapping(arguments) {
        Ok(mapping) => mapping,
        Err(ended) => return ended,
    };
    let app = match application(&settings.place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let mut summary = Summary::default();
    for file in &arguments.files {
        if let Err(refusal) = import_file(
            &app,
            settings,
            arguments,
            &only,
            &mapping,
            file,
            &mut summary,
        )
        .await
        {
            refusal.complain(file);
            summary.refuse(file, &refusal.to_string());
        }
    }
    if let Err(fault) = app.close().await {
        return report_store(&fault);
    }
    summary.print();
    if let Some(path) = &arguments.report
        && let Err(fault) = summary.write(path)
    {
        voice::complain(
            "REPORT",
            "報告のファイルに書けませんでした。取り込みは終わっています。",
            &fault.to_string(),
        );
        return Ended::Refused;
    }
    if summary.needs_a_person() {
        Ended::Refused
    } else {
        Ended::Done
    }
}

fn mapping(arguments: &Arguments) -> Result<ListMapping, Ended> {
    let Some(path) = &arguments.mapping else {
        return Ok(ListMapping::default());
    };
    let text = std::fs::read_to_string(path).map_err(|fault| {
        voice::complain(
            "MAPPING",
            "--mapping のファイルを読めません。",
            &fault.to_string(),
        );
        Ended::Usage
    })?;
    ListMapping::parse(&text).map_err(|fault| {
        voice::complain(fault.code(), &fault.message_ja(), &fault.to_string());
        Ended::Usage
    })
}

async fn import_file(
    app: &App,
    settings: &Settings,
    arguments: &Arguments,
    only: &BTreeSet<MunicipalityCode>,
    mapping: &ListMapping,
    file: &str,
    summary: &mut Summary,
) -> Result<(), Refusal> {
    let bar = Bar::new(file);
    let opened = import_source::open(file, settings, &bar).await?;
    for part in opened.parts {
        let report = match arguments.data_set {
            DataSet::Municipality => reference(app, part, &opened.edition, true).await?,
            DataSet::Holiday => reference(app, part, &opened.edition, false).await?,
            _ => {
                let table = Arc::new(MunicipalityTable::new(app.municipality_table().await?));
                let edition = match part.name.as_deref() {
                    Some(entry) => format!("{} / {entry}", opened.edition),
                    None => opened.edition.clone(),
                };
                let dataset = arguments.data_set.dataset();
                let rows = FileEdition::open(dataset, part.input, table, mapping.clone())
                    .map_err(ImportFault::from)?;
                let request = ImportRequest {
                    dataset,
                    edition,
                    only: only.clone(),
                };
                app.import_offices(request, Arc::new(rows), bar.watcher())
                    .await?
            }
        };
        summary.add(file, report);
    }
    bar.finish();
    Ok(())
}

async fn reference(
    app: &App,
    mut part: Opened,
    edition: &str,
    municipalities: bool,
) -> Result<ImportReport, ImportFault> {
    if municipalities {
        let all = municipality::read(part.input.reader()?)?;
        app.import_municipalities(edition, all).await
    } else {
        let all = holiday::read(part.input.reader()?)?;
        app.import_holidays(edition, all).await
    }
}
