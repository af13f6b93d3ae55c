//! One call as it came in, before anything about it is believed.

use std::fmt;

use renkei_domain::access::principal::Principal;
use renkei_domain::ids::TokenId;
use renkei_domain::people::DocumentMode;
use serde_json::{Map, Value};

/// Through which door the call came; decides what it may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallMethod {
    /// GET: queries only, so that following a link never changes anything.
    Read,
    /// POST: queries and mutations.
    ReadOrWrite,
    /// POST by somebody who takes a stream of events, or a message over a socket: subscriptions too.
    Watch,
}

/// One call: a document, which of its operations is meant, and its variables.
#[derive(Clone)]
pub struct Call {
    /// The document, as sent.
    pub document: String,
    /// The operation that is meant; needed only where the document holds several.
    pub operation_name: Option<String>,
    /// Values of the variables, as sent.
    pub variables: Map<String, Value>,
    /// Through which door it came.
    pub method: CallMethod,
    /// Who calls.
    pub principal: Principal,
}

/// A call as it is stated: with its document, or with the id of one that is registered.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The call. Its document is empty where an id stands for it.
    pub call: Call,
    /// The id that stands for the document, as sent.
    pub document_id: Option<String>,
}

/// The program that calls, where it shows a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// The token.
    pub token: TokenId,
    /// What it may send in place of registered documents.
    pub documents: DocumentMode,
}

/// Says how the call came and how long it is: what it asks about stays out of logs.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("document_bytes", &self.document.len())
            .field("variables", &self.variables.len())
            .finish_non_exhaustive()
    }
}
