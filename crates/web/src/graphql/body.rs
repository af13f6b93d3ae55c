//! What a call states, from the body of a POST or the address of a GET, brought into one shape.

use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http_body_util::LengthLimitError;
use renkei_domain::access::principal::Principal;
use renkei_graphql::{Call, CallMethod, Stated};
use serde_json::{Map, Value};
use tower_http::timeout::TimeoutError;

use super::fault::{Fault, Shape};
use crate::body_time::{BodyTooSlow, causes};

/// The most bytes of a body: room for a document of the greatest length, escaped, and its variables.
pub(crate) const BODY_LIMIT: usize = 256 * 1024;

/// The parameters that a call has, by their names in the draft.
const QUERY: &str = "query";
const DOCUMENT_ID: &str = "documentId";
const OPERATION_NAME: &str = "operationName";
const VARIABLES: &str = "variables";
const EXTENSIONS: &str = "extensions";

/// Reads the body of a POST. Its type is looked at before any of it is read.
pub(super) async fn stated_in_body(headers: &HeaderMap, body: Body) -> Result<Stated, Fault> {
    if !is_json(headers) {
        return Err(Fault::ContentType);
    }
    let bytes = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|fault| unread(&fault))?;
    // The parser itself refuses what is nested more than 128 deep, and what is not UTF-8.
    let value = serde_json::from_slice(&bytes).map_err(|_| Fault::JsonUnreadable)?;
    shaped(value, CallMethod::ReadOrWrite)
}

/// Reads the address of a GET, where variables and extensions are JSON in a parameter.
pub(super) fn stated_in_address(query: &str) -> Result<Stated, Fault> {
    let mut stated = Map::new();
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let value = match &*name {
            // An empty text states a document, a wrong one; for the others it states nothing.
            QUERY | DOCUMENT_ID => Value::String(text.into_owned()),
            OPERATION_NAME | VARIABLES | EXTENSIONS if text.is_empty() => Value::Null,
            OPERATION_NAME => Value::String(text.into_owned()),
            VARIABLES | EXTENSIONS => {
                serde_json::from_str(&text).map_err(|_| Fault::JsonUnreadable)?
            }
            _ => continue,
        };
        if stated.insert(name.into_owned(), value).is_some() {
            return Err(Fault::Shape(Shape::ParameterTwice));
        }
    }
    shaped(Value::Object(stated), CallMethod::Read)
}

/// Whether a body is said to be JSON in UTF-8. A form of another site can send only types that are
/// not, so that this keeps forged calls out as well.
fn is_json(headers: &HeaderMap) -> bool {
    let is_packed = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let mut stated = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None, false) = (stated.next(), stated.next(), is_packed) else {
        return false;
    };
    let mut parts = only.to_str().unwrap_or_default().split(';').map(str::trim);
    parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts.all(|parameter| !is_other_charset(parameter))
}

fn is_other_charset(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(name, value)| {
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset")
            && !["utf-8", "utf8"]
                .iter()
                .any(|ours| value.eq_ignore_ascii_case(ours))
    })
}

/// Why a body could not be read.
fn unread(fault: &axum::Error) -> Fault {
    for here in causes(fault) {
        if here.is::<LengthLimitError>() {
            return Fault::TooLarge;
        }
        if here.is::<TimeoutError>() || here.is::<BodyTooSlow>() {
            return Fault::BodyPaused;
        }
    }
    Fault::BadRequest
}

