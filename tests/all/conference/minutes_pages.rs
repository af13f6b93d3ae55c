//! The minutes in the browser, without script and as a script saves them, and by GraphQL.

use renkei_app::conference::decide::SeenDecision;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::conference::DecisionState;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::minutes::held;
use super::paper::pdf;
use super::{begun, conference_of, linked, view_of};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn a_supporter_writes_minutes_without_script_and_the_person_reads_what_was_decided(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = held(&world, &haruka, case, doctor).await;
        let conference = conference_of(&world, &haruka, case, id).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let address = format!("/cases/{case}/conferences/{id}/minutes");
        let page = browser.look(&address).await;
        assert_sound("minutes", &page.html);
        assert!(page.says("まだ何も保存されていません") && page.says("1 本人の話"), "{}", page.html);
        for stranger in [&sora, &hanako] {
            assert_eq!(browser_of(&server, stranger).look(&address).await.status, 404);
        }

        let form = Form::pressed_by(&page.html, "話したこと").with("said", "休けいを取りにくい");
        let saved = form.clone().with("go_on", "1").send(&browser).await;
        let first = format!("{address}?item={}", conference.agenda.items[0].id);
        assert_eq!(saved.leads_to.as_ref(), Some(&first), "{}", saved.html);
        let page = browser.look(&format!("{address}?item=own")).await;
        assert!(page.says("10:31 に保存しました") && page.says("休けいを取りにくい"), "{}", page.html);

        // Somebody else sees both, and takes over by pressing.
        let other = browser_of(&server, &nagi);
        let seen = other.look(&address).await;
        assert!(seen.says("いま記録しているのは") && seen.says("記録を代わって保存する"), "{}", seen.html);
        let theirs = Form::pressed_by(&seen.html, "話したこと").with("said", "休けいは午後に1回");
        let taken = theirs.send(&other).await;
        assert!(taken.leads_to.is_some(), "{}", taken.html);
        let old = Form::pressed_by(&page.html, "話したこと").with("said", "つづきの言葉");
        let refused = old.send(&browser).await;
        assert_eq!(refused.status, 422);
        assert_sound("minutes that somebody else takes", &refused.html);
        for words in ["いま保存されている内容", "休けいは午後に1回", "つづきの言葉"] {
            assert!(refused.says(words), "{words}: {}", refused.html);
        }
        let script = [("by", "script"), ("once", "x-1"), ("item", "own"), ("version", "1"), ("said", "x")];
        let by_script = browser.send(&address, &script).await;
        assert_eq!((by_script.status, by_script.leads_to.clone()), (409, None), "{}", by_script.html);
        let script = [("by", "script"), ("once", "x-2"), ("item", "own"), ("version", "2"), ("said", "三つめ")];
        let by_script = other.send(&address, &script).await;
        assert_eq!((by_script.status, by_script.html.as_str()), (200, "3\n10:31 に保存しました"));

        let part = |code: &str, item: String| format!("{address}/edit/{code}?item={item}");
        let who = conference.participants[0].id.to_string();
        let page = browser.look(&part("came", who.clone())).await;
        assert_sound("whether somebody came", &page.html);
        let came = Form::pressed_by(&page.html, "出欠を書く");
        let nameless = came.clone().with("came", "substitute").send(&browser).await;
        assert_eq!(nameless.status, 422);
        assert!(nameless.says("代わりに出た人の名前を入れてください"), "{}", nameless.html);
        let present = came.with("came", "present").send(&browser).await;
        assert!(present.leads_to.is_some(), "{}", present.html);

        let page = browser.look(&part("decision", "own".to_owned())).await;
        assert_sound("a decision", &page.html);
        let decided = Form::pressed_by(&page.html, "決まったことを書く")
            .with("who", "person")
            .with("until", "2026-11-30")
            .with("what", "上司に休けいのことを話す");
        assert!(decided.send(&browser).await.leads_to.is_some());
        let page = browser.look(&address).await;
        assert!(page.says("上司に休けいのことを話す") && page.says("いまの同意では、この人が聞いてはいけなかったことがあります"), "{}", page.html);
        let list = format!("/cases/{case}/decisions");
        let page = browser.look(&list).await;
        assert_sound("decisions", &page.html);
        let done = Form::on(&page.html, &list).with("step", "done").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);

        let copy = browser.look(&format!("{address}/copies/{who}")).await;
        assert_sound("a copy", &copy.html);
        assert!(copy.says("この人が会議で聞いた内容です") && copy.says("三つめ"), "{}", copy.html);
        let half = browser.look(&format!("/cases/{case}/conferences/{id}/half-page")).await;
        assert_sound("the half page", &half.html);
        assert!(half.says("あなた") && half.says("上司に休けいのことを話す"), "{}", half.html);
        let page = browser.look(&format!("{address}/edit/next")).await;
        let next = Form::pressed_by(&page.html, "つぎの会議を用意する").with("on", "2026-12-18").with("clock", "15:00");
        let next = next.send(&browser).await;
        let leads_to = next.leads_to.expect("it leads to the next conference");
        assert!(browser.look(&leads_to).await.says("2026年12月18日(金) 15:00"));
        let outline = format!("{leads_to}/edit/outline");
        let page = browser.look(&outline).await;
        let brings = Form::on(&page.html, &outline).with("to_bring", "休けいの表");
        assert!(brings.send(&browser).await.leads_to.is_some());
        let half = browser.look(&format!("/cases/{case}/conferences/{id}/half-page")).await;
        assert!(half.says("もってくるもの") && half.says("休けいの表"), "{}", half.html);
        let sheet = format!("/my/cases/{case}/conferences/{id}/paper/half-page");
        let text = fine(pdf(&server, &hanako, &sheet).await.ok_or("a sheet"));
        assert!(text.contains("もってくるもの") && text.contains("休けいの表"), "{text}");

        let own = browser_of(&server, &hanako);
        let page = own.look(&format!("/my/cases/{case}/conferences/{id}")).await;
        assert_sound("what was decided, for the person", &page.html);
        for words in ["きまったこと", "上司に休けいのことを話す", "できた", "あなた"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn the_person_goes_home_with_who_does_what_until_when_on_paper(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = held(&world, &haruka, case, doctor).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let decide = format!("/cases/{case}/conferences/{id}/minutes/edit/decision?item=own");
        let decisions = [
            ("person", "上司に休けいのことを話す", ""),
            ("host", "職場を訪ねる", "電話で日をきめてから行く"),
            ("host", "やめになったこと", ""),
        ];
        for (who, what, how) in decisions {
            let page = browser.look(&decide).await;
            let form = Form::pressed_by(&page.html, "決まったことを書く");
            let form = form.with("who", who).with("until", "2026-11-30").with("what", what).with("how", how);
            let sent = form.send(&browser).await;
            assert!(sent.leads_to.is_some(), "{}", sent.html);
        }
        let view = view_of(&world, &haruka, case).await;
        let dropped = view.decisions.iter().find(|one| one.what.as_str() == "やめになったこと");
        let dropped = fine(dropped.ok_or("a decision"));
        let seen = SeenDecision { case, id: dropped.id, version: dropped.version };
        fine(fine(world.app.settle_decision(&desk(&haruka), seen, DecisionState::Dropped).await));

        let staffs = format!("/cases/{case}/conferences/{id}/paper/half-page");
        let own = format!("/my/cases/{case}/conferences/{id}/paper/half-page");
        let half = browser.look(&format!("/cases/{case}/conferences/{id}/half-page")).await;
        assert!(half.html.contains(&staffs), "{}", half.html);
        let page = browser_of(&server, &hanako).look(&format!("/my/cases/{case}/conferences/{id}")).await;
        assert!(page.html.contains(&own), "{}", page.html);
        for (who, address) in [(&haruka, &staffs), (&hanako, &own)] {
            let text = fine(pdf(&server, who, address).await.ok_or("a sheet"));
            for words in ["上司に休けいのことを話す", "あなた", "11月30日(月)", "職場を訪ねる", "電話で日をきめてから行く"] {
                assert!(text.contains(words), "{address}: {words}: {text}");
            }
            for words in ["hanako-no-doui", "やめになったこと"] {
                assert!(!text.contains(words), "{address} tells {words}: {text}");
            }
        }
        assert_eq!(pdf(&server, &sora, &staffs).await, None);
        let draft = begun(&world, &haruka, case).await;
        let early = format!("/cases/{case}/conferences/{draft}/paper/half-page");
        assert_eq!(pdf(&server, &haruka, &early).await, None, "nothing was decided yet");
        server.stop().await;
    }
}

