//! A signature on the screen: an addition to the PIN, taken as numbers alone, kept sealed, and drawn anew for whoever
//! may read the consents.

use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::{HowForm, Sitting};
use renkei_domain::consent::evidence::{Proof, ProofFormat};
use renkei_domain::consent::given::{DeviceOwner, EvidenceKind};
use renkei_domain::consent::signature::{LONGEST_SIGNATURE, Signature};
use renkei_domain::consent::{ConsentRecipient, PartyId};
use renkei_domain::ids::CaseId;
use renkei_domain::people::Standing;
use renkei_store::Stop;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};

use super::{agreed, case_with_a_doctor, desk, seen_by, sitting, staff, two_agencies};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::{fine, header};

const PIN: &str = "2580";

/// A name in three strokes, and how it looks as a path.
const NAME: &str = "120,90 130,340;120,200 320,190;420,80 400,200 330,330";
const PATH: &str = "M120 90L130 340M120 200L320 190M420 80L400 200L330 330";

/// A case of somebody with a card, who linked their account with it.
async fn with_a_card(world: &World) -> (Somebody, Somebody, CaseId, PartyId) {
    let app = &world.app;
    let [here, _] = two_agencies(world).await;
    let haruka = staff(world, here, "haruka").await;
    let hanako = somebody(app, Standing::Person, "hanako").await;
    let (id, doctor) = case_with_a_doctor(world, &haruka, here).await;
    let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
    fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
    let Some(own) = fine(app.whoever(&hanako.secret).await) else {
        panic!("signed in")
    };
    fine(fine(app.make_card(&own, PIN, None).await));
    (haruka, hanako, id, doctor)
}

