//! `renkei import wamnet|iryo|kaigo|list|municipality|holiday FILE…`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use renkei_app::import::edition::{FileEdition, OfficeTable};
use renkei_app::import::report::ImportReport;
use renkei_app::import::{ImportFault, ImportRequest, edition_name};
use renkei_app::{App, Place};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::record::Actor;
use renkei_domain::text::Line;
use renkei_exchange::input::Input;
use renkei_exchange::list::ListMapping;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::{holiday, municipality};

use super::import_report::Summary;
use super::import_source::{self, Opened, SourceFault};
use super::progress::Bar;
use crate::settings::Settings;
use crate::wiring::{application, is_demo, report_store};
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

/// Why a file was not imported.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Source(#[from] SourceFault),
    #[error(transparent)]
    Import(#[from] ImportFault),
}

impl Refusal {
    /// Tells people, and says how the command ends for it. What the store says is about no file.
    fn complain(&self, file: &str) -> Ended {
        let (code, japanese) = match self {
            Self::Import(ImportFault::Store(fault)) => return report_store(fault),
            Self::Source(fault) => (fault.code(), fault.message_ja()),
            Self::Import(fault) => (fault.code(), fault.message_ja()),
        };
        voice::complain(code, &format!("{file}: {japanese}"), &self.to_string());
        Ended::Refused
    }
}

/// What every file of one command is imported with.
struct Task<'a> {
    app: &'a App,
    settings: &'a Settings,
    data_set: DataSet,
    only: &'a BTreeSet<MunicipalityCode>,
    mapping: &'a ListMapping,
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
    let place = settings.place();
    if matches!(&place, Place::Folder(folder) if is_demo(folder)) {
        voice::say(
            "demo_folder",
            "体験用のフォルダに取り込みます。次の renkei demo で消えます。",
            serde_json::json!({}),
        );
    }
    let app = match application(&place, &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let task = Task {
        app: &app,
        settings,
        data_set: arguments.data_set,
        only: &only,
        mapping: &mapping,
    };
    let mut summary = Summary::default();
    let mut is_damaged = false;
    for file in &arguments.files {
        for (refused, refusal) in task.import_file(file, &mut summary).await {
            is_damaged |= refusal.complain(&refused) == Ended::Damaged;
            summary.refuse(&refused, &refusal.to_string());
        }
    }
    if let Err(fault) = app.close().await {
        return report_store(&fault);
    }
    summary.print();
    let mut ended = if summary.needs_a_person() {
        Ended::Refused
    } else {
        Ended::Done
    };
    if let Some(path) = &arguments.report
        && let Err(fault) = summary.write(path)
    {
        voice::complain(
            "REPORT",
            "報告のファイルに書けませんでした。取り込みは終わっています。",
            &fault.to_string(),
        );
        ended = Ended::Refused;
    }
    if is_damaged { Ended::Damaged } else { ended }
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

impl Task<'_> {
    /// Imports every table of a file and answers with what was refused. A table of a ZIP is imported or refused by
    /// itself: those before it are in the directory by then.
    async fn import_file(&self, file: &str, summary: &mut Summary) -> Vec<(String, Refusal)> {
        let bar = Bar::new(file);
        let opened = match import_source::open(file, self.settings, &bar).await {
            Ok(opened) => opened,
            Err(fault) => return vec![(file.to_owned(), fault.into())],
        };
        let mut refused = Vec::new();
        for part in opened.parts {
            let named = match &part.name {
                Some(entry) => format!("{file} / {entry}"),
                None => file.to_owned(),
            };
            match self.import_part(part, &opened.edition, &bar).await {
                Ok(report) => summary.add(file, report),
                Err(fault) => refused.push((named, fault.into())),
            }
        }
        bar.finish();
        refused
    }

    async fn import_part(
        &self,
        part: Opened,
        edition: &str,
        bar: &Bar,
    ) -> Result<ImportReport, ImportFault> {
        let mut input = part.input?;
        let table = match self.data_set {
            DataSet::Municipality => {
                let all = municipality::read(input.reader()?)?;
                let edition = edition_name(edition);
                return self.app.import_municipalities(&edition, all).await;
            }
            DataSet::Holiday => {
                let all = holiday::read(input.reader()?)?;
                let edition = edition_name(edition);
                return self.app.import_holidays(&edition, all).await;
            }
            DataSet::Wamnet => OfficeTable::Wamnet,
            DataSet::Iryo => OfficeTable::Iryo,
            DataSet::Kaigo => OfficeTable::Kaigo,
            DataSet::List => OfficeTable::List(self.mapping.clone()),
        };
        let edition = match part.name.as_deref() {
            Some(entry) => edition_name(&format!("{edition} / {entry}")),
            None => edition_name(edition),
        };
        self.import_offices(table, input, edition, bar).await
    }

    async fn import_offices(
        &self,
        table: OfficeTable,
        input: Input,
        edition: Line,
        bar: &Bar,
    ) -> Result<ImportReport, ImportFault> {
        let municipalities = self.app.municipality_table().await?;
        let municipalities = Arc::new(MunicipalityTable::new(municipalities));
        let dataset = table.dataset();
        let rows = FileEdition::open(table, input, municipalities)?;
        let request = ImportRequest {
            dataset,
            edition,
            only: self.only.clone(),
            by: Actor::Operator,
            upload: None,
            for_network: None,
        };
        self.app
            .import_offices(request, Arc::new(rows), bar.watcher())
            .await
    }
}
