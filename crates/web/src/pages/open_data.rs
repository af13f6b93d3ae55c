//! The directory as open data: files at addresses that stay, for whoever publishes them and for programs that fetch them
//! again when they changed.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_exchange::export::Form;

use super::feed::has;
use crate::Site;
use crate::error::PageFault;
use crate::paper::disposition;
use crate::paths::{OpenMunicipalityPath, OpenNetworkPath};

/// How a file for everybody is kept: by its tag, for which a program asks again each time.
pub(super) fn kept(tag: &str) -> [(HeaderName, String); 2] {
    [
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        (header::ETAG, format!("\"{tag}\"")),
    ]
}

/// That a program has the file with this tag already.
pub(super) fn known(headers: &HeaderMap, tag: &str) -> Option<Response> {
    let is_known = has(headers, &format!("\"{tag}\""));
    is_known.then(|| (StatusCode::NOT_MODIFIED, kept(tag)).into_response())
}

/// A file for everybody, or that a program has it already. Its names, one in ASCII and one for people, stand without
/// their ending.
pub(super) fn file(
    headers: &HeaderMap,
    tag: &str,
    (form, [plain, named]): (Form, [String; 2]),
    bytes: Vec<u8>,
) -> Response {
    if let Some(answer) = known(headers, tag) {
        return answer;
    }
    let ending = form.ending();
    let kind = [
        (header::CONTENT_TYPE, form.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            disposition(&format!("{plain}.{ending}"), &format!("{named}.{ending}")),
        ),
    ];
    (kind, kept(tag), bytes).into_response()
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
    Ok(self::file(
        headers,
        &file.digest,
        (Form::Csv, named),
        file.bytes,
    ))
}
