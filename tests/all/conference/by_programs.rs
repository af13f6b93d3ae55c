//! What people do on pages of a conference beside preparing it, done by programs: the person's own side, copies of the
//! minutes, sheets as PDF, hours at which somebody comes to meetings, links.

use chrono::TimeDelta;
use renkei_app::conference::minutes::{AttendanceStep, NotesForm, SeenNotes};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::paper::Sheet;
use renkei_app::provisions::read::RecordsSpan;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::conference::{Coming, Turnout};
use renkei_domain::consent::Means;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::minutes::{agreed_to, held};
use super::paper::pdf;
use super::polls::{poll_of, polled};
use super::{a_slot, begun, conference_of, linked, member_of, stepped, view_of};
use crate::consent::{case_with_a_doctor, desk, prose, recorded, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::record::fine;

on_every_database! {
    async fn the_person_reads_and_speaks_of_their_own_conferences_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let api = api(&world);
        let fields = "{ id case version state maySpeak seenOn sheets halfPage { lead } polls { isOpen } \
            participants { id isWaiting hears unwantedSince } agenda { title } words { wishes toTalk asks } }";
        let read = format!("{{ ownConferences {fields} ownConference(id: \"{id}\") {fields} }}");
        let told = asked(&api, &hanako.principal, &read).await["data"].take();
        let own = told["ownConference"].clone();
        assert_eq!(told["ownConferences"], json!([own]), "{told}");
        assert_eq!((&own["id"], &own["case"]), (&json!(id.to_string()), &json!(case.to_string())));
        assert_eq!((&own["maySpeak"], &own["seenOn"], &own["halfPage"]), (&json!(true), &Value::Null, &Value::Null));
        assert_eq!(own["sheets"], json!(["PERSON_AGENDA"]));
        assert_eq!(own["participants"][0]["isWaiting"], json!(true), "nobody agreed yet: {own}");
        let known = conference_of(&world, &hanako, case, id).await;
        assert_eq!(own["agenda"].as_array().map(Vec::len), Some(known.agenda.items.len()));

        let speak = |version: i64, says: &str| format!(
            "mutation {{ speakInConference(input: {{ id: \"{id}\", version: {version}, says: {{ {says} }} }}) \
             {{ conference {fields} refusal {{ code message }} }} }}"
        );
        let token = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..hanako.principal.clone() };
        let alone = format!("{{ ownConferences(id: \"{case}\") {fields} ownConference(id: \"{id}\") {fields} }}");
        for (stranger, code) in [
            (&haruka.principal, "NOT_FOUND"),
            (&sora.principal, "NOT_FOUND"),
            (&token, "NOT_FOUND"),
            (&Principal::anybody(), "SIGN_IN_FIRST"),
        ] {
            let nothing = asked(&api, stranger, &alone).await["data"].take();
            assert_eq!(nothing, json!({ "ownConferences": null, "ownConference": null }), "{stranger:?}");
            let refused = asked(&api, stranger, &speak(known.version, "wish: REST")).await["data"]["speakInConference"].take();
            assert_eq!((&refused["refusal"]["code"], &refused["conference"]), (&json!(code), &Value::Null), "{stranger:?}");
        }
        assert_eq!(conference_of(&world, &haruka, case, id).await, known);

        let said = async |version: i64, says: &str| {
            asked(&api, &hanako.principal, &speak(version, says)).await["data"]["speakInConference"].take()
        };
        // Pressing twice says it once, as on the page; an older version stands in the way of looking alone.
        for _ in 0..2 {
            let rested = said(known.version, "wish: REST").await;
            assert_eq!(rested["conference"]["words"], json!({ "wishes": null, "toTalk": null, "asks": ["REST"] }), "{rested}");
        }
        let words = said(known.version, "words: { toTalk: \"休けいのこと\" }").await;
        assert_eq!(words["conference"]["words"], json!({ "wishes": null, "toTalk": "休けいのこと", "asks": ["REST"] }), "{words}");
        let after_all = said(known.version, "wishNoMore: REST").await;
        assert_eq!(after_all["conference"]["words"]["asks"], json!([]), "{after_all}");
        let participant = known.participants[0].id;
        let away = said(known.version, &format!("notThem: \"{participant}\"")).await;
        let today = json!(world.app.now().in_japan().date.to_string());
        assert_eq!(away["conference"]["participants"][0]["unwantedSince"], today, "{away}");
        let view = view_of(&world, &haruka, case).await;
        let coming = view.called(&view.conferences[0]).remove(0).coming;
        assert!(matches!(coming, Coming::Unwanted(_)), "{coming:?}");
        let back = said(known.version, &format!("themAfterAll: \"{participant}\"")).await;
        assert_eq!(back["conference"]["participants"][0]["unwantedSince"], Value::Null, "{back}");
        let stale = said(known.version, "saw: true").await;
        assert_eq!(stale["refusal"]["code"], json!("CHANGED"), "{stale}");
        let now = stale["conference"]["version"].as_i64().unwrap_or_default();
        let saw = said(now, "saw: true").await;
        assert_eq!((&saw["refusal"], &saw["conference"]["seenOn"]), (&Value::Null, &today), "{saw}");
        let nobody = said(now, "notThem: \"x\"").await;
        assert_eq!(nobody["refusal"]["code"], json!("STATE"), "{nobody}");
    }
}

