//! Steps of a conference at the desk: preparing it, fixing its date, holding and closing it.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::invitation::neutral;
use renkei_domain::conference::participant::PARTICIPANTS;
use renkei_domain::conference::{
    Agenda, Attendance, Conference, ConferenceState, HandedCopy, Handover, Invitee, Outline,
    Participant, PersonWords, Slot, Substitute, ToBring, WordsFrom,
};
use renkei_domain::ids::{AccountId, ParticipantId, ProvisionId, TeamMemberId};
use renkei_domain::outside::Entropy;
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::call::Draws;
use super::call::follow::follow;
use super::close::closing;
use super::poll::end_poll;
use super::{
    ConferenceRefusal, KeptConference, SeenConference, case_of, conference_of, hosted, judged,
    known, of_case, refuse,
};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// A step.
#[derive(Clone, PartialEq, Eq)]
pub enum ConferenceStep {
    /// It is something else, or held otherwise.
    Describe(Outline),
    /// These of the team are called, each for all of it.
    CallTeam(Vec<TeamMemberId>),
    /// Somebody is called, or otherwise than before.
    Call(Participant),
    /// Somebody is not called any more.
    LeaveOut(ParticipantId),
    /// The person said whether somebody may come.
    Want {
        /// Who.
        participant: ParticipantId,
        /// Whether they may.
        may_come: bool,
    },
    /// Something else is talked about.
    TalkAbout(Agenda),
    /// The person said this.
    Hear(PersonWords),
    /// The person saw on a day who is called and what is talked about.
    Shown(NaiveDate),
    /// The person was told on a day what came of it.
    Told(NaiveDate),
    /// A handover settles this.
    HandOver(Handover),
    /// Somebody was handed a copy of the material, or gave it back.
    Hand {
        /// Who.
        to: ParticipantId,
        /// Which copy.
        copy: HandedCopy,
    },
    /// It is then and there.
    Fix(Slot),
    /// It is not then, for a reason.
    Postpone(Prose),
    /// It is not at all, for a reason.
    Cancel(Prose),
    /// It was held.
    Hold,
    /// Everything is done.
    Close,
}

/// What is planned with somebody is nobody's to read in a log.
impl std::fmt::Debug for ConferenceStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConferenceStep({})", self.purpose().code())
    }
}

fn words_of(prose: Option<&Prose>) -> &str {
    prose.map(Prose::as_str).unwrap_or_default()
}

/// What tells what a conference is from another.
pub(super) fn outline_text(outline: &Outline) -> String {
    let absence = outline.presence.absence.as_ref();
    let absence = absence.map(|one| (one.reason, one.words.as_str()));
    let (kind, purpose) = (outline.kind.code(), outline.purpose.code());
    let (family, host) = (&outline.presence.family, outline.host);
    let to_bring = words_of(outline.to_bring.as_ref().map(ToBring::prose));
    format!("{kind} {purpose} {absence:?} {family:?} {host:?} {to_bring:?}")
}

/// What tells what the person says from something else.
pub(super) fn words_text(words: &PersonWords) -> String {
    let texts = [
        &words.wishes,
        &words.can_do,
        &words.to_talk,
        &words.not_to_talk,
    ];
    format!("{:?}", texts.map(|text| words_of(text.as_ref())))
}

/// What tells how somebody is called from another call. Nobody stands on a list twice, so that who they are is enough,
/// and somebody new is the same however often they are sent.
fn participant_text(one: &Participant) -> String {
    let who = match &one.who {
        Invitee::Member(id) => id.to_string(),
        Invitee::Listed { resource, contact } => format!("{resource} {contact:?}"),
        Invitee::Written { name, fax } => format!("{name} {fax:?}"),
    };
    let (attendance, substitute) = (one.attendance.code(), one.substitute.code());
    let (role, window) = (one.role, one.window);
    format!("{who} {role:?} {attendance} {window:?} {substitute}")
}

fn agenda_text(agenda: &Agenda) -> String {
    let items = agenda.items.iter().map(|item| {
        let (title, minutes, aim) = (&item.title, item.minutes, item.aim.code());
        format!(
            "{title} {minutes} {:?} {aim} {:?}",
            item.presenter, item.categories
        )
    });
    let items: Vec<String> = items.collect();
    format!("{} {items:?}", agenda.own_minutes)
}

