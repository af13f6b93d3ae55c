//! Whom the people of a network know at agencies: seen and written by the members of that network alone, and by nobody
//! through a program. Writing is in [`write`]; what goes on after somebody left is in [`super::handing_over`].

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::{Object, ResourceOwners};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{AccountId, NetworkId, ResourceId};
use renkei_domain::people::relation::{KnownPerson, Relation};
use renkei_domain::people::{Circle, Standing};
use renkei_domain::text::Line;
use renkei_store::StoreFault;

use crate::App;
use crate::directory::register::Outcome;
use crate::writer::{Answer, KeyReused};

pub mod write;

/// How many relations a network keeps with one agency: more than anybody reads through is no list of whom to ask.
pub const RELATIONS_AT_MOST: i64 = 50;

/// A relation as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRelation {
    /// Who is known.
    pub person: KnownPerson,
    /// Since when.
    pub since: NaiveDate,
    /// Who goes on with it once the holder leaves.
    pub heir: Option<AccountId>,
}

impl WrittenRelation {
    /// What tells it from another one, for a form that is sent twice.
    fn asked(&self) -> String {
        let person = &self.person;
        let texts = [
            Some(person.name.to_string()),
            person.role.as_ref().map(ToString::to_string),
            person.introduced_by.as_ref().map(ToString::to_string),
            person.note.as_ref().map(ToString::to_string),
        ];
        format!("{texts:?} {} {:?}", self.since, self.heir)
    }
}

/// A relation with the names of our people in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationView {
    /// The relation, with the entry that stands there today.
    pub relation: Relation,
    /// Who of us.
    pub holder: String,
    /// Who goes on with it, where somebody is named.
    pub heir: Option<String>,
    /// Whether it is one's own.
    pub is_own: bool,
}

/// Whom one's networks know at an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationsAt {
    /// The agency.
    pub resource: ResourceId,
    /// Its name.
    pub name: String,
    /// The relations, whom nobody spoke with for the longest time first.
    pub relations: Vec<RelationView>,
    /// The networks for which one may write, with their names.
    pub networks: Vec<(NetworkId, String)>,
    /// Who may go on with one's own: colleagues of whom no last day is known.
    pub heirs: Vec<(AccountId, Line)>,
}

/// Whom one knows oneself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRelation {
    /// The relation, with the entry that stands there today.
    pub relation: Relation,
    /// The name of the agency; `None` where it left the directory.
    pub agency: Option<String>,
    /// Whether it has closed.
    pub is_closed: bool,
}

/// The agency with which a relation was written or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptRelation(pub ResourceId);

impl Answer for KeptRelation {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why a relation was not written, or is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelationRefusal {
    /// There is none for these eyes, or no such agency.
    #[error("この知り合いは見つかりません。終わりにした人がいるかもしれません。")]
    NotFound,
    /// The rule says no.
    #[error("ネットワークの事務局と、加わっている法人の職員だけが使えます。")]
    NotAllowed(Decision),
    /// Somebody else changed it meanwhile.
    #[error("ほかの人が先に書きかえました。いまの内容を確かめて、もう一度押してください。")]
    Overtaken,
    /// Whoever is named does not belong there, or leaves too.
    #[error(
        "引きつぐ人は、同じネットワークの、止められておらず、やめる日も決まっていない人から選んでください。"
    )]
    UnfitHeir,
    /// The day is still to come.
    #[error("きょうまでの日を入れてください。")]
    NotYet,
    /// There are too many.
    #[error(
        "1つの機関に{}件までです。もう続いていないものを終わりにしてください。",
        RELATIONS_AT_MOST
    )]
    Full,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの内容を見て、もう一度送ってください。")]
    KeyReused,
}

impl From<KeyReused> for RelationRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

/// What the rule says of the relations of a network. Who runs the agency, and who keeps its entry, decides nothing.
fn decision(principal: &Principal, network: NetworkId) -> Decision {
    let object = Object::InsideResource {
        resource: ResourceOwners {
            run_by: None,
            steward: None,
        },
        owner: network,
        observed_by: None,
    };
    decide(principal, Action::KeepRelations, &object)
}

