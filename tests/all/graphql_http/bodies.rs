//! Bodies that are too large, no JSON, or of the wrong shape.

use renkei_tests::World;
use renkei_tests::world::Database;
use serde_json::json;

use super::{Answered, JSON, NEWER, assert_alive, posted, request, sent};

const MEGABYTE: usize = 1024 * 1024;

fn assert_too_large(what: &str, answer: &Answered) {
    assert_eq!(answer.status, 413, "{what}");
    assert_eq!(answer.codes(), ["BODY_TOO_LARGE"], "{what}");
    let bound = &answer.json()["errors"][0]["extensions"]["bound"];
    assert_eq!(
        bound,
        &json!({ "name": "bodyBytes", "limit": 262_144 }),
        "{what}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_sends_too_much_is_told_so_before_it_is_read() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let call = |document: String| json!({ "query": document }).to_string();
    let aliases: String = (0..100_000).map(|n| format!("a{n}: __typename ")).collect();
    let one = r#"{"query":"{__typename}"}"#;
    for (what, body) in [
        (
            "100,000 names for a field",
            call(format!("{{ {aliases} }}")),
        ),
        (
            "a field 50,000 times",
            call(format!("{{ {} }}", "hello ".repeat(50_000))),
        ),
        (
            "a comment of 5 MB",
            call(format!("# {}\n{{ __typename }}", "x".repeat(5 * MEGABYTE))),
        ),
        (
            "a text of 5 MB",
            call(format!(
                "{{ node(id: \"{}\") {{ id }} }}",
                "x".repeat(5 * MEGABYTE)
            )),
        ),
        (
            "variables of 8 MB",
            json!({ "query": "{ __typename }", "variables": { "v": "x".repeat(8 * MEGABYTE) } })
                .to_string(),
        ),
        (
            "variables of 30 MB",
            json!({ "query": "{ __typename }", "variables": { "v": "x".repeat(30 * MEGABYTE) } })
                .to_string(),
        ),
        (
            "a list of 200,000",
            json!({ "query": "{ __typename }", "variables": { "v": vec![100_000; 200_000] } })
                .to_string(),
        ),
        (
            "20,000 calls at once",
            format!("[{}]", vec![one; 20_000].join(",")),
        ),
    ] {
        assert_too_large(what, &posted(server.address, body.as_bytes()).await);
        assert_alive(server.address, what).await;
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_does_not_say_how_much_comes_is_stopped_in_time() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, "x".repeat(64 * 1024));
    for chunks in [5, 480] {
        let mut endless = b"POST /graphql HTTP/1.1\r\nhost: renkei.test\r\nconnection: close\r\n\
            content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
            .to_vec();
        for _ in 0..chunks {
            endless.extend(chunk.as_bytes());
        }
        endless.extend(b"0\r\n\r\n");
        assert_too_large("chunks", &sent(server.address, endless).await);
        assert_alive(server.address, "chunks").await;
    }
    // A body that waits for leave to be sent is never sent at all.
    let waiting = format!(
        "POST /graphql HTTP/1.1\r\nhost: renkei.test\r\nconnection: close\r\n{JSON}\r\n\
         expect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        30 * MEGABYTE
    );
    let answer = sent(server.address, waiting.into_bytes()).await;
    assert_too_large("leave", &answer);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_whose_body_is_no_call_is_told_what_a_call_is() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let deep = format!(
        r#"{{"query":"{{__typename}}","variables":{{"v":{}{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let batch = format!("[{}]", vec![r#"{"query":"{__typename}"}"#; 1_000].join(","));
    let (json, shape) = ("JSON_UNREADABLE", "BAD_REQUEST");
    let cases: &[(&[u8], &str)] = &[
        (deep.as_bytes(), json),
        (b"", json),
        (b"{", json),
        (b"{ \"not a JSON", json),
        (b"query=%7B__typename%7D", json),
        (b"{\"query\":\"\xff\"}", json),
        (b"{\"query\":\"\\ud800\"}", json),
        (b"\xef\xbb\xbf{\"query\":\"{__typename}\"}", json),
        (b"{\"query\":\"{__typename}\"} {}", json),
        (
            b"{\"query\":\"{__typename}\",\"variables\":{\"v\":1e999}}",
            json,
        ),
        (batch.as_bytes(), shape),
        (b"[]", shape),
        (b"null", shape),
        (b"\"{__typename}\"", shape),
        (b"{}", shape),
        (b"{\"query\":null}", shape),
        (b"{\"query\":1}", shape),
        (b"{\"query\":[\"{__typename}\"]}", shape),
        (b"{\"query\":\"{__typename}\",\"operationName\":{}}", shape),
        (b"{\"query\":\"{__typename}\",\"variables\":[]}", shape),
        (b"{\"query\":\"{__typename}\",\"variables\":\"{}\"}", shape),
        (b"{\"query\":\"{__typename}\",\"extensions\":0}", shape),
    ];
    for &(body, code) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        for accept in [NEWER, "accept: application/json"] {
            let answer = sent(
                server.address,
                request("POST", "/graphql", &[accept, JSON], body),
            )
            .await;
            assert_eq!(answer.status, 400, "{shown}");
            assert_eq!(answer.codes(), [code], "{shown}");
            assert!(answer.json().get("data").is_none(), "{shown}");
            assert!(answer.body.len() < 1024, "{shown}");
        }
    }
    assert_alive(server.address, "bodies that are no calls").await;
    server.stop().await;
}