fn handover_text(handover: &Handover) -> String {
    let texts = [
        &handover.unsolved,
        &handover.natural_support,
        &handover.difference,
        &handover.from_when,
    ];
    let texts = texts.map(|text| words_of(text.as_ref()));
    let days = (handover.ends_on, handover.explained_on);
    let views = handover.views.iter();
    let views: Vec<(&str, &str)> = views
        .map(|(view, said)| (view.code(), words_of(said.as_ref())))
        .collect();
    format!("{texts:?} {days:?} {views:?}")
}

impl ConferenceStep {
    /// Why the act is done.
    const fn purpose(&self) -> Purpose {
        match self {
            Self::Describe(_)
            | Self::CallTeam(_)
            | Self::Call(_)
            | Self::LeaveOut(_)
            | Self::Want { .. }
            | Self::TalkAbout(_)
            | Self::Hear(_)
            | Self::Shown(_)
            | Self::Told(_)
            | Self::HandOver(_)
            | Self::Hand { .. } => Purpose::PrepareConference,
            Self::Fix(_) => Purpose::FixConference,
            Self::Postpone(_) => Purpose::PostponeConference,
            Self::Cancel(_) => Purpose::CancelConference,
            Self::Hold => Purpose::HoldConference,
            Self::Close => Purpose::CloseConference,
        }
    }

    /// Whether it is done only in a case that goes on.
    const fn asks_open_case(&self) -> bool {
        !matches!(
            self,
            Self::Told(_) | Self::Cancel(_) | Self::Hold | Self::Close | Self::Hand { .. }
        )
    }

    /// What tells it from another.
    fn asked(&self) -> String {
        match self {
            Self::Describe(outline) => format!("is {}", outline_text(outline)),
            Self::CallTeam(members) => format!("team {members:?}"),
            Self::Call(one) => format!("call {}", participant_text(one)),
            Self::LeaveOut(id) => format!("leave out {id}"),
            Self::Want {
                participant,
                may_come,
            } => format!("want {participant} {may_come}"),
            Self::TalkAbout(agenda) => format!("about {}", agenda_text(agenda)),
            Self::Hear(words) => format!("hear {}", words_text(words)),
            Self::Shown(on) => format!("shown {on}"),
            Self::Told(on) => format!("told {on}"),
            Self::HandOver(handover) => format!("hand over {}", handover_text(handover)),
            Self::Hand { to, copy } => format!("hand {to} {copy:?}"),
            Self::Fix(slot) => format!("fix {slot:?} {}", slot.place),
            Self::Postpone(why) => format!("postpone {why}"),
            Self::Cancel(why) => format!("cancel {why}"),
            Self::Hold => "hold".to_owned(),
            Self::Close => "close".to_owned(),
        }
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    seen: SeenConference,
    step: ConferenceStep,
    /// An id for each of the team who is called.
    new: Vec<ParticipantId>,
    /// Who takes the step.
    by: AccountId,
    /// An id for the record of what each who came heard.
    records: Vec<ProvisionId>,
    /// What those who were called are told is named by it.
    entropy: Arc<dyn Entropy>,
}

#[renkei_boxed::boxed]
impl App {
    /// Takes a step with a conference that still is as it was seen.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn step_conference(
        &self,
        writer: &Writer,
        seen: SeenConference,
        step: ConferenceStep,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let (purpose, asked) = (step.purpose(), format!("{seen:?} {}", step.asked()));
        let called = match &step {
            ConferenceStep::CallTeam(members) => members.len(),
            _ => 0,
        };
        let heard = match &step {
            ConferenceStep::Close => PARTICIPANTS,
            _ => 0,
        };
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            seen,
            step,
            new: (0..called).map(|_| self.new_participant()).collect(),
            by,
            records: (0..heard)
                .map(|_| ProvisionId::from_uuid(self.new_id()))
                .collect(),
            entropy: Arc::clone(&self.entropy),
        });
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { stepped_in(work, &given, header.at).await })
        })
        .await
    }

    /// An id for somebody who is called.
    #[must_use]
    pub fn new_participant(&self) -> ParticipantId {
        ParticipantId::from_uuid(self.new_id())
    }
}

