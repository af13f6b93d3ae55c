//! Networks as programs read them who change them: name, area, members and who changed what, for whoever may. What
//! changes them is in [`super::network_change`] and [`super::network_found`].

use async_graphql::{Context, ID, Object, Result};
use renkei_app::directory::network::NetworkView;
use renkei_app::directory::network::history::{NetworkChange, NetworkEntry};
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;

use super::history::ActorKind;
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::directory::municipality::MunicipalityType;
use crate::node::global_id;
use crate::scalars::{CodeScalar, DateTimeScalar};

closed_list!(
    NetworkField,
    "NetworkField",
    "What an act changed of a network, in the words of its history.",
    |field| match field {
        NetworkField::Founded => "it was founded, with a name and an area",
        NetworkField::Name => "what it is called on every page and in letters",
        NetworkField::Area => "the municipalities whose entries its desk keeps",
        NetworkField::About => "what it says of itself at the entrance",
        NetworkField::Secretariat => "the agency that answers for it at the foot of every page",
        NetworkField::Members =>
            "which organizations came to belong to it, or belong to it no more",
    }
);

/// A network.
#[derive(Debug)]
pub(crate) struct NetworkType(NetworkView);

/// A network (圏域のネットワーク) as its desk and whoever runs the installation see it.
#[Object(name = "Network")]
impl NetworkType {
    /// The id of the network, as other fields and the addresses of its pages name it.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// What it is called on every page and in letters.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// What it says of itself at the entrance of the directory. Null: nothing.
    async fn about(&self) -> Option<&str> {
        self.0.about.as_ref().map(Prose::as_str)
    }

    /// The municipalities whose entries its desk keeps, in the order of codes. One that has left the table of
    /// municipalities is not among them.
    async fn area(&self) -> Vec<MunicipalityType<'_>> {
        let places = self.0.area.iter();
        let places = places.filter_map(|(_, place)| place.as_ref());
        places.map(MunicipalityType::of).collect()
    }

    /// The codes of all these municipalities, six digits each, as `ChangeNetworkAreaInput.seen` takes them: also of
    /// those that have left the table.
    async fn area_codes(&self) -> Vec<CodeScalar> {
        let codes = self.0.area.iter();
        codes.map(|(code, _)| CodeScalar(*code)).collect()
    }

    /// The organizations (法人) whose staff see the inside of the network, in the order of names.
    async fn members(&self) -> Vec<NetworkMember<'_>> {
        let members = self.0.members.iter();
        members
            .map(|(id, name)| NetworkMember { id: *id, name })
            .collect()
    }

    /// The agency that answers for it at the foot of every page. Null: none was named yet.
    async fn secretariat(&self) -> Option<NetworkSecretariat<'_>> {
        let named = self.0.secretariat.as_ref();
        named.map(|(id, name)| NetworkSecretariat { id: *id, name })
    }

    /// Whether the caller may make organizations members of it; others ask whoever runs the installation.
    async fn may_admit_members(&self) -> bool {
        self.0.may_admit
    }

    /// Whether the caller may change the area too; others ask whoever runs the installation.
    async fn may_change_area(&self) -> bool {
        self.0.may_change_area
    }
}

/// A member of a network.
pub(crate) struct NetworkMember<'a> {
    id: OrganizationId,
    name: &'a str,
}

/// An organization that belongs to a network.
#[Object]
impl NetworkMember<'_> {
    /// The id of the 法人, as `Organization.id` shows it.
    async fn id(&self) -> ID {
        ID(self.id.to_string())
    }

    /// Official name of the 法人, as the directory has it.
    async fn name(&self) -> &str {
        self.name
    }
}

/// An agency that answers for a network.
pub(crate) struct NetworkSecretariat<'a> {
    id: ResourceId,
    name: &'a str,
}

/// The agency (事務局) to which visitors tell what is wrong or missing in the directory of a network.
#[Object]
impl NetworkSecretariat<'_> {
    /// The id of its entry in the directory, as `Resource.id` shows it.
    async fn id(&self) -> ID {
        ID(global_id(self.id))
    }

    /// Name of the agency, as the directory has it.
    async fn name(&self) -> &str {
        self.name
    }
}

/// An act.
pub(crate) struct NetworkEntryType(NetworkEntry);

/// One act with what it changed of a network.
#[Object(name = "NetworkEntry")]
impl NetworkEntryType {
    /// The id of the act, as `UndoNetworkChangeInput.act` takes it.
    async fn act(&self) -> ID {
        ID(self.0.act.id.to_string())
    }

    /// Its place in the order of acts: the later, the greater.
    async fn seq(&self) -> i64 {
        self.0.act.seq
    }

    /// The instant at which the log took it down.
    async fn at(&self) -> DateTimeScalar {
        DateTimeScalar(self.0.act.at)
    }

    /// Which kind of actor did it; a name is not told.
    async fn by(&self) -> ActorKind {
        ActorKind::of(self.0.act.actor)
    }

    /// Why it was done.
    async fn purpose(&self) -> Word<Purpose> {
        Word(self.0.act.purpose)
    }

    /// The things that it changed of the network.
    async fn network_changes(&self) -> Vec<NetworkChangeType<'_>> {
        self.0.changes.iter().map(NetworkChangeType).collect()
    }
}

/// A change.
pub(crate) struct NetworkChangeType<'a>(&'a NetworkChange);

/// One thing that an act changed of a network.
#[Object(name = "NetworkChange")]
impl NetworkChangeType<'_> {
    /// Which of the things that change of a network.
    async fn field(&self) -> Word<NetworkField> {
        Word(self.0.field)
    }

    /// Whether the caller may take it back, as long as nobody changed the same again.
    async fn can_be_undone(&self) -> bool {
        self.0.is_undoable
    }

    /// What stood there before, or left: names of municipalities and of 法人, or the words themselves.
    async fn before(&self) -> &[String] {
        &self.0.before
    }

    /// What stands there since, or came: names of municipalities and of 法人, or the words themselves.
    async fn after(&self) -> &[String] {
        &self.0.after
    }
}

/// The network of an id, as it stands now for the caller's eyes.
pub(super) async fn one(asked: &Asked, id: &ID) -> Result<Option<NetworkType>> {
    let Ok(id) = id.as_str().parse::<NetworkId>() else {
        return Ok(None);
    };
    let view = ours(asked.app.network_to_change(&asked.principal, id).await)?;
    Ok(view.ok().map(NetworkType))
}

/// A network, for whoever may change it.
pub(crate) async fn network(ctx: &Context<'_>, id: &ID) -> Result<Option<NetworkType>> {
    one(Asked::of(ctx)?, id).await
}

/// The history of a network, for the caller's eyes.
pub(crate) async fn network_history(
    ctx: &Context<'_>,
    id: &ID,
    before: Option<i64>,
) -> Result<Vec<NetworkEntryType>> {
    let asked = Asked::of(ctx)?;
    let Ok(id) = id.as_str().parse::<NetworkId>() else {
        return Ok(Vec::new());
    };
    let told = asked.app.network_history(&asked.principal, id, before);
    let entries = ours(told.await)?.unwrap_or_default().into_iter();
    Ok(entries.map(NetworkEntryType).collect())
}
