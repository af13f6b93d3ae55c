//! One meeting: when and where it is, what is talked about, who came, what was decided; and the steps with it that ask
//! for no more than a press.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::read::MeetingView;
use renkei_domain::conference::DecisionState;
use renkei_domain::conference::series::{ItemOutcome, MeetingDecision, MeetingItem, MeetingState};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::time::japanese_date;

use super::{begins_words, found, refusal_words, state_words, trail_to_series};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, writable};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{
    MeetingDayPath, MeetingNoticesPath, MeetingPaperPath, MeetingPartPath, MeetingStepPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "meeting_day.html")]
pub struct MeetingDayPage {
    shell: Shell,
    trail: Vec<(String, String)>,
    theme: String,
    when: String,
    minutes: u16,
    state: String,
    place: String,
    /// Whether the items take longer than there is time.
    is_too_long: bool,
    item_minutes: u16,
    items: Vec<ItemLine>,
    came: Vec<(String, &'static str)>,
    decisions: Vec<DecisionLine>,
    /// What earlier meetings decided and is open still.
    open: Vec<(MeetingDayPath, String)>,
    notes: Vec<String>,
    /// The notice, of one that is held.
    paper: Option<MeetingPaperPath>,
    /// How everybody hears of it, for whoever may write.
    notices: Option<MeetingNoticesPath>,
    /// Why the last step was not taken.
    fault: Option<String>,
    /// For whoever may write.
    ways: Option<DayWays>,
}

/// Something that is talked about.
#[derive(Debug, Clone)]
struct ItemLine {
    id: String,
    title: String,
    about: String,
    state: &'static str,
    is_over: bool,
}

/// Something that was decided.
#[derive(Debug, Clone)]
struct DecisionLine {
    id: String,
    words: String,
    state: &'static str,
    is_open: bool,
}

/// What may be written.
#[derive(Debug, Clone)]
struct DayWays {
    step: MeetingStepPath,
    item: MeetingPartPath,
    attendance: Option<MeetingPartPath>,
    decision: MeetingPartPath,
    notes: MeetingPartPath,
    shift: Option<MeetingPartPath>,
    cancel: Option<MeetingPartPath>,
    is_held: bool,
    may_restore: bool,
    may_go_back: bool,
    may_carry: bool,
    version: i64,
    once: String,
}

fn item_line(item: &MeetingItem) -> ItemLine {
    let mut about = format!("{}分　{}", item.minutes, item.aim);
    if let Some(presenter) = &item.presenter {
        about.push_str(&format!("　話す人 {presenter}"));
    }
    if let Some(from) = item.from {
        about.push_str(&format!("　{}の回から", japanese_date(from)));
    }
    ItemLine {
        id: item.id.to_string(),
        title: item.title.to_string(),
        about,
        state: item.outcome.word(),
        is_over: matches!(item.outcome, ItemOutcome::Done | ItemOutcome::Carried),
    }
}

/// 「事務局: 案をくばる（2026年12月20日(日)まで）」.
fn decision_words(one: &MeetingDecision) -> String {
    format!(
        "{}: {}（{}まで）",
        one.by,
        one.what,
        japanese_date(one.due_on)
    )
}

impl MeetingDayPage {
    pub(super) fn of(shell: Shell, view: &MeetingView, said: (String, Option<String>)) -> Self {
        let (once, fault) = said;
        let series = view.series.series();
        let (meeting, known) = (&view.meeting, &view.known);
        let open = view.open.iter();
        let came = series.members.iter().filter_map(|member| {
            let came = known.turnout(member.id);
            let is_shown = came.is_some() || meeting.calls(member);
            let word = came.map_or("まだ", |came| came.word());
            is_shown.then(|| (view.series.name_of(member), word))
        });
        let decisions = known.decisions.iter().map(|one| DecisionLine {
            id: one.id.to_string(),
            words: decision_words(one),
            state: one.state.word(),
            is_open: one.state == DecisionState::Open,
        });
        let notes = known.notes.as_ref().map(|notes| notes.as_str());
        Self {
            shell,
            trail: trail_to_series(&view.series),
            theme: series.outline.theme.to_string(),
            when: begins_words(meeting),
            minutes: meeting.minutes,
            state: state_words(meeting),
            place: meeting.place.to_string(),
            is_too_long: known.item_minutes() > meeting.minutes,
            item_minutes: known.item_minutes(),
            items: known.items.iter().map(item_line).collect(),
            came: came.collect(),
            decisions: decisions.collect(),
            open: open
                .map(|one| {
                    let day = MeetingDayPath::of(one.series, one.original);
                    (day, decision_words(&one.decision))
                })
                .collect(),
            notes: notes.map_or_else(Vec::new, |notes| notes.lines().map(str::to_owned).collect()),
            paper: meeting
                .is_held()
                .then(|| MeetingPaperPath::of(series.id, meeting.original)),
            notices: view
                .series
                .all
                .may_keep
                .then(|| MeetingNoticesPath::of(series.id, meeting.original)),
            fault,
            ways: view.series.all.may_keep.then(|| DayWays::of(view, once)),
        }
    }
}

impl DayWays {
    fn of(view: &MeetingView, once: String) -> Self {
        let id = view.series.series().id;
        let (meeting, known) = (&view.meeting, &view.known);
        let part = |part| MeetingPartPath::of(id, meeting.original, part);
        let is_held = !known.is_cancelled();
        let has_begun = meeting.has_begun(view.series.all.now);
        let may_shift = is_held && !has_begun;
        Self {
            step: MeetingStepPath::of(id, meeting.original),
            item: part("item"),
            attendance: (is_held && view.may_mark().is_ok()).then(|| part("attendance")),
            decision: part("decision"),
            notes: part("notes"),
            shift: may_shift.then(|| part("move")),
            cancel: may_shift.then(|| part("cancel")),
            is_held,
            may_restore: !is_held && !has_begun,
            may_go_back: may_shift && meeting.state == MeetingState::Moved,
            may_carry: is_held && has_begun && known.left_over().next().is_some(),
            version: known.version,
            once,
        }
    }
}

/// The meeting of an address, or how the page answers instead.
pub(super) async fn meeting_of(
    site: &Site,
    visitor: &Visitor,
    (id, day): (&str, &str),
) -> Result<Result<MeetingView, Response>, PageFault> {
    let id: MeetingSeriesId = id.parse().map_err(|_| PageFault::NotFound)?;
    let day: NaiveDate = day.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.network_meeting(visitor.principal(), id, day);
    found(view.await?, visitor)
}

/// The same for whoever may write.
pub(super) async fn to_write(
    site: &Site,
    visitor: &Visitor,
    of: (&str, &str),
) -> Result<Result<MeetingView, Response>, PageFault> {
    let view = meeting_of(site, visitor, of).await?;
    writable(view, |view| view.series.all.may_keep)
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &MeetingView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let said = (site.app.new_request_id(), fault);
    Ok(shown(&MeetingDayPage::of(shell, view, said)))
}

pub(crate) async fn show(
    path: MeetingDayPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match meeting_of(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(view) => page(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn print(
    path: MeetingPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id: MeetingSeriesId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let day: NaiveDate = path.day.parse().map_err(|_| PageFault::NotFound)?;
    let made = site.app.meeting_on_paper(visitor.principal(), id, day);
    match found(made.await?, &visitor)? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(answer) => Ok(answer),
    }
}

/// The step that was pressed.
fn step_of(sent: &Sent) -> Result<MeetingStep, PageFault> {
    let item = || sent.text("item").parse().map_err(|_| PageFault::NotFound);
    let decision = || sent.text("item").parse().map_err(|_| PageFault::NotFound);
    Ok(match sent.text("step") {
        "item_done" => MeetingStep::SettleItem(item()?, ItemOutcome::Done),
        "item_next" => MeetingStep::SettleItem(item()?, ItemOutcome::NextTime),
        "item_open" => MeetingStep::SettleItem(item()?, ItemOutcome::Open),
        "item_out" => MeetingStep::DropItem(item()?),
        "done" => MeetingStep::Settle(decision()?, DecisionState::Done),
        "dropped" => MeetingStep::Settle(decision()?, DecisionState::Dropped),
        "open" => MeetingStep::Settle(decision()?, DecisionState::Open),
        "carry" => MeetingStep::CarryOver,
        "restore" => MeetingStep::Restore,
        "as_planned" => MeetingStep::AsPlanned,
        _ => return Err(PageFault::NotFound),
    })
}

pub(crate) async fn take(
    path: MeetingStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_write(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let seen = SeenMeeting {
        series: view.series.series().id,
        original: view.meeting.original,
        version: sent.text("version").parse().unwrap_or(-1),
    };
    let by = writer(&visitor, &sent);
    let step = step_of(&sent)?;
    match site.app.write_meeting(&by, seen, step).await? {
        Ok(_) => {
            let page = MeetingDayPath::of(seen.series, seen.original).to_string();
            Ok(Redirect::to(&page).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = page(&site, &visitor, &view, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
