//! Whether there is a backup of these days.

use chrono::TimeDelta;
use renkei_domain::time::Instant;
use renkei_store::{Store, StoreFault};

use crate::voice;

/// After how long without a backup somebody is warned.
const BACKUP_DUE: TimeDelta = TimeDelta::days(7);

/// Warns where there was no backup for long. Nothing is damaged by that, so that it is no finding.
pub(super) async fn look(store: &Store, now: Instant) -> Result<(), StoreFault> {
    let last = store.last_backup_at().await?;
    let Some(since) = last.or(store.first_act_at().await?) else {
        return Ok(());
    };
    let told = last.map(voice::moment);
    let fields = serde_json::json!({ "last": last.map(Instant::rfc3339) });
    match told {
        Some(told) if now <= since.plus(BACKUP_DUE) => {
            voice::say("backup_ok", &format!("○ さいごの控え: {told}"), fields);
        }
        None if now <= since.plus(BACKUP_DUE) => {}
        told => {
            let told = told.map_or_else(
                || "控えをまだ取っていません。".to_owned(),
                |told| format!("さいごの控えは {told} です。"),
            );
            let days = BACKUP_DUE.num_days();
            voice::say(
                "backup_due",
                &format!(
                    "△ {told}{days}日より長く控えがありません。renkei backup ファイル で取り、このパソコンとは別の所にしまってください。"
                ),
                fields,
            );
        }
    }
    Ok(())
}
