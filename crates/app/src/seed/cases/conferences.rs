//! The conferences of the invented cases of a demo, prepared as staff prepare them. Their days are counted from the day
//! on which the demo is made, so that they are still to come.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use renkei_domain::cases::team::MemberAgency;
use renkei_domain::conference::invitation::{CallChannel, CheckedHow, PhoneOutcome};
use renkei_domain::conference::{
    Agenda, Conference, ConferenceKind, ConferencePurpose, Handover, PersonWords, Presence,
    Presenter, Slot, ToBring,
};
use renkei_domain::ids::{CaseId, ConferenceId, ResourceId, TeamMemberId};
use renkei_domain::time::{Minute, Moment};
use serde::Deserialize;

use super::{CASE, CaseEntry, Read, SeedFault, line, prose_opt, value, word, word_opt};
use crate::App;
use crate::conference::SeenConference;
use crate::conference::begin::NewConference;
use crate::conference::call::SeenCall;
use crate::conference::call::step::CallStep;
use crate::conference::call::way::WayStep;
use crate::conference::read::ConferencesView;
use crate::conference::replies::take::TakenMail;
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
    to_bring: Option<String>,
    wishes: Option<String>,
    can_do: Option<String>,
    to_talk: Option<String>,
    not_to_talk: Option<String>,
    handover: Option<HandoverEntry>,
    #[serde(default)]
    called: Vec<CalledEntry>,
    /// Whether people are called to it, and what one of those who are phoned writes back by mail.
    written_back: Option<String>,
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
    /// How their FAX number was confirmed.
    checked: Option<String>,
    /// Which item of the agenda they bring in.
    presents: Option<String>,
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
            to_bring: prose_opt(self.to_bring.as_ref())?
                .map(ToBring::new)
                .transpose()
                .map_err(|fault| value(CASE, fault))?,
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
        Ok(steps)
    }

    /// The agenda of the template, with who brings what in.
    fn agenda(&self, conference: &Conference) -> Read<Agenda> {
        let mut agenda = conference.agenda.clone();
        for (one, participant) in self.called.iter().zip(&conference.participants) {
            let Some(title) = &one.presents else {
                continue;
            };
            let mut items = agenda.items.iter_mut();
            let item = items.find(|item| item.title.as_str() == title);
            let item = item.ok_or_else(|| value(CASE, format!("{title}: no such item")))?;
            item.presenter = Presenter::Participant(participant.id);
        }
        Ok(agenda)
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
            for step in conference.steps(&view)? {
                self.enter_step(staff, (case, id), step).await?;
            }
            let agenda = conference.agenda(&self.entered(staff, (case, id)).await?)?;
            let shown = ConferenceStep::Shown(view.consents.now.date);
            for step in [ConferenceStep::TalkAbout(agenda), shown] {
                self.enter_step(staff, (case, id), step).await?;
            }
            self.enter_ways(staff, (case, id), conference).await?;
            if let Some(words) = &conference.written_back {
                self.enter_calls(staff, (case, id), words).await?;
            }
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
        let conference = self.entered(staff, (case, id)).await?;
        let seen = SeenConference {
            case,
            id,
            version: conference.version,
        };
        for (one, participant) in entry.called.iter().zip(&conference.participants) {
            if let Some(way) = one.way()? {
                let changed = self.change_call_way(staff, seen, participant.id, way);
                changed.await?.map_err(|refusal| value(CASE, refusal))?;
            }
            let Some(how) = word_opt(one.checked.as_ref(), CheckedHow::from_code)? else {
                continue;
            };
            let view = self.conference_calls(&staff.principal, case, id).await?;
            let view = view.map_err(|refusal| value(CASE, refusal))?;
            let target = view
                .row(participant.id)
                .and_then(|row| row.way.target.clone());
            let number = target.ok_or_else(|| value(CASE, "no number to confirm"))?;
            let confirmed = WayStep::Confirm { number, how };
            let kept = self.change_call_way(staff, seen, participant.id, confirmed);
            kept.await?.map_err(|refusal| value(CASE, refusal))?;
        }
        Ok(())
    }

    /// A conference as it stands now.
    async fn entered(
        &self,
        staff: &Writer,
        (case, id): (CaseId, ConferenceId),
    ) -> Result<Conference, SeedFault> {
        let view = self.conferences(&staff.principal, case).await?;
        let view = view.map_err(|refusal| value(CASE, refusal))?;
        let missing = || value(CASE, "the conference is gone");
        Ok(view.conference(id).ok_or_else(missing)?.clone())
    }

    async fn enter_step(
        &self,
        staff: &Writer,
        (case, id): (CaseId, ConferenceId),
        step: ConferenceStep,
    ) -> Result<(), SeedFault> {
        let version = self.entered(staff, (case, id)).await?.version;
        let seen = SeenConference { case, id, version };
        let taken = self.step_conference(staff, seen, step).await?;
        taken.map_err(|refusal| value(CASE, refusal))?;
        Ok(())
    }

    /// Prepares what those who are called have to be told, as the button does, and lets one who is phoned write back:
    /// their mail waits for somebody to look at it.
    async fn enter_calls(
        &self,
        staff: &Writer,
        (case, id): (CaseId, ConferenceId),
        words: &str,
    ) -> Result<(), SeedFault> {
        let version = self.entered(staff, (case, id)).await?.version;
        let seen = SeenConference { case, id, version };
        let sent = self.send_calls(staff, seen).await?;
        sent.map_err(|refusal| value(CASE, refusal))?;
        let view = self.conference_calls(&staff.principal, case, id).await?;
        let view = view.map_err(|refusal| value(CASE, refusal))?;
        let phoned = view.rows.iter().find_map(|row| {
            let invitation = row.invitation.as_ref()?;
            (row.way.channel == CallChannel::Phone).then_some(invitation)
        });
        let phoned = phoned.ok_or_else(|| value(CASE, "nobody is phoned"))?;
        let reached = CallStep::Phone {
            outcome: PhoneOutcome::Reached,
            at: None,
            note: None,
        };
        let call = SeenCall {
            case,
            conference: id,
            id: phoned.id,
            version: phoned.version,
        };
        let stepped = self.step_call(staff, call, reached).await?;
        stepped.map_err(|refusal| value(CASE, refusal))?;
        let mail = format!(
            "From: mihara-hp@example.jp\r\nTo: henji@example.jp\r\nSubject: Re: {code}\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\n{words}\r\n",
            code = phoned.code,
        );
        match self.take_mail(mail.into_bytes()).await? {
            TakenMail::Waits => Ok(()),
            other => Err(value(CASE, format!("the mail is {other}"))),
        }
    }
}
