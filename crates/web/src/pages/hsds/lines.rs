//! A list whole, a thing on each line (`application/x-ndjson`). It is read stretch by stretch while it is sent, so that a
//! directory of a whole country stands in no memory, and only for as long as somebody takes what it says: so many are read
//! at once, and whoever takes nothing keeps nobody else out.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{Stream, StreamExt as _, stream};
use renkei_app::directory::hsds::{HsdsPlace, HsdsReady, HsdsStretch};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::fault::HsdsFault;
use crate::Site;
use crate::error::PageFault;
use crate::throttle::Place;

/// The type of such an answer.
const LINES: &str = "application/x-ndjson";

/// How many stretches wait for somebody who does not take them yet, with the last word.
const QUEUE: usize = 2;

/// How many times as long as an event of what is watched a stretch may wait until it is taken: it is so much longer.
const LONGER: u32 = 6;

/// What of a list was not sent yet.
enum Rest {
    /// Lines that were read, and where the list goes on.
    Read(Vec<u8>, Option<HsdsPlace>),
    /// All from a place on.
    From(HsdsPlace),
    /// Nothing.
    End,
}

/// The answer. Its beginning is read first: what fails before anything was sent is told as any fault. Its place is given
/// back when all of it is on its way.
pub(super) async fn answer(
    site: Site,
    ready: HsdsReady,
    place: Place,
) -> Result<Response, HsdsFault> {
    let first = site.app.hsds_stretch(&ready, None).await?;
    let written = written(&first).map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let next = first.next;
    let patience = site.patience.reading.saturating_mul(LONGER);
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
    let (queue, taken) = mpsc::channel(QUEUE);
    tokio::spawn(async move {
        hand_on(lines, patience, queue).await;
        drop(place);
    });
    let taken = stream::unfold(taken, |mut taken| async move {
        let lines = taken.recv().await?;
        Some((lines, taken))
    });
    let mut response = Response::new(Body::from_stream(taken));
    let kind = HeaderValue::from_static(LINES);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// Hands on what a list says, until it ends or nobody takes it any more.
async fn hand_on(
    lines: impl Stream<Item = io::Result<Vec<u8>>>,
    patience: Duration,
    queue: mpsc::Sender<io::Result<Vec<u8>>>,
) {
    // Kept free for the last word: an answer that just ended would look whole.
    let Ok(last) = queue.clone().reserve_owned().await else {
        return;
    };
    let mut lines = pin!(lines);
    while let Some(stretch) = lines.next().await {
        match timeout(patience, queue.send(stretch)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                tracing::info!("somebody read a list too slowly");
                drop(last.send(Err(io::ErrorKind::TimedOut.into())));
                return;
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    fn stretches() -> impl Stream<Item = io::Result<Vec<u8>>> {
        stream::iter((0..5).map(|number| Ok(vec![number])))
    }

    #[tokio::test]
    async fn whoever_takes_all_of_a_list_finds_its_end() {
        let (queue, mut taken) = mpsc::channel::<io::Result<Vec<u8>>>(QUEUE);
        let reading = async {
            let mut all = Vec::new();
            while let Some(lines) = taken.recv().await {
                all.extend(lines.unwrap_or_else(|fault| panic!("{fault}")));
            }
            all
        };
        let ((), all) = tokio::join!(hand_on(stretches(), Duration::MAX, queue), reading);
        assert_eq!(all, [0, 1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn whoever_takes_nothing_is_let_go_and_finds_that_it_broke_off() {
        let (queue, mut taken) = mpsc::channel(QUEUE);
        hand_on(stretches(), SOON, queue).await;
        let first = taken.recv().await.and_then(Result::ok);
        assert_eq!(first, Some(vec![0]));
        let last = taken.recv().await.and_then(Result::err);
        assert_eq!(
            last.map(|fault| fault.kind()),
            Some(io::ErrorKind::TimedOut)
        );
        assert!(taken.recv().await.is_none());
    }

    #[tokio::test]
    async fn of_a_list_that_nobody_reads_any_more_no_more_is_read() {
        let (queue, taken) = mpsc::channel(QUEUE);
        drop(taken);
        let mut read = 0;
        let lines = stretches().inspect(|_| read += 1);
        hand_on(lines, Duration::MAX, queue).await;
        assert_eq!(read, 0);
    }
}
