//! The answers to a poll at the desk, with the best dates and why: what people said, and for whoever said nothing yet when
//! their agency is open.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Poll, PollNotice, Question, QuorumState, RankedSlot, Respondent, TimeTaken,
    answer_by, best,
};
use renkei_domain::conference::{Conference, Participant};
use renkei_domain::consent::RecipientKind;
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{AccountId, ConferenceId, PollNoticeId, ResourceId, RespondentId};
use renkei_domain::text::Line;

use super::super::read::ConferencesView;
use super::sitters::{counts, sitters};

/// Somebody of a conference, as far as its date goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOne {
    /// Who.
    pub who: Asked,
    /// What they are called at the desk.
    pub name: String,
    /// As whom they are asked; absent where they are not.
    pub respondent: Option<RespondentId>,
    /// Whether they may be asked today.
    pub may_be_asked: bool,
}

/// How far a poll has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollProgress {
    /// How many are asked, and still called.
    pub asked: usize,
    /// Whoever said nothing yet: nobody else is reminded.
    pub waiting: Vec<RespondentId>,
    /// Whether the quorum can on one of the dates.
    pub is_quorum_met: bool,
}

impl PollProgress {
    /// Whether everybody who is asked answered.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.waiting.is_empty()
    }
}

/// The poll of a conference at the desk.
#[derive(Debug, Clone)]
pub struct PollView {
    /// The conferences of the case.
    pub view: Arc<ConferencesView>,
    /// Which of them.
    pub id: ConferenceId,
    /// When agencies of the directory are open, and which days are 祝日.
    times: KnownTimes,
    /// Names of those who wrote answers down.
    pub names: HashMap<AccountId, Line>,
    /// Everybody who is to be there, as the rule of consent was asked about them once.
    everybody: Vec<AskedOne>,
    /// The messages by which people were asked and reminded, the oldest first.
    pub notices: Vec<PollNotice>,
}

/// What is known of times beside what people answered.
#[derive(Debug, Clone, Default)]
pub struct KnownTimes {
    /// When agencies of the directory are open.
    pub hours: HashMap<ResourceId, Hours>,
    /// 祝日.
    pub holidays: HolidayTable,
    /// What is taken in the calendars of those who gave their address.
    pub busy: HashMap<RespondentId, Vec<TimeTaken>>,
}

impl PollView {
    /// The poll of a conference of a case.
    #[must_use]
    pub fn new(
        view: impl Into<Arc<ConferencesView>>,
        id: ConferenceId,
        times: KnownTimes,
        names: HashMap<AccountId, Line>,
    ) -> Self {
        let view = view.into();
        Self {
            everybody: everybody(&view, id),
            view,
            id,
            times,
            names,
            notices: Vec::new(),
        }
    }

    /// The same with the messages by which people were asked.
    #[must_use]
    pub fn told(self, notices: Vec<PollNotice>) -> Self {
        Self { notices, ..self }
    }

    /// The conference.
    #[must_use]
    pub fn conference(&self) -> Option<&Conference> {
        self.view.conference(self.id)
    }

    /// What was asked last about its dates.
    #[must_use]
    pub fn poll(&self) -> Option<&Poll> {
        self.view.poll(self.id)
    }

    /// The last day on which an answer leaves in time by a way.
    #[must_use]
    pub fn answer_by(&self, way: AnswerWay, deadline: NaiveDate) -> NaiveDate {
        answer_by(way, deadline, &self.times.holidays)
    }

    /// Everybody who is to be there: the person, their family, and who is called.
    #[must_use]
    pub fn everybody(&self) -> &[AskedOne] {
        &self.everybody
    }

    /// What somebody who is asked is called at the desk.
    #[must_use]
    pub fn name(&self, respondent: RespondentId) -> String {
        let mut all = self.everybody.iter();
        let known = all.find(|one| one.respondent == Some(respondent));
        let name = known.map_or("もう呼んでいない人", |one| one.name.as_str());
        name.to_owned()
    }

    /// The kinds and roles of those who are called, for a quorum to be made of.
    #[must_use]
    pub fn kinds_and_roles(&self) -> (BTreeSet<RecipientKind>, BTreeSet<StaffRole>) {
        let called = self.conference().into_iter();
        let called = called.flat_map(|conference| &conference.participants);
        let called: Vec<&Participant> = called.collect();
        let kinds = called.iter().filter_map(|one| self.kind(one)).collect();
        let roles = called.iter().filter_map(|one| one.role).collect();
        (kinds, roles)
    }

    fn kind(&self, participant: &Participant) -> Option<RecipientKind> {
        self.view.party(participant).map(|party| party.kind)
    }

    /// Whether somebody who is asked still counts: they are on the list, and the person wants them there.
    #[must_use]
    pub fn counts(&self, one: &Respondent) -> bool {
        let conference = self.conference();
        conference.is_some_and(|conference| counts(conference, one))
    }

