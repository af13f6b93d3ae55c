//! Finding a date by GraphQL, for the staff who prepare the conference.

use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::{CallChannel, CheckedHow};
use renkei_tests::on_every_database;
use renkei_tests::statements::counted;
use serde_json::{Value, json};

use super::poll_sent::{FAX, choose, way};
use super::polls::polled;
use super::{begun, stepped};
use crate::consent::{case_with_a_doctor, day, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::migrations::line;
use crate::record::fine;

/// What comes back of a change.
const BACK: &str = "{ conference { version state poll { state isComplete isQuorumMet faxDeadline candidates { id begins quorum yes waiting reasons } \
    respondents { id isPerson answer { way marks { mark } wishes } } } } links { isPerson participant code } refusal { code message } }";

on_every_database! {
    async fn staff_ask_about_dates_and_type_answers_in_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Shown(day("2026-11-20"))).await);
        let api = api(&world);
        let open = |begins: &str| format!(
            "mutation {{ openPoll(input: {{ id: \"{id}\", version: 2, begins: [{begins}], minutes: 60, deadline: \"2026-11-27\", \
             needsPerson: true, works: \"月-金 9:00-16:00\" }}) {BACK} }}"
        );
        let over = open("\"2026-11-19T10:00:00+09:00\"");
        let over = asked(&api, &haruka.principal, &over).await["data"]["openPoll"].take();
        assert_eq!(over["refusal"]["code"], json!("STATE"), "{over}");
        let dates = open("\"2026-12-03T10:00:00+09:00\", \"2026-12-04T16:30:00+09:00\"");
        for (stranger, code) in [(&sora.principal, "NOT_FOUND"), (&Principal::anybody(), "SIGN_IN_FIRST")] {
            let refused = asked(&api, stranger, &dates).await["data"]["openPoll"].take();
            assert_eq!((&refused["refusal"]["code"], &refused["links"]), (&json!(code), &json!([])));
        }
        let opened = asked(&api, &haruka.principal, &dates).await["data"]["openPoll"].take();
        assert_eq!(opened["refusal"], Value::Null, "{opened}");
        assert_eq!(opened["links"][0]["isPerson"], json!(true), "{opened}");
        let poll = &opened["conference"]["poll"];
        assert_eq!((&opened["conference"]["state"], &poll["state"]), (&json!("POLLING"), &json!("OPEN")));
        assert_eq!(poll["faxDeadline"], json!("2026-11-26"));
        let best = &poll["candidates"][0];
        assert_eq!(best["begins"], json!("2026-12-04T07:30:00.000000Z"), "outside of the shift: {poll}");
        let (date, who) = (best["id"].as_str().unwrap_or_default(), poll["respondents"][0]["id"].as_str().unwrap_or_default());
        let answer = |way: &str| format!(
            "mutation {{ answerPoll(input: {{ id: \"{id}\", respondent: \"{who}\", marks: [{{ candidate: \"{date}\", mark: YES }}], \
             wishes: [ONLINE], way: {way}, saidAt: \"2026-11-20T09:00:00+09:00\" }}) {BACK} }}"
        );
        let link = asked(&api, &haruka.principal, &answer("LINK")).await["data"]["answerPoll"].take();
        assert_eq!(link["refusal"]["code"], json!("STATE"), "by a link they answer themselves: {link}");
        let kept = asked(&api, &haruka.principal, &answer("PHONE")).await["data"]["answerPoll"].take();
        let poll = &kept["conference"]["poll"];
        assert_eq!((&poll["isComplete"], &poll["isQuorumMet"]), (&json!(true), &json!(true)), "{kept}");
        assert_eq!(poll["candidates"][0]["reasons"][0], json!("本人は ○ です。"));
        assert_eq!(poll["respondents"][0]["answer"]["wishes"], json!(["ONLINE"]));
        let further = format!("mutation {{ makePollLink(input: {{ id: \"{id}\" }}) {BACK} }}");
        let further = asked(&api, &haruka.principal, &further).await["data"]["makePollLink"].take();
        assert_ne!(further["links"][0]["code"], opened["links"][0]["code"], "{further}");
        let close = format!("mutation {{ closePoll(input: {{ id: \"{id}\" }}) {BACK} }}");
        let closed = asked(&api, &haruka.principal, &close).await["data"]["closePoll"].take();
        assert_eq!(closed["conference"]["poll"]["state"], json!("CLOSED"), "{closed}");
        let read = format!("{{ conference(id: \"{id}\") {{ poll {{ state }} }} }}");
        let nothing = asked(&api, &sora.principal, &read).await["data"].take();
        assert_eq!(nothing, json!({ "conference": null }));
    }
}

