//! What members of a network observed of somebody else's resource: written down, told to the agency,
//! answered by it, and only then released to the other members.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;
use renkei_domain::access::scope::inside_for;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::observation::{NotReleased, Observation, PaperWay, Withdrawal};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Reply, Topic, Valence};
use renkei_domain::ids::{LetterId, NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::letters::state::LetterState;
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::access::observations::ObservationReader;
use renkei_store::{ActHeader, Stop, StoreFault, Work};

use super::EditRefusal;
use super::held::Held;
use crate::App;
use crate::directory::register::Outcome;
use crate::letters::withdraw::withdraw_letters_about;
use crate::writer::{Answer, Writer};

/// An observation as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObservation {
    /// Of which resource.
    pub resource: ResourceId,
    /// The network whose members will read it.
    pub network: NetworkId,
    /// The agency that observed it.
    pub by: OrganizationId,
    /// Which way it points.
    pub valence: Valence,
    /// What it is about.
    pub topic: Topic,
    /// The statement: when to ask, how to ask.
    pub text: Line,
    /// What it rests on.
    pub basis: Line,
    /// On which day it was observed.
    pub stated_on: NaiveDate,
}

/// The next step of an observation on its way to members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObservationStep {
    /// A letter goes to the agency by mail; it has been told on the day that leaves.
    Write,
    /// The agency was told on paper.
    Told {
        /// How the paper came to it.
        by: PaperWay,
        /// On which day it left.
        on: NaiveDate,
    },
    /// The agency answers.
    Reply {
        /// What it says.
        text: Prose,
        /// Who says it: a name.
        by_name: Line,
        /// Who says it: a role.
        by_role: Line,
    },
    /// Members may read it.
    Release,
    /// Whoever wrote it, or the desk, takes it back: members read it no more.
    Withdraw {
        /// Why.
        reason: Line,
    },
}

/// An observation that was written, or went a step on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// Its id.
    pub id: StrengthId,
    /// The resource that it is about.
    pub resource: ResourceId,
}

impl Answer for Observed {
    fn to_text(&self) -> String {
        format!("{} {}", self.id, self.resource)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (id, resource) = text.split_once(' ')?;
        Some(Self {
            id: id.parse().ok()?,
            resource: resource.parse().ok()?,
        })
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Writes an observation down. Nobody but the agency, whoever observed it and the network's desk reads it yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn observe(
        &self,
        writer: &Writer,
        new: NewObservation,
    ) -> Outcome<Observed, EditRefusal> {
        let asked = format!("{new:?}");
        let id = StrengthId::from_uuid(self.new_id());
        let errand = Arc::new((writer.principal.clone(), new));
        self.act_of(writer, Purpose::Observe, &asked, move |work, header| {
            let errand = Arc::clone(&errand);
            Box::pin(async move {
                let (principal, new) = errand.as_ref();
                observe_in(work, &header, principal, id, new).await
            })
        })
        .await
    }

    /// Takes an observation a step further.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn step_observation(
        &self,
        writer: &Writer,
        id: StrengthId,
        step: ObservationStep,
    ) -> Outcome<Observed, EditRefusal> {
        let asked = format!("{id} {step:?}");
        let purpose = match step {
            ObservationStep::Reply { .. } => Purpose::ReplyToObservation,
            ObservationStep::Write | ObservationStep::Told { .. } | ObservationStep::Release => {
                Purpose::ReleaseObservation
            }
            ObservationStep::Withdraw { .. } => Purpose::WithdrawObservation,
        };
        let letter = LetterId::from_uuid(self.new_id());
        let errand = Arc::new((writer.principal.clone(), step));
        let done = self
            .act_of(writer, purpose, &asked, move |work, header| {
                let errand = Arc::clone(&errand);
                Box::pin(async move {
                    let (principal, step) = errand.as_ref();
                    step_in(work, &header, principal, id, step, letter).await
                })
            })
            .await?;
        self.wake_courier();
        Ok(done)
    }

    /// The observations of a resource that somebody may read: released ones as a member, others as the
    /// agency itself, as whoever observed it or as the network's desk.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn observations(
        &self,
        principal: &Principal,
        resource: ResourceId,
    ) -> Result<Vec<Observation>, StoreFault> {
        let reader = ObservationReader {
            before: inside_for(principal, Action::ReadObservation),
            inside: inside_for(principal, Action::ReadInside),
        };
        let readable = self.store.observations_read_by(&reader, resource).await?;
        self.opened(Some(principal), readable).await
    }
}