on_every_database! {
    async fn staff_read_copies_of_the_minutes_and_hand_them_over_by_graphql(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = held(&world, &haruka, case, doctor).await;
        let conference = conference_of(&world, &haruka, case, id).await;
        let one = &conference.participants[0];
        let absent = AttendanceStep::Came(Turnout::Absent);
        fine(fine(app.mark_attendance(&desk(&haruka), (case, id), one.id, absent).await));
        for item in &conference.agenda.items {
            let seen = SeenNotes { case, conference: id, item: Some(item.id), version: 0 };
            let form = NotesForm { said: Some(prose("hanashita-koto")), ..NotesForm::default() };
            fine(fine(app.write_minutes(&desk(&haruka), seen, form).await));
        }
        let api = api(&world);
        let copies = "copies { participant name wasThere heldBack own { said } items { item title notes { said } } \
            views { name said } decisions { what } tells }";
        let read = format!("{{ conference(id: \"{id}\") {{ {copies} halfPage {{ lead ask nextBegins decisions {{ what }} }} }} }}");
        let before = asked(&api, &haruka.principal, &read).await["data"]["conference"].take();
        assert_eq!(before["copies"], json!([]), "whoever may read nothing gets nothing");
        assert_eq!(before["halfPage"]["decisions"], json!([]), "{before}");
        let hand = format!(
            "mutation {{ handMinutesCopy(input: {{ id: \"{id}\", participant: \"{}\", how: DOCUMENT }}) \
             {{ conference {{ id }} refusal {{ code }} }} }}",
            one.id
        );
        let early = asked(&api, &haruka.principal, &hand).await["data"]["handMinutesCopy"].take();
        assert_eq!(early["refusal"]["code"], json!("STATE"), "{early}");

        recorded(&world, &haruka, case, agreed_to(doctor, &[Means::Document])).await;
        let view = view_of(&world, &haruka, case).await;
        let minutes = view.minutes(id);
        let page = fine(view.copy(&conference, &minutes, one).ok_or("a copy"));
        let told = asked(&api, &haruka.principal, &read).await["data"]["conference"].take();
        let copy = &told["copies"][0];
        assert_eq!((&copy["participant"], &copy["wasThere"], &copy["own"]), (&json!(one.id.to_string()), &json!(false), &Value::Null));
        assert_eq!((&copy["heldBack"], copy["items"].as_array().map(Vec::len)), (&json!(page.held_back), Some(page.items.len())));
        assert_eq!(copy["items"][0]["title"], json!(page.items[0].0.title.as_str()), "{copy}");
        assert_eq!(copy["items"][0]["notes"]["said"], json!("hanashita-koto"), "{copy}");
        assert_eq!(copy["tells"].as_array().map(Vec::len), Some(page.tells.len()), "{copy}");
        let scoped = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..haruka.principal.clone() };
        let without = asked(&api, &scoped, &read).await["data"]["conference"].take();
        assert_eq!(without, json!({ "copies": [], "halfPage": null }));
        for (stranger, code) in [
            (&sora.principal, "NOT_FOUND"),
            (&hanako.principal, "NOT_FOUND"),
            (&scoped, "NOT_FOUND"),
            (&Principal::anybody(), "SIGN_IN_FIRST"),
        ] {
            let refused = asked(&api, stranger, &hand).await["data"]["handMinutesCopy"].take();
            assert_eq!((&refused["refusal"]["code"], &refused["conference"]), (&json!(code), &Value::Null), "{stranger:?}");
        }
        let by_fax = hand.replace("DOCUMENT", "FAX");
        let withheld = asked(&api, &haruka.principal, &by_fax).await["data"]["handMinutesCopy"].take();
        assert_eq!(withheld["refusal"]["code"], json!("WITHHELD"), "{withheld}");
        let handed = asked(&api, &haruka.principal, &hand).await["data"]["handMinutesCopy"].take();
        assert_eq!(handed["refusal"], Value::Null, "{handed}");
        let span = RecordsSpan::default();
        let records = fine(fine(app.records(&haruka.principal, case, span).await)).file.provisions;
        let [kept] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((kept.record.means, kept.record.categories()), (Means::Document, page.tells));
    }
}

