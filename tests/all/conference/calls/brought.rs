//! What the person brings along to a conference they read on their pages and on their own sheets, and nobody else who is
//! called reads it anywhere.

use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::paper::Sheet;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::cases::person::PreferredContact;
use renkei_domain::conference::invitation::{CallChannel, CheckedHow, OwnSide};
use renkei_domain::conference::{Outline, ToBring};
use renkei_tests::mail_server::MailServer;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};
use serde_json::json;

use super::mails::{carried, entry, words};
use super::own_side::{contacted_by, sheet, with_family};
use super::{At, ready, seen, sent};
use crate::conference::{conference_of, linked, stepped};
use crate::consent::{case_with_a_doctor, day, desk, prose, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const OWN_FAX: &str = "072-000-0014";
const MIRROR: &str = "ちいさな鏡";
const BRINGS: &str = "ちいさな鏡\nにんじんの絵";

/// What it says on the sheet that the person finds on their pages.
async fn on_own_sheet(world: &World, who: &Somebody, at: At, paper: ConferencePaper) -> Sheet {
    let made = world.app.conference_on_paper(&who.principal, at, paper);
    fine(fine(made.await))
}

on_every_database! {
    async fn the_person_reads_what_to_bring_and_no_mail_tells_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let hinata = linked(&world, &haruka, case, "hinata").await;
        contacted_by(&world, &haruka, case, PreferredContact::Message).await;
        let at = ready(&world, &haruka, case).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = format!("/cases/{case}/conferences/{}", at.1);
        let edit = format!("{page}/edit/outline");
        let empty = browser.look(&edit).await;
        let form = Form::on(&empty.html, &edit);
        let long = form.clone().with("to_bring", &"鏡".repeat(201)).send(&browser).await;
        assert_eq!(long.status, 422, "{}", long.html);
        assert_sound("too much to bring", &long.html);
        assert!(long.says("長すぎます。200文字までにしてください。"), "{}", long.html);
        let kept = form.with("to_bring", BRINGS).send(&browser).await;
        assert_eq!(kept.leads_to.as_ref(), Some(&page), "{}", kept.html);
        for (reader, path) in [
            (&haruka, page.clone()),
            (&haruka, format!("{page}/history")),
            (&hinata, "/my".to_owned()),
            (&hinata, format!("/my/cases/{case}/conferences/{}", at.1)),
        ] {
            let shown = browser_of(&server, reader).look(&path).await;
            assert_sound(&path, &shown.html);
            assert!(shown.says(MIRROR), "{path}: {}", shown.html);
        }
        server.stop().await;

        // What it is changed: the person sees it once more, and then it leaves.
        fine(stepped(&world, &haruka, at, ConferenceStep::Shown(day("2026-11-20"))).await);
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let mails = MailServer::start();
        carried(&world, &mails, 2).await;
        for mail in mails.accepted() {
            let told = format!("{} {:?}", words(&mail), entry(&mail));
            assert!(!told.contains(MIRROR), "{told}");
        }
        let made = on_own_sheet(&world, &hinata, at, ConferencePaper::PersonCall).await;
        let Sheet::PersonCall(paper) = made else { panic!("another sheet") };
        let brings = paper.to_bring.map(|things| things.prose().to_string());
        assert_eq!(brings.as_deref(), Some(BRINGS));

        let api = api(&world);
        let read = format!("{{ conference(id: \"{}\") {{ place toBring }} }}", at.1);
        let told = asked(&api, &haruka.principal, &read).await["data"]["conference"].take();
        assert_eq!(told["toBring"], json!(BRINGS), "{told}");
        let scoped = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..haruka.principal.clone() };
        let told = asked(&api, &scoped, &read).await["data"]["conference"].take();
        assert_eq!(told, json!({ "place": "高槻市役所 3階", "toBring": null }));
        let begin = |text: &str| format!(
            "mutation {{ createConference(input: {{ case: \"{case}\", kind: CASE_CONFERENCE, purpose: REVIEW_PLAN, toBring: \"{text}\" }}) {{ conference {{ toBring }} refusal {{ message }} }} }}"
        );
        let refused = asked(&api, &haruka.principal, &begin(&"鏡".repeat(201))).await["data"]["createConference"].take();
        assert_eq!(refused["refusal"]["message"], json!("もってくるものを、200文字までで書いてください。"), "{refused}");
        let begun = asked(&api, &haruka.principal, &begin(MIRROR)).await["data"]["createConference"].take();
        assert_eq!(begun["conference"]["toBring"], json!(MIRROR), "{begun}");
    }
}

on_every_database! {
    async fn neither_the_family_nor_a_fax_is_told_what_the_person_brings(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        contacted_by(&world, &haruka, case, PreferredContact::Visit).await;
        let at = ready(&world, &haruka, case).await;
        let outline = conference_of(&world, &haruka, case, at.1).await.outline;
        let outline = Outline { to_bring: Some(fine(ToBring::new(prose(BRINGS)))), ..outline };
        fine(stepped(&world, &haruka, at, ConferenceStep::Describe(outline)).await);
        with_family(&world, &haruka, at).await;
        // By FAX it would lie where others read it.
        let person = OwnSide::Person.seat(at.1);
        let by_fax = WayStep::Choose {
            channel: CallChannel::Fax,
            target: Some(line(OWN_FAX)),
            reason: prose("本人から聞いた"),
        };
        let confirmed = WayStep::Confirm { number: line(OWN_FAX), how: CheckedHow::ByPhone };
        for step in [by_fax, confirmed] {
            let now = seen(&world, &haruka, at).await;
            fine(fine(app.change_call_way(&desk(&haruka), now, person, step).await));
        }
        assert_eq!(sent(&world, &haruka, at).await, (6, 0));
        let family = sheet(&world, &haruka, at, OwnSide::Family).await;
        assert_eq!(family.to_bring, None);
        let made = app.conference_call_on_paper(&haruka.principal, at, person, CallSheet::Fax).await;
        let Sheet::PersonCall(paper) = fine(fine(made)) else { panic!("another sheet") };
        assert_eq!(paper.to_bring, None);
    }
}