/// Whether somebody may say in a network, in the name of an agency, what it observed.
pub(super) fn may_speak_for(principal: &Principal, by: OrganizationId, network: NetworkId) -> bool {
    let agency = Object::Organization {
        id: by,
        networks: vec![network],
    };
    may(principal, Action::ObserveFor, &agency)
}

async fn observe_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    id: StrengthId,
    new: &NewObservation,
) -> Result<Observed, Stop<EditRefusal>> {
    let held = Held::take(work, new.resource).await?;
    held.check_rights(principal, Action::Observe, Some(new.network))?;
    let mut faults = Vec::new();
    if new.stated_on > header.at.in_japan().date {
        let message = "きょうまでの日を入れてください。";
        faults.push(FieldFault::new("statedOn", "IN_FUTURE", message));
    }
    let is_known = work.has_organization(new.by).await?;
    if !is_known || !may_speak_for(principal, new.by, new.network) {
        let message = "自分の機関を選んでください。";
        faults.push(FieldFault::new("by", "NOT_YOURS", message));
    } else if held.stored.facts.organization == Some(new.by) {
        let message = "自分の機関のことは「得意・苦手」に書いてください。";
        faults.push(FieldFault::new("by", "OWN_RESOURCE", message));
    }
    if !faults.is_empty() {
        return Err(Stop::Refused(EditRefusal::Invalid(faults)));
    }
    work.add_observation(&Observation {
        id,
        resource: new.resource,
        network: new.network,
        by: new.by,
        valence: new.valence,
        topic: new.topic,
        text: new.text.clone(),
        basis: Some(new.basis.clone()),
        stated_on: new.stated_on,
        written_on: header.at.in_japan().date,
        told_on: None,
        reply: None,
        released_on: None,
        withdrawn: None,
    })
    .await?;
    let resource = new.resource;
    Ok(Observed { id, resource })
}

