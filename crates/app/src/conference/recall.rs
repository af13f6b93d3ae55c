//! Whom pausing or withdrawing a consent, or closing an employment, calls off: those who were called to a conference and
//! may not be there by what is left, and those who are called off already and still have to hear so. Calling them off
//! itself is part of the act that stops or closes (`call::follow`).

use std::collections::{BTreeSet, HashMap};

use renkei_domain::access::principal::Principal;
use renkei_domain::cases::employment::Disclosure;
use renkei_domain::conference::invitation::{
    CallChannel, Invitation, Notice, NoticeState, Says, Standing, due, is_worth_telling,
};
use renkei_domain::conference::poll::{Asked, PollState};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::consent::Halt;
use renkei_domain::ids::{CaseId, ConferenceId, EmploymentId, ParticipantId};
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

use super::read::ConferencesView;
use crate::App;
use crate::consent::ConsentRefusal;
use crate::consent::read::ConsentsView;
use crate::directory::register::Outcome;

/// What becomes of calling somebody off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecallStep {
    /// They never heard of the conference: what was prepared for them does not leave.
    NothingLeaves,
    /// They heard of it and are to be told by this channel that they are not expected.
    Tell(CallChannel),
    /// They were told so by this channel, and it did not arrive.
    TellOtherwise(CallChannel),
    /// They were asked about dates and cannot answer any more: their link and their form say so.
    LinkEnds,
}

/// Somebody who was called to a conference, or asked about its date, and is not expected any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Recalled {
    /// To which.
    pub conference: ConferenceId,
    /// When they were to be there; absent while its date is looked for.
    pub begins: Option<Instant>,
    /// Who.
    pub name: String,
    /// What becomes of it.
    pub step: RecallStep,
}

/// Who was called is nobody's to read in a log.
impl std::fmt::Debug for Recalled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recalled({}, {:?})", self.conference, self.step)
    }
}

impl Recalled {
    /// Somebody as they were called.
    fn of(invitation: &Invitation, notice: &Notice, step: RecallStep) -> Self {
        Self {
            conference: invitation.conference,
            begins: Some(notice.told.begins),
            name: invitation.name.to_string(),
            step,
        }
    }
}

impl ConferencesView {
    /// Those of a conference who may be called.
    fn expected(&self, conference: &Conference) -> BTreeSet<ParticipantId> {
        let called = self.called(conference).into_iter();
        let expected = called.filter(|one| one.coming.may_be_called());
        expected.map(|one| one.participant.id).collect()
    }

    /// Whom of those who were called a halt would call off, were it added now.
    #[must_use]
    pub fn recalled_by(&self, invitations: &[Invitation], halt: &Halt) -> Vec<Recalled> {
        let mut after = self.clone();
        after.consents.file.ledger.halts.push(*halt);
        self.recalled_with(invitations, &after)
    }

    /// The same were an employment closed now.
    #[must_use]
    pub fn recalled_by_closing(
        &self,
        invitations: &[Invitation],
        employment: EmploymentId,
    ) -> Vec<Recalled> {
        let mut after = self.clone();
        for known in &mut after.consents.file.ledger.employments {
            if known.id == employment {
                known.disclosure = Disclosure::Closed;
            }
        }
        self.recalled_with(invitations, &after)
    }

    /// Whom of those who were called what changed of the consents would call off.
    fn recalled_with(&self, invitations: &[Invitation], after: &Self) -> Vec<Recalled> {
        let open = self.conferences.iter().filter(|one| {
            let is_draft = one.state == ConferenceState::Draft;
            one.state.is_being_prepared() && !is_draft
        });
        let mut recalled = Vec::new();
        for conference in open {
            let (before, left) = (self.expected(conference), after.expected(conference));
            let gone: BTreeSet<ParticipantId> = before.difference(&left).copied().collect();
            let called = invitations
                .iter()
                .filter(|one| one.conference == conference.id && gone.contains(&one.participant));
            recalled.extend(called.filter_map(|one| recalled_from(conference, one)));
            recalled.extend(self.asked_no_more(conference, &gone));
        }
        recalled
    }

