//! Reading a copy: what the person has at once, what was released and what was withheld. Staff of the agency read
//! besides what they look at while a request is open. What staff print is the person's copy and nothing more.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::note::{CaseNote, NoteScope};
use renkei_domain::ids::{AccountId, CaseId};
use renkei_domain::people::Standing;
use renkei_domain::person_copy::{
    CopyDecision, CopyEntry, CopyItem, CopyKind, CopyRequest, left, released,
};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Moment;
use renkei_store::StoreFault;
pub use renkei_store::person_copy::{OpenCopyRequest, PersonCopyFile};

use super::entries::{Known, at_once, to_look_at};
use crate::App;
use crate::cases::is_kept_by;
use crate::cases::looked::told_since;
use crate::consent::{ConsentRefusal, what_is_missing};
use crate::directory::register::Outcome;

/// Something that was withheld.
#[derive(Clone, PartialEq, Eq)]
pub struct WithheldThing {
    /// What it is. More would tell what is withheld.
    pub kind: CopyKind,
    /// On which ground.
    pub decision: CopyDecision,
    /// Why.
    pub reason: Option<Prose>,
    /// When that was said to the person.
    pub on: NaiveDate,
}

/// Why something is withheld from whom is nobody's to read in a log.
impl std::fmt::Debug for WithheldThing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WithheldThing({})", self.kind.code())
    }
}

/// What the person has of what is kept about them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopyParts {
    /// At once.
    pub at_once: Vec<CopyEntry>,
    /// Of the rest, what was released.
    pub released: Vec<CopyEntry>,
    /// What was withheld.
    pub withheld: Vec<WithheldThing>,
    /// When they asked for the rest, and by when it should be released; absent where nothing is open.
    pub open: Option<(NaiveDate, NaiveDate)>,
}

/// Something to decide about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDecide {
    /// What it is; without what it says, where somebody else alone reads it.
    pub entry: CopyEntry,
    /// What tells it from what it says later.
    pub mark: String,
    /// Who alone reads it, where that is not whoever looks.
    pub reader: Option<AccountId>,
    /// Who alone read it and does not work there any more.
    pub left_by: Option<AccountId>,
    /// What was decided.
    pub decided: Option<CopyItem>,
}

/// The copy of the person of a case, for somebody's eyes.
#[derive(Debug, Clone)]
pub struct PersonCopyView {
    /// The case.
    pub case: Case,
    /// Who holds what is kept.
    pub lead: String,
    /// The copy.
    pub parts: CopyParts,
    /// How often the rest was asked for, the newest first. The person reads no decision before its release.
    pub requests: Vec<CopyRequest>,
    /// What is to be decided while a request is open; nothing for the person.
    pub to_decide: Vec<ToDecide>,
    /// What is known of those whom the copy names.
    pub known: Known,
    /// Whether whoever reads may decide and release.
    pub may_keep: bool,
    /// Whether they are the person, and not staff.
    pub is_person: bool,
    /// This moment in Japan.
    pub now: Moment,
}

impl PersonCopyView {
    /// The day on which the newest request was taken back, where nothing was asked for since.
    #[must_use]
    pub fn taken_back_on(&self) -> Option<NaiveDate> {
        let newest = self.requests.first()?;
        Some(newest.taken_back?.at.in_japan().date)
    }

    /// The request that is still to be released.
    #[must_use]
    pub fn open(&self) -> Option<&CopyRequest> {
        self.requests.iter().find(|request| request.is_open())
    }

    /// Whom of the agency to ask.
    #[must_use]
    pub fn keeper(&self) -> Option<&Line> {
        self.known.names.get(&self.case.keeper)
    }

    /// Somebody by name.
    #[must_use]
    pub fn name_of(&self, account: AccountId) -> String {
        let name = self.known.names.get(&account);
        name.map(ToString::to_string).unwrap_or_default()
    }

    /// How much is not decided yet.
    #[must_use]
    pub fn undecided(&self) -> usize {
        let undecided = self.to_decide.iter().filter(|one| one.decided.is_none());
        undecided.count()
    }
}

/// What the person has by a file.
fn parts(file: &PersonCopyFile, known: &Known) -> CopyParts {
    let mut parts = CopyParts {
        at_once: at_once(file, known),
        ..CopyParts::default()
    };
    let mut open = file.requests.iter().filter(|request| request.is_open());
    parts.open = open.next().map(|one| (one.asked_on, one.due()));
    for (release, item) in released(&file.requests) {
        match &item.entry {
            Some(entry) => parts.released.push(entry.clone()),
            None => parts.withheld.push(WithheldThing {
                kind: item.kind,
                decision: item.decision,
                reason: item.reason.clone(),
                on: release.at.in_japan().date,
            }),
        }
    }
    parts
}

/// What is to be decided by a file while a request is open, for somebody of the agency.
fn to_decide(file: &PersonCopyFile, known: &Known, account: AccountId) -> Vec<ToDecide> {
    let mut open = file.requests.iter().filter(|request| request.is_open());
    let Some(request) = open.next() else {
        return Vec::new();
    };
    let all = to_look_at(file, known);
    let entries: Vec<CopyEntry> = all.iter().map(|one| one.entry.clone()).collect();
    let asked = left(&entries, &file.requests, request);
    let asked = asked.into_iter().filter_map(|(entry, decided)| {
        let mut all = all.iter();
        let one = all.find(|one| one.entry.is_of(entry.kind, entry.source))?;
        let is_theirs = one.is_for(account);
        Some(ToDecide {
            entry: if is_theirs {
                entry.clone()
            } else {
                entry.unread()
            },
            mark: one.mark(),
            reader: one.reader.filter(|_| !is_theirs),
            left_by: one.left_by,
            decided: decided.cloned(),
        })
    });
    asked.collect()
}

