//! Comparing the entries of the directory with each other: what a serving process does beside serving, once a day and
//! soon after somebody asks for it.

use std::time::Duration;

use renkei_app::App;

/// How often one looks whether it is due. The first look comes as late, so that a process that has just begun
/// answers first.
const LOOK: Duration = Duration::from_secs(15);

/// Goes on for as long as the process serves.
pub(crate) async fn find_duplicates(app: App) {
    loop {
        tokio::time::sleep(LOOK).await;
        round(&app).await;
    }
}

/// Compares the entries where that is due.
pub async fn round(app: &App) {
    match app.find_duplicates_when_due().await {
        Ok(Some(searched)) => {
            tracing::info!(
                compared = searched.compared,
                pairs = searched.pairs,
                "entries were compared with each other"
            );
        }
        Ok(None) => {}
        Err(fault) => tracing::warn!(%fault, "entries cannot be compared with each other"),
    }
}
