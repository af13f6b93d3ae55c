//! Asking the family about the family, and an employer about the business: beside the person's consent, never in its
//! place, and never a closed employer.

use chrono::NaiveDate;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::{HiringFrame, Insider, Opened, Openness, Voice};
use renkei_domain::consent::given::{ConsentFault, DeviceOwner};
use renkei_domain::consent::{
    Categories, ConsentPurpose, ConsentRecipient, Giver, InformationCategory, Means,
};
use renkei_domain::ids::{CaseId, EmploymentId};
use renkei_domain::people::Standing;
use renkei_domain::provisions::ToldHow;
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};

use super::{
    agreed, case_with_a_doctor, day, desk, recorded, seen_by, sitting, staff, two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

pub(super) const EMPLOYER: &str = "株式会社みほん商会";

/// Writes down where the person works, and what the people there may know.
pub(crate) async fn employed(
    world: &World,
    who: &Somebody,
    case: CaseId,
    it: (Option<EmploymentId>, DisclosureWord),
) {
    employed_until(world, who, case, it, None).await;
}

/// The same of a job that ends, or ended.
pub(super) async fn employed_until(
    world: &World,
    who: &Somebody,
    case: CaseId,
    (id, disclosure): (Option<EmploymentId>, DisclosureWord),
    left_on: Option<NaiveDate>,
) {
    let version = fine(seen_by(world, who, case).await).file.case.version;
    let seen = SeenCase { id: case, version };
    let form = EmploymentForm {
        id,
        employer: line(EMPLOYER),
        number: None,
        hired_on: day("2026-11-02"),
        left_on,
        frame: HiringFrame::General,
        hours: None,
        disclosure,
        by: Voice::Person,
    };
    fine(fine(
        world.app.keep_employment(&desk(who), seen, form).await,
    ));
}

/// Open to 人事, as far as 配慮.
pub(crate) fn open() -> DisclosureWord {
    DisclosureWord::Open(Opened {
        to: [Insider::Hr].into_iter().collect(),
        what: Openness::Accommodations,
    })
}

on_every_database! {
    async fn a_closed_employer_is_never_asked_and_the_family_agrees_to_its_own_alone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        employed(&world, &haruka, id, (None, DisclosureWord::Closed)).await;
        let askable = async || fine(fine(app.askable_employers(&haruka.principal, id).await));
        assert!(askable().await.is_empty(), "asking would tell");
        let employment = fine(seen_by(&world, &haruka, id).await).file.ledger.employments[0].id;
        let about = |giver: Giver, category| ConsentForm {
            giver,
            categories: Categories::from([category]),
            ..agreed(doctor, "2027-11-19")
        };
        let business = || about(Giver::Employer(employment), InformationCategory::EmployerInfo);
        let asked = async |how: HowForm, form: ConsentForm| {
            let sitting = Sitting { how, ..sitting() };
            fine(app.record_consents(&writer, id, sitting, vec![form]).await).err()
        };
        let closed = ConsentRefusal::Consent(ConsentFault::ClosedEmployer);
        assert_eq!(asked(HowForm::Written, business()).await, Some(closed));
        employed(&world, &haruka, id, (Some(employment), open())).await;
        assert_eq!(askable().await, [(employment, line(EMPLOYER))]);
        assert_eq!(asked(HowForm::Written, business()).await, None);
        let family = || about(Giver::Family, InformationCategory::Family);
        let by_screen = HowForm::OnScreen { device: DeviceOwner::Shared, pin: "2580".to_owned(), signature: None };
        assert!(asked(by_screen, family()).await.is_some(), "a screen knows the person alone");
        let of_the_person = about(Giver::Family, InformationCategory::Skills);
        let theirs = ConsentRefusal::Consent(ConsentFault::NotTheirs);
        assert_eq!(asked(HowForm::Written, of_the_person).await, Some(theirs));
        assert_eq!(asked(HowForm::Written, family()).await, None);
        let view = fine(seen_by(&world, &haruka, id).await);
        let party = view.party(doctor).expect("the doctor").party.clone();
        let told = view.preview(&party, ConsentPurpose::WhenUnwell, Means::Phone);
        assert!(told.shown.is_empty(), "neither stands in the place of the person's");
        let copies = view.file.ledger.consents.iter().map(|one| view.copies_of(one).len());
        assert_eq!(copies.sum::<usize>(), 0, "nor is it shown by itself");
    }
}

