//! Which operation of a document is meant, and whether it may come this way.

use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
};

use super::refusal::{Refusal, RefusalCode};
use crate::call::CallMethod;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationKind {
    /// It reads.
    Query,
    /// It changes something.
    Mutation,
    /// It watches something.
    Subscription,
}

impl OperationKind {
    /// The word of GraphQL.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}

/// What the operation that is meant is called, where it has a name.
pub(crate) fn called<'a>(
    document: &'a ExecutableDocument,
    name: Option<&'a str>,
) -> Option<&'a str> {
    match &document.operations {
        DocumentOperations::Single(_) => None,
        DocumentOperations::Multiple(named) => {
            name.or_else(|| named.keys().next().map(async_graphql::Name::as_str))
        }
    }
}

/// The operation that is meant: the named one, or the only one (GraphQL October 2021, §6.1,
/// `GetOperation`).
pub(super) fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Refusal> {
    let unknown = || {
        Refusal::new(
            RefusalCode::OperationUnknown,
            "the document holds no operation of the name in operationName",
        )
    };
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(_)) => Err(unknown()),
        (DocumentOperations::Multiple(named), Some(name)) => named.get(name).ok_or_else(unknown),
        (DocumentOperations::Multiple(named), None) => {
            let mut operations = named.values();
            match (operations.next(), operations.next()) {
                (Some(operation), None) => Ok(operation),
                _ => Err(Refusal::new(
                    RefusalCode::OperationUnknown,
                    "the document holds several operations: operationName must say which is meant",
                )),
            }
        }
    }
}

/// What the operation does, if it may come by this method.
pub(super) fn admit(
    operation: &Positioned<OperationDefinition>,
    method: CallMethod,
) -> Result<OperationKind, Refusal> {
    match (operation.node.ty, method) {
        (OperationType::Query, _) => Ok(OperationKind::Query),
        (OperationType::Mutation, CallMethod::ReadOrWrite | CallMethod::Watch) => {
            Ok(OperationKind::Mutation)
        }
        (OperationType::Mutation, CallMethod::Read) => Err(Refusal::new(
            RefusalCode::MethodNotAllowed,
            "a mutation must be sent by POST",
        )
        .at(operation.pos)),
        (OperationType::Subscription, CallMethod::Watch) => {
            let fields = &operation.node.selection_set.node.items;
            match fields.as_slice() {
                [only] if matches!(only.node, Selection::Field(_)) => {
                    Ok(OperationKind::Subscription)
                }
                _ => Err(Refusal::new(
                    RefusalCode::ValidationFailed,
                    "a subscription has exactly one field at the top",
                )
                .at(operation.pos)),
            }
        }
        (OperationType::Subscription, CallMethod::Read | CallMethod::ReadOrWrite) => {
            Err(Refusal::new(
                RefusalCode::SubscriptionUnsupported,
                "a subscription is a stream of events: send it by POST and accept `text/event-stream`, or over a WebSocket",
            )
            .at(operation.pos))
        }
    }
}
