//! What stands before the schema: documents are checked before parsing, and what a call asks for is
//! known before anything is executed.
//!
//! [`KeptDocuments::check`] is the whole of it, in this order: [`scan`] (length, brackets, tokens), the parser,
//! [`fragments`] (no circles), [`inputs`] (sizes of values), [`operation`] (which one is meant, and
//! may it come this way), [`cost`] (fields, depth, directives, points), [`introspection`] (who may read
//! the schema). What was spent of the points is reckoned from the answer, by the [`bill`]. The bounds stand in
//! [`bounds`], the answers to refused calls in [`refusal`]. Each step is linear in what was sent and
//! relies on the bounds of the steps before it, so their order matters. What is known of a registered document whatever its
//! variables are is kept in [`kept`]; [`judge`] says what of a document is told to whoever registers it.

pub(crate) mod arguments;
mod bill;
mod bounds;
mod cost;
mod document;
mod fragments;
mod inputs;
mod introspection;
pub(crate) mod judge;
mod kept;
pub(crate) mod operation;
mod refusal;
mod scan;
#[cfg(test)]
mod tests;
mod walk;
pub(crate) mod weights;

use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;

pub(crate) use bill::Bill;
pub use bounds::Bound;
pub use judge::{Judged, JudgedOperation};
pub(crate) use kept::KeptDocuments;
pub use refusal::{MAX_ERRORS, Refusal, RefusalCode};

use self::arguments::Arguments;
use self::operation::OperationKind;
use crate::call::Call;

/// A call that may be executed, unless the schema finds a mistake in it.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    /// The parsed document; nobody need parse it again.
    pub(crate) document: ExecutableDocument,
    /// What the operation that is meant does.
    pub(crate) kind: OperationKind,
    /// Its points at most, for `extensions.cost`.
    pub(crate) cost: u64,
    /// By which is reckoned what of them was spent.
    pub(crate) bill: Bill,
}

impl KeptDocuments {
    /// Decides whether a call may go on to the schema. What is read of a registered document is kept.
    pub(crate) fn check(&self, call: &Call, is_registered: bool) -> Result<Checked, Refusal> {
        let read = self.read(&call.document, is_registered)?;
        let meant = operation::choose(&read.document, call.operation_name.as_deref())?;
        let kind = operation::admit(meant, call.method)?;
        inputs::check_variables(&call.variables, &read.uses)?;
        let cost = cost::cost(&read, meant, &Arguments::new(&meant.node, &call.variables))?;
        introspection::admit(&read.document, &call.principal)?;
        let bill = Bill::of(&read.document, &meant.node);
        // One that is kept goes on being kept.
        let document =
            Arc::try_unwrap(read).map_or_else(|kept| kept.document.clone(), |read| read.document);
        Ok(Checked {
            document,
            kind,
            cost,
            bill,
        })
    }

    /// Judges a document as far as that goes without the schema, and answers it as it was read.
    pub(crate) fn judge(
        &self,
        text: &str,
        is_registered: bool,
    ) -> Result<(Judged, ExecutableDocument), Refusal> {
        let read = self.read(text, is_registered)?;
        Ok((judge::judge(&read)?, read.document.clone()))
    }
}

/// The same where nothing is kept.
#[cfg(test)]
pub(crate) fn check(call: &Call) -> Result<Checked, Refusal> {
    KeptDocuments::default().check(call, false)
}
