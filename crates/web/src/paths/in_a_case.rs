//! Addresses of one part of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConsentId, ConsentSheetId, EvidenceId, TeamMemberId};
use serde::Deserialize;

use super::{CASE, Sampled, part_paths};

/// An example of an id within a case.
const WITHIN: &str = "01932f00-0000-700b-8000-000000000001";

part_paths! { [id: CaseId = CASE]
    /// Editing one part of a case, by the part's code.
    CasePartPath = "/cases/{id}/edit/{part}", part: &str = "note";
    /// A sheet of a case by its code, for staff of the agency that leads.
    CasePaperPath = "/cases/{id}/paper/{sheet}", sheet: &str = "team";
    /// The same sheet, for the person.
    OwnCasePaperPath = "/my/cases/{id}/paper/{sheet}", sheet: &str = "team";
    /// A form of consent as a PDF.
    ConsentFormPath = "/cases/{id}/consents/paper/{sheet}/form", sheet: ConsentSheetId = WITHIN;
    /// A copy of a consent for somebody of the team, by the id by which the team knows them, as a PDF.
    ConsentCopyPath = "/cases/{id}/consents/{consent}/copy/{member}",
        consent: ConsentId = WITHIN,
        member: TeamMemberId = WITHIN;
    /// Handing in a scanned page that shows a consent.
    EvidencePath = "/cases/{id}/consents/{consent}/evidence", consent: ConsentId = WITHIN;
    /// A scanned page that shows consents.
    ScanPath = "/cases/{id}/consents/scan/{evidence}", evidence: EvidenceId = WITHIN;
    /// Asking whether a consent goes on.
    RenewConsentPath = "/cases/{id}/consents/{consent}/renew", consent: ConsentId = WITHIN;
}
