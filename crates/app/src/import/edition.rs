//! One edition of an office table: it can be read from the start as often as needed.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use renkei_domain::directory::source::Dataset;
use renkei_exchange::finding::RowFault;
use renkei_exchange::input::{Input, InputFault};
use renkei_exchange::list::ListMapping;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::office::PublishedOffice;
use renkei_exchange::{iryo, kaigo, list, wamnet};

/// Takes one row; says whether to go on.
pub type TakeRow<'t> = dyn FnMut(Result<PublishedOffice, RowFault>) -> ControlFlow<()> + 't;

/// An edition. Reading it blocks; call it on a thread of its own.
pub trait Edition: Send + Sync {
    /// The columns as published.
    fn header(&self) -> Vec<String>;

    /// Hands over every row, from the start.
    ///
    /// # Errors
    /// When the file cannot be read or is not the table it should be.
    fn each(&self, take: &mut TakeRow<'_>) -> Result<(), InputFault>;
}

/// Which table a file of offices is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeTable {
    /// 障害福祉サービス等情報公表システム (WAM NET).
    Wamnet,
    /// 医療情報ネット.
    Iryo,
    /// 介護サービス情報公表システム (訪問看護).
    Kaigo,
    /// Somebody's own list, with what they say about its columns.
    List(ListMapping),
}

impl OfficeTable {
    /// The data set its rows belong to.
    #[must_use]
    pub const fn dataset(&self) -> Dataset {
        match self {
            Self::Wamnet => Dataset::Wamnet,
            Self::Iryo => Dataset::Iryo,
            Self::Kaigo => Dataset::Kaigo,
            Self::List(_) => Dataset::List,
        }
    }

    /// Whether whole files of it end with a line end: what is published does.
    const fn ends_its_last_line(&self) -> bool {
        match self {
            Self::Wamnet | Self::Iryo | Self::Kaigo => true,
            Self::List(_) => false,
        }
    }
}

/// An edition in a file.
pub struct FileEdition {
    table: OfficeTable,
    input: Mutex<Input>,
    municipalities: Arc<MunicipalityTable>,
    header: Vec<String>,
}

impl FileEdition {
    /// Opens the rows once to see that the header fits.
    ///
    /// # Errors
    /// When the file is not the table it should be.
    pub fn open(
        table: OfficeTable,
        input: Input,
        municipalities: Arc<MunicipalityTable>,
    ) -> Result<Self, InputFault> {
        let mut edition = Self {
            table,
            input: Mutex::new(input),
            municipalities,
            header: Vec::new(),
        };
        edition.header = edition.read(&mut |_| ControlFlow::Break(()))?;
        // A file that is another table hears that first.
        if edition.table.ends_its_last_line() {
            let input = edition.input.get_mut();
            input
                .unwrap_or_else(PoisonError::into_inner)
                .require_last_line_end()?;
        }
        Ok(edition)
    }

    /// Reads rows until told to stop and returns the header.
    fn read(&self, take: &mut TakeRow<'_>) -> Result<Vec<String>, InputFault> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let municipalities = self.municipalities.as_ref();
        let rows = match &self.table {
            OfficeTable::Wamnet => wamnet::rows(input.reader()?, municipalities)?,
            OfficeTable::Iryo => iryo::rows(input.reader()?, municipalities)?,
            OfficeTable::Kaigo => kaigo::rows(input.reader()?, municipalities)?,
            OfficeTable::List(mapping) => {
                let rows = list::Rows::open(&mut input, mapping, municipalities)?;
                let header = rows.header().to_vec();
                hand_over(rows, take);
                return Ok(header);
            }
        };
        let header = rows.header().to_vec();
        hand_over(rows, take);
        Ok(header)
    }
}

fn hand_over(
    rows: impl Iterator<Item = Result<PublishedOffice, RowFault>>,
    take: &mut TakeRow<'_>,
) {
    for row in rows {
        if take(row).is_break() {
            return;
        }
    }
}

impl Edition for FileEdition {
    fn header(&self) -> Vec<String> {
        self.header.clone()
    }

    fn each(&self, take: &mut TakeRow<'_>) -> Result<(), InputFault> {
        self.read(take).map(|_| ())
    }
}
