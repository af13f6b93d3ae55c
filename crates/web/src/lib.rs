//! axum: pages, forms, the GraphQL endpoint, headers and the accept loop. Handlers parse and answer;
//! what may be seen is decided in `renkei-app`, what is true in `renkei-domain`.
//!
//! Start with [`routes::TABLE`]: every address with its path type, its method, who may call it and a
//! sample. The router, the links, the stranger test and the header walk are made from it. Each page is
//! a struct in [`pages`] with a template of the same name and at least three samples; `graphql` holds the
//! endpoint. Who asks is told by `session`, what is missing before an address by `gate`; [`paper`] answers
//! with PDF. The crate must not know the store: whatever it shows comes from `renkei-app`, or through
//! `renkei-graphql` from there.

mod address;
pub mod assets;
mod body_time;
mod device;
pub mod error;
mod face;
mod form;
mod gate;
mod graphql;
pub mod headers;
pub mod health;
pub mod metrics;
mod moved;
mod next;
pub mod pages;
pub mod paper;
pub mod paths;
mod qr;
pub mod routes;
mod secretariat;
pub mod server;
mod session;
mod spreadsheet;
pub mod throttle;
mod words;

pub use address::{Origin, PublicAddress, is_loopback};
use renkei_app::App;
use renkei_graphql::Api;
pub use secretariat::Secretariats;

use crate::headers::Patience;
use crate::paper::Press;
use crate::throttle::Throttle;

/// What handlers share.
#[derive(Debug, Clone)]
pub struct Site {
    /// The application.
    pub app: App,
    /// What other systems ask it by GraphQL.
    pub api: Api,
    /// How much one address may ask for.
    pub throttle: Throttle,
    /// How long requests and answers may take.
    pub patience: Patience,
    /// Where the installation stands for those who visit it.
    pub address: PublicAddress,
    /// What sets sheets of paper, a few at a time.
    pub press: Press,
    /// Whom visitors tell what is wrong, as last read.
    pub secretariats: Secretariats,
    /// Whether this is a demo, which every page says.
    pub is_demo: bool,
}
