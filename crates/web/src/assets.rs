//! Style, fonts and the mark, embedded in the binary. Links carry a hash of the content, so that
//! browsers may keep a file for ever and still see a new one at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::header;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::error::PageFault;
use crate::paths::AssetPath;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

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
    format!(
        "{}?v={version}",
        AssetPath {
            name: name.to_owned()
        }
    )
}

pub(crate) async fn show(path: AssetPath, headers: HeaderMap) -> Response {
    let Some(file) = Assets::get(&path.name) else {
        return PageFault::NotFound.into_response();
    };
    let tag = format!(
        "\"{}\"",
        VERSIONS.get(&path.name).map_or("", String::as_str)
    );
    let kind = match path.name.rsplit_once('.').map(|(_, ending)| ending) {
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
