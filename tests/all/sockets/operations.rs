//! What is asked over a socket is answered as over HTTP, by the same rules.

use renkei_app::people::document_id;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::{DocumentMode, Standing};
use renkei_graphql::global_id;
use renkei_tests::attacks::refused;
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};
use serde_json::{Value, json};

use super::{ENDLESS, Socket, code, missing_one, program};
use crate::letters::invited::demo;
use crate::record::fine;

const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";

on_every_database! {
    async fn a_program_reads_and_changes_over_one_socket_as_far_as_its_scopes_go(world) {
        let world = world.seeded().await;
        let desk = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let (reader, _) = program(&world, &desk, TokenScope::DirectoryRead).await;
        let (writer, _) = program(&world, &desk, TokenScope::DirectoryWrite).await;
        let server = world.serve().await;
        let entry = global_id(fine(ENTRY.parse()));
        let change = "mutation Say($input: UpdateCapacityInput!) { updateCapacity(input: $input) { refusal { code } } }";
        let schema = "{ __schema { queryType { name } } }";
        for (who, refusal, may_explore) in [
            (None, json!("SIGN_IN_FIRST"), false),
            (Some(reader.as_str()), json!("SCOPE_MISSING"), true),
            (Some(writer.as_str()), Value::Null, true),
        ] {
            let mut socket = Socket::greeted(server.address, who).await;
            socket.say(json!({ "type": "ping", "payload": { "a": [1] } })).await;
            assert_eq!(socket.next().await, json!({ "type": "pong", "payload": { "a": [1] } }));
            socket.say(json!({ "type": "pong" })).await;

            let version = "query Entry($id: ID!) { resource(id: $id) { version } }";
            socket.ask_with("q", version, json!({ "id": entry })).await;
            let read = socket.of("q", "next").await;
            assert!(read["extensions"]["cost"]["requested"].is_u64(), "{read}");
            let version = read["data"]["resource"]["version"].clone();
            socket.of("q", "complete").await;

            // An id may be used again once its operation ended.
            let input = json!({ "id": entry, "version": version, "available": 1 });
            socket.ask_with("q", change, json!({ "input": input })).await;
            let changed = socket.of("q", "next").await;
            assert!(changed.get("errors").is_none(), "{changed}");
            let code_of_refusal = changed["data"]["updateCapacity"]["refusal"]["code"].clone();
            // Whoever may says so once; there is no refusal then.
            assert_eq!(code_of_refusal, refusal, "{changed}");
            socket.of("q", "complete").await;

            socket.ask("s", schema).await;
            if may_explore {
                socket.of("s", "next").await;
                socket.of("s", "complete").await;
            } else {
                assert_eq!(code(&socket.of("s", "error").await), "SIGN_IN_FIRST");
            }
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_hostile_document_gets_one_error_and_the_socket_goes_on(world) {
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        let sent = refused().into_iter().filter(|(_, document, _)| document.len() < 200_000);
        for (what, document, expected) in sent {
            socket.ask("bad", &document).await;
            let errors = socket.of("bad", "error").await;
            assert_eq!(code(&errors), expected, "{what}: {errors}");
            assert!(errors.as_array().is_some_and(|errors| (1..=20).contains(&errors.len())), "{what}");
        }
        for (document, expected) in [
            ("subscription { nothing }", "VALIDATION_FAILED"),
            ("subscription { resourceChanged { cursor nothing } }", "VALIDATION_FAILED"),
            ("subscription { a: resourceChanged { seq } b: resourceChanged { seq } }", "VALIDATION_FAILED"),
            ("query A { __typename } query B { __typename }", "OPERATION_UNKNOWN"),
            ("subscription { resourceChanged(since: \"nonsense\") { seq } }", "CURSOR_UNREADABLE"),
            ("subscription { resourceChanged(filter: { resourceIds: [\"x\"] }) { seq } }", "BAD_FILTER"),
            ("subscription { conferenceChanged(id: \"x\") { version } }", "NOT_FOUND"),
        ] {
            socket.ask("bad", document).await;
            assert_eq!(code(&socket.of("bad", "error").await), expected, "{document}");
        }
        // What ended is not there any more, so that nothing ends twice.
        socket.say(json!({ "id": "bad", "type": "complete" })).await;
        socket.ask("good", "{ __typename }").await;
        socket.of("good", "next").await;
        socket.of("good", "complete").await;
        server.stop().await;
    }
}

on_every_database! {
    async fn one_socket_holds_twenty_operations_and_tells_whoever_begins_more(world) {
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        for number in 0..1_000 {
            socket.ask(&number.to_string(), ENDLESS).await;
        }
        for number in 20..1_000 {
            let errors = socket.of(&number.to_string(), "error").await;
            assert_eq!(code(&errors), "TOO_MANY_OPERATIONS", "{number}");
            let bound = &errors[0]["extensions"]["bound"];
            assert_eq!(*bound, json!({ "name": "operationsOnSocket", "limit": 20 }));
        }
        socket.say(json!({ "id": "7", "type": "complete" })).await;
        socket.ask("after", "{ __typename }").await;
        socket.of("after", "next").await;
        socket.of("after", "complete").await;
        server.stop().await;
    }
}

on_every_database! {
    async fn a_program_watches_and_asks_by_the_ids_of_its_documents(world) {
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let (secret, token) = program(&world, &umi, TokenScope::DirectoryRead).await;
        let missing = missing_one(&world).await;
        let asked = "query Name { __typename }";
        let texts = vec![missing.clone(), asked.to_owned()];
        let by = by_page(&umi.principal);
        fine(fine(world.app.register_documents(&by, token, texts).await));
        let enforced = world.app.set_document_mode(&by, token, DocumentMode::Enforce);
        fine(fine(enforced.await));

        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, Some(&secret)).await;
        let named = |id: &str, text: &str| {
            let payload = json!({ "documentId": document_id(text).to_string() });
            json!({ "id": id, "type": "subscribe", "payload": payload })
        };
        socket.say(named("s", &missing)).await;
        let told = socket.of("s", "next").await;
        assert!(told["data"]["resourceChanged"]["cursor"].is_string(), "{told}");
        socket.say(named("q", asked)).await;
        assert_eq!(socket.of("q", "next").await["data"]["__typename"], "Query");
        socket.of("q", "complete").await;
        socket.ask("t", asked).await;
        assert_eq!(code(&socket.of("t", "error").await), "DOCUMENT_NOT_REGISTERED");
        socket.say(named("u", "{ __typename }")).await;
        assert_eq!(code(&socket.of("u", "error").await), "DOCUMENT_UNKNOWN");
        server.stop().await;
    }
}
