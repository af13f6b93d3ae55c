//! Networks by GraphQL: what the page of a network does, a program that speaks for somebody signed in does too.

use renkei_app::Caller;
use renkei_domain::access::principal::{Assurance, Door, Principal, TokenScope, Who};
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::people::Standing;
use renkei_graphql::{Api, global_id};
use renkei_tests::on_every_database;
use serde_json::{Value, json};
use uuid::Uuid;

use super::programs::{asked, sent};
use super::{coordinator, desk, network};
use crate::migrations::body;
use crate::people::agency;
use crate::record::fine;

const RENAME: &str = "mutation($input: RenameNetworkInput!) { renameNetwork(input: $input) { network { name } refusal { code message } } }";
const REDRAW: &str = "mutation($input: ChangeNetworkAreaInput!) { changeNetworkArea(input: $input) { network { areaCodes area { name } } refusal { code } } }";
const DISMISS: &str = "mutation($input: DismissNetworkMemberInput!) { dismissNetworkMember(input: $input) { network { members { id name } } refusal { code } } }";
const READ: &str = "query($id: ID!) { network(id: $id) { id name mayChangeArea members { name } } networkHistory(id: $id) { by purpose networkChanges { field before after } } }";

const FOUND: &str = "mutation($input: FoundNetworkInput!) { foundNetwork(input: $input) { network { id name areaCodes } refusal { code } } }";
const ADMIT: &str = "mutation($input: AdmitNetworkMemberInput!) { admitNetworkMember(input: $input) { network { members { name } } refusal { code } } }";
const APPOINT: &str = "mutation($input: NameNetworkSecretariatInput!) { nameNetworkSecretariat(input: $input) { network { secretariat { id name } } refusal { code } } }";
const UNDO: &str = "mutation($input: UndoNetworkChangeInput!) { undoNetworkChange(input: $input) { network { name areaCodes members { name } secretariat { name } } refusal { code } } }";
const TELL: &str = "mutation($input: IntroduceNetworkInput!) { introduceNetwork(input: $input) { network { about } refusal { code } } }";
const ACTS: &str =
    "query($id: ID!) { networkHistory(id: $id) { act networkChanges { field canBeUndone } } }";

/// Somebody at the desk who has just shown who they are.
fn desk_fresh() -> Principal {
    Principal {
        assurance: Assurance::Fresh,
        ..coordinator(1).principal
    }
}

/// Somebody who runs the installation, likewise.
fn operator() -> Principal {
    Principal {
        who: Who::Account(AccountId::from_uuid(Uuid::from_u128(799))),
        standings: vec![Standing::Operator],
        networks: Vec::new(),
        ..desk_fresh()
    }
}

on_every_database! {
    async fn a_desk_changes_its_network_by_graphql_as_far_as_on_its_page(world) {
        desk(&world).await;
        let app = &world.app;
        fine(fine(app.register_organization(Caller::COMMAND, agency(), body("青葉の会")).await));
        fine(app.admit_members(Caller::COMMAND, network(), vec![agency()]).await);
        let api = Api::new(world.app.clone());
        let id = network().to_string();

        let renaming = |seen: &str| json!({ "network": id, "name": "みなみの網", "seen": seen, "idempotencyKey": "once" });
        let done = sent(&api, desk_fresh(), RENAME, renaming("網")).await;
        assert_eq!(done, json!({ "network": { "name": "みなみの網" }, "refusal": null }));
        assert_eq!(sent(&api, desk_fresh(), RENAME, renaming("網")).await, done, "one effect");
        let other = json!({ "network": id, "name": "きたの網", "seen": "網" });
        let late = sent(&api, desk_fresh(), RENAME, other).await;
        assert_eq!((&late["refusal"]["code"], &late["network"]["name"]), (&json!("CHANGED"), &json!("みなみの網")));
        let wrong = sent(&api, desk_fresh(), RENAME, json!({ "network": id, "name": " " })).await;
        assert_eq!(wrong["refusal"]["code"], "INVALID");
        let nowhere = json!({ "network": Uuid::from_u128(9).to_string(), "name": "網" });
        for (who, code) in [(desk_fresh(), "NOT_ALLOWED"), (operator(), "NOT_FOUND")] {
            assert_eq!(sent(&api, who, RENAME, nowhere.clone()).await["refusal"]["code"], code);
        }

        let area = |codes: &[&str]| json!({ "network": id, "area": codes });
        let refused = sent(&api, desk_fresh(), REDRAW, area(&["272078"])).await;
        assert_eq!(refused["refusal"]["code"], "NOT_ALLOWED");
        for codes in [Vec::new(), vec!["131016"]] {
            let refused = sent(&api, operator(), REDRAW, area(&codes)).await;
            assert_eq!(refused["refusal"]["code"], "INVALID", "{codes:?}");
        }
        let done = sent(&api, operator(), REDRAW, area(&["272078", "272078"])).await;
        assert_eq!(done["network"], json!({ "areaCodes": ["272078"], "area": [{ "name": "高槻市" }] }));

        let leaving = json!({ "network": id, "organization": agency().to_string() });
        for (who, code) in [
            (coordinator(1).principal, "CONFIRM_AGAIN"),
            (Principal::anybody(), "SIGN_IN_FIRST"),
            (Principal { door: Door::Token(vec![TokenScope::DirectoryWrite]), ..desk_fresh() }, "NOT_ALLOWED"),
        ] {
            let refused = sent(&api, who, DISMISS, leaving.clone()).await;
            assert_eq!(refused["refusal"]["code"], code, "{refused}");
        }
        let done = sent(&api, desk_fresh(), DISMISS, leaving.clone()).await;
        assert_eq!(done, json!({ "network": { "members": [] }, "refusal": null }));
        assert_eq!(sent(&api, desk_fresh(), DISMISS, leaving).await["refusal"]["code"], "STATE");

        let told = asked(&api, desk_fresh(), READ, json!({ "id": id })).await;
        assert_eq!(told["network"], json!({ "id": id, "name": "みなみの網", "mayChangeArea": false, "members": [] }));
        let changes = |place: usize| &told["networkHistory"][place]["networkChanges"][0];
        assert_eq!(*changes(0), json!({ "field": "MEMBERS", "before": ["青葉の会"], "after": [] }));
        assert_eq!(*changes(1), json!({ "field": "NAME", "before": ["網"], "after": ["みなみの網"] }));
        assert_eq!(*changes(2), json!({ "field": "MEMBERS", "before": [], "after": ["青葉の会"] }));
        assert_eq!(*changes(3), json!({ "field": "NETWORK", "before": [], "after": ["網", "大阪府高槻市"] }));
        for who in [Principal::anybody(), Principal { standings: Vec::new(), ..desk_fresh() }] {
            let told = asked(&api, who, READ, json!({ "id": id })).await;
            assert_eq!(told, json!({ "network": Value::Null, "networkHistory": [] }));
        }
    }
}

