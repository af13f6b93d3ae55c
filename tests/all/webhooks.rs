//! Webhooks: a program of a partner hears what changed by signed messages, through everything that happens to it and to
//! us, and nobody inside is called by them.

mod guarded;
mod pages;
pub(crate) mod receiver;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use chrono::TimeDelta;
use renkei::webhooks::round;
use renkei_app::people::webhook::StoredWebhookMessage;
use renkei_app::people::{MadeWebhook, WebhookForm, WebhookRefusal};
use renkei_app::{App, Caller};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::ids::{ResourceId, WebhookId};
use renkei_domain::people::webhook::{
    WEBHOOK_TRIES, WEBHOOKS, WebhookEnd, WebhookMessageState, WebhookOutcome, WebhookState,
    WebhookTry,
};
use renkei_domain::people::{Standing, WebhookAddress};
use renkei_graphql::global_id;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::schema::contents;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use self::receiver::{Got, Receiver};
use crate::letters::invited::claimed;
use crate::migrations::{enter, line, resource};
use crate::record::fine;

/// Makes a webhook for somebody.
pub(crate) async fn made(world: &World, who: &Somebody, address: &str) -> MadeWebhook {
    let form = WebhookForm {
        name: line("市の福祉システム"),
        address: fine(WebhookAddress::parse(address)),
    };
    fine(fine(
        world.app.make_webhook(&by_page(&who.principal), form).await,
    ))
}

/// Has the first message of every webhook end so, without anybody being called.
pub(crate) async fn first_tried(world: &World, tried: WebhookTry) {
    let app = &world.app;
    for webhook in fine(app.claim_webhooks(8).await) {
        let message = app.next_webhook_message(&webhook, global_id).await;
        let message = fine(fine(message).ok_or("the first message"));
        let onward = fine(app.note_webhook_try(&webhook, &message, tried).await);
        fine(app.leave_webhook(&webhook, onward).await);
    }
}

/// Gives an entry another name.
pub(crate) async fn renamed(world: &World, id: ResourceId, name: &str) {
    let field = CorrectableField::Name;
    let app = &world.app;
    fine(fine(
        app.correct_field(Caller::COMMAND, id, field, Some(name.to_owned()))
            .await,
    ));
}

/// Somebody who has programs, and a program.
async fn partner(world: &World) -> (Somebody, Receiver) {
    enter(world, resource(1), "ひなたの会").await;
    let umi = somebody(&world.app, Standing::Operator, "umi").await;
    (umi, Receiver::start().await)
}

/// HMAC-SHA256, written out: what signs is not to vouch for itself.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let padded = |with: u8| {
        let mut block = [with; 64];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= *key;
        }
        block
    };
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(text)
        .finalize();
    let outer = Sha256::new().chain_update(padded(0x5c)).chain_update(inner);
    outer.finalize().to_vec()
}

/// The signature of what came, by a key as its owner was told it.
fn signature(key: &str, got: &Got) -> String {
    let key = fine(BASE64_STANDARD.decode(key.strip_prefix("whsec_").unwrap_or_default()));
    assert_eq!(key.len(), 32);
    let (id, at) = (got.header("webhook-id"), got.header("webhook-timestamp"));
    let signed = hmac(&key, format!("{id}.{at}.{}", got.body).as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(signed))
}

fn said(got: &Got) -> Value {
    fine(serde_json::from_str(&got.body))
}

async fn messages(world: &World, who: &Somebody, id: WebhookId) -> Vec<StoredWebhookMessage> {
    let seen = fine(world.app.webhook(&who.principal, id).await);
    fine(seen.ok_or("a webhook")).messages
}

async fn stands(
    world: &World,
    who: &Somebody,
    id: WebhookId,
) -> (WebhookState, Option<WebhookEnd>) {
    let seen = fine(world.app.webhook(&who.principal, id).await);
    let webhook = fine(seen.ok_or("a webhook")).webhook;
    (webhook.state, webhook.ended.map(|(why, _)| why))
}

