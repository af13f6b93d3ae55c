//! Finding a date by GraphQL, for the staff who prepare the conference.

use renkei_domain::access::principal::Principal;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::begun;
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};

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
        let api = api(&world);
        let open = |begins: &str| format!(
            "mutation {{ openPoll(input: {{ id: \"{id}\", version: 1, begins: [{begins}], minutes: 60, deadline: \"2026-11-27\", \
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