on_every_database! {
    async fn whoever_runs_an_installation_founds_a_network_and_lets_organizations_in_by_graphql(world) {
        let office = desk(&world).await;
        let app = &world.app;
        fine(fine(app.register_organization(Caller::COMMAND, agency(), body("青葉の会")).await));
        let api = Api::new(world.app.clone());

        let founding = |area: &[&str]| json!({ "name": "となりの網", "area": area, "idempotencyKey": "found" });
        for who in [desk_fresh(), Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..operator() }] {
            assert_eq!(sent(&api, who, FOUND, founding(&["272078"])).await["refusal"]["code"], "NOT_ALLOWED");
        }
        for area in [Vec::new(), vec!["131016"]] {
            assert_eq!(sent(&api, operator(), FOUND, founding(&area)).await["refusal"]["code"], "INVALID", "{area:?}");
        }
        let done = sent(&api, operator(), FOUND, founding(&["272078", "272078"])).await;
        assert_eq!((&done["network"]["name"], &done["network"]["areaCodes"]), (&json!("となりの網"), &json!(["272078"])));
        assert_eq!(sent(&api, operator(), FOUND, founding(&["272078", "272078"])).await, done, "one effect");
        assert_eq!(fine(app.named_networks().await).len(), 2);

        // A desk that let in whom it chose would come to their cases: that is not its to do.
        let joining = |organization: String| json!({ "network": network().to_string(), "organization": organization });
        let refused = sent(&api, desk_fresh(), ADMIT, joining(agency().to_string())).await;
        assert_eq!(refused["refusal"]["code"], "NOT_ALLOWED");
        assert_eq!(fine(app.member_organizations(network()).await), Vec::new());
        let nobody = sent(&api, operator(), ADMIT, joining(Uuid::from_u128(9).to_string())).await;
        assert_eq!(nobody["refusal"]["code"], "INVALID");
        let done = sent(&api, operator(), ADMIT, joining(agency().to_string())).await;
        assert_eq!(done, json!({ "network": { "members": [{ "name": "青葉の会" }] }, "refusal": null }));

        let naming = |id: String, seen: Value| json!({ "network": network().to_string(), "agency": id, "seen": seen });
        let nowhere = global_id(ResourceId::from_uuid(Uuid::from_u128(9)));
        let refused = sent(&api, desk_fresh(), APPOINT, naming(nowhere.clone(), Value::Null)).await;
        assert_eq!(refused["refusal"]["code"], "INVALID");
        let late = sent(&api, desk_fresh(), APPOINT, naming(global_id(office), json!(nowhere))).await;
        assert_eq!(late, json!({ "network": { "secretariat": null }, "refusal": { "code": "CHANGED" } }));
        let done = sent(&api, desk_fresh(), APPOINT, naming(global_id(office), Value::Null)).await;
        assert_eq!(done["network"]["secretariat"], json!({ "id": global_id(office), "name": "ひなたの会" }));
    }
}

