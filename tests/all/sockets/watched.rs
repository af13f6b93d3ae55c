//! Watching the directory: each change comes once, in the order of commits, to whoever wants it, over a socket and as
//! events.

use renkei_app::Caller;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_graphql::global_id;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::{Socket, newest};
use crate::migrations::{enter, office, register, resource};
use crate::record::fine;

/// A subscription with arguments.
fn watching(arguments: &str) -> String {
    let shown = "{ cursor seq kind resourceId changed resource { id name } }";
    format!("subscription {{ resourceChanged{arguments} {shown} }}")
}

async fn renamed(world: &World, number: u128, name: &str) {
    let field = CorrectableField::Name;
    let done = world.app.correct_field(
        Caller::COMMAND,
        resource(number),
        field,
        Some(name.to_owned()),
    );
    fine(fine(done.await));
}

/// The next change.
async fn told(socket: &mut Socket, id: &str) -> Value {
    let told = socket.of(id, "next").await;
    assert!(told.get("errors").is_none(), "{told}");
    told["data"]["resourceChanged"].clone()
}

on_every_database! {
    async fn a_program_hears_of_each_change_once_and_goes_on_from_any_place(world) {
        enter(&world, resource(1), "はじめの名").await;
        let since = newest(&world).await;
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        socket.ask("w", &watching(&format!("(since: \"{since}\")"))).await;
        for number in 0..150 {
            renamed(&world, 1, &format!("{number}番目の名")).await;
        }
        let mut changes = Vec::new();
        for _ in 0..150 {
            changes.push(told(&mut socket, "w").await);
        }
        assert!(changes.windows(2).all(|pair| pair[0]["seq"].as_i64() < pair[1]["seq"].as_i64()), "{changes:?}");
        for change in &changes {
            assert_eq!(change["resourceId"], json!(global_id(resource(1))));
            assert_eq!(change["kind"], "UPDATED");
        }
        assert_eq!(changes[149]["resource"]["name"], "149番目の名");

        // Whoever was cut off in the middle hears the rest, beside whoever was not.
        let middle = changes[99]["cursor"].as_str().unwrap_or_default();
        socket.ask("late", &watching(&format!("(since: \"{middle}\")"))).await;
        for change in &changes[100..] {
            assert_eq!(told(&mut socket, "late").await["cursor"], change["cursor"]);
        }
        enter(&world, resource(2), "こかげの会").await;
        let mut both = [socket.next().await, socket.next().await];
        both.sort_by_key(|message| message["id"].to_string());
        for (message, id) in both.iter().zip(["late", "w"]) {
            assert_eq!(message["id"], id);
            let change = &message["payload"]["data"]["resourceChanged"];
            assert_eq!((&change["kind"], &change["resource"]["name"]), (&json!("CREATED"), &json!("こかげの会")));
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_program_hears_of_what_it_asked_for_alone(world) {
        let world = world.seeded().await;
        enter(&world, resource(1), "ひなたの会").await;
        enter(&world, resource(2), "こかげの会").await;
        let clinic = office(ResourceKind::EmploymentTransition, "あおば");
        register(&world, resource(3), clinic, Profile::default()).await;
        let server = world.serve().await;
        let mut socket = Socket::greeted(server.address, None).await;
        let since = newest(&world).await;
        let second = global_id(resource(2));
        for (id, filter) in [
            ("one", format!("resourceIds: [\"{second}\"]")),
            ("kinds", "kinds: [EMPLOYMENT_TRANSITION]".to_owned()),
            ("places", "municipalityCodes: [\"272078\"]".to_owned()),
            ("groups", "changed: [LIFECYCLE]".to_owned()),
            ("none", "resourceIds: [], kinds: null".to_owned()),
        ] {
            socket.ask(id, &watching(&format!("(since: \"{since}\", filter: {{ {filter} }})"))).await;
        }
        for (number, name) in [(1, "ひなたの家"), (2, "こかげの家"), (3, "あおばの家")] {
            renamed(&world, number, name).await;
        }
        let mut heard = Vec::new();
        for _ in 0..5 {
            let message = socket.next().await;
            let name = message["payload"]["data"]["resourceChanged"]["resource"]["name"].clone();
            heard.push((message["id"].to_string(), name.to_string()));
        }
        heard.sort();
        let expected = [
            ("kinds", "あおばの家"),
            ("none", "あおばの家"),
            ("none", "こかげの家"),
            ("none", "ひなたの家"),
            ("one", "こかげの家"),
        ];
        let expected: Vec<_> = expected.map(|(id, name)| (format!("\"{id}\""), format!("\"{name}\""))).into();
        assert_eq!(heard, expected);
        // The others are there and have nothing to tell.
        socket.ask("groups", "{ __typename }").await;
        let (before, code, reason) = socket.end().await;
        assert_eq!((code, reason.as_str()), (4409, "Subscriber for groups already exists"));
        assert!(before.is_empty(), "{before:?}");
        server.stop().await;
    }
}
