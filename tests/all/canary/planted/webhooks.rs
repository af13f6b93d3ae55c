//! Webhooks: one that is paused, whose name and address hold the word, and one that ends, whose owner is written to.

use renkei_app::people::WebhookForm;
use renkei_domain::people::webhook::WebhookTry;
use renkei_domain::people::{Standing, WebhookAddress};
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page, somebody};

use super::{CANARY, word};
use crate::record::fine;
use crate::webhooks::first_tried;

fn form() -> WebhookForm {
    let address = format!("https://hooks.example.jp/{CANARY}webhook");
    WebhookForm {
        name: word("webhook"),
        address: fine(WebhookAddress::parse(&address)),
    }
}

/// A webhook that nobody tells anything for now.
pub(in crate::canary) async fn plant_webhook(world: &World, who: &Somebody) {
    let desk = by_page(&who.principal);
    let made = fine(fine(world.app.make_webhook(&desk, form()).await));
    fine(fine(world.app.pause_webhook(&desk, made.id).await));
}

/// A webhook whose program wants to hear no more: the letter to its owner waits.
pub(in crate::canary) async fn plant_ended_webhook(world: &World) {
    let app = &world.app;
    let owner = somebody(app, Standing::Operator, "kaze").await;
    fine(fine(
        app.make_webhook(&by_page(&owner.principal), form()).await,
    ));
    first_tried(world, WebhookTry::answered(410, None)).await;
}