on_every_database! {
    async fn whoever_may_print_a_sheet_fetches_it_for_ten_minutes_by_graphql(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        recorded(&world, &haruka, case, agreed_to(doctor, &[Means::Document])).await;
        let id = held(&world, &haruka, case, doctor).await;
        let api = api(&world);
        let ask = |rest: &str| format!(
            "mutation {{ conferencePdf(input: {{ id: \"{id}\", {rest} }}) {{ path until refusal {{ code message }} }} }}"
        );
        let made = async |who: &Principal, rest: &str| {
            asked(&api, who, &ask(rest)).await["data"]["conferencePdf"].take()
        };
        let token = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..haruka.principal.clone() };
        for (stranger, sheet, code) in [
            (&sora.principal, "HALF_PAGE", "NOT_FOUND"),
            (&token, "HALF_PAGE", "NOT_FOUND"),
            (&hanako.principal, "MATERIAL", "NOT_FOUND"),
            (&hanako.principal, "FAX", "NOT_FOUND"),
            (&hanako.principal, "POLL_LETTER", "NOT_FOUND"),
            (&Principal::anybody(), "HALF_PAGE", "SIGN_IN_FIRST"),
            // Nobody wrote what is handed over, and a FAX is tested for somebody.
            (&haruka.principal, "HANDOVER_RECORD", "NOT_FOUND"),
            (&haruka.principal, "FAX_TEST", "NOT_FOUND"),
        ] {
            let refused = made(stranger, &format!("sheet: {sheet}")).await;
            assert_eq!((&refused["path"], &refused["until"]), (&Value::Null, &Value::Null), "{sheet}: {refused}");
            assert_eq!(refused["refusal"]["code"], json!(code), "{sheet}: {refused}");
        }
        let own = made(&hanako.principal, "sheet: HALF_PAGE").await;
        let keyed = "sheet: MATERIAL, idempotencyKey: \"a\"";
        let material = made(&haruka.principal, keyed).await;
        assert_eq!((&own["refusal"], &material["refusal"]), (&Value::Null, &Value::Null), "{own} {material}");
        let again = made(&haruka.principal, keyed).await;
        assert_eq!((&again["refusal"]["code"], &again["path"]), (&json!("MADE_BEFORE"), &Value::Null), "{again}");
        let path = |made: &Value| made["path"].as_str().unwrap_or_default().to_owned();
        let secret = |made: &Value| path(made).trim_start_matches("/conference/sheet/").to_owned();
        let sheet = fine(fine(app.fetched_conference_sheet(&secret(&own)).await));
        assert!(matches!(sheet, Sheet::AfterMeeting(_)), "what the person takes home");
        let sheet = fine(fine(app.fetched_conference_sheet(&secret(&material)).await));
        assert!(matches!(sheet, Sheet::Material(_)), "the material");
        assert!(fine(app.map_sheet(&secret(&own)).await).is_err(), "no sheet of a map");

        // The same words as on the sheet of the page; whoever holds the address needs nothing else.
        let server = world.serve().await;
        let printed = format!("/my/cases/{case}/conferences/{id}/paper/half-page");
        let by_page = fine(pdf(&server, &hanako, &printed).await.ok_or("a sheet"));
        assert_eq!(pdf(&server, &sora, &path(&own)).await, Some(by_page));
        assert_eq!(pdf(&server, &haruka, "/conference/sheet/x").await, None);
        // What one may not read any more is there no more, and neither is anything once its minutes are over.
        fine(fine(app.leave_case(&desk(&hanako), case).await));
        assert_eq!(pdf(&server, &hanako, &path(&own)).await, None);
        assert!(pdf(&server, &haruka, &path(&material)).await.is_some());
        world.clock.set(app.now().plus(TimeDelta::minutes(11)));
        assert_eq!(pdf(&server, &haruka, &path(&material)).await, None);
        server.stop().await;
    }
}

