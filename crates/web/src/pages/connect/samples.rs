//! What a reader copies: commands for a terminal with the installation's own address in them, and how a signature is
//! verified. `tests/all/connect.rs` runs each as it stands on the page.

use serde_json::{Value, json};

use crate::Origin;
use crate::pages::example::command;
use crate::paths::{HsdsServicesPath, OpenNetworkPath};

/// Every sample. Those of the shell ask for a token in `TOKEN` where they need one.
#[derive(Debug)]
pub(super) struct ConnectSamples {
    pub(super) first: String,
    pub(super) token: String,
    pub(super) paged: String,
    pub(super) newest: String,
    pub(super) changes: String,
    pub(super) refused: String,
    pub(super) subgraph: String,
    pub(super) hsds: String,
    pub(super) lines: String,
    /// The directory of a network, where there is one.
    pub(super) file: Option<String>,
    pub(super) verify: &'static str,
}

/// The header of who has a token.
const WITH_TOKEN: &str = " -H \"authorization: Bearer $TOKEN\"";

const FIRST: &str = "query First($text: String!) { resources(filter: { text: $text }, first: 3) { nodes { id name kind phones { written } } } }";

const SCHEMA: &str = "{ __schema { queryType { name } } }";

const PAGED: &str = "query All($after: String) { resources(first: 20, after: $after) { nodes { id name version } pageInfo { hasNextPage endCursor } } }";

const NEWEST: &str = "{ resourceChanges(first: 1) { newestCursor } }";

const CHANGES: &str = "query Changes($since: String) { resourceChanges(since: $since, first: 100) { nodes { at kind resourceId mergedInto resource { id name version } } hasNextPage endCursor } }";

const REFUSED: &str = "{ resources(first: 3) { nodes { noSuchField } } }";

const SUBGRAPH: &str = "{ _service { sdl } }";

/// In Python, with nothing but what comes with it.
const VERIFY: &str = r#"import base64, hashlib, hmac

def is_genuine(key, headers, body, now):
    """key: whsec_...; headers: by their names in small letters; body: the bytes as they came; now: time.time()"""
    name, at = headers["webhook-id"], headers["webhook-timestamp"]
    if not at.isdecimal() or abs(now - int(at)) > 300:
        return False
    secret = base64.b64decode(key.removeprefix("whsec_"))
    signed = hmac.new(secret, f"{name}.{at}.".encode() + body, hashlib.sha256)
    expected = b"v1," + base64.b64encode(signed.digest())
    given = headers["webhook-signature"].encode().split(b" ")
    return any(hmac.compare_digest(expected, one) for one in given)
"#;

impl ConnectSamples {
    pub(super) fn of(origin: Option<&Origin>, file: Option<&OpenNetworkPath>) -> Self {
        // A shell puts the address in where nobody knows it here.
        let base = origin.map_or_else(|| "$RENKEI".to_owned(), ToString::to_string);
        let call = |document: &str, variables: Value| {
            let call = json!({ "query": document, "variables": variables });
            command(&base, "", &call)
        };
        let bare =
            |document: &str, headers: &str| command(&base, headers, &json!({ "query": document }));
        Self {
            first: call(FIRST, json!({ "text": "看護" })),
            token: bare(SCHEMA, WITH_TOKEN),
            paged: call(PAGED, json!({ "after": null })),
            newest: bare(NEWEST, ""),
            changes: call(CHANGES, json!({ "since": null })),
            refused: bare(REFUSED, ""),
            subgraph: bare(SUBGRAPH, WITH_TOKEN),
            hsds: format!("curl \"{base}{HsdsServicesPath}?per_page=10&page=1\""),
            lines: format!("curl \"{base}{HsdsServicesPath}?format=ndjson\""),
            file: file.map(|path| format!("curl \"{base}{path}\"")),
            verify: VERIFY.trim_end(),
        }
    }
}