on_every_database! {
    async fn staff_ask_by_the_way_of_each_and_say_what_became_of_it_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        choose(&world, &haruka, of, (CallChannel::Fax, FAX)).await;
        let confirm = WayStep::Confirm { number: line(FAX), how: CheckedHow::ByPhone };
        way(&world, &haruka, of, confirm).await;
        let (api, id) = (api(&world), of.id);
        let back = "conference { poll { respondents { isPerson messages { id says channel target code state evidence } } } } refusal { code }";
        let send = format!("mutation {{ sendPoll(input: {{ id: \"{id}\" }}) {{ prepared stuck {back} }} }}");
        let stranger = asked(&api, &sora.principal, &send).await["data"]["sendPoll"].take();
        assert_eq!((&stranger["refusal"]["code"], &stranger["prepared"]), (&json!("NOT_FOUND"), &Value::Null), "{stranger}");
        let sent = asked(&api, &haruka.principal, &send).await["data"]["sendPoll"].take();
        assert_eq!((&sent["prepared"], &sent["stuck"], &sent["refusal"]), (&json!(1), &json!(1), &Value::Null), "{sent}");
        let message = |kept: &Value| {
            let all = kept["conference"]["poll"]["respondents"].as_array().cloned().unwrap_or_default();
            let doctor = all.into_iter().find(|one| one["isPerson"] == json!(false)).unwrap_or_default();
            doctor["messages"][0].clone()
        };
        let fax = message(&sent);
        assert_eq!((&fax["says"], &fax["channel"], &fax["target"], &fax["state"]), (&json!("ASK"), &json!("FAX"), &json!(FAX), &json!("PREPARED")));
        let mark = |what: &str| format!(
            "mutation {{ markPollNotice(input: {{ id: \"{id}\", notice: {}, what: {what}, evidence: \"送信レポート 10:05\" }}) {{ {back} }} }}",
            fax["id"]
        );
        let stranger = asked(&api, &sora.principal, &mark("SENT")).await["data"]["markPollNotice"].take();
        assert_eq!(stranger["refusal"]["code"], json!("NOT_FOUND"), "{stranger}");
        let marked = asked(&api, &haruka.principal, &mark("SENT")).await["data"]["markPollNotice"].take();
        let fax = message(&marked);
        assert_eq!((&fax["state"], &fax["evidence"]), (&json!("SENT"), &json!("送信レポート 10:05")), "{marked}");
    }
}

on_every_database! {
    async fn a_list_of_conferences_with_polls_and_mail_is_read_by_as_many_statements_as_one(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let api = api(&world);
        let fields = "poll { state respondents { name messages { state } } candidates { yes } } receivedReplies { state }";
        let list = format!("{{ conferences(id: \"{case}\") {{ {fields} }} }}");
        let mut fewest = Vec::new();
        for many in [1, 3] {
            for _ in fewest.len()..many {
                polled(&world, &haruka, case, doctor).await;
            }
            let mut counts = Vec::new();
            // Once in a second the store asks whether its tables are still those of the database.
            for _ in 0..3 {
                let (told, statements) = counted(asked(&api, &haruka.principal, &list)).await;
                let all = told["data"]["conferences"].as_array().cloned().unwrap_or_default();
                assert!(all.iter().all(|one| one["poll"]["state"] == json!("OPEN")), "{told}");
                counts.push((all.len(), statements));
            }
            fewest.extend(counts.into_iter().min());
        }
        let (few, many) = (fewest[0], fewest[1]);
        assert_eq!((few.0, many.0), (1, 3));
        assert_eq!(few.1, many.1, "{fewest:?}");
    }
}
