//! How long a request body may take in all. A pause alone is no measure: whoever sends a byte a second
//! never pauses, and holds a connection for as long as they like. Whoever is known and brings a file is given
//! more ([`BodyTime`]).

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// The body took too long.
#[derive(Debug, thiserror::Error)]
#[error("the body took longer than {} seconds", .0.as_secs())]
pub(crate) struct BodyTooSlow(Duration);

/// Why a body could not be read, and what caused that: the layers in between wrap the cause.
pub(crate) fn causes<'f>(
    fault: &'f (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'f (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(fault), |here| here.source())
}

/// The time of a body, which travels beside it: it is settled by the first look at the body.
#[derive(Debug, Clone, Default)]
pub(crate) struct BodyTime(Arc<OnceLock<Duration>>);

impl BodyTime {
    /// Gives the body another time. Only a handler that knows who sends it may say so, before it looks.
    pub(crate) fn grant(&self, time: Duration) {
        // Whoever has begun to look stays with what was settled then.
        let _ = self.0.set(time);
    }
}

/// A body that has to be there in time, counted from the first look at it.
pub(crate) struct InTime {
    body: Body,
    usual: Duration,
    granted: BodyTime,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl InTime {
    /// A body with the usual time, unless another is granted.
    pub(crate) const fn new(body: Body, usual: Duration, granted: BodyTime) -> Self {
        Self {
            body,
            usual,
            granted,
            deadline: None,
        }
    }
}

impl HttpBody for InTime {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let usual = self.usual;
        let time = *self.granted.0.get_or_init(|| usual);
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(time)));
        if deadline.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(BodyTooSlow(time).into())));
        }
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(BoxError::from)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    /// A body of which nothing ever comes, and how it ends.
    async fn ended(granted: &BodyTime) -> String {
        let silent = Body::from_stream(futures_util::stream::pending::<Result<Bytes, BoxError>>());
        let body = InTime::new(silent, Duration::from_millis(10), granted.clone());
        match body.collect().await {
            Ok(_) => "it came".to_owned(),
            Err(fault) => fault.to_string(),
        }
    }

    #[tokio::test]
    async fn a_body_has_its_usual_time_and_another_where_it_was_granted_before_the_first_look() {
        let granted = BodyTime::default();
        assert_eq!(ended(&granted).await, "the body took longer than 0 seconds");
        granted.grant(Duration::from_secs(3_600));
        assert_eq!(
            granted.0.get(),
            Some(&Duration::from_millis(10)),
            "it is settled"
        );

        let granted = BodyTime::default();
        granted.grant(Duration::from_secs(3_600));
        let early = tokio::time::timeout(Duration::from_millis(50), ended(&granted)).await;
        assert!(early.is_err(), "it has an hour");
    }
}
