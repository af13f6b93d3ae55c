//! What others observed of an agency, on its way to members.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{NetworkId, OrganizationId, StrengthId};

use super::payload::{ObserveResourcePayload, Written};
use super::write::{Texts, answer, entry, no_id, writer};
use crate::closed_list::{Word, closed_list};
use crate::directory::loaded::{Asked, ours};
use crate::scalars::DateScalar;

/// What a member of a network observed of somebody else's resource: when to ask, how to ask. Nothing of it
/// may be about a person.
#[derive(Debug, InputObject)]
pub(crate) struct ObserveResourceInput {
    /// Global id of the entry that was observed.
    id: ID,
    /// The id of the network whose members will read it.
    network: ID,
    /// The id of the agency that observed it.
    by: ID,
    /// Good at, weak at, or cannot do.
    valence: Word<Valence>,
    /// The disability, stage, program or other matter that the statement speaks of.
    topic: Word<Topic>,
    /// The statement in one line of at most 300 characters.
    text: String,
    /// What it rests on, such as how often they worked together.
    basis: String,
    /// The day on which it was observed, not after today.
    stated_on: DateScalar,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ObserveResourceInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<ObserveResourcePayload> {
        let asked = Asked::of(ctx)?;
        let ready = self.read().and_then(|new| {
            let writer = writer(asked, self.idempotency_key.as_deref())?;
            Ok((new, writer))
        });
        let done = match ready {
            Ok((new, writer)) => ours(asked.app.observe(&writer, new).await)?,
            Err(refusal) => Err(refusal),
        };
        let (observation, refusal) = match done {
            Ok(observed) => (Some(observed.id), None),
            Err(refusal) => (None, Some(refusal)),
        };
        Ok(ObserveResourcePayload {
            written: answer(ctx, entry(&self.id).ok(), refusal).await?,
            observation,
        })
    }

    fn read(&self) -> std::result::Result<NewObservation, EditRefusal> {
        let mut texts = Texts::default();
        let text = texts.required("text", &self.text);
        let basis = texts.required("basis", &self.basis);
        let network: Option<NetworkId> = self.network.as_str().parse().ok();
        let by: Option<OrganizationId> = self.by.as_str().parse().ok();
        for (field, is_known) in [("network", network.is_some()), ("by", by.is_some())] {
            if !is_known {
                texts.add(no_id(field));
            }
        }
        let resource = entry(&self.id)?;
        let new = text.zip(basis).zip(network.zip(by));
        let new = new.map(|((text, basis), (network, by))| NewObservation {
            resource,
            network,
            by,
            valence: self.valence.0,
            topic: self.topic.0,
            text,
            basis,
            stated_on: self.stated_on.0,
        });
        texts.end(new)?.ok_or(EditRefusal::NotFound)
    }
}

/// An agency's answer to what another one observed of it.
#[derive(Debug, InputObject)]
pub(crate) struct ReplyToObservationInput {
    /// Which one: the id that `observeResource` answered.
    observation: ID,
    /// The answer; may have several lines.
    text: String,
    /// Who gives it for the agency: a name.
    by_name: String,
    /// What that person does there.
    by_role: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ReplyToObservationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let mut texts = Texts::default();
        let text = texts.prose("text", Some(&self.text));
        if text.is_none() {
            let message = "答えを書いてください。";
            texts.add(FieldFault::new("text", "EMPTY", message));
        }
        let by_name = texts.required("byName", &self.by_name);
        let by_role = texts.required("byRole", &self.by_role);
        let reply = text.zip(by_name.zip(by_role));
        let reply = reply.map(|(text, (by_name, by_role))| ObservationStep::Reply {
            text,
            by_name,
            by_role,
        });
        let reply = texts
            .end(reply)
            .and_then(|reply| reply.ok_or(EditRefusal::NotFound));
        step(ctx, &self.observation, self.idempotency_key, reply).await
    }
}

closed_list!(
    PaperWay,
    "PaperWay",
    "How an observation on paper came to the agency that it is about.",
    |way| match way {
        PaperWay::Fax => "to the FAX number that the entry has; refused where it has none",
        PaperWay::Post => "to the address that the entry has; refused where it has none",
        PaperWay::Hand => "given to somebody who works there",
    }
);

/// What another agency observed, to be sent to the agency by mail.
#[derive(Debug, InputObject)]
pub(crate) struct MailObservationInput {
    /// Which one: the id that `observeResource` answered. The letter goes to the mail address of the entry
    /// and is refused where it has none; the agency counts as told on the day on which the letter leaves.
    observation: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MailObservationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let write = Ok(ObservationStep::Write);
        step(ctx, &self.observation, self.idempotency_key, write).await
    }
}

/// That the agency has been told on paper what another one observed of it.
#[derive(Debug, InputObject)]
pub(crate) struct MarkObservationToldInput {
    /// Which one: the id that `observeResource` answered.
    observation: ID,
    /// How the paper came to the agency.
    by: Word<PaperWay>,
    /// The day on which it left, from the day of writing to today. Fourteen days later it may be
    /// released.
    on: DateScalar,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl MarkObservationToldInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let told = Ok(ObservationStep::Told {
            by: self.by.0,
            on: self.on.0,
        });
        step(ctx, &self.observation, self.idempotency_key, told).await
    }
}

/// What members of the network may read from now on, by its id.
#[derive(Debug, InputObject)]
pub(crate) struct ReleaseObservationInput {
    /// Which one: the id that `observeResource` answered.
    observation: ID,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl ReleaseObservationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let release = Ok(ObservationStep::Release);
        step(ctx, &self.observation, self.idempotency_key, release).await
    }
}

/// What is taken back of what was observed, by its id.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawObservationInput {
    /// Which one: the id that `observeResource` answered.
    observation: ID,
    /// Why, in one line of at most 300 characters; the agency and the network's desk read it.
    reason: String,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl WithdrawObservationInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let mut texts = Texts::default();
        let reason = texts.required("reason", &self.reason);
        let withdraw = reason.map(|reason| ObservationStep::Withdraw { reason });
        let withdraw = texts
            .end(withdraw)
            .and_then(|withdraw| withdraw.ok_or(EditRefusal::NotFound));
        step(ctx, &self.observation, self.idempotency_key, withdraw).await
    }
}

async fn step(
    ctx: &Context<'_>,
    observation: &ID,
    key: Option<String>,
    step: std::result::Result<ObservationStep, EditRefusal>,
) -> Result<Written> {
    let asked = Asked::of(ctx)?;
    let id: Option<StrengthId> = observation.as_str().parse().ok();
    let ready = step.and_then(|step| {
        let id = id.ok_or(EditRefusal::NotFound)?;
        Ok((id, writer(asked, key.as_deref())?, step))
    });
    let done = match ready {
        Ok((id, writer, step)) => ours(asked.app.step_observation(&writer, id, step).await)?,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(observed) => answer(ctx, Some(observed.resource), None).await,
        Err(refusal) => answer(ctx, None, Some(refusal)).await,
    }
}
