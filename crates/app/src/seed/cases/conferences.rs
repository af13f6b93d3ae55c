//! The conferences of the invented cases of a demo, prepared as staff prepare them. Their days are counted from the day
//! on which the demo is made, so that they are still to come.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::{
    ConferenceKind, ConferencePurpose, Handover, PersonWords, Presence, Slot,
};
use renkei_domain::ids::{CaseId, ConferenceId, ResourceId, TeamMemberId};
use renkei_domain::time::{Minute, Moment};
use serde::Deserialize;

use super::{CASE, CaseEntry, Read, SeedFault, line, prose_opt, value, word, word_opt};
use crate::App;
use crate::conference::SeenConference;
use crate::conference::begin::NewConference;
use crate::conference::call::way::WayStep;
use crate::conference::read::ConferencesView;
use crate::conference::step::ConferenceStep;
use crate::writer::Writer;

/// A conference with the person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConferenceEntry {
    kind: String,
    purpose: String,
    /// Days between the demo and the conference, which is on a weekday.
    days_ahead: u64,
    at: String,
    minutes: u16,
    place: String,
    wishes: Option<String>,
    can_do: Option<String>,
    to_talk: Option<String>,
    not_to_talk: Option<String>,
    handover: Option<HandoverEntry>,
    #[serde(default)]
    called: Vec<CalledEntry>,
}

/// Somebody of the team who is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalledEntry {
    /// The id of their agency in the directory.
    resource: String,
    /// By which channel, where the host chose it.
    channel: Option<String>,
    /// Why.
    reason: Option<String>,
}

impl CalledEntry {
    /// What the host chose of the way to them.
    fn way(&self) -> Read<Option<WayStep>> {
        let channel = word_opt(self.channel.as_ref(), CallChannel::from_code)?;
        let reason = prose_opt(self.reason.as_ref())?;
        let chosen = channel.zip(reason);
        Ok(chosen.map(|(channel, reason)| WayStep::Choose {
            channel,
            target: None,
            reason,
        }))
    }
}

/// What a handover settles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HandoverEntry {
    /// Days between the demo and the last day of the service.
    days_left: u64,
    unsolved: Option<String>,
    natural_support: Option<String>,
    difference: Option<String>,
}

fn after(today: NaiveDate, days: u64) -> NaiveDate {
    let day = today.checked_add_days(Days::new(days));
    day.unwrap_or(NaiveDate::MAX)
}

/// The day itself, or the Monday after it.
fn weekday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => after(day, 2),
        Weekday::Sun => after(day, 1),
        _ => day,
    }
}

impl HandoverEntry {
    fn handover(&self, today: NaiveDate) -> Read<Handover> {
        Ok(Handover {
            ends_on: after(today, self.days_left),
            unsolved: prose_opt(self.unsolved.as_ref())?,
            natural_support: prose_opt(self.natural_support.as_ref())?,
            difference: prose_opt(self.difference.as_ref())?,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        })
    }
}

impl ConferenceEntry {
    fn begun(&self) -> Read<NewConference> {
        Ok(NewConference {
            kind: word(&self.kind, ConferenceKind::from_code)?,
            purpose: word(&self.purpose, ConferencePurpose::from_code)?,
            presence: Presence::default(),
            host: None,
        })
    }

    fn slot(&self, today: NaiveDate) -> Read<Slot> {
        let minute = Minute::parse(&self.at);
        let begins = Moment {
            date: weekday(after(today, self.days_ahead)),
            minute: minute.ok_or_else(|| value(CASE, format!("{}: no time", self.at)))?,
        };
        Ok(Slot {
            begins: begins.instant(),
            minutes: self.minutes,
            place: line(&self.place)?,
        })
    }

    fn words(&self) -> Read<PersonWords> {
        Ok(PersonWords {
            wishes: prose_opt(self.wishes.as_ref())?,
            can_do: prose_opt(self.can_do.as_ref())?,
            to_talk: prose_opt(self.to_talk.as_ref())?,
            not_to_talk: prose_opt(self.not_to_talk.as_ref())?,
            from: None,
        })
    }

    /// The members of the team who are called, in the order of the file.
    fn members(&self, view: &ConferencesView) -> Read<Vec<TeamMemberId>> {
        let members = self.called.iter().map(|one| {
            let id = &one.resource;
            let missing = || value(CASE, format!("{id}: nobody of the team"));
            let agency: ResourceId = id.parse().map_err(|_| missing())?;
            let mut team = view.team();
            let member = team.find(|member| member.agency == MemberAgency::Listed(agency));
            Ok(member.ok_or_else(missing)?.id)
        });
        members.collect()
    }

    /// What is done with it after it was begun, one after the other.
    fn steps(&self, view: &ConferencesView) -> Read<Vec<ConferenceStep>> {
        let today = view.consents.now.date;
        let mut steps = vec![ConferenceStep::CallTeam(self.members(view)?)];
        let words = self.words()?;
        if !words.is_empty() {
            steps.push(ConferenceStep::Hear(words));
        }
        if let Some(handover) = &self.handover {
            steps.push(ConferenceStep::HandOver(handover.handover(today)?));
        }
        steps.push(ConferenceStep::Fix(self.slot(today)?));
        steps.push(ConferenceStep::Shown(today));
        Ok(steps)
    }
}

impl App {
    /// Prepares the conferences of an entered case.
    pub(super) async fn enter_conferences(
        &self,
        staff: &Writer,
        case: CaseId,
        entry: &CaseEntry,
    ) -> Result<(), SeedFault> {
        for conference in &entry.conference {
            let begun = self
                .begin_conference(staff, case, conference.begun()?)
                .await?;
            let id = begun.map_err(|refusal| value(CASE, refusal))?.0;
            let view = self.conferences(&staff.principal, case).await?;
            let view = view.map_err(|refusal| value(CASE, refusal))?;
            for (step, version) in conference.steps(&view)?.into_iter().zip(1..) {
                let seen = SeenConference { case, id, version };
                let taken = self.step_conference(staff, seen, step).await?;
                taken.map_err(|refusal| value(CASE, refusal))?;
            }
            self.enter_ways(staff, (case, id), conference).await?;
        }
        Ok(())
    }

    /// Chooses how those who are called to a conference are called.
    async fn enter_ways(
        &self,
        staff: &Writer,
        (case, id): (CaseId, ConferenceId),
        entry: &ConferenceEntry,
    ) -> Result<(), SeedFault> {
        let view = self.conferences(&staff.principal, case).await?;
        let view = view.map_err(|refusal| value(CASE, refusal))?;
        let missing = || value(CASE, "the conference is gone");
        let conference = view.conference(id).ok_or_else(missing)?;
        let seen = SeenConference {
            case,
            id,
            version: conference.version,
        };
        for (one, participant) in entry.called.iter().zip(&conference.participants) {
            if let Some(way) = one.way()? {
                let changed = self
                    .change_call_way(staff, seen, participant.id, way)
                    .await?;
                changed.map_err(|refusal| value(CASE, refusal))?;
            }
        }
        Ok(())
    }
}
