//! By which methods and in which types a call may come and be answered.

use renkei_tests::World;
use renkei_tests::world::Database;
use serde_json::json;

use super::{Answered, JSON, NEWER, encoded, request, sent};

const CALL: &[u8] = br#"{"query":"{ __typename }"}"#;

fn media_type(answer: &Answered) -> &str {
    answer.header("content-type").unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_of_any_age_is_answered_in_its_own_type() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let json = "application/json; charset=utf-8";
    let newer = "application/graphql-response+json; charset=utf-8";
    for (accept, expected) in [
        (None, json),
        (Some("accept: */*"), json),
        (Some("accept: application/json"), json),
        (Some("accept: application/json, */*;q=0.5"), json),
        (Some(NEWER), newer),
        (
            Some("accept: application/graphql-response+json, application/json;q=0.9"),
            newer,
        ),
    ] {
        let headers: Vec<&str> = accept.into_iter().chain([JSON]).collect();
        // A refused document is an answer for who knows only JSON, and a mistake for who knows more.
        let refused = if expected == newer { 400 } else { 200 };
        for (document, status) in [
            ("{ __typename }", 200),
            ("{", refused),
            ("{ nothing }", refused),
        ] {
            let body = json!({ "query": document }).to_string();
            let by_post = request("POST", "/graphql", &headers, body.as_bytes());
            let address = format!("/graphql?query={}", encoded(document));
            for asked in [
                by_post,
                request("GET", &address, &headers[..headers.len() - 1], b""),
            ] {
                let answer = sent(server.address, asked).await;
                assert_eq!(
                    (answer.status, media_type(&answer)),
                    (status, expected),
                    "{accept:?} {document}"
                );
                assert_eq!(
                    answer.json().get("data").is_some(),
                    document.contains("__"),
                    "{document}"
                );
            }
        }
    }
    for accept in [
        "accept: text/html",
        "accept: application/xml",
        "accept: application/json;q=0",
    ] {
        let answer = sent(
            server.address,
            request("POST", "/graphql", &[accept, JSON], CALL),
        )
        .await;
        assert_eq!(
            (answer.status, media_type(&answer)),
            (406, json),
            "{accept}"
        );
        assert_eq!(answer.codes(), ["NOT_ACCEPTABLE"], "{accept}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_another_site_cannot_call() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    for kind in [
        None,
        Some("content-type: text/plain"),
        Some("content-type: application/x-www-form-urlencoded"),
        Some("content-type: multipart/form-data; boundary=x"),
        Some("content-type: application/graphql"),
        Some("content-type: application/json; charset=utf-16"),
        Some("content-type: application/json\r\ncontent-encoding: gzip"),
    ] {
        let headers: Vec<&str> = [NEWER].into_iter().chain(kind).collect();
        for document in ["{ __typename }", "mutation { __typename }"] {
            let body = json!({ "query": document }).to_string();
            let answer = sent(
                server.address,
                request("POST", "/graphql", &headers, body.as_bytes()),
            )
            .await;
            assert_eq!(answer.status, 415, "{kind:?}");
            assert_eq!(answer.codes(), ["UNSUPPORTED_MEDIA_TYPE"], "{kind:?}");
            let elsewhere: Vec<&str> = ["origin: https://elsewhere.example"]
                .into_iter()
                .chain(headers.iter().copied())
                .collect();
            let answer = sent(
                server.address,
                request("POST", "/graphql", &elsewhere, body.as_bytes()),
            )
            .await;
            assert_eq!(answer.status, 403, "{kind:?}");
            assert_eq!(answer.codes(), ["CROSS_ORIGIN"], "{kind:?}");
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_of_another_site_reads_what_everybody_reads_and_keeps_it_to_itself() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let elsewhere = [
        "origin: https://elsewhere.example",
        "sec-fetch-site: cross-site",
    ];
    let path = format!("/graphql?query={}", encoded("{ __typename }"));
    let answer = sent(server.address, request("GET", &path, &elsewhere, b"")).await;
    assert_eq!(answer.status, 200);
    let preflight = [
        "origin: https://elsewhere.example",
        "access-control-request-method: POST",
        "access-control-request-headers: content-type",
    ];
    let asked = sent(
        server.address,
        request("OPTIONS", "/graphql", &preflight, b""),
    )
    .await;
    assert_eq!(asked.status, 405);
    for answer in [answer, asked] {
        let head = answer.head.to_ascii_lowercase();
        assert!(!head.contains("access-control-"), "{head}");
        assert!(!head.contains("set-cookie"), "{head}");
        assert!(
            head.contains("\r\ncross-origin-resource-policy: same-origin"),
            "{head}"
        );
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_would_change_something_comes_by_post() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let several = "query Q { __typename } mutation M { __typename }";
    for (document, name) in [
        ("mutation { __typename }", ""),
        (several, "&operationName=M"),
    ] {
        let path = format!("/graphql?query={}{name}", encoded(document));
        for accept in [NEWER, "accept: application/json"] {
            let answer = sent(server.address, request("GET", &path, &[accept], b"")).await;
            assert_eq!(answer.status, 405, "{document}");
            assert_eq!(answer.header("allow"), Some("POST"), "{document}");
            assert_eq!(answer.codes(), ["METHOD_NOT_ALLOWED"], "{document}");
        }
    }
    let path = format!(
        "/graphql?query={}&operationName=Q",
        encoded("query Q { a: __typename } query R { __typename }")
    );
    let answer = sent(server.address, request("GET", &path, &[], b"")).await;
    assert_eq!(
        answer.json()["data"],
        json!({ "a": "Query" }),
        "the operation that is named"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_is_told_in_json_what_is_not_there() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = sent(server.address, request(method, "/graphql", &[JSON], CALL)).await;
        assert_eq!(
            (answer.status, answer.codes()),
            (405, vec!["METHOD_NOT_ALLOWED".to_owned()]),
            "{method}"
        );
        assert_eq!(answer.header("allow"), Some("GET, POST"), "{method}");
    }
    for path in ["/graphql/", "/graphql/x", "/graphql/%00"] {
        let answer = sent(server.address, request("POST", path, &[JSON], CALL)).await;
        assert_eq!(
            (answer.status, answer.codes()),
            (404, vec!["NOT_FOUND".to_owned()]),
            "{path}"
        );
    }
    for query in [
        "",
        "query=",
        "query=%7B__typename%7D&query=x",
        "query=x&variables=%7B",
        "query=x&variables=1",
    ] {
        let answer = sent(
            server.address,
            request("GET", &format!("/graphql?{query}"), &[NEWER], b""),
        )
        .await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(
            media_type(&answer).starts_with("application/graphql-response+json"),
            "{query}"
        );
    }
    let neighbour = sent(server.address, request("GET", "/graphqlx", &[], b"")).await;
    assert_eq!(
        (neighbour.status, media_type(&neighbour)),
        (404, "text/html; charset=utf-8")
    );
    let head = sent(
        server.address,
        request("HEAD", "/graphql?query=%7B__typename%7D", &[], b""),
    )
    .await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    server.stop().await;
}
