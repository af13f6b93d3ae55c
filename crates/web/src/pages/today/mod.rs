//! 「きょう」: whom somebody who is out means to phone, on a phone 320 px wide or on one sheet of paper. A call is
//! put on the list in [`plan`], and what becomes of it in [`steps`]; [`line`] says it in words.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::conference::taken::TaskTaken;
use renkei_app::people::calls::{CallDay, CallView};
use renkei_domain::directory::contact::reach::phoning::Phoning;
use renkei_domain::people::limits::{CALLS_AHEAD, CALLS_KEPT};
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{Here, Shell, duplicates, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::day as read_day;
use crate::gate::refused_on;
use crate::next::Next;
use crate::pages::cases::changed_map::ChangedMapLine;
use crate::pages::cases::conference::soon::SoonLine;
use crate::pages::cases::due::DueLink;
use crate::pages::meetings::waiting::WaitingLine;
use crate::pages::upkeep::waiting::UpkeepLine;
use crate::paper::on_paper;
use crate::paths::{
    CarryCallsPath, DropCallPath, DuplicatesPath, MarkCallPath, OwnRelationsPath, ProposalsPath,
    SearchPath, TodayPaperPath, TodayPath,
};
use crate::session::{Session, Visitor};
use crate::words::moment::{AsOf, day_near};

mod line;
pub mod plan;
mod samples;
pub mod steps;

use line::{CallLine, LeftOver};

/// The page.
#[derive(Debug, Template)]
#[template(path = "today.html")]
pub struct TodayPage {
    shell: Shell,
    heading: String,
    /// The day as forms send it.
    day: String,
    is_today: bool,
    decided_at: AsOf,
    /// The way to what is due, for whoever keeps cases of which something is.
    due: Option<DueLink>,
    /// The way to what anybody proposed to put right in the directory, for whoever decides, with its words.
    proposals: Option<(ProposalsPath, String)>,
    /// The way to entries that may be one, where somebody may say something of any, with its words.
    duplicates: Option<(DuplicatesPath, String)>,
    /// Conferences that are near, or to which an answer is waited for.
    meetings: Vec<SoonLine>,
    /// Meetings of one's networks about which mail waits.
    mailed: Vec<WaitingLine>,
    /// Networks about whose entries something can be done.
    upkeep: Vec<UpkeepLine>,
    /// What one's agency took on at conferences of others.
    taken: Vec<TakenLine>,
    /// Maps that are shown to one and of which something changed in the directory.
    maps: Vec<ChangedMapLine>,
    /// Why the last step was not taken.
    fault: Option<String>,
    sections: Vec<Section>,
    over: Vec<CallLine>,
    left_over: Vec<LeftOver>,
    /// Tells this showing of the form that carries over from every other.
    once: String,
    today: TodayPath,
    paper: String,
    before: Option<String>,
    after: Option<String>,
    mark: MarkCallPath,
    carry: CarryCallsPath,
    take_away: DropCallPath,
    search: SearchPath,
    relations: OwnRelationsPath,
}

/// What somebody has before them beside their calls.
#[derive(Debug, Default)]
struct Ahead {
    due: Option<DueLink>,
    proposals: Option<(ProposalsPath, String)>,
    duplicates: Option<(DuplicatesPath, String)>,
    meetings: Vec<SoonLine>,
    mailed: Vec<WaitingLine>,
    upkeep: Vec<UpkeepLine>,
    taken: Vec<TakenLine>,
    maps: Vec<ChangedMapLine>,
}

/// Something that one's agency took on: neither whom nor what it is about.
#[derive(Debug)]
struct TakenLine {
    number: String,
    lead: String,
    due: String,
    /// Whether it should have been done.
    is_over: bool,
}

impl TakenLine {
    fn of(task: &TaskTaken, today: NaiveDate) -> Self {
        Self {
            number: task.number.clone(),
            lead: task.lead.clone(),
            due: japanese_date(task.due_on),
            is_over: task.due_on < today,
        }
    }
}

/// Calls that can be made at about the same time.
#[derive(Debug)]
struct Section {
    heading: &'static str,
    lines: Vec<CallLine>,
}

/// What stands behind the question mark: a day, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    day: String,
}

impl Asked {
    /// The day that is asked for; `None` is today. Of a day that is too far away nothing is kept.
    fn day(&self, today: NaiveDate) -> Result<Option<NaiveDate>, PageFault> {
        if self.day.is_empty() {
            return Ok(None);
        }
        let day = read_day(&self.day).map_err(|_| PageFault::NotFound)?;
        if is_kept(day, today) {
            Ok(Some(day))
        } else {
            Err(PageFault::NotFound)
        }
    }
}

/// Whether something can stand on the list of a day.
fn is_kept(day: NaiveDate, today: NaiveDate) -> bool {
    let ahead = day.signed_duration_since(today);
    ahead <= CALLS_AHEAD && -ahead <= CALLS_KEPT
}

/// The address of a day.
fn address(day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        TodayPath.to_string()
    } else {
        format!("{TodayPath}?day={day}")
    }
}

