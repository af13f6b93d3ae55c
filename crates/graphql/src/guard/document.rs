//! A document that may be looked at more closely: it passed the scan, it parses, its values are of
//! bearable size and its fragments lead somewhere.

use async_graphql::Name;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{self, parse_query};

use super::bounds::{Bound, length};
use super::fragments::spread_order;
use super::inputs::{self, Uses};
use super::refusal::{Refusal, RefusalCode};
use super::scan;

/// A document and what is known of it whatever its variables are.
#[derive(Debug)]
pub(super) struct ReadDocument {
    pub(super) document: ExecutableDocument,
    /// Its fragments, each after those it spreads.
    pub(super) order: Vec<Name>,
    pub(super) uses: Uses,
}

impl ReadDocument {
    /// Reads a document. The same text always reads the same.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        scan::check(text)?;
        let document = parse(text)?;
        Bound::Operations.hold(length(document.operations.iter().len()))?;
        let order = spread_order(&document.fragments).map_err(|place| {
            Refusal::new(
                RefusalCode::ValidationFailed,
                "a fragment spreads itself, directly or through others",
            )
            .at(place)
        })?;
        let uses = inputs::check_document(&document)?;
        Ok(Self {
            document,
            order,
            uses,
        })
    }
}

/// Parses, and puts what the parser says into words of our own: they name the place and leave the
/// text of the document out.
fn parse(text: &str) -> Result<ExecutableDocument, Refusal> {
    parse_query(text).map_err(|fault| {
        let (code, message) = match &fault {
            parser::Error::MultipleOperations { .. } => (
                RefusalCode::ValidationFailed,
                "an operation without a name must be the only one of its document",
            ),
            parser::Error::OperationDuplicated { .. } => (
                RefusalCode::ValidationFailed,
                "two operations have the same name",
            ),
            parser::Error::FragmentDuplicated { .. } => (
                RefusalCode::ValidationFailed,
                "two fragments have the same name",
            ),
            parser::Error::MissingOperation => (
                RefusalCode::OperationUnknown,
                "the document holds no operation",
            ),
            _ => (
                RefusalCode::SyntaxError,
                "the document is not GraphQL from here on",
            ),
        };
        fault
            .positions()
            .fold(Refusal::new(code, message), Refusal::at)
    })
}
