//! What is told leaves its record: who reads it, what stands in it, and how long it stays.

use chrono::TimeDelta;
use renkei_app::cases::SeenCase;
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::read::{RecordsSpan, RecordsView};
use renkei_app::provisions::receive::{ReceiptForm, ReceiveRefusal};
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_app::writer::{WriteKey, Writer};
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::{
    Categories, ConsentPurpose, ConsentRecipient, InformationCategory, LegalGround, Means, PartyId,
    Reason,
};
use renkei_domain::ids::CaseId;
use renkei_domain::people::{OrganizationPost, Standing};
use renkei_domain::provisions::{ObtainedHow, ProvisionBasis, ReceiptFault, ReceivedBy, ToldHow};
use renkei_domain::record::Subject;
use renkei_store::{Stop, StoreFault};
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::posts::holding;
use super::{
    DOCTOR, NAME, agreed, case_with_a_doctor, day, desk, prose, recorded, seen_by, staff,
    two_agencies,
};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::{fine, header};

fn some(categories: &[InformationCategory]) -> Categories {
    categories.iter().copied().collect()
}

fn by_phone(to: PartyId, categories: &[InformationCategory]) -> TellForm {
    TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: some(categories),
        how: ToldHow::Phone,
        purpose: None,
        at: None,
    }
}

async fn records_of(
    world: &World,
    who: &Somebody,
    id: CaseId,
) -> Result<RecordsView, ConsentRefusal> {
    let span = RecordsSpan::default();
    fine(world.app.records(&who.principal, id, span).await)
}

on_every_database! {
    async fn what_is_told_by_a_consent_has_a_record_with_the_items_of_the_law(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let told = by_phone(doctor, &[InformationCategory::MedicationVisits]);
        let refused = fine(app.tell(&desk(&haruka), id, told.clone()).await).err();
        let Some(TellRefusal::Withheld(withheld)) = refused else { panic!("{refused:?}") };
        assert_eq!(withheld.refusals.as_slice()[0].reason, Reason::NoConsent);
        assert_eq!(withheld.to, Some(doctor));
        assert!(fine(records_of(&world, &haruka, id).await).file.provisions.is_empty());

        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let key = fine(WriteKey::parse("told-once"));
        let once = Writer { key: Some(key), ..desk(&haruka) };
        let first = fine(fine(app.tell(&once, id, told.clone()).await));
        let second = fine(fine(app.tell(&once, id, told.clone()).await));
        assert_eq!(first, second, "a second press tells nothing twice");
        let view = fine(records_of(&world, &haruka, id).await);
        let [kept] = view.file.provisions.as_slice() else { panic!("{:?}", view.file.provisions) };
        let record = &kept.record;
        let ledger = fine(seen_by(&world, &haruka, id).await).file.ledger;
        assert_eq!((record.id, record.seq), (first.0, ledger.seq), "in the place of the ledger that allowed it");
        assert_eq!(record.name.as_ref().map(|name| name.as_str()), Some(NAME));
        assert_eq!((record.recipient.name.as_str(), record.to), (DOCTOR, doctor));
        let consent = ProvisionBasis::Consent(ledger.consents[0].id);
        assert_eq!(record.told, [(InformationCategory::MedicationVisits, consent)]);
        assert!(ledger.consents[0].purposes.contains(&record.purpose));
        assert_eq!((record.means, record.provider, record.told_by), (Means::Phone, here, haruka.id));
        assert_eq!(record.at.in_japan().date, day("2026-11-20"));

        // Somebody who is not in the team hears nothing; who is called like a member is that member.
        let typed = |name: &str| TellForm { to: Partner::typed(line(name)), ..told.clone() };
        let stranger = fine(app.tell(&desk(&haruka), id, typed("となりの人")).await).err();
        let Some(TellRefusal::Withheld(withheld)) = stranger else { panic!("{stranger:?}") };
        assert_eq!(withheld.to, None);
        fine(fine(app.tell(&desk(&haruka), id, typed(DOCTOR)).await));
        let member = fine(seen_by(&world, &haruka, id).await).file.team[0].clone();
        let known = TeamMember { contact: Some(line("佐藤")), ..member };
        let seen = SeenCase { id, version: 2 };
        fine(fine(app.keep_team_member(&desk(&haruka), seen, known).await));
        let namesake = fine(app.tell(&desk(&haruka), id, typed("佐藤")).await).err();
        assert!(matches!(namesake, Some(TellRefusal::Withheld(_))), "others are called like a contact");
        let at_work = TellForm { purpose: Some(ConsentPurpose::WorkplaceSharing), ..told.clone() };
        assert!(fine(app.tell(&desk(&haruka), id, at_work).await).is_err(), "for another purpose");
        assert_eq!(fine(records_of(&world, &haruka, id).await).file.provisions.len(), 2);

        let elsewhere = fine(app.tell(&desk(&sora), id, told).await).err();
        assert_eq!(elsewhere, Some(TellRefusal::Case(ConsentRefusal::NotFound)));
        assert_eq!(records_of(&world, &sora, id).await.err(), Some(ConsentRefusal::NotFound));
        let span = RecordsSpan { from: None, until: Some(day("2026-11-19")) };
        let before = fine(fine(app.records(&haruka.principal, id, span).await));
        assert!(before.file.provisions.is_empty(), "of the day before nothing is there");
        let span = RecordsSpan { from: Some(day("2026-11-20")), until: Some(day("2026-11-20")) };
        let today = fine(fine(app.records(&haruka.principal, id, span).await));
        assert_eq!(today.file.provisions.len(), 2);
    }
}