    /// Whether somebody who is asked may be asked today.
    fn may_be_asked(&self, one: &Respondent) -> bool {
        let mut all = self.everybody.iter();
        all.any(|known| known.who == one.who && known.may_be_asked)
    }

    /// The messages to somebody about the newest poll, the oldest first.
    pub fn notices_to(&self, respondent: RespondentId) -> impl Iterator<Item = &PollNotice> {
        let poll = self.poll().map(|poll| poll.id);
        let notices = self.notices.iter();
        notices.filter(move |one| Some(one.poll) == poll && one.to == Some(respondent))
    }

    /// A message by its id.
    #[must_use]
    pub fn notice(&self, id: PollNoticeId) -> Option<&PollNotice> {
        self.notices.iter().find(|known| known.id == id)
    }

    /// Whether somebody is still to answer: they may be asked, answers are taken, and they said nothing yet.
    #[must_use]
    pub fn is_waited_for(&self, one: &Respondent) -> bool {
        let poll = self.poll().filter(|poll| poll.taking().is_ok());
        let is_silent = poll.is_some_and(|poll| poll.counts(one.id).is_none());
        is_silent && self.counts(one) && self.may_be_asked(one)
    }

    /// How many were not told yet that they are asked, or not by a way that reached them.
    #[must_use]
    pub fn untold(&self) -> usize {
        let respondents = self.poll().into_iter().flat_map(|poll| &poll.respondents);
        let untold = respondents.filter(|one| {
            let told = self.notices_to(one.id);
            let told = told.filter(|notice| !notice.mark.state.is_superseded());
            let newest = told.last();
            let is_told = newest.is_some_and(|notice| notice.is_waiting() || notice.is_out());
            self.is_waited_for(one) && !is_told
        });
        untold.count()
    }

    fn agency(&self, participant: &Participant) -> Option<ResourceId> {
        self.view.agency_of(participant)
    }

    /// The dates, the best first, with why.
    #[must_use]
    pub fn ranked(&self) -> Vec<RankedSlot> {
        let (Some(conference), Some(poll)) = (self.conference(), self.poll()) else {
            return Vec::new();
        };
        let nothing = Hours::default();
        let mut sitters = sitters(
            (conference, poll),
            |one| self.kind(one),
            |one| {
                let agency = self.agency(one);
                let hours = agency.and_then(|agency| self.times.hours.get(&agency));
                hours.unwrap_or(&nothing)
            },
            &nothing,
        );
        for one in &mut sitters {
            one.busy = self.times.busy.get(&one.id).map_or(&[], Vec::as_slice);
        }
        best(&Question {
            candidates: &poll.candidates,
            minutes: poll.minutes,
            sitters: &sitters,
            hardest: poll.hardest,
            quorum: &poll.quorum,
            person_times: &poll.person_times,
            holidays: &self.times.holidays,
        })
    }

    /// How far the poll has come, by the dates as they are ranked.
    #[must_use]
    pub fn progress(&self, ranked: &[RankedSlot]) -> PollProgress {
        let asked = self.poll().into_iter();
        let asked = asked.flat_map(|poll| poll.respondents.iter().map(move |one| (poll, one)));
        // Nobody waits for whom no consent lets answer any more.
        let asked = asked.filter(|(poll, one)| {
            let has_answered = poll.counts(one.id).is_some();
            self.counts(one) && (has_answered || self.may_be_asked(one))
        });
        let asked: Vec<(&Poll, &Respondent)> = asked.collect();
        let waiting = asked.iter();
        let waiting = waiting.filter(|(poll, one)| poll.counts(one.id).is_none());
        PollProgress {
            asked: asked.len(),
            waiting: waiting.map(|(_, one)| one.id).collect(),
            is_quorum_met: ranked.iter().any(|slot| slot.quorum == QuorumState::Met),
        }
    }
}

/// Everybody who is to be at a conference.
fn everybody(view: &ConferencesView, id: ConferenceId) -> Vec<AskedOne> {
    let Some(conference) = view.conference(id) else {
        return Vec::new();
    };
    let poll = view.poll(id);
    let one = |who: Asked, name: String, may_be_asked: bool| AskedOne {
        who,
        name,
        respondent: poll
            .and_then(|poll| poll.respondent_of(who))
            .map(|one| one.id),
        may_be_asked,
    };
    let presence = &conference.outline.presence;
    let person = presence.is_with_person();
    let person = person.then(|| one(Asked::Person, "本人".to_owned(), true));
    let family = presence.family;
    let family = family.map(|_| one(Asked::Family, "家族".to_owned(), true));
    let called = view.called(conference).into_iter().map(|called| {
        let may = called.coming.may_be_called();
        one(Asked::Participant(called.participant.id), called.name, may)
    });
    person.into_iter().chain(family).chain(called).collect()
}
