//! Calls that mean nothing, or what may not come this way.

use super::{Row, nested};
use crate::call::CallMethod;
use crate::guard::RefusalCode::*;
use crate::guard::tests::{by, naming, post};

pub(super) fn not_meant_or_not_allowed() -> Vec<Row> {
    let two = || post("query A{a} mutation B{b}");
    vec![
        (
            "a circle",
            post("{...A}fragment A on Query{...B}fragment B on Query{...A}"),
            ValidationFailed,
            None,
        ),
        (
            "a fragment in itself",
            post("{...A}fragment A on Query{a{...A}}"),
            ValidationFailed,
            None,
        ),
        (
            "a circle nobody uses",
            post("{a}fragment A on Query{...B}fragment B on Query{a{...A}}"),
            ValidationFailed,
            None,
        ),
        (
            "an operation without a name beside others",
            post("{a} query B{b}"),
            ValidationFailed,
            None,
        ),
        (
            "two operations of one name",
            post("query A{a} query A{b}"),
            ValidationFailed,
            None,
        ),
        (
            "two fragments of one name",
            post("{...A}fragment A on Q{a}fragment A on Q{b}"),
            ValidationFailed,
            None,
        ),
        (
            "a mutation by GET",
            by(CallMethod::Read, post("mutation{a}")),
            MethodNotAllowed,
            None,
        ),
        (
            "a mutation among others by GET",
            by(CallMethod::Read, naming("B", two())),
            MethodNotAllowed,
            None,
        ),
        (
            "a subscription without a stream",
            post("subscription{a}"),
            SubscriptionUnsupported,
            None,
        ),
        (
            "a subscription by GET",
            by(CallMethod::Read, post("subscription{a}")),
            SubscriptionUnsupported,
            None,
        ),
        (
            "a subscription to two things",
            by(CallMethod::Watch, post("subscription{a b}")),
            ValidationFailed,
            None,
        ),
        (
            "a subscription to two things by a fragment",
            by(
                CallMethod::Watch,
                post("subscription{...F} fragment F on Subscription{a b}"),
            ),
            ValidationFailed,
            None,
        ),
        ("one of two", two(), OperationUnknown, None),
        (
            "one that is not there",
            naming("C", two()),
            OperationUnknown,
            None,
        ),
        (
            "a name where there is none",
            naming("A", post("{a}")),
            OperationUnknown,
            None,
        ),
        (
            "fragments alone",
            post("fragment A on Query{a}"),
            OperationUnknown,
            None,
        ),
        ("nothing", post(""), SyntaxError, None),
        (
            "a string over two lines",
            post("{a(b:\"\n\")}"),
            SyntaxError,
            None,
        ),
        (
            "a string without an end",
            post("{a(b:\"\\\")}"),
            SyntaxError,
            None,
        ),
        (
            "a block string without an end",
            post(format!(
                "{{a(b:[\"\"\" \" \" {})}}",
                nested(1_600, "[", "]")
            )),
            SyntaxError,
            None,
        ),
        (
            "brackets that close nothing",
            post("{a}}}"),
            SyntaxError,
            None,
        ),
        (
            "a type definition",
            post("type Query{a:Int}"),
            SyntaxError,
            None,
        ),
    ]
}
