//! What was told by an exception of the law, such as a report of abuse: its ground, a reason, to whom, what and when.
//! Naming the exception and telling by it are one act, which asks for nobody's leave and for no consent; the record may
//! be made after the report, so that no report waits for a screen. That the people at work of a closed employer hear
//! nothing stays: the rule of consent says so, and who is not one of them is told apart by whoever writes.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::consent::{
    Actor, Categories, ConsentPurpose, Decision, Exception, LegalGround, Means, Post, Recipient,
    Staff, Standards, decide,
};
use renkei_domain::ids::{AccountId, CaseId, ExceptionId, ProvisionId, TeamMemberId};
use renkei_domain::provisions::{Provision, Telling, WhenFault};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::partner::{Known, Partner, partner};
use super::told::{Withheld, no_provision};
use super::{TellRefusal, Told};
use crate::App;
use crate::consent::{ConsentRefusal, case_for, what_is_missing};
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// What was told by an exception of the law.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportForm {
    /// On which ground.
    pub ground: LegalGround,
    /// Why.
    pub reason: Prose,
    /// Who heard it.
    pub to: Partner,
    /// Who of them listened, where that is not their contact in the team.
    pub heard_by: Option<Line>,
    /// Whether they are the people at work.
    pub tie: EmployerTie,
    /// What was told.
    pub categories: Categories,
    /// How.
    pub means: Means,
    /// When; at the moment of writing where nobody says.
    pub told_at: Option<Instant>,
}

impl ReportForm {
    /// What tells it from another.
    fn asked(&self) -> String {
        let to = self.to.asked();
        let heard_by = self.heard_by.as_ref().map(Line::as_str).unwrap_or_default();
        let told_at = self.told_at.map(Instant::micros);
        format!(
            "{to} {heard_by} {:?} {:?} {:?} {:?} {told_at:?} {}",
            self.ground, self.tie, self.categories, self.means, self.reason
        )
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    form: ReportForm,
    exception: ExceptionId,
    /// As many as could be needed.
    ids: Vec<ProvisionId>,
    /// By what somebody is known who is not in the team.
    stranger: TeamMemberId,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down that something was told by an exception of the law: the exception and its record.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn report_exception(
        &self,
        writer: &Writer,
        id: CaseId,
        form: ReportForm,
    ) -> Outcome<Told, TellRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        if form.categories.is_empty() {
            return Ok(Err(ConsentRefusal::NothingNamed.into()));
        }
        let ids = form.categories.iter();
        let ids = ids.map(|_| ProvisionId::from_uuid(self.new_id()));
        let asked = format!("{id} report {}", form.asked());
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            ids: ids.collect(),
            form,
            exception: ExceptionId::from_uuid(self.new_id()),
            stranger: self.new_team_member(),
        });
        // In the log it is a note in the case, as others are: who reads the log may not know more.
        let purpose = Purpose::WriteCaseNote;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { reported_in(work, &given, id, header.at).await })
        })
        .await
    }
}

async fn reported_in(
    work: &Work,
    given: &Given,
    id: CaseId,
    now: Instant,
) -> Result<Told, Stop<TellRefusal>> {
    let form = &given.form;
    let case = case_for(work, &given.principal, Action::KeepCase, id).await;
    let case = case.map_err(Stop::widened)?;
    let told_at = form.told_at.unwrap_or(now);
    if now < told_at {
        return Err(Stop::Refused(TellRefusal::When(WhenFault::Later)));
    }
    let seq = work.next_consent_seq(case.person).await?;
    let heard_by = form.heard_by.clone();
    let hearer = partner(work, &case, (&form.to, heard_by, given.stranger), now).await?;
    let Some(hearer) = hearer else {
        return Err(Stop::Refused(ConsentRefusal::NotInTeam.into()));
    };
    let exception = Exception {
        id: given.exception,
        person: case.person,
        organization: case.lead,
        by: given.by,
        ground: form.ground,
        reason: form.reason.clone(),
        recipient: hearer.party.id,
        categories: form.categories.clone(),
        at: now,
        ended_at: None,
        released_at: None,
    };
    work.add_exception(&exception, seq).await?;
    let records = permitted(work, given, &case, (hearer, told_at, now)).await?;
    for record in &records {
        work.add_provision(record).await?;
    }
    match records.first() {
        Some(record) => Ok(Told(record.id)),
        None => Err(Stop::Fault(no_provision())),
    }
}

/// The record of what was told. Consents are not asked: the record says by what ground it was.
async fn permitted(
    work: &Work,
    given: &Given,
    case: &Case,
    (hearer, told_at, now): (Known, Instant, Instant),
) -> Result<Vec<Provision>, Stop<TellRefusal>> {
    let form = &given.form;
    let mut ledger = work.ledger(case).await?;
    ledger.consents.clear();
    // What was told is written down. An employer that another agency alone knows of neither stops that nor shows by it.
    ledger.employments.retain(|one| one.keeper == case.lead);
    ledger
        .exceptions
        .retain(|known| known.id == given.exception);
    let mut party = hearer.party;
    // What nobody said yet of the team's own people, whoever writes says here, of this telling.
    if party.tie == EmployerTie::NotSaid {
        party.tie = form.tie;
    }
    let to = party.team.is_some().then_some(party.id);
    let staff = Staff {
        account: given.by,
        organization: case.lead,
        post: Post::of(&given.principal, case.lead),
        standards: Standards::strictest(&work.kinds_run_by(case.lead).await?),
    };
    let telling = Telling {
        case: case.id,
        name: case.known().map(|person| person.name.clone()),
        told_by: given.by,
        at: told_at,
        noted_at: now,
        recipient: hearer.named,
    };
    let purpose = ConsentPurpose::EmergencyResponse;
    let (actor, recipient) = (Actor::Staff(staff), Recipient::Party(party));
    let decision = decide(
        &ledger,
        &actor,
        &recipient,
        &form.categories,
        purpose,
        form.means,
        now,
    );
    match decision {
        Decision::Allowed(permit) => {
            let records = Provision::of(permit, &telling, &given.ids);
            records.map_err(|_| Stop::Fault(no_provision()))
        }
        Decision::Refused(refusals) => {
            Err(Stop::Refused(TellRefusal::Withheld(Box::new(Withheld {
                to,
                purpose,
                refusals,
            }))))
        }
    }
}
