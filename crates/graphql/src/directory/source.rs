//! Where published facts come from.

use async_graphql::Object;
use renkei_domain::directory::source::{Dataset, SourceRecord};

use crate::closed_list::{Word, closed_list};
use crate::scalars::{DateScalar, DateTimeScalar};

closed_list!(
    Dataset,
    "Dataset",
    "The kinds of published data that entries come from. The Japanese text of each, before the \
     colon, is its credit line, which must be shown wherever its facts are shown.",
    |dataset| match dataset {
        Dataset::Wamnet =>
            "offices designated under 障害者総合支援法 and 児童福祉法 all over Japan, published twice a year",
        Dataset::Iryo => "hospitals and clinics all over Japan; the table has no phone numbers",
        Dataset::Kaigo => "stations of visiting nurses under long-term care insurance",
        Dataset::List =>
            "somebody's own list of contacts, read in by whoever runs the installation",
        Dataset::Municipality =>
            "codes, names, readings and points of places; no entry of the directory comes from it",
        Dataset::Holiday =>
            "the public days off by which hours are decided; no entry of the directory comes from it",
        Dataset::Seed =>
            "entered with the demo network: asked in the region, or taken from public papers",
    }
);

/// A record of a source.
pub(crate) struct SourceType<'a>(pub(crate) &'a SourceRecord);

/// One row of published data from which an entry was made.
#[Object(name = "Source")]
impl SourceType<'_> {
    /// From which kind of published data the row comes.
    fn dataset(&self) -> Word<Dataset> {
        Word(self.0.dataset)
    }

    /// The credit line to show wherever the facts are shown (出典).
    fn credit(&self) -> &str {
        self.0.dataset.word()
    }

    /// File name or edition, as whoever imported it gave it. The name of somebody's own contact list is
    /// for signed-in members of its network; others read what kind of data it is.
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
    /// cells are left out. Those of somebody's own contact list are for signed-in members of its network;
    /// others read none.
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
    /// The header of the column that the cell stands in, as 「事業所の名称」.
    fn column(&self) -> &str {
        self.column
    }

    /// What stands in the cell, letter for letter.
    fn cell(&self) -> &str {
        self.cell
    }
}
