//! A series for calendars: one file with the rule, what is left out of it, and every meeting that is on another day or
//! cancelled. It carries the theme, since it is about nobody, and names nobody who is called. Whoever takes it hands it
//! on; nothing is sent from here.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::feed::FeedSpan;
use renkei_domain::conference::series::{
    Meeting, MeetingNotice, MeetingSeries, MeetingState, Occurrence,
};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::letters::address::MailAddress;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Minute, Moment};
use renkei_invite::entry::{
    Entry, EntryFault, Party, Repeats, Rule, Sequence, Span, Standing, Uid, Version,
};
use renkei_invite::message::{Listed, Message};
use renkei_store::StoreFault;
use renkei_store::conference::series::SeriesFile;

use super::MeetingRefusal;
use super::read::{MeetingsView, SeriesView};
use crate::App;
use crate::directory::register::Outcome;
use crate::directory::secretariat::Secretariat;

/// So far ahead shifted meetings stand in a calendar one by one: 祝日 of later years are not published.
const SHIFTED_AHEAD: Days = Days::new(2 * 366);

/// The organizer of a network without a mail address: mail to it goes nowhere (RFC 6761 §6.4).
const NOBODY: &str = "secretariat@renkei.invalid";

/// Whether a calendar may know a meeting otherwise than by the rule: it was moved or cancelled once.
fn is_told_anew(known: Option<&Occurrence>) -> bool {
    known.is_some_and(|known| known.sequence > 0)
}

/// A moment on a Japanese wall clock.
fn clock(day: NaiveDate, minute: Minute) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute.get()))
}

fn span(begins: Moment, minutes: u16) -> Result<Span, EntryFault> {
    let from = clock(begins.date, begins.minute);
    Span::new(from, from + TimeDelta::minutes(i64::from(minutes)))
}

/// What is in every entry of a series.
struct Common {
    uid: Uid,
    made: Instant,
    title: Line,
    note: Option<Prose>,
    organizer: Party,
}

impl Common {
    fn of(series: &MeetingSeries, made: Instant, organizer: Party) -> Self {
        let outline = &series.outline;
        let note = format!(
            "{}。{}。祝日などで日が変わる回は、祝日が発表されてから入ります。",
            outline.kind,
            outline.rule.words()
        );
        Self {
            uid: Uid::of(series.id.uuid()),
            made,
            title: outline.theme.clone(),
            note: Prose::parse(&note).ok(),
            organizer,
        }
    }

    fn entry(&self, (sequence, span): (u32, Span), place: &Line, repeats: Repeats) -> Entry {
        Entry {
            uid: self.uid.clone(),
            version: Version {
                sequence: Sequence::new(sequence),
                made: self.made,
            },
            span,
            title: self.title.clone(),
            place: Some(place.clone()),
            note: self.note.clone(),
            organizer: self.organizer.clone(),
            standing: Standing::Confirmed,
            repeats,
        }
    }
}

/// The begin by the rule alone.
fn planned(series: &MeetingSeries, meeting: &Meeting) -> NaiveDateTime {
    clock(meeting.original, series.outline.begins)
}

/// The entry of one meeting as a message tells it: the one of the file for calendars, by the same UID and RECURRENCE-ID.
pub(crate) fn told_entry(
    series: &MeetingSeries,
    notice: &MeetingNotice,
    organizer: Party,
) -> Result<Entry, EntryFault> {
    let common = Common::of(series, notice.made_at, organizer);
    let told = &notice.told;
    let at = (notice.sequence, span(told.begins, told.minutes)?);
    let repeats = Repeats::Occurrence {
        planned: clock(notice.original, series.outline.begins),
    };
    Ok(common.entry(at, &told.place, repeats))
}

