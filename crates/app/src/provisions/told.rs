//! 「話した」: whom, what and how. The act takes the head of the person's consents, reads the ledger and decides; what
//! may be told has its record before the act ends, and what may not leaves nothing behind but the reasons. What was
//! told earlier is decided by the ledger as it stood then, and its record says both moments.

use std::collections::BTreeSet;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::consent::{
    Actor, Categories, ConsentPurpose, Decision, Ledger, Party, PartyId, Post, Recipient, Refusals,
    Staff, Standards, decide,
};
use renkei_domain::ids::{AccountId, CaseId, ProvisionId, TeamMemberId};
use renkei_domain::provisions::when::told_at;
use renkei_domain::provisions::{Provision, Telling, ToldHow};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::partner::partner;
pub use super::partner::{Partner, Stranger};
use super::{TellRefusal, Told};
use crate::App;
use crate::consent::{ConsentRefusal, case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What is told to whom.
#[derive(Clone, PartialEq, Eq)]
pub struct TellForm {
    /// Who hears it.
    pub to: Partner,
    /// Who of them listened, where that is not their contact in the team.
    pub heard_by: Option<Line>,
    /// What is told.
    pub categories: Categories,
    /// How.
    pub how: ToldHow,
    /// What for; where it is left open, the first purpose for which somebody agreed to all of it.
    pub purpose: Option<ConsentPurpose>,
    /// When, where that was before now.
    pub at: Option<Instant>,
}

impl TellForm {
    /// What tells it from another.
    fn asked(&self) -> String {
        let to = self.to.asked();
        let heard_by = self.heard_by.as_ref().map(Line::as_str).unwrap_or_default();
        format!(
            "{to} {heard_by} {:?} {:?} {:?} {:?}",
            self.categories,
            self.how,
            self.purpose,
            self.at.map(Instant::micros)
        )
    }
}

/// What may not be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// To whom, where they are in the team.
    pub to: Option<PartyId>,
    /// For which purpose that was decided: the one for which least is missing.
    pub purpose: ConsentPurpose,
    /// What is missing, and what would help.
    pub refusals: Refusals,
}

impl Withheld {
    fn weight(&self) -> usize {
        let refusals = self.refusals.as_slice().iter();
        refusals.map(|refusal| refusal.categories.len()).sum()
    }
}

/// By what something may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Somebody agreed.
    Consent,
    /// Somebody agreed, or named an exception of the law. The log then says no more than that something was
    /// written in the case, as it did when the exception was named.
    Law,
}

impl Ground {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Consent => Purpose::Tell,
            Self::Law => Purpose::WriteCaseNote,
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    form: TellForm,
    ground: Ground,
    /// As many as could be needed.
    ids: Vec<ProvisionId>,
    /// By what somebody would be known who is not in the team.
    stranger: TeamMemberId,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down that something is told, where it may be: the claim, the decision and the record are one act.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn tell(
        &self,
        writer: &Writer,
        id: CaseId,
        form: TellForm,
    ) -> Outcome<Told, TellRefusal> {
        let agreed = self.tell_by(writer, id, &form, Ground::Consent).await?;
        match agreed {
            // Under the key of what was told by an exception the first try finds something else.
            Err(TellRefusal::Withheld(_) | TellRefusal::Case(ConsentRefusal::KeyReused)) => {
                self.tell_by(writer, id, &form, Ground::Law).await
            }
            other => Ok(other),
        }
    }

    async fn tell_by(
        &self,
        writer: &Writer,
        id: CaseId,
        form: &TellForm,
        ground: Ground,
    ) -> Outcome<Told, TellRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let ids = form.categories.iter();
        let ids = ids.map(|_| ProvisionId::from_uuid(self.new_id()));
        let asked = format!("{id} {}", form.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            form: form.clone(),
            ground,
            ids: ids.collect(),
            stranger: self.new_team_member(),
        });
        self.act_of(writer, ground.purpose(), &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { told_in(work, &given, id, header.at).await })
        })
        .await
    }
}

/// Everything that is known of a telling before the act.
pub(crate) struct Agreed<'a> {
    /// With which rights.
    pub(crate) principal: &'a Principal,
    /// Who tells.
    pub(crate) by: AccountId,
    /// What is told to whom.
    pub(crate) form: &'a TellForm,
    /// As many as could be needed.
    pub(crate) ids: &'a [ProvisionId],
    /// By what somebody would be known who is not in the team.
    pub(crate) stranger: TeamMemberId,
}

