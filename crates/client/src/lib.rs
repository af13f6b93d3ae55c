//! A client of a renkei installation for partner systems: a city's web site that lists offices, a corporation's
//! business software that keeps a copy of the directory.
//!
//! It depends on no other crate of renkei and knows nothing but `schema.graphql`: every operation is typed and looked
//! up in that file when the crate is compiled, so that one which no longer fits does not compile. What the file says of
//! a field stands at the field here.
//!
//! Start at [`Client`]. What goes wrong is an [`Error`] with a stable code; what passes by itself (a limit, a server
//! that restarts, a broken connection) is tried again as [`Retries`] says, after the time that the server asks for.
//!
//! # Searching
//!
//! ```no_run
//! use futures_util::TryStreamExt as _;
//! use renkei_client::{Client, ResourceFilter, ResourceKind, Search};
//!
//! # async fn offices() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("https://renkei.example.jp").build()?;
//! let search = Search {
//!     filter: ResourceFilter {
//!         text: Some("看護".to_owned()),
//!         kinds: Some(vec![ResourceKind::VisitingNursing]),
//!         ..ResourceFilter::default()
//!     },
//!     ..Search::default()
//! };
//! let mut offices = client.resources(search);
//! while let Some(office) = offices.try_next().await? {
//!     println!("{} {}", office.id.inner(), office.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Keeping a copy
//!
//! Ask for the place behind everything that was done until now ([`Client::newest_cursor`]), read everything
//! ([`Client::resources`]), then follow from that place: [`Client::resource_changes`] tells each change once, in the
//! order of commits, and waits for more. Keep the cursor of a change in the same transaction as what you did about it:
//! whoever goes on from there loses nothing and hears nothing twice. The example `mirror` does all of this with a
//! SQLite of its own:
//!
//! ```sh
//! RENKEI_TOKEN=renkei_… cargo run -p renkei-client --example mirror -- https://renkei.example.jp copy.sqlite
//! ```
//!
//! ```no_run
//! use futures_util::TryStreamExt as _;
//! use renkei_client::{Client, Error};
//!
//! # async fn follow(client: Client, cursor: String) -> Result<(), Error> {
//! let mut changes = client.resource_changes(Some(cursor));
//! while let Some(change) = changes.try_next().await? {
//!     let now = client.resources_by_id(std::slice::from_ref(&change.resource_id)).await?;
//!     match now.into_iter().flatten().next() {
//!         Some(entry) if entry.id == change.resource_id => println!("put {}", entry.name),
//!         Some(entry) => println!("became part of {}", entry.name),
//!         None => println!("gone"),
//!     }
//!     println!("go on from {}", change.cursor);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Operations of your own
//!
//! Whatever else the schema has is asked with [`Client::query`] and [`Client::mutate`], typed by
//! [`cynic`](https://docs.rs/cynic) (name it in your own `Cargo.toml`, in the version that this crate has). A mutation
//! is tried again only where its input carries an `idempotencyKey`: the server does such an input once, however often
//! it comes.
//!
//! ```no_run
//! use cynic::MutationBuilder as _;
//! use renkei_client::{Client, Error, Id, schema};
//!
//! #[derive(cynic::InputObject)]
//! #[cynic(schema_path = "../../schema.graphql")]
//! struct UpdateCapacityInput {
//!     id: Id,
//!     version: i32,
//!     available: Option<i32>,
//!     idempotency_key: Option<String>,
//! }
//!
//! #[derive(cynic::QueryVariables)]
//! struct Places {
//!     input: UpdateCapacityInput,
//! }
//!
//! #[derive(cynic::QueryFragment)]
//! #[cynic(schema_path = "../../schema.graphql", graphql_type = "Mutation", variables = "Places")]
//! struct SayPlaces {
//!     #[arguments(input: $input)]
//!     update_capacity: Option<UpdateCapacityPayload>,
//! }
//!
//! #[derive(cynic::QueryFragment)]
//! #[cynic(schema_path = "../../schema.graphql")]
//! struct UpdateCapacityPayload {
//!     refusal: Option<Refusal>,
//! }
//!
//! #[derive(cynic::QueryFragment)]
//! #[cynic(schema_path = "../../schema.graphql")]
//! struct Refusal {
//!     message: String,
//! }
//!
//! async fn two_places_are_free(client: &Client, id: Id, version: i32) -> Result<(), Error> {
//!     let said = client.mutate(SayPlaces::build(Places {
//!         input: UpdateCapacityInput {
//!             id,
//!             version,
//!             available: Some(2),
//!             idempotency_key: Some("2026-11-20-capacity".to_owned()),
//!         },
//!     }));
//!     if let Some(refusal) = said.await?.update_capacity.and_then(|payload| payload.refusal) {
//!         println!("{}", refusal.message);
//!     }
//!     Ok(())
//! }
//! # fn main() {}
//! ```
//!
//! # Nothing but what was registered
//!
//! [`Manifest`] writes down what a program sends. Whoever owns its token registers that on the page of the token and lets
//! nothing else run; a client that is made with [`Builder::registered`] sends ids in place of documents.

mod answer;
mod call;
mod changes;
mod directory;
mod error;
mod manifest;
mod reading;
mod retry;
mod settings;

pub use changes::{
    Changes, ResourceChange, ResourceChangeGroup, ResourceChangeKind, ResourceChanges,
};
pub use cynic::Id;
pub use directory::entry::*;
pub use directory::kinds::*;
pub use directory::offer::*;
pub use directory::place::*;
pub use directory::scalars::MunicipalityCode;
pub use directory::search::{NearInput, ResourceFilter, ResourceOrder};
pub use directory::statements::*;
pub use directory::topics::*;
pub use error::{Error, GraphQlError};
pub use manifest::Manifest;
pub use reading::{PageInfo, ResourceConnection, Resources, Search};
pub use retry::Retries;
pub use settings::{BuildError, Builder, Client};

/// The types of `schema.graphql` as marks, by which operations are checked when they are compiled. Nobody makes a value
/// of one: name the module in scope where you derive fragments of your own.
#[doc(hidden)]
pub mod schema {
    cynic::use_schema!("../../schema.graphql");
}