on_every_database! {
    async fn staff_type_in_when_somebody_comes_to_meetings_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        let poll = poll_of(&world, &haruka, of).await;
        let who = fine(poll.respondents.last().ok_or("somebody")).id;
        let api = api(&world);
        let record = |hours: &str| format!(
            "mutation {{ recordPollHours(input: {{ id: \"{}\", respondent: \"{who}\", hours: {hours} }}) \
             {{ conference {{ poll {{ respondents {{ id meetingHours }} }} }} links {{ code }} refusal {{ code }} }} }}",
            of.id
        );
        let typed = async |who: &Principal, hours: &str| {
            asked(&api, who, &record(hours)).await["data"]["recordPollHours"].take()
        };
        let hours = "\"月-金 13:00-17:00\"";
        for (stranger, code) in [(&sora.principal, "NOT_FOUND"), (&Principal::anybody(), "SIGN_IN_FIRST")] {
            let refused = typed(stranger, hours).await;
            assert_eq!((&refused["refusal"]["code"], &refused["conference"]), (&json!(code), &Value::Null), "{refused}");
        }
        let wrong = typed(&haruka.principal, "\"午後なら\"").await;
        assert_eq!(wrong["refusal"]["code"], json!("INVALID"), "{wrong}");
        let theirs = |kept: &Value| {
            let all = kept["conference"]["poll"]["respondents"].as_array().cloned().unwrap_or_default();
            let own = all.into_iter().find(|one| one["id"] == json!(who.to_string()));
            own.unwrap_or_default()["meetingHours"].clone()
        };
        let kept = typed(&haruka.principal, hours).await;
        let known = poll_of(&world, &haruka, of).await;
        let known = fine(known.respondent(who).ok_or("somebody")).meets.to_string();
        assert_eq!((&kept["refusal"], theirs(&kept)), (&Value::Null, json!(known)), "{kept}");
        assert!(!known.is_empty());
        let taken = typed(&haruka.principal, "null").await;
        assert_eq!((&taken["refusal"], theirs(&taken)), (&Value::Null, Value::Null), "{taken}");
    }
}

on_every_database! {
    async fn staff_read_what_is_open_and_what_became_of_a_conference_by_graphql(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = begun(&world, &haruka, case).await;
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let called = conference_of(&world, &haruka, case, id).await.participants[0].id;
        let api = api(&world);
        let then = "{ state begins minutes place participants { id unwantedSince } items }";
        let read = format!(
            "{{ openConferences {{ id case state begins endsOn }} own: openConferences(own: true) {{ id }} \
             conferenceHistory(id: \"{id}\") {{ by byName source purpose before {then} after {then} parts invited }} \
             conferenceCallDraft(id: \"{id}\", participant: \"{called}\") {{ subject text }} }}"
        );
        let told = asked(&api, &haruka.principal, &read).await["data"].take();
        let open = &told["openConferences"][0];
        assert_eq!((&open["id"], &open["case"]), (&json!(id.to_string()), &json!(case.to_string())), "{told}");
        assert_eq!((&open["state"], &open["begins"]), (&json!("SCHEDULED"), &json!("2026-12-04T06:00:00.000000Z")));
        assert_eq!(told["own"], json!([{ "id": id.to_string() }]));
        let acts = told["conferenceHistory"].as_array().cloned().unwrap_or_default();
        let page = fine(fine(app.conference_history(&haruka.principal, (case, id), None).await));
        assert_eq!(acts.len(), page.acts.len(), "{told}");
        let [newest, .., first] = acts.as_slice() else { panic!("{acts:?}") };
        assert_eq!((&newest["purpose"], &newest["by"], &newest["source"]), (&json!("FIX_CONFERENCE"), &json!("ACCOUNT"), &json!("PAGE")));
        assert_eq!((&newest["before"]["begins"], &newest["after"]["minutes"]), (&Value::Null, &json!(60)), "{newest}");
        assert_eq!(newest["after"]["participants"][0]["id"], json!(called.to_string()), "{newest}");
        assert_eq!((&first["purpose"], &first["before"]), (&json!("BEGIN_CONFERENCE"), &Value::Null), "{first}");
        let draft = fine(fine(app.call_draft(&haruka.principal, (case, id), called).await));
        assert_eq!(told["conferenceCallDraft"], json!({ "subject": draft.subject, "text": draft.text }));

        let colleague = asked(&api, &nagi.principal, &read).await["data"].take();
        assert_eq!((&colleague["openConferences"], &colleague["own"]), (&told["openConferences"], &json!([])));
        let token = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..haruka.principal.clone() };
        let nothing = json!({ "openConferences": [], "own": [], "conferenceHistory": null, "conferenceCallDraft": null });
        for stranger in [&sora.principal, &hanako.principal, &token, &Principal::anybody()] {
            assert_eq!(asked(&api, stranger, &read).await["data"].take(), nothing, "{stranger:?}");
        }
    }
}
