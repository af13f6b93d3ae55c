//! The directory as GraphQL: types, queries, limits. What may be seen is decided in `renkei-app`, what
//! is true in `renkei-domain`; this crate shows what the one returns in the words of the other.
//!
//! It must not know HTTP (no axum, no status codes: a [`Refusal`] says enough for `renkei-web` to choose
//! them) and no database (no SQL, no rows: everything comes through [`renkei_app::App`]).
//!
//! Start with [`Api::admit`] (in `trusted`, where registered documents are looked up too) and [`Api::execute`]: documents are checked before parsing (`guard`),
//! values of variables fitted to their types (`variables`), then the operation is executed over
//! `directory::queries` and `mutation`; a subscription ([`Api::follow`]) is executed over and over. Their
//! resolvers are the only ones that wait for the store. They look ahead at what is selected and load it for
//! all entries at once; every type below them (one file each in `directory`) only shows what was loaded. What routers of
//! a federated graph ask is in `federation`; `root` puts it beside the rest. [`examples`] holds operations to begin with, [`reference`](mod@reference) what the
//! schema holds, [`FieldCode`] and [`RefusalCode`] every code an error can bear.

mod api;
mod call;
mod cases;
mod closed_list;
mod codes;
mod conference;
mod directory;
mod editing;
pub mod examples;
mod failure;
mod federation;
mod guard;
mod map;
mod mutation;
mod node;
mod outcome;
mod points;
pub mod reference;
mod root;
mod scalars;
mod subscription;
mod trusted;
mod variables;

pub use api::{Admitted, Answer, Api, Followed, Looked, News};
pub use call::{Call, CallMethod, Program, Stated};
pub use directory::queries::IDS_LIMIT;
pub use editing::payload::RefusalReason;
pub use failure::FieldCode;
pub use guard::arguments::{DEFAULT_PAGE, LARGEST_PAGE};
pub use guard::weights::{BY_ID, CHANGE, COUNTING, PER_ID, REGISTERING, SEARCH, SUBGRAPH, TELLING};
pub use guard::{Bound, Judged, JudgedOperation, MAX_ERRORS, Refusal, RefusalCode};
pub use node::global_id;
pub use outcome::Outcome;
pub use points::{CallCost, Purse};
pub use subscription::Mark;
pub use trusted::{ManifestFault, Registered};
