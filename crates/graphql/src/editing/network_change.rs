//! Changing networks: another name, another area, and members that leave, as a part of
//! [`crate::mutation::Mutation`]; how they begin and what else changes of them is in [`super::network_found`]. No
//! token does these.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use renkei_app::directory::network::{NetworkRefusal, NewArea, Renaming};
use renkei_app::people::DismissRefusal;
use renkei_app::writer::Writer;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_domain::text::Line;

use super::network::{NetworkType, one};
use super::write::writer;
use crate::directory::loaded::{Asked, ours};
use crate::scalars::CodeScalar;

/// Changes of networks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NetworkMutation;

#[Object]
impl NetworkMutation {
    /// Gives a network another name. For its desk and whoever runs the installation, signed in and freshly confirmed.
    /// Null only with an error: `INTERNAL`.
    async fn rename_network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and what it is called from now on.")]
        input: RenameNetworkInput,
    ) -> Option<Result<RenameNetworkPayload>> {
        Some(input.run(ctx).await.map(RenameNetworkPayload::from))
    }

    /// Lets a network look after these municipalities and no others: its desk keeps what stands there. For whoever
    /// runs the installation, signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn change_network_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and the whole of its new area.")]
        input: ChangeNetworkAreaInput,
    ) -> Option<Result<ChangeNetworkAreaPayload>> {
        Some(input.run(ctx).await.map(ChangeNetworkAreaPayload::from))
    }

    /// Ends the membership of an organization in a network as of now: its people see the inside no more. For the desk
    /// and whoever runs the installation, signed in and freshly confirmed. Null only with an error: `INTERNAL`.
    async fn dismiss_network_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The network, and which organization leaves it.")]
        input: DismissNetworkMemberInput,
    ) -> Option<Result<DismissNetworkMemberPayload>> {
        Some(input.run(ctx).await.map(DismissNetworkMemberPayload::from))
    }
}

/// Why a network was not changed: a foreseen case, for a program to treat by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "NetworkRefusalCode")]
pub(crate) enum NetworkRefusalReason {
    /// Nobody knows such an id: it may have been mistyped, or belongs to another installation.
    NotFound,
    /// Somebody signed in may be allowed to.
    SignInFirst,
    /// The account must show its second factor first.
    SecondFactorFirst,
    /// The account must show its password again first.
    ConfirmAgain,
    /// The caller may not do this to the network; no token may.
    NotAllowed,
    /// Somebody else changed it meanwhile: the payload's `network` shows how it stands.
    Changed,
    /// A value of the input cannot stand; the message says which.
    Invalid,
    /// The organization is no member, people of it were named to take over at the desk, or nothing takes such a change
    /// back; the message says which.
    State,
    /// The key was used before for another input.
    KeyReused,
}

/// Why nothing was changed.
#[derive(Debug)]
pub(super) struct Refused {
    code: NetworkRefusalReason,
    message: String,
}

impl Refused {
    fn by(decision: Decision, message: String) -> Self {
        let code = match decision {
            Decision::SignInFirst => NetworkRefusalReason::SignInFirst,
            Decision::SecondFactorFirst => NetworkRefusalReason::SecondFactorFirst,
            Decision::ConfirmAgain => NetworkRefusalReason::ConfirmAgain,
            Decision::Hidden => NetworkRefusalReason::NotFound,
            Decision::Refused | Decision::ScopeMissing(_) | Decision::Allowed => {
                NetworkRefusalReason::NotAllowed
            }
        };
        Self { code, message }
    }

    pub(super) fn invalid(message: impl ToString) -> Self {
        Self {
            code: NetworkRefusalReason::Invalid,
            message: message.to_string(),
        }
    }
}

impl From<NetworkRefusal> for Refused {
    fn from(refusal: NetworkRefusal) -> Self {
        let message = refusal.to_string();
        let code = match refusal {
            NetworkRefusal::NotAllowed(decision) => return Self::by(decision, message),
            NetworkRefusal::NotFound(_) | NetworkRefusal::NoSuchChange => {
                NetworkRefusalReason::NotFound
            }
            NetworkRefusal::UnknownMunicipality(_)
            | NetworkRefusal::NoMunicipality
            | NetworkRefusal::UnknownAgency(_)
            | NetworkRefusal::UnknownOrganization(_) => NetworkRefusalReason::Invalid,
            NetworkRefusal::TakesOver | NetworkRefusal::NotUndoable => NetworkRefusalReason::State,
            NetworkRefusal::Changed => NetworkRefusalReason::Changed,
            NetworkRefusal::KeyReused(_) => NetworkRefusalReason::KeyReused,
        };
        Self { code, message }
    }
}

impl From<DismissRefusal> for Refused {
    fn from(refusal: DismissRefusal) -> Self {
        let message = refusal.to_string();
        let code = match refusal {
            DismissRefusal::NotAllowed(decision) => return Self::by(decision, message),
            DismissRefusal::KeyReused(_) => NetworkRefusalReason::KeyReused,
            DismissRefusal::NotAMember(_) | DismissRefusal::TakesOver => {
                NetworkRefusalReason::State
            }
        };
        Self { code, message }
    }
}

/// A refusal.
pub(crate) struct NetworkRefusalType<'a>(&'a Refused);

/// Why a network was not changed.
#[Object(name = "NetworkRefusal")]
impl NetworkRefusalType<'_> {
    /// The reason, for a program.
    async fn code(&self) -> NetworkRefusalReason {
        self.0.code
    }

    /// A Japanese sentence for people that says what to do next.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// What came of a mutation of a network.
#[derive(Debug)]
pub(crate) struct ChangedNetworkType {
    network: Option<NetworkType>,
    refusal: Option<Refused>,
}