/// The entries of a series: that of the rule first.
fn entries(
    all: &MeetingsView,
    file: &SeriesFile,
    common: &Common,
) -> Result<Vec<(Entry, Listed)>, EntryFault> {
    let series = &file.series;
    let outline = &series.outline;
    let Some(first) = outline.rule.begin() else {
        return Ok(Vec::new());
    };
    let today = all.now.in_japan().date;
    let until = today.max(first).checked_add_days(SHIFTED_AHEAD);
    // The first of them may have been moved to a day before it.
    let from = first.checked_sub_days(SHIFTED_AHEAD).unwrap_or(first);
    let days = (from, until.unwrap_or(first));
    let meetings = series.meetings(days, &file.known, &all.holidays);
    let left_out = meetings.iter();
    let left_out = left_out.filter(|one| one.state == MeetingState::LeftOut);
    let rule = Repeats::Series {
        rule: Rule::parse(&outline.rule.rrule())?,
        except: left_out.map(|one| planned(series, one)).collect(),
    };
    let begins = Moment {
        date: first,
        minute: outline.begins,
    };
    let at = (series.sequence, span(begins, outline.minutes)?);
    let mut entries = vec![(common.entry(at, &outline.place, rule), Listed::Standing)];
    for meeting in &meetings {
        let mut known = file.known.iter();
        let known = known.find(|one| one.original == meeting.original);
        let listed = match meeting.state {
            MeetingState::LeftOut => continue,
            // What was once told otherwise is told again, so that calendars forget that.
            MeetingState::Planned if !meeting.is_shifted() && !is_told_anew(known) => continue,
            MeetingState::Planned | MeetingState::Moved => Listed::Standing,
            MeetingState::Cancelled { .. } => Listed::CalledOff,
        };
        let sequence = series.sequence + known.map_or(0, |known| known.sequence);
        let at = (sequence, span(meeting.begins, meeting.minutes)?);
        let repeats = Repeats::Occurrence {
            planned: planned(series, meeting),
        };
        entries.push((common.entry(at, &meeting.place, repeats), listed));
    }
    Ok(entries)
}

fn broken(fault: impl ToString) -> StoreFault {
    StoreFault::Unreadable {
        table: "meeting_series",
        value: fault.to_string(),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// What the calendar of somebody reads of the meetings of their networks: every series of which something falls into a
    /// span, under the name by which its file for calendars knows it. What cannot be read is named in the log and left
    /// out.
    pub(in crate::conference) async fn fed_meetings(
        &self,
        own: &Principal,
        span: FeedSpan,
        organizer: &MailAddress,
    ) -> Result<Vec<(Entry, Listed)>, StoreFault> {
        let days = (span.from.in_japan().date, span.to.in_japan().date);
        let mut fed = Vec::new();
        for (network, _) in self.networks_that_meet(own).await? {
            let all = match self.network_meetings(own, network).await {
                Ok(Ok(all)) => all,
                Ok(Err(_)) => continue,
                Err(fault) if fault.is_damage() => {
                    tracing::error!(%network, %fault, "a feed leaves out what is damaged");
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            for file in &all.series {
                let meetings = file.series.meetings(days, &file.known, &all.holidays);
                let is_told = meetings
                    .iter()
                    .any(|one| one.state != MeetingState::LeftOut);
                if !is_told {
                    continue;
                }
                let common = Common {
                    uid: Uid::of(file.series.id.uuid()),
                    // The same as long as nothing changed, so that programs see that there is no news.
                    made: file.series.made_at,
                    title: file.series.outline.theme.clone(),
                    note: None,
                    organizer: Party {
                        name: None,
                        address: organizer.clone(),
                    },
                };
                fed.extend(entries(&all, file, &common).map_err(broken)?);
            }
        }
        Ok(fed)
    }

    /// A series as an iCalendar file (RFC 5545).
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meetings_for_calendar(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
    ) -> Outcome<String, MeetingRefusal> {
        let view = match self.meeting_series(own, id).await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let calendars = self.calendars_of(std::slice::from_ref(&view)).await?;
        Ok(calendars.into_iter().next().ok_or(MeetingRefusal::NotFound))
    }

    /// The same of series that somebody reads, each as a file of its own: whoever hosts them is asked for once.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn calendars_of(&self, views: &[SeriesView]) -> Result<Vec<String>, StoreFault> {
        let networks = self.named_networks().await?;
        let files = views.iter().map(|view| {
            let mut networks = networks.iter();
            let network = networks.find(|known| known.id == view.all.network);
            let secretariat = network.and_then(|network| network.secretariat.as_ref());
            file(view, secretariat)
        });
        files.collect()
    }
}

/// The file of a series.
fn file(view: &SeriesView, secretariat: Option<&Secretariat>) -> Result<String, StoreFault> {
    let mail = secretariat.and_then(|one| MailAddress::parse(one.mail.as_ref()?).ok());
    let address = match mail {
        Some(address) => address,
        None => MailAddress::parse(NOBODY).map_err(|_| broken(NOBODY))?,
    };
    let organizer = Party {
        name: Line::parse(&view.all.name).ok(),
        address,
    };
    let common = Common::of(view.series(), view.all.now, organizer);
    let entries = entries(&view.all, &view.file, &common).map_err(broken)?;
    let listed = entries.iter().map(|(entry, listed)| (entry, *listed));
    Ok(Message::feed(&view.series().outline.theme, listed).text())
}
