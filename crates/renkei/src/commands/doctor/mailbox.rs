//! Whether the mailbox can be read to which answers come. No message is taken by that.

use renkei_delivery::mailbox::Mailbox;

use crate::settings::Settings;
use crate::voice;

/// Says how the mailbox stands, where one is named. Nothing is damaged by one that does not answer, so that it is no
/// finding.
pub(super) async fn look(settings: &Settings) {
    let Some(named) = &settings.mailbox else {
        return;
    };
    let ready = match named.ready() {
        Ok(ready) => ready,
        Err(fault) => {
            let told = format!("△ 設定 [mailbox] を使えません: {fault}");
            voice::say(
                "mailbox_settings",
                &told,
                serde_json::json!({ "fault": fault }),
            );
            return;
        }
    };
    match Mailbox::new(ready.mailbox, 0).look().await {
        Ok(round) => {
            round.end().await;
            voice::say(
                "mailbox_ok",
                "○ 返事のメールの箱を開けられます。",
                serde_json::json!({ "reply_to": ready.reply_to.is_some() }),
            );
        }
        Err(fault) => voice::say(
            "mailbox",
            &format!("△ {}", fault.message_ja()),
            serde_json::json!({ "code": fault.code() }),
        ),
    }
    if ready.reply_to.is_none() {
        voice::say(
            "mailbox_reply_to",
            "△ mailbox.reply_to がありません。案内のメールへの返信だとわかるもののほかは、どの返事も人が決めます。",
            serde_json::json!({}),
        );
    }
}
