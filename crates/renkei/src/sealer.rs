//! The sealer: chains the lines of the audit while a process serves, and writes the newest seal into the
//! log once a day. Several processes may have one.

use std::pin::pin;
use std::time::Duration;

use renkei_app::{App, StoreFault};
use tokio::time::sleep;

/// How often it looks: a line waits no longer than a second.
const LOOK: Duration = Duration::from_millis(500);

/// Works until told to end; what was written until then is chained.
pub async fn run(app: App, end: impl Future<Output = ()>) {
    let mut end = pin!(end);
    loop {
        if let Err(fault) = turn(&app).await {
            tracing::warn!(%fault, "lines of the audit wait to be sealed");
        }
        tokio::select! {
            biased;
            () = &mut end => break,
            () = sleep(LOOK) => {}
        }
    }
    if let Err(fault) = app.seal_audit().await {
        tracing::warn!(%fault, "lines of the audit are left to the next start");
    }
}

async fn turn(app: &App) -> Result<(), StoreFault> {
    app.seal_audit().await?;
    if let Some(anchor) = app.daily_audit_anchor().await? {
        // `renkei doctor --anchor LOG` finds it there.
        tracing::info!("{anchor}");
        let erased = app.erase_old_audit_details().await?;
        tracing::info!(erased, "details of the audit erased");
    }
    Ok(())
}
