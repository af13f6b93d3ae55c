//! The one table of addresses.

use axum::Router;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use axum_extra::routing::TypedPath;

use crate::graphql::handler;
use crate::paths::{
    AreaPath, AreasPath, AssetPath, ConflictsPath, DataPath, EntrancePath, GraphiqlAssetPath,
    GraphiqlPath, GraphqlPath, HealthPath, KindPath, ReadyPath, ResourcePath, Sampled,
    SearchCsvPath, SearchPath, SourcesPath,
};
use crate::{Site, assets, error, headers, health, pages};

/// Who may call an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anybody,
}

/// One address.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path with its parts in braces.
    pub pattern: &'static str,
    /// The method.
    pub method: Method,
    /// Who may call it.
    pub who: Who,
    /// An example of the path, with the query without which it answers nothing.
    pub sample: fn() -> String,
    /// An example of the JSON that is sent to it.
    pub body: Option<&'static str>,
    handler: fn() -> MethodRouter<Site>,
}

const fn read<P: Sampled>(who: Who, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        pattern: <P as TypedPath>::PATH,
        method: Method::GET,
        who,
        sample: sample::<P>,
        body: None,
        handler,
    }
}

/// An address that is read with a query.
const fn asked<P: Sampled>(
    who: Who,
    sample: fn() -> String,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    Route {
        pattern: <P as TypedPath>::PATH,
        method: Method::GET,
        who,
        sample,
        body: None,
        handler,
    }
}

/// An address that JSON is sent to.
const fn sent<P: Sampled>(
    who: Who,
    body: &'static str,
    handler: fn() -> MethodRouter<Site>,
) -> Route {
    Route {
        pattern: <P as TypedPath>::PATH,
        method: Method::POST,
        who,
        sample: sample::<P>,
        body: Some(body),
        handler,
    }
}

fn sample<P: Sampled>() -> String {
    P::sample().to_string()
}

fn smallest_call() -> String {
    format!("{GraphqlPath}?query=%7B__typename%7D")
}

/// Every address of the installation.
pub static TABLE: &[Route] = &[
    read::<EntrancePath>(Who::Anybody, || get(pages::entrance::show)),
    read::<AreasPath>(Who::Anybody, || get(pages::area_choice::show)),
    read::<SearchPath>(Who::Anybody, || get(pages::list::show_search)),
    read::<SearchCsvPath>(Who::Anybody, || get(pages::list::show_csv)),
    read::<AreaPath>(Who::Anybody, || get(pages::list::show_area)),
    read::<KindPath>(Who::Anybody, || get(pages::list::show_kind)),
    read::<ResourcePath>(Who::Anybody, || get(pages::resource::show)),
    read::<SourcesPath>(Who::Anybody, || get(pages::sources::show)),
    read::<ConflictsPath>(Who::Anybody, || get(pages::conflicts::show)),
    read::<AssetPath>(Who::Anybody, || get(assets::show)),
    read::<GraphiqlAssetPath>(Who::Anybody, || get(assets::show_graphiql)),
    read::<HealthPath>(Who::Anybody, || get(health::is_alive)),
    read::<ReadyPath>(Who::Anybody, || get(health::is_ready)),
    read::<DataPath>(Who::Anybody, || get(pages::data::show)),
    asked::<GraphqlPath>(Who::Anybody, smallest_call, || get(handler::read)),
    sent::<GraphqlPath>(Who::Anybody, r#"{"query":"{__typename}"}"#, || {
        post(handler::call)
    }),
    read::<GraphiqlPath>(Who::Anybody, || get(pages::graphiql::show)),
];

/// The router over the table, with the layers every answer passes.
pub fn router(site: Site) -> Router {
    let router = TABLE.iter().fold(Router::new(), |router, route| {
        router.route(route.pattern, (route.handler)())
    });
    let router = router
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed);
    headers::layered(router, site)
}
