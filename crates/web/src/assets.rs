//! Styles, fonts, the mark, the keys of the search, passkeys, signatures, minutes that save themselves and GraphiQL, embedded in the binary.
//! Links carry a hash of the content, so that browsers may keep a file for ever and still see a new one at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::header;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::error::PageFault;
use crate::paths::{AssetPath, GraphiqlAssetPath};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The folder of GraphiQL's own files.
const GRAPHIQL: &str = "graphiql/";

/// The first bytes of each file's hash.
static VERSIONS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Assets::iter()
        .filter_map(|name| {
            let file = Assets::get(&name)?;
            let hash = Sha256::digest(&file.data);
            let version = hash
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            Some((name.into_owned(), version))
        })
        .collect()
});

/// A link to a file of the product.
pub(crate) fn href(name: &str) -> String {
    let version = VERSIONS.get(name).map_or("", String::as_str);
    let path = match name.strip_prefix(GRAPHIQL) {
        Some(name) => GraphiqlAssetPath {
            name: name.to_owned(),
        }
        .to_string(),
        None => AssetPath {
            name: name.to_owned(),
        }
        .to_string(),
    };
    format!("{path}?v={version}")
}

pub(crate) async fn show(path: AssetPath, headers: HeaderMap) -> Response {
    kept(&path.name, &headers)
}

pub(crate) async fn show_graphiql(path: GraphiqlAssetPath, headers: HeaderMap) -> Response {
    kept(&format!("{GRAPHIQL}{}", path.name), &headers)
}

/// A file that may be kept for ever, since its link changes with it.
fn kept(name: &str, headers: &HeaderMap) -> Response {
    let Some(file) = Assets::get(name) else {
        return PageFault::NotFound.into_response();
    };
    let tag = format!("\"{}\"", VERSIONS.get(name).map_or("", String::as_str));
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let kept = [
        (header::CACHE_CONTROL, "public, max-age=31536000".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    ([(header::CONTENT_TYPE, kind)], kept, file.data).into_response()
}
