//! How long a request body may take in all. A pause alone is no measure: whoever sends a byte a second
//! never pauses, and holds a connection for as long as they like.

use std::pin::Pin;
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

/// A body that has to be there in time, counted from the first look at it.
pub(crate) struct InTime {
    body: Body,
    time: Duration,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl InTime {
    pub(crate) const fn new(body: Body, time: Duration) -> Self {
        Self {
            body,
            time,
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
        let time = self.time;
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
