//! The meetings of a network as its members see them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use renkei_domain::access::action::Action;
use renkei_domain::access::principal::{Principal, Who};
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::minutes::DecisionState;
use renkei_domain::conference::series::{
    Meeting, MeetingDecision, MeetingMember, MeetingOffice, MeetingSeries, Occurrence, SeriesFault,
    YearOfMeetings, business_year,
};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{MeetingSeriesId, NetworkId, OccurrenceId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::conference::series::SeriesFile;

use super::{MeetingRefusal, allowed, hidden};
use crate::App;
use crate::directory::register::Outcome;

/// So far ahead meetings are shown.
const AHEAD: Days = Days::new(366);

/// So far back.
const BACK: Days = Days::new(183);

/// The meetings of a network.
#[derive(Debug, Clone)]
pub struct MeetingsView {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Whether whoever looks may write.
    pub may_keep: bool,
    /// Its series, in the order in which they were made.
    pub series: Vec<SeriesFile>,
    /// The days off that are known.
    pub holidays: Arc<HolidayTable>,
    /// This moment.
    pub now: Instant,
}

/// A series.
#[derive(Debug, Clone)]
pub struct SeriesView {
    /// Among all meetings of its network.
    pub all: MeetingsView,
    /// The series, and what is known of its meetings.
    pub file: SeriesFile,
    /// The names of the offices that are called.
    pub offices: HashMap<ResourceId, Line>,
}

/// One meeting.
#[derive(Debug, Clone)]
pub struct MeetingView {
    /// Of which series.
    pub series: SeriesView,
    /// When and where it is.
    pub meeting: Meeting,
    /// What is known of it; bare where nothing is.
    pub known: Occurrence,
    /// What earlier meetings decided and is open still, also before the rule changed.
    pub open: Vec<OpenDecision>,
}

/// What an earlier meeting decided and is open still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDecision {
    /// A meeting of which series.
    pub series: MeetingSeriesId,
    /// Of which day of the rule.
    pub original: NaiveDate,
    /// What.
    pub decision: MeetingDecision,
}

impl MeetingsView {
    /// A series of the network.
    #[must_use]
    pub fn one(&self, id: MeetingSeriesId) -> Option<&SeriesFile> {
        self.series.iter().find(|file| file.series.id == id)
    }

    /// A series after those whose place it took, the oldest first.
    #[must_use]
    pub fn one_and_before<'f>(&'f self, file: &'f SeriesFile) -> Vec<&'f SeriesFile> {
        let mut files = vec![file];
        let mut before = file.series.follows.and_then(|id| self.one(id));
        while let Some(earlier) = before {
            files.push(earlier);
            before = earlier.series.follows.and_then(|id| self.one(id));
        }
        files.reverse();
        files
    }

    /// The series below another: its working groups and 部会.
    pub fn groups_of(&self, id: MeetingSeriesId) -> impl Iterator<Item = &SeriesFile> {
        let all = self.series.iter();
        all.filter(move |file| file.series.outline.parent == Some(id))
    }

    /// The next meeting of a series that is held.
    #[must_use]
    pub fn next(&self, file: &SeriesFile) -> Option<Meeting> {
        let today = self.now.in_japan().date;
        let until = today.checked_add_days(AHEAD)?;
        let days = (today, until);
        let meetings = file.series.meetings(days, &file.known, &self.holidays);
        let is_next = |one: &Meeting| one.is_held() && one.ends() > self.now;
        meetings.into_iter().find(is_next)
    }
}

impl SeriesView {
    /// The series.
    #[must_use]
    pub const fn series(&self) -> &MeetingSeries {
        &self.file.series
    }

    /// The meetings of the next twelve months.
    #[must_use]
    pub fn ahead(&self) -> Vec<Meeting> {
        let today = self.all.now.in_japan().date;
        let until = today.checked_add_days(AHEAD).unwrap_or(today);
        self.between(today, until)
    }

    /// The meetings of the last half year before today, the newest first.
    #[must_use]
    pub fn past(&self) -> Vec<Meeting> {
        let today = self.all.now.in_japan().date;
        let from = today.checked_sub_days(BACK).unwrap_or(today);
        let until = today.pred_opt().unwrap_or(today);
        let mut meetings = self.between(from, until);
        meetings.reverse();
        meetings
    }

    fn between(&self, from: NaiveDate, until: NaiveDate) -> Vec<Meeting> {
        let days = (from, until);
        let series = self.series();
        series.meetings(days, &self.file.known, &self.all.holidays)
    }

    /// What is known of the meeting of a day of the rule.
    #[must_use]
    pub fn known(&self, original: NaiveDate) -> Option<&Occurrence> {
        let mut known = self.file.known.iter();
        known.find(|one| one.original == original)
    }

    /// Who somebody is who is called: office, and duty or title.
    #[must_use]
    pub fn name_of(&self, member: &MeetingMember) -> String {
        let office = match &member.office {
            MeetingOffice::Listed(id) => self
                .offices
                .get(id)
                .map_or("名簿からなくなった機関", Line::as_str),
            MeetingOffice::Written(name) => name.as_str(),
        };
        match &member.seat {
            Some(seat) => format!("{office} {seat}"),
            None => office.to_owned(),
        }
    }

    /// Who came over a 年度.
    #[must_use]
    pub fn year(&self, year: i32) -> YearOfMeetings {
        let (known, holidays) = (&self.file.known, &self.all.holidays);
        self.series().year(year, known, holidays)
    }

    /// The 年度 of today.
    #[must_use]
    pub fn this_year(&self) -> i32 {
        business_year(self.all.now.in_japan().date)
    }

    /// Whether something of it has begun, so that its days stay as they are.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        has_begun(&self.file, self.all.now)
    }
}

