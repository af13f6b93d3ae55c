//! What partner systems get when they ask by GraphQL, below HTTP: the same entries as the pages, in
//! pages that hold together, with nothing that is not for their eyes.

mod audited;
mod entities;
mod mistakes;
mod moments;
mod nodes;
mod paging;
mod private;
mod schema;
mod search;
mod variables;
pub(crate) mod whole;

use renkei_app::directory::read::Viewer;
use renkei_domain::access::principal::{Assurance, Door, Principal, Who};
use renkei_domain::ids::{AccountId, NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_graphql::{Answer, Api, Call, CallMethod, RefusalCode, global_id};
use renkei_tests::World;
use serde_json::{Value, json};

use crate::record::fine;

/// The network of the demo.
fn demo() -> NetworkId {
    fine("01932f00-0000-7000-8000-000000000001".parse())
}

/// A resource of the demo by the end of its id.
fn seeded(number: u32) -> ResourceId {
    fine(format!("01932f00-0000-7002-8000-{number:012}").parse())
}

/// Under which the log knows every call of these tests.
const REQUEST_ID: &str = "0123456789abcdef0123456789abcdef";

/// The schema over a world.
pub(crate) fn api(world: &World) -> Api {
    Api::new(world.app.clone())
}

fn call(document: &str, variables: Value) -> Call {
    let Value::Object(variables) = variables else {
        panic!("variables are an object: {variables}");
    };
    Call {
        document: document.to_owned(),
        operation_name: None,
        variables,
        method: CallMethod::ReadOrWrite,
        principal: Principal::installation(),
    }
}

/// What somebody gets who sends a document that is executed.
pub(crate) async fn asked_by(api: &Api, who: &Principal, document: &str) -> Value {
    let call = Call {
        principal: who.clone(),
        ..call(document, json!({}))
    };
    executed(api, call).await
}

/// The whole answer to a call that is executed.
async fn executed(api: &Api, call: Call) -> Value {
    let document = call.document.clone();
    match api.answer(REQUEST_ID, call).await {
        Answer::Executed(body) => fine(serde_json::from_slice(&body)),
        Answer::Refused { body, .. } => panic!("{document}: {}", String::from_utf8_lossy(&body)),
    }
}

/// Somebody with these eyes: a member of networks, or anybody. Members show both factors; who may do what
/// is no matter of reading.
fn principal_of(viewer: Viewer) -> Principal {
    match viewer {
        Viewer::Anonymous => Principal::anybody(),
        Viewer::Member(networks) => Principal {
            who: Who::Account(AccountId::from_uuid(Default::default())),
            standings: networks
                .iter()
                .map(|network| Standing::Coordinator(*network))
                .collect(),
            networks,
            posts: Vec::new(),
            assurance: Assurance::Full,
            door: Door::Page,
        },
    }
}

/// The whole answer to a call that is executed.
async fn asked(api: &Api, viewer: Viewer, document: &str, variables: Value) -> Value {
    let call = Call {
        principal: principal_of(viewer),
        ..call(document, variables)
    };
    executed(api, call).await
}

/// The data of a call in which nothing goes wrong: of somebody who may read the schema, where it asks for
/// that, and of anybody's otherwise.
async fn told(api: &Api, document: &str, variables: Value) -> Value {
    let viewer = if document.contains("__schema") || document.contains("__type(") {
        Viewer::Member(vec![demo()])
    } else {
        Viewer::Anonymous
    };
    let mut answer = asked(api, viewer, document, variables).await;
    assert!(answer.get("errors").is_none(), "{document}: {answer}");
    answer["data"].take()
}

/// The code and the body of a call that is refused whole.
async fn refused(api: &Api, document: &str, variables: Value) -> (RefusalCode, Value) {
    match api.answer(REQUEST_ID, call(document, variables)).await {
        Answer::Refused { refusal, body } => (refusal.code, fine(serde_json::from_slice(&body))),
        Answer::Executed(body) => panic!("{document}: {}", String::from_utf8_lossy(&body)),
    }
}

/// The entries of a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The texts under a key of every entry of a list.
fn texts(values: &Value, key: &str) -> Vec<String> {
    let text = |value: &Value| value[key].as_str().unwrap_or_default().to_owned();
    list(values).iter().map(text).collect()
}

/// The global ids of resources.
fn ids(resources: impl IntoIterator<Item = ResourceId>) -> Vec<String> {
    resources.into_iter().map(global_id).collect()
}

/// Variables with one filter.
fn filter(filter: Value) -> Value {
    json!({ "filter": filter })
}