on_every_database! {
    async fn a_supporter_asks_the_family_and_whom_the_page_names(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        employed(&world, &haruka, id, (None, DisclosureWord::NotAsked)).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let others = format!("{list}/others");
        let page = browser.look(&others).await;
        assert_sound("asking others", &page.html);
        assert!(!page.says(EMPLOYER), "who was not asked is closed");
        // The words of the law stand beside the easy ones, of what may be asked and of nothing else.
        let [of_family, of_business] = [InformationCategory::Family, InformationCategory::EmployerInfo];
        let purpose = ConsentPurpose::DailyCondition.legal();
        for words in ["くわしく（正式なことば）", of_family.plain(), of_family.legal(), purpose] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says(of_business.legal()), "no employer is asked: {}", page.html);
        let employment = fine(seen_by(&world, &haruka, id).await).file.ledger.employments[0].id;
        employed(&world, &haruka, id, (Some(employment), open())).await;
        let page = browser.look(&others).await;
        assert!(page.says(EMPLOYER) && page.says(of_business.legal()), "{}", page.html);
        assert!(!page.says("（画面のとき）"), "a screen knows the person alone: {}", page.html);
        let form = Form::on(&page.html, &others);
        let nothing = form.clone().send(&browser).await;
        assert!(nothing.status == 422 && nothing.says("だれにきいたかを選んでください"), "{}", nothing.html);
        assert_sound("asked again", &nothing.html);
        let to = ConsentRecipient::Named(doctor).code();
        let family = form.with("giver", "family").with("who", "山田 太郎").with("to", &to);
        let family = family.with("why", "daily_condition").with("way", "phone");
        let done = family.with("how", "written").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let consent = &view.file.ledger.consents[0];
        assert_eq!((&consent.giver, consent.categories.len()), (&Giver::Family, 1));
        let said = &view.asking(consent.id).expect("how").asking.said;
        assert!(said.as_str().contains("山田 太郎"), "who agreed is kept");
        let renew = format!("{list}/{}/renew", consent.id);
        let page = browser.look(&renew).await;
        assert_sound("asking the family again", &page.html);
        assert!(!page.says("（画面のとき）"), "a screen knows the person alone: {}", page.html);
        let form = Form::on(&page.html, &renew).with("answer", "yes");
        let on_screen = form.with("how", "on_screen").send(&browser).await;
        assert!(on_screen.status == 422 && on_screen.says("どれかを選んでください"), "{}", on_screen.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_record_says_whose_consent_something_was_told_by(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let of_the_family = ConsentForm {
            giver: Giver::Family,
            categories: [InformationCategory::Family].into(),
            ..agreed(doctor, "2027-11-19")
        };
        recorded(&world, &haruka, id, of_the_family).await;
        let tell = async |category| {
            let told = TellForm {
                to: Partner::InTeam(doctor),
                heard_by: None,
                categories: [category].into_iter().collect(),
                how: ToldHow::Phone,
                purpose: Some(ConsentPurpose::WhenUnwell),
                at: None,
            };
            fine(fine(app.tell(&writer, id, told).await));
        };
        tell(InformationCategory::Family).await;
        let link = fine(fine(app.offer_case_link(&writer, id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let server = world.serve().await;
        let [office, own] = [&haruka, &hanako].map(|who| browser_of(&server, who));
        let records = format!("/cases/{id}/records");
        for page in [&office, &own] {
            let page = page.look(&records).await;
            assert_sound("told by the family's leave", &page.html);
            assert!(page.says("家族の同意") && !page.says("本人の同意</"), "{}", page.html);
            assert!(!page.says("あなたの同意</"), "it was not theirs: {}", page.html);
        }
        let span = RecordsSpan::default();
        let view = fine(fine(app.records(&haruka.principal, id, span).await));
        assert_eq!(view.file.provisions[0].givers, [Giver::Family]);
        let every = fine(fine(app.all_records(&haruka.principal, span).await));
        assert_eq!(every.all.provisions[0].givers, [Giver::Family]);
        tell(InformationCategory::Skills).await;
        assert!(own.look(&records).await.says("あなたの同意"));
        assert!(office.look(&records).await.says("本人の同意"));
        server.stop().await;
    }
}
