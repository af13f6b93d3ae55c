//! Bringing the schema of an older version up. What was there is copied first, so that a version that
//! turns out badly can be left again; where the copy can only be the operator's own, their word is waited
//! for.

use chrono::{DateTime, Utc};
use renkei_app::{Place, StoreFault};
use renkei_domain::outside::Clock as _;
use renkei_domain::time::Instant;
use renkei_store::Store;
use renkei_store::audit::copied::anchors_in;
use renkei_store::upgrade::SchemaState;

use crate::outside::SystemClock;
use crate::voice;

/// Behind which copy a schema may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upgrade {
    /// Behind one that this process takes, which it can of the embedded database alone.
    BehindOurCopy,
    /// Behind a backup of a server's database that this process has taken and sealed.
    BehindABackup,
    /// Behind one that the operator has taken, where this process takes none.
    BehindTheirs,
}

/// Brings a schema up to this version.
///
/// # Errors
/// When a newer version has been here; when nobody has taken a copy; a fault of the store.
pub async fn bring_up(store: &Store, place: &Place, upgrade: Upgrade) -> Result<(), StoreFault> {
    let last = match store.schema_state().await? {
        SchemaState::Newer(step) => return Err(StoreFault::NewerSchema(step)),
        SchemaState::Empty | SchemaState::Current => return store.migrate_up().await,
        SchemaState::Older(last) => last,
    };
    match (place, upgrade) {
        (Place::Folder(folder), _) => {
            let name = name_of_copy(&last, SystemClock.now(), "sqlite");
            let copy = store.back_up(folder, &name).await?;
            // The copy carries it; whoever keeps what is said here has it once more.
            let anchor = anchors_in(&copy).await?.pop();
            let anchor = anchor.map(|anchor| anchor.to_string());
            let copy = copy.display().to_string();
            let seal = anchor.as_ref().map_or_else(String::new, |anchor| {
                format!("\n見た・したの記録の 封の控え: {anchor}")
            });
            voice::say(
                "backup",
                &format!("新しい版にする前に、控えを取りました: {copy}{seal}"),
                serde_json::json!({ "file": copy, "schema": last, "anchor": anchor }),
            );
        }
        (Place::Postgres(_), Upgrade::BehindOurCopy) => return Err(StoreFault::OlderSchema(last)),
        (Place::Postgres(_), Upgrade::BehindABackup | Upgrade::BehindTheirs) => {}
    }
    store.migrate_up().await?;
    tracing::info!(from = last, "the schema was brought up");
    Ok(())
}

/// The copy bears the last step of its schema and when it was taken, in UTC.
#[must_use]
pub fn name_of_copy(last: &str, now: Instant, ending: &str) -> String {
    let now = DateTime::<Utc>::from_timestamp_micros(now.micros()).unwrap_or_default();
    format!("renkei-{last}-{}.{ending}", now.format("%Y%m%dT%H%M%SZ"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_says_what_it_is_and_when_it_was_taken() {
        let name = name_of_copy(
            "m0006_letters",
            Instant::from_micros(1_795_257_000_000_000),
            "sqlite",
        );
        assert_eq!(name, "renkei-m0006_letters-20261121T103000Z.sqlite");
    }
}
