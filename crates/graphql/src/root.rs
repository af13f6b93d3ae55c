//! The root of every question, put together from its parts: as it is promised, and as it is executed.

use async_graphql::MergedObject;

use crate::directory::queries::Questions;
use crate::federation::Federation;

/// What can be asked of the directory. Without sign-in only what is meant for everybody is answered;
/// nothing here changes anything.
#[derive(Debug, Clone, Copy, Default, MergedObject)]
#[graphql(name = "Query")]
pub(crate) struct Promised(Questions);

// The schema tells of both the same, so that introspection says what is promised: what routers ask beside it is laid
// down by the specification of federation, stands in no schema that a subgraph shows, and is hidden.
/// What can be asked of the directory. Without sign-in only what is meant for everybody is answered;
/// nothing here changes anything.
#[derive(Debug, Clone, Copy, Default, MergedObject)]
#[graphql(name = "Query")]
pub(crate) struct Executed(Questions, Federation);
