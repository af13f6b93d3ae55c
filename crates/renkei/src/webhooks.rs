//! Telling programs what changed in the directory: what a serving process does beside serving, as soon as something
//! changed. Each webhook is told by itself, one message after the other, so that a slow one keeps none of the others
//! waiting; several processes may tell at once, and the lease of each webhook keeps them apart.

use std::time::{Duration, Instant};

use renkei_app::people::webhook::carry::{ClaimedWebhook, Onward};
use renkei_app::{App, StoreFault};
use renkei_delivery::fetch::OutboundSettings;
use renkei_delivery::hooks::{Post, Poster};
use renkei_graphql::global_id;
use tokio::task::JoinSet;

/// How often one looks for webhooks that have something to tell.
const LOOK: Duration = Duration::from_secs(5);

/// How many webhooks are told at once.
const AT_ONCE: usize = 16;

/// How long a turn of one webhook takes at most, but for its last message: much less than its lease.
const TURN: Duration = Duration::from_secs(60);

/// Goes on for as long as the process serves. What is under way when it ends is sent again by the next.
pub(crate) async fn tell_webhooks(app: App, outbound: OutboundSettings) {
    let mut under_way = JoinSet::new();
    loop {
        begin(&app, &outbound, &mut under_way).await;
        tokio::select! {
            Some(ended) = under_way.join_next() => report(ended),
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Tells the webhooks that have something to tell, each for one turn.
pub async fn round(app: &App, outbound: &OutboundSettings) {
    let mut under_way = JoinSet::new();
    begin(app, outbound, &mut under_way).await;
    while let Some(ended) = under_way.join_next().await {
        report(ended);
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(fault) = ended {
        tracing::error!(%fault, "the telling of a webhook broke off");
    }
}

/// Begins the turns of webhooks that have something to tell, as many as there is room for.
async fn begin(app: &App, outbound: &OutboundSettings, under_way: &mut JoinSet<()>) {
    let free = AT_ONCE.saturating_sub(under_way.len());
    let claimed = match app.claim_webhooks(free as u32).await {
        Ok(claimed) => claimed,
        Err(fault) => {
            tracing::warn!(%fault, "no webhooks can be claimed");
            return;
        }
    };
    for webhook in claimed {
        let (app, outbound) = (app.clone(), outbound.clone());
        under_way.spawn(async move {
            if let Err(fault) = turn(&app, &outbound, &webhook).await {
                tracing::warn!(webhook = %webhook.id, %fault, "a webhook is told a little later");
            }
        });
    }
}

/// Reads what changed for a webhook and sends its messages, until one does not arrive.
async fn turn(
    app: &App,
    outbound: &OutboundSettings,
    webhook: &ClaimedWebhook,
) -> Result<(), StoreFault> {
    let began = Instant::now();
    app.read_changes_for(webhook).await?;
    let mut onward = Onward::GoOn;
    match Poster::new(outbound).await {
        Ok(poster) => {
            while onward == Onward::GoOn && began.elapsed() < TURN {
                let Some(message) = app.next_webhook_message(webhook, global_id).await? else {
                    break;
                };
                let post = Post {
                    address: message.address.as_str(),
                    name: &message.name,
                    seconds: message.seconds,
                    signatures: &message.signatures,
                    body: &message.body,
                };
                let tried = poster.post(post).await;
                onward = app.note_webhook_try(webhook, &message, tried).await?;
            }
        }
        Err(fault) => {
            tracing::error!(%fault, "webhooks cannot be told");
            onward = Onward::Rest(app.now());
        }
    }
    app.leave_webhook(webhook, onward).await
}