on_every_database! {
    async fn the_person_reads_what_was_told_of_them_and_of_an_exception_nothing(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let mio = holding(&world, here, "mio", OrganizationPost::AbusePreventionOfficer).await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let reported = ReceiptForm {
            ground: ReceivedBy::Law,
            ..heard(Partner::typed(line("となりの人")), "2026-11-19")
        };
        fine(fine(app.note_receipt(&desk(&haruka), id, reported).await));
        assert_eq!(fine(records_of(&world, &haruka, id).await).file.receipts.len(), 1);
        let own = fine(records_of(&world, &hanako, id).await).file.receipts;
        assert!(own.is_empty(), "who reported is not shown before its holder looked at it");
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let exception = ExceptionForm {
            ground: LegalGround::DangerToLife,
            reason: prose("電話に出ない"),
            recipient: doctor,
            categories: some(&[InformationCategory::Family]),
        };
        fine(fine(app.name_exception(&desk(&haruka), id, exception).await));
        let history = opened(fine(world.store.history_of(Subject::Case(id), 50).await)).len();
        let both = [InformationCategory::MedicationVisits, InformationCategory::Family];
        let others = fine(app.tell(&desk(&nagi), id, by_phone(doctor, &both)).await);
        assert!(others.is_err(), "who named no exception tells nothing by it");
        let key = fine(WriteKey::parse("excepted-once"));
        let once = Writer { key: Some(key), ..desk(&haruka) };
        let first = fine(fine(app.tell(&once, id, by_phone(doctor, &both)).await));
        assert_eq!(first, fine(fine(app.tell(&once, id, by_phone(doctor, &both)).await)));

        let told = async |who: &Somebody| -> Categories {
            let view = fine(records_of(&world, who, id).await);
            view.file.provisions.iter().flat_map(|kept| kept.record.categories()).collect()
        };
        assert_eq!(told(&mio).await, some(&both));
        for who in [&haruka, &nagi, &hanako] {
            assert_eq!(told(who).await, some(&[InformationCategory::MedicationVisits]));
        }
        let after = opened(fine(world.store.history_of(Subject::Case(id), 50).await));
        assert_eq!(after.len(), history + 1, "the log of the case tells of what was agreed to alone");
        let refused = fine(app.tell(&desk(&hanako), id, by_phone(doctor, &both)).await).err();
        assert_eq!(refused, Some(TellRefusal::Case(ConsentRefusal::NotFound)), "the person's word needs no record");
        let view = fine(records_of(&world, &hanako, id).await);
        assert!(view.is_person && !view.may_keep);
    }
}

