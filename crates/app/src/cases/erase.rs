//! Erasing somebody who is helped: the key of all that stands in their cases is destroyed, and the rows that tell
//! of them go. The numbers, days and stages of the cases stay. Whoever runs the installation does it by a command, and
//! whoever manages the agency that leads on the page that lists whose time is over; a serving process does it by itself
//! once that was told ([`super::overdue`]). Nobody does before the law lets it.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::CaseFault;
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::ids::{CaseId, OrganizationId, PersonId};
use renkei_domain::record::Purpose;
use renkei_domain::retention::{RecordKind, Retention};
use renkei_domain::time::{Instant, japanese_date};
pub use renkei_store::access::over::HelpedOver;
use renkei_store::{Stop, StoreFault, Work};

use super::{CaseRefusal, KeptCase, object, refuse};
use crate::audit::go_on;
use crate::directory::register::{Outcome, outcome};
use crate::people::may_look;
use crate::writer::{KeyReused, Writer};
use crate::{App, Caller};

/// Why somebody who is helped was not erased.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EraseHelpedRefusal {
    /// No agency has a case of this number, or its person was erased already.
    #[error("その番号のケースはないか、本人のことはもう消去ずみです。番号を確かめてください。")]
    NotFound,
    /// Several agencies have a case of this number.
    #[error(
        "この番号のケースは、いくつかの法人にあります。受けもつ法人を選んでください: {leads}。",
        leads = listed(.0)
    )]
    Several(Vec<OrganizationId>),
    /// A case of the person goes on.
    #[error(
        "この人のケースは、まだ終わっていません（あとから この人とわかった相談もふくみます）。きょう終えても、消せるのは{from}からです。",
        from = japanese_date(*.0)
    )]
    GoesOn(NaiveDate),
    /// The law asks to keep what stands of the person.
    #[error(
        "この人の記録は、法律で残す期間のうちです。消せるのは{from}からです。",
        from = japanese_date(*.0)
    )]
    KeptByLaw(NaiveDate),
    /// The person asked for their copy, and it was neither released nor taken back. The day on which they did.
    #[error(
        "本人が{on}に たのんだ写し（開示）を、まだ わたしていません。さきに、写しを わたすか、本人がいらないと言ったら 取りさげを書きとめてください。",
        on = japanese_date(*.0)
    )]
    CopyAsked(NaiveDate),
    /// The case says no.
    #[error(transparent)]
    Case(#[from] CaseRefusal),
}

impl From<KeyReused> for EraseHelpedRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl EraseHelpedRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Several(_) => "SEVERAL_CASES",
            Self::GoesOn(_) => "CASE_GOES_ON",
            Self::KeptByLaw(_) => "KEPT_BY_LAW",
            Self::CopyAsked(_) => "COPY_ASKED",
            Self::Case(refusal) => refusal.code(),
        }
    }
}

fn listed(leads: &[OrganizationId]) -> String {
    let leads: Vec<String> = leads.iter().map(ToString::to_string).collect();
    leads.join("、")
}

#[renkei_boxed::boxed]
impl App {
    /// Erases whom a case is about, with all their other cases of the same agency, for good, for the command of
    /// whoever runs the installation. The agency is named where several have a case of this number.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn erase_helped_person(
        &self,
        number: CaseNumber,
        lead: Option<OrganizationId>,
    ) -> Outcome<PersonId, EraseHelpedRefusal> {
        let header = self.header(Caller::COMMAND, Purpose::EraseAccount);
        let now = header.at;
        let done = self.store.act(&header, move |work| {
            Box::pin(async move { erase(work, (number, lead), now).await })
        });
        let done = outcome(done.await)?;
        if let Ok(person) = &done {
            tracing::info!(%person, "helped person erased");
        }
        Ok(done)
    }

    /// Of whom no law asks to keep anything any more, among those whose cases somebody may write in: by the numbers
    /// of their cases alone.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn helped_over(&self, own: &Principal) -> Result<Vec<OverToErase>, StoreFault> {
        let scope = cases_for(own, Action::KeepCase);
        let today = self.now().in_japan().date;
        let over = self.store.helped_over_in_scope(&scope, today).await?;
        let over = over.into_iter().map(|helped| {
            let (lead, person) = (helped.lead, None);
            let decision = decide(own, Action::EraseHelped, &Object::Case { lead, person });
            OverToErase {
                may_erase: may_look(&decision),
                helped,
            }
        });
        Ok(over.collect())
    }

    /// Erases whom a case is about, with all their other cases of the same agency, for good, for whoever manages that
    /// agency. Taking out of the files what is left of it goes on beside the request, which nobody need wait for: an
    /// answer that nobody takes any more would end it half way.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn erase_helped(
        &self,
        writer: &Writer,
        id: CaseId,
    ) -> Outcome<KeptCase, EraseHelpedRefusal> {
        let principal = Arc::new(writer.principal.clone());
        let asked = format!("{id} erase");
        let done = self
            .act_of(
                writer,
                Purpose::EraseAccount,
                &asked,
                move |work, header| {
                    let principal = Arc::clone(&principal);
                    Box::pin(async move {
                        let found = unopened(work, &principal, Action::EraseHelped, id);
                        let (_, person) = found.await.map_err(Stop::widened)?;
                        erase_now(work, person, header.at).await?;
                        Ok(KeptCase(id))
                    })
                },
            )
            .await?;
        if done.is_ok() {
            tracing::info!(case = %id, "helped person erased");
            let app = self.clone();
            go_on(async move {
                match app.sweep_traces().await {
                    Ok(()) => tracing::info!(case = %id, "files swept of erased rows"),
                    Err(fault) => tracing::warn!(
                        case = %id,
                        %fault,
                        "erased rows are left in the files until `renkei user sweep`"
                    ),
                }
            });
        }
        Ok(done)
    }

    /// Whether whom a case is about was erased, for whoever could have erased them: nobody else hears it here.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn is_helped_erased(&self, own: &Principal, id: CaseId) -> Result<bool, StoreFault> {
        let scope = cases_for(own, Action::KeepCase);
        if scope.scope().is_nothing() {
            return Ok(false);
        }
        let found = self.store.case_in_scope(&scope, id).await?;
        // Of one who was not erased nothing is looked at.
        let found = found.narrowed(|file| {
            if file.as_ref().is_some_and(|file| !file.case.is_erased()) {
                *file = None;
            }
        });
        let file = self.opened(Some(own), found).await?;
        Ok(file
            .is_some_and(|file| may_look(&decide(own, Action::EraseHelped, &object(&file.case)))))
    }
}

