//! What was told of a person by exceptions of the law, for those who may see it: those who answer for exceptions in
//! the agency, and the person what was released to them. The same page shows both. Whoever names one reads of it as they
//! write it down, and who answers for it, and not later.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::decide;
use renkei_domain::access::scope::{cases_for, exceptions_for};
use renkei_domain::ids::{AccountId, CaseId, ExceptionId, OrganizationId};
use renkei_domain::people::OrganizationPost;
use renkei_domain::text::Line;
use renkei_domain::time::Moment;
pub use renkei_store::access::exceptions::{ExceptionsFile, KeptException, ListedException};
pub use renkei_store::consent::except::TakenStep;

use super::read::NamedParty;
use super::{ConsentRefusal, what_is_missing};
use crate::cases::is_kept_by;
use crate::cases::read::may_look as may_read_cases;
use crate::directory::register::Outcome;
use crate::people::may_look;
use crate::{App, StoreFault};

/// The exceptions in a case.
#[derive(Debug, Clone)]
pub struct ExceptionsView {
    /// What is kept.
    pub file: ExceptionsFile,
    /// Whoever is or was in the team, each once.
    pub parties: Vec<NamedParty>,
    /// Names of accounts: who named, who told, who settled.
    pub names: HashMap<AccountId, Line>,
    /// Who acts, by name.
    pub lead: String,
    /// Whether whoever reads may name one.
    pub may_keep: bool,
    /// Those that whoever reads may end and release.
    pub theirs: BTreeSet<ExceptionId>,
    /// Who answers for them in the agency today; nothing for the person.
    pub answerers: Vec<Answerer>,
    /// Whether they are the person, and not staff.
    pub is_person: bool,
    /// This moment in Japan.
    pub now: Moment,
}

impl ExceptionsView {
    /// Somebody by name.
    #[must_use]
    pub fn name_of(&self, account: AccountId) -> String {
        let name = self.names.get(&account);
        name.map(ToString::to_string).unwrap_or_default()
    }

    /// Who hears what an exception is about: as its record names them, or as the team knows them.
    #[must_use]
    pub fn recipient(&self, kept: &KeptException) -> String {
        let recorded = kept
            .told
            .first()
            .map(|record| record.recipient.name.clone());
        let known = || {
            let mut parties = self.parties.iter();
            let party = parties.find(|known| known.party.id == kept.exception.recipient);
            party.map(|known| known.name.clone())
        };
        recorded
            .or_else(known)
            .unwrap_or_else(|| "チームにいない相手".to_owned())
    }
}

/// Somebody who answers in an agency for what is told without consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerer {
    /// As what.
    pub post: OrganizationPost,
    /// Their name.
    pub name: Line,
}

/// The exceptions in all the cases of an agency.
#[derive(Debug, Clone)]
pub struct AllExceptionsView {
    /// The newest, the newest first.
    pub listed: Vec<ListedException>,
    /// Whether there are more than are listed.
    pub has_more: bool,
    /// Names of accounts: who named them.
    pub names: HashMap<AccountId, Line>,
}

/// So many are listed: whoever answers for them settles them one after the other.
const LISTED: usize = 100;

#[renkei_boxed::boxed]
impl App {
    /// The exceptions that somebody may see in all the cases of the agencies they work for, the newest first.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn all_exceptions(
        &self,
        own: &Principal,
    ) -> Outcome<AllExceptionsView, ConsentRefusal> {
        let scope = exceptions_for(own, Action::ReadException);
        let workplaces = own.workplaces();
        if scope.scope().is_nothing() || may_read_cases(own).is_err() {
            return Ok(Err(what_is_missing(own)));
        }
        let most = LISTED as u32 + 1;
        let found = self
            .store
            .all_exceptions_in_scope(&scope, &workplaces, most)
            .await?;
        let mut has_more = false;
        let found = found.narrowed(|listed| {
            has_more = listed.len() > LISTED;
            listed.truncate(LISTED);
        });
        let listed = self.opened(Some(own), found).await?;
        let people: BTreeSet<AccountId> = listed.iter().map(|one| one.exception.by).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        Ok(Ok(AllExceptionsView {
            names: self.store.account_names(&people).await?,
            has_more,
            listed,
        }))
    }

    /// What was told of the person of a case by exceptions of the law, as far as somebody may see it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn exceptions(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<ExceptionsView, ConsentRefusal> {
        let cases = cases_for(own, Action::ReadCase);
        if own.account().is_none() || cases.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let scope = exceptions_for(own, Action::ReadException);
        let found = self.store.exceptions_in_scope(&cases, &scope, id).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let case = &file.case;
        let mut people: BTreeSet<AccountId> = BTreeSet::new();
        let mut theirs = BTreeSet::new();
        for kept in &file.exceptions {
            people.insert(kept.exception.by);
            people.extend(kept.told.iter().map(|record| record.told_by));
            people.extend(kept.steps.iter().map(|taken| taken.by));
            let seen = kept.exception.sight().object(case.account);
            if may_look(&decide(own, Action::SettleException, &seen)) {
                theirs.insert(kept.exception.id);
            }
        }
        let people: Vec<AccountId> = people.into_iter().collect();
        let leads = self.store.organizations(&[case.lead]).await?;
        let at = self.now();
        let is_person = !is_kept_by(own, case);
        let answerers = if is_person {
            Vec::new()
        } else {
            self.answerers(case.lead).await?
        };
        Ok(Ok(ExceptionsView {
            parties: self.parties(&file.team, at).await?,
            names: self.store.account_names(&people).await?,
            lead: leads
                .get(&case.lead)
                .map(|facts| facts.name.to_string())
                .unwrap_or_default(),
            may_keep: !is_person && !case.is_erased(),
            theirs,
            answerers,
            is_person,
            now: at.in_japan(),
            file,
        }))
    }

    /// Who answers in an agency today for what is told without consent, for its staff: whoever writes such a thing down
    /// says to whom it goes. Where nobody does, nobody reads it until somebody is named.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn answerers(&self, agency: OrganizationId) -> Result<Vec<Answerer>, StoreFault> {
        let held = self
            .store
            .posts_held_on(agency, self.now().in_japan().date)
            .await?;
        let people: BTreeSet<AccountId> = held.iter().map(|held| held.account).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let names = self.store.account_names(&people).await?;
        let named = held.into_iter().filter_map(|held| {
            let name = names.get(&held.account)?.clone();
            Some(Answerer {
                post: held.post,
                name,
            })
        });
        Ok(named.collect())
    }
}
