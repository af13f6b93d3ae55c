//! What a serving process puts away from time to time: one that runs for months must not keep what another
//! puts away when it starts.

use std::time::Duration;

use renkei_app::App;
use renkei_store::StoreFault;

/// How long after the start the first round comes. A run of an import that died right before the start was
/// silent for so long by then that nobody can take it for alive.
pub const FIRST_ROUND: Duration = Duration::from_secs(20);

const HOUR: Duration = Duration::from_secs(3_600);

/// Goes round for as long as the process serves.
pub(crate) async fn tidy(app: App) {
    let mut pause = FIRST_ROUND;
    loop {
        tokio::time::sleep(pause).await;
        round(&app).await;
        pause = HOUR;
    }
}

/// Forgets what is over and discards what dead runs left. What cannot be put away now stays until the next
/// round.
pub async fn round(app: &App) {
    let kept =
        |what: &str, fault: StoreFault| tracing::warn!(%fault, "{what} stays a little longer");
    if let Err(fault) = app.forget_what_is_over().await {
        kept("what is over", fault);
    }
    if let Err(fault) = app.discard_dead_runs().await {
        kept("what a dead run left", fault);
    }
}