on_every_database! {
    async fn a_partner_is_told_which_entry_changed_and_nothing_else(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        let webhook = made(&world, &umi, &receiver.address("/hook?key=himitsu")).await;
        round(&world.app, &settings).await;
        renamed(&world, resource(1), "こかげの会").await;
        enter(&world, resource(2), "みなもの会").await;
        round(&world.app, &settings).await;
        round(&world.app, &settings).await;

        let got = receiver.got();
        let told: Vec<Value> = got.iter().map(said).collect();
        let at = "2026-11-20T01:00:00.000000Z";
        let changed = |number| json!({ "type": "resource.changed", "timestamp": at, "data": { "id": global_id(resource(number)) } });
        assert_eq!(told[0], json!({ "type": "webhook.test", "timestamp": at, "data": {} }));
        assert_eq!(told[1..], [changed(1), changed(2)], "each once, what was there before is not told");
        for one in &got {
            assert_eq!(one.path, "/hook?key=himitsu");
            assert_eq!(one.header("content-type"), "application/json");
            assert_eq!(one.header("webhook-timestamp"), (world.app.now().micros() / 1_000_000).to_string());
            assert_eq!(one.header("webhook-signature"), signature(&webhook.key, one));
        }
        let mut names: Vec<&str> = got.iter().map(|one| one.header("webhook-id")).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 3, "{names:?}");
        let kept = messages(&world, &umi, webhook.id).await;
        assert!(kept.iter().all(|one| one.state == WebhookMessageState::Delivered && one.tries == 1), "{kept:?}");

        // The key, where it lies and what it is called stand nowhere in the open.
        let tables = contents(&world, &[]).await;
        for word in [webhook.key.as_str(), "himitsu", "市の福祉システム"] {
            assert_eq!(tables.values().flatten().filter(|row| row.contains(word)).count(), 0, "{word}");
        }
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn several_processes_tell_each_change_once(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        made(&world, &umi, &receiver.address("/hook")).await;
        let (second, _) = world.second_process().await;
        for turn in 0..6 {
            renamed(&world, resource(1), &format!("{turn}の会")).await;
            let tell = async |app: &App| round(app, &settings).await;
            tokio::join!(tell(&world.app), tell(&second));
        }
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), 7, "a test and six changes: {:?}", receiver.got());
    }
}

on_every_database! {
    async fn a_partner_who_is_down_is_told_later_and_whoever_made_it_hears_when_that_is_over(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        receiver.answers("429 Too Many Requests\r\nRetry-After: 600");
        round(&world.app, &settings).await;
        world.clock.pass(TimeDelta::seconds(599));
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), 1, "it asked to be left alone");
        world.clock.pass(TimeDelta::seconds(1));
        receiver.answers("503 Service Unavailable");
        for tried in 2..=WEBHOOK_TRIES {
            round(&world.app, &settings).await;
            assert_eq!(receiver.got().len(), tried as usize);
            assert_eq!(stands(&world, &umi, webhook.id).await.0 == WebhookState::Active, tried < WEBHOOK_TRIES);
            world.clock.pass(TimeDelta::hours(29));
        }
        let got = receiver.got();
        assert!(got.iter().all(|one| one.header("webhook-id") == got[0].header("webhook-id")));
        assert_eq!(stands(&world, &umi, webhook.id).await, (WebhookState::Ended, Some(WebhookEnd::Exhausted)));
        let [failed] = messages(&world, &umi, webhook.id).await[..] else { panic!("one message") };
        assert_eq!(failed.tried.map(|(_, outcome, status)| (outcome, status)), Some((WebhookOutcome::Refused, Some(503))));
        let letters = claimed(&world).await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert_eq!(letter.letter.to.to_string(), "umi@example.jp");
        for words in ["変更の知らせが止まった", "送り直す回数を使いきりました", "/sign-in"] {
            let whole = format!("{}\n{}", letter.letter.subject, letter.letter.text);
            assert!(whole.contains(words) && !whole.contains("localhost"), "{words}: {whole}");
        }

        // What changed meanwhile is told once its owner has seen to it, and so is what failed, if they want it.
        renamed(&world, resource(1), "こかげの会").await;
        receiver.answers("200 OK");
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), WEBHOOK_TRIES as usize);
        let desk = by_page(&umi.principal);
        assert_eq!(fine(world.app.replay_webhook(&desk, webhook.id, failed.id).await), Err(WebhookRefusal::Stopped));
        fine(fine(world.app.resume_webhook(&desk, webhook.id).await));
        fine(fine(world.app.replay_webhook(&desk, webhook.id, failed.id).await));
        round(&world.app, &settings).await;
        let told: Vec<Value> = receiver.got()[WEBHOOK_TRIES as usize..].iter().map(|one| said(one)["type"].clone()).collect();
        assert_eq!(told, ["webhook.test", "resource.changed"]);
        let names: Vec<String> = receiver.got().iter().map(|one| one.header("webhook-id").to_owned()).collect();
        assert_eq!(names[WEBHOOK_TRIES as usize], names[0], "sent again by its name");
        assert!(messages(&world, &umi, webhook.id).await.iter().all(|one| one.state == WebhookMessageState::Delivered));
    }
}

