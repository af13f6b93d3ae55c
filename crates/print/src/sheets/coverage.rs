//! 地域のすきま: what there is of each kind for each municipality of a network, for its council.

use renkei_domain::time::Moment;
use serde::Serialize;

use crate::words::Words;

/// The table of a network. Many municipalities are divided between pages by columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageSheet {
    /// The network.
    pub network: Words,
    /// When it was counted.
    #[serde(serialize_with = "super::moment")]
    pub as_of: Moment,
    /// The heads of the columns: municipalities, and what stands for several.
    pub columns: Vec<Words>,
    /// The lines, sector by sector; sectors of which there is nothing are left out.
    pub sectors: Vec<CoverageSector>,
    /// The last line: all kinds together.
    pub sums: Vec<CoverageCell>,
    /// What is missing, in sentences.
    pub gaps: Vec<CoverageGap>,
}

/// The lines of a sector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageSector {
    /// The sector.
    pub name: Words,
    /// A line for each kind.
    pub lines: Vec<CoverageLine>,
}

/// A kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageLine {
    /// Its name.
    pub kind: Words,
    /// A cell for each column.
    pub cells: Vec<CoverageCell>,
}

/// What there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageCell {
    /// How many declared to serve there.
    pub serves: u64,
    /// How many declared no area and stand there.
    pub stands: u64,
    /// What is known of free places; absent where that is not asked.
    pub places: Option<CoveragePlaces>,
    /// How many have contact details that were confirmed within a year.
    pub confirmed: u64,
}

/// What is known of free places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoveragePlaces {
    /// How many people could begin, and the day of the oldest answer in short; absent where nobody was asked.
    pub told: Option<(u64, String)>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageGap {
    /// What.
    pub head: Words,
    /// Of which kinds.
    pub kinds: Words,
    /// What to bring to the council.
    pub ask: Words,
}
