//! Why a field has no value. Every error of an executed answer bears one of these codes.

use std::error::Error as StdError;

use async_graphql::{Error, ErrorExtensionValues};
use renkei_app::directory::search::SearchRefusal;

use crate::codes::codes;

codes! {
    /// The code of an error on a field, in its `extensions.code`. The list is closed: a program may
    /// treat each by name. Errors about a request as a whole bear a [`crate::RefusalCode`].
    FieldCode {
        /// `first`, `last`, `after` and `before` do not go together as given, or `page` is below 1.
        BadPaging = "BAD_PAGING";
        /// `first` or `last` lies outside what a page may hold: 1 to 100, of cases and of their records 1 to 50.
        PageSize = "PAGE_SIZE";
        /// A part of the filter cannot be used; `extensions.field` names it.
        BadFilter = "BAD_FILTER";
        /// A cursor is not one of ours, or of a version that is no longer read: begin at the first page.
        CursorUnreadable = "CURSOR_UNREADABLE";
        /// A cursor belongs to a search with another filter or order: begin at the first page.
        CursorOfAnotherSearch = "CURSOR_OF_ANOTHER_SEARCH";
        /// A cursor of the feed of changes names a place that its log does not have: it is another installation's, or a
        /// backup of before it was restored since. Begin anew, see `Query.resourceChanges`.
        CursorOfAnotherLog = "CURSOR_OF_ANOTHER_LOG";
        /// More ids at once than are answered. A list of over 250 values refuses the whole call instead,
        /// with `INPUT_LIMIT`.
        TooMany = "TOO_MANY";
        /// There is no such thing for the caller's eyes, or not any more: with it a subscription ends.
        NotFound = "NOT_FOUND";
        /// The value of an argument does not fit its type, which shows only when the field is resolved.
        ArgumentInvalid = "ARGUMENT_INVALID";
        /// The fault is ours. The log has the whole story, under the request's id.
        Internal = "INTERNAL";
    }
}

/// An error that says what the caller can mend.
pub(crate) fn refused(code: FieldCode, message: impl Into<String>) -> Error {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.code());
    Error {
        extensions: Some(extensions),
        ..Error::new(message)
    }
}

/// An error about one part of a filter.
pub(crate) fn bad_filter(field: &'static str, message: impl Into<String>) -> Error {
    let mut error = refused(FieldCode::BadFilter, message);
    if let Some(extensions) = &mut error.extensions {
        extensions.set("field", field);
    }
    error
}

/// An error about a cursor.
pub(crate) fn bad_cursor(refusal: &SearchRefusal) -> Error {
    match refusal {
        SearchRefusal::CursorUnreadable => refused(
            FieldCode::CursorUnreadable,
            "The cursor cannot be read. Ask without it to begin at the first page.",
        ),
        SearchRefusal::CursorOfAnotherSearch => refused(
            FieldCode::CursorOfAnotherSearch,
            "The cursor belongs to another filter or order. Ask without it to begin at the first page.",
        ),
    }
}

/// An error of ours: the whole chain goes to the log, one calm line to the caller.
pub(crate) fn internal(fault: &(dyn StdError + 'static)) -> Error {
    let mut chain = fault.to_string();
    let mut cause = fault.source();
    while let Some(deeper) = cause {
        chain.push_str(": ");
        chain.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    tracing::error!(fault = %chain, "a field could not be resolved");
    calm()
}

/// An error of ours that no library reported: what the code relied on did not hold.
pub(crate) fn broken(what: &'static str) -> Error {
    tracing::error!(fault = what, "a field could not be resolved");
    calm()
}

fn calm() -> Error {
    refused(FieldCode::Internal, "internal error")
}