impl TodayPage {
    fn of(
        (shell, ahead): (Shell, Ahead),
        found: &CallDay,
        fault: Option<String>,
        mut nonce: impl FnMut() -> String,
    ) -> Self {
        let today = found.now.date;
        let neighbour = |day: Option<NaiveDate>| {
            let day = day.filter(|day| is_kept(*day, today));
            day.map(|day| address(day, today))
        };
        let paper = format!("{TodayPaperPath}?day={}", found.day);
        Self {
            shell,
            heading: heading(found),
            day: found.day.to_string(),
            is_today: found.is_today(),
            decided_at: AsOf(found.now),
            due: ahead.due,
            proposals: ahead.proposals,
            duplicates: ahead.duplicates,
            meetings: ahead.meetings,
            mailed: ahead.mailed,
            upkeep: ahead.upkeep,
            taken: ahead.taken,
            maps: ahead.maps,
            fault,
            sections: sections(found, &mut nonce),
            over: found
                .over
                .iter()
                .map(|view| CallLine::of(view, found, nonce()))
                .collect(),
            left_over: found
                .left_over
                .iter()
                .map(|view| LeftOver::of(view, today))
                .collect(),
            once: nonce(),
            today: TodayPath,
            paper,
            before: neighbour(found.day.pred_opt()),
            after: neighbour(found.day.succ_opt()),
            mark: MarkCallPath,
            carry: CarryCallsPath,
            take_away: DropCallPath,
            search: SearchPath,
            relations: OwnRelationsPath,
        }
    }

    fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.over.is_empty()
    }
}

fn heading(found: &CallDay) -> String {
    if found.is_today() {
        format!("きょうの予定・電話 {}", japanese_date(found.day))
    } else {
        format!("{}の予定・電話", japanese_date(found.day))
    }
}

/// The calls in their order, parted by when they can be made.
fn sections(found: &CallDay, nonce: &mut impl FnMut() -> String) -> Vec<Section> {
    let is_ahead = found.day > found.now.date;
    let mut sections: Vec<Section> = Vec::new();
    for view in &found.open {
        let heading = section_of(view, is_ahead);
        let line = CallLine::of(view, found, nonce());
        match sections.last_mut().filter(|last| last.heading == heading) {
            Some(section) => section.lines.push(line),
            None => sections.push(Section {
                heading,
                lines: vec![line],
            }),
        }
    }
    sections
}

fn section_of(view: &CallView, is_ahead: bool) -> &'static str {
    let phoning = view.agency.as_ref().map(|agency| &agency.phone.phoning);
    match phoning {
        _ if line::is_gone(view) => "もう連絡できない",
        Some(Phoning::Now(_) | Phoning::Later(_)) if is_ahead => "電話できる",
        Some(Phoning::Now(_)) => "いま電話できる",
        Some(Phoning::Later(_)) => "このあと電話できる",
        Some(Phoning::NotThatDay(_)) | None if is_ahead => "この日は電話できない",
        Some(Phoning::NotThatDay(_)) | None => "きょうは電話できない",
    }
}

/// The way to what was proposed, with how much of it waits.
fn proposals(waiting: u64) -> (ProposalsPath, String) {
    let words = format!("名簿の訂正の提案（{waiting}件）を見る");
    (ProposalsPath, words)
}

/// Shows a day, with why the last step was not taken.
async fn day_with(
    site: &Site,
    visitor: &Visitor,
    day: Option<NaiveDate>,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let found = match site.app.call_day(visitor.principal(), day).await? {
        Ok(found) => found,
        Err(decision) => {
            let page = Next::read(&TodayPath.to_string());
            return Ok(refused_on(decision, page.as_ref()));
        }
    };
    let shell = Shell::of(site, visitor, Here::Today).await?;
    let due = site.app.due_count(visitor.principal()).await?;
    let due = (due.all > 0).then(|| DueLink::of(due));
    let ahead = if found.is_today() {
        let taken = site.app.tasks_taken(visitor.principal()).await?;
        let today = found.now.date;
        let waiting = site.app.count_waiting_proposals(visitor.principal());
        let waiting = waiting.await?.filter(|waiting| *waiting > 0);
        let pairs = site.app.count_duplicates(visitor.principal()).await?;
        Ahead {
            due,
            proposals: waiting.map(proposals),
            duplicates: pairs.filter(|pairs| *pairs > 0).map(duplicates::way),
            meetings: SoonLine::for_visitor(site, visitor).await?,
            mailed: WaitingLine::for_visitor(site, visitor).await?,
            upkeep: UpkeepLine::for_visitor(site, visitor).await?,
            taken: taken.iter().map(|one| TakenLine::of(one, today)).collect(),
            maps: ChangedMapLine::for_visitor(site, visitor).await?,
        }
    } else {
        Ahead {
            due,
            ..Ahead::default()
        }
    };
    Ok(shown(&TodayPage::of((shell, ahead), &found, fault, || {
        site.app.new_request_id()
    })))
}

pub(crate) async fn show(
    _: TodayPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let day = asked.day(site.app.now().in_japan().date)?;
    day_with(&site, &visitor, day, None).await
}

/// The sheet: whoever visits all day takes it along.
pub(crate) async fn print(
    _: TodayPaperPath,
    State(site): State<Site>,
    session: Session,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let day = asked.day(site.app.now().in_japan().date)?;
    match site.app.calls_on_paper(&session.view, day).await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(decision) => {
            let page = Next::read(&TodayPath.to_string());
            Ok(refused_on(decision, page.as_ref()))
        }
    }
}

/// A day near today in words, for whoever reads a list of several.
fn near(day: NaiveDate, today: NaiveDate) -> String {
    if Some(day) == today.pred_opt() {
        "きのう".to_owned()
    } else {
        day_near(day, today)
    }
}
