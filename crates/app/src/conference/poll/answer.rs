//! Taking answers: by the link of whoever answers, who needs no account and changes nobody's but their own; and from staff,
//! who write down what they heard, when, and by which way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Candidate, Marked, NamesShown, Poll, PollAnswer, PollFault, Tally, Wish,
};
use renkei_domain::conference::{Conference, ConferenceState};
use renkei_domain::ids::{AccountId, CandidateId, PollAnswerId, RespondentId};
use renkei_domain::outside::Entropy;
use renkei_domain::record::{Actor, Purpose, Source};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::conference::poll::link::LinkedPoll;
use renkei_store::{Stop, Work};

use super::super::{ConferenceRefusal, case_of, conference_of, judged, refuse};
use super::link::read_code;
use super::news::tell_host;
use super::still::linked;
use super::{OfConference, poll_of};
use crate::consent::what_is_missing;
use crate::directory::register::{Outcome, outcome};
use crate::people::poll_link_hash;
use crate::writer::{Drawn, Writer};
use crate::{App, Caller};

/// What somebody says.
#[derive(Clone, PartialEq, Eq)]
pub struct SaidOfDates {
    /// What they say of each date.
    pub marks: BTreeMap<CandidateId, Marked>,
    /// How they would like to be there.
    pub wishes: BTreeSet<Wish>,
    /// Anything else.
    pub note: Option<Prose>,
}

/// What somebody says is nobody's to read in a log.
impl std::fmt::Debug for SaidOfDates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SaidOfDates(..)")
    }
}

/// An answer that staff write down for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardAnswer {
    /// Who answered.
    pub who: RespondentId,
    /// What they said.
    pub said: SaidOfDates,
    /// By which way.
    pub way: AnswerWay,
    /// When.
    pub said_at: Instant,
}

impl HeardAnswer {
    /// What tells it from another.
    fn asked(&self) -> String {
        let marks = self.said.marks.iter();
        let marks = marks.map(|(id, marked)| format!("{id} {} {:?}", marked.mark, marked.note));
        let marks: Vec<String> = marks.collect();
        let (who, way, said_at) = (self.who, self.way.code(), self.said_at);
        let note = self.said.note.as_ref().map(Prose::as_str);
        format!(
            "{who} {way} {said_at:?} {marks:?} {:?} {note:?}",
            self.said.wishes
        )
    }
}

/// What whoever holds a link sees of another who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherAnswer {
    /// A name of their own, where one is known.
    pub name: Option<Line>,
    /// What counts of what they answered; nothing yet where that is absent.
    pub marks: Option<BTreeMap<CandidateId, Marked>>,
}

/// A poll for whoever holds the code of a link. Nothing tells about whom it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollByLink {
    /// As whom they answer.
    pub who: Asked,
    /// The agency that asks.
    pub asks: String,
    /// Who asks there.
    pub keeper: Option<Line>,
    /// How long it would take, in minutes.
    pub minutes: u16,
    /// The dates.
    pub candidates: Vec<Candidate>,
    /// The last day on which answers are waited for.
    pub deadline: chrono::NaiveDate,
    /// Whether answers are taken.
    pub is_open: bool,
    /// Whether people do not meet at all any more.
    pub is_off: bool,
    /// What counts of what they answered.
    pub own: Option<PollAnswer>,
    /// How many of the others said what of each date.
    pub tallies: BTreeMap<CandidateId, Tally>,
    /// The others, where the host lets their names be seen.
    pub others: Vec<OtherAnswer>,
    /// Now.
    pub now: Instant,
}

/// Whoever has a link is nobody in particular.
const OUTSIDE: Caller = Caller {
    actor: Actor::System,
    source: Source::Page,
};

/// How many but one said what of a date.
fn tally(poll: &Poll, but: RespondentId, candidate: CandidateId) -> Tally {
    let others = poll.respondents.iter().filter(|one| one.id != but);
    Tally::of(others.map(|one| poll.counts(one.id)?.mark(candidate)))
}

#[renkei_boxed::boxed]
impl App {
    /// The poll behind the code of a link, for whoever is still asked. Looking changes nothing.
    ///
    /// # Errors
    /// A fault of the store; a code that opens nothing, or nothing any more, is in the outcome.
    pub async fn poll_by_link(&self, code: &str) -> Outcome<PollByLink, ConferenceRefusal> {
        let Some(code) = read_code(code) else {
            return Ok(Err(ConferenceRefusal::NoSuchLink));
        };
        let hash = poll_link_hash(&code);
        let header = self.header(OUTSIDE, Purpose::AnswerPoll);
        let now = header.at;
        let found =
            self.store
                .act::<(LinkedPoll, bool), ConferenceRefusal, _>(&header, move |work| {
                    Box::pin(async move {
                        let linked = linked(work, &hash, now).await?;
                        let is_off = linked.conference.state == ConferenceState::Cancelled;
                        Ok((linked.found, is_off))
                    })
                });
        let (found, is_off) = match outcome(found.await)? {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let leads = self.store.organizations(&[found.lead]).await?;
        let mut names = self.store.account_names(&[found.keeper]).await?;
        let asks = leads.get(&found.lead).map(|facts| facts.name.to_string());
        let keeper = names.remove(&found.keeper);
        let seen = seen_by(&found, now).map(|seen| PollByLink {
            asks: asks.unwrap_or_default(),
            keeper,
            is_off,
            ..seen
        });
        Ok(seen.ok_or(ConferenceRefusal::LinkEnded))
    }

    /// Keeps what whoever holds the code of a link answers, in place of what they answered by it before.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn answer_poll_by_link(
        &self,
        code: &str,
        said: SaidOfDates,
    ) -> Outcome<(), ConferenceRefusal> {
        let Some(code) = read_code(code) else {
            return Ok(Err(ConferenceRefusal::NoSuchLink));
        };
        let hash = poll_link_hash(&code);
        let now = self.now();
        let (id, said) = (PollAnswerId::from_uuid(self.new_id()), Arc::new(said));
        let header = self.header(OUTSIDE, Purpose::AnswerPoll);
        let entropy = Arc::clone(&self.entropy);
        let done = self.store.act(&header, move |work| {
            let (said, entropy) = (Arc::clone(&said), Arc::clone(&entropy));
            Box::pin(async move {
                let linked = linked(work, &hash, now).await?;
                let found = &linked.found;
                let answer = PollAnswer {
                    id,
                    respondent: found.respondent,
                    marks: said.marks.clone(),
                    wishes: said.wishes.clone(),
                    note: said.note.clone(),
                    way: AnswerWay::Link,
                    said_at: now,
                    kept_at: now,
                    kept_by: None,
                };
                let of = (&linked.case, &linked.conference, &found.poll);
                kept_in(work, of, answer, (now, entropy.as_ref())).await
            })
        });
        let done = outcome(done.await);
        self.wake_courier();
        done
    }

