//! Where each sheet is printed.

use renkei_domain::letters::channel::SheetKind;

/// Where a sheet is printed.
pub(super) const fn printed_at(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Codes => "/sign-in/codes/print",
        SheetKind::Invitation => "/networks/{id}/members/invite/print",
        SheetKind::Card => "/account/card/print",
        SheetKind::Calls => "/today/paper",
        SheetKind::Observation => "/resources/{id}/observations/{observation}/paper",
        SheetKind::Team | SheetKind::Emergency => "/cases/{id}/paper/{sheet}",
        SheetKind::Records => "/cases/{id}/records/paper",
        SheetKind::ConsentForm => "/cases/{id}/consents/paper/{sheet}/form",
        SheetKind::ConsentCopy => "/cases/{id}/consents/{consent}/copy/{member}",
        SheetKind::PersonCopy => "/cases/{id}/copy/paper",
        SheetKind::Agenda
        | SheetKind::PersonCall
        | SheetKind::Material
        | SheetKind::AfterMeeting
        | SheetKind::HandoverRecord
        | SheetKind::FaxCall
        | SheetKind::CallLetter
        | SheetKind::PollForm
        | SheetKind::PhoneScript => "/cases/{id}/conferences/{conference}/paper/{sheet}",
        SheetKind::MeetingNotice => "/meetings/{id}/on/{day}/paper",
        SheetKind::Coverage => "/coverage/{id}/paper",
        SheetKind::Handbook => "/networks/{id}/handbook/paper",
        SheetKind::Inquiry | SheetKind::InquiryScript => "/upkeep/{inquiry}/paper/{sheet}",
        SheetKind::OwnMap => "/my/map/paper/{form}",
        SheetKind::SharedMap => "/map/sheet/{code}",
        SheetKind::Worksheet => "/worksheet/{form}",
        SheetKind::FaxTest => "/cases/{id}/conferences/{conference}/paper/{sheet}/{participant}",
    }
}
