//! Whether the process lives, and whether it can answer.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Site;
use crate::paths::{HealthPath, ReadyPath};

pub(crate) async fn is_alive(_: HealthPath) -> &'static str {
    "ok\n"
}

pub(crate) async fn is_ready(_: ReadyPath, State(site): State<Site>) -> (StatusCode, &'static str) {
    match site.app.is_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(fault) => {
            tracing::error!(%fault, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}
