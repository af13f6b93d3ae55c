//! Telling a program of somebody's that something changed: one signed POST behind the guard, and of the answer the status
//! alone. What it says besides is never read, so that it may be as long as it likes.

use std::time::Duration;

use renkei_domain::people::webhook::{WebhookOutcome, WebhookTry};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Url};

use crate::fetch::{FetchFault, OutboundSettings, TIMED_OUT, client, connection, looked_at};

/// How long a program may take to answer (Standard Webhooks 1.0 asks for 15 to 30 seconds).
const ANSWER_TIME: Duration = Duration::from_secs(15);

/// A message in the form in which it leaves.
#[derive(Clone, Copy)]
pub struct Post<'m> {
    /// Where it goes.
    pub address: &'m str,
    /// The name by which the program knows it again.
    pub name: &'m str,
    /// When it leaves, in seconds since 1970.
    pub seconds: i64,
    /// By which the program knows that it comes from here.
    pub signatures: &'m str,
    /// What it says, as JSON.
    pub body: &'m str,
}

/// What posts messages.
#[derive(Debug, Clone)]
pub struct Poster {
    client: Client,
    settings: OutboundSettings,
}

impl Poster {
    /// Makes ready to post.
    ///
    /// # Errors
    /// When the certificates to trust cannot be read.
    pub async fn new(settings: &OutboundSettings) -> Result<Self, FetchFault> {
        Ok(Self {
            client: client(settings).await?,
            settings: settings.clone(),
        })
    }

    /// Posts a message. Redirects are not followed and proxies not used; whatever else happens is how the try ended.
    pub async fn post(&self, post: Post<'_>) -> WebhookTry {
        match tokio::time::timeout(ANSWER_TIME, self.answered(post)).await {
            Ok(Ok(tried)) => tried,
            Ok(Err(fault)) => WebhookTry::unanswered(outcome(&fault)),
            Err(_) => WebhookTry::unanswered(WebhookOutcome::TimedOut),
        }
    }

    async fn answered(&self, post: Post<'_>) -> Result<WebhookTry, FetchFault> {
        let url = looked_at(Url::parse(post.address).ok(), &self.settings)?;
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json");
        let request = request
            .header("webhook-id", post.name)
            .header("webhook-timestamp", post.seconds.to_string())
            .header("webhook-signature", post.signatures)
            .body(post.body.to_owned());
        let response = request.send().await.map_err(connection)?;
        let wait = response.headers().get(RETRY_AFTER);
        // A date is as good as nothing: the schedule is kept then.
        let wait = wait.and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
        Ok(WebhookTry::answered(response.status().as_u16(), wait))
    }
}

/// How a try ended that nobody answered. Of a place that may not be called it is always the same, whoever listens there.
fn outcome(fault: &FetchFault) -> WebhookOutcome {
    match fault {
        FetchFault::Forbidden => WebhookOutcome::Forbidden,
        FetchFault::Connection(what) if what == TIMED_OUT => WebhookOutcome::TimedOut,
        FetchFault::Connection(_)
        | FetchFault::Address
        | FetchFault::Certificates(_)
        | FetchFault::Status(_)
        | FetchFault::TooLarge { .. }
        | FetchFault::File(_) => WebhookOutcome::NotReached,
    }
}