/// The requests as the person reads them.
fn for_the_person(requests: &[CopyRequest]) -> Vec<CopyRequest> {
    let requests = requests.iter().map(|request| CopyRequest {
        said: None,
        items: if request.is_released() {
            request.items.clone()
        } else {
            Vec::new()
        },
        ..request.clone()
    });
    requests.collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The copy of the person of a case, for whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn person_copy(
        &self,
        own: &Principal,
        id: CaseId,
    ) -> Outcome<PersonCopyView, ConsentRefusal> {
        let scope = cases_for(own, Action::ReadCase);
        let Some(account) = own.account().filter(|_| !scope.scope().is_nothing()) else {
            return Ok(Err(what_is_missing(own)));
        };
        let since = told_since(self.now());
        let found = self.store.person_copy_in_scope(&scope, id, since).await?;
        let Some(file) = self.opened(Some(own), found).await? else {
            return Ok(Err(ConsentRefusal::NotFound));
        };
        let case = file.case.case.clone();
        let is_person = !is_kept_by(own, &case);
        let may_keep = !is_person && !case.is_erased();
        let known = self.known_of(&file).await?;
        let leads = self.store.organizations(&[case.lead]).await?;
        let lead = leads.get(&case.lead).map(|facts| facts.name.to_string());
        Ok(Ok(PersonCopyView {
            lead: lead.unwrap_or_default(),
            parts: parts(&file, &known),
            requests: if is_person {
                for_the_person(&file.requests)
            } else {
                file.requests.clone()
            },
            to_decide: if may_keep {
                to_decide(&file, &known, account)
            } else {
                Vec::new()
            },
            known,
            may_keep,
            is_person,
            now: self.now().in_japan(),
            case,
        }))
    }

    /// What is known besides of those whom a copy names.
    async fn known_of(&self, file: &PersonCopyFile) -> Result<Known, StoreFault> {
        let (case, consents, records) = (&file.case, &file.consents, &file.records);
        let mut people: BTreeSet<AccountId> = [case.case.keeper].into();
        people.extend(case.notes.iter().map(|note| note.author));
        for asking in &consents.askings {
            people.extend([asking.kept.by, asking.asking.explained_by]);
        }
        people.extend(file.conferences.iter().map(|one| one.keeper));
        people.extend(file.calls.iter().map(|one| one.made_by));
        let told = file.calls.iter().filter_map(|one| one.told.as_ref());
        people.extend(told.map(|told| told.by));
        people.extend(file.mails.iter().filter_map(|mail| Some(mail.settled?.0)));
        let takers = file.minutes.iter().filter_map(|one| one.taker);
        people.extend(takers.map(|taker| taker.account));
        let settled = file.decisions.iter().filter_map(|one| one.settled);
        people.extend(settled.map(|settled| settled.by));
        people.extend(consents.halts.iter().map(|(_, kept)| kept.by));
        people.extend(consents.evidence.iter().map(|page| page.kept.by));
        people.extend(records.provisions.iter().map(|kept| kept.record.told_by));
        people.extend(records.receipts.iter().map(|receipt| receipt.noted_by));
        people.extend(records.incidents.iter().map(|kept| kept.incident.noted_by));
        for request in &file.requests {
            people.insert(request.noted_by);
            people.extend(request.released.map(|release| release.by));
            people.extend(request.taken_back.map(|taken_back| taken_back.by));
            people.extend(request.items.iter().map(|item| item.by));
        }
        let people: Vec<AccountId> = people.into_iter().collect();
        let agencies = self.called_agencies(&file.conferences).await?.into_iter();
        Ok(Known {
            agencies: agencies.map(|(id, (_, name))| (id, name)).collect(),
            lookers: self.agencies_that_looked(&case.case, &file.looks).await?,
            looked_since: told_since(self.now()).in_japan().date,
            names: self.store.account_names(&people).await?,
            parties: self.parties(&case.team, self.now()).await?,
            gone: self.gone_authors(&case.case, &case.notes).await?,
            today: self.now().in_japan().date,
        })
    }

    /// Who wrote a note of their own in a case and does not work for the agency any more. Somebody whose account is
    /// only stopped still does: nobody else reads what they wrote for themselves.
    async fn gone_authors(
        &self,
        case: &Case,
        notes: &[CaseNote],
    ) -> Result<BTreeSet<AccountId>, StoreFault> {
        let (today, there) = (self.now().in_japan().date, Standing::Staff(case.lead));
        let own = notes.iter().filter(|note| note.scope == NoteScope::Own);
        let mut gone: BTreeSet<AccountId> = own.map(|note| note.author).collect();
        for author in gone.clone() {
            let known = self.store.known_account(author, today).await?;
            let is_there = known.is_some_and(|known| {
                let mut standings = known.standings.iter();
                standings.any(|held| held.membership.standing == there)
            });
            if is_there {
                gone.remove(&author);
            }
        }
        Ok(gone)
    }

    /// The copies that were asked for and neither released yet nor taken back, in the cases that somebody may keep: what is due first
    /// comes first.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn open_copies(&self, own: &Principal) -> Result<Vec<OpenCopyRequest>, StoreFault> {
        let scope = cases_for(own, Action::KeepCase);
        if own.account().is_none() || scope.scope().is_nothing() {
            return Ok(Vec::new());
        }
        let found = self.store.open_copies_in_scope(&scope).await?;
        self.opened(Some(own), found).await
    }
}
