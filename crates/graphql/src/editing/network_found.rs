//! Founding networks, telling what they are, making organizations their members, naming who answers for one, and taking one change back, as a
//! part of [`crate::mutation::Mutation`]. No token does these.

use async_graphql::{Context, ID, InputObject, Object, Result};
use renkei_app::directory::network::ChangedNetwork;
use renkei_app::directory::network::about::{NewAbout, SeenAbout};
use renkei_app::directory::network::found::NewNetwork;
use renkei_app::directory::network::secretariat::{NewSecretariat, SeenSecretariat};
use renkei_app::directory::network::undo::NetworkUndo;
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{ActId, ResourceId};
use renkei_domain::text::{Line, Prose, TextFault};

use super::network_change::{
    AdmitNetworkMemberPayload, ChangedNetworkType, FoundNetworkPayload, IntroduceNetworkPayload,
    NameNetworkSecretariatPayload, Refused, UndoNetworkChangePayload, answer, member, nothing_made,
    ready,
};
use super::write::writer;
use crate::closed_list::Word;
use crate::directory::loaded::{Asked, ours};
use crate::node::resource_of;
use crate::scalars::CodeScalar;

/// What founds networks and changes who belongs to them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NetworkFoundingMutation;

#[Object]
impl NetworkFoundingMutation {
    /// Founds a network; what stands in its municipalities and is kept by no network is its desk's to keep. For
    /// whoever runs the installation, signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn found_network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is called, and the municipalities it looks after.")]
        input: FoundNetworkInput,
    ) -> Option<Result<FoundNetworkPayload>> {
        Some(input.run(ctx).await.map(FoundNetworkPayload::from))
    }

    /// Tells what a network is, at the entrance of the directory. For its desk and whoever runs the installation,
    /// signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn introduce_network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and what it says of itself from now on.")]
        input: IntroduceNetworkInput,
    ) -> Option<Result<IntroduceNetworkPayload>> {
        Some(input.run(ctx).await.map(IntroduceNetworkPayload::from))
    }

    /// Makes an organization a member of a network: its people see the inside from now on. For whoever runs the
    /// installation, signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn admit_network_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and which organization joins it.")]
        input: AdmitNetworkMemberInput,
    ) -> Option<Result<AdmitNetworkMemberPayload>> {
        Some(input.run(ctx).await.map(AdmitNetworkMemberPayload::from))
    }

    /// Names the agency that answers for a network at the foot of every page. For its desk and whoever runs the
    /// installation, signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn name_network_secretariat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and which agency answers for it.")]
        input: NameNetworkSecretariatInput,
    ) -> Option<Result<NameNetworkSecretariatPayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(NameNetworkSecretariatPayload::from),
        )
    }

    /// Takes one change of a network back, for whoever may do the opposite by hand. Refused as `CHANGED` where the
    /// same was changed again since. Null only with an error: `INTERNAL`.
    async fn undo_network_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, the act of its history and what that changed.")]
        input: UndoNetworkChangeInput,
    ) -> Option<Result<UndoNetworkChangePayload>> {
        Some(input.run(ctx).await.map(UndoNetworkChangePayload::from))
    }
}

