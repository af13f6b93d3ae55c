//! Reading consents, and seeing beforehand what a recipient would be told. What comes closed from the store is noted as
//! it is opened. An exception is seen by who answers for it in the agency, and by the person once it was released.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::{
    Actor, Categories, Consent, ConsentPurpose, Halt, InformationCategory, Ledger, Means, Party,
    PartyId, Permit, Post, Preview, Recipient, Staff, Standards, decide, preview,
};
use renkei_domain::ids::{AccountId, CaseId, ConsentId, HaltId};
use renkei_domain::text::Line;
use renkei_domain::time::{Instant, Moment};
use renkei_store::StoreFault;
pub use renkei_store::consent::evidence::{KeptEvidence, OpenedScan};
pub use renkei_store::consent::sheet::KeptSheet;
pub use renkei_store::consent::{ConsentFile, Kept, KeptAsking};

pub use super::parties::NamedParty;
use super::parties::{bodies_of, gathered, listed_in};
use super::{ConsentRefusal, object, what_is_missing};
use crate::App;
use crate::cases::is_kept_by;
use crate::directory::register::Outcome;

/// The consents of the person of a case, with what would be told by them.
#[derive(Debug, Clone)]
pub struct ConsentsView {
    /// Everything that is kept.
    pub file: ConsentFile,
    /// Whoever is or was in the team, each once.
    pub parties: Vec<NamedParty>,
    /// Names of accounts: who explained, who wrote down.
    pub names: HashMap<AccountId, Line>,
    /// Who tells.
    pub lead: String,
    /// Staff who tells for it, as the rule sees them.
    pub teller: Staff,
    /// Whether whoever reads may write consents down.
    pub may_keep: bool,
    /// Whether they may stop them.
    pub may_stop: bool,
    /// Whether they are the person, and not staff.
    pub is_person: bool,
    /// This moment.
    pub at: Instant,
    /// The same in Japan.
    pub now: Moment,
}

/// Whom, and what of it, a change of the consents changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Whom.
    pub name: String,
    /// What could be told before and cannot after.
    pub lost: Categories,
    /// What can be told still.
    pub left: Categories,
}

impl ConsentsView {
    /// A consent by its id.
    #[must_use]
    pub fn consent(&self, id: ConsentId) -> Option<&Consent> {
        let mut consents = self.file.ledger.consents.iter();
        consents.find(|consent| consent.id == id)
    }

    /// How a consent was given.
    #[must_use]
    pub fn asking(&self, id: ConsentId) -> Option<&KeptAsking> {
        let mut askings = self.file.askings.iter();
        askings.find(|asking| asking.id == id)
    }

    /// A halt by its id.
    #[must_use]
    pub fn halt(&self, id: HaltId) -> Option<&Halt> {
        let mut halts = self.file.ledger.halts.iter();
        halts.find(|halt| halt.id == id)
    }

    /// Somebody of the team.
    #[must_use]
    pub fn party(&self, id: PartyId) -> Option<&NamedParty> {
        let mut parties = self.parties.iter();
        parties.find(|known| known.party.id == id)
    }

    /// Those who are in the team today.
    pub fn here(&self) -> impl Iterator<Item = &NamedParty> {
        let (parties, today) = (self.parties.iter(), self.now.date);
        parties.filter(move |known| known.party.is_in_team(today))
    }

    /// What somebody would be told for a purpose by some means, and what is held back and why.
    #[must_use]
    pub fn preview(&self, party: &Party, purpose: ConsentPurpose, means: Means) -> Preview {
        self.preview_by(&self.agreed(), party, (purpose, means))
    }

    fn preview_by(&self, ledger: &Ledger, party: &Party, how: (ConsentPurpose, Means)) -> Preview {
        let all: Categories = InformationCategory::ALL.iter().copied().collect();
        let (actor, recipient) = (Actor::Staff(self.teller), Recipient::Party(party.clone()));
        preview(ledger, &actor, &recipient, &all, how.0, how.1, self.at)
    }

    /// What somebody can be told by a ledger for any purpose and by any means that a consent names.
    pub(super) fn told(&self, ledger: &Ledger, party: &Party) -> Categories {
        let told = ways(ledger).into_iter();
        let told = told.map(|how| self.preview_by(ledger, party, how).shown);
        told.flatten().collect()
    }