/// Somebody of whom no law asks to keep anything any more, for whoever reads what is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverToErase {
    /// Who.
    pub helped: HelpedOver,
    /// Whether whoever reads it may erase them.
    pub may_erase: bool,
}

impl OverToErase {
    /// Whether a case is about them.
    #[must_use]
    pub fn is_about(&self, id: CaseId) -> bool {
        self.helped.cases.iter().any(|(case, _)| *case == id)
    }
}

/// With whose person somebody may do something, by a case about them, which is locked until the act ends, and who leads
/// it. Nothing of it is opened: what is damaged must be erased too, and a key is destroyed without being used.
pub(super) async fn unopened(
    work: &Work,
    principal: &Principal,
    action: Action,
    id: CaseId,
) -> Result<(OrganizationId, PersonId), Stop<CaseRefusal>> {
    work.lock_case(id).await?;
    let Some(case) = work.case_unopened(id).await? else {
        return refuse(CaseRefusal::NotFound);
    };
    let (lead, person) = (case.lead, None);
    match decide(principal, action, &Object::Case { lead, person }) {
        Decision::Allowed if case.is_erased => refuse(CaseFault::Erased),
        Decision::Allowed => Ok((lead, case.person)),
        // Somebody else's case and a missing one give the same answer.
        Decision::Hidden | Decision::Refused => refuse(CaseRefusal::NotFound),
        other => refuse(CaseRefusal::NotAllowed(other)),
    }
}

/// The day on which a person asked for the copy that they wait for. Of what cannot be read no copy can be made any more,
/// so that nobody waits for it.
async fn copy_waited_for(work: &Work, person: PersonId) -> Result<Option<NaiveDate>, StoreFault> {
    for (case, asked_on) in work.open_copies_of(person).await? {
        if work.can_be_copied(case).await? {
            return Ok(Some(asked_on));
        }
    }
    Ok(None)
}

async fn erase(
    work: &Work,
    (number, lead): (CaseNumber, Option<OrganizationId>),
    now: Instant,
) -> Result<PersonId, Stop<EraseHelpedRefusal>> {
    let mut found = work.cases_numbered(number).await?;
    found.retain(|case| lead.is_none_or(|lead| case.lead == lead));
    let person = match found.as_slice() {
        [case] if !case.is_erased => case.person,
        [] | [_] => return Err(Stop::Refused(EraseHelpedRefusal::NotFound)),
        several => {
            let leads = several.iter().map(|case| case.lead).collect();
            return Err(Stop::Refused(EraseHelpedRefusal::Several(leads)));
        }
    };
    erase_now(work, person, now).await?;
    Ok(person)
}

/// Erases somebody, where the law lets it.
pub(super) async fn erase_now(
    work: &Work,
    person: PersonId,
    now: Instant,
) -> Result<(), Stop<EraseHelpedRefusal>> {
    // Before anything is taken away: afterwards nothing could be read any more.
    let waited_for = copy_waited_for(work, person).await?;
    let refusal = match (work.erase_person(person, now).await, waited_for) {
        (Ok(()), None) => return Ok(()),
        (Ok(()), Some(asked_on)) => EraseHelpedRefusal::CopyAsked(asked_on),
        (Err(StoreFault::KeptByLaw(until)), _) => EraseHelpedRefusal::KeptByLaw(after(until)),
        (Err(StoreFault::CaseGoesOn), _) => {
            let today = now.in_japan().date;
            let until = Retention::bound_until(RecordKind::SupportRecord, today);
            EraseHelpedRefusal::GoesOn(after(until.unwrap_or(today)))
        }
        (Err(fault), _) => return Err(Stop::Fault(fault)),
    };
    Err(Stop::Refused(refusal))
}

/// The day after the last on which something is kept.
fn after(until: NaiveDate) -> NaiveDate {
    until.succ_opt().unwrap_or(until)
}
