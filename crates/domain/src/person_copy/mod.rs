//! The person's copy (開示) of what an agency keeps about them, to hold in their own hands. What they gave or signed
//! they have at once; of the rest the agency that holds it looks first whether a ground of the law (個人情報保護法
//! 33条2項) or words of a third person stand against it, one thing after the other. What is withheld is written down
//! with its ground and said to the person (33条3項, 36条).
//!
//! [`rule`] says which is which, [`entry`] how anything stands in a copy, [`request`] how the rest is asked for,
//! decided and released, or taken back. Who looked is told at once. A telling by an exception of the law stands in no
//! copy before it was released.

pub mod entry;
pub mod request;
pub mod rule;

pub use entry::{CopyEntry, CopyFact, CopyKind, CopyValue};
pub use request::{
    CopyAskedHow, CopyDecision, CopyFault, CopyItem, CopyRelease, CopyRequest, CopyTakenBack,
    due_of, left, released,
};
pub use rule::CopyPart;
