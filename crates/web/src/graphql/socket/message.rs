//! The words of graphql-transport-ws, as they are read and written.

use renkei_graphql::{CallMethod, Stated};
use serde_json::{Map, Value, json};

use super::super::body::shaped;

/// The most bytes of an id that a client gives an operation.
const ID_BYTES: usize = 128;

/// What the greeting was answered with.
pub(super) const ACKNOWLEDGED: &str = r#"{"type":"connection_ack"}"#;

/// What a client says.
#[derive(Debug)]
pub(super) enum Heard {
    /// The greeting, with what stands in `Authorization` there.
    Greeting(Option<String>),
    /// Whether anybody is there, with what is sent back.
    Ping(Option<Value>),
    /// That the client is there.
    Pong,
    /// An operation.
    Begin {
        /// What the client calls it.
        id: String,
        /// As it came: nothing of it is believed yet.
        stated: Box<Stated>,
    },
    /// That an operation is not wanted any more.
    End(String),
}

/// Reads a message. The parser itself refuses what is nested more than 128 deep.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(text: &str) -> Result<Heard, &'static str> {
    let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
        return Err("A message is a JSON object");
    };
    let kind = message.remove("type");
    match kind.as_ref().and_then(Value::as_str) {
        Some("connection_init") => {
            let payload = payload(&mut message)?.unwrap_or_default();
            authorization(payload).map(Heard::Greeting)
        }
        Some("ping") => Ok(Heard::Ping(payload(&mut message)?.map(Value::Object))),
        Some("pong") => payload(&mut message).map(|_| Heard::Pong),
        Some("subscribe") => {
            let id = id(&mut message)?;
            let payload = payload(&mut message)?.ok_or("`payload` is missing")?;
            let stated = shaped(Value::Object(payload), CallMethod::Watch);
            let stated = stated.map_err(|_| "`payload` is not of the shape of a call")?;
            let stated = Box::new(stated);
            Ok(Heard::Begin { id, stated })
        }
        Some("complete") => id(&mut message).map(Heard::End),
        Some(_) => Err("There is no such `type`"),
        None => Err("`type` is missing"),
    }
}

fn payload(message: &mut Map<String, Value>) -> Result<Option<Map<String, Value>>, &'static str> {
    match message.remove("payload") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(payload)) => Ok(Some(payload)),
        Some(_) => Err("`payload` must be an object"),
    }
}

fn id(message: &mut Map<String, Value>) -> Result<String, &'static str> {
    match message.remove("id") {
        Some(Value::String(id)) if (1..=ID_BYTES).contains(&id.len()) => Ok(id),
        _ => Err("`id` must be a string of 1 to 128 bytes"),
    }
}

/// Who greets: browsers cannot send headers with a socket, so it stands there. Its name is the same in capitals.
fn authorization(payload: Map<String, Value>) -> Result<Option<String>, &'static str> {
    let mut stated = payload
        .into_iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    match (stated.next(), stated.next()) {
        (None | Some((_, Value::Null)), None) => Ok(None),
        (Some((_, Value::String(text))), None) => Ok(Some(text)),
        _ => Err("`authorization` must be one string"),
    }
}

/// What was asked for, or is new: a JSON object as it was written.
pub(super) fn next(id: &str, body: &[u8]) -> String {
    let id = Value::from(id);
    let body = String::from_utf8_lossy(body);
    format!(r#"{{"id":{id},"type":"next","payload":{body}}}"#)
}

/// Why an operation was not executed, or goes on no more: the errors of an answer. The protocol carries nothing else of
/// it, so that the first of them bears what the operation cost.
pub(super) fn error(id: &str, mut body: Value) -> String {
    let mut errors = body["errors"].take();
    let cost = body["extensions"]["cost"].take();
    if let Some(first) = errors.get_mut(0)
        && !cost.is_null()
    {
        first["extensions"]["cost"] = cost;
    }
    json!({ "id": id, "type": "error", "payload": errors }).to_string()
}

/// That nothing more comes of an operation.
pub(super) fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

/// That we are here.
pub(super) fn pong(payload: Option<Value>) -> String {
    let mut pong = json!({ "type": "pong" });
    if let Some(payload) = payload {
        pong["payload"] = payload;
    }
    pong.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_understood_or_told_what_is_wrong() {
        let long = format!(
            r#"{{"type":"complete","id":"{}"}}"#,
            "a".repeat(ID_BYTES + 1)
        );
        let deep = format!(
            r#"{{"type":"ping","payload":{{"a":{}{}}}}}"#,
            "[".repeat(200),
            "]".repeat(200)
        );
        for wrong in [
            "",
            "[]",
            "nonsense",
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"start"}"#,
            r#"{"type":"next","id":"1","payload":{}}"#,
            r#"{"type":"connection_init","payload":7}"#,
            r#"{"type":"connection_init","payload":{"authorization":7}}"#,
            r#"{"type":"connection_init","payload":{"authorization":"a","Authorization":"b"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":7}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","documentId":"b"}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}"#,
            r#"{"type":"complete"}"#,
            &long,
            &deep,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let greeting =
            r#"{"type":"connection_init","payload":{"Authorization":"Bearer x","lang":"ja"}}"#;
        assert!(matches!(read(greeting), Ok(Heard::Greeting(Some(token))) if token == "Bearer x"));
        for nobody in [
            r#"{"type":"connection_init"}"#,
            r#"{"type":"connection_init","payload":null}"#,
            r#"{"type":"connection_init","payload":{}}"#,
        ] {
            assert!(
                matches!(read(nobody), Ok(Heard::Greeting(None))),
                "{nobody}"
            );
        }
        let begin = r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","extensions":{}}}"#;
        let Ok(Heard::Begin { id, stated }) = read(begin) else {
            panic!("an operation");
        };
        assert_eq!((id.as_str(), stated.call.document.as_str()), ("1", "{a}"));
        assert_eq!(stated.call.method, CallMethod::Watch);
    }

    #[test]
    fn a_client_is_answered_in_words_of_the_protocol() {
        assert_eq!(
            next("a\"b", br#"{"data":{}}"#),
            r#"{"id":"a\"b","type":"next","payload":{"data":{}}}"#
        );
        let told: Value =
            serde_json::from_str(&error("1", json!({ "errors": [{ "message": "no" }] })))
                .expect("JSON");
        assert_eq!(
            told,
            json!({ "id": "1", "type": "error", "payload": [{ "message": "no" }] })
        );
        let body = json!({
            "errors": [{ "message": "no", "extensions": { "code": "NO" } }, { "message": "nor this" }],
            "extensions": { "cost": { "left": 7 } },
        });
        let told: Value = serde_json::from_str(&error("1", body)).expect("JSON");
        let extensions = &told["payload"][0]["extensions"];
        assert_eq!(*extensions, json!({ "code": "NO", "cost": { "left": 7 } }));
        assert_eq!(told["payload"][1], json!({ "message": "nor this" }));
        assert_eq!(pong(None), r#"{"type":"pong"}"#);
    }
}
