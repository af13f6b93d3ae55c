//! Bodies that are too large, no call, or sent by a way that calls may not come.

use renkei_tests::calls::{JSON, NEWER, posted, request};
use serde_json::json;

use super::{ANSWERED, Attack, REFUSED, TOO_LARGE};

const MEGABYTE: usize = 1024 * 1024;
const ONE: &str = r#"{"query":"{__typename}"}"#;
const CHANGING: &str = r#"{"query":"mutation { __typename }"}"#;

pub(super) fn all() -> Vec<Attack> {
    let mut all: Vec<Attack> = contents()
        .into_iter()
        .map(|(what, body, expected)| Attack {
            what,
            request: posted(body.as_bytes()),
            expected,
        })
        .collect();
    all.extend(ways());
    all
}

fn contents() -> Vec<(&'static str, String, &'static [u16])> {
    let call = |document: String| json!({ "query": document }).to_string();
    let batch = |count: usize| format!("[{}]", vec![ONE; count].join(","));
    let long = "x".repeat(5 * MEGABYTE);
    vec![
        ("1,000 calls at once", batch(1_000), REFUSED),
        ("20,000 calls at once", batch(20_000), TOO_LARGE),
        (
            "a comment of 5 MB",
            call(format!("# {long}\n{{ __typename }}")),
            TOO_LARGE,
        ),
        (
            "a text of 5 MB",
            call(format!("{{ node(id: \"{long}\") {{ id }} }}")),
            TOO_LARGE,
        ),
        (
            "variables of 100,000 levels",
            format!(
                r#"{{"query":"{{__typename}}","variables":{{"v":{}{}}}}}"#,
                "[".repeat(100_000),
                "]".repeat(100_000)
            ),
            REFUSED,
        ),
        ("half a body", "{\"query\":\"{ __type".to_owned(), REFUSED),
        (
            "a lone surrogate",
            r#"{"query":"{__typename}","variables":{"t":"\ud800"}}"#.to_owned(),
            REFUSED,
        ),
    ]
}

fn ways() -> Vec<Attack> {
    let mut endless = b"POST /graphql HTTP/1.1\r\nhost: renkei.test\r\nconnection: close\r\n\
        content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
        .to_vec();
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, "x".repeat(64 * 1024));
    for _ in 0..80 {
        endless.extend(chunk.as_bytes());
    }
    endless.extend(b"0\r\n\r\n");
    let by = |headers: &[&str]| request("POST", "/graphql", headers, CHANGING.as_bytes());
    let read = |query: &str, headers: &[&str]| {
        let path = format!("/graphql?query={query}");
        request("GET", &path, headers, b"")
    };
    let elsewhere = "origin: https://elsewhere.example";
    let rows: [(&'static str, Vec<u8>, &'static [u16]); 7] = [
        ("5 MB of no stated length", endless, TOO_LARGE),
        ("a change of nothing by POST", by(&[NEWER, JSON]), ANSWERED),
        (
            "a change as a text",
            by(&[NEWER, "content-type: text/plain", elsewhere]),
            &[403],
        ),
        (
            "a change as a form",
            by(&[
                NEWER,
                "content-type: application/x-www-form-urlencoded",
                elsewhere,
            ]),
            &[403],
        ),
        (
            "a change in parts",
            by(&[
                NEWER,
                "content-type: multipart/form-data; boundary=x",
                elsewhere,
            ]),
            &[403],
        ),
        (
            "a change by GET",
            read("mutation%7B__typename%7D", &[NEWER]),
            &[405],
        ),
        (
            "a question of another site by GET",
            read("%7B__typename%7D", &[NEWER, elsewhere]),
            ANSWERED,
        ),
    ];
    rows.into_iter()
        .map(|(what, request, expected)| Attack {
            what,
            request,
            expected,
        })
        .collect()
}
