//! A case with everything in it: its consents and what shows them, what was told of its person, what came in and what
//! reached the wrong one.

use chrono::Months;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm, NewNote};
use renkei_app::cases::open::NewCase;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::consent::settle::SettleForm;
use renkei_app::consent::sheet::SheetForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::people::PostForm;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_app::person_copy::decide::CopyDecisionForm;
use renkei_app::provisions::misdirected::IncidentForm;
use renkei_app::provisions::receive::ReceiptForm;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::About;
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{EmployerTie, HiringFrame, Voice as Word};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::evidence::Scan;
use renkei_domain::consent::given::{Helper, HelperTie};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::sheet::AskedOccasion;
use renkei_domain::consent::{
    ConsentRecipient, ExceptionStep, Giver, HaltOf, InformationCategory, LegalGround, Means,
    PartyId, Reach, Validity,
};
use renkei_domain::directory::organization::CorporateNumber;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, OrganizationId};
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_domain::person_copy::{CopyDecision, CopyKind};
use renkei_domain::provisions::{ObtainedHow, ReceivedBy, ToldHow};
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page, somebody};

use super::calls::{plant_calls, plant_ended_link};
use super::conference::plant_conference;
use super::maps::plant_map;
use super::{CANARY, day, word};
use crate::letters::invited::demo;
use crate::record::fine;

/// A case with everything in it, of somebody with an account: who keeps it, whom it is about, and which it is.
pub(crate) async fn plant_case(
    world: &World,
    agency: OrganizationId,
    names: [&str; 2],
) -> (Somebody, Somebody, CaseId) {
    let app = &world.app;
    let mut staff = somebody(app, Standing::Staff(agency), names[0]).await;
    let own = somebody(app, Standing::Person, names[1]).await;
    let desk = Writer::by(staff.principal.clone(), Source::Page);
    let prose = |field: &str| Prose::parse(&format!("{CANARY}{field}")).ok();
    let person = Person {
        kana: Some(word("client-kana")),
        birth_date: Some(day()),
        preferred: Some(PreferredContact::Message),
        phone: Some(word("client-phone")),
        mail: Some(word("client-mail")),
        address: Some(word("client-address")),
        contact_note: prose("client-contact"),
        helps: prose("client-helps"),
        ..Person::named(word("client"))
    };
    let new = NewCase {
        lead: agency,
        about: About::Person(Box::new(person)),
        topic: Some(word("topic")),
        started_on: day(),
    };
    let id = fine(fine(app.open_case(&desk, new).await)).0;
    let seen = |version| SeenCase { id, version };
    let employment = EmploymentForm {
        id: None,
        employer: word("employer"),
        number: CorporateNumber::parse("7000012050002").ok(),
        hired_on: day(),
        left_on: None,
        frame: HiringFrame::DisabilityQuota,
        hours: None,
        disclosure: DisclosureWord::Closed,
        by: Word::Person,
    };
    fine(fine(app.keep_employment(&desk, seen(1), employment).await));
    let member = TeamMember {
        id: app.new_team_member(),
        agency: MemberAgency::Written(word("team-agency")),
        contact: Some(word("team-contact")),
        role: None,
        ring: Ring::InCompany,
        part: Part::Member,
        employer: EmployerTie::NotSaid,
        does: prose("team-does"),
        reach: prose("team-reach"),
        seat: Seat {
            address: Some(word("team-address")),
            head: Some(word("team-head")),
        },
        since: day(),
        until: None,
    };
    let party = PartyId::Written(member.id);
    fine(fine(app.keep_team_member(&desk, seen(2), member).await));
    plant_consent(world, &desk, id, party).await;
    // Nobody of a closed employer hears anything.
    let nurse = TeamMember {
        id: app.new_team_member(),
        agency: MemberAgency::Written(word("team-nurse")),
        contact: Some(word("nurse-contact")),
        role: Some(StaffRole::Nurse),
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day(),
        until: None,
    };
    let nurse_id = nurse.id;
    let hearer = PartyId::Written(nurse_id);
    fine(fine(app.keep_team_member(&desk, seen(3), nurse).await));
    plant_records(world, &desk, id, hearer).await;
    plant_settled(world, &mut staff, agency, id).await;
    let sheet = EmergencySheet {
        doctor: Some(word("doctor")),
        doctor_phone: Some(word("doctor-phone")),
        contacts: prose("contacts"),
        on_seizure: prose("seizure"),
        on_bad_day: prose("bad-day"),
        leave_steps: prose("leave"),
        agreed_on: Some(day()),
    };
    fine(fine(app.keep_emergency_sheet(&desk, seen(4), sheet).await));
    let note = NewNote {
        on: day(),
        category: NoteCategory::Talk,
        scope: NoteScope::Agency,
        body: fine(Prose::parse(&format!("{CANARY}note"))),
        corrects: None,
    };
    fine(fine(app.write_case_note(&desk, id, note).await));
    plant_copy(world, &desk, id).await;
    plant_conference(world, &desk, id).await;
    plant_calls(world, &desk, id, nurse_id).await;
    plant_ended_link(world, &desk, id, nurse_id).await;
    let link = fine(fine(app.offer_case_link(&desk, id).await));
    fine(fine(
        app.accept_case(&by_page(&own.principal), &link.code).await,
    ));
    plant_map(world, (&staff, &own), id).await;
    (staff, own, id)
}

