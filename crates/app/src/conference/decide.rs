//! What a conference decided: writing it down, and what became of it.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::{
    ConferenceDecision, DecisionKind, DecisionState, MinutesFault, Presenter, Settled,
};
use renkei_domain::ids::{AccountId, AgendaItemId, CaseId, ConferenceId, DecisionId};
use renkei_domain::record::Purpose;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::minutes::of_minutes;
use super::{ConferenceRefusal, KeptConference, case_of, conference_of};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// Something that was decided, as it is written down.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// About which item; absent for the person's own, and for none in particular.
    pub item: Option<AgendaItemId>,
    /// What it brings about.
    pub kind: DecisionKind,
    /// Who does it.
    pub by: Presenter,
    /// What.
    pub what: Line,
    /// How.
    pub how: Option<Prose>,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
}

/// What is planned with somebody is nobody's to read in a log.
impl std::fmt::Debug for NewDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewDecision({})", self.due_on)
    }
}

/// A decision as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenDecision {
    /// In which case.
    pub case: CaseId,
    /// Which.
    pub id: DecisionId,
    /// In which version.
    pub version: i64,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    id: DecisionId,
    new: NewDecision,
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what a conference that was held decided.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn record_decision(
        &self,
        writer: &Writer,
        (case, conference): (CaseId, ConferenceId),
        new: NewDecision,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let how = new.how.as_ref().map(Prose::as_str).unwrap_or_default();
        let (kind, due_on) = (new.kind.code(), new.due_on);
        let asked = format!(
            "{case} {conference} {:?} {kind} {:?} {} {how} {due_on}",
            new.item, new.by, new.what
        );
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            id: DecisionId::from_uuid(self.new_id()),
            new,
        });
        self.act_of(
            writer,
            Purpose::RecordDecision,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(
                    async move { decided_in(work, &given, (case, conference), header.at).await },
                )
            },
        )
        .await
    }

    /// Writes down what became of a decision that still is as it was seen.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_decision(
        &self,
        writer: &Writer,
        seen: SeenDecision,
        state: DecisionState,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{seen:?} {}", state.code());
        let principal = Arc::new(writer.principal.clone());
        self.act_of(
            writer,
            Purpose::SettleDecision,
            &asked,
            move |work, header| {
                let principal = Arc::clone(&principal);
                Box::pin(async move {
                    settled_in(work, (&*principal, by), (seen, state), header.at).await
                })
            },
        )
        .await
    }
}

async fn decided_in(
    work: &Work,
    given: &Given,
    (case, conference): (CaseId, ConferenceId),
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, case).await?;
    let conference = conference_of(work, &case, conference).await?;
    let new = &given.new;
    let decision = ConferenceDecision {
        id: given.id,
        conference: conference.id,
        item: new.item,
        kind: new.kind,
        by: new.by,
        what: new.what.clone(),
        how: new.how.clone(),
        due_on: new.due_on,
        state: DecisionState::Open,
        settled: None,
        made_at: now,
        version: 1,
    };
    let decision = of_minutes(decision.checked(&conference))?;
    let before = work.minutes(&conference).await?;
    // Who writes down a decision before anything else takes the notes.
    if before.taker.is_none() {
        let after = before.clone().taken_by(given.by, now);
        work.keep_minutes(&conference, &before, &after).await?;
    }
    work.keep_decision(&conference, None, &decision).await?;
    Ok(KeptConference(conference.id))
}

async fn settled_in(
    work: &Work,
    (principal, by): (&Principal, AccountId),
    (seen, state): (SeenDecision, DecisionState),
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, principal, action, seen.case).await?;
    let known = work.decisions(case.id).await?.into_iter();
    let mut known = known.filter(|one| one.id == seen.id && one.version == seen.version);
    let before = known.next().ok_or(MinutesFault::NoSuchDecision);
    let before = of_minutes(before)?;
    let conference = conference_of(work, &case, before.conference).await?;
    let settled = Settled {
        on: now.in_japan().date,
        by,
    };
    let after = before.clone().turned(state, settled);
    work.keep_decision(&conference, Some(&before), &after)
        .await?;
    Ok(KeptConference(conference.id))
}