    /// Those of them who were asked about the date and could still answer.
    fn asked_no_more(
        &self,
        conference: &Conference,
        gone: &BTreeSet<ParticipantId>,
    ) -> Vec<Recalled> {
        let poll = self.poll(conference.id);
        let asked = poll.filter(|poll| poll.state == PollState::Open);
        let asked = asked.into_iter().flat_map(|poll| &poll.respondents);
        let ended = asked.filter_map(|one| match one.who {
            Asked::Participant(id) if gone.contains(&id) => Some(Recalled {
                conference: conference.id,
                begins: None,
                name: self.name(conference.participant(id)?),
                step: RecallStep::LinkEnds,
            }),
            Asked::Participant(_) | Asked::Person | Asked::Family => None,
        });
        ended.collect()
    }
}

/// What becomes of calling somebody off a conference; nothing where they were not called to it.
fn recalled_from(conference: &Conference, invitation: &Invitation) -> Option<Recalled> {
    let standing = Standing {
        participant: conference.participant(invitation.participant),
        may_be_called: false,
        way: None,
        invitation: Some(invitation),
    };
    if due(conference, standing) != Some(Says::Recall) {
        return None;
    }
    let notice = invitation.notice()?;
    let step = if is_worth_telling(Says::Recall, Some(invitation)) {
        RecallStep::Tell(notice.way.channel)
    } else {
        RecallStep::NothingLeaves
    };
    Some(Recalled::of(invitation, notice, step))
}

/// Those who were called off and still have to hear so, before the date to which they were called.
fn still_to_be_told(invitations: &[Invitation], now: Instant) -> Vec<Recalled> {
    let open = invitations.iter().filter_map(|one| {
        let notice = one.open_recall()?;
        let channel = notice.way.channel;
        let step = if notice.state() == NoticeState::Failed {
            RecallStep::TellOtherwise(channel)
        } else {
            RecallStep::Tell(channel)
        };
        (notice.told.begins > now).then(|| Recalled::of(one, notice, step))
    });
    open.collect()
}

#[renkei_boxed::boxed]
impl App {
    /// Whom a halt would call off, were it added now, for whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn recalled_by(
        &self,
        own: &Principal,
        case: CaseId,
        halt: &Halt,
    ) -> Outcome<Vec<Recalled>, ConsentRefusal> {
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let invitations = self.store.conference_invitations(view.case()).await?;
        Ok(Ok(view.recalled_by(&invitations, halt)))
    }

    /// Whom closing each of some employments would call off, were it closed now, for whoever may read the case.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn recalled_by_closing(
        &self,
        own: &Principal,
        case: CaseId,
        employments: &[EmploymentId],
    ) -> Outcome<HashMap<EmploymentId, Vec<Recalled>>, ConsentRefusal> {
        if employments.is_empty() {
            return Ok(Ok(HashMap::new()));
        }
        let view = match self.conferences(own, case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let invitations = self.store.conference_invitations(view.case()).await?;
        let closed = employments
            .iter()
            .map(|id| (*id, view.recalled_by_closing(&invitations, *id)));
        Ok(Ok(closed.collect()))
    }

    /// Whoever was called off in a case that somebody read, and still has to hear so. Where nothing was ever stopped and
    /// no employment is closed, nobody was called off by it.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn still_to_recall(&self, view: &ConsentsView) -> Result<Vec<Recalled>, StoreFault> {
        let ledger = &view.file.ledger;
        let mut employments = ledger.employments.iter();
        let is_closed = employments.any(|one| one.disclosure.is_closed());
        if ledger.halts.is_empty() && !is_closed {
            return Ok(Vec::new());
        }
        let invitations = self.store.conference_invitations(&view.file.case).await?;
        Ok(still_to_be_told(&invitations, view.at))
    }
}
