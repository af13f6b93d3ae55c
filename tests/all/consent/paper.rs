//! Asking on paper: a form with what was chosen, its code, its answers; and the copy of a consent for one recipient.

use std::slice::from_ref;

use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::sheet::SheetForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::paper::Sheet;
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::package::Package;
use renkei_domain::consent::sheet::{AskedOccasion, SheetFault, purposes_of_old};
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, HaltOf, InformationCategory, Means, PartyId, Reach,
};
use renkei_domain::ids::{ConsentSheetId, TeamMemberId};
use renkei_tests::on_every_database;

use super::{
    DOCTOR, NAME, agreed, case_with_a_doctor, day, desk, recorded, seen_by, sitting, staff,
    two_agencies,
};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

fn asking(to: PartyId) -> SheetForm {
    let package = Package::MedicalCooperation;
    SheetForm {
        occasions: vec![AskedOccasion {
            package,
            recipients: [ConsentRecipient::Named(to)].into_iter().collect(),
            purposes: package.purposes(),
            means: package.means(),
        }],
        last_day: day("2027-11-19"),
        text_version: line("同意の質問 2026年11月"),
    }
}

on_every_database! {
    async fn a_form_comes_back_by_its_code_and_is_answered_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        let nothing = SheetForm { occasions: Vec::new(), ..asking(doctor) };
        let stranger = PartyId::Written(TeamMemberId::from_uuid(uuid::Uuid::from_u128(9)));
        let over = SheetForm { last_day: day("2026-11-19"), ..asking(doctor) };
        for (form, refusal) in [
            (nothing, ConsentRefusal::Sheet(SheetFault::NothingAsked)),
            (asking(stranger), ConsentRefusal::NotInTeam),
            (over, ConsentRefusal::BeforeGiven),
        ] {
            assert_eq!(fine(app.make_consent_sheet(&writer, id, form).await).err(), Some(refusal));
        }
        let refused = app.make_consent_sheet(&desk(&sora), id, asking(doctor)).await;
        assert_eq!(fine(refused).err(), Some(ConsentRefusal::NotFound));
        let made = fine(fine(app.make_consent_sheet(&writer, id, asking(doctor)).await)).0;
        let view = fine(seen_by(&world, &haruka, id).await);
        let sheet = view.sheet(made).expect("the form").sheet.clone();
        assert!(view.file.ledger.consents.is_empty(), "nothing is agreed to by printing");

        let typed = sheet.code.to_string().to_lowercase();
        let found = fine(fine(app.find_consent_sheet(&haruka.principal, &typed).await));
        assert_eq!(found, (id, made));
        for (who, code) in [(&sora, typed.as_str()), (&haruka, "2345-6789"), (&haruka, "?")] {
            let found = fine(app.find_consent_sheet(&who.principal, code).await);
            assert_eq!(found.err(), Some(ConsentRefusal::NoSuchSheet), "{code}");
        }
        let paper = fine(app.consent_sheet_on_paper(&haruka.principal, id, made).await);
        let Ok(Sheet::ConsentForm(paper)) = paper else { panic!("a form") };
        assert!(paper.for_whom.contains(NAME) && paper.to == [[DOCTOR.to_owned()]]);
        let none = app.consent_sheet_on_paper(&sora.principal, id, made).await;
        assert_eq!(fine(none).err(), Some(ConsentRefusal::NotFound));

        let answers = || (vec![agreed(doctor, "2027-11-19")], Some(made));
        let unknown = Some(ConsentSheetId::from_uuid(uuid::Uuid::from_u128(9)));
        let other = (vec![agreed(doctor, "2027-11-19")], unknown);
        let refused = app.record_answers(&writer, id, sitting(), other).await;
        assert_eq!(fine(refused).err(), Some(ConsentRefusal::NoSuchSheet));
        let mut by_fax = agreed(doctor, "2027-11-19");
        by_fax.means.insert(Means::Fax);
        for form in [by_fax, agreed(doctor, "2027-11-20")] {
            let refused = app.record_answers(&writer, id, sitting(), (vec![form], Some(made))).await;
            assert_eq!(fine(refused).err(), Some(ConsentRefusal::NotOnSheet), "it does not stand there");
        }
        fine(fine(app.record_answers(&writer, id, sitting(), answers()).await));
        let again = app.record_answers(&writer, id, sitting(), answers()).await;
        assert_eq!(fine(again).err(), Some(ConsentRefusal::SheetAnswered));
        let view = fine(seen_by(&world, &haruka, id).await);
        let consents: Vec<_> = view.file.ledger.consents.iter().map(|one| one.id).collect();
        assert_eq!(view.sheet(made).expect("the form").answered, consents);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn a_copy_is_for_one_recipient_and_says_what_they_can_be_told_today(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let form = agreed(doctor, "2027-11-19");
        let whole = form.categories.clone();
        recorded(&world, &haruka, id, form).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let consent = view.file.ledger.consents[0].clone();
        let member = view.copies_of(&consent)[0].0;
        let copy = async || {
            let made = app.consent_copy_on_paper(&haruka.principal, id, (consent.id, member));
            match fine(made.await) {
                Ok(Sheet::ConsentCopy(copy)) => Ok(*copy),
                Ok(_) => panic!("another sheet"),
                Err(refusal) => Err(refusal),
            }
        };
        let first = fine(copy().await);
        assert_eq!((first.to.as_str(), first.categories), (DOCTOR, whole.clone()));
        let medication = InformationCategory::MedicationVisits;
        let stopped = |kind, reach| StopForm { kind, of: HaltOf::Everything, reach, by: Voice::Person };
        let partly = stopped(StopKind::Pause, Reach::Category(medication));
        fine(fine(app.stop_consent(&desk(&haruka), id, partly).await));
        let second = fine(copy().await);
        assert!(!second.categories.contains(&medication) && second.categories.len() + 1 == whole.len());
        let withdrawn = stopped(StopKind::Withdraw, Reach::Whole);
        fine(fine(app.stop_consent(&desk(&haruka), id, withdrawn).await));
        assert_eq!(copy().await.err(), Some(ConsentRefusal::NoSuchConsent));
    }
}

