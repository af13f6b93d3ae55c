//! Addresses of one part of a case.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::{CaseId, ConsentId, ConsentSheetId, EvidenceId, TeamMemberId};
use serde::Deserialize;

use super::{CasePath, Sampled};

/// Editing one part of a case.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/edit/{part}")]
pub struct CasePartPath {
    /// The case's id.
    pub id: String,
    /// The code of the part.
    pub part: String,
}

impl CasePartPath {
    /// The page for editing a part, by its code.
    #[must_use]
    pub fn of(id: CaseId, part: &str) -> Self {
        Self {
            id: id.to_string(),
            part: part.to_owned(),
        }
    }
}

impl Sampled for CasePartPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            part: "note".to_owned(),
        }
    }
}

/// Declares the sheets of a case as PDF.
macro_rules! paper_paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name {
            /// The case's id.
            pub id: String,
            /// The code of the sheet.
            pub sheet: String,
        }

        impl $name {
            /// A sheet of a case, by its code.
            #[must_use]
            pub fn of(id: CaseId, sheet: &str) -> Self {
                Self {
                    id: id.to_string(),
                    sheet: sheet.to_owned(),
                }
            }
        }

        impl Sampled for $name {
            fn sample() -> Self {
                Self {
                    id: CasePath::sample().id,
                    sheet: "team".to_owned(),
                }
            }
        }
    )+};
}

paper_paths! {
    /// A sheet of a case, for staff of the agency that leads.
    CasePaperPath = "/cases/{id}/paper/{sheet}";
    /// The same sheet, for the person.
    OwnCasePaperPath = "/my/cases/{id}/paper/{sheet}";
}

/// An example of an id within a case.
const WITHIN: &str = "01932f00-0000-700b-8000-000000000001";

/// A form of consent as a PDF.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/consents/paper/{sheet}/form")]
pub struct ConsentFormPath {
    /// The case's id.
    pub id: String,
    /// The form's id.
    pub sheet: String,
}

impl ConsentFormPath {
    /// A form that was made in a case.
    #[must_use]
    pub fn of(id: CaseId, sheet: ConsentSheetId) -> Self {
        Self {
            id: id.to_string(),
            sheet: sheet.to_string(),
        }
    }
}

impl Sampled for ConsentFormPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            sheet: WITHIN.to_owned(),
        }
    }
}

/// A copy of a consent for somebody of the team, as a PDF.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/consents/{consent}/copy/{member}")]
pub struct ConsentCopyPath {
    /// The case's id.
    pub id: String,
    /// The consent's id.
    pub consent: String,
    /// The id by which the team knows the recipient.
    pub member: String,
}

impl ConsentCopyPath {
    /// The copy of a consent for a member of the team.
    #[must_use]
    pub fn of(id: CaseId, consent: ConsentId, member: TeamMemberId) -> Self {
        Self {
            id: id.to_string(),
            consent: consent.to_string(),
            member: member.to_string(),
        }
    }
}

impl Sampled for ConsentCopyPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            consent: WITHIN.to_owned(),
            member: WITHIN.to_owned(),
        }
    }
}

/// Handing in a scanned page that shows a consent.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/consents/{consent}/evidence")]
pub struct EvidencePath {
    /// The case's id.
    pub id: String,
    /// The consent's id.
    pub consent: String,
}

impl EvidencePath {
    /// The page of a consent's scans.
    #[must_use]
    pub fn of(id: CaseId, consent: ConsentId) -> Self {
        Self {
            id: id.to_string(),
            consent: consent.to_string(),
        }
    }
}

impl Sampled for EvidencePath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            consent: WITHIN.to_owned(),
        }
    }
}

/// A scanned page.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/consents/scan/{evidence}")]
pub struct ScanPath {
    /// The case's id.
    pub id: String,
    /// The page's id.
    pub evidence: String,
}

impl ScanPath {
    /// A page that shows consents of a case.
    #[must_use]
    pub fn of(id: CaseId, evidence: EvidenceId) -> Self {
        Self {
            id: id.to_string(),
            evidence: evidence.to_string(),
        }
    }
}

impl Sampled for ScanPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            evidence: WITHIN.to_owned(),
        }
    }
}

/// Asking whether a consent goes on.
#[derive(Debug, Clone, TypedPath, Deserialize)]
#[typed_path("/cases/{id}/consents/{consent}/renew")]
pub struct RenewConsentPath {
    /// The case's id.
    pub id: String,
    /// The consent's id.
    pub consent: String,
}

impl RenewConsentPath {
    /// The page on which a consent is renewed.
    #[must_use]
    pub fn of(id: CaseId, consent: ConsentId) -> Self {
        Self {
            id: id.to_string(),
            consent: consent.to_string(),
        }
    }
}

impl Sampled for RenewConsentPath {
    fn sample() -> Self {
        Self {
            id: CasePath::sample().id,
            consent: WITHIN.to_owned(),
        }
    }
}
