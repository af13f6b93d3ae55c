//! The directory as open data: files at addresses that stay, for whoever publishes them and for programs that fetch them
//! again when they changed.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::Form;

use super::feed::has;
use crate::Site;
use crate::error::PageFault;
use crate::paper::disposition;
use crate::paths::{OpenMunicipalityPath, OpenNetworkPath};

/// A file for everybody, or that a program has it already. Its names, one in ASCII and one for people, stand without
/// their ending.
pub(super) fn csv(
    headers: &HeaderMap,
    tag: &str,
    [plain, named]: &[String; 2],
    bytes: Vec<u8>,
) -> Response {
    let tag = format!("\"{tag}\"");
    let is_known = has(headers, &tag);
    let kept = [
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        (header::ETAG, tag),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind = [
        (header::CONTENT_TYPE, Form::Csv.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            disposition(&format!("{plain}.csv"), &format!("{named}.csv")),
        ),
    ];
    (kind, kept, bytes).into_response()
}

pub(crate) async fn of_network(
    path: OpenNetworkPath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    opened(&site, &headers, &path.id, None).await
}

pub(crate) async fn of_municipality(
    path: OpenMunicipalityPath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let code = MunicipalityCode::parse(&path.municipality).map_err(|_| PageFault::NotFound)?;
    // One municipality has one address.
    if code.to_string() != path.municipality {
        return Err(PageFault::NotFound);
    }
    opened(&site, &headers, &path.id, Some(code)).await
}

async fn opened(
    site: &Site,
    headers: &HeaderMap,
    network: &str,
    only: Option<MunicipalityCode>,
) -> Result<Response, PageFault> {
    let network: NetworkId = network.parse().map_err(|_| PageFault::NotFound)?;
    let made = site.app.open_directory(network, only).await;
    let made = made.map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let file = made.ok_or(PageFault::NotFound)?;
    let named = match only {
        Some(code) => [format!("meibo-{code}"), format!("名簿-{code}")],
        None => ["meibo".to_owned(), "名簿".to_owned()],
    };
    Ok(csv(headers, &file.digest, &named, file.bytes))
}
