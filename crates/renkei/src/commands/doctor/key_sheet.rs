//! Whether the master key that is in use was ever put on paper.

use renkei_domain::time::Instant;
use renkei_store::{Store, StoreFault};

use crate::voice;

/// Asks for the sheet where none was made of this key. Nothing is damaged by that, so that it is no finding.
pub(super) async fn look(store: &Store) -> Result<(), StoreFault> {
    let last = store.last_key_sheet_at().await?;
    let fields = serde_json::json!({ "last": last.map(Instant::rfc3339) });
    match last.map(voice::moment) {
        Some(told) => voice::say(
            "key_sheet_ok",
            &format!("○ データの鍵の紙を作った日時: {told}"),
            fields,
        ),
        None => voice::say(
            "key_sheet_due",
            "△ いまのデータの鍵の紙が ありません。鍵がなくなると、控えがあっても何も開きません。renkei key sheet ファイル.pdf で作って印刷し、鍵のかかる所にしまってください。",
            fields,
        ),
    }
    Ok(())
}