on_every_database! {
    async fn a_supporter_prints_what_they_chose_and_writes_the_answers_down(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let to = ConsentRecipient::Named(doctor).code();
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let papers = format!("{list}/paper");
        let page = browser.look(&papers).await;
        assert_sound("no forms", &page.html);
        let form = Form::on(&page.html, &papers);
        let none = form.clone().send(&browser).await;
        assert!(none.status == 422 && none.says("用紙にのせることを選んでください"), "{}", none.html);
        let made = form.with("to_daily_contact", &to).send(&browser).await;
        assert_eq!(made.leads_to.as_ref(), Some(&papers), "{}", made.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let sheet = view.file.sheets[0].sheet.clone();
        let page = browser.look(&papers).await;
        assert_sound("a form", &page.html);
        assert!(page.says(&sheet.code.to_string()) && page.says("答えを待っています"), "{}", page.html);
        let pdf = browser.look(&format!("{papers}/{}/form", sheet.id)).await;
        assert_eq!((pdf.status, pdf.kind.as_str(), pdf.kept.as_str()), (200, "application/pdf", "no-store"));

        let page = browser.look("/cases/paper").await;
        assert_sound("finding", &page.html);
        let find = Form::on(&page.html, "/cases/paper");
        let unknown = find.clone().with("code", "2345-6789").send(&browser).await;
        assert!(unknown.status == 422 && unknown.says("見つかりません"), "{}", unknown.html);
        let found = find.with("code", &sheet.code.to_string()).send(&browser).await;
        assert_eq!(found.leads_to.as_ref(), Some(&papers), "the code stands in no address");

        let ask = format!("{list}/ask");
        let page = browser.look(&format!("{ask}?sheet={}", sheet.id)).await;
        assert_sound("answers", &page.html);
        let done = Form::on(&page.html, &ask).with("q_daily_contact_living", "yes").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let page = browser.look(&papers).await;
        assert!(page.says("書きとめました"), "{}", page.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let consent = &view.file.ledger.consents[0];
        let member = view.copies_of(consent)[0].0;
        let copy = format!("{list}/{}/copy/{member}", consent.id);
        let page = browser.look(&list).await;
        assert!(page.html.contains(&copy), "{}", page.html);
        let pdf = browser.look(&copy).await;
        assert_eq!((pdf.status, pdf.kind.as_str()), (200, "application/pdf"));
        server.stop().await;
    }
}

on_every_database! {
    async fn what_was_answered_on_paper_is_kept_with_the_words_of_that_paper(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let older = "同意の質問 2025年4月";
        let package = Package::MedicalCooperation;
        let printed = AskedOccasion {
            purposes: purposes_of_old(package),
            means: [Means::Document, Means::Phone].into(),
            ..asking(doctor).occasions[0].clone()
        };
        let form = SheetForm {
            occasions: vec![printed.clone()],
            text_version: line(older),
            ..asking(doctor)
        };
        let made = fine(fine(world.app.make_consent_sheet(&desk(&haruka), id, form).await)).0;
        let asked_today = (vec![agreed(doctor, "2027-11-19")], Some(made));
        let refused = world.app.record_answers(&desk(&haruka), id, sitting(), asked_today).await;
        assert_eq!(fine(refused).err(), Some(ConsentRefusal::NotOnSheet), "the occasion holds more since");
        let paper = fine(world.app.consent_sheet_on_paper(&haruka.principal, id, made).await);
        let Ok(Sheet::ConsentForm(paper)) = paper else { panic!("a form") };
        assert_eq!(paper.sheet.occasions, from_ref(&printed), "it is printed again as it was");
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = browser.look(&format!("{ask}?sheet={made}")).await;
        let (emergency, meeting) = (ConsentPurpose::EmergencyResponse, Means::Meeting);
        let medical = page.html.split_once("<h2>医療連携</h2>").expect("the occasion").1;
        let medical = medical.split_once("</section>").expect("its end").0;
        for words in [emergency.plain(), emergency.legal(), meeting.plain()] {
            assert!(!medical.contains(words), "{words} does not stand on the paper: {medical}");
        }
        let done = Form::on(&page.html, &ask).with("q_medical_cooperation_body", "yes").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let consent = &view.file.ledger.consents[0];
        let given = (&consent.purposes, &consent.means);
        assert_eq!(given, (&printed.purposes, &printed.means), "nothing but what stood there");
        assert_eq!(view.file.askings[0].asking.text_version, line(older));
        server.stop().await;
    }
}
