//! The meetings of a network that come again: their list here, a series in [`view`], making and changing one in [`plan`],
//! who is called in [`members`] and by which way in [`way`], one meeting in [`day`] and its forms in [`part`], how
//! everybody hears of it in [`notices`], who came over a year in [`year`], who changed what in [`history`].
//! Members of the network read; its secretariat writes. Nothing of anybody who is helped belongs here, and every form
//! says so.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::read::{MeetingsView, SeriesView};
use renkei_app::conference::series::{MeetingRefusal, SeriesFile};
use renkei_app::directory::secretariat::NamedNetwork;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::series::{Meeting, MeetingState, SeriesFault};
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::time::{Minute, japanese_date, japanese_moment};

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Form;
use crate::gate::refused;
use crate::paths::{AccountPath, MeetingSeriesPath, NetworkMeetingsPath, NewMeetingsPath};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

pub mod day;
pub(crate) mod files;
pub mod history;
pub mod mails;
pub mod members;
pub mod notices;
mod outline;
pub mod part;
pub mod plan;
mod samples;
pub mod view;
pub(in crate::pages) mod waiting;
pub mod way;
pub mod year;

/// What stands below every form.
const NOT_ABOUT_ANYBODY: &str = "ネットワークの人がみんな読みます。支援を受けている方の名前や、その方のことは書かないでください。ケースのことは、ケースの会議に書きます。";

/// The list of a network.
#[derive(Debug, Template)]
#[template(path = "meetings.html")]
pub struct MeetingsPage {
    shell: Shell,
    account: AccountPath,
    name: String,
    rows: Vec<SeriesRow>,
    /// The list as a file.
    files: ListFiles,
    /// For whoever may make one.
    new: Option<NewMeetingsPath>,
}

/// A series in a list.
#[derive(Debug, Clone)]
struct SeriesRow {
    path: MeetingSeriesPath,
    theme: String,
    kind: &'static str,
    rule: String,
    next: Option<String>,
    groups: Vec<SeriesRow>,
}

/// A page with one form.
#[derive(Debug, Template)]
#[template(path = "meeting_form.html")]
pub struct MeetingFormPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    heading: String,
    lead: String,
    note: &'static str,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
}

/// When a meeting begins.
fn begins_words(meeting: &Meeting) -> String {
    japanese_moment(meeting.begins)
}

/// In what state a meeting is, in words.
fn state_words(meeting: &Meeting) -> String {
    match &meeting.state {
        MeetingState::Planned if meeting.is_shifted() => {
            format!("{}から ずらしました", japanese_date(meeting.original))
        }
        MeetingState::Planned if !meeting.is_sure => "予定（祝日は未発表）".to_owned(),
        MeetingState::Planned => "予定".to_owned(),
        MeetingState::Moved => format!("{}から 変えました", japanese_date(meeting.original)),
        MeetingState::Cancelled { why } => {
            let moved = if meeting.is_shifted() {
                format!("{}から変えた回を ", japanese_date(meeting.original))
            } else {
                String::new()
            };
            match why {
                Some(why) => format!("{moved}中止（{why}）"),
                None => format!("{moved}中止"),
            }
        }
        MeetingState::LeftOut => "休み（祝日など）".to_owned(),
    }
}

/// A time as the browser's field takes it.
fn clock_value(minute: Minute) -> String {
    format!("{:02}:{:02}", minute.get() / 60, minute.get() % 60)
}

impl SeriesRow {
    fn of(view: &MeetingsView, file: &SeriesFile) -> Self {
        let series = &file.series;
        let outline = &series.outline;
        let groups = view.groups_of(series.id);
        Self {
            path: MeetingSeriesPath::of(series.id),
            theme: outline.theme.to_string(),
            kind: outline.kind.word(),
            rule: outline.rule.words(),
            next: view.next(file).as_ref().map(begins_words),
            groups: groups
                .map(|group| Self {
                    groups: Vec::new(),
                    ..Self::of(view, group)
                })
                .collect(),
        }
    }
}

/// The series of a network, each with its groups.
fn rows_of(view: &MeetingsView) -> Vec<SeriesRow> {
    let tops = view.series.iter();
    let tops = tops.filter(|file| file.series.outline.parent.is_none());
    tops.map(|file| SeriesRow::of(view, file)).collect()
}

impl MeetingsPage {
    fn of(shell: Shell, view: &MeetingsView) -> Self {
        Self {
            shell,
            account: AccountPath,
            name: view.name.clone(),
            rows: rows_of(view),
            files: files::of_network(view.network),
            new: view.may_keep.then(|| NewMeetingsPath::of(view.network)),
        }
    }
}

/// The way to the list of a network.
fn trail_to_list(network: NetworkId) -> Vec<(String, String)> {
    vec![
        (AccountPath.to_string(), "アカウント".to_owned()),
        (
            NetworkMeetingsPath::of(network).to_string(),
            "ネットワークの会議".to_owned(),
        ),
    ]
}

/// The way to a series.
fn trail_to_series(view: &SeriesView) -> Vec<(String, String)> {
    let mut trail = trail_to_list(view.all.network);
    let series = view.series();
    trail.push((
        MeetingSeriesPath::of(series.id).to_string(),
        series.outline.theme.to_string(),
    ));
    trail
}

/// The words for what a use case refused, or how the page answers instead.
fn refusal_words(
    refusal: MeetingRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        MeetingRefusal::NotFound | MeetingRefusal::Series(SeriesFault::NoSuchDay) => {
            Err(PageFault::NotFound)
        }
        MeetingRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        other => Ok(Ok(other.to_string())),
    }
}

/// What was found, or how the page answers instead.
fn found<T>(
    found: Result<T, MeetingRefusal>,
    visitor: &Visitor,
) -> Result<Result<T, Response>, PageFault> {
    match found {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match refusal_words(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

async fn list_of(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<MeetingsView, Response>, PageFault> {
    let id: NetworkId = id.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.network_meetings(visitor.principal(), id).await?;
    found(view, visitor)
}

async fn series_of(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<SeriesView, Response>, PageFault> {
    let id: MeetingSeriesId = id.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.meeting_series(visitor.principal(), id).await?;
    found(view, visitor)
}

/// The ways to the meetings of the networks that somebody coordinates, each with its words.
pub(super) fn of_coordinator(
    principal: &Principal,
    networks: &[NamedNetwork],
) -> Vec<(NetworkMeetingsPath, String)> {
    let coordinated = principal.coordinated();
    let is_alone = coordinated.len() == 1;
    let own = networks.iter();
    let own = own.filter(|network| coordinated.contains(&network.id));
    let way = |network: &NamedNetwork| {
        let words = if is_alone {
            "定例会".to_owned()
        } else {
            format!("定例会: {}", network.name)
        };
        (NetworkMeetingsPath::of(network.id), words)
    };
    own.map(way).collect()
}

/// Every sample of these pages, rendered.
pub(super) fn every_sample(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    samples::every(all)
}

pub(crate) async fn show(
    path: NetworkMeetingsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match list_of(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Meetings).await?;
    Ok(shown(&MeetingsPage::of(shell, &view)))
}
