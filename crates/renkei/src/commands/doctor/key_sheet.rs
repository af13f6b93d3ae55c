//! Whether the master key that is in use was ever put on paper, and whether the file of that still lies beside it.

use renkei_domain::time::Instant;
use renkei_store::{Store, StoreFault};

use super::super::key::sheet::lying;
use crate::settings::Settings;
use crate::voice;

/// Asks for the sheet where none was made of this key. Nothing is damaged by that, so that it is no finding.
pub(super) async fn look(store: &Store, settings: &Settings) -> Result<(), StoreFault> {
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
    if let Some(sheet) = lying(settings) {
        let file = sheet.display().to_string();
        voice::say(
            "key_sheet_lies",
            &format!(
                "△ データの鍵の紙（PDF）が残っています: {file}。印刷して、このファイルを消してください。"
            ),
            serde_json::json!({ "file": file }),
        );
    }
    Ok(())
}
