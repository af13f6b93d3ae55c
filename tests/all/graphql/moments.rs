//! What depends on the moment is decided for the one that is asked about, and for one now in the whole
//! answer.

use renkei_graphql::global_id;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{api, seeded, told};

on_every_database! {
    async fn a_supporter_is_told_by_which_way_to_reach_a_hospital_and_when(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "query($id: ID!, $purpose: ContactPurpose, $at: DateTime, $sender: SenderKind) {
            resource(id: $id) { howToReach(purpose: $purpose, at: $at, sender: $sender) {
                now { way { channel target dial askFor desk } until isCertain next { state at isPerhapsEarlier } }
                later { way { channel } next { state at } }
                basis why never
            } }
        }";
        let id = global_id(seeded(301));
        let reach = async |variables: Value| {
            let mut variables = variables;
            variables["id"] = json!(id);
            told(&api, document, variables).await["resource"]["howToReach"].take()
        };
        let four = json!({ "state": "AT", "at": "2026-11-20T07:00:00.000000Z" });
        // It is 10:00 and the 精神保健福祉士 wants calls after 16:00. Null is the usual purpose and sender.
        let usual = reach(json!({})).await;
        assert_eq!(usual["now"], Value::Null);
        assert_eq!(usual["later"], json!([{ "way": { "channel": "PHONE" }, "next": four }]));
        assert_eq!(usual, reach(json!({ "purpose": "INTRODUCTION", "sender": "SUPPORTER", "at": null })).await);
        let routine = reach(json!({ "purpose": "ROUTINE" })).await;
        assert_eq!(routine["now"]["way"]["channel"], "FAX");
        assert_eq!(routine["basis"], "POLICY");
        assert!(routine["never"].as_array().is_some_and(|never| !never.is_empty()));
        // The same question about half past four, from a clock anywhere in the world.
        for at in ["2026-11-20T16:30:00+09:00", "2026-11-20T07:30:00Z"] {
            let now = reach(json!({ "purpose": "ROUTINE", "at": at })).await["now"].take();
            assert_eq!((&now["way"]["channel"], &now["isCertain"]), (&json!("PHONE"), &json!(true)), "{at}");
            assert_eq!(now["way"]["askFor"], "PSYCHIATRIC_SOCIAL_WORKER");
            assert_eq!(now["until"], "2026-11-20T08:00:00.000000Z");
            assert!(now["way"]["dial"].as_str().is_some_and(|dial| dial.bytes().all(|b| b.is_ascii_digit())));
        }
        let family = reach(json!({ "sender": "PERSON", "at": "2026-11-20T14:00:00+09:00" })).await;
        assert_eq!(family["now"]["way"]["desk"], "外来予約係");
        // An office that says nothing of Saturdays and 祝日: a sheet now, a call on Tuesday for certain.
        let saturday = json!({ "id": global_id(seeded(3)), "at": "2026-11-21T10:00:00+09:00" });
        let office = told(&api, document, saturday).await["resource"]["howToReach"].take();
        let (now, later) = (&office["now"], &office["later"][0]);
        assert_eq!((&now["way"]["channel"], &now["next"]["state"]), (&json!("FAX"), &json!("NOW")));
        let tuesday = json!({ "state": "AT", "at": "2026-11-24T01:00:00.000000Z" });
        assert_eq!(*later, json!({ "way": { "channel": "PHONE" }, "next": tuesday }));
        world.clock.set(japan("2026-11-20", "16:30"));
        assert_eq!(reach(json!({})).await["now"]["way"]["channel"], "PHONE");
    }
}

on_every_database! {
    async fn a_supporter_is_told_what_not_to_do_for_one_purpose_alone(world) {
        let world = world.seeded().await;
        let document = "query($id: ID!) { resource(id: $id) {
            usual: howToReach { never }
            documents: howToReach(purpose: DOCUMENTS) { never }
            contactPolicy { never rules { purpose doNot } }
        } }";
        let variables = json!({ "id": global_id(seeded(208)) });
        let resource = told(&api(&world), document, variables).await["resource"].take();
        let not_by_fax = json!(["申請書をFAXで送らない"]);
        assert_eq!((&resource["usual"]["never"], &resource["documents"]["never"]), (&json!([]), &not_by_fax));
        assert_eq!(resource["contactPolicy"], json!({ "never": [], "rules": [
            { "purpose": "INTRODUCTION", "doNot": [] },
            { "purpose": "DOCUMENTS", "doNot": not_by_fax },
            { "purpose": null, "doNot": [] },
        ] }));
    }
}

on_every_database! {
    async fn a_supporter_is_told_whether_an_office_is_open_and_when_next(world) {
        let world = world.seeded().await;
        let api = api(&world);
        let document = "query($id: ID!, $at: DateTime) { resource(id: $id) {
            openAt(at: $at) now: openAt nextOpening(at: $at) { state at isPerhapsEarlier } hours { notation lines { days plan isOpen } }
        } }";
        // Visiting nurses who answer day and night, and a hospital on a Friday night before a holiday.
        let nurses = told(&api, document, json!({ "id": global_id(seeded(304)), "at": "2027-01-01T03:00:00+09:00" })).await;
        assert_eq!(nurses["resource"]["openAt"], "OPEN");
        let now = json!({ "state": "NOW", "at": null, "isPerhapsEarlier": false });
        assert_eq!(nurses["resource"]["nextOpening"], now);
        assert_eq!(nurses["resource"]["hours"]["notation"], "月-日 0:00-24:00; 祝 0:00-24:00; 年末年始 0:00-24:00");
        let hospital = json!({ "id": global_id(seeded(301)), "at": "2026-11-20T23:00:00+09:00" });
        let hospital = told(&api, document, hospital).await;
        assert_eq!(hospital["resource"]["openAt"], "CLOSED");
        assert_eq!(hospital["resource"]["nextOpening"]["state"], "AT");
        assert!(hospital["resource"]["now"].is_string());
    }
}
