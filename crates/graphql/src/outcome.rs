//! From what the library answers to the JSON that leaves: which errors are about the request as a
//! whole, a code for every error, and what the call cost.

use std::fmt;

use async_graphql::{Pos, Response, ServerError, Value};
use serde::Serialize;
use serde_json::json;

use crate::failure::FieldCode;
use crate::guard::{Bill, Refusal, RefusalCode};
use crate::points::{CallCost, Purse};

/// The most characters of a message of the library, which may repeat what was sent.
const MESSAGE_LIMIT: usize = 300;

/// What came of a call that was executed, until it is written down as its answer: what its sender has left is known
/// once what it cost is.
pub struct Outcome {
    errors: Vec<ServerError>,
    data: Value,
    requested: u64,
    actual: u64,
    request_id: String,
}

/// The body of an executed call.
#[derive(Serialize)]
struct Executed<'o> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'o [ServerError],
    data: &'o Value,
    extensions: Extensions,
}

#[derive(Serialize)]
struct Extensions {
    cost: CallCost,
}

impl Outcome {
    /// The points of what was read, never more than were asked for. Where something failed all of them: what is null
    /// there may hide what was read before.
    #[must_use]
    pub const fn actual(&self) -> u64 {
        self.actual
    }

    /// A JSON object with `data`, with `extensions.cost` and, where there are any, `errors`.
    #[must_use]
    pub fn body(&self, purse: Option<Purse>) -> Vec<u8> {
        let executed = Executed {
            errors: &self.errors,
            data: &self.data,
            extensions: Extensions {
                cost: CallCost::new(self.requested, self.actual, purse),
            },
        };
        serde_json::to_vec(&executed).unwrap_or_else(|fault| {
            tracing::error!(%fault, "an answer could not be written");
            let code = FieldCode::Internal.code();
            let extensions = json!({ "code": code, "requestId": self.request_id });
            let error = json!({ "message": "internal error", "extensions": extensions });
            json!({ "errors": [error], "data": null })
                .to_string()
                .into_bytes()
        })
    }
}

impl fmt::Debug for Outcome {
    /// Says what it cost: what was answered stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("requested", &self.requested)
            .field("actual", &self.actual)
            .finish_non_exhaustive()
    }
}

/// What came of a call that asked for so many points. Where something of ours broke, whoever asks about it needs the id
/// of the request.
///
/// # Errors
/// The refusal of a call of which nothing was executed, or of which nothing came.
pub(crate) fn of(
    response: Response,
    requested: u64,
    bill: &Bill,
    request_id: &str,
) -> Result<Outcome, Refusal> {
    let Response {
        data, mut errors, ..
    } = response;
    if data == Value::Null && !errors.is_empty() {
        if errors.iter().all(|error| error.path.is_empty()) {
            return Err(refusal(RefusalCode::ValidationFailed, errors).costing(requested));
        }
        // Every field at the top may be null on its own, so this is no field's error: the value of an
        // argument did not fit its type. The variables fit theirs, so the document is mistaken: it
        // holds the value itself, or uses a variable where its type does not fit. Fields beside it may
        // have been read until then.
        let (coded, misfits): (Vec<_>, Vec<_>) =
            errors.into_iter().partition(|error| code(error).is_some());
        if !misfits.is_empty() {
            let refusal = refusal(RefusalCode::ValidationFailed, misfits);
            return Err(refusal.costing(requested).spending(requested));
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
    let actual = if errors.is_empty() {
        bill.comes_to(&data).min(requested)
    } else {
        requested
    };
    Ok(Outcome {
        errors,
        data,
        requested,
        actual,
        request_id: request_id.to_owned(),
    })
}

fn is_ours(error: &ServerError) -> bool {
    matches!(code(error), Some(Value::String(code)) if code == FieldCode::Internal.code())
}

fn code(error: &ServerError) -> Option<&Value> {
    error.extensions.as_ref()?.get("code")
}

/// The refusal of a document in which the library finds mistakes.
pub(crate) fn refusal(code: RefusalCode, errors: Vec<ServerError>) -> Refusal {
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
    use renkei_domain::access::principal::Principal;

    use super::*;
    use crate::call::{Call, CallMethod};
    use crate::failure::{broken, refused};
    use crate::guard::check;

    /// The bill of a document that asks for a field of one point.
    fn bill() -> Bill {
        let call = Call {
            document: "{ name }".to_owned(),
            operation_name: None,
            variables: serde_json::Map::new(),
            method: CallMethod::Read,
            principal: Principal::anybody(),
        };
        check(&call).expect("it is let through").bill
    }

    fn outcome(data: Value, errors: Vec<ServerError>) -> Result<Outcome, Refusal> {
        let mut response = Response::new(data);
        response.errors = errors;
        of(response, 7, &bill(), "4711")
    }

    fn answered(data: Value, errors: Vec<ServerError>) -> Result<serde_json::Value, RefusalCode> {
        match outcome(data, errors) {
            Ok(outcome) => Ok(serde_json::from_slice(&outcome.body(None)).expect("JSON")),
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
    fn a_partner_pays_for_what_was_read_and_for_all_of_it_where_something_failed() {
        let read = || async_graphql::value!({ "name": "みなと" });
        assert_eq!(outcome(read(), Vec::new()).map(|it| it.actual()), Ok(1));
        let coded = refused(FieldCode::BadFilter, "no").into_server_error(Pos::default());
        let failed = outcome(read(), vec![on_a_field(coded)]);
        assert_eq!(failed.map(|it| it.actual()), Ok(7));
        // Nothing is executed of a document in which the schema finds a mistake; of one whose values do not fit
        // something may have been.
        for (error, spent) in [(unsaid(), 0), (on_a_field(unsaid()), 7)] {
            let refusal = outcome(Value::Null, vec![error]).expect_err("refused");
            assert_eq!(refusal.spent(), spent);
            let body: serde_json::Value =
                serde_json::from_slice(&refusal.body(None)).expect("JSON");
            let cost = json!({ "requested": 7, "actual": spent, "limit": 150_000 });
            assert_eq!(body["extensions"]["cost"], cost, "{body}");
        }
    }

    #[test]
    fn a_message_is_short_and_a_refusal_lists_few() {
        assert_eq!(short(&"看".repeat(400)).chars().count(), MESSAGE_LIMIT + 1);
        let many = (0..500).map(|_| unsaid()).collect();
        let refused = refusal(RefusalCode::ValidationFailed, many);
        let body: serde_json::Value = serde_json::from_slice(&refused.body(None)).expect("JSON");
        assert_eq!(
            body["errors"].as_array().map(Vec::len),
            Some(crate::guard::MAX_ERRORS)
        );
    }
}