on_every_database! {
    async fn a_person_signs_on_the_screen_and_both_sides_see_what_was_drawn(world) {
        let world = world.seeded().await;
        let (haruka, hanako, id, doctor) = with_a_card(&world).await;
        let [_, there] = two_agencies(&world).await;
        let sora = staff(&world, there, "sora").await;
        let server = world.serve().await;
        let [office, person, stranger] = [&haruka, &hanako, &sora].map(|who| browser_of(&server, who));
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = office.look(&ask).await;
        assert_sound("asking", &page.html);
        assert!(page.says("<canvas") && page.says("/signature.js?v="), "{}", page.html);
        let form = Form::on(&page.html, &ask);
        assert_eq!(form.says("signature"), "", "nothing is signed beforehand");
        let to = ConsentRecipient::Named(doctor).code();
        let done = form
            .with("q_medical_cooperation_body", "yes")
            .with("to_medical_cooperation", &to)
            .with("q_daily_contact_work", "yes")
            .with("to_daily_contact", &to)
            .with("how", "on_screen")
            .with("form_agreed", "yes")
            .with("pin", PIN)
            .with("signature", NAME)
            .send(&office)
            .await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);

        let view = fine(seen_by(&world, &haruka, id).await);
        let file = &view.file;
        let consents: Vec<_> = file.ledger.consents.iter().map(|one| one.id).collect();
        assert_eq!((consents.len(), file.evidence.len()), (2, 1), "one signature shows the whole sitting");
        let kept = &file.evidence[0];
        assert_eq!((kept.format, kept.shows.len()), (ProofFormat::Signature, 2));
        for one in &file.askings {
            assert_eq!(one.asking.evidence.map(|shown| shown.kind), Some(EvidenceKind::ScreenSignature));
        }
        let given = fine(fine(world.app.evidence(&haruka.principal, id, kept.id).await));
        assert_eq!(given, Proof::Signature(fine(Signature::parse(NAME))));
        let none = fine(world.app.evidence(&sora.principal, id, kept.id).await);
        assert_eq!(none.err(), Some(ConsentRefusal::NotFound));

        let seen = format!("{list}/{}/evidence", consents[0]);
        let page = office.look(&list).await;
        assert_sound("a signature", &page.html);
        assert!(page.says(&seen) && page.says("画面の 署名") && !page.says("紙の 写し"), "{}", page.html);
        let page = office.look(&seen).await;
        assert_sound("what was drawn", &page.html);
        assert!(page.says(PATH) && !page.says("type=\"file\""), "{}", page.html);
        let page = b"%PDF-1.4\n%%EOF";
        assert_eq!(office.send_file(&seen, &[("once", "page-1")], "a.pdf", page).await.status, 404);
        let file = format!("{list}/scan/{}", kept.id);
        assert!(person.look(&list).await.says(&file));
        for browser in [&office, &person] {
            let taken = browser.look(&file).await;
            assert_eq!((taken.status, taken.kind.as_str(), taken.kept.as_str()), (200, "image/svg+xml", "no-store"));
            assert!(taken.html.starts_with("<svg ") && taken.html.contains(PATH), "{}", taken.html);
        }
        assert_eq!(stranger.look(&file).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_signature_is_kept_sealed_and_gone_with_its_person(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (haruka, _, id, doctor) = with_a_card(&world).await;
        let how = HowForm::OnScreen {
            device: DeviceOwner::Person,
            pin: PIN.to_owned(),
            signature: Some(fine(Signature::parse(NAME))),
        };
        let sitting = Sitting { how, ..sitting() };
        let form = agreed(doctor, "2027-11-19");
        fine(fine(app.record_consents(&desk(&haruka), id, sitting, vec![form]).await));
        let view = fine(seen_by(&world, &haruka, id).await);
        assert_eq!(view.file.evidence.len(), 1);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let part = "330,330";
        let digits: String = part.bytes().map(|byte| format!("{byte:02x}")).collect();
        for (table, rows) in contents(&world, &[]).await {
            let holds = |row: &String| row.contains(part) || row.to_lowercase().contains(&digits);
            assert!(!rows.iter().any(holds), "{table} tells what was drawn");
        }
        let (person, at) = (view.file.case.person, header(77).at);
        let header = header(77);
        ended_long_ago(&world).await;
        let erased = world.store.act(&header, move |work| {
            Box::pin(async move {
                work.erase_person(person, at).await?;
                Ok::<(), Stop<()>>(())
            })
        });
        erased.await.expect("the person is erased");
        let left = contents(&world, &[]).await;
        for table in ["evidence", "evidence_of_consent", "evidence_piece"] {
            assert!(left[table].is_empty(), "{table}");
        }
    }
}

on_every_database! {
    async fn what_is_no_signature_is_refused_and_none_is_asked_for(world) {
        let world = world.seeded().await;
        let (haruka, _, id, doctor) = with_a_card(&world).await;
        let server = world.serve().await;
        let office = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = office.look(&ask).await;
        let form = Form::on(&page.html, &ask)
            .with("q_medical_cooperation_body", "yes")
            .with("to_medical_cooperation", &ConsentRecipient::Named(doctor).code())
            .with("how", "on_screen")
            .with("form_agreed", "yes")
            .with("pin", PIN);
        let unasked = form.clone().with("form_agreed", "").send(&office).await;
        assert_sound("nobody asked whether a screen is well", &unasked.html);
        assert!(unasked.status == 422 && unasked.says("画面で答えてよいか、本人にきいて"), "{}", unasked.html);
        let long = "10,20 900,450 ".repeat(LONGEST_SIGNATURE / 10);
        for (drawn, words) in [
            ("450,200", "みじかすぎて読めません"),
            (";", "読みとれませんでした"),
            ("<svg onload=alert(1)>", "読みとれませんでした"),
            ("10,20 901,20 30,400", "読みとれませんでした"),
            (long.as_str(), "署名が長すぎます"),
        ] {
            let refused = form.clone().with("signature", drawn).send(&office).await;
            assert_sound("no signature", &refused.html);
            assert!(refused.status == 422 && refused.says(words), "{words}: {}", refused.html);
            assert!(!refused.says("onload") && !refused.says("901,20"), "{}", refused.html);
        }
        let on_paper = form.clone().with("how", "written").with("signature", NAME).send(&office).await;
        assert!(on_paper.status == 422 && on_paper.says("「画面で」答えたときだけ"), "{}", on_paper.html);
        assert_eq!(Form::on(&on_paper.html, &ask).says("signature"), NAME, "what was drawn is not lost");
        assert!(fine(seen_by(&world, &haruka, id).await).file.ledger.consents.is_empty());

        let done = form.send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        assert_eq!((view.file.ledger.consents.len(), view.file.evidence.len()), (1, 0));
        let seen = format!("{list}/{}/evidence", view.file.ledger.consents[0].id);
        assert_eq!(office.look(&seen).await.status, 404, "there is nothing to look at");
        server.stop().await;
    }
}
