//! Acts by which something of a person is told, heard or shown: records, incidents, forms on paper and scanned pages.

use chrono::NaiveDate;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::consent::sheet::SheetForm;
use renkei_app::provisions::misdirected::IncidentForm;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::receive::ReceiptForm;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::consent::evidence::Scan;
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::sheet::AskedOccasion;
use renkei_domain::consent::{
    ConsentRecipient, Giver, InformationCategory, Means, PartyId, Validity,
};
use renkei_domain::ids::{
    CaseId, ConsentId, ConsentSheetId, EvidenceId, IncidentId, ProvisionId, TeamMemberId,
};
use renkei_domain::provisions::{IncidentStep, ObtainedHow, ReceivedBy, ToldHow};
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::by_page;
use uuid::Uuid;

use super::acts::told;
use super::planted::Planted;
use crate::migrations::line;
use crate::record::fine;

/// The acts, each with the table whose ids are tried.
pub(super) const ACTS: [(&str, &str); 26] = [
    ("telling", "support_case"),
    ("telling somebody of another team", "team_member"),
    ("what came in", "support_case"),
    ("what came from somebody of another team", "team_member"),
    ("what reached the wrong one", "support_case"),
    ("a record of what reached the wrong one", "provision"),
    ("a step about an incident", "incident"),
    ("a step in a strange case", "support_case"),
    ("the records", "support_case"),
    ("the records on paper", "support_case"),
    ("the records as the person", "support_case"),
    ("consents", "support_case"),
    ("a consent for somebody of another team", "team_member"),
    ("a consent that goes on", "consent"),
    ("employers to ask", "support_case"),
    ("a form on paper", "support_case"),
    ("a form for somebody of another team", "team_member"),
    ("a form to print", "consent_sheet"),
    ("a form to print of a strange case", "support_case"),
    ("answers to a form", "consent_sheet"),
    ("a scanned page", "consent"),
    ("a scanned page in a strange case", "support_case"),
    ("a scanned page to read", "evidence"),
    ("a scanned page to read as the person", "evidence"),
    ("a copy", "consent"),
    ("a copy for somebody of another team", "team_member"),
];

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()
}

fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 11, 19).unwrap_or_default()
}

fn text() -> Prose {
    fine(Prose::parse("ためしに"))
}

fn a_telling(to: PartyId) -> TellForm {
    TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: [InformationCategory::Skills].into_iter().collect(),
        how: ToldHow::Phone,
        purpose: None,
        at: None,
    }
}

fn a_receipt(from: PartyId) -> ReceiptForm {
    ReceiptForm {
        from: Partner::InTeam(from),
        told_by: None,
        address: None,
        head: None,
        obtained: ObtainedHow::InTheirWork,
        ground: ReceivedBy::Consent,
        categories: [InformationCategory::Skills].into_iter().collect(),
        what: None,
        means: Means::Phone,
        on: day(),
    }
}

fn an_incident(record: Option<ProvisionId>) -> IncidentForm {
    IncidentForm {
        record,
        noticed_on: day(),
        what: text(),
        whose: line("ある人"),
        to: line("となりの人"),
    }
}

fn a_sitting() -> Sitting {
    Sitting {
        given_on: day(),
        how: HowForm::Written,
        text_version: line("同意の質問"),
        explained_by: None,
        said: text(),
        helpers: Vec::new(),
    }
}

/// A yes to what is asked about daily life, perhaps in place of another.
fn a_yes(to: PartyId, renews: Option<ConsentId>) -> ConsentForm {
    let package = Package::DailyContact;
    ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(to)].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day(), last_day())),
        renews,
    }
}

fn a_form(to: PartyId) -> SheetForm {
    let package = Package::DailyContact;
    SheetForm {
        occasions: vec![AskedOccasion {
            package,
            recipients: [ConsentRecipient::Named(to)].into_iter().collect(),
            purposes: package.purposes(),
            means: package.means(),
        }],
        last_day: last_day(),
        text_version: line("同意の質問"),
    }
}

fn a_page() -> Scan {
    fine(Scan::read(b"%PDF-1.4\n%%EOF".to_vec()))
}