macro_rules! payloads {
    ($($(#[doc = $doc:tt])* $name:ident;)+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name(ChangedNetworkType);

        impl From<ChangedNetworkType> for $name {
            fn from(changed: ChangedNetworkType) -> Self {
                Self(changed)
            }
        }

        $(#[doc = $doc])*
        #[Object]
        impl $name {
            /// How the network stands now, whether it was changed or not. Null where there is none for the caller's
            /// eyes.
            async fn network(&self) -> Option<&NetworkType> {
                self.0.network.as_ref()
            }

            /// Why nothing was changed. Null: it was done.
            async fn refusal(&self) -> Option<NetworkRefusalType<'_>> {
                self.0.refusal.as_ref().map(NetworkRefusalType)
            }
        }
    )+};
}

payloads! {
    /// What came of giving a network another name.
    RenameNetworkPayload;
    /// What came of giving a network another area.
    ChangeNetworkAreaPayload;
    /// What came of ending the membership of an organization in a network.
    DismissNetworkMemberPayload;
    /// What came of founding a network.
    FoundNetworkPayload;
    /// What came of telling what a network is.
    IntroduceNetworkPayload;
    /// What came of making an organization a member of a network.
    AdmitNetworkMemberPayload;
    /// What came of naming the agency that answers for a network.
    NameNetworkSecretariatPayload;
    /// What came of taking one change of a network back.
    UndoNetworkChangePayload;
}

/// Another name for a network.
#[derive(Debug, InputObject)]
pub(crate) struct RenameNetworkInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// What it is called from now on: one line, at most 300 characters.
    name: String,
    /// The name that the change was written for. Null: it is changed whatever it is.
    seen: Option<String>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// Which municipalities somebody looks after from now on, in place of those before.
#[derive(Debug, InputObject)]
pub(crate) struct ChangeNetworkAreaInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// Every municipality it looks after from now on, at least one: what is not in it goes to the network that looks
    /// after that one, or to nobody. A city stands for its wards, but for those that another network names itself.
    area: Vec<CodeScalar>,
    /// The codes that the change was written for, in any order. Null: the area is changed whatever it is.
    seen: Option<Vec<CodeScalar>>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// An organization that is to belong to a network no more.
#[derive(Debug, InputObject)]
pub(crate) struct DismissNetworkMemberInput {
    /// The network that is meant, as `Network.id` shows it.
    network: ID,
    /// The id of the 法人, as `NetworkMember.id` shows it.
    organization: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

/// The network that is meant, and who writes under the key of the input.
pub(super) fn ready(
    asked: &Asked,
    network: &ID,
    key: Option<&str>,
) -> std::result::Result<(NetworkId, Writer), Refused> {
    let writer = writer(asked, key).map_err(Refused::invalid)?;
    let network = network.as_str().parse().map_err(|_| Refused {
        code: NetworkRefusalReason::NotFound,
        message: "そのネットワークは見つかりません。".to_owned(),
    })?;
    Ok((network, writer))
}

/// The network and the 法人 that are meant, and who writes under the key of the input.
pub(super) fn member(
    asked: &Asked,
    (network, organization): (&ID, &ID),
    key: Option<&str>,
) -> std::result::Result<(NetworkId, OrganizationId, Writer), Refused> {
    let (network, writer) = ready(asked, network, key)?;
    let wrong = || Refused::invalid("法人の ID を確かめてください。");
    let organization = organization.as_str().parse().map_err(|_| wrong())?;
    Ok((network, organization, writer))
}

impl RenameNetworkInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let read = |text: &str| Line::parse(text).map_err(Refused::invalid);
        let ready = ready(asked, &self.network, self.idempotency_key.as_deref()).and_then(
            |(network, writer)| {
                let renaming = Renaming {
                    network,
                    seen: self.seen.as_deref().map(read).transpose()?,
                    name: read(&self.name)?,
                };
                Ok((writer, renaming))
            },
        );
        let refusal = match ready {
            Ok((writer, renaming)) => {
                let done = asked.app.rename_network(&writer, renaming);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

impl ChangeNetworkAreaInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let codes = |codes: Vec<CodeScalar>| -> Vec<MunicipalityCode> {
            codes.into_iter().map(|code| code.0).collect()
        };
        let refusal = match ready(asked, &self.network, self.idempotency_key.as_deref()) {
            Ok((network, writer)) => {
                let wanted = NewArea {
                    network,
                    seen: self.seen.map(codes),
                    area: codes(self.area),
                };
                let done = asked.app.change_area(&writer, wanted);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

impl DismissNetworkMemberInput {
    async fn run(self, ctx: &Context<'_>) -> Result<ChangedNetworkType> {
        let asked = Asked::of(ctx)?;
        let of = (&self.network, &self.organization);
        let refusal = match member(asked, of, self.idempotency_key.as_deref()) {
            Ok((network, organization, writer)) => {
                let done = asked.app.dismiss_member(&writer, network, organization);
                ours(done.await)?.err().map(Refused::from)
            }
            Err(refusal) => Some(refusal),
        };
        answer(asked, &self.network, refusal).await
    }
}

/// The payload of what made no network.
pub(super) const fn nothing_made(refusal: Refused) -> ChangedNetworkType {
    ChangedNetworkType {
        network: None,
        refusal: Some(refusal),
    }
}

/// The payload: the network as it stands now for the caller's eyes, and the refusal, if any.
pub(super) async fn answer(
    asked: &Asked,
    id: &ID,
    refusal: Option<Refused>,
) -> Result<ChangedNetworkType> {
    Ok(ChangedNetworkType {
        network: one(asked, id).await?,
        refusal,
    })
}
