//! Taking one change of a network back: a new change that puts what stood there before, refused where somebody has
//! changed the same again since.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{ActId, NetworkId};
use renkei_domain::record::{Change, Purpose, Subject};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::directory::network::StoredNetwork;
use renkei_store::directory::network_change::{LoggedNetwork, logged_network};
use renkei_store::{Stop, StoreFault, Work};

use super::members::admit_in;
use super::secretariat::appoint_in;
use super::{ChangedNetwork, NetworkRefusal, allowed, is_same, locked};
use crate::App;
use crate::directory::register::Outcome;
use crate::people::dismissal::{DismissRefusal, dismiss_in};
use crate::writer::Writer;

/// Which change of which network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkUndo {
    /// The network.
    pub network: NetworkId,
    /// The act that changed it.
    pub act: ActId,
    /// What it changed.
    pub field: NetworkField,
}

/// A line of the log, read: what stood before and after.
pub(super) struct Logged {
    pub(super) field: NetworkField,
    pub(super) before: LoggedNetwork,
    pub(super) after: LoggedNetwork,
}

impl Logged {
    /// Reads a line; one about what is no field of a network is none.
    pub(super) fn of(line: &Change) -> Result<Option<Self>, StoreFault> {
        let Some(field) = NetworkField::from_code(&line.field_group) else {
            return Ok(None);
        };
        let said = |text: Option<&str>| match text {
            Some(text) => logged_network(field, text),
            None => Ok(LoggedNetwork::default()),
        };
        Ok(Some(Self {
            field,
            before: said(line.before.as_deref())?,
            after: said(line.after.as_deref())?,
        }))
    }

    /// What whoever takes it back must be allowed to do: what doing the opposite by hand asks for. `None` where
    /// nothing takes it back.
    pub(super) fn opposite(&self) -> Option<Action> {
        match self.field {
            NetworkField::Name => Some(Action::ManageNetwork),
            NetworkField::Area => Some(Action::ChangeArea),
            NetworkField::Secretariat => {
                let named = self.before.secretariat.or(self.after.secretariat);
                named.map(|_| Action::ManageNetwork)
            }
            NetworkField::About => {
                let said = self.before.words.as_ref().or(self.after.words.as_ref());
                said.map(|_| Action::ManageNetwork)
            }
            NetworkField::Members if !self.after.admitted.is_empty() => Some(Action::ManageNetwork),
            NetworkField::Members if !self.after.dismissed.is_empty() => Some(Action::AdmitMember),
            NetworkField::Members | NetworkField::Founded => None,
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Takes one change of a network back, where what it wrote still stands.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn undo_network_change(
        &self,
        writer: &Writer,
        undo: NetworkUndo,
    ) -> Outcome<ChangedNetwork, NetworkRefusal> {
        // Whoever may not read what changed is told nothing of it.
        if let Err(refusal) = allowed(&writer.principal, Action::ReadHistory, undo.network) {
            return Ok(Err(refusal));
        }
        let asked = format!("{undo:?}");
        let principal = writer.principal.clone();
        self.act_of(writer, Purpose::UndoChange, &asked, move |work, header| {
            let principal = principal.clone();
            Box::pin(async move { undo_in(work, header.at, &principal, undo).await })
        })
        .await
    }
}

async fn undo_in(
    work: &Work,
    now: Instant,
    principal: &Principal,
    undo: NetworkUndo,
) -> Result<ChangedNetwork, Stop<NetworkRefusal>> {
    let NetworkUndo {
        network,
        act,
        field,
    } = undo;
    let known = locked(work, network).await?;
    let subject = Subject::Network(network);
    let line = work.logged_change(act, subject, field.code()).await?;
    let line = line.ok_or(Stop::Refused(NetworkRefusal::NoSuchChange))?;
    let logged = Logged::of(&line)?;
    let logged = logged.ok_or(Stop::Refused(NetworkRefusal::NoSuchChange))?;
    let action = logged.opposite();
    let action = action.ok_or(Stop::Refused(NetworkRefusal::NotUndoable))?;
    allowed(principal, action, network).map_err(Stop::Refused)?;
    match field {
        NetworkField::Name => rename_back(work, &known, &logged).await?,
        NetworkField::Area => redraw_back(work, &known, &logged).await?,
        NetworkField::Secretariat => appoint_back(work, network, &logged).await?,
        NetworkField::Members => members_back(work, network, &logged, now).await?,
        NetworkField::About => introduce_back(work, &known, &logged).await?,
        NetworkField::Founded => {
            return Err(Stop::Refused(NetworkRefusal::NotUndoable));
        }
    }
    Ok(ChangedNetwork(network))
}

fn changed() -> Stop<NetworkRefusal> {
    Stop::Refused(NetworkRefusal::Changed)
}

async fn rename_back(
    work: &Work,
    known: &StoredNetwork,
    logged: &Logged,
) -> Result<(), Stop<NetworkRefusal>> {
    if logged.after.words.as_deref() != Some(known.name.as_str()) {
        return Err(changed());
    }
    let before = logged.before.words.as_deref().map(Line::parse);
    match before {
        Some(Ok(name)) => Ok(work.rename_network(known, &name).await?),
        Some(Err(_)) | None => Err(Stop::Refused(NetworkRefusal::NotUndoable)),
    }
}

async fn introduce_back(
    work: &Work,
    known: &StoredNetwork,
    logged: &Logged,
) -> Result<(), Stop<NetworkRefusal>> {
    if logged.after.words.as_deref() != known.about.as_ref().map(Prose::as_str) {
        return Err(changed());
    }
    match logged.before.words.as_deref().map(Prose::parse) {
        Some(Ok(about)) => Ok(work.introduce_network(known.id, Some(&about)).await?),
        None => Ok(work.introduce_network(known.id, None).await?),
        Some(Err(_)) => Err(Stop::Refused(NetworkRefusal::NotUndoable)),
    }
}

async fn redraw_back(
    work: &Work,
    known: &StoredNetwork,
    logged: &Logged,
) -> Result<(), Stop<NetworkRefusal>> {
    if !is_same(&logged.after.area, &known.area) {
        return Err(changed());
    }
    if logged.before.area.is_empty() {
        return Err(Stop::Refused(NetworkRefusal::NoMunicipality));
    }
    Ok(work.change_area(known, &logged.before.area).await?)
}

async fn appoint_back(
    work: &Work,
    network: NetworkId,
    logged: &Logged,
) -> Result<(), Stop<NetworkRefusal>> {
    if work.secretariat(network).await? != logged.after.secretariat {
        return Err(changed());
    }
    match logged.before.secretariat {
        Some(agency) => appoint_in(work, network, agency).await,
        None => Ok(work.dismiss_secretariat(network).await?),
    }
}

async fn members_back(
    work: &Work,
    network: NetworkId,
    logged: &Logged,
    now: Instant,
) -> Result<(), Stop<NetworkRefusal>> {
    for organization in &logged.after.admitted {
        let dismissed = dismiss_in(work, network, *organization, now).await;
        dismissed.map_err(|stop| match stop {
            Stop::Fault(fault) => Stop::Fault(fault),
            Stop::Refused(DismissRefusal::TakesOver) => Stop::Refused(NetworkRefusal::TakesOver),
            // It has left since.
            Stop::Refused(_) => changed(),
        })?;
    }
    for organization in &logged.after.dismissed {
        let networks = work.networks_it_is_in(*organization).await?;
        if networks.contains(&network) {
            return Err(changed());
        }
    }
    admit_in(work, network, &logged.after.dismissed).await
}