    /// Writes down what somebody answered by another way.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn keep_heard_answer(
        &self,
        writer: &Writer,
        of: OfConference,
        heard: HeardAnswer,
    ) -> Outcome<(), ConferenceRefusal> {
        let Some(keeper) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let asked = format!("{of:?} {}", heard.asked());
        let id = PollAnswerId::from_uuid(self.new_id());
        let entropy = Arc::clone(&self.entropy);
        let given = Arc::new((writer.principal.clone(), heard, entropy));
        let purpose = Purpose::AnswerPoll;
        let done = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, heard, entropy) = &*given;
                let drawn = (id, entropy.as_ref());
                heard_in(work, principal, (of, heard), (drawn, keeper, header.at)).await?;
                Ok(Drawn(id.uuid()))
            })
        });
        let done = done.await?.map(|_| ());
        self.wake_courier();
        Ok(done)
    }
}

/// What whoever holds a link sees; nothing where they are not asked any more.
fn seen_by(found: &LinkedPoll, now: Instant) -> Option<PollByLink> {
    let poll = &found.poll;
    let one = poll.respondent(found.respondent)?;
    let tallies = poll.candidates.iter();
    let tallies = tallies.map(|date| (date.id, tally(poll, one.id, date.id)));
    let others = poll
        .respondents
        .iter()
        .filter(|other| other.id != one.id && matches!(other.who, Asked::Participant(_)));
    // The person and their family read nobody's name here, and nobody reads of them.
    let is_shown = poll.names == NamesShown::Shown && matches!(one.who, Asked::Participant(_));
    let others = others.filter(|_| is_shown).map(|other| OtherAnswer {
        name: other.shown_as.clone(),
        marks: poll.counts(other.id).map(|answer| {
            let marks = answer.marks.iter();
            // Why somebody cannot come is theirs to tell.
            let bare = marks.map(|(id, marked)| {
                let mark = marked.mark;
                (*id, Marked { mark, note: None })
            });
            bare.collect()
        }),
    });
    Some(PollByLink {
        who: one.who,
        asks: String::new(),
        keeper: None,
        minutes: poll.minutes,
        candidates: poll.candidates.clone(),
        deadline: poll.deadline,
        is_open: poll.taking().is_ok(),
        is_off: false,
        own: poll.counts(one.id).cloned(),
        tallies: tallies.collect(),
        others: others.collect(),
        now,
    })
}

async fn heard_in(
    work: &Work,
    principal: &Principal,
    (of, heard): (OfConference, &HeardAnswer),
    ((id, entropy), keeper, now): ((PollAnswerId, &dyn Entropy), AccountId, Instant),
) -> Result<(), Stop<ConferenceRefusal>> {
    // What somebody says by their link they say themselves.
    if heard.way == AnswerWay::Link {
        return refuse(PollFault::ByThemselves);
    }
    let case = case_of(work, principal, Action::ConveneConference, of.case).await?;
    let conference = conference_of(work, &case, of.id).await?;
    let poll = poll_of(work, &case, of.id).await?;
    let answer = PollAnswer {
        id,
        respondent: heard.who,
        marks: heard.said.marks.clone(),
        wishes: heard.said.wishes.clone(),
        note: heard.said.note.clone(),
        way: heard.way,
        said_at: heard.said_at,
        kept_at: now,
        kept_by: Some(keeper),
    };
    let of = (&case, &conference, &poll);
    kept_in(work, of, answer, (now, entropy)).await
}

/// Keeps an answer to a poll of a case that is locked.
async fn kept_in(
    work: &Work,
    (case, conference, poll): (&Case, &Conference, &Poll),
    answer: PollAnswer,
    (now, entropy): (Instant, &dyn Entropy),
) -> Result<(), Stop<ConferenceRefusal>> {
    let (who, way) = (answer.respondent, answer.way);
    let is_it = |known: &&PollAnswer| (known.respondent, known.way) == (who, way);
    let after = judged(poll.clone().answered(answer, now))?;
    let before = poll.answers.iter().find(is_it);
    if let Some(kept) = after.answers.iter().find(is_it) {
        work.keep_poll_answer((case.id, poll), before, kept).await?;
    }
    tell_host(work, (case, conference), (poll, &after), (now, entropy)).await?;
    Ok(())
}
