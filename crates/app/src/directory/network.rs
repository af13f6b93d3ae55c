//! Networks as people change them: [`found`] begins one; its name and the municipalities it looks after change here,
//! what it says of itself in [`about`], its secretariat in [`secretariat`], who belongs to it in [`members`] and [`crate::people::dismissal`]. [`history`]
//! tells who changed what, and [`undo`] takes one change back.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_store::directory::network::StoredNetwork;
use renkei_store::{Stop, StoreFault, Work};

use super::register::Outcome;
use crate::App;
use crate::people::may_look;
use crate::writer::{Answer, KeyReused, Writer};

pub mod about;
pub mod found;
pub mod history;
pub mod members;
pub mod secretariat;
pub mod undo;

/// A network as whoever changes it sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkView {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: Line,
    /// What it says of itself; `None` where it says nothing.
    pub about: Option<Prose>,
    /// The municipalities it looks after, in the order of codes. One that has left the table has its code alone.
    pub area: Vec<(MunicipalityCode, Option<Municipality>)>,
    /// The organizations that belong to it with their names, in the order of names.
    pub members: Vec<(OrganizationId, String)>,
    /// The agency that answers for it with its name; `None` where none was named.
    pub secretariat: Option<(ResourceId, String)>,
    /// Whether whoever looks may change the area too.
    pub may_change_area: bool,
    /// Whether they may let organizations in.
    pub may_admit: bool,
}

/// Another name for a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// Which network.
    pub network: NetworkId,
    /// The name that whoever changes it saw; absent where it is not asked which.
    pub seen: Option<Line>,
    /// Its name from now on.
    pub name: Line,
}

/// Another area for a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArea {
    /// Which network.
    pub network: NetworkId,
    /// The area that whoever changes it saw; absent where it is not asked which.
    pub seen: Option<Vec<MunicipalityCode>>,
    /// Every municipality it looks after from now on.
    pub area: Vec<MunicipalityCode>,
}

/// A network was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedNetwork(pub NetworkId);

impl Answer for ChangedNetwork {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why a network was not changed, or is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetworkRefusal {
    /// The rule says no.
    #[error(
        "ネットワークの名前と事務局、法人を外すことは事務局と運用者が、ネットワークをつくること、担当する地域、法人を入れることは運用者がします。"
    )]
    NotAllowed(Decision),
    /// There is none.
    #[error("ネットワーク {0} がありません。")]
    NotFound(NetworkId),
    /// A municipality is not in the table.
    #[error(
        "{0} は市区町村の表にありません。番号を確かめるか、先に市区町村の表を取り込んでください。"
    )]
    UnknownMunicipality(MunicipalityCode),
    /// It would look after nothing.
    #[error("担当する市区町村を、1つは入れてください。")]
    NoMunicipality,
    /// The agency is not in the directory, or it has closed.
    #[error(
        "この機関は名簿にないか、もう閉じています。名前でさがして、ほかの機関を選んでください。"
    )]
    UnknownAgency(ResourceId),
    /// The 法人 is not in the directory.
    #[error("この法人は名簿にありません。名前か法人番号でさがして、選びなおしてください。")]
    UnknownOrganization(OrganizationId),
    /// Some of the people of a 法人 that would leave were named to take over from somebody at the desk.
    #[error(
        "事務局の人の引きつぎに、この法人の職員が決まっています。先に、メンバーのページで ほかの人を選んでください。"
    )]
    TakesOver,
    /// No act of the network's history is meant.
    #[error("この変更は記録にありません。変更の記録を見なおしてください。")]
    NoSuchChange,
    /// What the act did is taken back by no button.
    #[error(
        "この変更は もどすボタンではもどせません。「ネットワークを変える」のページで直してください。"
    )]
    NotUndoable,
    /// Somebody else changed it meanwhile.
    #[error(
        "この画面を開いたあとに、ほかの人が変えました。いまの内容を見てから、もう一度変えてください。"
    )]
    Changed,
    /// The same key was sent with something else.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
}

