//! A program that may read the directory is told nothing else by what it watches.

use renkei_domain::access::principal::Principal;
use renkei_tests::World;
use renkei_tests::server::Server;
use serde_json::json;

use super::assert_tells_nothing;
use super::questions::{Part, Questions};
use super::readers::{codes, is_too_much};
use crate::graphql::whole::text;
use crate::graphql::{api, asked_by, list};
use crate::sockets::Socket;

/// Watches a field as a program or as anybody until so much was told or it is refused; how much was told.
async fn watched(socket: &mut Socket, parts: Vec<Part>, id: &str, most: usize) -> usize {
    let (mut waiting, mut heard) = (vec![parts], 0);
    let mut number = 0;
    while let Some(parts) = waiting.pop() {
        number += 1;
        let operation = format!("{id}-{number}");
        let document = format!("subscription {}", Part::selection(&parts));
        socket.ask(&operation, &document).await;
        let mut told = 0;
        while told < most {
            let message = socket.next().await;
            assert_tells_nothing(id, &message.to_string());
            if message["id"] != operation {
                continue;
            }
            match text(&message, "type") {
                "next" => {
                    let errors = codes(&message["payload"]["errors"]);
                    assert!(!errors.contains(&"INTERNAL"), "{message}");
                    told += 1;
                }
                "error" if is_too_much(&message["payload"]) => {
                    waiting.extend(Part::halves(parts.clone()));
                    break;
                }
                "error" => {
                    let codes = codes(&message["payload"]);
                    assert!(
                        codes
                            .iter()
                            .all(|code| !code.is_empty() && *code != "INTERNAL"),
                        "{message}"
                    );
                    break;
                }
                _ => break,
            }
        }
        heard += told;
        socket
            .say(json!({ "id": operation, "type": "complete" }))
            .await;
    }
    heard
}

/// How many changes of what everybody reads follow a place.
async fn changes_since(world: &World, since: &str) -> usize {
    let document = format!(
        "{{ resourceChanges(since: \"{since}\", first: 100) {{ nodes {{ cursor }} hasNextPage }} }}"
    );
    let answer = asked_by(&api(world), &Principal::anybody(), &document).await;
    let page = &answer["data"]["resourceChanges"];
    assert_eq!(page["hasNextPage"], false, "{answer}");
    list(&page["nodes"]).len()
}

/// Watches everything that can be watched: what is asked for by an id is refused, and of the directory everything that
/// was planted is told again.
pub(super) async fn assert_nothing_is_told(
    (world, since): (&World, &str),
    questions: &Questions<'_>,
    (server, tokens): (&Server, &[Option<&str>]),
) {
    let changes = changes_since(world, since).await;
    assert!(changes > 0, "nothing that everybody reads was planted");
    for token in tokens {
        let mut socket = Socket::greeted(server.address, *token).await;
        for (field, is_by_id) in questions.roots("Subscription") {
            let name = text(field, "name");
            let mut asked = questions.asked("Subscription", field);
            // What is varied is what is told, of which nothing may be missing here.
            asked.truncate(1);
            let mut heard = 0;
            if is_by_id {
                for id in &questions.ids {
                    let parts = asked
                        .iter()
                        .map(|part| part.with("$id", &format!("\"{id}\"")));
                    heard +=
                        watched(&mut socket, parts.collect(), &format!("{name}-{id}"), 1).await;
                }
                assert_eq!(heard, 0, "{name} tells a program what is not for it");
            } else {
                let since = format!("{name}(since: \"{since}\")");
                let parts = asked.iter().map(|part| part.with(name, &since));
                heard += watched(&mut socket, parts.collect(), name, changes).await;
                assert!(heard >= changes, "{name} told {heard} of {changes}");
            }
        }
    }
}
