//! Addresses of asking agencies whether what stands of them is still so (お確かめ).

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{InquiryId, NetworkId};
use serde::Deserialize;

use super::{NETWORK, Sampled, part_paths};

part_paths! { [id: NetworkId = NETWORK]
    /// Whom a network is to ask, and what is to be done about it.
    UpkeepPath = "/networks/{id}/upkeep";
    /// The same list for a spreadsheet.
    UpkeepCsvPath = "/networks/{id}/upkeep/csv";
    /// The same as a workbook of Excel.
    UpkeepXlsxPath = "/networks/{id}/upkeep/xlsx";
    /// The FAX sheets of all of it that are prepared.
    UpkeepPaperPath = "/networks/{id}/upkeep/paper";
}

part_paths! { [inquiry: InquiryId = "01932f00-0000-7015-8000-000000000001"]
    /// What one agency is asked, and what came of it.
    InquiryPath = "/upkeep/{inquiry}";
    /// Taking a step with it.
    InquiryStepPath = "/upkeep/{inquiry}/step";
    /// Typing in what the agency answered.
    InquiryReplyPath = "/upkeep/{inquiry}/reply";
    /// Putting into the directory what the agency wrote, or laying it aside.
    SettleInquiryPath = "/upkeep/{inquiry}/settle";
    /// The form for FAX or letter, or what is said on the phone.
    InquiryPaperPath = "/upkeep/{inquiry}/paper/{sheet}", sheet: &str = "fax";
}
