//! Addresses of one thing inside a network or an organization: a file that was handed in, a membership.

use axum_extra::routing::TypedPath;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{MembershipId, NetworkId, OrganizationId, UploadId};
use serde::Deserialize;

use super::{NETWORK, ORGANIZATION, Sampled, part_paths};

/// Examples of the id of a file, and of a membership.
const UPLOAD: &str = "01932f00-0000-7009-8000-000000000001";
const MEMBERSHIP: &str = "01932f00-0000-7001-8000-000000000001";

part_paths! { [id: NetworkId = NETWORK, upload: UploadId = UPLOAD]
    /// A file: its first rows, how far its import is, or what came of it.
    UploadPath = "/networks/{id}/import/{upload}";
    /// Which column of a list holds what.
    UploadColumnsPath = "/networks/{id}/import/{upload}/columns";
    /// Which table of a file is meant that holds several.
    UploadTablePath = "/networks/{id}/import/{upload}/table";
    /// Beginning the import of a file.
    UploadStartPath = "/networks/{id}/import/{upload}/start";
    /// Throwing a file away that waits.
    UploadDiscardPath = "/networks/{id}/import/{upload}/discard";
    /// The report of an import for a spreadsheet.
    UploadCsvPath = "/networks/{id}/import/{upload}/report.csv";
    /// The same as a workbook of Excel.
    UploadXlsxPath = "/networks/{id}/import/{upload}/report.xlsx";
    /// The report of an import for programs.
    UploadJsonPath = "/networks/{id}/import/{upload}/report.json";
    /// Taking a whole import back.
    UploadUndoPath = "/networks/{id}/import/{upload}/undo";
}

part_paths! { []
    /// The directory of a network as it stood when a month began.
    MonthlyFilePath = "/directory/monthly/{id}/{month}",
        id: NetworkId = NETWORK, month: String = "2026-11";
    /// What changed in it since the month before, for programs.
    MonthlyChangesPath = "/directory/monthly/{id}/{month}/changes.csv",
        id: NetworkId = NETWORK, month: String = "2026-11";
    /// The directory of a network as open data.
    OpenNetworkPath = "/directory/open/{id}/all.csv",
        id: NetworkId = NETWORK;
    /// The directory of one municipality of a network as open data.
    OpenMunicipalityPath = "/directory/open/{id}/{municipality}/list.csv",
        id: NetworkId = NETWORK, municipality: MunicipalityCode = "272078";
    /// Ending a membership, as a network does.
    EndMembershipPath = "/networks/{id}/members/end/{membership}",
        id: NetworkId = NETWORK, membership: MembershipId = MEMBERSHIP;
    /// Ending a membership, as an organization does.
    EndStaffPath = "/organizations/{id}/members/end/{membership}",
        id: OrganizationId = ORGANIZATION, membership: MembershipId = MEMBERSHIP;
}
