//! Somebody who was written down by hand may be of the company: until staff said that they are not, nothing is told.

use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::cases::{CaseRefusal, SeenCase};
use renkei_app::consent::record::ConsentForm;
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::{EmployerTie, HiringFrame, Voice};
use renkei_domain::cases::team::{MemberAgency, Ring, TeamMember};
use renkei_domain::consent::{
    ConsentRecipient, InformationCategory, PartyId, Reason, RecipientKind, Remedy,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{CaseId, ResourceId, TeamMemberId};
use renkei_domain::provisions::ToldHow;
use renkei_domain::record::Subject;
use renkei_tests::inside::opened;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::others::employed;
use super::{
    DOCTOR, a_doctor, agreed, case_with_a_doctor, day, desk, recorded, seen_by, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// An A型 of the directory.
const OFFICE: &str = "01932f00-0000-7002-8000-000000000014";

fn member_of(party: PartyId) -> TeamMemberId {
    match party {
        PartyId::Written(id) => id,
        PartyId::Listed(_) => panic!("the doctor was written down by hand"),
    }
}

async fn told(world: &World, who: &Somebody, id: CaseId, to: PartyId) -> Option<(Reason, Remedy)> {
    let form = TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: [InformationCategory::Skills].into_iter().collect(),
        how: ToldHow::Phone,
        purpose: None,
        at: None,
    };
    match fine(world.app.tell(&desk(who), id, form).await) {
        Ok(_) => None,
        Err(TellRefusal::Withheld(withheld)) => {
            let refusal = &withheld.refusals.as_slice()[0];
            Some((refusal.reason, refusal.remedy()))
        }
        Err(other) => panic!("{other}"),
    }
}

async fn seen(world: &World, who: &Somebody, id: CaseId) -> SeenCase {
    let version = fine(seen_by(world, who, id).await).file.case.version;
    SeenCase { id, version }
}

on_every_database! {
    async fn whoever_was_written_down_by_hand_hears_nothing_until_staff_said_that_they_are_not_of_the_company(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        employed(&world, &haruka, id, (None, DisclosureWord::Closed)).await;
        let of_their_kind = [ConsentRecipient::KindInTeam(RecipientKind::Medical)];
        let by_kind = ConsentForm {
            recipients: of_their_kind.into_iter().collect(),
            ..agreed(doctor, "2027-11-19")
        };
        recorded(&world, &haruka, id, by_kind).await;
        let member = member_of(doctor);
        let doubted = Some((Reason::MayBeEmployer, Remedy::SayNotEmployer));
        let of_the_company = Some((Reason::ClosedEmployment, Remedy::PersonOpens));
        for (tie, expected) in [
            (EmployerTie::NotTheEmployer, None),
            (EmployerTie::NotSaid, doubted),
            (EmployerTie::NotTheEmployer, None),
            (EmployerTie::TheEmployer, of_the_company),
            (EmployerTie::NotTheEmployer, None),
        ] {
            let before = opened(fine(world.store.history_of(Subject::Case(id), 50).await)).len();
            let as_seen = seen(&world, &haruka, id).await;
            fine(fine(app.say_employer_tie(&desk(&haruka), as_seen, member, tie).await));
            let after = opened(fine(world.store.history_of(Subject::Case(id), 50).await)).len();
            assert_eq!(after, before + 1, "the log of the case says who said so");
            let view = fine(seen_by(&world, &haruka, id).await);
            assert_eq!(view.file.team[0].employer, tie);
            assert_eq!(view.file.team[0].since, day("2026-11-02"), "nothing else changed");
            assert_eq!(told(&world, &haruka, id, doctor).await, expected, "{tie}");
        }

        let as_seen = seen(&world, &haruka, id).await;
        let tie = EmployerTie::NotSaid;
        let elsewhere = app.say_employer_tie(&desk(&sora), as_seen, member, tie).await;
        assert_eq!(fine(elsewhere).err(), Some(CaseRefusal::NotFound));
        let writer = desk(&haruka);
        let nobody = app.say_employer_tie(&writer, as_seen, app.new_team_member(), tie);
        assert_eq!(fine(nobody.await).err(), Some(CaseRefusal::NoSuchItem));
        let old = SeenCase { version: as_seen.version - 1, ..as_seen };
        let overtaken = app.say_employer_tie(&desk(&haruka), old, member, tie).await;
        assert_eq!(fine(overtaken).err(), Some(CaseRefusal::Overtaken));
    }
}

on_every_database! {
    async fn a_supporter_says_by_one_press_that_somebody_is_not_of_the_company_and_takes_it_back(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        employed(&world, &haruka, id, (None, DisclosureWord::NotAsked)).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (case, tie) = (format!("/cases/{id}"), format!("/cases/{id}/edit/tie"));
        let page = browser.look(&case).await;
        assert!(page.says("会社の人ではないと、確かめてあります"), "{}", page.html);
        let back = Form::on(&page.html, &tie).send(&browser).await;
        assert_eq!(back.leads_to.as_ref(), Some(&case), "{}", back.html);
        let page = browser.look(&case).await;
        assert_sound("nobody said", &page.html);
        assert!(page.says("会社の人かどうか、まだ確かめていません"), "{}", page.html);

        let form_page = format!("{case}/told");
        let page = browser.look(&form_page).await;
        assert!(page.says("会社の人か、まだ確かめていません"), "{}", page.html);
        let to = ConsentRecipient::Named(doctor).code();
        let form = Form::on(&page.html, &form_page).with("to", &to).with("category", "skills");
        let refused = form.with("how", "phone").send(&browser).await;
        assert_sound("perhaps of the company", &refused.html);
        let mend = format!("{tie}?item={}", member_of(doctor));
        assert!(refused.status == 422 && refused.html.contains(&mend), "{}", refused.html);
        let preview = format!("{case}/consents/preview");
        let page = browser.look(&preview).await;
        let form = Form::on(&page.html, &preview).with("to", &to).with("purpose", "when_unwell");
        let looked = form.with("means", "phone").send(&browser).await;
        assert!(looked.html.contains(&mend) && looked.says("何も話せません"), "{}", looked.html);

        let page = browser.look(&mend).await;
        assert_sound("saying it", &page.html);
        assert!(page.says(DOCTOR), "{}", page.html);
        let said = Form::on(&page.html, &tie).with("employer", "not_the_employer");
        assert_eq!(said.send(&browser).await.leads_to.as_ref(), Some(&case));
        let looked = Form::on(&browser.look(&preview).await.html, &preview).with("to", &to);
        let looked = looked.with("purpose", "when_unwell").with("means", "phone");
        let looked = looked.send(&browser).await;
        assert!(!looked.says("何も話せません") && looked.says("会社の人ではない"), "{}", looked.html);
        assert_eq!(browser.look(&tie).await.status, 404, "of nobody nothing is said");
        server.stop().await;
    }
}

on_every_database! {
    async fn an_agency_of_the_directory_that_stands_in_the_company_is_held_to_it_on_every_page(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let agency: ResourceId = fine(OFFICE.parse());
        let coach = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Listed(agency),
            role: Some(StaffRole::JobCoachInHouse),
            ring: Ring::InCompany,
            employer: EmployerTie::NotSaid,
            ..a_doctor(&world)
        };
        let member = coach.id;
        let as_seen = seen(&world, &haruka, id).await;
        fine(fine(app.keep_team_member(&desk(&haruka), as_seen, coach).await));
        employed(&world, &haruka, id, (None, DisclosureWord::NotAsked)).await;
        let party = PartyId::Listed(agency);
        recorded(&world, &haruka, id, agreed(party, "2027-11-19")).await;
        let doubted = Some((Reason::MayBeEmployer, Remedy::SayNotEmployer));
        assert_eq!(told(&world, &haruka, id, party).await, doubted);

        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (case, tie) = (format!("/cases/{id}"), format!("/cases/{id}/edit/tie"));
        let ask = format!("{case}/consents/ask");
        let code = ConsentRecipient::Named(party).code();
        let page = browser.look(&case).await;
        assert!(page.says("クローズの勤め先と関係があるか、まだ確かめていません"), "{}", page.html);
        let page = browser.look(&ask).await;
        assert!(!page.html.contains(&code), "it is not asked about: {}", page.html);
        let page = browser.look(&format!("{case}/told")).await;
        assert!(page.says("会社の人か、まだ確かめていません"), "{}", page.html);

        let page = browser.look(&format!("{tie}?item={member}")).await;
        let said = Form::on(&page.html, &tie).with("employer", "not_the_employer");
        assert_eq!(said.send(&browser).await.leads_to.as_ref(), Some(&case));
        assert!(browser.look(&ask).await.html.contains(&code));
        assert_eq!(told(&world, &haruka, id, party).await, None);
        server.stop().await;
    }
}

