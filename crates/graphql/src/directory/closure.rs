//! How an entry ended.

use async_graphql::{ID, Object};
use renkei_domain::directory::resource::Closure;

use crate::node::global_id;
use crate::scalars::DateScalar;

/// How an entry ended.
pub(crate) struct ClosureType<'a>(pub(crate) &'a Closure);

/// 廃止: how an entry ended. Whoever keeps a copy of the directory finds here where to send people
/// instead.
#[Object(name = "Closure")]
impl ClosureType<'_> {
    /// The first day on which it does no more.
    fn on(&self) -> DateScalar {
        DateScalar(self.0.on)
    }

    /// Why, in words for people who were sent there. Null where nobody said.
    fn reason(&self) -> Option<&str> {
        self.0.reason.as_ref().map(|reason| reason.as_str())
    }

    /// Global id of the entry that took its place, for `resource(id:)`. Null where there is none.
    fn successor(&self) -> Option<ID> {
        self.0.successor.map(|id| ID(global_id(id)))
    }
}
