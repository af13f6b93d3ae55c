//! What whoever carries messages to programs does with the database: claim a webhook, read for it what changed, sign the
//! next message, record what came of it. The network is not known here.

use std::convert::Infallible;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Assurance, Principal};
use renkei_domain::access::rule::may;
use renkei_domain::ids::{LetterId, WebhookMessageId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::WebhookAddress;
use renkei_domain::people::webhook::{
    AfterTry, WEBHOOK_LEASE, WEBHOOK_REST, WEBHOOK_WAITING, WebhookEnd, WebhookEvent,
    WebhookMessageState, WebhookState, WebhookTry, after_try,
};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
pub use renkei_store::people::webhook_claim::ClaimedWebhook;
use renkei_store::people::webhook_message::{NewWebhookMessage, WebhookTried};
use renkei_store::{StoreFault, Work};
use uuid::Uuid;

pub use super::sign::EntryName;
use super::sign::{body_of, name_of, signatures};
use crate::directory::changed::FeedRefusal;
use crate::letters::carry::unrefused;
use crate::people::view::as_if_here;
use crate::{App, Caller};

/// How many changes are read for a webhook at once.
const PAGE: u16 = 500;

/// A message as it leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookMessage {
    /// Which.
    pub id: WebhookMessageId,
    /// Where it goes.
    pub address: WebhookAddress,
    /// The name by which the program knows it again.
    pub name: String,
    /// When it leaves, in seconds since 1970.
    pub seconds: i64,
    /// By which the program knows that it comes from here.
    pub signatures: String,
    /// What it says.
    pub body: String,
    /// How often it was tried before.
    pub tries: u32,
}

/// The signatures open nothing, but where it goes is its owner's affair.
impl std::fmt::Debug for WebhookMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("WebhookMessage");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// Whether the next message of the same webhook may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// It may.
    GoOn,
    /// The webhook is left alone for a moment, or until whoever gets its messages wants to hear more; or it is told nothing
    /// any more, or is somebody else's to tell by now.
    Rest(Instant),
}