async fn stepped_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let (seen, step) = (given.seen, &given.step);
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, seen.case).await?;
    if step.asks_open_case() {
        of_case(case.open().map(|_| ()))?;
    }
    let before = conference_of(work, &case, seen.id).await?;
    if before.version != seen.version {
        return refuse(ConferenceRefusal::Overtaken);
    }
    let after = stepped(work, given, (&case, before.clone()), now).await?;
    let after = Conference {
        version: before.version + 1,
        ..after
    };
    if matches!(step, ConferenceStep::Close) {
        let by = (&given.principal, given.by);
        closing(work, &case, &after, by, (&given.records, now)).await?;
    }
    work.keep_conference(Some(&before), &after).await?;
    if before.state == ConferenceState::Polling && after.state != before.state {
        end_poll(work, &after, now).await?;
    }
    let draws = Draws::new(&given.entropy, now, given.principal.account());
    follow(work, &case, &after, &draws).await?;
    Ok(KeptConference(after.id))
}

/// The conference after a step.
async fn stepped(
    work: &Work,
    given: &Given,
    (case, before): (&Case, Conference),
    now: Instant,
) -> Result<Conference, Stop<ConferenceRefusal>> {
    let today = now.in_japan().date;
    match &given.step {
        ConferenceStep::Describe(outline) => {
            let team = work.team_of(case).await?;
            if outline.host != before.outline.host {
                judged(hosted(&team, outline.host, now))?;
            }
            judged(before.described(outline.clone(), today))
        }
        ConferenceStep::CallTeam(members) => {
            let team = work.team_of(case).await?;
            let mut after = before;
            for (member, id) in members.iter().zip(&given.new) {
                let role = team.iter().find(|known| known.id == *member);
                let new = Participant {
                    id: *id,
                    who: Invitee::Member(*member),
                    role: role.and_then(|member| member.role),
                    attendance: Attendance::Required,
                    window: None,
                    substitute: Substitute::SameAgency,
                    unwanted_since: None,
                };
                known(work, &team, &new, now).await?;
                after = judged(after.calling(new))?;
            }
            Ok(after)
        }
        ConferenceStep::Call(new) => {
            if before.participant(new.id).is_none() {
                let team = work.team_of(case).await?;
                known(work, &team, new, now).await?;
            }
            judged(before.calling(new.clone()))
        }
        ConferenceStep::LeaveOut(id) => judged(before.leaving_out(*id)),
        ConferenceStep::Want {
            participant,
            may_come: true,
        } => {
            if case.account.is_some() {
                return refuse(ConferenceRefusal::OnlyThePerson);
            }
            judged(before.wanting(*participant, None))
        }
        ConferenceStep::Want { participant, .. } => {
            judged(before.wanting(*participant, Some(today)))
        }
        ConferenceStep::TalkAbout(agenda) => judged(before.talking_about(agenda.clone())),
        ConferenceStep::Hear(words) => {
            let words = PersonWords {
                from: (!words.is_empty()).then_some(WordsFrom::TakenDown),
                ..words.clone()
            };
            judged(before.hearing(words))
        }
        ConferenceStep::Shown(on) => judged(before.seen(*on, today)),
        ConferenceStep::Told(on) => judged(before.told(*on, today)),
        ConferenceStep::HandOver(handover) => judged(before.handing_over(handover.clone(), today)),
        ConferenceStep::Hand { to, copy } => judged(before.handing(*to, *copy, today)),
        ConferenceStep::Fix(slot) => {
            judged(neutral(slot, case))?;
            judged(before.fixed(slot.clone(), now))
        }
        ConferenceStep::Postpone(why) => judged(before.postponed(why.clone())),
        ConferenceStep::Cancel(why) => judged(before.cancelled(why.clone())),
        ConferenceStep::Hold => judged(before.held(now)),
        ConferenceStep::Close => judged(before.closed()),
    }
}
