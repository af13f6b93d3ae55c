//! Addresses of what there is of each kind for each municipality of a network.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::NetworkId;
use serde::Deserialize;

use super::{NETWORK, Sampled, part_paths};

part_paths! { [id: NetworkId = NETWORK]
    /// The table of a network.
    NetworkCoveragePath = "/coverage/{id}";
    /// The same for a spreadsheet.
    CoverageCsvPath = "/coverage/{id}/csv";
    /// The same as a workbook of Excel.
    CoverageXlsxPath = "/coverage/{id}/xlsx";
    /// The same on paper.
    CoveragePaperPath = "/coverage/{id}/paper";
}