#[renkei_boxed::boxed]
impl App {
    /// Takes some webhooks that have something to tell, for whoever carries their messages. One of somebody who may have
    /// none any more is ended instead.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn claim_webhooks(&self, limit: u32) -> Result<Vec<ClaimedWebhook>, StoreFault> {
        let now = self.now();
        let newest = self.newest_place().await?.told_to;
        // Most looks find nothing and need not wait for the one writer.
        if limit == 0 || !self.store.is_webhook_due(now, newest).await? {
            return Ok(Vec::new());
        }
        let until = now.plus(WEBHOOK_LEASE);
        let claimed = self.store.aside(move |work| {
            Box::pin(async move { Ok(work.claim_webhooks((now, until), newest, limit).await?) })
        });
        let (mut theirs, today) = (Vec::new(), now.in_japan().date);
        for webhook in claimed.await? {
            let owner = self.store.known_account(webhook.account, today).await?;
            // Whoever made it showed at that moment that it was them.
            let owner = owner.map(|known| Principal {
                assurance: Assurance::Fresh,
                ..as_if_here(&known)
            });
            let may_have =
                owner.is_some_and(|own| may(&own, Action::ManageOwnTokens, &Object::Installation));
            if may_have {
                theirs.push(webhook);
            } else {
                self.end_webhook(&webhook, (WebhookEnd::OwnerLeft, None))
                    .await?;
                self.leave_webhook(&webhook, Onward::GoOn).await?;
            }
        }
        Ok(theirs)
    }

    /// Reads for a claimed webhook what changed since it was told last, as far as there is room for it. The log is kept, so
    /// that what there is no room for is read later.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn read_changes_for(&self, claimed: &ClaimedWebhook) -> Result<(), StoreFault> {
        let room = WEBHOOK_WAITING.saturating_sub(claimed.waiting);
        let size = u16::try_from(room).unwrap_or(PAGE).min(PAGE);
        if size == 0 {
            return Ok(());
        }
        let since = Some(claimed.place.as_str());
        let page = match self.resource_changes(since, size).await? {
            Ok(page) => Some(page),
            Err(refusal @ (FeedRefusal::CursorUnreadable | FeedRefusal::CursorOfAnotherLog)) => {
                // The log that was read is not the one that is there: nobody knows any more what was told of it.
                tracing::error!(webhook = %claimed.id, %refusal, "a webhook goes on with the newest change");
                None
            }
        };
        let place = match &page {
            Some(page) => page.place(),
            None => self.newest_place().await?,
        };
        let changes = page.map(|page| page.changes).unwrap_or_default();
        // Messages of one moment leave in the order of their names, which is that of the log.
        let mut names: Vec<Uuid> = changes.iter().map(|_| self.new_id()).collect();
        names.sort_unstable();
        let messages: Vec<NewWebhookMessage> = changes
            .iter()
            .zip(names)
            .map(|(change, name)| NewWebhookMessage {
                id: WebhookMessageId::from_uuid(name),
                event: WebhookEvent::ResourceChanged,
                resource: Some(change.resource),
                happened_at: change.at,
            })
            .collect();
        let now = self.now();
        let claimed = claimed.clone();
        let kept = self.store.aside(move |work| {
            let (claimed, messages, place) = (claimed.clone(), messages.clone(), place.clone());
            Box::pin(async move {
                let to = (place.cursor.as_str(), place.told_to);
                if work.advance_webhook(&claimed, to).await? {
                    work.add_webhook_messages(claimed.id, &messages, now)
                        .await?;
                }
                Ok(())
            })
        });
        kept.await
    }

    /// The message of a claimed webhook whose time came first, signed as of now.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn next_webhook_message(
        &self,
        claimed: &ClaimedWebhook,
        entry: EntryName,
    ) -> Result<Option<WebhookMessage>, StoreFault> {
        let now = self.now();
        let due = self.store.due_webhook_message(claimed, now).await?;
        Ok(due.map(|due| {
            let (name, body) = (name_of(&due.message), body_of(&due.message, entry));
            let seconds = now.micros().div_euclid(1_000_000);
            WebhookMessage {
                id: due.message.id,
                signatures: signatures(&due, (&name, seconds, &body), now),
                address: due.address,
                name,
                seconds,
                body,
                tries: due.tries,
            }
        }))
    }

    /// Records what came of a try, and says whether the next message may follow. Who carries the messages of the webhook no
    /// more records nothing.
    ///
    /// # Errors
    /// A fault of the store; the message is sent again then, by the same name.
    pub async fn note_webhook_try(
        &self,
        claimed: &ClaimedWebhook,
        message: &WebhookMessage,
        tried: WebhookTry,
    ) -> Result<Onward, StoreFault> {
        let now = self.now();
        let tries = message.tries.saturating_add(1);
        let mut drawn = [0; 1];
        self.entropy.fill(&mut drawn);
        let after = after_try(tried, tries, drawn[0], now);
        let (state, next_try) = match after {
            AfterTry::Delivered => (WebhookMessageState::Delivered, None),
            AfterTry::Again(at) => (WebhookMessageState::Waiting, Some(at)),
            AfterTry::Over(_) => (WebhookMessageState::Failed, None),
        };
        let ended = WebhookTried {
            at: now,
            tried,
            tries,
            state,
            next_try,
        };
        tracing::info!(
            webhook = %claimed.id,
            id = %message.id,
            outcome = tried.outcome.code(),
            status = tried.status,
            tries,
            "webhook message carried"
        );
        let id = message.id;
        if let AfterTry::Over(why) = after {
            self.end_webhook(claimed, (why, Some((id, ended)))).await?;
            return Ok(Onward::Rest(now));
        }
        let claimed = claimed.clone();
        let noted = self.store.aside(move |work| {
            let claimed = claimed.clone();
            Box::pin(async move { Ok(work.note_webhook_tried(&claimed, id, &ended).await?) })
        });
        let is_noted = noted.await?;
        Ok(match after {
            AfterTry::Delivered if is_noted => Onward::GoOn,
            // Whoever asked to be left alone is so by every message.
            AfterTry::Again(next) if tried.wait.is_some() => Onward::Rest(next),
            AfterTry::Delivered | AfterTry::Again(_) | AfterTry::Over(_) => Onward::Rest(now),
        })
    }

    /// Gives a claimed webhook back; where a message did not arrive it is left alone for a moment.
    ///
    /// # Errors
    /// A fault of the store; then it is given back by itself.
    pub async fn leave_webhook(
        &self,
        claimed: &ClaimedWebhook,
        onward: Onward,
    ) -> Result<(), StoreFault> {
        let now = self.now();
        let free = match onward {
            Onward::GoOn => now,
            Onward::Rest(until) => until.max(now.plus(WEBHOOK_REST)),
        };
        let (id, until) = (claimed.id, claimed.until);
        let left = self.store.aside(move |work| {
            Box::pin(async move {
                work.lease_webhook(id, until, free).await?;
                Ok(())
            })
        });
        left.await
    }

    /// Has a webhook told nothing any more, and its owner told by a letter. One that its owner stopped meanwhile stays as
    /// they left it.
    async fn end_webhook(
        &self,
        claimed: &ClaimedWebhook,
        (why, last): (WebhookEnd, Option<(WebhookMessageId, WebhookTried)>),
    ) -> Result<(), StoreFault> {
        let header = self.header(Caller::COURIER, Purpose::EndWebhook);
        let (claimed, letter) = (claimed.clone(), LetterId::from_uuid(self.new_id()));
        let ended = self.store.act::<(), Infallible, _>(&header, move |work| {
            let claimed = claimed.clone();
            Box::pin(async move {
                let is_over = end(work, &claimed, (why, last), header.at).await?;
                if is_over {
                    let subject = LetterSubject::Webhook(claimed.id);
                    work.queue_letter(letter, subject, header.at).await?;
                }
                Ok(())
            })
        });
        unrefused(ended.await)?;
        self.wake_courier();
        Ok(())
    }
}

/// Writes down the last try and that the webhook has ended by it; says whether it was told something until now.
async fn end(
    work: &Work,
    claimed: &ClaimedWebhook,
    (why, last): (WebhookEnd, Option<(WebhookMessageId, WebhookTried)>),
    now: Instant,
) -> Result<bool, StoreFault> {
    let Some(webhook) = work.lock_webhook(claimed.id).await? else {
        return Ok(false);
    };
    if let Some((message, tried)) = last
        && !work.note_webhook_tried(claimed, message, &tried).await?
    {
        return Ok(false);
    }
    if webhook.state != WebhookState::Active {
        return Ok(false);
    }
    let ended = Some((why, now));
    work.move_webhook(&webhook, WebhookState::Ended, ended)
        .await?;
    Ok(true)
}