async fn step_in(
    work: &Work,
    header: &ActHeader,
    principal: &Principal,
    id: StrengthId,
    step: &ObservationStep,
    letter: LetterId,
) -> Result<Observed, Stop<EditRefusal>> {
    let refuse = |refusal| Err(Stop::Refused(refusal));
    // Letters before what they speak of, as a courier takes them: so nobody waits for each other.
    work.lock_letters_about(id.uuid()).await?;
    let Some(observation) = work.observation(id).await? else {
        return refuse(EditRefusal::NotFound);
    };
    let held = Held::take(work, observation.resource).await?;
    let action = match step {
        ObservationStep::Reply { .. } => Action::ReplyToObservation,
        ObservationStep::Withdraw { .. } => Action::WithdrawObservation,
        ObservationStep::Write | ObservationStep::Told { .. } | ObservationStep::Release => {
            Action::ReleaseObservation
        }
    };
    held.check_rights_to(principal, action, &observation)?;
    // Read again: somebody may have gone a step on before the lock was taken.
    let Some(mut observation) = work.observation(id).await? else {
        return refuse(EditRefusal::NotFound);
    };
    if observation.withdrawn.is_some() {
        return refuse(EditRefusal::Withdrawn);
    }
    let today = header.at.in_japan().date;
    let done = Observed {
        id,
        resource: observation.resource,
    };
    match step {
        ObservationStep::Write => {
            write_to(work, &held, &observation, letter, header.at).await?;
            return Ok(done);
        }
        ObservationStep::Told { by, on } => {
            if observation.told_on.is_some() {
                return refuse(EditRefusal::AlreadySo);
            }
            let mut faults = Vec::new();
            faults.extend(missing_address(*by, &held.stored.facts));
            let told = observation.told(*on, today);
            if told.is_none() {
                let message = "ここに書いた日から きょうまでの日を入れてください。";
                faults.push(FieldFault::new("on", "OUT_OF_RANGE", message));
            }
            match told {
                Some(told) if faults.is_empty() => observation = told,
                _ => return refuse(EditRefusal::Invalid(faults)),
            }
            withdraw_letters_about(work, LetterSubject::Observation(id)).await?;
        }
        ObservationStep::Reply {
            text,
            by_name,
            by_role,
        } => {
            observation.reply = Some(Reply {
                text: text.clone(),
                on: today,
                by_name: by_name.clone(),
                by_role: by_role.clone(),
            });
            // Whoever answers has been told.
            observation.told_on = observation.told_on.or(Some(today));
            withdraw_letters_about(work, LetterSubject::Observation(id)).await?;
        }
        ObservationStep::Withdraw { reason } => {
            observation.withdrawn = Some(Withdrawal {
                on: today,
                reason: reason.clone(),
            });
            withdraw_letters_about(work, LetterSubject::Observation(id)).await?;
        }
        ObservationStep::Release => match observation.release(today) {
            Ok(released) => observation = released,
            Err(NotReleased::Already) => return refuse(EditRefusal::AlreadySo),
            Err(NotReleased::Untold) => return refuse(EditRefusal::NotYet { from: None }),
            Err(NotReleased::Until(from)) => {
                return refuse(EditRefusal::NotYet { from: Some(from) });
            }
        },
    }
    work.change_observation(&observation).await?;
    Ok(done)
}

/// Queues the letter to the agency, or begins another round with the one that did not leave.
async fn write_to(
    work: &Work,
    held: &Held,
    observation: &Observation,
    letter: LetterId,
    now: Instant,
) -> Result<(), Stop<EditRefusal>> {
    if observation.told_on.is_some() {
        return Err(Stop::Refused(EditRefusal::AlreadySo));
    }
    if held.stored.facts.letters_go_to().is_none() {
        let message =
            "この機関の名簿に、手紙を送れるメールアドレスがありません。紙で送ってください。";
        let fault = FieldFault::new("mail", "NO_ADDRESS", message);
        return Err(Stop::Refused(EditRefusal::Invalid(vec![fault])));
    }
    let letters = work.lock_letters_about(observation.id.uuid()).await?;
    match letters.last() {
        Some(last) if matches!(last.state, LetterState::Queued | LetterState::Claimed) => {
            Err(Stop::Refused(EditRefusal::AlreadySo))
        }
        Some(last) if last.state.retry().is_ok() => Ok(work.requeue_letter(last, now).await?),
        Some(_) | None => {
            let subject = LetterSubject::Observation(observation.id);
            Ok(work.queue_letter(letter, subject, now).await?)
        }
    }
}

/// What is wrong with a way on paper for which nobody knows where the paper goes.
fn missing_address(by: PaperWay, facts: &ResourceFacts) -> Option<FieldFault> {
    let message = match by {
        PaperWay::Fax if facts.fax.is_none() => {
            "この機関のFAX番号が名簿にありません。番号を名簿に入れるか、ほかの送りかたを選んでください。"
        }
        PaperWay::Post if facts.address.is_none() => {
            "この機関の住所が名簿にありません。住所を名簿に入れるか、ほかの送りかたを選んでください。"
        }
        PaperWay::Fax | PaperWay::Post | PaperWay::Hand => return None,
    };
    Some(FieldFault::new("by", "NO_ADDRESS", message))
}
