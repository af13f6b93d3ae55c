//! Asking about possible dates.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::shown;
use renkei_domain::conference::poll::{
    Asked, Candidate, NamesShown, PersonTimes, Poll, PollFault, PollOffer, PollState, QuorumPart,
    Respondent,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::{CandidateId, PollId, RespondentId};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::super::{
    ConferenceRefusal, SeenConference, case_of, conference_of, judged, of_case, refuse,
};
use super::still::asked_now;
use super::{HandedLink, end_poll, may_be_asked};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::people::poll_link_hash;
use crate::writer::{Drawn, Writer};

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPoll {
    /// How long the conference would take, in minutes.
    pub minutes: u16,
    /// When it might begin.
    pub begins: Vec<Instant>,
    /// The last day on which answers are waited for.
    pub deadline: NaiveDate,
    /// What whoever answers sees of the others.
    pub names: NamesShown,
    /// Whose dates are the hardest to meet.
    pub hardest: Option<Asked>,
    /// Which of the dates are asked of whom.
    pub offer: PollOffer,
    /// Without whom people do not meet.
    pub quorum: Vec<QuorumPart>,
    /// When the person works or sees a doctor.
    pub person_times: PersonTimes,
}

/// When somebody works and sees a doctor is nobody's to read in a log.
impl std::fmt::Debug for NewPoll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPoll(..)")
    }
}

impl NewPoll {
    /// What tells it from another.
    fn asked(&self) -> String {
        let times = &self.person_times;
        format!(
            "{} {:?} {} {} {:?} {} {:?} {} {:?}",
            self.minutes,
            self.begins,
            self.deadline,
            self.names.code(),
            self.hardest,
            self.offer.code(),
            self.quorum,
            times.works,
            times.sees_doctor
        )
    }
}

/// A poll that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedPoll {
    /// Which.
    pub id: PollId,
    /// The links of those who are asked, told this once.
    pub links: Vec<HandedLink>,
}

/// Somebody who is asked, with the code of their link.
struct Invited {
    who: Asked,
    shown_as: Option<Line>,
    id: RespondentId,
    code: PaperCode,
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    seen: SeenConference,
    new: NewPoll,
    id: PollId,
    candidates: Vec<Candidate>,
    invited: Vec<Invited>,
}

#[renkei_boxed::boxed]
impl App {
    /// Asks about possible dates of a conference that still is as it was seen, once the person saw who is called. Everybody
    /// who may be called, or whoever is asked first, gets a link of their own; nothing is sent. What was asked before ends.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn open_poll(
        &self,
        writer: &Writer,
        seen: SeenConference,
        new: NewPoll,
    ) -> Outcome<OpenedPoll, ConferenceRefusal> {
        let principal = &writer.principal;
        if principal.account().is_none() {
            return Ok(Err(what_is_missing(principal).into()));
        }
        let view = match self.conferences(principal, seen.case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        let Some(conference) = view.conference(seen.id) else {
            return Ok(Err(ConferenceRefusal::NoSuchConference));
        };
        let invited = may_be_asked(&view, conference).into_iter();
        let invited = invited.filter(|(who, _)| new.offer.asks(*who, new.hardest));
        let invited = invited.map(|(who, shown_as)| Invited {
            who,
            shown_as,
            id: RespondentId::from_uuid(self.new_id()),
            code: PaperCode::draw(PaperCode::INVITATION_GROUPS, self.entropy.as_ref()),
        });
        let candidates = new.begins.iter().map(|begins| Candidate {
            id: CandidateId::from_uuid(self.new_id()),
            begins: *begins,
        });
        let asked = format!("{seen:?} {}", new.asked());
        let id = PollId::from_uuid(self.new_id());
        let given = Arc::new(Given {
            principal: principal.clone(),
            seen,
            id,
            candidates: candidates.collect(),
            invited: invited.collect(),
            new,
        });
        let inside = Arc::clone(&given);
        let purpose = Purpose::OpenPoll;
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&inside);
            Box::pin(async move { opened_in(work, &given, header.at).await })
        });
        Ok(match done.await? {
            Ok(Drawn(known)) if known == id.uuid() => {
                let links = given.invited.iter().map(|one| HandedLink {
                    who: one.who,
                    code: one.code.to_string(),
                });
                Ok(OpenedPoll {
                    id,
                    links: links.collect(),
                })
            }
            Ok(Drawn(_)) => Err(ConferenceRefusal::LinksMadeBefore),
            Err(refusal) => Err(refusal),
        })
    }
}

/// The poll as it is asked.
fn poll(
    given: &Given,
    conference: &Conference,
    before: Option<&Poll>,
    now: Instant,
) -> Result<Poll, PollFault> {
    let respondents = given.invited.iter().map(|one| Respondent {
        id: one.id,
        who: one.who,
        shown_as: one.shown_as.clone(),
        meets: Hours::default(),
    });
    let new = &given.new;
    let hardest = match new.hardest {
        Some(who) => {
            let mut invited = given.invited.iter();
            let one = invited.find(|one| one.who == who);
            Some(one.ok_or(PollFault::NotYet)?.id)
        }
        None => None,
    };
    let dates = given.candidates.clone();
    let candidates = new.offer.of(dates, new.hardest, before)?;
    let poll = Poll {
        id: given.id,
        conference: conference.id,
        person: conference.person,
        organization: conference.organization,
        state: PollState::Open,
        minutes: new.minutes,
        candidates,
        respondents: respondents.collect(),
        answers: Vec::new(),
        names: new.names,
        deadline: new.deadline,
        hardest,
        quorum: new.quorum.clone(),
        person_times: new.person_times.clone(),
        opened_at: now,
        closed_at: None,
    };
    poll.opened(now)
}

async fn opened_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<Drawn, Stop<ConferenceRefusal>> {
    let seen = given.seen;
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await?;
    of_case(case.open().map(|_| ()))?;
    let before = conference_of(work, &case, seen.id).await?;
    if before.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    let after = Conference {
        version: before.version + 1,
        ..judged(before.clone().polled())?
    };
    judged(shown(&before))?;
    let asked_before = work.poll(before.id).await?;
    let poll = judged(poll(given, &after, asked_before.as_ref(), now))?;
    // A consent may have ended since they were looked up.
    let asked = asked_now(work, &case, &after, now).await?;
    if given.invited.iter().any(|one| !asked.contains(&one.who)) {
        return refuse(PollFault::NotYet);
    }
    end_poll(work, &before, now).await?;
    work.keep_conference(Some(&before), &after).await?;
    work.keep_poll(case.id, None, &poll).await?;
    for one in &given.invited {
        let hash = poll_link_hash(&one.code);
        work.keep_poll_link(&poll, one.id, &hash, now).await?;
    }
    Ok(Drawn(poll.id.uuid()))
}