/// Another A型 of the 法人 that runs [`SHOP`].
const SISTER: &str = "01932f00-0000-7002-8000-000000000063";

/// How an A型 of the directory is called.
const SHOP: &str = "じょぶべーす";

on_every_database! {
    async fn a_sister_office_of_the_employer_hears_nothing_where_the_employer_was_written_down_by_its_shop(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        let sister: ResourceId = fine(SISTER.parse());
        let member = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Listed(sister),
            role: None,
            ring: Ring::WelfareMedical,
            employer: EmployerTie::NotSaid,
            ..a_doctor(&world)
        };
        let seat = member.id;
        let as_seen = seen(&world, &haruka, id).await;
        fine(fine(app.keep_team_member(&desk(&haruka), as_seen, member).await));
        let party = PartyId::Listed(sister);
        recorded(&world, &haruka, id, agreed(party, "2027-11-19")).await;
        assert_eq!(told(&world, &haruka, id, party).await, None, "nobody works anywhere");

        let shop = EmploymentForm {
            id: None,
            employer: line(SHOP),
            number: None,
            hired_on: day("2026-11-02"),
            left_on: None,
            frame: HiringFrame::General,
            hours: None,
            disclosure: DisclosureWord::Closed,
            by: Voice::Person,
        };
        let as_seen = seen(&world, &haruka, id).await;
        fine(fine(app.keep_employment(&desk(&haruka), as_seen, shop).await));
        let doubted = Some((Reason::MayBeEmployer, Remedy::SayNotEmployer));
        assert_eq!(told(&world, &haruka, id, party).await, doubted);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/cases/{id}")).await;
        assert!(page.says("クローズの勤め先と関係があるか、まだ確かめていません"), "{}", page.html);
        let as_seen = seen(&world, &haruka, id).await;
        let tie = EmployerTie::NotTheEmployer;
        fine(fine(app.say_employer_tie(&desk(&haruka), as_seen, seat, tie).await));
        assert_eq!(told(&world, &haruka, id, party).await, None, "it is another of that name");
        server.stop().await;
    }
}
