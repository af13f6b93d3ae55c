//! A program of a partner changes entries by GraphQL, with what its account may do.

use renkei_domain::access::principal::Principal;
use renkei_graphql::{Answer, Api, Call, CallMethod, global_id};
use renkei_tests::on_every_database;
use serde_json::{Value, json};

use super::{coordinator, desk, version};
use crate::record::fine;

const POLICY: &str = "mutation($input: UpdateContactPolicyInput!) {
    updateContactPolicy(input: $input) {
        resource { version contactPolicy { rules { ways { channel desk } } never note } }
        refusal { code message version fields { field code } }
    }
}";

const CAPACITY: &str = "mutation($input: UpdateCapacityInput!) {
    updateCapacity(input: $input) {
        resource { version capacity { available asOf } }
        refusal { code version }
    }
}";

/// What a mutation answers to somebody.
pub(super) async fn sent(api: &Api, who: Principal, document: &str, input: Value) -> Value {
    let data = asked(api, who, document, json!({ "input": input })).await;
    let payloads = data.as_object().and_then(|data| data.values().next());
    payloads.cloned().unwrap_or_default()
}

/// The data of a call in which nothing goes wrong.
pub(super) async fn asked(api: &Api, who: Principal, document: &str, variables: Value) -> Value {
    let Value::Object(variables) = variables else {
        panic!("variables are an object");
    };
    let call = Call {
        document: document.to_owned(),
        operation_name: None,
        variables,
        method: CallMethod::ReadOrWrite,
        principal: who,
    };
    match api.answer("0123456789abcdef0123456789abcdef", call).await {
        Answer::Executed(body) => {
            let answer: Value = fine(serde_json::from_slice(&body));
            assert!(answer.get("errors").is_none(), "{answer}");
            answer["data"].clone()
        }
        Answer::Refused { body, .. } => panic!("{}", String::from_utf8_lossy(&body)),
    }
}

on_every_database! {
    async fn a_program_replaces_a_contact_policy_and_is_told_its_mistakes(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let who = coordinator(1).principal;
        let seen = version(&world, id).await;
        let input = |ways: Value, key: &str| {
            json!({
                "id": global_id(id),
                "version": seen,
                "rules": [{ "ways": ways }],
                "never": ["担当者名を載せない"],
                "note": " ",
                "idempotencyKey": key,
            })
        };
        let wrong = sent(&api, who.clone(), POLICY, input(json!([]), "a")).await;
        assert_eq!(wrong["refusal"]["code"], "INVALID");
        assert_eq!(wrong["refusal"]["fields"], json!([{ "field": "rules[0].ways", "code": "EMPTY" }]));
        let way = json!([{ "channel": "PHONE", "desk": "受付" }]);
        let right = sent(&api, who.clone(), POLICY, input(way.clone(), "a")).await;
        let policy = json!({
            "rules": [{ "ways": [{ "channel": "PHONE", "desk": "受付" }] }],
            "never": ["担当者名を載せない"],
            "note": null,
        });
        assert_eq!(right, json!({
            "resource": { "version": seen + 1, "contactPolicy": policy },
            "refusal": null,
        }));
        let again = sent(&api, who.clone(), POLICY, input(way.clone(), "a")).await;
        assert_eq!(again, right, "the same under the same key");
        let bad_key = sent(&api, who, POLICY, input(way.clone(), "鍵")).await;
        assert_eq!(bad_key["refusal"]["fields"][0]["field"], "idempotencyKey");

        let nobody = sent(&api, Principal::anybody(), POLICY, input(way, "b")).await;
        assert_eq!(nobody["refusal"]["code"], "SIGN_IN_FIRST");
    }
}

on_every_database! {
    async fn a_program_that_comes_late_gets_the_entry_as_it_stands(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let seen = version(&world, id).await;
        let input = |available: u32| json!({ "id": global_id(id), "version": seen, "available": available });
        let first = sent(&api, coordinator(1).principal, CAPACITY, input(2)).await;
        assert_eq!(first["resource"]["capacity"], json!({ "available": 2, "asOf": "2026-11-20" }));
        let late = sent(&api, coordinator(2).principal, CAPACITY, input(0)).await;
        assert_eq!(late, json!({
            "resource": { "version": seen + 1, "capacity": { "available": 2, "asOf": "2026-11-20" } },
            "refusal": { "code": "CHANGED", "version": seen + 1 },
        }));
    }
}

const UNDO: &str = "mutation($input: UndoChangeInput!) {
    undoChange(input: $input) { resource { version capacity { available } } refusal { code } }
}";

const HISTORY: &str = "query($id: ID!) {
    history(id: $id) { act by source purpose changedParts { part canBeUndone } }
}";

on_every_database! {
    async fn a_program_reads_the_history_and_takes_its_own_change_back(world) {
        let id = desk(&world).await;
        let api = Api::new(world.app.clone());
        let who = coordinator(1).principal;
        let seen = version(&world, id).await;
        let input = json!({ "id": global_id(id), "version": seen, "available": 2 });
        sent(&api, who.clone(), CAPACITY, input).await;

        let told = asked(&api, who.clone(), HISTORY, json!({ "id": global_id(id) })).await;
        let newest = &told["history"][0];
        assert_eq!(newest["by"], "ACCOUNT");
        assert_eq!(newest["source"], "GRAPHQL");
        assert_eq!(newest["purpose"], "EDIT_RESOURCE");
        assert_eq!(newest["changedParts"], json!([{ "part": "CAPACITY", "canBeUndone": true }]));
        let hidden = asked(&api, Principal::anybody(), HISTORY, json!({ "id": global_id(id) })).await;
        assert_eq!(hidden, json!({ "history": [] }));

        let undo = json!({ "id": global_id(id), "version": seen + 1, "act": newest["act"], "part": "CAPACITY" });
        let back = sent(&api, who, UNDO, undo).await;
        assert_eq!(back, json!({
            "resource": { "version": seen + 2, "capacity": { "available": null } },
            "refusal": null,
        }));
    }
}
