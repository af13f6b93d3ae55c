//! What stands in a case, by the parts of addresses and the fields of forms that name it.

use chrono::{Months, NaiveDate};
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::CaseId;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page};
use renkei_web::routes::{Route, TABLE, Who};

use super::CANARY;
use crate::migrations::line;
use crate::record::fine;

/// The parts of a case that are written on a form.
const PARTS: [&str; 9] = [
    "person",
    "bind",
    "stage",
    "keeper",
    "end",
    "employment",
    "team",
    "emergency",
    "note",
];

/// The parts of a conference that are written on a form.
const CONFERENCE_PARTS: [&str; 13] = [
    "outline", "team", "other", "call", "item", "own", "words", "date", "postpone", "cancel",
    "shown", "told", "handover",
];

/// The sheets of a case.
const SHEETS: [&str; 2] = ["team", "emergency"];

/// The sheets of a conference, and those by which people are called to it.
const CONFERENCE_SHEETS: [&str; 12] = [
    "agenda",
    "person-agenda",
    "person-call",
    "family-call",
    "material",
    "half-page",
    "handover-record",
    "fax",
    "fax-test",
    "letter",
    "phone",
    "hand",
];

/// The parts of minutes that are written on a form.
const MINUTES_PARTS: [&str; 4] = ["came", "asked", "decision", "next"];

/// What is written down about somebody who was called.
const CALL_STEPS: [&str; 5] = ["mark", "phone", "reply", "about", "decide"];

/// A case and the ids of what stands in it.
pub(super) struct Named {
    pub(super) case: CaseId,
    /// The newest last, which holds today and is written.
    pub(super) consents: Vec<String>,
    forms: Vec<String>,
    pages: Vec<String>,
    conferences: Vec<String>,
    members: Vec<String>,
    participants: Vec<String>,
    invited: Vec<String>,
    mails: Vec<String>,
    shares: Vec<String>,
    halt: String,
    record: String,
    incident: String,
    /// Somebody of the team, as the forms of consents name them.
    to: String,
}

/// The ids of some things.
fn ids<T>(all: &[T], id: impl Fn(&T) -> String) -> Vec<String> {
    assert!(!all.is_empty(), "nothing was planted");
    all.iter().map(id).collect()
}

/// Today in this story.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()
}

/// Lets the nurse of the planted case hear something from today on, so that there is a copy of it.
async fn agree_today(world: &World, staff: &Somebody, case: CaseId) -> PartyId {
    let view = fine(fine(world.app.consents(&staff.principal, case).await));
    let mut team = view.file.team.iter();
    let nurse = team.find(|member| member.role == Some(StaffRole::Nurse));
    let to = PartyId::Written(nurse.unwrap_or_else(|| panic!("no nurse in the team")).id);
    let last_day = today().checked_add_months(Months::new(6));
    let package = Package::DailyContact;
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(to)].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(today(), last_day.unwrap_or_default())),
        renews: None,
    };
    let sitting = Sitting {
        given_on: today(),
        how: HowForm::Written,
        text_version: line(&format!("{CANARY}text")),
        explained_by: None,
        said: fine(Prose::parse(&format!("{CANARY}said"))),
        helpers: Vec::new(),
    };
    let desk = by_page(&staff.principal);
    let done = world
        .app
        .record_consents(&desk, case, sitting, vec![agreed])
        .await;
    fine(fine(done));
    to
}

