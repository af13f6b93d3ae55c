//! `/hsds`: the directory in the open standard of service directories (HSDS 3.1), for programs, as everybody reads it.
//! Five lists and what stands behind an id of each; `question` reads what is asked, `lines` sends a list whole, `fault`
//! says what went wrong.

pub(crate) mod fault;
mod lines;
pub(crate) mod question;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::hsds::HsdsList;
use renkei_app::directory::hsds::one::HsdsOne;
use renkei_exchange::hsds::{Page, Root};
use serde::Serialize;
use uuid::Uuid;

use self::fault::HsdsFault;
use self::question::Asked;
use crate::Site;
use crate::error::PageFault;
use crate::paths::{
    HsdsOrganizationPath, HsdsOrganizationsPath, HsdsPath, HsdsRootPath, HsdsServiceAtLocationPath,
    HsdsServiceAtLocationsPath, HsdsServicePath, HsdsServicesPath, HsdsTaxonomiesPath,
    HsdsTaxonomyPath, HsdsTaxonomyTermPath, HsdsTaxonomyTermsPath,
};
use crate::throttle::Client;

pub(crate) async fn show(_: HsdsPath) -> Result<Response, HsdsFault> {
    json(&Root::HERE)
}

pub(crate) async fn show_root(_: HsdsRootPath) -> Result<Response, HsdsFault> {
    json(&Root::HERE)
}

pub(crate) async fn services(
    _: HsdsServicesPath,
    State(site): State<Site>,
    client: Extension<Client>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    list((site, client), HsdsList::Services, question).await
}

pub(crate) async fn organizations(
    _: HsdsOrganizationsPath,
    State(site): State<Site>,
    client: Extension<Client>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    list((site, client), HsdsList::Organizations, question).await
}

pub(crate) async fn service_at_locations(
    _: HsdsServiceAtLocationsPath,
    State(site): State<Site>,
    client: Extension<Client>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    list((site, client), HsdsList::ServiceAtLocations, question).await
}

pub(crate) async fn taxonomies(
    _: HsdsTaxonomiesPath,
    State(site): State<Site>,
    client: Extension<Client>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    list((site, client), HsdsList::Taxonomies, question).await
}

pub(crate) async fn taxonomy_terms(
    _: HsdsTaxonomyTermsPath,
    State(site): State<Site>,
    client: Extension<Client>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    list((site, client), HsdsList::TaxonomyTerms, question).await
}

pub(crate) async fn service(
    path: HsdsServicePath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    let led = |id| HsdsServicePath::of(id).to_string();
    one(&site, HsdsList::Services, &path.id, question, led).await
}

pub(crate) async fn organization(
    path: HsdsOrganizationPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    let led = |id| HsdsOrganizationPath::of(id).to_string();
    one(&site, HsdsList::Organizations, &path.id, question, led).await
}

pub(crate) async fn service_at_location(
    path: HsdsServiceAtLocationPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    let led = |id| HsdsServiceAtLocationPath::of(id).to_string();
    one(&site, HsdsList::ServiceAtLocations, &path.id, question, led).await
}

pub(crate) async fn taxonomy(
    path: HsdsTaxonomyPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    let led = |id| HsdsTaxonomyPath::of(id).to_string();
    one(&site, HsdsList::Taxonomies, &path.id, question, led).await
}

pub(crate) async fn taxonomy_term(
    path: HsdsTaxonomyTermPath,
    State(site): State<Site>,
    RawQuery(question): RawQuery,
) -> Result<Response, HsdsFault> {
    let led = |id| HsdsTaxonomyTermPath::of(id).to_string();
    one(&site, HsdsList::TaxonomyTerms, &path.id, question, led).await
}

/// A page of a list, or all of it line by line.
async fn list(
    (site, Extension(client)): (Site, Extension<Client>),
    list: HsdsList,
    question: Option<String>,
) -> Result<Response, HsdsFault> {
    let asked = Asked::of_list(list, question.as_deref().unwrap_or_default())?;
    let ready = site.app.hsds_list(list, &asked.question).await??;
    if asked.is_whole {
        let place = site.throttle.enter_list(client);
        let place = place.ok_or(HsdsFault::TooManyLists)?;
        return lines::answer(site, ready, place).await;
    }
    let skip = (asked.page - 1).saturating_mul(u64::from(asked.per_page));
    let (total, items) = site.app.hsds_page(&ready, skip, asked.per_page).await?;
    json(&Page::of(total, asked.page, asked.per_page, items))
}

/// What stands behind an id. What became part of something else leads there.
async fn one(
    site: &Site,
    list: HsdsList,
    id: &str,
    question: Option<String>,
    led: fn(Uuid) -> String,
) -> Result<Response, HsdsFault> {
    let shape = Asked::of_one(question.as_deref().unwrap_or_default())?;
    // One thing has one address.
    let id = Uuid::try_parse(id)
        .ok()
        .filter(|read| read.hyphenated().to_string() == id)
        .ok_or(PageFault::NotFound)?;
    match site.app.hsds_one(list, id, shape).await? {
        HsdsOne::Is(item) => json(&item),
        HsdsOne::Led(id) => Ok(Redirect::permanent(&led(id)).into_response()),
        HsdsOne::Nothing => Err(PageFault::NotFound.into()),
    }
}

fn json(content: &impl Serialize) -> Result<Response, HsdsFault> {
    let written = serde_json::to_vec(content);
    let written = written.map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind)], written).into_response())
}
