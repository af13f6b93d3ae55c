//! Published tables of a test's own making: rows like those of WAM NET with invented names, the bytes
//! in which such tables travel, and a world that reads them in.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_app::import::edition::{FileEdition, OfficeTable};
use renkei_app::import::report::ImportReport;
use renkei_app::import::{ImportFault, ImportRequest, Watcher};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::source::Dataset;
use renkei_domain::record::Actor;
use renkei_exchange::input::{Input, Limits};
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::wamnet::LAYOUT;

use crate::World;

/// One row of a WAM NET table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<String>);

impl Row {
    /// A row without defects; number, name, address, phone and point are its own.
    #[must_use]
    pub fn nth(n: u32) -> Self {
        let serial = format!("A{n:010}");
        let name = format!("ひなたワーク{n}");
        let number = format!("27999{n:05}");
        let rest = format!("城北町{n}-1");
        let phone = format!("072-{:03}-{:04}", n / 10_000, n % 10_000);
        let fax = format!("072-{:03}-{:04}", 900 + n / 10_000, n % 10_000);
        let latitude = format!("34.{:06}", 850_000 + n);
        let cells: [&str; 29] = [
            "27000",
            &serial,
            "大阪府",
            "社会福祉法人ひなた会",
            "しゃかいふくしほうじんひなたかい",
            "2000012345678",
            "大阪府高槻市",
            "桃園町2-1",
            "06-6000-0001",
            "06-6000-0002",
            "https://hinata.example/",
            "就労移行支援",
            &name,
            "ひなたわーく",
            &number,
            "大阪府高槻市",
            &rest,
            &phone,
            &fax,
            "https://hinata.example/work",
            &latitude,
            "135.62",
            "09:00-17:00",
            "",
            "",
            "",
            "",
            "",
            "20",
        ];
        Self(cells.map(str::to_owned).to_vec())
    }

    /// The row with another cell in a column.
    #[must_use]
    pub fn with(mut self, column: &str, cell: &str) -> Self {
        self.0[place_of(column)] = cell.to_owned();
        self
    }

    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        &self.0[place_of(column)]
    }

    /// All cells, in the order of the header.
    #[must_use]
    pub fn cells(&self) -> &[String] {
        &self.0
    }
}

/// Where a column stands.
#[must_use]
pub fn place_of(column: &str) -> usize {
    LAYOUT
        .columns
        .iter()
        .position(|name| *name == column)
        .unwrap_or_else(|| panic!("there is no column {column}"))
}

/// A table as published, but without its mark: header and rows, every cell quoted, LF.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let header = line(LAYOUT.columns.iter().copied());
    let rows = rows
        .iter()
        .map(|row| line(row.0.iter().map(String::as_str)));
    std::iter::once(header).chain(rows).collect()
}

/// A line of such a table.
pub fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    format!("{}\n", cells.join(","))
}

/// The cells of a published line, by another way than the one under test. Quotes stand around whole
/// cells and no published cell holds a line end.
#[must_use]
pub fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cells.last_mut().expect("one at least").push(letter),
        }
    }
    cells
}

/// The bytes as published: UTF-8 behind a byte order mark.
#[must_use]
pub fn marked(text: &str) -> Vec<u8> {
    [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat()
}

/// A few real municipalities: enough for every way in which addresses are written.
#[must_use]
pub fn towns() -> Vec<Municipality> {
    [
        ("01408", "北海道", "余市町"),
        ("22130", "静岡県", "浜松市"),
        ("22131", "静岡県", "浜松市中区"),
        ("27207", "大阪府", "高槻市"),
        ("27211", "大阪府", "茨木市"),
        ("27301", "大阪府", "島本町"),
        ("40345", "福岡県", "須恵町"),
    ]
    .map(|(code, prefecture, name)| Municipality {
        code: town(code),
        prefecture: prefecture.to_owned(),
        name: name.to_owned(),
        kana: String::new(),
        point: None,
    })
    .to_vec()
}

/// The code of a municipality, from its five digits.
#[must_use]
pub fn town(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).unwrap_or_else(|fault| panic!("{code}: {fault}"))
}

/// What an operator asks for who reads a whole WAM NET table in.
#[must_use]
pub fn request(edition: &str) -> ImportRequest {
    ImportRequest {
        dataset: Dataset::Wamnet,
        edition: renkei_app::import::edition_name(edition),
        only: BTreeSet::new(),
        by: Actor::Operator,
        upload: None,
        for_network: None,
    }
}

/// Nobody is told how far an import is.
#[must_use]
pub fn unwatched() -> Watcher {
    Arc::new(|_| {})
}

impl World {
    /// Loads the municipalities of [`towns`].
    pub async fn with_towns(self) -> Self {
        self.app
            .import_municipalities(&renkei_app::import::edition_name("towns"), towns())
            .await
            .expect("municipalities");
        self
    }

    /// Writes a table into a file and opens it.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub async fn open_edition(
        &self,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<FileEdition, ImportFault> {
        self.open_table(OfficeTable::Wamnet, name, bytes, limits)
            .await
    }

    /// Writes a table of any data set into a file and opens it.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub async fn open_table(
        &self,
        table: OfficeTable,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<FileEdition, ImportFault> {
        let towns = Arc::new(MunicipalityTable::new(self.app.municipality_table().await?));
        let path = self.folder.path().join(format!("edition-{name}"));
        std::fs::write(&path, bytes).expect("a file");
        let input = Input::open(&path, limits)?;
        Ok(FileEdition::open(table, input, towns)?)
    }

    /// Reads a table in as an operator does.
    ///
    /// # Errors
    /// Why it was not read in.
    pub async fn try_import(
        &self,
        request: ImportRequest,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<ImportReport, ImportFault> {
        let edition = self
            .open_edition(request.edition.as_str(), bytes, limits)
            .await?;
        self.app
            .import_offices(request, Arc::new(edition), unwatched())
            .await
    }

    /// Reads a table of any data set in that is known to be usable.
    pub async fn import_table(
        &self,
        table: OfficeTable,
        edition: &str,
        bytes: &[u8],
    ) -> ImportReport {
        let request = ImportRequest {
            dataset: table.dataset(),
            ..request(edition)
        };
        let opened = self
            .open_table(table, edition, bytes, &Limits::default())
            .await
            .unwrap_or_else(|fault| panic!("{edition}: {} {fault}", fault.message_ja()));
        self.app
            .import_offices(request, Arc::new(opened), unwatched())
            .await
            .unwrap_or_else(|fault| panic!("{edition}: {} {fault}", fault.message_ja()))
    }

    /// Reads rows in that are known to be usable.
    pub async fn import(&self, edition: &str, rows: &[Row]) -> ImportReport {
        self.try_import(request(edition), &marked(&table(rows)), &Limits::default())
            .await
            .unwrap_or_else(|fault| panic!("{edition}: {} {fault}", fault.message_ja()))
    }
}
