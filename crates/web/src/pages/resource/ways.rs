//! What whoever looks at an entry may do about it. Visitors who are not signed in are not even asked about.

use renkei_app::directory::read::ResourceView;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ResourceId;

use crate::Site;
use crate::error::PageFault;
use crate::form::Form;
use crate::gate::is_open;
use crate::pages::editing::Sheet;
use crate::pages::today::plan;
use crate::paths::{
    AssignPath, CasesPath, ClosePath, DuplicateOfPath, EditPath, HistoryPath, ObservationsPath,
    OrganizationPath, RelationsPath, ReopenPath, StalePath,
};
use crate::session::Visitor;

/// Where the case is chosen for whose map an entry is proposed.
fn proposing(id: ResourceId) -> String {
    format!("{CasesPath}?map={id}")
}

/// Where an entry can be edited.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    edits: Vec<(&'static str, EditPath)>,
    pub(super) history: Option<HistoryPath>,
    /// Saying who runs it, and from there putting that 法人 right.
    pub(super) organization: Option<AssignPath>,
    /// Putting the 法人 right, for whoever may not say who runs the entry.
    pub(super) body: Option<OrganizationPath>,
    pub(super) close: Option<ClosePath>,
    pub(super) reopen: Option<ReopenPath>,
    /// Saying that there is another entry of the same agency.
    pub(super) duplicate: Option<DuplicateOfPath>,
    pub(super) observations: Option<ObservationsPath>,
    /// Whom the people of one's networks know there.
    pub(super) relations: Option<RelationsPath>,
    /// Saying that something is not so any more.
    pub(super) stale: Option<StalePath>,
    /// Putting it on one's own list of calls.
    pub(super) call: Option<Form>,
    /// Proposing it for the map of the person of a case.
    pub(super) map: Option<String>,
}

impl Ways {
    /// What somebody may do about an entry.
    pub(super) async fn of(
        site: &Site,
        visitor: &Visitor,
        view: &ResourceView,
    ) -> Result<Self, PageFault> {
        if visitor.session().is_none() {
            return Ok(Self::default());
        }
        let Some(owners) = site.app.owners_of(view.id).await? else {
            return Ok(Self::default());
        };
        let networks = &visitor.principal().networks;
        let may = |action| is_open(visitor, action, &Object::Resource(owners));
        let may_inside = |action| {
            let mut networks = networks.iter();
            networks.any(|owner| {
                let object = Object::InsideResource {
                    resource: owners,
                    owner: *owner,
                    observed_by: None,
                };
                is_open(visitor, action, &object)
            })
        };
        let sheets = Sheet::ALL
            .iter()
            .filter(|sheet| match sheet.part().action() {
                Action::EditContactPersons => may_inside(Action::EditContactPersons),
                action => may(action),
            });
        let may_turn = may(Action::CloseResource);
        let may_assign = may(Action::AssignOrganization);
        let body = match owners.run_by {
            Some(id) if !may_assign => site.app.editable_organization(id).await?,
            _ => None,
        };
        let body = body.filter(|body| {
            body.decision(visitor.principal(), Action::EditFacts) == Decision::Allowed
        });
        let may_plan = is_open(visitor, Action::PlanCalls, &Object::Installation);
        let may_keep = site.app.may_keep_cases(visitor.principal()).is_ok();
        let is_closed = view.lifecycle == Lifecycle::Closed;
        let observes = may_inside(Action::ReadInside) || may(Action::EditCharacter);
        Ok(Self {
            edits: sheets
                .map(|sheet| (sheet.code(), EditPath::of(view.id, sheet.code())))
                .collect(),
            history: may(Action::ReadHistory).then(|| HistoryPath::of(view.id)),
            organization: may_assign.then(|| AssignPath::of(view.id)),
            body: body.map(|body| OrganizationPath::of(body.id)),
            close: (may_turn && !is_closed).then(|| ClosePath::of(view.id)),
            reopen: (may_turn && is_closed).then(|| ReopenPath::of(view.id)),
            duplicate: (may_turn && !is_closed).then(|| DuplicateOfPath::of(view.id)),
            call: (may_plan && !is_closed).then(|| plan::form(site, view.id)),
            observations: observes.then(|| ObservationsPath::of(view.id)),
            relations: may_inside(Action::KeepRelations).then(|| RelationsPath::of(view.id)),
            stale: (may(Action::ReportStale) && !is_closed).then(|| StalePath::of(view.id)),
            map: (may_keep && !is_closed).then(|| proposing(view.id)),
        })
    }

    /// Everything that can be done about any entry, for a sample.
    pub(super) fn sample() -> Self {
        let id = ResourceId::from_uuid(Default::default());
        Self {
            edits: Sheet::ALL
                .iter()
                .map(|sheet| (sheet.code(), EditPath::of(id, sheet.code())))
                .collect(),
            history: Some(HistoryPath::of(id)),
            organization: Some(AssignPath::of(id)),
            body: None,
            close: Some(ClosePath::of(id)),
            reopen: None,
            duplicate: Some(DuplicateOfPath::of(id)),
            observations: Some(ObservationsPath::of(id)),
            relations: Some(RelationsPath::of(id)),
            stale: Some(StalePath::of(id)),
            call: Some(plan::sample(id)),
            map: Some(proposing(id)),
        }
    }

    /// Where one part is edited, by its code.
    pub(super) fn edit(&self, code: &str) -> Option<&EditPath> {
        let found = self.edits.iter().find(|(known, _)| *known == code);
        found.map(|(_, path)| path)
    }

    /// Whether there is anything to be done about the entry as a whole.
    pub(super) const fn is_any(&self) -> bool {
        self.history.is_some()
            || self.close.is_some()
            || self.reopen.is_some()
            || self.observations.is_some()
            || self.relations.is_some()
    }
}