impl Named {
    pub(super) async fn of(world: &World, staff: &Somebody, case: CaseId) -> Self {
        let to = agree_today(world, staff, case).await;
        let app = &world.app;
        let file = fine(fine(app.consents(&staff.principal, case).await)).file;
        let planned = fine(fine(app.conferences(&staff.principal, case).await));
        let invited = fine(app.invitations_of(&planned).await);
        let mails = fine(app.received_mails_of(&planned).await);
        let shown = fine(app.maps_shown_in_case(&staff.principal, case).await);
        let conferences = planned.conferences;
        let called = conferences.iter().flat_map(|one| one.participants.clone());
        let called: Vec<_> = called.collect();
        let span = RecordsSpan::default();
        let told = fine(fine(app.records(&staff.principal, case, span).await)).file;
        Self {
            case,
            consents: ids(&file.ledger.consents, |one| one.id.to_string()),
            forms: ids(&file.sheets, |one| one.sheet.id.to_string()),
            pages: ids(&file.evidence, |one| one.id.to_string()),
            conferences: ids(&conferences, |one| one.id.to_string()),
            members: ids(&file.team, |one| one.id.to_string()),
            participants: ids(&called, |one| one.id.to_string()),
            invited: ids(&invited, |one| one.id.to_string()),
            mails: ids(&mails, |one| one.id.to_string()),
            shares: ids(&shown, |one| one.id.to_string()),
            halt: ids(&file.halts, |(id, _)| id.to_string()).remove(0),
            record: ids(&told.provisions, |one| one.record.id.to_string()).remove(0),
            incident: ids(&told.incidents, |one| one.incident.id.to_string()).remove(0),
            to: ConsentRecipient::Named(to).code(),
        }
    }

    /// Everything that can stand in a part of an address.
    fn in_part(&self, pattern: &str, part: &str) -> Vec<String> {
        let words = |all: &[&str]| -> Vec<String> { all.iter().map(ToString::to_string).collect() };
        match part {
            "{id}" => vec![self.case.to_string()],
            "{consent}" => self.consents.clone(),
            "{evidence}" => self.pages.clone(),
            "{conference}" => self.conferences.clone(),
            "{member}" => self.members.clone(),
            "{participant}" => self.participants.clone(),
            "{invited}" => self.invited.clone(),
            "{mail}" => self.mails.clone(),
            "{share}" => self.shares.clone(),
            "{step}" => words(&CALL_STEPS),
            "{sheet}" if pattern.contains("/conferences/") => words(&CONFERENCE_SHEETS),
            "{sheet}" if pattern.contains("/consents/paper/") => self.forms.clone(),
            "{sheet}" => words(&SHEETS),
            "{part}" if pattern.contains("/minutes/") => words(&MINUTES_PARTS),
            "{part}" if pattern.contains("/{conference}/") => words(&CONFERENCE_PARTS),
            "{part}" => words(&PARTS),
            part if part.starts_with('{') => panic!("say here what {part} of {pattern} names"),
            part => words(&[part]),
        }
    }

    /// What stands in a field that names something.
    pub(super) fn in_field(&self, field: &str) -> Option<&str> {
        match field {
            "consent" => self.consents.last().map(String::as_str),
            "halt" => Some(&self.halt),
            "incident" => Some(&self.incident),
            "record" => Some(&self.record),
            "item" => self.members.last().map(String::as_str),
            "to" | "from" | "to_daily_contact" => Some(&self.to),
            _ => None,
        }
    }

    /// Every address of whoever is signed in that is about this case, or about cases.
    pub(super) fn addresses(&self) -> Vec<(&'static Route, String)> {
        let mut found = Vec::new();
        for route in about_cases() {
            let mut begun = vec![String::new()];
            for part in route.pattern.split('/').skip(1) {
                let mut longer = Vec::new();
                for address in &begun {
                    for value in self.in_part(route.pattern, part) {
                        longer.push(format!("{address}/{value}"));
                    }
                }
                begun = longer;
            }
            found.extend(begun.into_iter().map(|address| (route, address)));
        }
        found
    }
}

/// The addresses of whoever is signed in that are about cases.
pub(super) fn about_cases() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| {
        let is_about = ["/cases", "/my/cases"].iter().any(|start| {
            let rest = route.pattern.strip_prefix(start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        route.who == Who::SignedIn && is_about
    })
}
