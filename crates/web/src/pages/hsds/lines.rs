//! A list whole, a thing on each line (`application/x-ndjson`). It is read stretch by stretch while it is sent, so that a
//! directory of a whole country stands in no memory.

use std::io;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use renkei_app::directory::hsds::{HsdsPlace, HsdsReady, HsdsStretch};

use super::fault::HsdsFault;
use crate::Site;
use crate::error::PageFault;

/// The type of such an answer.
const LINES: &str = "application/x-ndjson";

/// What of a list was not sent yet.
enum Rest {
    /// Lines that were read, and where the list goes on.
    Read(Vec<u8>, Option<HsdsPlace>),
    /// All from a place on.
    From(HsdsPlace),
    /// Nothing.
    End,
}

/// The answer. Its beginning is read first: what fails before anything was sent is told as any fault.
pub(super) async fn answer(site: Site, ready: HsdsReady) -> Result<Response, HsdsFault> {
    let first = site.app.hsds_stretch(&ready, None).await?;
    let written = written(&first).map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let next = first.next;
    let begun = (site, ready, Rest::Read(written, next));
    let lines = stream::unfold(begun, |(site, ready, rest)| async move {
        match turn(&site, &ready, rest).await {
            Ok((lines, rest)) => Some((Ok(lines?), (site, ready, rest))),
            Err(fault) => {
                // Whoever reads finds that it broke off: the answer has no proper end.
                tracing::error!(%fault, "a list broke off");
                Some((Err(fault), (site, ready, Rest::End)))
            }
        }
    });
    let mut response = Response::new(Body::from_stream(lines));
    let kind = HeaderValue::from_static(LINES);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// The next lines with what is left behind them; none at the end.
async fn turn(site: &Site, ready: &HsdsReady, rest: Rest) -> io::Result<(Option<Vec<u8>>, Rest)> {
    let (lines, next) = match rest {
        Rest::End => return Ok((None, Rest::End)),
        Rest::Read(lines, next) => (lines, next),
        Rest::From(place) => {
            let stretch = site.app.hsds_stretch(ready, Some(place)).await;
            let stretch = stretch.map_err(io::Error::other)?;
            (written(&stretch)?, stretch.next)
        }
    };
    Ok((Some(lines), next.map_or(Rest::End, Rest::From)))
}

fn written(stretch: &HsdsStretch) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for item in &stretch.items {
        serde_json::to_writer(&mut lines, item)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
