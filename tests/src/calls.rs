//! Requests of `/graphql` as bytes, for who looks at every header of the answer.

use serde_json::{Value, json};

/// The newer media type, under which a refused document is the caller's mistake.
pub const NEWER: &str = "accept: application/graphql-response+json";
/// What a body must be.
pub const JSON: &str = "content-type: application/json";

/// A request with a body whose length is stated, on a connection that ends with it.
#[must_use]
pub fn request(method: &str, path: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nhost: renkei.test\r\nconnection: close\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    if method == "POST" || !body.is_empty() {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// A body sent as a well-behaved client does.
#[must_use]
pub fn posted(body: &[u8]) -> Vec<u8> {
    request("POST", "/graphql", &[NEWER, JSON], body)
}

/// A document with variables.
#[must_use]
pub fn asked(document: &str, variables: &Value) -> Vec<u8> {
    let call = json!({ "query": document, "variables": variables });
    posted(call.to_string().as_bytes())
}
