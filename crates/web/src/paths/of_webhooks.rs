//! Addresses of one webhook of one's own.

use axum_extra::routing::TypedPath;
use renkei_domain::ids::WebhookId;
use serde::Deserialize;

use super::{Sampled, part_paths};

/// An example of the id of a webhook.
const WEBHOOK: &str = "01932f00-0000-700c-8000-000000000001";

part_paths! { [webhook: WebhookId = WEBHOOK]
    /// What it was told.
    WebhookPath = "/account/webhooks/{webhook}";
    /// What is pressed there.
    WebhookStepPath = "/account/webhooks/{webhook}/step";
}
