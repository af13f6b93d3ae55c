//! Cases: ten thousand of them, two hundred for each supporter, and one of these with all that a case comes to hold
//! in some years.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use renkei_app::App;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm, NewNote};
use renkei_app::cases::open::NewCase;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_domain::cases::case::About;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{EmployerTie, HiringFrame, Voice};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::person::Person;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::{CaseId, NetworkId, OrganizationId};
use renkei_domain::people::{Circle, Standing};
use renkei_domain::text::{Line, Prose};
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::process::Serving;

use super::calls::at;
use super::percentile;

/// So many supporters keep so many cases each: ten thousand together.
const SUPPORTERS: usize = 50;
const EACH: usize = 200;

/// What stands in the case that is opened.
const NOTES: usize = 50;
const TEAM: usize = 6;
const SITTINGS: usize = 4;

/// How often a page is opened.
const ROUNDS: usize = 300;

/// A supporter, and the fullest of their cases.
pub(super) struct Supporter {
    cookie: String,
    case: CaseId,
}

/// What cannot go wrong on the way to a figure.
fn well<T, R: std::fmt::Debug, F: std::fmt::Debug>(outcome: Result<Result<T, R>, F>) -> T {
    match outcome {
        Ok(Ok(value)) => value,
        Ok(Err(refusal)) => panic!("refused: {refusal:?}"),
        Err(fault) => panic!("{fault:?}"),
    }
}

fn line(text: &str) -> Line {
    Line::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn prose(text: &str) -> Prose {
    Prose::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// The organizations of the demo network.
async fn organizations(app: &App) -> Vec<OrganizationId> {
    let demo: NetworkId = "01932f00-0000-7000-8000-000000000001"
        .parse()
        .unwrap_or_else(|fault| panic!("{fault}"));
    let desk = somebody(app, Standing::Coordinator(demo), "desk").await;
    let members = well(app.members_of(&desk.principal, Circle::Network(demo)).await);
    members.organizations.iter().map(|(id, _)| *id).collect()
}

/// Opens all cases, and fills one of the first supporter's.
pub(super) async fn opened(app: &App) -> Supporter {
    let today = app.now().in_japan().date;
    let organizations = organizations(app).await;
    let mut first = None;
    for number in 0..SUPPORTERS {
        let lead = organizations[number % organizations.len()];
        let staff = somebody(app, Standing::Staff(lead), &format!("shien{number}")).await;
        let desk = by_page(&staff.principal);
        let mut newest = None;
        for place in 0..EACH {
            let name = line(&format!("見本 {number}の{place}"));
            let new = NewCase {
                lead,
                about: About::Person(Box::new(Person {
                    kana: Some(line("ミホン")),
                    phone: Some(line("072-000-0000")),
                    ..Person::named(name)
                })),
                topic: Some(line("はたらきつづけたい")),
                started_on: today,
            };
            newest = Some(well(app.open_case(&desk, new).await).0);
        }
        if let (None, Some(case)) = (&first, newest) {
            fill(app, &staff, case, today).await;
            first = Some(Supporter {
                cookie: format!("__Host-renkei={}", staff.secret.as_str()),
                case,
            });
        }
    }
    first.unwrap_or_else(|| panic!("nobody keeps a case"))
}

async fn fill(app: &App, staff: &Somebody, id: CaseId, today: NaiveDate) {
    let desk = by_page(&staff.principal);
    let mut version = 1;
    let mut seen = || {
        version += 1;
        SeenCase {
            id,
            version: version - 1,
        }
    };
    let employment = EmploymentForm {
        id: None,
        employer: line("見本の会社"),
        number: None,
        hired_on: today,
        left_on: None,
        frame: HiringFrame::DisabilityQuota,
        hours: None,
        disclosure: DisclosureWord::Closed,
        by: Voice::Person,
    };
    well(app.keep_employment(&desk, seen(), employment).await);
    let mut party = None;
    for number in 0..TEAM {
        let member = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Written(line(&format!("見本の機関{number}"))),
            contact: Some(line("見本 担当")),
            role: None,
            ring: Ring::WelfareMedical,
            part: Part::Member,
            employer: EmployerTie::NotTheEmployer,
            does: Some(prose("月に一度いっしょに話す")),
            reach: Some(prose("平日の午後に電話")),
            seat: Seat::default(),
            since: today,
            until: None,
        };
        party = Some(PartyId::Written(member.id));
        well(app.keep_team_member(&desk, seen(), member).await);
    }
    let sheet = EmergencySheet {
        doctor: Some(line("見本の医師")),
        on_bad_day: Some(prose("しずかな部屋で休む")),
        agreed_on: Some(today),
        ..EmergencySheet::default()
    };
    well(app.keep_emergency_sheet(&desk, seen(), sheet).await);
    for _ in 0..NOTES {
        let note = NewNote {
            on: today,
            category: NoteCategory::Talk,
            scope: NoteScope::Agency,
            body: prose(&"面談で話したことを書く。".repeat(20)),
            corrects: None,
        };
        well(app.write_case_note(&desk, id, note).await);
    }
    let Some(party) = party else { return };
    for _ in 0..SITTINGS {
        let agreed = Package::ALL
            .iter()
            .map(|package| agreed(*package, party, today));
        let done = app.record_consents(&desk, id, sitting(today), agreed.collect());
        well(done.await);
    }
}

fn sitting(today: NaiveDate) -> Sitting {
    Sitting {
        given_on: today,
        how: HowForm::Written,
        text_version: line("同意の質問 2026年11月"),
        explained_by: None,
        said: prose("いつでも止められると話した。"),
        helpers: Vec::new(),
    }
}

fn agreed(package: Package, party: PartyId, today: NaiveDate) -> ConsentForm {
    let validity = Validity::new(today, today + Days::new(364));
    ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(party)].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work, PlainGroup::Body]),
        purposes: package.purposes(),
        means: package.means(),
        validity: validity.unwrap_or_else(|fault| panic!("{fault}")),
        renews: None,
    }
}

/// How long the pages of a supporter take.
pub(super) fn pages(serving: &Serving, supporter: &Supporter) {
    let Supporter { cookie, case } = supporter;
    for (what, path) in [
        ("list of 200 own cases", "/cases".to_owned()),
        (
            "list of the agency's",
            "/cases?whose=all&course=open".to_owned(),
        ),
        ("a case", format!("/cases/{case}")),
        ("its consents", format!("/cases/{case}/consents")),
    ] {
        let reading = at(&path, Some(cookie));
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| reading.ask(&serving.address)).collect();
        println!(
            "{what:<28} {:>8.2} ms median, p99 {:.1} (aim: median <= 10 ms)",
            percentile(&mut times, 50),
            percentile(&mut times, 99)
        );
    }
}