/// What a network is called that begins, which municipalities it serves and which office answers for it.
#[derive(Debug, InputObject)]
pub(crate) struct FoundNetworkInput {
    /// What it is called: one line, at most 300 characters.
    name: String,
    /// The municipalities it looks after, at least one.
    area: Vec<CodeScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// What a network says of itself from now on.
#[derive(Debug, InputObject)]
pub(crate) struct IntroduceNetworkInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// Its words, at most 4,000 characters. Null or empty: it says nothing any more.
    about: Option<String>,
    /// The words that the change was written for, empty where it said nothing. Null: they are changed whatever they
    /// are.
    seen: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// An organization that is to belong to a network.
#[derive(Debug, InputObject)]
pub(crate) struct AdmitNetworkMemberInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// The id of the 法人, as `Organization.id` shows it.
    organization: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// Who answers for a network from now on, in place of whoever did before.
#[derive(Debug, InputObject)]
pub(crate) struct NameNetworkSecretariatInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// The agency, as `Resource.id` shows it: an entry of the directory that has not closed.
    agency: ID,
    /// The agency that the change was written for, as `NetworkSecretariat.id` shows it. Null: it is named whoever
    /// answered before.
    seen: Option<ID>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// Which change of a network is taken back.
#[derive(Debug, InputObject)]
pub(crate) struct UndoNetworkChangeInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// The act that changed it, as `NetworkEntry.act` shows it.
    act: ID,
    /// What it changed, as `NetworkChange.field` shows it.
    field: Word<NetworkField>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl FoundNetworkInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let key = self.idempotency_key.as_deref();
        let ready = writer(asked, key).map_err(Refused::invalid);
        let ready = ready.and_then(|writer| {
            let new = NewNetwork {
                name: Line::parse(&self.name).map_err(Refused::invalid)?,
                area: self.area.into_iter().map(|code| code.0).collect(),
            };
            Ok((writer, new))
        });
        let (writer, new) = match ready {
            Ok(ready) => ready,
            Err(refusal) => return Ok(nothing_made(refusal)),
        };
        match ours(asked.app.add_network(&writer, new).await)? {
            Ok(ChangedNetwork(id)) => answer(asked, &ID(id.to_string()), None).await,
            Err(refusal) => Ok(nothing_made(refusal.into())),
        }
    }
}

/// Words of a network; nothing where they are empty.
fn words(text: &str) -> std::result::Result<Option<Prose>, Refused> {
    match Prose::parse(text) {
        Ok(words) => Ok(Some(words)),
        Err(TextFault::Empty) => Ok(None),
        Err(fault) => Err(Refused::invalid(fault)),
    }
}

impl IntroduceNetworkInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let ready = ready(asked, &self.network, self.idempotency_key.as_deref()).and_then(
            |(network, writer)| {
                let seen = match self.seen.as_deref() {
                    None => SeenAbout::NotAsked,
                    Some(seen) => words(seen)?.map_or(SeenAbout::Nothing, SeenAbout::Words),
                };
                let about = words(self.about.as_deref().unwrap_or_default())?;
                let wanted = NewAbout {
                    network,
                    seen,
                    about,
                };
                Ok((writer, wanted))
            },
        );
        let refusal = match ready {
            Ok((writer, wanted)) => {
                let done = asked.app.tell_about_network(&writer, wanted);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

impl AdmitNetworkMemberInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let of = (&self.network, &self.organization);
        let refusal = match member(asked, of, self.idempotency_key.as_deref()) {
            Ok((network, organization, writer)) => {
                let done = asked.app.admit_member(&writer, network, organization);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

impl NameNetworkSecretariatInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let ready = ready(asked, &self.network, self.idempotency_key.as_deref()).and_then(
            |(network, writer)| {
                let read = |id: &ID| -> std::result::Result<ResourceId, Refused> {
                    let wrong = || Refused::invalid("機関の ID を確かめてください。");
                    resource_of(id).ok_or_else(wrong)
                };
                let seen = self.seen.as_ref().map(read).transpose()?;
                let wanted = NewSecretariat {
                    network,
                    seen: seen.map_or(SeenSecretariat::NotAsked, SeenSecretariat::Agency),
                    agency: read(&self.agency)?,
                };
                Ok((writer, wanted))
            },
        );
        let refusal = match ready {
            Ok((writer, wanted)) => {
                let done = asked.app.name_secretariat(&writer, wanted);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

impl UndoNetworkChangeInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let act: Option<ActId> = self.act.as_str().parse().ok();
        let ready = ready(asked, &self.network, self.idempotency_key.as_deref());
        let refusal = match (ready, act) {
            (Ok((network, writer)), Some(act)) => {
                let undo = NetworkUndo {
                    network,
                    act,
                    field: self.field.0,
                };
                let done = asked.app.undo_network_change(&writer, undo);
                ours(done.await)?.err().map(Refused::from)
            }
            (Ok(_), None) => Some(Refused::invalid("変更の ID を確かめてください。")),
            (Err(refusal), _) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}
