//! What a calendar reads by an address of its own. Whoever holds the address reads it, without signing in; that it is
//! unguessable, told once and kept as a hash is what keeps others out.

use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::Site;
use crate::error::PageFault;
use crate::paths::FeedPath;

/// What stands behind the secret, so that programs know what they get.
pub(crate) const ENDING: &str = ".ics";

/// Whether a program has a file already, by what it says of the one it has (RFC 9110 §13.1.2).
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH);
    let mut known = known.iter().filter_map(|known| known.to_str().ok());
    known.any(|known| {
        let mut tags = known.split(',').map(str::trim);
        tags.any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    })
}

pub(crate) async fn read(
    path: FeedPath,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    let secret = path.code.strip_suffix(ENDING).ok_or(PageFault::NotFound)?;
    let feed = site.app.read_feed(secret).await?;
    let feed = feed.ok_or(PageFault::NotFound)?;
    let tag = format!("\"{}\"", feed.tag);
    let is_known = has(&headers, &tag);
    let kept = [
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::ETAG, tag),
        // The address is a secret: nothing that is followed from here may name it.
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (
            HeaderName::from_static("x-robots-tag"),
            "noindex".to_owned(),
        ),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"uchiawase.ics\"",
        ),
    ];
    Ok((kind, kept, feed.text).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_calendar_says_in_several_ways_what_it_has() {
        for (said, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(said));
            assert_eq!(has(&headers, "\"a\""), expected, "{said}");
        }
        assert!(!has(&HeaderMap::new(), "\"a\""));
    }
}