on_every_database! {
    async fn changes_of_a_network_are_taken_back_by_whoever_may_do_the_opposite(world) {
        let office = desk(&world).await;
        let app = &world.app;
        fine(fine(app.register_organization(Caller::COMMAND, agency(), body("青葉の会")).await));
        let api = Api::new(world.app.clone());
        let id = network().to_string();
        for (who, document, input) in [
            (desk_fresh(), RENAME, json!({ "network": id, "name": "みなみの網" })),
            (desk_fresh(), APPOINT, json!({ "network": id, "agency": global_id(office) })),
            (operator(), ADMIT, json!({ "network": id, "organization": agency().to_string() })),
            (desk_fresh(), DISMISS, json!({ "network": id, "organization": agency().to_string() })),
        ] {
            let done = sent(&api, who, document, input).await;
            assert_eq!(done["refusal"], Value::Null, "{document}: {done}");
        }
        let told = asked(&api, desk_fresh(), ACTS, json!({ "id": id })).await;
        let acts = told["networkHistory"].as_array().cloned().unwrap_or_default();
        let line = |place: usize| (acts[place]["networkChanges"][0]["field"].clone(), acts[place]["networkChanges"][0]["canBeUndone"].clone());
        // A desk lets nobody in, so that it takes no dismissal back; and what was founded stays.
        let lines: Vec<(Value, Value)> = (0..acts.len()).map(line).collect();
        assert_eq!(lines, [
            (json!("MEMBERS"), json!(false)),
            (json!("MEMBERS"), json!(true)),
            (json!("SECRETARIAT"), json!(true)),
            (json!("NAME"), json!(true)),
            (json!("NETWORK"), json!(false)),
        ]);

        let back = |place: usize, key: &str| json!({ "network": id, "act": acts[place]["act"], "field": lines[place].0, "idempotencyKey": key });
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(0, "a")).await["refusal"]["code"], "NOT_ALLOWED");
        assert_eq!(sent(&api, operator(), UNDO, back(4, "b")).await["refusal"]["code"], "STATE");
        // It has left since.
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(1, "c")).await["refusal"]["code"], "CHANGED");
        let done = sent(&api, operator(), UNDO, back(0, "d")).await;
        assert_eq!(done["network"]["members"], json!([{ "name": "青葉の会" }]));
        assert_eq!(sent(&api, operator(), UNDO, back(0, "d")).await, done, "one effect");
        assert_eq!(sent(&api, operator(), UNDO, back(0, "e")).await["refusal"]["code"], "CHANGED");
        let done = sent(&api, desk_fresh(), UNDO, back(1, "f")).await;
        assert_eq!(done["network"]["members"], json!([]));
        let done = sent(&api, desk_fresh(), UNDO, back(2, "g")).await;
        assert_eq!(done["network"]["secretariat"], Value::Null, "nobody was named before: {done}");
        let done = sent(&api, desk_fresh(), UNDO, back(3, "h")).await;
        assert_eq!(done["network"]["name"], "網");
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(3, "i")).await["refusal"]["code"], "CHANGED");

        let strange = json!({ "network": id, "act": Uuid::from_u128(9).to_string(), "field": "NAME" });
        assert_eq!(sent(&api, desk_fresh(), UNDO, strange.clone()).await["refusal"]["code"], "NOT_FOUND");
        assert_eq!(sent(&api, Principal::anybody(), UNDO, strange).await["refusal"]["code"], "SIGN_IN_FIRST");
    }
}

on_every_database! {
    async fn a_desk_tells_what_its_network_is_and_takes_that_back(world) {
        desk(&world).await;
        let api = Api::new(world.app.clone());
        let id = network().to_string();
        let telling = |about: &str, seen: &str| json!({ "network": id, "about": about, "seen": seen });
        let first = sent(&api, desk_fresh(), TELL, telling("月に1度\r\n集まります。", "")).await;
        assert_eq!(first, json!({ "network": { "about": "月に1度\n集まります。" }, "refusal": null }));
        let late = sent(&api, desk_fresh(), TELL, telling("毎週集まります。", "")).await;
        assert_eq!(late["refusal"]["code"], "CHANGED");
        let done = sent(&api, desk_fresh(), TELL, telling("", "月に1度\n集まります。")).await;
        assert_eq!(done, json!({ "network": { "about": null }, "refusal": null }));
        let long = sent(&api, desk_fresh(), TELL, telling(&"長".repeat(4_001), "")).await;
        assert_eq!(long["refusal"]["code"], "INVALID");
        assert_eq!(sent(&api, Principal::anybody(), TELL, telling("だれか", "")).await["refusal"]["code"], "SIGN_IN_FIRST");

        let told = asked(&api, desk_fresh(), ACTS, json!({ "id": id })).await;
        let back = |place: usize| json!({ "network": id, "act": told["networkHistory"][place]["act"], "field": "ABOUT" });
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(1)).await["refusal"]["code"], "CHANGED");
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(0)).await["refusal"], Value::Null);
        assert_eq!(sent(&api, desk_fresh(), UNDO, back(1)).await["refusal"], Value::Null);
        let networks = fine(world.store.networks().await);
        assert!(networks.iter().all(|network| network.about.is_none()), "{networks:?}");
    }
}
