//! A series: what it is, who is called, on which days of the next twelve months it is, and the file for calendars.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::series::Meeting;
use renkei_domain::time::japanese_date;

use super::{begins_words, found, series_of, state_words, trail_to_list};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paper::disposition;
use crate::paths::{
    EditSeriesPath, MeetingDayPath, MeetingSeriesPath, SeriesCalendarPath, SeriesHistoryPath,
    SeriesMembersPath, SeriesYearPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_series.html")]
pub struct MeetingSeriesPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    kind: &'static str,
    host: String,
    rule: String,
    on_holiday: &'static str,
    hours: String,
    place: String,
    span: String,
    /// The series of which it is a group, the one whose place it took, and the one that took its place.
    beside: Vec<(&'static str, MeetingSeriesPath, String)>,
    members: Vec<String>,
    ahead: Vec<DayRow>,
    past: Vec<DayRow>,
    year: SeriesYearPath,
    history: SeriesHistoryPath,
    calendar: SeriesCalendarPath,
    call: SeriesMembersPath,
    /// For whoever may write.
    edit: Option<EditSeriesPath>,
}

/// A meeting in a list.
#[derive(Debug, Clone)]
struct DayRow {
    path: MeetingDayPath,
    when: String,
    state: String,
    place: Option<String>,
    is_held: bool,
}

impl DayRow {
    fn of(view: &SeriesView, meeting: &Meeting) -> Self {
        let series = view.series();
        let is_elsewhere = meeting.place != series.outline.place;
        Self {
            path: MeetingDayPath::of(series.id, meeting.original),
            when: begins_words(meeting),
            state: state_words(meeting),
            place: is_elsewhere.then(|| meeting.place.to_string()),
            is_held: meeting.is_held(),
        }
    }
}

impl MeetingSeriesPage {
    pub(super) fn of(shell: Shell, view: &SeriesView) -> Self {
        let series = view.series();
        let outline = &series.outline;
        let theme_of = |id| {
            let file = view.all.one(id)?;
            let theme = file.series.outline.theme.to_string();
            Some((MeetingSeriesPath::of(id), theme))
        };
        let parent = outline.parent.and_then(theme_of);
        let earlier = series.follows.and_then(theme_of);
        let mut all = view.all.series.iter();
        let later = all.find(|file| file.series.follows == Some(series.id));
        let later = later.and_then(|file| theme_of(file.series.id));
        let groups = view.all.groups_of(series.id);
        let groups = groups.filter_map(|file| theme_of(file.series.id));
        let named = |word, one: Option<(MeetingSeriesPath, String)>| {
            one.map(|(path, theme)| (word, path, theme))
        };
        let mut beside: Vec<(&'static str, MeetingSeriesPath, String)> = [
            named("もとになる会議", parent),
            named("この前のきまり", earlier),
            named("この後のきまり", later),
        ]
        .into_iter()
        .flatten()
        .collect();
        beside.extend(groups.map(|(path, theme)| ("グループ・部会", path, theme)));
        let rows = |meetings: Vec<Meeting>| {
            let rows = meetings.iter().map(|meeting| DayRow::of(view, meeting));
            rows.collect::<Vec<DayRow>>()
        };
        Self {
            shell,
            trail: trail_to_list(view.all.network),
            theme: outline.theme.to_string(),
            kind: outline.kind.word(),
            host: format!("{}の事務局", view.all.name),
            rule: outline.rule.words(),
            on_holiday: outline.rule.on_holiday.word(),
            hours: format!("{}から {}分", outline.begins, outline.minutes),
            place: outline.place.to_string(),
            span: match outline.rule.last {
                Some(last) => format!(
                    "{}から {}まで",
                    japanese_date(outline.rule.first),
                    japanese_date(last)
                ),
                None => format!("{}から", japanese_date(outline.rule.first)),
            },
            beside,
            members: series.called().map(|one| view.name_of(one)).collect(),
            ahead: rows(view.ahead()),
            past: rows(view.past()),
            year: SeriesYearPath::of(series.id),
            history: SeriesHistoryPath::of(series.id),
            calendar: SeriesCalendarPath::of(series.id),
            call: SeriesMembersPath::of(series.id),
            edit: view.all.may_keep.then(|| EditSeriesPath::of(series.id)),
        }
    }
}

pub(crate) async fn show(
    path: MeetingSeriesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match series_of(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Meetings).await?;
    Ok(shown(&MeetingSeriesPage::of(shell, &view)))
}

pub(crate) async fn calendar(
    path: SeriesCalendarPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let made = site.app.meetings_for_calendar(visitor.principal(), id);
    let text = match found(made.await?, &visitor)? {
        Ok(text) => text,
        Err(answer) => return Ok(answer),
    };
    let disposition = disposition("meetings.ics", "定例会の予定.ics");
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/calendar; method=PUBLISH; charset=UTF-8"),
        ),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, text).into_response())
}