/// Whether something of a series has begun: its first day is over, or something is known of one of its meetings.
pub(super) fn has_begun(file: &SeriesFile, now: Instant) -> bool {
    let begin = file.series.outline.rule.begin();
    let today = now.in_japan().date;
    !file.known.is_empty() || begin.is_some_and(|first| first <= today)
}

/// The offices of the directory that are called to a series, or were.
fn office_ids(series: &MeetingSeries) -> Vec<ResourceId> {
    let members = series.members.iter();
    let ids = members.filter_map(|one| match &one.office {
        MeetingOffice::Listed(id) => Some(*id),
        MeetingOffice::Written(_) => None,
    });
    ids.collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The networks whose meetings somebody reads, with their names.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn networks_that_meet(
        &self,
        own: &Principal,
    ) -> Result<Vec<(NetworkId, String)>, StoreFault> {
        let networks = self.store.networks().await?.into_iter();
        let is_read = |id| allowed(own, Action::ReadMeetings, id).is_ok();
        let read = networks.filter(|network| is_read(network.id));
        Ok(read.map(|one| (one.id, one.name.to_string())).collect())
    }

    /// The meetings of a network.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn network_meetings(
        &self,
        own: &Principal,
        network: NetworkId,
    ) -> Outcome<MeetingsView, MeetingRefusal> {
        if let Err(refusal) = allowed(own, Action::ReadMeetings, network) {
            return Ok(Err(refusal));
        }
        self.all_meetings(own, network).await
    }

    async fn all_meetings(
        &self,
        own: &Principal,
        network: NetworkId,
    ) -> Outcome<MeetingsView, MeetingRefusal> {
        let networks = self.store.networks().await?;
        let Some(found) = networks.into_iter().find(|known| known.id == network) else {
            return Ok(Err(MeetingRefusal::NotFound));
        };
        let reference = self.reference().await?;
        Ok(Ok(MeetingsView {
            network,
            name: found.name.to_string(),
            may_keep: allowed(own, Action::KeepMeetings, network).is_ok(),
            series: self.store.meetings_of(network).await?,
            holidays: Arc::new(reference.holidays.clone()),
            now: self.now(),
        }))
    }

    /// A series.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn meeting_series(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
    ) -> Outcome<SeriesView, MeetingRefusal> {
        if own.who == Who::Anybody {
            // Nobody hears whether it is there before saying who they are.
            return Ok(Err(MeetingRefusal::NotAllowed(Decision::SignInFirst)));
        }
        let Some(file) = self.store.meeting_series(id).await? else {
            return Ok(Err(MeetingRefusal::NotFound));
        };
        let network = file.series.network;
        if let Err(refusal) = allowed(own, Action::ReadMeetings, network) {
            return Ok(Err(hidden(own, refusal)));
        }
        let all = match self.all_meetings(own, network).await? {
            Ok(all) => all,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let offices = self.offices_named(office_ids(&file.series)).await?;
        Ok(Ok(SeriesView { all, file, offices }))
    }

    /// Every series of a network, each as by itself.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn network_series(
        &self,
        own: &Principal,
        network: NetworkId,
    ) -> Outcome<Vec<SeriesView>, MeetingRefusal> {
        let all = match self.network_meetings(own, network).await? {
            Ok(all) => all,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut ids = Vec::new();
        for file in &all.series {
            ids.extend(office_ids(&file.series));
        }
        let offices = self.offices_named(ids).await?;
        let views = all.series.iter().map(|file| SeriesView {
            all: all.clone(),
            file: file.clone(),
            offices: offices.clone(),
        });
        Ok(Ok(views.collect()))
    }

    async fn offices_named(
        &self,
        ids: Vec<ResourceId>,
    ) -> Result<HashMap<ResourceId, Line>, StoreFault> {
        let found = self.store.resources(&ids).await?.into_iter();
        Ok(found.map(|entry| (entry.id, entry.facts.name)).collect())
    }

    /// The meeting of a day of the rule.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn network_meeting(
        &self,
        own: &Principal,
        id: MeetingSeriesId,
        original: NaiveDate,
    ) -> Outcome<MeetingView, MeetingRefusal> {
        let series = match self.meeting_series(own, id).await? {
            Ok(series) => series,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let known = series.known(original).cloned();
        let holidays = &series.all.holidays;
        let meeting = series
            .series()
            .meeting_of(original, known.as_ref(), holidays);
        let meeting = match meeting {
            Ok(meeting) => meeting,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let network = series.all.network;
        // Its id is given when something is written.
        let bare = || Occurrence::bare(OccurrenceId::from_uuid(id.uuid()), (network, id), original);
        let files = series.all.one_and_before(&series.file);
        let earlier = files.into_iter().flat_map(|file| &file.known);
        let earlier = earlier.filter(|one| one.series != id || one.original < original);
        let open = earlier.flat_map(|one| {
            let open = one.decisions.iter();
            let open = open.filter(|decision| decision.state == DecisionState::Open);
            open.map(|decision| OpenDecision {
                series: one.series,
                original: one.original,
                decision: decision.clone(),
            })
        });
        Ok(Ok(MeetingView {
            open: open.collect(),
            known: known.unwrap_or_else(bare),
            meeting,
            series,
        }))
    }
}

impl MeetingView {
    /// Why nothing can be written about whether somebody came: it has not begun.
    ///
    /// # Errors
    /// [`SeriesFault::NotYet`] before it begins.
    pub fn may_mark(&self) -> Result<(), SeriesFault> {
        if self.meeting.has_begun(self.series.all.now) {
            Ok(())
        } else {
            Err(SeriesFault::NotYet)
        }
    }
}
