//! The sealer: chains the lines of the audit while a process serves, and writes the newest seal into the
//! log once a day. Several processes may have one.

use std::pin::pin;
use std::time::Duration;

use renkei_app::{App, StoreFault};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How often it looks: a line waits no longer than a second.
const LOOK: Duration = Duration::from_millis(500);

/// A sealer at work beside something else.
#[derive(Debug)]
pub struct Sealing {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Sealing {
    /// Begins.
    #[must_use]
    pub fn begin(app: App) -> Self {
        let (end, asked) = oneshot::channel::<()>();
        let task = tokio::spawn(run(app, async {
            drop(asked.await);
        }));
        Self { end, task }
    }

    /// Chains what was written until now, and ends.
    pub async fn end(self) {
        drop(self.end);
        if let Err(fault) = self.task.await {
            tracing::error!(%fault, "the sealer broke off");
        }
    }
}

/// Works until told to end; what was written until then is chained.
async fn run(app: App, end: impl Future<Output = ()>) {
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
    }
    Ok(())
}
