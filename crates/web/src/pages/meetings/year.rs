//! Who came to the meetings of a 年度: a line for each member, a column for each meeting. It prints as it stands.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::Datelike as _;
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::series::YearOfMeetings;
use renkei_domain::conference::series::attendance::YEARS;
use renkei_domain::time::{era_year, japanese_date};
use serde::Deserialize;

use super::{series_of, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::SeriesYearPath;
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_year.html")]
pub struct MeetingYearPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    year: String,
    /// The days in short, and in full.
    days: Vec<(String, String)>,
    lines: Vec<CameLine>,
    earlier: String,
    later: String,
}

/// Whether a member came to each meeting.
#[derive(Debug, Clone)]
struct CameLine {
    name: String,
    /// The day in full, and whether they came.
    came: Vec<(String, &'static str)>,
    times: usize,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedYear {
    year: Option<i32>,
}

impl MeetingYearPage {
    pub(super) fn of(shell: Shell, view: &SeriesView, of: &YearOfMeetings) -> Self {
        let series = view.series();
        let path = SeriesYearPath::of(series.id);
        let days = of.meetings.iter().map(|one| one.begins.date);
        let days: Vec<(String, String)> = days
            .map(|day| (format!("{}/{}", day.month(), day.day()), japanese_date(day)))
            .collect();
        let lines = of.lines.iter().map(|line| {
            let came = line.came.iter().zip(&days);
            let came = came.map(|(came, (_, day))| {
                let word = came.map_or("―", |came| came.word());
                (day.clone(), word)
            });
            CameLine {
                name: view.name_of(&line.member),
                came: came.collect(),
                times: line.times(),
            }
        });
        let begin = chrono::NaiveDate::from_ymd_opt(of.year, 4, 1).unwrap_or_default();
        Self {
            shell,
            trail: trail_to_series(view),
            theme: series.outline.theme.to_string(),
            year: format!("{}度", era_year(begin)),
            lines: lines.collect(),
            days,
            earlier: format!("{path}?year={}", of.year - 1),
            later: format!("{path}?year={}", of.year + 1),
        }
    }
}

pub(crate) async fn show(
    path: SeriesYearPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<AskedYear>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let view = match series_of(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let year = asked.year.unwrap_or_else(|| view.this_year());
    if !YEARS.contains(&year) {
        return Err(PageFault::NotFound);
    }
    let shell = Shell::of(&site, &visitor, Here::Meetings).await?;
    let of = view.year(year);
    Ok(shown(&MeetingYearPage::of(shell, &view, &of)))
}