/// A case of somebody else, with a consent that ends soon.
pub(crate) async fn plant_consent_that_ends(world: &World) {
    let app = &world.app;
    let members = fine(world.store.member_organizations(demo()).await);
    let (staff, _, case) = plant_case(world, members[0].0, ["sawa", "mizu"]).await;
    let desk = Writer::by(staff.principal.clone(), Source::Page);
    let view = fine(fine(app.consents(&desk.principal, case).await));
    let today = app.now().in_japan().date;
    let sitting = Sitting {
        given_on: today,
        how: HowForm::Written,
        text_version: word("text"),
        explained_by: None,
        said: fine(Prose::parse(&format!("{CANARY}said"))),
        helpers: Vec::new(),
    };
    let package = Package::DailyContact;
    let to = ConsentRecipient::Named(PartyId::Written(view.file.team[1].id));
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [to].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(today, today)),
        renews: None,
    };
    fine(fine(
        app.record_consents(&desk, case, sitting, vec![agreed])
            .await,
    ));
}

/// A consent to somebody of the team that was given by word, stopped for them, and what was told all the same.
async fn plant_consent(world: &World, desk: &Writer, case: CaseId, to: PartyId) {
    let app = &world.app;
    let prose = |field: &str| fine(Prose::parse(&format!("{CANARY}{field}")));
    let sitting = Sitting {
        given_on: day(),
        how: HowForm::Oral {
            witness: word("witness"),
        },
        text_version: word("text"),
        explained_by: None,
        said: prose("said"),
        helpers: vec![Helper {
            tie: HelperTie::Parent,
            name: word("helper"),
        }],
    };
    let package = Package::DailyContact;
    let named = ConsentRecipient::Named(to);
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [named].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day(), day())),
        renews: None,
    };
    fine(fine(
        app.record_consents(desk, case, sitting, vec![agreed.clone()])
            .await,
    ));
    let written = Sitting {
        given_on: day(),
        how: HowForm::Written,
        text_version: word("text"),
        explained_by: None,
        said: prose("said"),
        helpers: Vec::new(),
    };
    fine(fine(
        app.record_consents(desk, case, written, vec![agreed]).await,
    ));
    let view = fine(fine(app.consents(&desk.principal, case).await));
    let newest = view.file.ledger.consents.last();
    let known = newest.map(|consent| consent.id);
    let page = format!("%PDF-1.4\n{CANARY}scan\n%%EOF");
    let scan = fine(Scan::read(page.into_bytes()));
    let kept = app.keep_evidence(desk, case, fine(known.ok_or("a consent")), scan);
    fine(fine(kept.await));
    let on_paper = SheetForm {
        occasions: vec![AskedOccasion {
            package,
            recipients: [named].into_iter().collect(),
            purposes: package.purposes(),
            means: package.means(),
        }],
        last_day: fine(day().checked_add_months(Months::new(12)).ok_or("a day")),
        text_version: word("sheet-text"),
    };
    fine(fine(app.make_consent_sheet(desk, case, on_paper).await));
    let stopped = StopForm {
        kind: StopKind::Pause,
        of: HaltOf::Everything,
        reach: Reach::Recipient(named),
        by: Word::Person,
    };
    fine(fine(app.stop_consent(desk, case, stopped).await));
    let exception = ExceptionForm {
        ground: LegalGround::DangerToLife,
        reason: prose("danger"),
        recipient: to,
        categories: [InformationCategory::Emergency].into_iter().collect(),
    };
    fine(fine(app.name_exception(desk, case, exception).await));
}

