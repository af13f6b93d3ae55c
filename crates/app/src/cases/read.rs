//! Reading cases. Staff of the agency that leads see what is not somebody's own; the person sees what is not only
//! for staff. Everything comes closed from the store and is noted as it is opened.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::{Assurance, Principal};
use renkei_domain::access::rule::Decision;
use renkei_domain::access::scope::{CaseScope, cases_for};
use renkei_domain::cases::case::Case;
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::cases::note::NoteReader;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::consent::party::ListedAgency;
use renkei_domain::directory::contact::policy::{ContactPurpose, SenderKind};
use renkei_domain::directory::contact::reach::ReachQuestion;
use renkei_domain::directory::contact::reach::phoning::{PhoneDay, phone_day};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::{AccountId, CaseId, OrganizationId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Moment;
use renkei_store::StoreFault;
use renkei_store::access::cases::CaseQuery;
pub use renkei_store::access::cases::Course;
pub use renkei_store::cases::CaseFile;

use super::{CaseRefusal, is_kept_by};
use crate::App;
use crate::consent::parties::listed_agency;
use crate::directory::parts::Parts;
use crate::directory::read::Viewer;
use crate::directory::register::Outcome;

/// The most cases of a page.
pub const PAGE: u32 = 50;

/// Which cases somebody wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFilter {
    /// Whose.
    pub whose: Whose,
    /// Those that go on, or those that have ended.
    pub course: Course,
    /// Those after this one.
    pub after: Option<CaseId>,
    /// How many at most; never more than [`PAGE`].
    pub most: u32,
}

/// Whose cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those one keeps oneself.
    Own,
    /// All of the agency.
    Everybodys,
}

/// A case as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// Who keeps it.
    pub keeper: Option<Line>,
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseList {
    /// The cases, the newest first.
    pub rows: Vec<CaseRow>,
    /// After which the next page begins, where there is one.
    pub next: Option<CaseId>,
}

/// A case with everything in it that somebody may read.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub file: CaseFile,
    /// Who leads.
    pub lead: String,
    /// Names of accounts: keeper and authors.
    pub names: HashMap<AccountId, Line>,
    /// The agencies of the team that stand in the directory.
    pub agencies: HashMap<ResourceId, TeamAgency>,
    /// Whether whoever reads may write too.
    pub may_keep: bool,
    /// When what is kept of the person is erased by itself, once that was told.
    pub erasure: Option<ErasurePlan>,
    /// This moment.
    pub now: Moment,
}

impl CaseView {
    /// The agency of a member of the team by name, as the case knows it.
    #[must_use]
    pub fn agency_name(&self, member: &TeamMember) -> String {
        match &member.agency {
            MemberAgency::Written(name) => name.to_string(),
            MemberAgency::Listed(id) => self.agencies.get(id).map_or_else(
                || "名簿にもうない機関".to_owned(),
                |agency| agency.name.to_string(),
            ),
        }
    }
}

/// An agency of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamAgency {
    /// Its name.
    pub name: Line,
    /// Whether it still takes anybody.
    pub lifecycle: Lifecycle,
    /// Whether and when it can be phoned today.
    pub phone: PhoneDay,
    /// What the rule of consent asks of it: its kind, and the 法人 that runs it as far as it is known.
    pub listed: ListedAgency,
}

/// The cases that somebody may look through: those they may read, where they may keep any. The person finds the way
/// to their own on their own pages.
pub(crate) fn may_look(own: &Principal) -> Result<CaseScope, Decision> {
    if cases_for(own, Action::KeepCase).scope().is_nothing() {
        Err(what_is_missing(own))
    } else {
        Ok(cases_for(own, Action::ReadCase))
    }
}

/// What is asked of whoever may read no case at all by this door.
fn what_is_missing(own: &Principal) -> Decision {
    match (own.account(), own.assurance) {
        (None, _) => Decision::SignInFirst,
        (Some(_), Assurance::None | Assurance::OneFactor) => Decision::SecondFactorFirst,
        (Some(_), Assurance::Full | Assurance::Fresh) => Decision::Refused,
    }
}