/// The networks whose relations somebody may see, or why there are none.
fn own_networks(principal: &Principal) -> Result<Vec<NetworkId>, Decision> {
    let decided = principal
        .networks
        .iter()
        .map(|network| (*network, decision(principal, *network)));
    let decided: Vec<(NetworkId, Decision)> = decided.collect();
    let allowed = decided
        .iter()
        .filter(|(_, decision)| *decision == Decision::Allowed);
    let allowed: Vec<NetworkId> = allowed.map(|(network, _)| *network).collect();
    match (allowed.is_empty(), decided.first()) {
        (false, _) => Ok(allowed),
        (true, Some((_, decision))) => Err(*decision),
        (true, None) => Err(Decision::Refused),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whom one's networks know at an agency.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn relations_at(
        &self,
        own: &Principal,
        resource: ResourceId,
    ) -> Outcome<RelationsAt, RelationRefusal> {
        let networks = match own_networks(own) {
            Ok(networks) => networks,
            Err(decision) => return Ok(Err(RelationRefusal::NotAllowed(decision))),
        };
        let Some(agency) = self.store.resources(&[resource]).await?.pop() else {
            return Ok(Err(RelationRefusal::NotFound));
        };
        // What became part of another entry has no list of its own any more.
        if agency.current != resource {
            return Ok(Err(RelationRefusal::NotFound));
        }
        let inside = self.store.relations_at(resource, &networks).await?;
        let relations = self.opened(Some(own), inside).await?;
        let ours: Vec<AccountId> = relations
            .iter()
            .flat_map(|relation| std::iter::once(relation.holder).chain(relation.heir))
            .collect();
        let names = self.names_of(&ours).await?;
        let name = |id: AccountId| names.get(&id).map(ToString::to_string);
        let me = own.account();
        let relations = relations.into_iter().map(|relation| RelationView {
            holder: name(relation.holder).unwrap_or_default(),
            heir: relation.heir.and_then(name),
            is_own: me.is_some_and(|me| me == relation.holder),
            relation: Relation {
                resource,
                ..relation
            },
        });
        let named = self.store.networks().await?.into_iter();
        let named = named.filter(|network| networks.contains(&network.id));
        Ok(Ok(RelationsAt {
            resource,
            name: agency.facts.name.to_string(),
            relations: relations.collect(),
            networks: named
                .map(|network| (network.id, network.name.to_string()))
                .collect(),
            heirs: self.heirs(own).await?,
        }))
    }

    /// Whom one knows oneself, whom one did not speak with for the longest time first.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn own_relations(
        &self,
        own: &Principal,
    ) -> Outcome<Vec<OwnRelation>, RelationRefusal> {
        let networks = match own_networks(own) {
            Ok(networks) => networks,
            Err(decision) => return Ok(Err(RelationRefusal::NotAllowed(decision))),
        };
        let Some(account) = own.account() else {
            return Ok(Err(RelationRefusal::NotAllowed(Decision::Refused)));
        };
        let inside = self.store.relations_of(account, &networks).await?;
        let relations = self.opened(Some(own), inside).await?;
        let mut ids: Vec<ResourceId> = relations.iter().map(|known| known.resource).collect();
        ids.sort_unstable();
        ids.dedup();
        let agencies: HashMap<ResourceId, (ResourceId, String, bool)> = self
            .store
            .resources(&ids)
            .await?
            .into_iter()
            .map(|found| {
                let is_closed = found.lifecycle == Lifecycle::Closed;
                let name = found.facts.name.to_string();
                (found.id, (found.current, name, is_closed))
            })
            .collect();
        let relations = relations.into_iter().map(|relation| {
            let agency = agencies.get(&relation.resource);
            OwnRelation {
                agency: agency.map(|(_, name, _)| name.clone()),
                is_closed: agency.is_some_and(|(_, _, is_closed)| *is_closed),
                relation: Relation {
                    resource: agency.map_or(relation.resource, |(current, ..)| *current),
                    ..relation
                },
            }
        });
        Ok(Ok(relations.collect()))
    }

    /// Who may go on with somebody's relations: colleagues at the desks and agencies where they work, of whom no last day
    /// is known.
    async fn heirs(&self, own: &Principal) -> Result<Vec<(AccountId, Line)>, StoreFault> {
        let today = self.now().in_japan().date;
        let mut heirs: Vec<(AccountId, Line)> = Vec::new();
        for standing in &own.standings {
            let circle = match standing {
                Standing::Coordinator(network) => Circle::Network(*network),
                Standing::Staff(organization) => Circle::Organization(*organization),
                Standing::Person | Standing::Operator => continue,
            };
            let members = self.store.members_of(circle, today).await?;
            let colleagues = members.narrowed(|members| {
                members.retain(|member| {
                    member.membership.standing == *standing
                        && member.membership.since <= today
                        && member.membership.until.is_none()
                        && !member.is_disabled
                        && own.account() != Some(member.account)
                });
            });
            let colleagues = self.opened(Some(own), colleagues).await?;
            for member in colleagues {
                if !heirs.iter().any(|(known, _)| *known == member.account) {
                    heirs.push((member.account, member.name));
                }
            }
        }
        Ok(heirs)
    }
}
