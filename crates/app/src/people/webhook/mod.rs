//! Programs of somebody's that are told what changed in the directory: made, stopped and taken away by their owner
//! ([`keep`]), told by whoever carries messages ([`carry`]), each message with words and a signature ([`sign`]). What is
//! told comes from the feed of changes, which is kept whole: nothing is queued for a program that takes nothing, and none
//! of it is lost.
//!
//! Letters have a queue of their own: each step of one is an act, and every act is read by the feed again. That a program
//! was told is none, as it is none that a calendar was fetched.

pub mod carry;
pub mod keep;
pub mod sign;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::{AccountId, WebhookId};
use renkei_domain::people::webhook::WEBHOOK_LOG_KEPT;
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use crate::App;
use crate::writer::KeyReused;

pub use renkei_domain::people::WebhookAddress;
pub use renkei_store::people::webhook::StoredWebhook;
pub use renkei_store::people::webhook_message::StoredWebhookMessage;

/// How many messages of a webhook its owner looks at.
const SHOWN: u32 = 100;

/// A webhook to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookForm {
    /// What its owner calls it.
    pub name: Line,
    /// Where it lies.
    pub address: WebhookAddress,
}

/// A webhook has a new key.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeWebhook {
    /// Its id.
    pub id: WebhookId,
    /// The key by which its messages are signed, told this once.
    pub key: String,
}

impl std::fmt::Debug for MadeWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MadeWebhook");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}

/// A webhook with what it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookView {
    /// The webhook.
    pub webhook: StoredWebhook,
    /// Its messages, those of what happened last first.
    pub messages: Vec<StoredWebhookMessage>,
}

/// Why nothing was done about a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefusal {
    /// The rule says no.
    #[error("変更を知らせる先をあつかう権限がありません。")]
    NotAllowed(Decision),
    /// There are enough.
    #[error("知らせる先は 10こまでです。使わないものを消してください。")]
    Full,
    /// There is none, or it is somebody else's.
    #[error("その知らせる先は見つかりません。もう消されているかもしれません。")]
    NotFound,
    /// There is no such message any more.
    #[error("その知らせは見つかりません。30日をすぎて、消えたのかもしれません。")]
    MessageGone,
    /// It is told nothing now.
    #[error(
        "いまは知らせが止まっています。さきに「もう一度はじめる」をおすと、待っている知らせも送ります。"
    )]
    Stopped,
    /// The form was sent before. What it made is told once.
    #[error(
        "この画面から、鍵はもう できています。いちどしか出ないので、もう出せません。ひかえていないときは、下の一覧から開いて、鍵を新しくしてください。"
    )]
    MadeBefore,
}

impl From<KeyReused> for WebhookRefusal {
    fn from(_: KeyReused) -> Self {
        Self::MadeBefore
    }
}

/// Whoever has tokens for their programs has webhooks for them.
fn may_manage(own: &Principal) -> Result<AccountId, WebhookRefusal> {
    match decide(own, Action::ManageOwnTokens, &Object::Installation) {
        Decision::Allowed => own.account().ok_or(WebhookRefusal::NotFound),
        other => Err(WebhookRefusal::NotAllowed(other)),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// One's own webhooks, the newest first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn webhooks(&self, own: &Principal) -> Result<Vec<StoredWebhook>, StoreFault> {
        match own.account() {
            Some(account) => self.store.webhooks_of(account).await,
            None => Ok(Vec::new()),
        }
    }

    /// One of one's own webhooks with what it was told of late; `None` where there is none.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn webhook(
        &self,
        own: &Principal,
        id: WebhookId,
    ) -> Result<Option<WebhookView>, StoreFault> {
        let Some(account) = own.account() else {
            return Ok(None);
        };
        let webhooks = self.store.webhooks_of(account).await?;
        let Some(webhook) = webhooks.into_iter().find(|known| known.id == id) else {
            return Ok(None);
        };
        let messages = self.store.webhook_messages(account, id, SHOWN).await?;
        Ok(Some(WebhookView { webhook, messages }))
    }

    /// Forgets what programs were told long ago, and keys by which messages are signed no more.
    pub(crate) async fn forget_webhook_messages(&self) -> Result<(), StoreFault> {
        let now = self.now();
        let before = now.plus(-WEBHOOK_LOG_KEPT);
        let forgotten = self.store.aside(move |work| {
            Box::pin(async move {
                work.forget_former_webhook_keys(now).await?;
                work.forget_webhook_messages(before).await?;
                Ok(())
            })
        });
        forgotten.await
    }
}