    /// By what somebody can be told that: a permit for each purpose and means.
    pub(super) fn permits<'l>(&self, ledger: &'l Ledger, party: &Party) -> Vec<Permit<'l>> {
        let permit = |how| self.permit(ledger, party, how);
        ways(ledger).into_iter().filter_map(permit).collect()
    }

    /// By what somebody can be told what they may be told for a purpose by some means.
    pub(crate) fn permit<'l>(
        &self,
        ledger: &'l Ledger,
        party: &Party,
        how: (ConsentPurpose, Means),
    ) -> Option<Permit<'l>> {
        let (actor, recipient) = (Actor::Staff(self.teller), Recipient::Party(party.clone()));
        let shown = self.preview_by(ledger, party, how).shown;
        let decision = decide(ledger, &actor, &recipient, &shown, how.0, how.1, self.at);
        decision.into_result().ok()
    }

    /// What would change for those in the team if a halt were added, and for whom nothing would.
    #[must_use]
    pub fn changed_by(&self, halt: &Halt) -> Vec<Changed> {
        // What stands by an exception is neither stopped by the person nor told here.
        let before = Ledger {
            exceptions: Vec::new(),
            ..self.file.ledger.clone()
        };
        let mut after = before.clone();
        after.halts.push(*halt);
        let changed = self.here().map(|known| {
            let told = self.told(&before, &known.party);
            let left = self.told(&after, &known.party);
            Changed {
                name: known.name.clone(),
                lost: told.difference(&left).copied().collect(),
                left,
            }
        });
        changed.collect()
    }

    /// What each of the team can be told today for some purpose by some means.
    #[must_use]
    pub fn told_today(&self) -> Vec<Changed> {
        let agreed = self.agreed();
        let told = self.here().map(|known| Changed {
            name: known.name.clone(),
            lost: Categories::new(),
            left: self.told(&agreed, &known.party),
        });
        told.collect()
    }

    /// What was agreed to. The screen is shared with the person, who may not know of an exception.
    pub(crate) fn agreed(&self) -> Ledger {
        Ledger {
            exceptions: Vec::new(),
            ..self.file.ledger.clone()
        }
    }
}

/// For what and by which means the consents of a ledger let something be told.
fn ways(ledger: &Ledger) -> BTreeSet<(ConsentPurpose, Means)> {
    let mut ways = BTreeSet::new();
    for consent in &ledger.consents {
        let purposes = consent.purposes.iter();
        ways.extend(purposes.flat_map(|purpose| {
            let means = consent.means.iter();
            means.map(move |means| (*purpose, *means))
        }));
    }
    ways
}

#[renkei_boxed::boxed]
impl App {
    /// The consents of the person of a case, for whoever may read it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn consents(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<ConsentsView, ConsentRefusal> {
        self.consents_to(own, Action::ReadCase, id).await
    }

    /// The same for whoever may do something with the case.
    pub(crate) async fn consents_to(
        &self,
        own: &Principal,
        action: Action,
        id: CaseId,
    ) -> Outcome<ConsentsView, ConsentRefusal> {
        let scope = cases_for(own, action);
        if scope.scope().is_nothing() {
            return Ok(Err(what_is_missing(own)));
        }
        let (mut may_keep, mut may_stop, mut is_person) = (false, false, false);
        let found = self.store.consents_in_scope(&scope, id).await?;
        let found = found.narrowed(|file| {
            let Some(file) = file else {
                return;
            };
            let case = object(&file.case);
            let is_there = !file.case.is_erased();
            is_person = !is_kept_by(own, &file.case);
            may_keep = is_there && !is_person;
            let is_known = is_there && !file.case.is_anonymous();
            may_stop = is_known && may(own, Action::StopConsent, &case);
            let person = file.case.account;
            let exceptions = &mut file.ledger.exceptions;
            exceptions.retain(|exception| {
                let seen = exception.sight().object(person);
                may(own, Action::ReadException, &seen)
            });
        });
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let lead = file.case.lead;
        let leads = self.store.organizations(&[lead]).await?;
        let teller = Staff {
            account: own.account().unwrap_or(file.case.keeper),
            organization: lead,
            post: Post::of(own, lead),
            standards: Standards::strictest(&self.store.kinds_run_by(lead).await?),
        };
        let explained = file
            .askings
            .iter()
            .flat_map(|asking| [asking.kept.by, asking.asking.explained_by]);
        let stopped = file.halts.iter().map(|(_, kept)| kept.by);
        let people: BTreeSet<AccountId> = explained.chain(stopped).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let at = self.now();
        Ok(Ok(ConsentsView {
            parties: self.parties(&file.team, at).await?,
            names: self.store.account_names(&people).await?,
            lead: leads
                .get(&lead)
                .map(|facts| facts.name.to_string())
                .unwrap_or_default(),
            teller,
            may_keep,
            may_stop,
            is_person,
            at,
            now: at.in_japan(),
            file,
        }))
    }

    /// Whoever is or was in a team, each agency of the directory once.
    pub(crate) async fn parties(
        &self,
        team: &[TeamMember],
        at: Instant,
    ) -> Result<Vec<NamedParty>, StoreFault> {
        let stored = self.store.resources(&listed_in(team)).await?;
        let bodies = bodies_of(&stored);
        let known = self.store.running_bodies(&bodies).await?;
        Ok(gathered(team, stored, &known, at.in_japan().date))
    }
}