/// The same, as the answer about one case.
pub(super) fn refused_to(own: &Principal) -> CaseRefusal {
    match what_is_missing(own) {
        Decision::Refused => CaseRefusal::NotFound,
        decision => CaseRefusal::NotAllowed(decision),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Whether somebody may keep any cases, or what is asked of them first.
    ///
    /// # Errors
    /// What the rule says.
    pub fn may_keep_cases(&self, own: &Principal) -> Result<(), Decision> {
        may_look(own).map(|_| ())
    }

    /// The cases that somebody may read.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn cases(&self, own: &Principal, filter: CaseFilter) -> Outcome<CaseList, Decision> {
        let scope = match may_look(own) {
            Ok(scope) => scope,
            Err(decision) => return Ok(Err(decision)),
        };
        let query = CaseQuery {
            keeper: match filter.whose {
                Whose::Own => own.account(),
                Whose::Everybodys => None,
            },
            course: Some(filter.course),
            after: filter.after,
            ..CaseQuery::default()
        };
        let most = filter.most.clamp(1, PAGE);
        let mut has_more = false;
        let found = self.store.cases_in_scope(&scope, &query, most + 1).await?;
        let found = found.narrowed(|cases| {
            has_more = cases.len() > most as usize;
            cases.truncate(most as usize);
        });
        let found = self.opened(Some(own), found).await?;
        let next = found.last().filter(|_| has_more).map(|case| case.id);
        let rows = self.with_keepers(found).await?;
        Ok(Ok(CaseList { rows, next }))
    }

    /// The cases that somebody may read of a person with a text in their name, or with a number.
    ///
    /// # Errors
    /// A fault of the store; what the rule says is in the outcome.
    pub async fn find_cases(&self, own: &Principal, text: &str) -> Outcome<CaseList, Decision> {
        let scope = match may_look(own) {
            Ok(scope) => scope,
            Err(decision) => return Ok(Err(decision)),
        };
        let found = match CaseNumber::read(text) {
            Some(number) => {
                let query = CaseQuery {
                    number: Some(number),
                    ..CaseQuery::default()
                };
                self.store.cases_in_scope(&scope, &query, PAGE).await?
            }
            None => {
                let most = PAGE as usize;
                self.store.cases_named_in_scope(&scope, text, most).await?
            }
        };
        let found = self.opened(Some(own), found).await?;
        let rows = self.with_keepers(found).await?;
        Ok(Ok(CaseList { rows, next: None }))
    }

    async fn with_keepers(&self, cases: Vec<Case>) -> Result<Vec<CaseRow>, StoreFault> {
        let keepers: BTreeSet<AccountId> = cases.iter().map(|case| case.keeper).collect();
        let keepers: Vec<AccountId> = keepers.into_iter().collect();
        let names = self.store.account_names(&keepers).await?;
        let rows = cases.into_iter().map(|case| CaseRow {
            keeper: names.get(&case.keeper).cloned(),
            case,
        });
        Ok(rows.collect())
    }

    /// A case with everything in it that somebody may read.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn case_view(&self, own: &Principal, id: CaseId) -> Outcome<CaseView, CaseRefusal> {
        let scope = cases_for(own, Action::ReadCase);
        if scope.scope().is_nothing() {
            return Ok(Err(refused_to(own)));
        }
        let mut may_keep = false;
        let found = self.store.case_in_scope(&scope, id).await?;
        let found = found.narrowed(|file| {
            let Some(file) = file else {
                return;
            };
            may_keep = is_kept_by(own, &file.case);
            let reader = match own.account() {
                Some(account) if may_keep => NoteReader::Staff(account),
                _ => NoteReader::Person,
            };
            file.notes.retain(|note| note.is_for(reader));
            may_keep &= !file.case.is_erased();
        });
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(CaseRefusal::NotFound));
        };
        let erasure = if file.case.is_open() {
            None
        } else {
            self.store.erasure_planned(&file.case).await?
        };
        let people: BTreeSet<AccountId> = file
            .notes
            .iter()
            .map(|note| note.author)
            .chain([file.case.keeper])
            .chain(erasure.and_then(|plan| plan.hold).map(|hold| hold.by))
            .collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let leads = self.store.organizations(&[file.case.lead]).await?;
        let lead = leads
            .get(&file.case.lead)
            .map(|facts| facts.name.to_string());
        let now = self.now().in_japan();
        // An agency may want to be reached by a person otherwise than by those who help them.
        let sender = if is_kept_by(own, &file.case) {
            SenderKind::Supporter
        } else {
            SenderKind::Person
        };
        Ok(Ok(CaseView {
            names: self.store.account_names(&people).await?,
            agencies: self.agencies_of(own, &file, sender, now).await?,
            lead: lead.unwrap_or_default(),
            may_keep,
            erasure,
            now,
            file,
        }))
    }

    async fn agencies_of(
        &self,
        own: &Principal,
        file: &CaseFile,
        sender: SenderKind,
        now: Moment,
    ) -> Result<HashMap<ResourceId, TeamAgency>, StoreFault> {
        let team = file.team.iter();
        let listed = team.filter_map(|member| member.agency.listed());
        self.team_agencies(own, listed.collect(), sender, now).await
    }

    /// Whether and when agencies can be phoned.
    pub(crate) async fn team_agencies(
        &self,
        own: &Principal,
        ids: BTreeSet<ResourceId>,
        sender: SenderKind,
        now: Moment,
    ) -> Result<HashMap<ResourceId, TeamAgency>, StoreFault> {
        let ids: Vec<ResourceId> = ids.into_iter().collect();
        let parts = Parts {
            profile: true,
            ..Parts::NONE
        };
        let read = self.read_resources(&Viewer::of(own), &ids, parts).await?;
        let reference = self.reference().await?;
        let question = ReachQuestion {
            purpose: ContactPurpose::Routine,
            sender,
            at: now,
        };
        let read: Vec<_> = read.into_iter().flatten().collect();
        let run_by: BTreeSet<OrganizationId> = read
            .iter()
            .filter_map(|read| read.facts.organization)
            .collect();
        let run_by: Vec<OrganizationId> = run_by.into_iter().collect();
        let bodies = self.store.running_bodies(&run_by).await?;
        let agencies = read.into_iter().map(|read| {
            let profile = read.profile.unwrap_or_default();
            let phone = phone_day(
                &read.facts,
                &profile.contact_policy,
                &reference.holidays,
                question,
            );
            let own = (read.facts.kind, Some(&read.facts.name));
            let agency = TeamAgency {
                listed: listed_agency(own, read.facts.organization, &bodies),
                name: read.facts.name,
                lifecycle: read.lifecycle,
                phone,
            };
            (read.asked, agency)
        });
        Ok(agencies.collect())
    }
}
