//! The people at the person's employers, about whom the person is asked by itself: those of an open one whom the
//! person lets know, and never those of a closed one.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::Opened;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::at_work::{AtWorkFault, fits, kinds, may_know};
use renkei_domain::consent::{ConsentRecipient, Ledger, Party};
use renkei_domain::ids::{CaseId, EmploymentId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::parties::{NamedParty, bodies_of, gathered, listed_in};
use super::record::ConsentForm;
use super::{ConsentRefusal, judged, what_is_missing};
use crate::App;
use crate::directory::register::Outcome;

/// An employer that is open, with those about whom the person may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenEmployer {
    /// Which.
    pub id: EmploymentId,
    /// Its name.
    pub name: Line,
    /// Whom the person lets know, and how much.
    pub opened: Opened,
    /// Those of the team who are there and may know, then their kinds.
    pub recipients: Vec<(ConsentRecipient, Option<NamedParty>)>,
}

/// Where the person works today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workplaces {
    /// Where somebody may know something.
    pub open: Vec<OpenEmployer>,
    /// Where nobody may, or the person was not asked.
    pub closed: Vec<(EmploymentId, Line)>,
}

#[renkei_boxed::boxed]
impl App {
    /// Where the person of a case works today, with whom of the people there the person may be asked about.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn workplaces(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<Workplaces, ConsentRefusal> {
        let scope = cases_for(own, Action::KeepCase);
        if scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let found = self.store.case_in_scope(&scope, id).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let now = self.now();
        let today = now.in_japan().date;
        let parties = self.parties(&file.team, now).await?;
        let here = parties.iter().filter(|known| known.party.is_in_team(today));
        let here: Vec<&NamedParty> = here.collect();
        let mut workplaces = Workplaces::default();
        for employment in file.employments {
            if !employment.is_current(today) {
                continue;
            }
            let for_the_rule = employment.for_the_rule(file.case.lead);
            let Some(opened) = employment.disclosure.opened() else {
                workplaces.closed.push((employment.id, employment.employer));
                continue;
            };
            let named = here
                .iter()
                .filter(|known| may_know(&for_the_rule, &known.party));
            let named = named.map(|known| {
                let recipient = ConsentRecipient::Named(known.party.id);
                (recipient, Some((*known).clone()))
            });
            let kinds = kinds(opened).map(|kind| (ConsentRecipient::KindInTeam(kind), None));
            let recipients = named.chain(kinds).collect();
            workplaces.open.push(OpenEmployer {
                id: employment.id,
                name: employment.employer.clone(),
                opened: opened.clone(),
                recipients,
            });
        }
        Ok(Ok(workplaces))
    }
}

/// Looks whether what is written down about an employer is about those who may know there, and no more.
pub(super) async fn fits_at_work(
    work: &Work,
    (case, ledger): (&Case, &Ledger),
    team: &[TeamMember],
    (id, form): (EmploymentId, &ConsentForm),
    now: Instant,
) -> Result<(), Stop<ConsentRefusal>> {
    let mut employments = ledger.employments.iter();
    // One that another agency keeps is not known here.
    let known = employments.find(|one| one.id == id && one.keeper == case.lead);
    let employment = judged(known.ok_or(AtWorkFault::Closed))?;
    let stored = work.resources(&listed_in(team)).await?;
    let bodies = work.running_bodies(&bodies_of(&stored)).await?;
    let parties = gathered(team, stored, &bodies, now.in_japan().date);
    let parties: Vec<Party> = parties.into_iter().map(|known| known.party).collect();
    judged(fits(
        employment,
        &form.recipients,
        &form.categories,
        &parties,
    ))
}