on_every_database! {
    async fn a_record_stands_sealed_and_holds_its_person_back_for_three_years(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let told = by_phone(doctor, &[InformationCategory::MedicationVisits]);
        fine(fine(world.app.tell(&desk(&haruka), id, told).await));
        for (table, rows) in contents(&world, &[]).await {
            for word in ["medication_visits", "when_unwell", DOCTOR] {
                let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
                let holds = |row: &String| row.contains(word) || row.to_lowercase().contains(&digits);
                assert!(!rows.iter().any(holds), "{table} tells {word}");
            }
        }
        let person = fine(seen_by(&world, &haruka, id).await).file.case.person;
        let now = world.app.now();
        ended_long_ago(&world).await;
        // Three years with a leap day, and the day after.
        for (days, is_let_go) in [(0, false), (3 * 365 + 1, false), (3 * 365 + 2, true)] {
            let at = now.plus(TimeDelta::days(days));
            let header = header(77);
            let erased = world.store.act(&header, move |work| {
                Box::pin(async move { Ok(work.erase_person(person, at).await?) })
            });
            let erased: Result<(), Stop<String>> = erased.await;
            match erased {
                Ok(()) => assert!(is_let_go, "after {days} days"),
                Err(Stop::Fault(StoreFault::KeptByLaw(until))) => {
                    assert!(!is_let_go && until == day("2029-11-20"), "after {days} days");
                    let kept = fine(records_of(&world, &haruka, id).await).file.provisions;
                    assert_eq!(kept.len(), 1, "nothing was erased");
                }
                Err(other) => panic!("{other}"),
            }
        }
        assert!(contents(&world, &[]).await["provision"].is_empty());
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn a_supporter_says_that_they_talked_and_finds_the_record(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let to = ConsentRecipient::Named(doctor).code();
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let (told, list) = (format!("/cases/{id}/told"), format!("/cases/{id}/records"));
        let ask = format!("/cases/{id}/consents/ask");
        assert!(browser.look(&format!("/cases/{id}")).await.html.contains(&told), "on every case page");
        let page = browser.look(&list).await;
        assert_sound("no records", &page.html);
        assert!(page.says("この期間に伝えた記録は、ありません"), "{}", page.html);
        let page = browser.look(&told).await;
        assert_sound("telling", &page.html);
        let form = Form::on(&page.html, &told);
        let nothing = form.clone().send(&browser).await;
        assert!(nothing.status == 422 && nothing.says("だれに伝えたかを選んでください"), "{}", nothing.html);
        let form = form.with("to", &to).with("category", "medication_visits").with("how", "phone");
        let refused = form.clone().send(&browser).await;
        assert_eq!(refused.status, 422);
        assert_sound("a consent is missing", &refused.html);
        assert!(refused.says("この情報を伝える同意がありません"), "{}", refused.html);
        assert!(refused.html.contains("checked"), "what was chosen is there");
        let asking = Form::on(&refused.html, &ask).send(&browser).await;
        assert_sound("asking, filled", &asking.html);
        assert_eq!(asking.status, 200);
        let chosen = Form::on(&asking.html, &ask);
        assert_eq!(chosen.says("to_medical_cooperation"), to, "whom it is about was chosen beforehand");
        assert_eq!(chosen.says("q_medical_cooperation_body"), "", "and nothing is answered");
        let again = browser.look(&told).await;
        assert!(again.html.contains("checked"), "and what was chosen waits: {}", again.html);
        assert!(fine(records_of(&world, &haruka, id).await).file.provisions.is_empty());

        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let done = Form::on(&again.html, &told).send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        assert!(!browser.look(&told).await.html.contains("checked"), "it waits no more");
        let page = browser.look(&list).await;
        assert_sound("a record", &page.html);
        for words in [DOCTOR, "服薬・通院", "本人の同意", "haruka"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let earlier = browser.look(&format!("{list}?from=2026-01-01&until=2026-11-19")).await;
        assert!(!earlier.says(DOCTOR) && earlier.says("ありません"), "{}", earlier.html);
        let unread = browser.look(&format!("{list}?from=x")).await;
        assert!(unread.says("日を 2026-04-01 の"), "{}", unread.html);
        server.stop().await;
    }
}

fn heard(from: Partner, on: &str) -> ReceiptForm {
    ReceiptForm {
        from,
        told_by: None,
        address: Some(line("高槻市1-2-3")),
        head: Some(line("だいひょう たろう")),
        obtained: ObtainedHow::InTheirWork,
        ground: ReceivedBy::Consent,
        categories: some(&[InformationCategory::MedicationVisits]),
        what: Some(prose("薬がかわった")),
        means: Means::Phone,
        on: day(on),
    }
}

on_every_database! {
    async fn what_came_in_is_kept_with_from_whom_and_how_they_knew(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        fine(fine(app.note_receipt(&writer, id, heard(Partner::InTeam(doctor), "2026-11-18")).await));
        let nurse = Partner::typed(line("かんごしさん"));
        fine(fine(app.note_receipt(&writer, id, heard(nurse, "2026-11-19")).await));
        let later = app.note_receipt(&writer, id, heard(Partner::InTeam(doctor), "2026-11-21"));
        assert_eq!(fine(later.await).err(), Some(ReceiveRefusal::Receipt(ReceiptFault::Later)));
        let elsewhere = app.note_receipt(&desk(&sora), id, heard(Partner::InTeam(doctor), "2026-11-18")).await;
        assert_eq!(fine(elsewhere).err(), Some(ReceiveRefusal::Case(ConsentRefusal::NotFound)));

        let receipts = fine(records_of(&world, &haruka, id).await).file.receipts;
        let told: Vec<(&str, Option<&str>)> = receipts
            .iter()
            .map(|receipt| (receipt.from.name.as_str(), receipt.from.head.as_deref()))
            .collect();
        let head = Some("だいひょう たろう");
        assert_eq!(told, [("かんごしさん", head), (DOCTOR, head)], "the newest first");
        assert_eq!(receipts[1].obtained, ObtainedHow::InTheirWork);
        assert_eq!(receipts[1].what, Some(prose("薬がかわった")));
        let span = RecordsSpan { from: Some(day("2026-11-19")), until: None };
        let newer = fine(fine(app.records(&haruka.principal, id, span).await)).file.receipts;
        assert_eq!(newer.len(), 1);

        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let received = format!("/cases/{id}/records/received");
        let page = browser.look(&received).await;
        assert_sound("receiving", &page.html);
        let form = Form::on(&page.html, &received).with("from", "typed").with("category", "skills");
        let nobody = form.clone().send(&browser).await;
        assert!(nobody.status == 422 && nobody.says("だれから聞いたか、名前を入れてください"), "{}", nobody.html);
        let form = form.with("typed", "学校の先生").with("means", "meeting").with("obtained", "from_person");
        let done = form.with("ground", "consent").send(&browser).await;
        let list = format!("/cases/{id}/records");
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let page = browser.look(&list).await;
        assert_sound("what came in", &page.html);
        for words in ["学校の先生", "かんごしさん", "薬がかわった", "本人から聞いた"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let table = browser.look(&format!("{list}/csv?until=2026-11-18")).await;
        assert!(table.disposition.contains("records.csv"), "{}", table.disposition);
        let rows: Vec<&str> = table.html.lines().collect();
        assert_eq!(rows.len(), 2, "{}", table.html);
        assert!(rows[1].contains(DOCTOR) && rows[1].contains(NAME), "{}", table.html);
        let paper = browser.look(&format!("{list}/paper")).await;
        assert!(paper.html.starts_with("%PDF-") && paper.disposition.contains("records.pdf"));
        let everybody = browser.look("/cases/records?from=2026-11-19").await;
        assert_sound("everybody's records", &everybody.html);
        assert!(everybody.says("伝えた記録 0件、聞いた記録 2件"), "{}", everybody.html);
        let table = browser.look("/cases/records/csv?from=2026-11-19").await;
        assert!(table.html.contains("学校の先生") && !table.html.contains("2026-11-18"), "{}", table.html);
        let paper = browser.look("/cases/records/paper").await;
        assert!(paper.html.starts_with("%PDF-"), "{}", paper.status);
        let others = browser_of(&server, &sora);
        let theirs = others.look("/cases/records").await;
        assert!(theirs.says("この期間の記録は、ありません"), "{}", theirs.html);
        for file in ["csv", "xlsx", "paper"] {
            assert_eq!(others.look(&format!("{list}/{file}")).await.status, 404, "{file}");
        }
        server.stop().await;
        let person = fine(seen_by(&world, &haruka, id).await).file.case.person;
        let now = app.now();
        let header = header(78);
        ended_long_ago(&world).await;
        let erased = world.store.act(&header, move |work| {
            Box::pin(async move { Ok(work.erase_person(person, now).await?) })
        });
        let erased: Result<(), Stop<String>> = erased.await;
        let kept = matches!(erased, Err(Stop::Fault(StoreFault::KeptByLaw(_))));
        assert!(kept, "what came in is kept as long as what was told");
    }
}
