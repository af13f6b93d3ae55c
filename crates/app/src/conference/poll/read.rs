//! The answers to a poll at the desk, with the best dates and why: what people said, and for whoever said nothing yet when
//! their agency is open.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Poll, Question, QuorumState, RankedSlot, Respondent, Sitter, answer_by, best,
};
use renkei_domain::conference::{Attendance, Conference, Invitee, Participant};
use renkei_domain::consent::RecipientKind;
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{AccountId, ConferenceId, ResourceId, RespondentId};
use renkei_domain::text::Line;

use super::super::read::ConferencesView;
use super::OfConference;
use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;

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
    pub view: ConferencesView,
    /// Which of them.
    pub id: ConferenceId,
    /// When agencies of the directory are open, and which days are 祝日.
    times: KnownTimes,
    /// Names of those who wrote answers down.
    pub names: HashMap<AccountId, Line>,
    /// Everybody who is to be there, as the rule of consent was asked about them once.
    everybody: Vec<AskedOne>,
}

/// What is known of times beside what people answered.
#[derive(Debug, Clone, Default)]
pub struct KnownTimes {
    /// When agencies of the directory are open.
    pub hours: HashMap<ResourceId, Hours>,
    /// 祝日.
    pub holidays: HolidayTable,
}

impl PollView {
    /// The poll of a conference of a case.
    #[must_use]
    pub fn new(
        view: ConferencesView,
        id: ConferenceId,
        times: KnownTimes,
        names: HashMap<AccountId, Line>,
    ) -> Self {
        Self {
            everybody: everybody(&view, id),
            view,
            id,
            times,
            names,
        }
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

    fn participant(&self, one: &Respondent) -> Option<&Participant> {
        match one.who {
            Asked::Participant(id) => self.conference()?.participant(id),
            Asked::Person | Asked::Family => None,
        }
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
        let Some(conference) = self.conference() else {
            return false;
        };
        let presence = &conference.outline.presence;
        match one.who {
            Asked::Person => presence.is_with_person(),
            Asked::Family => presence.family.is_some(),
            Asked::Participant(_) => self
                .participant(one)
                .is_some_and(|one| one.unwanted_since.is_none()),
        }
    }

    fn agency(&self, participant: &Participant) -> Option<ResourceId> {
        agency_of(&self.view, participant)
    }

    /// The dates, the best first, with why.
    #[must_use]
    pub fn ranked(&self) -> Vec<RankedSlot> {
        let (Some(conference), Some(poll)) = (self.conference(), self.poll()) else {
            return Vec::new();
        };
        let nothing = Hours::default();
        let family = conference.outline.presence.family.as_ref();
        let sitters = poll.respondents.iter().filter(|one| self.counts(one));
        let sitters = sitters.map(|one| {
            let participant = self.participant(one);
            let agency = participant.and_then(|known| self.agency(known));
            let hours = agency.and_then(|agency| self.times.hours.get(&agency));
            Sitter {
                id: one.id,
                is_person: one.who == Asked::Person,
                attendance: match (one.who, participant) {
                    (Asked::Family, _) => Attendance::Optional,
                    (_, Some(known)) => known.attendance,
                    (_, None) => Attendance::Required,
                },
                role: participant.and_then(|known| known.role),
                kind: match one.who {
                    Asked::Family => Some(RecipientKind::Family),
                    _ => participant.and_then(|known| self.kind(known)),
                },
                window: match one.who {
                    Asked::Family => family.map(|family| family.window),
                    _ => participant.and_then(|known| known.window),
                },
                answer: poll.counts(one.id),
                hours: hours.unwrap_or(&nothing),
                meets: &one.meets,
                busy: &[],
            }
        });
        let sitters: Vec<Sitter<'_>> = sitters.collect();
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
        let asked: Vec<(&Poll, &Respondent)> = asked.filter(|(_, one)| self.counts(one)).collect();
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

/// The agency of the directory that somebody who is called is of.
fn agency_of(view: &ConferencesView, participant: &Participant) -> Option<ResourceId> {
    match &participant.who {
        Invitee::Listed { resource, .. } => Some(*resource),
        Invitee::Member(id) => match view.member(*id)?.agency {
            MemberAgency::Listed(id) => Some(id),
            MemberAgency::Written(_) => None,
        },
        Invitee::Written { .. } => None,
    }
}

impl App {
    /// The poll of a conference for staff of the agency that leads, or what could be asked where nothing was yet.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn poll(
        &self,
        own: &Principal,
        of: OfConference,
    ) -> Outcome<PollView, ConsentRefusal> {
        let view = match self.conferences(own, of.case).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let called = view.conference(of.id).into_iter();
        let called = called.flat_map(|conference| &conference.participants);
        let agencies: BTreeSet<ResourceId> =
            called.filter_map(|one| agency_of(&view, one)).collect();
        let agencies: Vec<ResourceId> = agencies.into_iter().collect();
        let stored = self.store.resources(&agencies).await?;
        let hours = stored
            .into_iter()
            .map(|entry| (entry.id, entry.facts.hours));
        let answers = view.poll(of.id).into_iter().flat_map(|poll| &poll.answers);
        let keepers: BTreeSet<AccountId> = answers.filter_map(|one| one.kept_by).collect();
        let keepers: Vec<AccountId> = keepers.into_iter().collect();
        let reference = self.reference().await?;
        let times = KnownTimes {
            hours: hours.collect(),
            holidays: reference.holidays.clone(),
        };
        let names = self.store.account_names(&keepers).await?;
        Ok(Ok(PollView::new(view, of.id, times, names)))
    }
}
