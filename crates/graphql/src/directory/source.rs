//! Where published facts come from.

use async_graphql::Object;
use renkei_domain::directory::source::{Dataset, SourceRecord};

use crate::closed_list::{Word, closed_list};
use crate::scalars::{DateScalar, DateTimeScalar};

closed_list!(
    Dataset,
    "Dataset",
    "The kinds of published data that entries come from. The Japanese text of each is its credit line, \
     which must be shown wherever its facts are shown.",
    |_| ""
);

/// A record of a source.
pub(crate) struct SourceType<'a>(pub(crate) &'a SourceRecord);

/// One row of published data from which an entry was made.
#[Object(name = "Source")]
impl SourceType<'_> {
    /// Which data.
    fn dataset(&self) -> Word<Dataset> {
        Word(self.0.dataset)
    }

    /// The credit line to show wherever the facts are shown (出典).
    fn credit(&self) -> &str {
        self.0.dataset.word()
    }

    /// File name or edition, as whoever imported it gave it. The name of somebody's own contact list is
    /// for signed-in members; others read what kind of data it is.
    fn edition(&self) -> &str {
        self.0.edition.as_str()
    }

    /// When the row was last found in an import.
    fn seen_at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.seen_at)
    }

    /// The day of the import since which the row is missing from the published data. Missing is not
    /// closed: confirm by phone. Null where it is still published.
    fn absent_since(&self) -> Option<DateScalar> {
        self.0.absent_since.map(DateScalar)
    }

    /// The cells as published, before anything was read from them, in the order of the table. Empty
    /// cells are left out. Those of somebody's own contact list are for signed-in members; others read
    /// none.
    fn raw(&self) -> Vec<RawCellType<'_>> {
        let cells = self.0.raw.iter();
        cells
            .filter(|(_, cell)| !cell.trim().is_empty())
            .map(|(column, cell)| RawCellType { column, cell })
            .collect()
    }
}

/// A cell.
pub(crate) struct RawCellType<'a> {
    column: &'a str,
    cell: &'a str,
}

/// One cell of a published table, unchanged.
#[Object(name = "RawCell")]
impl RawCellType<'_> {
    /// The header of its column, as 「事業所の名称」.
    fn column(&self) -> &str {
        self.column
    }

    /// What stands in the cell, letter for letter.
    fn cell(&self) -> &str {
        self.cell
    }
}
