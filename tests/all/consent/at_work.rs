//! Asking the person about the people at an employer: those whom the person lets know there, no more than that, and
//! nobody of a closed one.

use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::DisclosureWord;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::at_work::Workplaces;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::cases::employment::{EmployerTie, Insider, Opened, Openness};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::consent::at_work::AtWorkFault;
use renkei_domain::consent::{
    Categories, ConsentPurpose, ConsentRecipient, InformationCategory, Means, PartyId, Reason,
    RecipientKind,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::CaseId;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::others::{EMPLOYER, employed, employed_until, open};
use super::{
    TODAY, a_doctor, agreed, case_with_a_doctor, day, desk, seen_by, sitting, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// Somebody of the company joins the team.
pub(super) async fn joined(world: &World, who: &Somebody, id: CaseId, role: StaffRole) -> PartyId {
    let version = fine(seen_by(world, who, id).await).file.case.version;
    let member = TeamMember {
        id: world.app.new_team_member(),
        agency: MemberAgency::Written(line(&format!("{EMPLOYER} {role}"))),
        contact: None,
        role: Some(role),
        ring: Ring::InCompany,
        part: Part::Member,
        employer: EmployerTie::TheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day("2026-11-02"),
        until: None,
    };
    let party = PartyId::Written(member.id);
    let seen = SeenCase { id, version };
    fine(fine(
        world.app.keep_team_member(&desk(who), seen, member).await,
    ));
    party
}

/// That people at work may hear something, in place of the doctor.
fn at_work(
    doctor: PartyId,
    to: ConsentRecipient,
    categories: &[InformationCategory],
) -> ConsentForm {
    ConsentForm {
        recipients: [to].into_iter().collect(),
        categories: categories.iter().copied().collect(),
        purposes: [ConsentPurpose::WorkplaceSharing].into_iter().collect(),
        means: [Means::Document, Means::Phone].into_iter().collect(),
        ..agreed(doctor, "2027-11-19")
    }
}

async fn workplaces(world: &World, who: &Somebody, id: CaseId) -> Workplaces {
    fine(fine(world.app.workplaces(&who.principal, id).await))
}

on_every_database! {
    async fn the_person_is_asked_about_those_who_know_at_an_open_employer_and_about_no_more(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        employed(&world, &haruka, id, (None, DisclosureWord::Closed)).await;
        let hr = joined(&world, &haruka, id, StaffRole::HrOfficer).await;
        let above = joined(&world, &haruka, id, StaffRole::WorkplaceSupervisor).await;
        let known = workplaces(&world, &haruka, id).await;
        let [(employment, name)] = known.closed.as_slice() else { panic!("{known:?}") };
        assert!(known.open.is_empty() && *name == line(EMPLOYER));
        let employment = *employment;
        let asked = async |form: ConsentForm| {
            let done = app.record_at_work(&writer, id, sitting(), (employment, form));
            fine(done.await).err()
        };
        let (named, kind) = (ConsentRecipient::Named, ConsentRecipient::KindInTeam);
        let little = [InformationCategory::Basic, InformationCategory::Accommodations];
        let closed = Some(ConsentRefusal::AtWork(AtWorkFault::Closed));
        assert_eq!(asked(at_work(doctor, named(hr), &little)).await, closed);

        employed(&world, &haruka, id, (Some(employment), open())).await;
        let known = workplaces(&world, &haruka, id).await;
        let [offered] = known.open.as_slice() else { panic!("{known:?}") };
        let offered: Vec<ConsentRecipient> = offered.recipients.iter().map(|(one, _)| *one).collect();
        assert_eq!(offered, [named(hr), kind(RecipientKind::WorkplaceHr)], "those whom the person lets know");
        assert!(known.closed.is_empty());
        let stranger = ConsentRefusal::AtWork(AtWorkFault::NotAmongThoseWhoKnow);
        for to in [named(above), named(doctor), kind(RecipientKind::WorkplaceColleague)] {
            assert_eq!(asked(at_work(doctor, to, &little)).await, Some(stranger), "{to:?}");
        }
        let diagnosis = [InformationCategory::DisabilityDiagnosis];
        let more = ConsentRefusal::AtWork(AtWorkFault::MoreThanIsKnown);
        assert_eq!(asked(at_work(doctor, named(hr), &diagnosis)).await, Some(more));
        let elsewhere = at_work(doctor, named(hr), &little);
        let strange = desk(&sora);
        let elsewhere = app.record_at_work(&strange, id, sitting(), (employment, elsewhere));
        assert_eq!(fine(elsewhere.await).err(), Some(ConsentRefusal::NotFound));
        assert_eq!(asked(at_work(doctor, kind(RecipientKind::WorkplaceHr), &little)).await, None);

        let told = async |to: PartyId| {
            let view = fine(seen_by(&world, &haruka, id).await);
            let party = view.party(to).expect("in the team").party.clone();
            view.preview(&party, ConsentPurpose::WorkplaceSharing, Means::Phone)
        };
        let little: Categories = little.into_iter().collect();
        assert_eq!(told(hr).await.shown, little, "what was agreed to");
        assert!(told(above).await.shown.is_empty(), "the person does not let them know");
        let wider = DisclosureWord::Open(Opened {
            to: [Insider::Hr, Insider::Supervisor].into_iter().collect(),
            what: Openness::Diagnosis,
        });
        employed(&world, &haruka, id, (Some(employment), wider)).await;
        assert_eq!(asked(at_work(doctor, named(above), &diagnosis)).await, None);
        let illness: Categories = diagnosis.into_iter().collect();
        assert_eq!(told(above).await.shown, illness);
        assert_eq!(told(hr).await.shown, little, "more is asked about anew");
        employed(&world, &haruka, id, (Some(employment), DisclosureWord::Closed)).await;
        for to in [hr, above] {
            let held_back = told(to).await.held_back;
            assert!(held_back.iter().all(|held| held.reason == Reason::ClosedEmployment), "{held_back:?}");
        }
    }
}

on_every_database! {
    async fn a_supporter_reads_why_a_closed_employer_is_not_asked_about_and_asks_once_it_is_open(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let page_of = format!("{list}/at-work");
        let asking = browser.look(&format!("{list}/ask")).await;
        assert!(asking.html.contains(&page_of), "{}", asking.html);
        let page = browser.look(&page_of).await;
        assert_sound("no employer", &page.html);
        assert!(page.says("いまの勤め先も、まだ書かれていません"), "{}", page.html);
        employed(&world, &haruka, id, (None, DisclosureWord::NotAsked)).await;
        let hr = joined(&world, &haruka, id, StaffRole::HrOfficer).await;
        let page = browser.look(&page_of).await;
        assert_sound("a closed employer", &page.html);
        assert!(page.says("オープンにできるのは 本人だけです") && page.says(EMPLOYER), "{}", page.html);
        assert!(!page.html.contains("name=\"to\""), "nobody can be chosen: {}", page.html);

        let employment = fine(seen_by(&world, &haruka, id).await).file.ledger.employments[0].id;
        employed(&world, &haruka, id, (Some(employment), open())).await;
        let page = browser.look(&page_of).await;
        assert_sound("an open employer", &page.html);
        assert!(page.says("オープン（人事に、配慮だけ）"), "{}", page.html);
        let (offered, other) = (InformationCategory::Accommodations, InformationCategory::DisabilityDiagnosis);
        for words in [offered.plain(), offered.legal(), ConsentPurpose::WorkplaceSharing.legal()] {
            assert!(page.says(words), "easy words and those of the law: {words}: {}", page.html);
        }
        assert!(!page.says(other.legal()), "nothing stands there that may not be chosen: {}", page.html);
        let doctors = ConsentRecipient::Named(doctor).code();
        assert!(!page.html.contains(&doctors), "who is not of the company is asked about elsewhere");
        let form = Form::on(&page.html, &page_of);
        assert_eq!(form.says("employer"), employment.to_string(), "the only one");
        let nothing = form.clone().send(&browser).await;
        assert_sound("asked again", &nothing.html);
        assert!(nothing.status == 422 && nothing.says("だれに伝えてよいかを選んでください"), "{}", nothing.html);
        let form = form.with("to", &ConsentRecipient::Named(hr).code()).with("way", "phone");
        let form = form.with("how", "written");
        let more = form.clone().with("what", "disability_diagnosis").send(&browser).await;
        assert!(more.status == 422 && more.says("くわしい内容が入っています"), "{}", more.html);
        let done = form.with("what", "accommodations").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let consent = &view.file.ledger.consents[0];
        assert!(consent.recipients.contains(&ConsentRecipient::Named(hr)));
        assert_eq!(view.file.ledger.consents.len(), 1, "what was refused left nothing");
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_is_of_an_employer_that_the_person_left_is_asked_about_like_anybody(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember {
            agency: MemberAgency::Written(line(EMPLOYER)),
            ..a_doctor(&world)
        };
        let to = ConsentRecipient::Named(PartyId::Written(member.id)).code();
        let version = fine(seen_by(&world, &haruka, id).await).file.case.version;
        let seen = SeenCase { id, version };
        fine(fine(world.app.keep_team_member(&desk(&haruka), seen, member).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let is_offered = async || browser.look(&format!("/cases/{id}/consents/ask")).await.html.contains(&to);
        assert!(is_offered().await, "nobody said that the person works there");
        employed(&world, &haruka, id, (None, open())).await;
        let employment = fine(seen_by(&world, &haruka, id).await).file.ledger.employments[0].id;
        assert!(!is_offered().await, "they are asked about by themselves");
        let [yesterday, today] = ["2026-11-19", TODAY].map(|text| Some(day(text)));
        employed_until(&world, &haruka, id, (Some(employment), open()), today).await;
        assert!(!is_offered().await, "the last day is one at work");
        employed_until(&world, &haruka, id, (Some(employment), open()), yesterday).await;
        assert!(is_offered().await);
        employed_until(&world, &haruka, id, (Some(employment), DisclosureWord::Closed), yesterday).await;
        assert!(!is_offered().await, "who did not know then is not to know now");
        server.stop().await;
    }
}
