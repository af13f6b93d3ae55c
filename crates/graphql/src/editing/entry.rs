//! Beginning and ending an entry.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::create::NewResource;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::{NetworkId, OrganizationId};

use super::facts::FactInput;
use super::payload::Written;
use super::write::{Texts, answer, entry, no_id, writer};
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// A resource as somebody enters it.
#[derive(Debug, InputObject)]
pub(crate) struct CreateResourceInput {
    /// The id of the network that will keep it.
    network: ID,
    /// As which service or office it is listed.
    kind: Word<ResourceKind>,
    /// Name of the office, in one line of at most 300 characters.
    name: String,
    /// The id of who runs it. Null: not known.
    organization: Option<ID>,
    /// What else is known of it.
    facts: Vec<FactInput>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CreateResourceInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        let key = self.idempotency_key.clone();
        let ready = self
            .read()
            .and_then(|new| Ok((new, writer(asked, key.as_deref())?)));
        let (id, refusal) = match ready {
            Ok((new, writer)) => match ours(asked.app.create_resource(&writer, new).await)? {
                Ok(created) => (Some(created.id), None),
                Err(refusal) => (None, Some(refusal)),
            },
            Err(refusal) => (None, Some(refusal)),
        };
        answer(ctx, id, refusal).await
    }

    fn read(self) -> std::result::Result<NewResource, EditRefusal> {
        let mut texts = Texts::default();
        let name = texts.required("name", &self.name);
        let network: Option<NetworkId> = self.network.as_str().parse().ok();
        if network.is_none() {
            texts.add(no_id("network"));
        }
        let organization = self.organization.as_ref();
        let organization = organization.map(|id| id.as_str().parse::<OrganizationId>());
        let organization = organization.transpose().unwrap_or_else(|_| {
            texts.add(no_id("organization"));
            None
        });
        let facts = self.facts.into_iter().map(FactInput::into_edit).collect();
        let kind = self.kind.0;
        let new = name.zip(network).map(|(name, network)| NewResource {
            network,
            kind,
            name,
            organization,
            facts,
        });
        texts.end(new)?.ok_or(EditRefusal::NotFound)
    }
}

/// When an entry closed, and what took its place.
#[derive(Debug, InputObject)]
pub(crate) struct CloseResourceInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// The first day on which it does no more, not after today.
    on: DateScalar,
    /// Global id of the active entry that took its place. Null: none.
    successor: Option<ID>,
    /// Why, in one line for whoever was sent there. Null: nothing to say.
    reason: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl CloseResourceInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        let ready = self.read().and_then(|closure| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((entry(&self.id)?, writer, closure))
        });
        let refusal = match ready {
            Ok((id, writer, closure)) => {
                let done = asked.app.close_resource(&writer, id, self.version, closure);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, entry(&self.id).ok(), refusal).await
    }

    fn read(&self) -> std::result::Result<Closure, EditRefusal> {
        let mut texts = Texts::default();
        let successor = self.successor.as_ref().map(entry).transpose();
        let successor = successor.unwrap_or_else(|_| {
            texts.add(no_id("successor"));
            None
        });
        let closure = Closure {
            on: self.on.0,
            successor,
            reason: texts.line("reason", self.reason.as_deref()),
        };
        texts.end(closure)
    }
}

/// Which closed entry is opened again.
#[derive(Debug, InputObject)]
pub(crate) struct ReopenResourceInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ReopenResourceInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let asked = Asked::of(ctx)?;
        let ready = entry(&self.id)
            .and_then(|id| Ok((id, writer(asked, self.idempotency_key.as_deref())?)));
        let refusal = match ready {
            Ok((id, writer)) => {
                let done = asked.app.reopen_resource(&writer, id, self.version);
                ours(done.await)?.err()
            }
            Err(refusal) => Some(refusal),
        };
        answer(ctx, entry(&self.id).ok(), refusal).await
    }
}