async fn told_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<Told, Stop<TellRefusal>> {
    let case = case_for(work, &given.principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let telling = Agreed {
        principal: &given.principal,
        by: given.by,
        form: &given.form,
        ids: &given.ids,
        stranger: given.stranger,
    };
    told_by(work, (&telling, given.ground), &case, now).await
}

/// Tells what somebody agreed to, inside an act that has the case: the decision and the record.
pub(crate) async fn tell_agreed(
    work: &Work,
    telling: &Agreed<'_>,
    case: &Case,
    now: Instant,
) -> Result<Told, Stop<TellRefusal>> {
    told_by(work, (telling, Ground::Consent), case, now).await
}

/// Asks whether somebody agreed to it, as [`tell_agreed`] does, and tells nobody anything.
pub(crate) async fn may_tell_agreed(
    work: &Work,
    telling: &Agreed<'_>,
    case: &Case,
    now: Instant,
) -> Result<(), Stop<TellRefusal>> {
    decided(work, (telling, Ground::Consent), case, now).await?;
    Ok(())
}

async fn told_by(
    work: &Work,
    (given, ground): (&Agreed<'_>, Ground),
    case: &Case,
    now: Instant,
) -> Result<Told, Stop<TellRefusal>> {
    let records = decided(work, (given, ground), case, now).await?;
    for record in &records {
        work.add_provision(record).await?;
    }
    match records.first() {
        Some(record) => Ok(Told(record.id)),
        None => Err(Stop::Fault(no_provision())),
    }
}

/// The records of it where it may be told, of which none is kept yet.
async fn decided(
    work: &Work,
    (given, ground): (&Agreed<'_>, Ground),
    case: &Case,
    now: Instant,
) -> Result<Vec<Provision>, Stop<TellRefusal>> {
    // The claim: whoever stops a consent takes the same head, and is either known to the ledger or comes after
    // the record.
    work.hold_consents(case.person).await?;
    let mut ledger = work.ledger(case).await?;
    let at = told_at(given.form.at, now);
    let at = at.map_err(|fault| Stop::Refused(TellRefusal::When(fault)))?;
    if at < now {
        // What was stopped since does not take it back, and what was agreed to since does not make it right.
        let times = work.ledger_times(case).await?;
        ledger = ledger.as_of(at, &times);
    }
    if ground == Ground::Consent {
        ledger.exceptions.clear();
    }
    let heard_by = given.form.heard_by.clone();
    let hearer = partner(work, case, (&given.form.to, heard_by, given.stranger), at).await?;
    let Some(hearer) = hearer else {
        let refusal = TellRefusal::Case(ConsentRefusal::NotInTeam);
        return Err(Stop::Refused(refusal));
    };
    let staff = teller(work, case, (given.principal, given.by)).await?;
    let telling = Telling {
        case: case.id,
        name: case.known().map(|person| person.name.clone()),
        told_by: given.by,
        at,
        noted_at: now,
        recipient: hearer.named,
    };
    permitted(&ledger, staff, hearer.party, &telling, given)
}

/// Staff who tell for the agency that leads a case, as the rule sees them.
pub(super) async fn teller(
    work: &Work,
    case: &Case,
    (principal, by): (&Principal, AccountId),
) -> Result<Staff, StoreFault> {
    Ok(Staff {
        account: by,
        organization: case.lead,
        post: Post::of(principal, case.lead),
        standards: Standards::strictest(&work.kinds_run_by(case.lead).await?),
    })
}

/// The records of what may be told, or why nothing may. Staff tell another party: that is a provision.
fn permitted(
    ledger: &Ledger,
    staff: Staff,
    party: Party,
    telling: &Telling,
    given: &Agreed<'_>,
) -> Result<Vec<Provision>, Stop<TellRefusal>> {
    let form = given.form;
    let to = party.team.is_some().then_some(party.id);
    let (actor, recipient) = (Actor::Staff(staff), Recipient::Party(party));
    let means = form.how.means();
    let mut nearest: Option<Withheld> = None;
    for purpose in purposes(ledger, staff, form) {
        let decision = decide(
            ledger,
            &actor,
            &recipient,
            &form.categories,
            purpose,
            means,
            telling.at,
        );
        match decision {
            Decision::Allowed(permit) => {
                let records = Provision::of(permit, telling, given.ids);
                return records.map_err(|_| Stop::Fault(no_provision()));
            }
            Decision::Refused(refusals) => {
                let withheld = Withheld {
                    to,
                    purpose,
                    refusals,
                };
                let is_nearer = |known: &Withheld| withheld.weight() < known.weight();
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some(withheld);
                }
            }
        }
    }
    Err(match nearest {
        Some(withheld) => Stop::Refused(TellRefusal::Withheld(Box::new(withheld))),
        None => Stop::Fault(no_provision()),
    })
}

pub(super) fn no_provision() -> StoreFault {
    StoreFault::Unreadable {
        table: "provision",
        value: "what was permitted is no provision".to_owned(),
    }
}

/// For which purposes it may be told: the one that was chosen, or each that somebody agreed to.
fn purposes(ledger: &Ledger, staff: Staff, form: &TellForm) -> BTreeSet<ConsentPurpose> {
    if let Some(purpose) = form.purpose {
        return [purpose].into();
    }
    let consents = ledger.consents.iter();
    let own = consents.filter(|consent| consent.provider == staff.organization);
    let named: BTreeSet<ConsentPurpose> = own
        .flat_map(|consent| consent.purposes.iter().copied())
        .collect();
    if named.is_empty() {
        [ConsentPurpose::TeamBuilding].into()
    } else {
        named
    }
}
