//! The same in the browser of the host, on the phone of whoever was called, and by a program.

use renkei_tests::browser::Browser;
use renkei_tests::mail_server::MailServer;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::super::mails::carried;
use super::super::{NAMES, call_of, ready, sent};
use super::{NO_NUMBER, code};
use crate::consent::{NAME, case_with_a_doctor, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;

/// What stands between two words.
fn between<'p>(html: &'p str, before: &str, after: &str) -> &'p str {
    let rest = html.split_once(before).unwrap_or_default().1;
    rest.split(after).next().unwrap_or_default()
}

on_every_database! {
    async fn a_host_sends_a_link_and_tells_its_number_and_whoever_has_both_reads(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let mail = MailServer::start();
        carried(&world, &mail, 1).await;
        let server = world.serve().await;
        let (desk, phone) = (browser_of(&server, &haruka), Browser::at(&server));
        let board = format!("/cases/{case}/conferences/{}/calls", at.1);
        let invited = call_of(&world, &haruka, at, NAMES[0]).await.id;
        let to = format!("{board}/to/{invited}");
        let page = desk.look(&to).await;
        assert_sound("one who was called by mail", &page.html);
        assert!(!page.says("リンクを止める"), "{}", page.html);
        let press = Form::on(&page.html, &format!("{to}/link"));
        let made = press.send(&desk).await;
        assert_eq!(made.status, 200, "{}", made.html);
        assert_sound("a number to be told", &made.html);
        let number = between(&made.html, "電話で伝える番号: <span class=\"reach-target\">", "<").to_owned();
        assert_eq!(number.len(), NO_NUMBER.len(), "{}", made.html);
        let twice = press.send(&desk).await;
        assert!(twice.status == 422 && !twice.says(&number), "{}", twice.html);
        assert!(twice.says("番号はいちどしか出ない"), "{}", twice.html);
        assert!(!desk.look(&to).await.says(&number), "it is shown once");
        carried(&world, &mail, 2).await;
        assert!(desk.look(&board).await.says("まだ開かれていません"));

        // Whatever code stands in the address, the page is the same until the number is right.
        let link = format!("/whom/{}", code(&mail));
        let strange = "/whom/2345-6789-ABCD-EFGH";
        for (name, value) in [("code", ""), ("code", NO_NUMBER), ("code", "ばんごう")] {
            let (mine, other) = (phone.send(&link, &[(name, value)]).await, phone.send(strange, &[(name, value)]).await);
            assert_sound("a wrong number", &mine.html);
            assert_eq!((mine.status, other.status), (422, 422), "{value}");
            let [mine, other] = [mine, other].map(|page| between(&page.html, "<main", "name=\"once\"").replace(&link, strange));
            assert_eq!(mine, other, "{value}");
        }
        let page = phone.look(&link).await;
        assert_sound("a link", &page.html);
        assert_eq!(page.status, 200);
        assert!(!page.says(NAME) && page.says("開いただけでは"), "{}", page.html);
        assert!(desk.look(&board).await.says("まだ開かれていません"), "looking opens nothing");
        let told = Form::on(&page.html, &link).with("code", &number).send(&phone).await;
        assert_sound("who it is about", &told.html);
        assert_eq!((told.status, told.kept.as_str()), (200, "no-store"));
        assert!(told.says(NAME) && told.says("親展です"), "{}", told.html);
        let page = desk.look(&board).await;
        assert!(page.says("リンクが開かれました") && page.says("リンクと番号"), "{}", page.html);

        // Whoever has no link that can be pressed types its code.
        let typed = phone.look("/whom").await;
        assert_sound("a code to type", &typed.html);
        let typed = Form::on(&typed.html, "/whom").with("link", &code(&mail)).with("code", &number);
        assert!(typed.send(&phone).await.says(NAME));
        let page = desk.look(&to).await;
        let stopped = Form::on(&page.html, &format!("{to}/link-stop")).send(&desk).await;
        assert_eq!(stopped.leads_to.as_ref(), Some(&to), "{}", stopped.html);
        let late = typed.send(&phone).await;
        assert!(late.status == 422 && !late.says(NAME), "{}", late.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_program_sends_a_link_reads_what_became_of_it_and_ends_it(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        let api = api(&world);
        let call = call_of(&world, &haruka, at, NAMES[0]).await;
        let of = format!("conference: \"{}\", invitation: \"{}\", version: {}", at.1, call.id, call.version);
        let link = format!("mutation {{ linkWhoItIsAbout(input: {{ {of}, idempotencyKey: \"link-1\" }}) {{ number refusal {{ code }} }} }}");
        let end = format!("mutation {{ endWhoItIsAboutLink(input: {{ {of} }}) {{ refusal {{ code }} }} }}");
        let board = format!("{{ conferenceCalls(id: \"{}\") {{ name aboutLink {{ state until openedAt ended }} }} }}", at.1);
        let strange = asked(&api, &sora.principal, &link).await["data"]["linkWhoItIsAbout"].take();
        assert_eq!(strange, json!({ "number": null, "refusal": { "code": "NOT_FOUND" } }));
        let made = asked(&api, &haruka.principal, &link).await["data"]["linkWhoItIsAbout"].take();
        assert_eq!(made["refusal"], Value::Null, "{made}");
        assert_eq!(made["number"].as_str().map(str::len), Some(NO_NUMBER.len()), "{made}");
        let again = asked(&api, &haruka.principal, &link).await["data"]["linkWhoItIsAbout"].take();
        assert_eq!((&again["number"], &again["refusal"]["code"]), (&Value::Null, &json!("MADE_BEFORE")), "{again}");
        let states = async || {
            let told = asked(&api, &haruka.principal, &board).await["data"]["conferenceCalls"].take();
            let rows = told.as_array().cloned().unwrap_or_default();
            let row = rows.iter().find(|row| row["name"] == NAMES[0]).cloned().unwrap_or_default();
            row["aboutLink"].clone()
        };
        let before = states().await;
        assert_eq!((&before["state"], &before["ended"]), (&json!("PREPARED"), &Value::Null), "{before}");
        let ended = asked(&api, &haruka.principal, &end).await["data"]["endWhoItIsAboutLink"].take();
        assert_eq!(ended["refusal"], Value::Null, "{ended}");
        let after = states().await;
        assert_eq!((&after["state"], &after["ended"]), (&json!("ENDED"), &json!("STOPPED")), "{after}");
        let hand = format!("mutation {{ tellWhoItIsAbout(input: {{ {of}, how: LINK_AND_CODE }}) {{ refusal {{ code }} }} }}");
        let by_hand = asked(&api, &haruka.principal, &hand).await["data"]["tellWhoItIsAbout"].take();
        assert_eq!(by_hand["refusal"]["code"], json!("STATE"), "{by_hand}");
    }
}