on_every_database! {
    async fn a_program_that_wants_to_hear_no_more_is_told_nothing(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        receiver.answers("410 Gone");
        round(&world.app, &settings).await;
        renamed(&world, resource(1), "こかげの会").await;
        world.clock.pass(TimeDelta::days(1));
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), 1);
        assert_eq!(stands(&world, &umi, webhook.id).await, (WebhookState::Ended, Some(WebhookEnd::Gone)));
        assert_eq!(claimed(&world).await.len(), 1);

        // Whoever is let go tells nobody any more; whoever was erased has left nothing.
        let desk = by_page(&umi.principal);
        fine(fine(world.app.remove_webhook(&desk, webhook.id).await));
        assert_eq!(fine(world.app.remove_webhook(&desk, webhook.id).await), Err(WebhookRefusal::NotFound));
        let tables = contents(&world, &[]).await;
        assert!(tables["webhook"].is_empty() && tables["webhook_message"].is_empty());
    }
}

on_every_database! {
    async fn messages_bear_both_keys_for_a_week_after_another_was_made(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        let desk = by_page(&umi.principal);
        let other = fine(fine(world.app.rotate_webhook(&desk, webhook.id).await));
        assert_ne!(other.key, webhook.key);
        round(&world.app, &settings).await;
        world.clock.pass(TimeDelta::days(7));
        renamed(&world, resource(1), "こかげの会").await;
        fine(world.app.forget_what_is_over().await);
        round(&world.app, &settings).await;
        let got = receiver.got();
        let both = format!("{} {}", signature(&other.key, &got[0]), signature(&webhook.key, &got[0]));
        assert_eq!(got[0].header("webhook-signature"), both);
        assert_eq!(got[1].header("webhook-signature"), signature(&other.key, &got[1]));
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn what_changes_while_a_webhook_is_paused_is_told_afterwards(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        let desk = by_page(&umi.principal);
        for _ in 0..2 {
            fine(fine(world.app.pause_webhook(&desk, webhook.id).await));
        }
        for turn in 0..3 {
            renamed(&world, resource(1), &format!("{turn}の会")).await;
        }
        round(&world.app, &settings).await;
        assert_eq!(receiver.connections(), 0);
        fine(fine(world.app.resume_webhook(&desk, webhook.id).await));
        round(&world.app, &settings).await;
        assert_eq!(receiver.got().len(), 4);
    }
}

on_every_database! {
    async fn a_slow_program_keeps_no_other_waiting(world) {
        let (umi, receiver) = partner(&world).await;
        let settings = receiver.settings(&["localhost"]);
        made(&world, &umi, &receiver.address("/silent")).await;
        made(&world, &umi, &receiver.address("/endless")).await;
        made(&world, &umi, &receiver.address("/hook")).await;
        let (app, told) = (world.app.clone(), settings.clone());
        let telling = tokio::spawn(async move { round(&app, &told).await });
        until("the others hear", async || {
            let webhooks = fine(world.app.webhooks(&umi.principal).await);
            webhooks.iter().filter(|webhook| webhook.waiting == 0).count() == 2
        })
        .await;
        telling.abort();
    }
}

on_every_database! {
    async fn nobody_has_more_webhooks_than_they_look_after_or_touches_those_of_others(world) {
        let (umi, receiver) = partner(&world).await;
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        let nami = somebody(&world.app, Standing::Operator, "nami").await;
        let other = by_page(&nami.principal);
        let app = &world.app;
        let seen = fine(app.webhook(&nami.principal, webhook.id).await);
        assert!(seen.is_none() && fine(app.webhooks(&nami.principal).await).is_empty());
        let refused = Err(WebhookRefusal::NotFound);
        assert_eq!(fine(app.pause_webhook(&other, webhook.id).await), refused);
        assert_eq!(fine(app.resume_webhook(&other, webhook.id).await), refused);
        assert_eq!(fine(app.remove_webhook(&other, webhook.id).await), refused);
        assert_eq!(fine(app.rotate_webhook(&other, webhook.id).await).err(), Some(WebhookRefusal::NotFound));
        let [first] = messages(&world, &umi, webhook.id).await[..] else { panic!("one message") };
        assert_eq!(fine(app.replay_webhook(&other, webhook.id, first.id).await), refused);
        let own = made(&world, &nami, &receiver.address("/hook")).await;
        assert_eq!(fine(app.replay_webhook(&other, own.id, first.id).await), Err(WebhookRefusal::MessageGone));

        for _ in 1..WEBHOOKS {
            made(&world, &umi, &receiver.address("/hook")).await;
        }
        let form = WebhookForm { name: line("もうひとつ"), address: fine(WebhookAddress::parse(&receiver.address("/hook"))) };
        let one_more = fine(app.make_webhook(&by_page(&umi.principal), form.clone()).await);
        assert_eq!(one_more.err(), Some(WebhookRefusal::Full));
        let sora = somebody(app, Standing::Person, "sora").await;
        let persons = fine(app.make_webhook(&by_page(&sora.principal), form).await);
        assert!(matches!(persons, Err(WebhookRefusal::NotAllowed(_))), "{persons:?}");

        // Of whoever may have none any more nothing is told.
        fine(fine(app.disable_account(&nami.principal, umi.id, None).await));
        round(app, &receiver.settings(&["localhost"])).await;
        assert_eq!(receiver.got().len(), 1, "the other's alone");
    }
}

on_every_database! {
    async fn of_whoever_has_left_nothing_is_told_and_of_whoever_was_erased_nothing_is_left(world) {
        let (umi, receiver) = partner(&world).await;
        somebody(&world.app, Standing::Operator, "nami").await;
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        fine(fine(world.app.end_operator(umi.id, None).await));
        world.clock.pass(TimeDelta::days(1));
        round(&world.app, &receiver.settings(&["localhost"])).await;
        assert_eq!(receiver.connections(), 0);
        assert_eq!(stands(&world, &umi, webhook.id).await, (WebhookState::Ended, Some(WebhookEnd::OwnerLeft)));
        let letters = claimed(&world).await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(letter.letter.text.contains("どこにも所属していません"), "{}", letter.letter.text);

        fine(fine(world.app.erase_account(umi.id, Vec::new()).await));
        let tables = contents(&world, &[]).await;
        assert!(tables["webhook"].is_empty() && tables["webhook_message"].is_empty());
    }
}
