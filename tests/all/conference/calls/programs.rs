//! Calling people and entering their answers by GraphQL.

use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{NAMES, ready, seen};
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};

/// What comes back of a change.
const BACK: &str = "conference { invitations { id version name state channel says sequence reply { reply channel substitute wishes } replies { reply standing } messages { says channel marks { state phone evidence } } doubtfulReplies { id } } } refusal { code message }";

on_every_database! {
    async fn staff_call_people_and_enter_answers_by_graphql(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let api = api(&world);
        let (id, version) = (at.1, seen(&world, &haruka, at).await.version);
        let send = format!("mutation {{ sendInvitations(input: {{ id: \"{id}\", version: {version} }}) {{ prepared stuck {BACK} }} }}");
        let stranger = asked(&api, &sora.principal, &send).await["data"]["sendInvitations"].take();
        assert_eq!((&stranger["refusal"]["code"], &stranger["prepared"]), (&json!("NOT_FOUND"), &Value::Null), "{stranger}");
        let sent = asked(&api, &haruka.principal, &send).await["data"]["sendInvitations"].take();
        assert_eq!((&sent["prepared"], &sent["stuck"], &sent["refusal"]), (&json!(5), &json!(0), &Value::Null), "{sent}");
        let invitations = sent["conference"]["invitations"].as_array().cloned().unwrap_or_default();
        let by_fax = invitations.iter().find(|one| one["name"] == NAMES[1]).cloned().unwrap_or_default();
        assert_eq!((&by_fax["state"], &by_fax["channel"], &by_fax["says"]), (&json!("PREPARED"), &json!("FAX"), &json!("INVITATION")));

        let (invitation, version) = (&by_fax["id"], &by_fax["version"]);
        let record = |reply: &str| format!(
            "mutation {{ recordReply(input: {{ conference: \"{id}\", invitation: {invitation}, version: {version}, {reply}, channel: FAX }}) {{ {BACK} }} }}"
        );
        let nameless = asked(&api, &haruka.principal, &record("reply: SUBSTITUTE")).await["data"]["recordReply"].take();
        assert_eq!(nameless["refusal"]["code"], json!("INVALID"), "{nameless}");
        let entered = record("reply: SUBSTITUTE, substitute: \"山本\", wishes: [ONLINE]");
        let done = asked(&api, &haruka.principal, &entered).await["data"]["recordReply"].take();
        assert_eq!(done["refusal"], Value::Null, "{done}");
        let invitations = done["conference"]["invitations"].as_array().cloned().unwrap_or_default();
        let by_fax = invitations.iter().find(|one| one["name"] == NAMES[1]).cloned().unwrap_or_default();
        assert_eq!(by_fax["state"], json!("ANSWERED"));
        assert_eq!(by_fax["reply"], json!({ "reply": "SUBSTITUTE", "channel": "FAX", "substitute": "山本", "wishes": ["ONLINE"] }));
        assert_eq!(by_fax["replies"], json!([{ "reply": "SUBSTITUTE", "standing": "COUNTS" }]));
        let prepared = json!({ "state": "PREPARED", "phone": null, "evidence": null });
        assert_eq!(by_fax["messages"], json!([{ "says": "INVITATION", "channel": "FAX", "marks": [prepared] }]));
        let again = asked(&api, &haruka.principal, &entered).await["data"]["recordReply"].take();
        assert_eq!(again["refusal"]["code"], json!("CHANGED"), "{again}");

        // A program that reads when people meet does not read who is called, nor what they answered.
        let program = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..haruka.principal.clone() };
        let read = format!("{{ conference(id: \"{id}\") {{ state invitations {{ name }} }} }}");
        let told = asked(&api, &program, &read).await["data"]["conference"].take();
        assert_eq!(told, json!({ "state": "SCHEDULED", "invitations": [] }));
    }
}
