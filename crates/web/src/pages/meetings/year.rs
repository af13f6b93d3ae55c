//! Who came to the meetings of a 年度: a line for each member, a column for each meeting. It prints as it stands.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::Datelike as _;
use renkei_app::conference::series::read::SeriesView;
use renkei_domain::conference::series::attendance::YEARS;
use renkei_domain::conference::series::{MeetingCame, YearOfMeetings};
use renkei_domain::time::{era_year, japanese_date};
use renkei_exchange::export::{Cell, Form};
use serde::Deserialize;

use super::{series_of, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::{SeriesYearCsvPath, SeriesYearPath, SeriesYearXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, Spreadsheet};

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
    /// Where the year is taken from as a file.
    files: ListFiles,
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

const COLUMNS: [&str; 3] = ["相手", "日", "出欠"];

/// Whether somebody came; what is not written is neither.
fn word_of(came: Option<MeetingCame>) -> &'static str {
    came.map_or("―", MeetingCame::word)
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
            let came = came.map(|(came, (_, day))| (day.clone(), word_of(*came)));
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
            files: ListFiles::at(
                format!("{}?year={}", SeriesYearXlsxPath::of(series.id), of.year),
                format!("{}?year={}", SeriesYearCsvPath::of(series.id), of.year),
            ),
            earlier: format!("{path}?year={}", of.year - 1),
            later: format!("{path}?year={}", of.year + 1),
        }
    }
}

/// A series with the year of it that somebody asked for, or this one; for whoever may not read it where it leads instead.
async fn year_of(
    site: &Site,
    visitor: &Visitor,
    (id, asked): (&str, Result<Query<AskedYear>, QueryRejection>),
) -> Result<Result<(SeriesView, YearOfMeetings), Response>, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let view = match series_of(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Err(answer)),
    };
    let year = asked.year.unwrap_or_else(|| view.this_year());
    if !YEARS.contains(&year) {
        return Err(PageFault::NotFound);
    }
    let of = view.year(year);
    Ok(Ok((view, of)))
}

pub(crate) async fn csv(
    path: SeriesYearCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<AskedYear>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, asked), Form::Csv).await
}

pub(crate) async fn xlsx(
    path: SeriesYearXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<AskedYear>, QueryRejection>,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, asked), Form::Xlsx).await
}

/// A row for each member and meeting: years have other meetings, and columns of a file are always the same.
async fn file(
    site: &Site,
    visitor: &Visitor,
    asked: (&str, Result<Query<AskedYear>, QueryRejection>),
    form: Form,
) -> Result<Response, PageFault> {
    let (view, of) = match year_of(site, visitor, asked).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let rows = of.lines.iter().flat_map(|line| {
        let name = view.name_of(&line.member);
        let meetings = of.meetings.iter().zip(&line.came);
        meetings.map(move |(meeting, came)| {
            vec![
                Cell::Text(name.clone()),
                Cell::Day(meeting.begins.date),
                Cell::from(word_of(*came)),
            ]
        })
    });
    let list = Spreadsheet {
        name: "会議の出欠",
        plain_name: "attendance",
        columns: &COLUMNS,
        rows: rows.collect(),
    };
    list.answer(site, form).await
}

pub(crate) async fn show(
    path: SeriesYearPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<AskedYear>, QueryRejection>,
) -> Result<Response, PageFault> {
    let (view, of) = match year_of(&site, &visitor, (&path.id, asked)).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Meetings).await?;
    Ok(shown(&MeetingYearPage::of(shell, &view, &of)))
}
