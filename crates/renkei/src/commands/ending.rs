//! How a long-running command is told to end.

/// Waits for SIGTERM or Ctrl+C. A second one ends the process at once. Signals are listened to from the
/// call on, not from the first look at what it returns.
pub(super) fn end() -> impl Future<Output = ()> {
    let first = asked_to_end();
    async {
        first.await;
        tracing::info!("ending: what is under way may finish");
        tokio::spawn(async {
            asked_to_end().await;
            std::process::exit(1);
        });
    }
}

#[cfg(unix)]
fn asked_to_end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = signal(SignalKind::terminate());
    async {
        match terminate {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
            }
            Err(_) => drop(tokio::signal::ctrl_c().await),
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    drop(tokio::signal::ctrl_c().await);
}
