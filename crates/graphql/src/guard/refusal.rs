//! Why a call is not executed: a closed list of codes for programs, and the JSON that says so.

use std::borrow::Cow;

use async_graphql::Pos;
use serde_json::{Value, json};

use super::bounds::Bound;
use crate::codes::codes;
use crate::points::{CallCost, Purse};

/// How many errors an answer lists at most; a call with more mistakes learns of the first ones.
pub const MAX_ERRORS: usize = 20;

codes! {
    /// Every reason for not executing a call. Programs read it as `extensions.code`.
    RefusalCode {
        /// The document is too large to be read; `extensions.bound` names the bound.
        DocumentLimit = "DOCUMENT_LIMIT";
        /// The document is not GraphQL; the location says where.
        SyntaxError = "SYNTAX_ERROR";
        /// The document does not fit the schema, or contradicts itself.
        ValidationFailed = "VALIDATION_FAILED";
        /// The document asks for too much at once; `extensions.bound` names the bound.
        QueryTooComplex = "QUERY_TOO_COMPLEX";
        /// A value in the document or in the variables is too large; `extensions.bound` names the bound.
        InputLimit = "INPUT_LIMIT";
        /// The variables do not fit the types that the operation declares for them.
        VariablesInvalid = "VARIABLES_INVALID";
        /// It is not clear which operation is meant, or the document does not hold it.
        OperationUnknown = "OPERATION_UNKNOWN";
        /// The operation would change something, and the call came by a method that may only read.
        MethodNotAllowed = "METHOD_NOT_ALLOWED";
        /// The document asks for the schema, which is told to signed-in people and to valid tokens.
        SignInFirst = "SIGN_IN_FIRST";
        /// A subscription came by GET, or from somebody who takes no stream of events.
        SubscriptionUnsupported = "SUBSCRIPTION_UNSUPPORTED";
        /// No document of this id is registered for the token, or not any more.
        DocumentUnknown = "DOCUMENT_UNKNOWN";
        /// The token runs registered documents alone, by their `documentId`, and this one came as text.
        DocumentNotRegistered = "DOCUMENT_NOT_REGISTERED";
    }
}

/// A call that is not executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why, for programs.
    pub code: RefusalCode,
    errors: Vec<RefusedError>,
    /// The points of the operation, where they are known.
    points: Option<u64>,
    /// What of them was spent before it was clear that nothing would come of it.
    spent: u64,
}

/// One entry of `errors`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RefusedError {
    message: Cow<'static, str>,
    locations: Vec<Pos>,
    bound: Option<Bound>,
}

impl Refusal {
    /// A refusal with one error. The message is English, for the people who write programs; it
    /// repeats nothing of the document.
    #[must_use]
    pub fn new(code: RefusalCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::with_bound(code, message.into(), None)
    }

    /// What is beyond a bound. The bound decides code and message.
    #[must_use]
    pub fn beyond(bound: Bound) -> Self {
        Self::with_bound(bound.code(), bound.message().into(), Some(bound))
    }

    /// Several mistakes of one kind; those after [`MAX_ERRORS`] are left out.
    #[must_use]
    pub fn listing(
        code: RefusalCode,
        errors: impl IntoIterator<Item = (String, Vec<Pos>)>,
    ) -> Self {
        let errors = errors.into_iter().take(MAX_ERRORS);
        let errors = errors.map(|(message, locations)| RefusedError {
            message: message.into(),
            locations,
            bound: None,
        });
        Self {
            code,
            errors: errors.collect(),
            points: None,
            spent: 0,
        }
    }

    /// Says how many points the operation costs, at the place where an executed answer says it.
    #[must_use]
    pub fn costing(self, points: u64) -> Self {
        Self {
            points: Some(points),
            ..self
        }
    }

    /// Says that something was read before it was clear that nothing would come of it, and how many points that is.
    #[must_use]
    pub fn spending(self, spent: u64) -> Self {
        Self { spent, ..self }
    }

    /// The points of the operation that were spent; none where nothing was executed.
    #[must_use]
    pub const fn spent(&self) -> u64 {
        self.spent
    }

    /// Says where in the document, for each of its errors.
    #[must_use]
    pub fn at(mut self, place: Pos) -> Self {
        for error in &mut self.errors {
            error.locations.push(place);
        }
        self
    }

    /// The bound that was passed, if a bound is the reason.
    #[must_use]
    pub fn bound(&self) -> Option<Bound> {
        self.errors.first().and_then(|error| error.bound)
    }

    /// What is wrong first, in English.
    #[must_use]
    pub fn message(&self) -> &str {
        self.errors.first().map_or("", |error| &*error.message)
    }

    /// Where in the document that is, as line and column from 1 on, where it has a place.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        let place = self.errors.first()?.locations.first()?;
        Some((place.line, place.column))
    }

    /// The JSON answer: `errors`, without `data` because nothing came of the call, and `extensions.cost`
    /// where the cost is known or there is a limit. A document that was not weighed asks for nothing there.
    #[must_use]
    pub fn body(&self, purse: Option<Purse>) -> Vec<u8> {
        let errors: Vec<Value> = self.errors.iter().map(|error| self.json(error)).collect();
        let mut body = json!({ "errors": errors });
        if self.points.is_some() || purse.is_some() {
            let requested = self.points.unwrap_or_default();
            let cost = CallCost::new(requested, self.spent, purse);
            body["extensions"] = json!({ "cost": cost });
        }
        body.to_string().into_bytes()
    }

    fn with_bound(code: RefusalCode, message: Cow<'static, str>, bound: Option<Bound>) -> Self {
        Self {
            code,
            errors: vec![RefusedError {
                message,
                locations: Vec::new(),
                bound,
            }],
            points: None,
            spent: 0,
        }
    }

    fn json(&self, error: &RefusedError) -> Value {
        let mut extensions = json!({ "code": self.code.code() });
        if let Some(bound) = error.bound {
            extensions["bound"] = json!({ "name": bound.name(), "limit": bound.limit() });
        }
        let mut entry = json!({ "message": error.message, "extensions": extensions });
        if !error.locations.is_empty() {
            let places = error.locations.iter();
            let places = places.map(|place| json!({ "line": place.line, "column": place.column }));
            entry["locations"] = places.collect();
        }
        entry
    }
}