/// That they asked for their copy, and that something of it is withheld.
async fn plant_copy(world: &World, desk: &Writer, case: CaseId) {
    let app = &world.app;
    let prose = |field: &str| fine(Prose::parse(&format!("{CANARY}{field}")));
    let asked = CopyAsked::TakenDown {
        how: AtTheDesk::Oral,
        on: day(),
        said: prose("copy-asked"),
    };
    let request = fine(fine(app.ask_copy(desk, case, asked).await)).0;
    let view = fine(fine(app.person_copy(&desk.principal, case).await));
    let mut things = view.to_decide.iter();
    let note = things.find(|one| one.entry.kind == CopyKind::Note);
    let note = fine(note.ok_or("a note"));
    let form = CopyDecisionForm {
        request,
        kind: note.entry.kind,
        source: note.entry.source,
        mark: note.mark.clone(),
        decision: CopyDecision::ThirdPerson,
        reason: Some(prose("copy-reason")),
    };
    fine(fine(app.decide_copy_item(desk, case, form).await));
}

/// That what was told without consent was released to the person, by whoever answers for it in the agency.
async fn plant_settled(
    world: &World,
    staff: &mut Somebody,
    organization: OrganizationId,
    case: CaseId,
) {
    let app = &world.app;
    let post = PostForm {
        organization,
        account: staff.id,
        post: OrganizationPost::Manager,
    };
    let installation = Writer::by(Principal::installation(), Source::Command);
    fine(fine(app.appoint(&installation, post).await));
    let known = fine(app.whoever(&staff.secret).await);
    staff.principal = fine(known.ok_or("somebody")).principal;
    let seen = fine(fine(app.exceptions(&staff.principal, case).await));
    let mut exceptions = seen.file.exceptions.iter();
    let told = exceptions.find(|kept| !kept.told.is_empty());
    let settled = SettleForm {
        exception: fine(told.ok_or("an exception")).exception.id,
        step: ExceptionStep::Released,
        reason: fine(Prose::parse(&format!("{CANARY}released"))),
    };
    let writer = by_page(&staff.principal);
    fine(fine(app.settle_exception(&writer, case, settled).await));
}

/// What was told of them although nobody agreed, what came in, and what reached the wrong one.
async fn plant_records(world: &World, desk: &Writer, case: CaseId, to: PartyId) {
    let app = &world.app;
    let prose = |field: &str| fine(Prose::parse(&format!("{CANARY}{field}")));
    let exception = ExceptionForm {
        ground: LegalGround::DangerToLife,
        reason: prose("danger-too"),
        recipient: to,
        categories: [InformationCategory::Emergency].into_iter().collect(),
    };
    fine(fine(app.name_exception(desk, case, exception).await));
    let told = TellForm {
        to: Partner::InTeam(to),
        heard_by: Some(word("heard")),
        categories: [InformationCategory::Emergency].into_iter().collect(),
        how: ToldHow::Phone,
        purpose: None,
        at: None,
    };
    fine(fine(app.tell(desk, case, told).await));
    let heard = ReceiptForm {
        from: Partner::typed(word("source")),
        told_by: Some(word("speaker")),
        address: Some(word("source-address")),
        head: Some(word("source-head")),
        obtained: ObtainedHow::FromOthers,
        ground: ReceivedBy::NotAsked,
        categories: [InformationCategory::Family].into_iter().collect(),
        what: Some(prose("heard-of")),
        means: Means::Phone,
        on: day(),
    };
    fine(fine(app.note_receipt(desk, case, heard).await));
    let wrong = IncidentForm {
        record: None,
        noticed_on: day(),
        what: prose("got-out"),
        whose: word("whose"),
        to: word("to-whom"),
    };
    fine(fine(app.report_misdirected(desk, case, wrong).await));
}