/// Brings what was stated into the shape of a call.
pub(super) fn shaped(value: Value, method: CallMethod) -> Result<Stated, Fault> {
    let mut stated = match value {
        Value::Object(stated) => stated,
        Value::Array(_) => return Err(Fault::Shape(Shape::Batch)),
        _ => return Err(Fault::Shape(Shape::NotAnObject)),
    };
    let document = match stated.remove(QUERY) {
        Some(Value::String(document)) => Some(document),
        None | Some(Value::Null) => None,
        Some(_) => return Err(Fault::Shape(Shape::QueryNotText)),
    };
    let document_id = match stated.remove(DOCUMENT_ID) {
        Some(Value::String(id)) => Some(id),
        None | Some(Value::Null) => None,
        Some(_) => return Err(Fault::Shape(Shape::DocumentIdNotText)),
    };
    match (&document, &document_id) {
        (None, None) => return Err(Fault::Shape(Shape::QueryMissing)),
        (Some(_), Some(_)) => return Err(Fault::Shape(Shape::QueryAndId)),
        (Some(_), None) | (None, Some(_)) => {}
    }
    let operation_name = match stated.remove(OPERATION_NAME) {
        Some(Value::String(name)) => Some(name),
        None | Some(Value::Null) => None,
        Some(_) => return Err(Fault::Shape(Shape::OperationNameNotText)),
    };
    let variables = object(stated.remove(VARIABLES), Shape::VariablesNotObject)?;
    // There is no extension that the endpoint knows; clients send them all the same.
    object(stated.remove(EXTENSIONS), Shape::ExtensionsNotObject)?;
    Ok(Stated {
        call: Call {
            document: document.unwrap_or_default(),
            operation_name,
            variables,
            method,
            // Whoever it is: the handler says so, once it is known.
            principal: Principal::anybody(),
        },
        document_id,
    })
}

fn object(value: Option<Value>, otherwise: Shape) -> Result<Map<String, Value>, Fault> {
    match value {
        Some(Value::Object(object)) => Ok(object),
        None | Some(Value::Null) => Ok(Map::new()),
        Some(_) => Err(Fault::Shape(otherwise)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_client_says_that_it_sends_json_in_utf_8() {
        let cases: &[(&[&'static str], bool)] = &[
            (&["application/json"], true),
            (&["Application/Json;charset=UTF-8"], true),
            (&["application/json; charset=\"utf-8\""], true),
            (&["application/json; profile=x"], true),
            (&[], false),
            (&[""], false),
            (&["text/plain"], false),
            (&["application/x-www-form-urlencoded"], false),
            (&["multipart/form-data; boundary=application/json"], false),
            (&["application/jsonp"], false),
            (&["application/json; charset=shift_jis"], false),
            (&["application/graphql"], false),
            (&["application/json", "text/plain"], false),
        ];
        for (stated, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *stated {
                headers.append(CONTENT_TYPE, HeaderValue::from_static(value));
            }
            assert_eq!(is_json(&headers), *expected, "{stated:?}");
        }
        let mut packed = HeaderMap::new();
        packed.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        packed.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(!is_json(&packed), "what is packed is not unpacked");
    }

    #[test]
    fn a_client_that_reads_by_get_states_the_same_as_by_post() {
        let asked = "query=query+A%7B__typename%7D&operationName=A&variables=%7B%22n%22%3A1%7D";
        let Stated { call, document_id } = stated_in_address(asked).expect("a call");
        assert_eq!(document_id, None);
        assert_eq!(call.document, "query A{__typename}");
        assert_eq!(call.operation_name.as_deref(), Some("A"));
        assert_eq!(call.variables.get("n"), Some(&Value::from(1)));
        assert!(matches!(call.method, CallMethod::Read));
        let plain = stated_in_address("query=x&operationName=&variables=&utm=1").expect("a call");
        assert_eq!(plain.call.operation_name, None);
        assert!(plain.call.variables.is_empty());
        let named = stated_in_address("documentId=sha256:7d&variables=%7B%7D").expect("a call");
        assert_eq!(named.document_id.as_deref(), Some("sha256:7d"));
        assert_eq!(named.call.document, "");
        for (address, expected) in [
            ("", Fault::Shape(Shape::QueryMissing)),
            ("query=a&query=b", Fault::Shape(Shape::ParameterTwice)),
            ("query=a&documentId=b", Fault::Shape(Shape::QueryAndId)),
            (
                "documentId=a&documentId=b",
                Fault::Shape(Shape::ParameterTwice),
            ),
            ("query=a&variables={", Fault::JsonUnreadable),
            (
                "query=a&variables=[]",
                Fault::Shape(Shape::VariablesNotObject),
            ),
            (
                "query=a&extensions=1",
                Fault::Shape(Shape::ExtensionsNotObject),
            ),
        ] {
            assert_eq!(
                stated_in_address(address).err(),
                Some(expected),
                "{address}"
            );
        }
    }
}
