//! From what the library answers to the JSON that leaves: which errors are about the request as a
//! whole, a code for every error, and what the call cost.

use async_graphql::{Pos, Response, ServerError, Value};
use serde::Serialize;
use serde_json::json;

use crate::failure::FieldCode;
use crate::guard::{Bound, Refusal, RefusalCode};

/// The most characters of a message of the library, which may repeat what was sent.
const MESSAGE_LIMIT: usize = 300;

/// The body of an executed call.
#[derive(Serialize)]
struct Executed {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
    data: Value,
    extensions: Extensions,
}

#[derive(Serialize)]
struct Extensions {
    cost: Cost,
}

/// What a call cost and might have cost, in points.
#[derive(Serialize)]
struct Cost {
    requested: u64,
    limit: u64,
}

/// The JSON of an executed call. Where something of ours broke, whoever asks about it needs the id of
/// the request.
///
/// # Errors
/// The refusal of a call of which nothing was executed.
pub(crate) fn of(response: Response, cost: u64, request_id: &str) -> Result<Vec<u8>, Refusal> {
    let Response {
        data, mut errors, ..
    } = response;
    if data == Value::Null && !errors.is_empty() {
        if errors.iter().all(|error| error.path.is_empty()) {
            return Err(refusal(RefusalCode::ValidationFailed, errors));
        }
        // Every field at the top may be null on its own, so this is no field's error: the value of an
        // argument did not fit its type. The variables fit theirs, so the document is mistaken: it
        // holds the value itself, or uses a variable where its type does not fit.
        let (coded, misfits): (Vec<_>, Vec<_>) =
            errors.into_iter().partition(|error| code(error).is_some());
        if !misfits.is_empty() {
            return Err(refusal(RefusalCode::ValidationFailed, misfits));
        }
        errors = coded;
    }
    for error in &mut errors {
        if code(error).is_none() {
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("code", FieldCode::ArgumentInvalid.code());
        }
        if is_ours(error) {
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("requestId", request_id);
        }
        error.message = short(&error.message);
    }
    let limit = Bound::Cost.limit();
    let executed = Executed {
        errors,
        data,
        extensions: Extensions {
            cost: Cost {
                requested: cost,
                limit,
            },
        },
    };
    Ok(serde_json::to_vec(&executed).unwrap_or_else(|fault| {
        tracing::error!(%fault, "an answer could not be written");
        let extensions = json!({ "code": FieldCode::Internal.code(), "requestId": request_id });
        let error = json!({ "message": "internal error", "extensions": extensions });
        json!({ "errors": [error], "data": null })
            .to_string()
            .into_bytes()
    }))
}

fn is_ours(error: &ServerError) -> bool {
    matches!(code(error), Some(Value::String(code)) if code == FieldCode::Internal.code())
}

fn code(error: &ServerError) -> Option<&Value> {
    error.extensions.as_ref()?.get("code")
}

fn refusal(code: RefusalCode, errors: Vec<ServerError>) -> Refusal {
    let mistake =
        |error: ServerError| -> (String, Vec<Pos>) { (short(&error.message), error.locations) };
    Refusal::listing(code, errors.into_iter().map(mistake))
}

fn short(message: &str) -> String {
    match message.char_indices().nth(MESSAGE_LIMIT) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::PathSegment;

    use super::*;
    use crate::failure::{broken, refused};

    fn answered(data: Value, errors: Vec<ServerError>) -> Result<serde_json::Value, RefusalCode> {
        let mut response = Response::new(data);
        response.errors = errors;
        match of(response, 7, "4711") {
            Ok(body) => Ok(serde_json::from_slice(&body).expect("JSON")),
            Err(refusal) => Err(refusal.code),
        }
    }

    fn on_a_field(error: ServerError) -> ServerError {
        error.with_path(vec![PathSegment::Field("resources".to_owned())])
    }

    fn unsaid() -> ServerError {
        ServerError::new("Expected input type \"Int\".", None)
    }

    #[test]
    fn an_error_without_a_place_refuses_the_request_and_one_on_a_field_does_not() {
        let some = || Value::from("data");
        let coded = || refused(FieldCode::BadFilter, "no").into_server_error(Pos::default());
        assert_eq!(
            answered(Value::Null, vec![unsaid()]),
            Err(RefusalCode::ValidationFailed)
        );
        let misfit = vec![on_a_field(unsaid())];
        assert_eq!(
            answered(Value::Null, misfit.clone()),
            Err(RefusalCode::ValidationFailed)
        );

        let body = answered(some(), vec![on_a_field(coded())]).expect("executed");
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_FILTER");
        assert_eq!(body["data"], "data");
        assert_eq!(body["extensions"]["cost"]["requested"], 7);

        assert_eq!(body["errors"][0]["extensions"].get("requestId"), None);

        let body = answered(some(), misfit).expect("executed");
        assert_eq!(body["errors"][0]["extensions"]["code"], "ARGUMENT_INVALID");
        let broken = broken("it").into_server_error(Pos::default());
        let body = answered(Value::Null, vec![on_a_field(broken)]).expect("executed");
        let extensions = &body["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "INTERNAL");
        assert_eq!(extensions["requestId"], "4711");
        let body = answered(some(), Vec::new()).expect("executed");
        assert!(body.get("errors").is_none());
    }

    #[test]
    fn a_message_is_short_and_a_refusal_lists_few() {
        assert_eq!(short(&"看".repeat(400)).chars().count(), MESSAGE_LIMIT + 1);
        let many = (0..500).map(|_| unsaid()).collect();
        let refused = refusal(RefusalCode::ValidationFailed, many);
        let body: serde_json::Value = serde_json::from_slice(&refused.body()).expect("JSON");
        assert_eq!(
            body["errors"].as_array().map(Vec::len),
            Some(crate::guard::MAX_ERRORS)
        );
    }
}
