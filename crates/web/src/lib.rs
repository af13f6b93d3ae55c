//! axum: pages, forms, the GraphQL endpoint, headers and the accept loop. Handlers parse and answer;
//! what may be seen is decided in `renkei-app`, what is true in `renkei-domain`.
//!
//! Start with [`routes::TABLE`]: every address with its path type, its method, who may call it and a
//! sample. The router, the links, the stranger test and the header walk are made from it. Each page is
//! a struct in [`pages`] with a template of the same name and at least three samples; `graphql` holds the
//! endpoint. The crate must not know the store: whatever it shows comes from `renkei-app`, or through
//! `renkei-graphql` from there.

pub mod assets;
pub mod error;
mod face;
mod graphql;
pub mod headers;
pub mod health;
pub mod pages;
pub mod paths;
pub mod routes;
pub mod server;
mod words;

use renkei_app::App;
use renkei_graphql::Api;

/// What handlers share.
#[derive(Debug, Clone)]
pub struct Site {
    /// The application.
    pub app: App,
    /// What other systems ask it by GraphQL.
    pub api: Api,
    /// Where the installation stands for those who visit it.
    pub address: PublicAddress,
    /// Whether this is a demo, which every page says.
    pub is_demo: bool,
}

/// What `public_url` decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicAddress {
    /// https: cookies are `__Host-`, browsers are told to stay with https.
    Https,
    /// http on this machine alone: cookies are `__Host-` as browsers treat loopback as safe.
    Loopback,
    /// http on another address: nobody signs in.
    PlainHttp,
    /// Not set: letters carry a code instead of a link.
    Unset,
}