/// What comes back of a change.
const BACK: &str = "{ conference { noteTaker notes { version said } participants { came } decisions { id version what by state } } refusal { code } }";

on_every_database! {
    async fn staff_record_minutes_and_decisions_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let who = conference_of(&world, &haruka, case, id).await.participants[0].id;
        let api = api(&world);
        let record = |version: u8, more: &str| {
            format!("mutation {{ done: recordMinutes(input: {{ id: \"{id}\", version: {version}, said: \"話した\" {more} }}) {BACK} }}")
        };
        let saved = asked(&api, &haruka.principal, &record(0, "")).await["data"]["done"].take();
        assert_eq!(saved["refusal"], Value::Null, "{saved}");
        assert_eq!(saved["conference"]["notes"], json!([{ "version": 1, "said": "話した" }]));
        let old = asked(&api, &haruka.principal, &record(0, "")).await["data"]["done"].take();
        assert_eq!(old["refusal"]["code"], json!("CHANGED"), "{old}");
        let other = asked(&api, &nagi.principal, &record(1, "")).await["data"]["done"].take();
        assert_eq!(other["refusal"]["code"], json!("STATE"), "{other}");
        let taken = asked(&api, &nagi.principal, &record(1, ", takeOver: true")).await["data"]["done"].take();
        assert_eq!(taken["conference"]["notes"][0]["version"], json!(2), "{taken}");
        let strange = asked(&api, &sora.principal, &record(2, "")).await["data"]["done"].take();
        assert_eq!((&strange["refusal"]["code"], &strange["conference"]), (&json!("NOT_FOUND"), &Value::Null));

        let came = format!("mutation {{ done: recordAttendance(input: {{ id: \"{id}\", participant: \"{who}\", came: ABSENT }}) {BACK} }}");
        let came = asked(&api, &haruka.principal, &came).await["data"]["done"].take();
        assert_eq!(came["conference"]["participants"], json!([{ "came": "ABSENT" }]), "{came}");
        let decide = format!("mutation {{ done: recordDecision(input: {{ id: \"{id}\", kind: ACT, byPerson: true, what: \"上司に話す\", dueOn: \"2026-11-30\" }}) {BACK} }}");
        let decided = asked(&api, &haruka.principal, &decide).await["data"]["done"].take();
        let one = &decided["conference"]["decisions"][0];
        assert_eq!((&one["by"], &one["state"]), (&json!("本人"), &json!("OPEN")), "{decided}");
        let settle = format!("mutation {{ done: settleDecision(input: {{ id: \"{id}\", decision: {}, version: 1, state: DONE }}) {BACK} }}", one["id"]);
        let settled = asked(&api, &haruka.principal, &settle).await["data"]["done"].take();
        assert_eq!(settled["conference"]["decisions"][0]["state"], json!("DONE"), "{settled}");
        let inquired = |on: &str| {
            format!("mutation {{ done: recordInquiry(input: {{ id: \"{id}\", participant: \"{who}\", askedOn: \"2026-11-18\", answeredOn: \"{on}\", view: \"月に1回でよい\" }}) {{ conference {{ participants {{ inquiry {{ answeredOn view }} }} }} refusal {{ code }} }} }}")
        };
        let early = asked(&api, &haruka.principal, &inquired("2026-11-17")).await["data"]["done"].take();
        assert_eq!(early["refusal"]["code"], json!("STATE"), "{early}");
        let inquired = asked(&api, &haruka.principal, &inquired("2026-11-19")).await["data"]["done"].take();
        let said = json!({ "answeredOn": "2026-11-19", "view": "月に1回でよい" });
        assert_eq!(inquired["conference"]["participants"][0]["inquiry"], said, "{inquired}");
        let version = conference_of(&world, &haruka, case, id).await.version;
        let next = |more: &str| {
            format!("mutation {{ done: beginNextConference(input: {{ id: \"{id}\", version: {version} {more} }}) {{ conference {{ id state place }} refusal {{ code }} }} }}")
        };
        let half = asked(&api, &haruka.principal, &next(", minutes: 60")).await["data"]["done"].take();
        assert_eq!(half["refusal"]["code"], json!("INVALID"), "{half}");
        let date = ", begins: \"2026-12-18T15:00:00+09:00\", minutes: 60, place: \"高槻市役所\"";
        let begun = asked(&api, &haruka.principal, &next(date)).await["data"]["done"].take();
        let conference = &begun["conference"];
        assert_eq!((&conference["state"], &conference["place"]), (&json!("SCHEDULED"), &json!("高槻市役所")), "{begun}");
        assert_ne!(conference["id"], json!(id.to_string()));
        let twice = asked(&api, &haruka.principal, &next("")).await["data"]["done"].take();
        assert!(twice["refusal"]["code"].is_string(), "{twice}");

        // A program that reads when people meet reads none of their words.
        let program = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..haruka.principal.clone() };
        let read = format!("{{ conference(id: \"{id}\") {{ state noteTaker notes {{ said }} decisions {{ what }} participants {{ came }} }} }}");
        let told = asked(&api, &program, &read).await["data"]["conference"].take();
        assert_eq!(told, json!({ "state": "HELD", "noteTaker": null, "notes": [], "decisions": [], "participants": [] }));
    }
}
