//! What an owner does about their webhooks.

use renkei_domain::ids::{AccountId, WebhookId, WebhookMessageId};
use renkei_domain::people::webhook::{WEBHOOK_OVERLAP, WEBHOOKS, WebhookEvent, WebhookState};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::people::webhook::{NewWebhook, StoredWebhook};
use renkei_store::people::webhook_message::NewWebhookMessage;
use renkei_store::{Stop, Work};

use super::sign::draw_key;
use super::{MadeWebhook, WebhookForm, WebhookRefusal, may_manage};
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::writer::{Drawn, Writer};

/// A webhook of an account, held; another's is none.
async fn held(
    work: &Work,
    account: AccountId,
    id: WebhookId,
) -> Result<StoredWebhook, Stop<WebhookRefusal>> {
    let found = work.lock_webhook(id).await?;
    let own = found.filter(|webhook| webhook.account == account);
    own.ok_or(Stop::Refused(WebhookRefusal::NotFound))
}

#[renkei_boxed::boxed]
impl App {
    /// Makes a webhook for one's own account, and has it told that it is there. Its key is told this once: under a key of
    /// the form, the same form sent twice makes one webhook, and who sent it again is told that it is there. What changes
    /// from now on is told.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn make_webhook(
        &self,
        writer: &Writer,
        form: WebhookForm,
    ) -> Outcome<MadeWebhook, WebhookRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = format!("{} {}", form.name, form.address.as_str());
        let now = self.now();
        let place = self.newest_place().await?;
        let made = MadeWebhook {
            id: WebhookId::from_uuid(self.new_id()),
            key: draw_key(self.entropy.as_ref()),
        };
        let kept = NewWebhook {
            id: made.id,
            account,
            name: form.name,
            address: form.address,
            secret: made.key.clone(),
            made_at: now,
            place: place.cursor,
            told_to: place.told_to,
        };
        let first = NewWebhookMessage {
            id: WebhookMessageId::from_uuid(self.new_id()),
            event: WebhookEvent::Test,
            resource: None,
            happened_at: now,
        };
        let purpose = Purpose::MakeWebhook;
        let done = self
            .act_of::<Drawn, WebhookRefusal, _>(writer, purpose, &asked, move |work, _| {
                let kept = kept.clone();
                Box::pin(async move {
                    work.lock_account(account).await?;
                    let held = usize::try_from(work.count_webhooks(account).await?);
                    if held.unwrap_or(WEBHOOKS) >= WEBHOOKS {
                        return Err(Stop::Refused(WebhookRefusal::Full));
                    }
                    work.add_webhook(&kept).await?;
                    work.add_webhook_messages(kept.id, &[first], now).await?;
                    Ok(Drawn(kept.id.uuid()))
                })
            })
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == made.id.uuid() => Ok(made),
            Ok(Drawn(_)) => Err(WebhookRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// Makes another key for a webhook, told this once. For a while messages are signed with the former one too.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn rotate_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
    ) -> Outcome<MadeWebhook, WebhookRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let made = MadeWebhook {
            id,
            key: draw_key(self.entropy.as_ref()),
        };
        let (key, drawn) = (made.key.clone(), self.new_id());
        let done = self
            .act_of::<Drawn, WebhookRefusal, _>(
                writer,
                Purpose::RotateWebhook,
                &id.to_string(),
                move |work, header| {
                    let key = key.clone();
                    Box::pin(async move {
                        let webhook = held(work, account, id).await?;
                        let until = header.at.plus(WEBHOOK_OVERLAP);
                        work.rotate_webhook(&webhook, &key, until).await?;
                        Ok(Drawn(drawn))
                    })
                },
            )
            .await?;
        Ok(match done {
            Ok(Drawn(known)) if known == drawn => Ok(made),
            Ok(Drawn(_)) => Err(WebhookRefusal::MadeBefore),
            Err(refusal) => Err(refusal),
        })
    }

    /// Has a webhook told nothing for now; what changes meanwhile is told afterwards.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn pause_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
    ) -> Outcome<(), WebhookRefusal> {
        self.step_webhook(writer, id, Step::Pause).await
    }

    /// Has a webhook told again, first what changed meanwhile; what waits is tried at once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn resume_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
    ) -> Outcome<(), WebhookRefusal> {
        self.step_webhook(writer, id, Step::Resume).await
    }

    /// Takes a webhook away, with its messages.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn remove_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
    ) -> Outcome<(), WebhookRefusal> {
        self.step_webhook(writer, id, Step::Remove).await
    }

    /// Has one message sent once more, by the name it had before: one that waits is tried at once.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn replay_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
        message: WebhookMessageId,
    ) -> Outcome<(), WebhookRefusal> {
        self.step_webhook(writer, id, Step::Replay(message)).await
    }

    async fn step_webhook(
        &self,
        writer: &Writer,
        id: WebhookId,
        step: Step,
    ) -> Outcome<(), WebhookRefusal> {
        let account = match may_manage(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (purpose, asked) = match step {
            Step::Pause => (Purpose::PauseWebhook, id.to_string()),
            Step::Resume => (Purpose::ResumeWebhook, id.to_string()),
            Step::Remove => (Purpose::RemoveWebhook, id.to_string()),
            Step::Replay(message) => (Purpose::ReplayWebhook, message.to_string()),
        };
        let done =
            self.act_of::<Done, WebhookRefusal, _>(writer, purpose, &asked, move |work, header| {
                Box::pin(async move {
                    let webhook = held(work, account, id).await?;
                    stepped(work, &webhook, step, header.at).await?;
                    Ok(Done)
                })
            });
        Ok(done.await?.map(|Done| ()))
    }
}

/// What an owner does about a webhook that is there.
#[derive(Debug, Clone, Copy)]
enum Step {
    Pause,
    Resume,
    Remove,
    Replay(WebhookMessageId),
}

async fn stepped(
    work: &Work,
    webhook: &StoredWebhook,
    step: Step,
    now: Instant,
) -> Result<(), Stop<WebhookRefusal>> {
    let is_active = webhook.state == WebhookState::Active;
    match step {
        Step::Pause if is_active => {
            work.move_webhook(webhook, WebhookState::Paused, None)
                .await?;
        }
        Step::Resume if !is_active => {
            work.move_webhook(webhook, WebhookState::Active, None)
                .await?;
            work.revive_webhook_messages(webhook.id, now).await?;
        }
        // One that was paused or has ended is told nothing already, and one that is told goes on.
        Step::Pause | Step::Resume => {}
        Step::Remove => work.remove_webhook(webhook).await?,
        Step::Replay(_) if !is_active => return Err(Stop::Refused(WebhookRefusal::Stopped)),
        Step::Replay(message) => {
            if !work.replay_webhook_message(webhook, message, now).await? {
                return Err(Stop::Refused(WebhookRefusal::MessageGone));
            }
        }
    }
    Ok(())
}
