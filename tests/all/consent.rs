//! Consents: who writes one down and who stops it, what can be told by it, what stands in the house of it, and how
//! its pages tell of it.

mod announced;
mod asked;
mod at_work;
mod begun;
mod bound;
mod closed;
mod contacts;
mod drafts;
mod earlier;
mod excepted;
mod kept;
mod listed;
mod misdirected;
pub(crate) mod others;
mod over;
mod pages;
mod paper;
mod person_copy;
mod posts;
mod pressed;
mod printed;
mod race;
mod records;
mod renewed;
mod represented;
mod scanned;
mod seats;
mod siblings;
mod signed;
mod stopped;
mod tied;
mod told;
mod ways_on;
mod worded;

use chrono::NaiveDate;
use renkei_app::cases::SeenCase;
use renkei_app::cases::open::NewCase;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::writer::Writer;
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::person::Person;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, somebody};

use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// A name that is looked for among bytes.
pub(crate) const NAME: &str = "hanako-no-doui";

/// The doctor, whom nobody but the team knows.
const DOCTOR: &str = "doctor-no-namae";

/// Today in every story.
const TODAY: &str = "2026-11-20";

pub(crate) fn day(text: &str) -> NaiveDate {
    fine(NaiveDate::parse_from_str(text, "%Y-%m-%d"))
}

pub(crate) fn prose(text: &str) -> Prose {
    fine(Prose::parse(text))
}

/// Two organizations of the network.
pub(crate) async fn two_agencies(world: &World) -> [OrganizationId; 2] {
    let members = fine(world.store.member_organizations(demo()).await);
    [members[0].0, members[1].0]
}

pub(crate) async fn staff(world: &World, at: OrganizationId, name: &str) -> Somebody {
    somebody(&world.app, Standing::Staff(at), name).await
}

pub(crate) fn desk(who: &Somebody) -> Writer {
    Writer::by(who.principal.clone(), Source::Page)
}

/// A doctor who stands in no directory and is not of the employer.
pub(crate) fn a_doctor(world: &World) -> TeamMember {
    TeamMember {
        id: world.app.new_team_member(),
        agency: MemberAgency::Written(line(DOCTOR)),
        contact: None,
        role: Some(StaffRole::AttendingPhysician),
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day("2026-11-02"),
        until: None,
    }
}

/// A case of somebody whose doctor is in the team, written down by hand and not of the employer.
pub(crate) async fn case_with_a_doctor(
    world: &World,
    who: &Somebody,
    lead: OrganizationId,
) -> (CaseId, PartyId) {
    let new = NewCase {
        lead,
        about: About::Person(Box::new(Person::named(line(NAME)))),
        topic: None,
        started_on: day("2026-11-02"),
    };
    let id = fine(fine(world.app.open_case(&desk(who), new).await)).0;
    let doctor = a_doctor(world);
    let party = PartyId::Written(doctor.id);
    let seen = SeenCase { id, version: 1 };
    fine(fine(
        world.app.keep_team_member(&desk(who), seen, doctor).await,
    ));
    (id, party)
}

fn sitting() -> Sitting {
    Sitting {
        given_on: day(TODAY),
        how: HowForm::Written,
        text_version: line("同意の質問 2026年11月"),
        explained_by: None,
        said: prose("いつでも止められると話した。"),
        helpers: Vec::new(),
    }
}

/// That the doctor may hear of body and work, until a day.
fn agreed(to: PartyId, until: &str) -> ConsentForm {
    let package = Package::MedicalCooperation;
    ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(to)].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Body, PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day(TODAY), day(until))),
        renews: None,
    }
}

pub(crate) async fn recorded(world: &World, who: &Somebody, id: CaseId, form: ConsentForm) {
    let done = world
        .app
        .record_consents(&desk(who), id, sitting(), vec![form])
        .await;
    fine(fine(done));
}

pub(crate) async fn seen_by(
    world: &World,
    who: &Somebody,
    id: CaseId,
) -> Result<ConsentsView, ConsentRefusal> {
    fine(world.app.consents(&who.principal, id).await)
}

/// A case as somebody sees it now.
pub(crate) async fn as_seen_by(world: &World, who: &Somebody, id: CaseId) -> SeenCase {
    let version = fine(seen_by(world, who, id).await).file.case.version;
    SeenCase { id, version }
}
