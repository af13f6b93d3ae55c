//! Messages as programs receive them: their words, and the signature by which a program knows that they come from here
//! and are not old (Standard Webhooks 1.0, symmetric).

use base64::prelude::{BASE64_STANDARD, Engine as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use renkei_domain::ids::ResourceId;
use renkei_domain::outside::Entropy;
use renkei_domain::time::Instant;
use renkei_store::people::webhook_message::{DueWebhookMessage, NewWebhookMessage};
use sha2::Sha256;

/// What a key begins with, so that one that lies about is recognised.
const MARK: &str = "whsec_";

/// What an entry is called by programs.
pub type EntryName = fn(ResourceId) -> String;

/// Draws a key: 256 random bits as text.
pub(super) fn draw_key(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    format!("{MARK}{}", BASE64_STANDARD.encode(bytes))
}

/// The name by which a program knows a message again, at every try the same.
pub(super) fn name_of(message: &NewWebhookMessage) -> String {
    format!("msg_{}", message.id.uuid().simple())
}

/// What a message says: what happened, when, and of which entry.
pub(super) fn body_of(message: &NewWebhookMessage, entry: EntryName) -> String {
    let mut data = serde_json::Map::new();
    if let Some(resource) = message.resource {
        data.insert("id".to_owned(), entry(resource).into());
    }
    serde_json::json!({
        "type": message.event.code(),
        "timestamp": message.happened_at.rfc3339(),
        "data": data,
    })
    .to_string()
}

/// The signatures of a message at a moment: with the key that counts, then with the one before as long as that counts too.
pub(super) fn signatures(
    due: &DueWebhookMessage,
    (name, seconds, body): (&str, i64, &str),
    now: Instant,
) -> String {
    let former = due.former.as_ref();
    let former = former.filter(|(_, until)| now < *until);
    let former = former.map(|(key, _)| key.as_str());
    let keys = [Some(due.secret.as_str()), former].into_iter().flatten();
    let signed = keys.filter_map(|key| signature(key, name, seconds, body));
    signed.collect::<Vec<String>>().join(" ")
}

/// One signature; none by what is no key.
fn signature(key: &str, name: &str, seconds: i64, body: &str) -> Option<String> {
    let key = BASE64_STANDARD.decode(key.strip_prefix(MARK)?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{name}.{seconds}.{body}").as_bytes());
    let signed = BASE64_STANDARD.encode(mac.finalize().into_bytes());
    Some(format!("v1,{signed}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use renkei_domain::ids::WebhookMessageId;
    use renkei_domain::people::WebhookAddress;
    use renkei_domain::people::webhook::WebhookEvent;
    use uuid::Uuid;

    use super::*;

    /// Bytes that tell one key from another.
    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    fn message(nth: u128) -> NewWebhookMessage {
        NewWebhookMessage {
            id: WebhookMessageId::from_uuid(Uuid::from_u128(nth)),
            event: if nth == 0 {
                WebhookEvent::Test
            } else {
                WebhookEvent::ResourceChanged
            },
            resource: (nth > 0).then(|| ResourceId::from_uuid(Uuid::from_u128(nth))),
            happened_at: Instant::from_micros(1_795_224_600_000_000),
        }
    }

    fn due(nth: u128, former: Option<Instant>) -> DueWebhookMessage {
        let address = WebhookAddress::parse("https://hooks.example.jp/");
        DueWebhookMessage {
            message: message(nth),
            tries: 0,
            address: address.expect("an address"),
            secret: draw_key(&Same(200)),
            former: former.map(|until| (draw_key(&Same(7)), until)),
        }
    }

    #[test]
    fn a_signature_is_the_one_of_the_specification() {
        let signed = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        let told = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signed.as_deref(), Some(told));
        assert_eq!(signature("no key", "msg_1", 1, "{}"), None);
    }

    #[test]
    fn a_message_says_what_happened_when_and_of_which_entry() {
        let name: EntryName = |id| format!("entry {id}");
        let said = |nth| {
            let body = body_of(&message(nth), name);
            serde_json::from_str::<serde_json::Value>(&body).expect("JSON")
        };
        let at = "2026-11-21T01:30:00.000000Z";
        let entry = "entry 00000000-0000-0000-0000-000000000001";
        let told = serde_json::json!({ "type": "resource.changed", "timestamp": at, "data": { "id": entry } });
        assert_eq!(said(1), told);
        let nothing = serde_json::json!({ "type": "webhook.test", "timestamp": at, "data": {} });
        assert_eq!(said(0), nothing);
        assert_eq!(name_of(&message(1)), "msg_00000000000000000000000000000001");
    }

    #[test]
    fn the_former_key_signs_until_its_end() {
        let (until, signed) = (Instant::from_micros(5_000_000), ("msg_1", 4, "{}"));
        let count = |now| {
            let signatures = signatures(&due(1, Some(until)), signed, Instant::from_micros(now));
            signatures
                .split(' ')
                .filter(|one| one.starts_with("v1,"))
                .count()
        };
        assert_eq!((count(4_999_999), count(5_000_000)), (2, 1));
        let alone = signatures(&due(1, None), signed, until);
        assert_eq!(alone.split(' ').count(), 1);
    }

    /// Leaves messages for the libraries of other makes, which verify them with each key.
    #[test]
    fn messages_are_left_for_libraries_of_other_makes() {
        let Ok(folder) = std::env::var("RENKEI_WEBHOOKS") else {
            return;
        };
        let folder = Path::new(&folder);
        std::fs::create_dir_all(folder).expect("a folder");
        for nth in 0..50_u128 {
            let is_rotated = nth % 2 == 0;
            let now = Instant::from_micros(1_795_224_600_000_000);
            let due = due(
                nth,
                is_rotated.then(|| now.plus(chrono::TimeDelta::days(7))),
            );
            let body = body_of(&due.message, |id| id.to_string());
            let (name, seconds) = (name_of(&due.message), now.micros() / 1_000_000);
            let signatures = signatures(&due, (&name, seconds, &body), now);
            let former = due.former.as_ref().map(|(key, _)| key.clone());
            let keys: Vec<String> = [Some(due.secret.clone()), former]
                .into_iter()
                .flatten()
                .collect();
            let told = serde_json::json!({
                "headers": {
                    "webhook-id": name,
                    "webhook-timestamp": seconds.to_string(),
                    "webhook-signature": signatures,
                },
                "keys": keys,
                "body": body,
            });
            let file = folder.join(format!("{nth}.json"));
            std::fs::write(file, told.to_string()).expect("a file");
        }
    }
}
