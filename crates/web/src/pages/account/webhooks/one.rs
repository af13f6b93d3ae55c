//! One webhook: where it stands, what it was told of late and what came of that, and what is pressed there.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::webhook::StoredWebhookMessage;
use renkei_app::people::{WebhookRefusal, WebhookView};
use renkei_domain::ids::{WebhookId, WebhookMessageId};
use renkei_domain::people::webhook::{WebhookEnd, WebhookState};
use renkei_domain::time::{Moment, japanese_date};

use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, refused_on};
use crate::next::Next;
use crate::pages::letters::{said, writer};
use crate::pages::{Here, Shell, shown};
use crate::paths::{AccountPath, ResourcePath, WebhookPath, WebhookStepPath, WebhooksPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "webhook.html")]
pub struct WebhookPage {
    pub(super) shell: Shell,
    pub(super) account: AccountPath,
    pub(super) webhooks: WebhooksPath,
    pub(super) step: WebhookStepPath,
    /// Tells the forms of this page, as they are shown now, from every other.
    pub(super) once: String,
    pub(super) name: String,
    pub(super) host: String,
    pub(super) state: &'static str,
    /// Whether it is told what changes.
    pub(super) is_told: bool,
    /// Why it is told nothing any more, and since when.
    pub(super) ended: Option<(&'static str, String)>,
    pub(super) made_on: String,
    pub(super) waiting: u32,
    /// Until when the former key signs too.
    pub(super) former: Option<String>,
    pub(super) messages: Vec<MessageLine>,
    /// The key that was just made, which is shown once.
    pub(super) made: Option<String>,
    /// Why the last step was not taken.
    pub(super) fault: Option<String>,
}

/// A message in words.
#[derive(Debug, Clone)]
pub(super) struct MessageLine {
    pub(super) id: WebhookMessageId,
    pub(super) event: &'static str,
    pub(super) resource: Option<ResourcePath>,
    pub(super) happened: String,
    pub(super) state: &'static str,
    pub(super) tries: u32,
    pub(super) tried: Option<String>,
    pub(super) next: Option<String>,
    /// Tells the form of this row, as it is shown now, from every other.
    pub(super) once: String,
}

/// What is said above what stands there.
#[derive(Debug, Default)]
struct Said {
    made: Option<String>,
    fault: Option<String>,
}

fn message_line(site: &Site, message: &StoredWebhookMessage, now: Moment) -> MessageLine {
    let tried = message.tried.map(|(at, outcome, status)| {
        let answer = status.map(|status| format!("（{status}）"));
        let answer = answer.unwrap_or_default();
        format!("{} {}{answer}", said(at, now), outcome.word())
    });
    MessageLine {
        id: message.id,
        event: message.event.word(),
        resource: message.resource.map(ResourcePath::of),
        happened: said(message.happened_at, now),
        state: message.state.word(),
        tries: message.tries,
        tried,
        next: message.next_try.map(|at| said(at, now)),
        once: site.app.new_request_id(),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    id: WebhookId,
    told: Said,
) -> Result<Response, PageFault> {
    let found = site.app.webhook(visitor.principal(), id).await?;
    let WebhookView { webhook, messages } = found.ok_or(PageFault::NotFound)?;
    let now = site.app.now().in_japan();
    let former = webhook.former_until.filter(|until| site.app.now() < *until);
    let ended = webhook
        .ended
        .map(|(why, at)| (WebhookEnd::word(why), said(at, now)));
    let lines = messages.iter().map(|one| message_line(site, one, now));
    let lines: Vec<MessageLine> = lines.collect();
    Ok(shown(&WebhookPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        webhooks: WebhooksPath,
        step: WebhookStepPath::of(id),
        once: site.app.new_request_id(),
        name: webhook.name.to_string(),
        host: webhook.address.host().to_owned(),
        state: webhook.state.word(),
        is_told: webhook.state == WebhookState::Active,
        ended,
        made_on: japanese_date(webhook.made_at.in_japan().date),
        waiting: webhook.waiting,
        former: former.map(|until| said(until, now)),
        messages: lines,
        made: told.made,
        fault: told.fault,
    }))
}

/// The webhook that an address names.
fn webhook(part: &str) -> Result<WebhookId, PageFault> {
    WebhookId::from_str(part).map_err(|_| PageFault::NotFound)
}

pub(crate) async fn show(
    path: WebhookPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    page(&site, &visitor, webhook(&path.webhook)?, Said::default()).await
}

pub(crate) async fn step(
    path: WebhookStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = webhook(&path.webhook)?;
    let by = writer(&visitor, &sent);
    let here = WebhookPath::of(id).to_string();
    let done = match sent.text("step") {
        "rotate" => match site.app.rotate_webhook(&by, id).await? {
            Ok(made) => {
                let told = Said {
                    made: Some(made.key),
                    fault: None,
                };
                return page(&site, &visitor, id, told).await;
            }
            Err(refusal) => Err(refusal),
        },
        "pause" => site
            .app
            .pause_webhook(&by, id)
            .await?
            .map(|()| here.clone()),
        "resume" => site
            .app
            .resume_webhook(&by, id)
            .await?
            .map(|()| here.clone()),
        "remove" => {
            let removed = site.app.remove_webhook(&by, id).await?;
            removed.map(|()| WebhooksPath.to_string())
        }
        "replay" => {
            let message = WebhookMessageId::from_str(sent.text("message"));
            let message = message.map_err(|_| PageFault::NotFound)?;
            let asked = site.app.replay_webhook(&by, id, message).await?;
            asked.map(|()| here.clone())
        }
        _ => return Err(PageFault::NotFound),
    };
    match done {
        Ok(leads_to) => Ok(Redirect::to(&leads_to).into_response()),
        Err(WebhookRefusal::NotFound) => Err(PageFault::NotFound),
        Err(WebhookRefusal::NotAllowed(decision)) => {
            Ok(refused_on(decision, Next::read(&here).as_ref()))
        }
        Err(refusal) => {
            let told = Said {
                made: None,
                fault: Some(refusal.to_string()),
            };
            Ok(asked_again(page(&site, &visitor, id, told).await?))
        }
    }
}