/// Tries an act with an id.
pub(super) async fn tried(world: &World, ours: &Planted, act: &str, id: Uuid) -> String {
    let app = &world.app;
    let (own, person) = (&ours.staff.principal, &ours.person.principal);
    let desk = by_page(own);
    let (case, here) = (CaseId::from_uuid(id), ours.case);
    let first = |table: &str| ours.ids(table)[0];
    let member = TeamMemberId::from_uuid(first("team_member"));
    let strange = TeamMemberId::from_uuid(id);
    let (known, other) = (PartyId::Written(member), PartyId::Written(strange));
    let span = RecordsSpan::default();
    match act {
        "telling" => told(fine(app.tell(&desk, case, a_telling(known)).await)),
        "telling somebody of another team" => {
            told(fine(app.tell(&desk, here, a_telling(other)).await))
        }
        "what came in" => told(fine(app.note_receipt(&desk, case, a_receipt(known)).await)),
        "what came from somebody of another team" => {
            told(fine(app.note_receipt(&desk, here, a_receipt(other)).await))
        }
        "what reached the wrong one" => {
            let form = an_incident(None);
            told(fine(app.report_misdirected(&desk, case, form).await))
        }
        "a record of what reached the wrong one" => {
            let form = an_incident(Some(ProvisionId::from_uuid(id)));
            told(fine(app.report_misdirected(&desk, here, form).await))
        }
        "a step about an incident" => {
            let step = (IncidentId::from_uuid(id), IncidentStep::PersonTold, day());
            told(fine(app.step_incident(&desk, here, step).await))
        }
        "a step in a strange case" => {
            let incident = IncidentId::from_uuid(first("incident"));
            let step = (incident, IncidentStep::PersonTold, day());
            told(fine(app.step_incident(&desk, case, step).await))
        }
        "the records" => told(fine(app.records(own, case, span).await)),
        "the records on paper" => told(fine(app.records_on_paper(own, case, span).await)),
        "the records as the person" => told(fine(app.records(person, case, span).await)),
        "consents" => {
            let forms = vec![a_yes(known, None)];
            told(fine(
                app.record_consents(&desk, case, a_sitting(), forms).await,
            ))
        }
        "a consent for somebody of another team" => {
            let forms = vec![a_yes(other, None)];
            told(fine(
                app.record_consents(&desk, here, a_sitting(), forms).await,
            ))
        }
        "a consent that goes on" => {
            let forms = vec![a_yes(known, Some(ConsentId::from_uuid(id)))];
            told(fine(
                app.record_consents(&desk, here, a_sitting(), forms).await,
            ))
        }
        "employers to ask" => told(fine(app.askable_employers(own, case).await)),
        "a form on paper" => told(fine(
            app.make_consent_sheet(&desk, case, a_form(known)).await,
        )),
        "a form for somebody of another team" => told(fine(
            app.make_consent_sheet(&desk, here, a_form(other)).await,
        )),
        "a form to print" => {
            let sheet = ConsentSheetId::from_uuid(id);
            told(fine(app.consent_sheet_on_paper(own, here, sheet).await))
        }
        "a form to print of a strange case" => {
            let sheet = ConsentSheetId::from_uuid(first("consent_sheet"));
            told(fine(app.consent_sheet_on_paper(own, case, sheet).await))
        }
        "answers to a form" => {
            let answers = (
                vec![a_yes(known, None)],
                Some(ConsentSheetId::from_uuid(id)),
            );
            told(fine(
                app.record_answers(&desk, here, a_sitting(), answers).await,
            ))
        }
        "a scanned page" => {
            let consent = ConsentId::from_uuid(id);
            told(fine(
                app.keep_evidence(&desk, here, consent, a_page()).await,
            ))
        }
        "a scanned page in a strange case" => {
            let consent = ConsentId::from_uuid(first("consent"));
            told(fine(
                app.keep_evidence(&desk, case, consent, a_page()).await,
            ))
        }
        "a scanned page to read" => {
            let page = EvidenceId::from_uuid(id);
            told(fine(app.evidence(own, here, page).await))
        }
        "a scanned page to read as the person" => {
            let page = EvidenceId::from_uuid(id);
            told(fine(app.evidence(person, here, page).await))
        }
        "a copy" => {
            let copy = (ConsentId::from_uuid(id), member);
            told(fine(app.consent_copy_on_paper(own, here, copy).await))
        }
        "a copy for somebody of another team" => {
            let copy = (ConsentId::from_uuid(first("consent")), strange);
            told(fine(app.consent_copy_on_paper(own, here, copy).await))
        }
        other => panic!("{other} is none of these acts"),
    }
}
