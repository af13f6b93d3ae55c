//! Every bound of a call, with its number, in one table.

use super::refusal::{Refusal, RefusalCode};

macro_rules! bounds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $limit:literal, $code:ident, $beyond:literal, $unit:literal;)+) => {
        /// What a call may have at most. A refusal names it in `extensions.bound`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Bound {
            $($(#[$doc])* $variant),+
        }

        impl Bound {
            /// Every bound, in the order in which they are looked at.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name for programs.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The largest number that is still accepted.
            #[must_use]
            pub const fn limit(self) -> u64 {
                match self { $(Self::$variant => $limit),+ }
            }

            /// The code of a call beyond it.
            #[must_use]
            pub const fn code(self) -> RefusalCode {
                match self { $(Self::$variant => RefusalCode::$code),+ }
            }

            /// What is said of a call beyond it.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!($beyond, " ", $limit, " ", $unit)),+ }
            }
        }
    };
}

bounds! {
    /// Length of the document in bytes of UTF-8.
    DocumentBytes = "documentBytes", 65_536, DocumentLimit,
        "the document is longer than", "bytes";
    /// Brackets of all three kinds that are open at once.
    BracketNesting = "bracketNesting", 64, DocumentLimit,
        "the brackets of the document are nested deeper than", "levels";
    /// Tokens of the document, without white space, commas and comments.
    Tokens = "tokens", 8_000, DocumentLimit,
        "the document has more than", "tokens";
    /// Length of a name or a number. Messages about a document repeat its names.
    WordBytes = "wordBytes", 256, DocumentLimit,
        "a name or number in the document is longer than", "bytes";
    /// Operations in one document, whichever is meant.
    Operations = "operations", 50, DocumentLimit,
        "the document holds more than", "operations";
    /// Fields of one operation with its fragments opened, `__typename` included.
    Fields = "fields", 2_000, QueryTooComplex,
        "an operation or fragment selects more than", "fields";
    /// Fields within fields. The stock introspection query of graphql-js needs all 15.
    Depth = "depth", 15, QueryTooComplex,
        "an operation or fragment nests its fields deeper than", "levels";
    /// Selections within selections with fragments opened: a field, an inline fragment and a
    /// spread are one level each.
    SelectionNesting = "selectionNesting", 64, QueryTooComplex,
        "an operation or fragment, with its fragments opened, is nested deeper than", "levels";
    /// Directives of one operation with its fragments opened.
    Directives = "directives", 50, QueryTooComplex,
        "an operation or fragment carries more than", "directives";
    /// Fields at the top of one operation, aliases counted one by one.
    RootFields = "rootFields", 50, QueryTooComplex,
        "an operation selects more than", "fields at its top";
    /// Fields, inline fragments and spreads of all operations and fragments of the document, each
    /// with its fragments opened. The whole document is validated, not only what is executed.
    Selections = "selections", 10_000, QueryTooComplex,
        "the document, with its fragments opened, holds more than", "selections";
    /// Points of the operation, by the table in `weights`; a point is roughly one answered field. A
    /// page of 100 resources, each with some 200 fields and all its lists, counted, comes to about
    /// 140,000; ten searches, or five that count, to as much.
    Cost = "cost", 150_000, QueryTooComplex,
        "the operation costs more than", "points";
    /// Lists and objects within lists and objects, in one value.
    InputNesting = "inputNesting", 10, InputLimit,
        "a value is nested deeper than", "levels";
    /// Entries of one list or object in a value.
    InputEntries = "inputEntries", 250, InputLimit,
        "a list or object in a value has more than", "entries";
    /// Characters of one text in a value.
    InputCharacters = "inputCharacters", 20_000, InputLimit,
        "a text in a value is longer than", "characters";
    /// Size of the variables, each counted at every place where the document uses it.
    InputBytes = "inputBytes", 1_048_576, InputLimit,
        "the variables, counted at every place where they are used, are larger than", "bytes";
}

impl Bound {
    /// Refuses what is beyond the bound.
    pub(super) fn hold(self, measured: u64) -> Result<(), Refusal> {
        if measured > self.limit() {
            return Err(Refusal::beyond(self));
        }
        Ok(())
    }
}

/// A length of this machine as a number that bounds are measured in.
pub(super) fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
