//! The page that came back with a name on it: taken by what is in it, kept sealed, given back as a file to whoever
//! may read the consents, gone with its person.

use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::{HowForm, Sitting};
use renkei_app::consent::sheet::SheetForm;
use renkei_domain::consent::ConsentRecipient;
use renkei_domain::consent::evidence::{LARGEST_SCAN, Proof, ProofFormat, Scan, ScanFormat};
use renkei_domain::consent::package::Package;
use renkei_domain::consent::sheet::AskedOccasion;
use renkei_domain::people::Standing;
use renkei_store::Stop;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;

use super::{
    agreed, case_with_a_doctor, day, desk, recorded, seen_by, sitting, staff, two_agencies,
};
use crate::cases::ended_long_ago;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::{fine, header};

/// What is looked for among bytes.
const SECRET: &str = "hanako-no-shomei";

/// A page of several pieces.
fn page(bytes: usize) -> Vec<u8> {
    let mut page = format!("%PDF-1.4\n{SECRET}\n").into_bytes();
    page.resize(bytes, b' ');
    page.extend_from_slice(b"\n%%EOF");
    page
}

fn scan(bytes: usize) -> Scan {
    fine(Scan::read(page(bytes)))
}

on_every_database! {
    async fn a_page_shows_all_that_stood_on_its_form_and_is_gone_with_its_person(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let writer = desk(&haruka);
        let package = Package::MedicalCooperation;
        let form = SheetForm {
            occasions: vec![AskedOccasion {
                package,
                recipients: [ConsentRecipient::Named(doctor)].into_iter().collect(),
                purposes: package.purposes(),
                means: package.means(),
            }],
            last_day: day("2027-11-19"),
            text_version: line("同意の質問"),
        };
        let sheet = fine(fine(app.make_consent_sheet(&writer, id, form).await)).0;
        let two = vec![agreed(doctor, "2027-11-19"), agreed(doctor, "2027-03-31")];
        fine(fine(app.record_answers(&writer, id, sitting(), (two, Some(sheet))).await));
        recorded(&world, &haruka, id, agreed(doctor, "2027-06-30")).await;
        let view = fine(seen_by(&world, &haruka, id).await);
        let ids: Vec<_> = view.file.ledger.consents.iter().map(|one| one.id).collect();
        assert!(view.file.askings.iter().all(|one| one.asking.evidence.is_none()));
        let sent = scan(200_000);
        fine(fine(app.keep_evidence(&writer, id, ids[0], sent.clone()).await));
        let view = fine(seen_by(&world, &haruka, id).await);
        let shown: Vec<bool> = view.file.askings.iter().map(|one| one.asking.evidence.is_some()).collect();
        assert_eq!(shown, [true, true, false], "both of the form, and not what was given beside it");
        let kept = view.file.evidence[0].id;
        assert_eq!(view.file.evidence[0].format, ProofFormat::Page(ScanFormat::Pdf));
        let given = fine(fine(app.evidence(&haruka.principal, id, kept).await));
        assert_eq!(given, Proof::Page(sent));
        let none = fine(app.evidence(&sora.principal, id, kept).await);
        assert_eq!(none.err(), Some(ConsentRefusal::NotFound));
        let refused = fine(app.keep_evidence(&desk(&sora), id, ids[0], scan(200)).await);
        assert_eq!(refused.err(), Some(ConsentRefusal::NotFound));

        let witness = HowForm::Oral { witness: line("聞いた人") };
        let by_word = Sitting { how: witness, ..sitting() };
        let oral = vec![agreed(doctor, "2027-11-19")];
        fine(fine(app.record_consents(&writer, id, by_word, oral).await));
        let view = fine(seen_by(&world, &haruka, id).await);
        let last = view.file.ledger.consents[3].id;
        let refused = fine(app.keep_evidence(&writer, id, last, scan(200)).await);
        assert_eq!(refused.err(), Some(ConsentRefusal::NotOnPaper));

        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
        let digits: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
        for (table, rows) in contents(&world, &[]).await {
            let holds = |row: &String| row.contains(SECRET) || row.to_lowercase().contains(&digits);
            assert!(!rows.iter().any(holds), "{table} tells what stands on the page");
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
        for table in ["consent_sheet", "consent_sheet_answer", "evidence", "evidence_of_consent", "evidence_piece"] {
            assert!(left[table].is_empty(), "{table}");
        }
    }
}

on_every_database! {
    async fn a_supporter_hands_a_page_in_and_both_sides_take_it_out(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        fine(fine(app.accept_case(&desk(&hanako), &link.code).await));
        let consent = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let server = world.serve().await;
        let [office, person, stranger] = [&haruka, &hanako, &sora].map(|who| browser_of(&server, who));
        let list = format!("/cases/{id}/consents");
        let desk = format!("{list}/{consent}/evidence");
        let shown = office.look(&desk).await;
        assert_sound("no page yet", &shown.html);
        assert!(!shown.html.contains("class=\"error"), "nothing is wrong yet");
        let script = b"<html><script>alert(1)</script></html>";
        let other = office.send_file(&desk, &[("once", "page-1")], "consent.pdf", script).await;
        assert!(other.status == 422 && other.says("PDF・JPEG・PNGのどれでもない"), "{}", other.html);
        assert_sound("another file", &other.html);
        let large = office.send_file(&desk, &[("once", "page-1")], "a.pdf", &page(LARGEST_SCAN)).await;
        assert!(large.status == 413 && large.says("大きすぎます"), "{}", large.html);
        assert_eq!(stranger.send_file(&desk, &[], "a.pdf", &page(200)).await.status, 404);
        for _ in 0..2 {
            let kept = office.send_file(&desk, &[("once", "page-1")], "花子.pdf", &page(200)).await;
            assert_eq!(kept.leads_to.as_ref(), Some(&list), "{}", kept.html);
        }
        let view = fine(seen_by(&world, &haruka, id).await);
        assert_eq!(view.file.evidence.len(), 1, "what is sent twice is kept once");
        let file = format!("{list}/scan/{}", view.file.evidence[0].id);
        for browser in [&office, &person] {
            let shown = browser.look(&list).await;
            assert_sound("a page", &shown.html);
            assert!(shown.html.contains(&file), "{}", shown.html);
            let taken = browser.look(&file).await;
            assert_eq!((taken.status, taken.kind.as_str(), taken.kept.as_str()), (200, "application/pdf", "no-store"));
            assert!(taken.disposition.starts_with("attachment;") && taken.html.contains(SECRET));
        }
        assert_eq!(stranger.look(&file).await.status, 404);
        assert_eq!(person.look(&desk).await.status, 404, "the person writes nothing here");
        server.stop().await;
    }
}