impl NetworkRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NotFound(_) => "UNKNOWN_NETWORK",
            Self::UnknownMunicipality(_) => "UNKNOWN_MUNICIPALITY",
            Self::NoMunicipality => "NO_MUNICIPALITY",
            Self::UnknownAgency(_) => "UNKNOWN_RESOURCE",
            Self::UnknownOrganization(_) => "UNKNOWN_ORGANIZATION",
            Self::TakesOver => "TAKES_OVER",
            Self::NoSuchChange => "NO_SUCH_CHANGE",
            Self::NotUndoable => "NOT_UNDOABLE",
            Self::Changed => "CHANGED",
            Self::KeyReused(_) => "KEY_REUSED",
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// A network for whoever may change its name or its members.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn network_to_change(
        &self,
        by: &Principal,
        id: NetworkId,
    ) -> Outcome<NetworkView, NetworkRefusal> {
        let object = Object::Network(id);
        let decision = decide(by, Action::ManageNetwork, &object);
        if !may_look(&decision) {
            return Ok(Err(NetworkRefusal::NotAllowed(decision)));
        }
        let mut networks = self.store.networks().await?.into_iter();
        let Some(known) = networks.find(|network| network.id == id) else {
            return Ok(Err(NetworkRefusal::NotFound(id)));
        };
        let places = self.store.municipalities_by_code(&known.area).await?;
        let place = |code: MunicipalityCode| {
            let place = places.iter().find(|place| place.code == code);
            (code, place.cloned())
        };
        let appointed = self.store.secretariats().await?.get(&id).copied();
        let appointed: Vec<ResourceId> = appointed.into_iter().collect();
        let secretariat = self.store.resources(&appointed).await?.pop();
        Ok(Ok(NetworkView {
            id,
            name: known.name,
            about: known.about,
            area: known.area.into_iter().map(place).collect(),
            members: self.store.member_organizations(id).await?,
            secretariat: secretariat.map(|found| (found.id, found.facts.name.to_string())),
            may_change_area: may_look(&decide(by, Action::ChangeArea, &object)),
            may_admit: may_look(&decide(by, Action::AdmitMember, &object)),
        }))
    }

    /// Gives a network another name.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn rename_network(
        &self,
        writer: &Writer,
        renaming: Renaming,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        if let Err(refusal) = allowed(&writer.principal, Action::ManageNetwork, renaming.network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{renaming:?}");
        let renaming = Arc::new(renaming);
        self.act_of(writer, Purpose::ChangeNetwork, &asked, move |work, _| {
            let renaming = Arc::clone(&renaming);
            Box::pin(async move {
                let known = locked(work, renaming.network).await?;
                let mut seen = renaming.seen.iter();
                if seen.any(|seen| *seen != known.name) {
                    return Err(Stop::Refused(NetworkRefusal::Changed));
                }
                work.rename_network(&known, &renaming.name).await?;
                Ok(ChangedNetwork(known.id))
            })
        })
        .await
    }

    /// Lets a network look after these municipalities and no others. Entries in one that it leaves go to the
    /// network that looks after that one, or to nobody.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn change_area(
        &self,
        writer: &Writer,
        wanted: NewArea,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        if let Err(refusal) = allowed(&writer.principal, Action::ChangeArea, wanted.network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{wanted:?}");
        let NewArea {
            network,
            seen,
            mut area,
        } = wanted;
        area.sort_unstable();
        area.dedup();
        if area.is_empty() {
            return Ok(Err(NetworkRefusal::NoMunicipality));
        }
        if let Some(unknown) = self.first_unknown(&area).await? {
            return Ok(Err(NetworkRefusal::UnknownMunicipality(unknown)));
        }
        let wanted = Arc::new((seen, area));
        self.act_of(writer, Purpose::ChangeNetwork, &asked, move |work, _| {
            let wanted = Arc::clone(&wanted);
            Box::pin(async move {
                let (seen, area) = wanted.as_ref();
                let known = locked(work, network).await?;
                let mut seen = seen.iter();
                if seen.any(|seen| !is_same(seen, &known.area)) {
                    return Err(Stop::Refused(NetworkRefusal::Changed));
                }
                work.change_area(&known, area).await?;
                Ok(ChangedNetwork(network))
            })
        })
        .await
    }
}

/// Whether somebody may do this to a network.
fn allowed(by: &Principal, action: Action, network: NetworkId) -> Result<(), NetworkRefusal> {
    match decide(by, action, &Object::Network(network)) {
        Decision::Allowed => Ok(()),
        decision => Err(NetworkRefusal::NotAllowed(decision)),
    }
}

/// Whether two areas hold the same municipalities.
fn is_same(one: &[MunicipalityCode], other: &[MunicipalityCode]) -> bool {
    let holds = |area: &[MunicipalityCode], of: &[MunicipalityCode]| {
        of.iter().all(|code| area.contains(code))
    };
    holds(one, other) && holds(other, one)
}

/// A network that nobody else changes until the act ends.
async fn locked(work: &Work, id: NetworkId) -> Result<StoredNetwork, Stop<NetworkRefusal>> {
    let place = Standing::Coordinator(id);
    work.lock_place(place).await?;
    let known: Result<Option<StoredNetwork>, StoreFault> = work.network(id).await;
    known?.ok_or(Stop::Refused(NetworkRefusal::NotFound(id)))
}
