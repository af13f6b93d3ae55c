//! Calls that ask for more than anybody needs, each with its refusal. Those that an HTTP server
//! would stop for their length alone stand here too: the guard relies on no limit in front of it.

mod asking;
mod meaning;
mod size;

use super::refusal;
use crate::call::Call;
use crate::guard::{Bound, RefusalCode};

/// What it is, the call, and what it is refused with.
type Row = (&'static str, Call, RefusalCode, Option<Bound>);

/// Something opened and closed again so many times.
fn nested(times: usize, open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(times), close.repeat(times))
}

/// Fields within fields; the innermost has no selection.
fn deep(levels: usize, field: &str) -> String {
    let open = format!("{{{field}");
    format!("{}{}", open.repeat(levels), "}".repeat(levels))
}

/// Parts with a number each, beside each other.
fn each(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

#[test]
fn an_attacker_is_refused_with_the_reason() {
    let rows = [
        size::too_long(),
        size::too_nested(),
        asking::too_complex(),
        asking::inputs_too_large(),
        size::too_many_parts(),
        meaning::not_meant_or_not_allowed(),
    ];
    for (name, call, code, bound) in rows.into_iter().flatten() {
        let refusal = refusal(name, &call);
        assert_eq!((refusal.code, refusal.bound()), (code, bound), "{name}");
        assert!(
            refusal.body(None).len() < 500,
            "{name} is answered at length"
        );
    }
}
