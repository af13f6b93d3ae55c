//! Who changed what of a network, when and through which door, newest first.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::decide;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::{Act, Purpose, Subject};
use renkei_domain::text::Line;
use renkei_store::StoreFault;
use renkei_store::directory::network_change::LoggedNetwork;

use super::undo::Logged;
use super::{NetworkRefusal, allowed};
use crate::App;
use crate::directory::edit::history::HISTORY_PAGE;
use crate::directory::register::Outcome;
use crate::people::may_look;

/// Meetings of a network have pages and readers of their own.
const ELSEWHERE: &[Purpose] = &[
    Purpose::PlanMeetings,
    Purpose::CallToMeetings,
    Purpose::ShiftMeeting,
    Purpose::PrepareMeeting,
    Purpose::RecordMeeting,
    Purpose::SendMeetingNotices,
    Purpose::MarkMeetingNotice,
    // So have proposals for the directory.
    Purpose::ProposeCorrection,
    Purpose::DecideProposal,
    // So has whom its people know at agencies.
    Purpose::KeepRelation,
    Purpose::EndRelation,
    // A courier notes what became of a message about a meeting.
    Purpose::CarryLetter,
];

/// One act with what it changed of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkEntry {
    /// The act: who, when, through which door and why.
    pub act: Act,
    /// What it changed.
    pub changes: Vec<NetworkChange>,
}

/// One thing that changed of a network. Municipalities, organizations and offices are there by name, or by what the
/// log knows of one that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkChange {
    /// What it is.
    pub field: NetworkField,
    /// What stood there before, or left.
    pub before: Vec<String>,
    /// What stands there since, or came.
    pub after: Vec<String>,
    /// Whether whoever reads it may take it back, as long as what it wrote still stands.
    pub is_undoable: bool,
}

/// The names of what lines of the log name by ids.
struct Names {
    places: Vec<Municipality>,
    organizations: HashMap<OrganizationId, Line>,
    offices: HashMap<ResourceId, Line>,
}

#[renkei_boxed::boxed]
impl App {
    /// The history of a network: the newest acts, or those before a place in the order of commits.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn network_history(
        &self,
        principal: &Principal,
        id: NetworkId,
        before: Option<i64>,
    ) -> Outcome<Vec<NetworkEntry>, NetworkRefusal> {
        if let Err(refusal) = allowed(principal, Action::ReadHistory, id) {
            return Ok(Err(refusal));
        }
        let networks = self.store.networks().await?;
        if !networks.iter().any(|known| known.id == id) {
            return Ok(Err(NetworkRefusal::NotFound(id)));
        }
        let subject = Subject::Network(id);
        let acts = self
            .store
            .history_before(subject, before, ELSEWHERE, HISTORY_PAGE)
            .await?;
        let acts = self.opened(Some(principal), acts).await?;
        let read = acts.into_iter().map(|recorded| {
            let lines = recorded.changes.iter();
            let lines = lines.filter_map(|line| Logged::of(line).transpose());
            let lines = lines.collect::<Result<Vec<Logged>, StoreFault>>()?;
            Ok((recorded.act, lines))
        });
        let read = read.collect::<Result<Vec<(Act, Vec<Logged>)>, StoreFault>>()?;
        let names = self.names_in(&read).await?;
        let object = Object::Network(id);
        let may_do = |action| may_look(&decide(principal, action, &object));
        let entries = read.into_iter().map(|(act, lines)| NetworkEntry {
            act,
            changes: lines
                .iter()
                .map(|line| NetworkChange {
                    is_undoable: line.opposite().is_some_and(&may_do),
                    ..names.told(line)
                })
                .collect(),
        });
        Ok(Ok(entries.collect()))
    }

    async fn names_in(&self, read: &[(Act, Vec<Logged>)]) -> Result<Names, StoreFault> {
        let mut places: BTreeSet<MunicipalityCode> = BTreeSet::new();
        let mut organizations: BTreeSet<OrganizationId> = BTreeSet::new();
        let mut offices: BTreeSet<ResourceId> = BTreeSet::new();
        let lines = read.iter().flat_map(|(_, lines)| lines);
        for said in lines.flat_map(|line| [&line.before, &line.after]) {
            places.extend(&said.area);
            organizations.extend(said.admitted.iter().chain(&said.dismissed));
            offices.extend(said.secretariat);
        }
        let places: Vec<MunicipalityCode> = places.into_iter().collect();
        let organizations: Vec<OrganizationId> = organizations.into_iter().collect();
        let offices: Vec<ResourceId> = offices.into_iter().collect();
        let offices = self.store.resources(&offices).await?.into_iter();
        Ok(Names {
            places: self.store.municipalities_by_code(&places).await?,
            organizations: self.organization_names(&organizations).await?,
            offices: offices.map(|found| (found.id, found.facts.name)).collect(),
        })
    }
}

impl Names {
    fn told(&self, line: &Logged) -> NetworkChange {
        let mut before = self.lines(&line.before);
        before.extend(self.called(&line.after.dismissed));
        let mut after = self.lines(&line.after);
        after.extend(self.called(&line.after.admitted));
        NetworkChange {
            field: line.field,
            before,
            after,
            is_undoable: false,
        }
    }

    /// What stood there, one line each.
    fn lines(&self, said: &LoggedNetwork) -> Vec<String> {
        let words = said.words.iter().cloned();
        let places = said.area.iter().map(|code| self.place(*code));
        let office = said.secretariat.iter().map(|id| {
            let name = self.offices.get(id);
            name.map_or_else(|| id.to_string(), ToString::to_string)
        });
        words.chain(places).chain(office).collect()
    }

    fn place(&self, code: MunicipalityCode) -> String {
        let place = self.places.iter().find(|place| place.code == code);
        place.map_or_else(
            || code.to_string(),
            |place| format!("{}{}", place.prefecture, place.name),
        )
    }

    fn called(&self, organizations: &[OrganizationId]) -> Vec<String> {
        let called = organizations.iter().map(|id| {
            let name = self.organizations.get(id);
            name.map_or_else(|| id.to_string(), ToString::to_string)
        });
        called.collect()
    }
}
