//! Counting the statements that a reader sends to its database: sea-orm opens a span for each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::Subscriber;
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Where sea-orm hands a statement to the driver, outside and inside a transaction.
const DOORS: [&str; 2] = [
    "sea_orm::database::db_connection",
    "sea_orm::database::transaction",
];

/// The ways of handing one over.
const WAYS: [&str; 5] = [
    "execute_raw",
    "execute_unprepared",
    "query_one_raw",
    "query_all_raw",
    "stream_raw",
];

/// Awaits a future and says how many statements it sent. What runs in tasks of its own is not counted.
pub async fn counted<F: Future>(reading: F) -> (F::Output, usize) {
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = tracing_subscriber::registry().with(Counter(Arc::clone(&sent)));
    let read = reading.with_subscriber(counter).await;
    (read, sent.load(Ordering::SeqCst))
}

struct Counter(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Counter {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let span = attributes.metadata();
        if DOORS.contains(&span.target()) && WAYS.contains(&span.name()) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}
