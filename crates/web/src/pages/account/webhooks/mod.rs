//! Programs of one's own that are told what changes in the directory. The key by which a program knows that a message comes
//! from here is shown in answer to the form that made it, and never again.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::people::webhook::StoredWebhook;
use renkei_app::people::{WebhookForm, WebhookRefusal};
use renkei_domain::people::WebhookAddress;
use renkei_domain::people::webhook::WebhookState;
use renkei_domain::text::Line;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent, line};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused};
use crate::pages::connect::Language;
use crate::pages::connect::spans::gaps;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AccountPath, DataPath, WebhookPath, WebhooksPath};
use crate::session::{Session, Visitor};

pub mod one;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "webhooks.html")]
pub struct WebhooksPage {
    shell: Shell,
    account: AccountPath,
    data: DataPath,
    form: Form,
    lines: Vec<WebhookLine>,
    /// After which gaps what was not taken is sent again, in words.
    gaps: String,
    /// The key that was just made, which is shown once.
    made: Option<String>,
    /// What is said where the form was sent before.
    before: Option<String>,
}

#[derive(Debug, Clone)]
struct WebhookLine {
    path: WebhookPath,
    name: String,
    host: String,
    state: &'static str,
    /// Whether its owner has to see to it.
    has_ended: bool,
    waiting: u32,
    made: String,
}

/// What is said above the form.
#[derive(Debug, Default)]
struct Said {
    made: Option<String>,
    before: Option<String>,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    name: String,
    address: String,
    name_fault: Option<String>,
    address_fault: Option<String>,
}

const BUTTON: &str = "知らせる先をつくる";

fn fields(tried: &Tried) -> [Field; 2] {
    [
        Field::text("name", "名前", &tried.name)
            .hinted("どのシステムに知らせるか。例: 市の福祉システム")
            .wrong(tried.name_fault.as_deref()),
        Field::link("address", "受けとるアドレス", &tried.address)
            .hinted("https:// で始まるもの。つくるとすぐに、試しの知らせをひとつ送ります。")
            .wrong(tried.address_fault.as_deref()),
    ]
}

impl Tried {
    fn of(sent: &Sent) -> Self {
        Self {
            name: sent.text("name").to_owned(),
            address: sent.text("address").to_owned(),
            ..Self::default()
        }
    }

    /// What is meant, or what is wrong.
    fn checked(&mut self) -> Option<WebhookForm> {
        let name: Option<Line> = match line(&self.name, "名前を入れてください。") {
            Ok(name) => Some(name),
            Err(words) => {
                self.name_fault = Some(words);
                None
            }
        };
        let address = match WebhookAddress::parse(&self.address) {
            Ok(address) => Some(address),
            Err(fault) => {
                self.address_fault = Some(fault.to_string());
                None
            }
        };
        Some(WebhookForm {
            name: name?,
            address: address?,
        })
    }
}

fn webhook_line(webhook: &StoredWebhook) -> WebhookLine {
    WebhookLine {
        path: WebhookPath::of(webhook.id),
        name: webhook.name.to_string(),
        host: webhook.address.host().to_owned(),
        state: webhook.state.word(),
        has_ended: webhook.state == WebhookState::Ended,
        waiting: webhook.waiting,
        made: japanese_date(webhook.made_at.in_japan().date),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    tried: &Tried,
    said: Said,
) -> Result<Response, PageFault> {
    let webhooks = site.app.webhooks(visitor.principal()).await?;
    Ok(shown(&WebhooksPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        data: DataPath,
        form: Form::new(site, WebhooksPath, BUTTON).with(fields(tried)),
        lines: webhooks.iter().map(webhook_line).collect(),
        gaps: gaps(Language::Japanese),
        made: said.made,
        before: said.before,
    }))
}

pub(crate) async fn show(
    _: WebhooksPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let kept = drafted(&site, &visitor).await?;
    let tried = kept.as_ref().map_or_else(Tried::default, Tried::of);
    page(&site, &visitor, &tried, Said::default()).await
}

pub(crate) async fn make(
    _: WebhooksPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let mut tried = Tried::of(&sent);
    if let Some(form) = tried.checked() {
        let writer = writer(&visitor, &sent);
        match site.app.make_webhook(&writer, form).await? {
            Ok(made) => {
                forget(&site, &visitor).await?;
                let said = Said {
                    made: Some(made.key),
                    before: None,
                };
                return page(&site, &visitor, &Tried::default(), said).await;
            }
            // What stands in the form is kept, for whoever has to make another.
            Err(refusal @ WebhookRefusal::MadeBefore) => {
                let said = Said {
                    made: None,
                    before: Some(refusal.to_string()),
                };
                return page(&site, &visitor, &tried, said).await;
            }
            Err(WebhookRefusal::NotAllowed(decision)) => {
                if let Some(page) = visitor.address() {
                    keep_draft(&site, &session.secret, page, &sent).await;
                }
                return Ok(refused(decision, &visitor));
            }
            Err(refusal) => tried.name_fault = Some(refusal.to_string()),
        }
    }
    let again = page(&site, &visitor, &tried, Said::default()).await?;
    Ok(asked_again(again))
}
