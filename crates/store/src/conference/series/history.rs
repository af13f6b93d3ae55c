//! How a series and its meetings came to be as they are: what the log keeps of them before and after every act.

use chrono::NaiveDate;
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, Says};
use renkei_domain::conference::series::{MeetingCame, MeetingSeries, OnHoliday};
use renkei_domain::ids::{MeetingSeriesId, NetworkId, ParticipantId};
use renkei_domain::record::{Act, Change, Subject};
use renkei_domain::time::{Instant, Minute};
use serde_json::Value;

use super::TABLE;
use super::write::GROUP;
use crate::audit::Inside;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::record::RecordedAct;
use crate::store::Store;

/// How many acts are read at once.
pub const MEETING_HISTORY_PAGE: u64 = 20;

/// An act that changed a series, one of its meetings, or a message about one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingAct {
    /// Who, when and why.
    pub act: Act,
    /// What it changed.
    pub changes: Vec<MeetingChange>,
}

/// Something that changed, as it was and as it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingChange {
    /// The series.
    Series(Option<SeriesThen>, SeriesThen),
    /// The meeting of a day of the rule.
    Meeting(NaiveDate, Option<MeetingThen>, MeetingThen),
    /// A message about the meeting of a day of the rule.
    Notice(NaiveDate, Option<NoticeThen>, NoticeThen),
}

/// A series as it was once. Theme, place and who is called are sealed, and not kept. What was not kept then is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeriesThen {
    /// Its kind.
    pub kind: Option<ConferenceKind>,
    /// When it began, and how many minutes it took.
    pub hours: Option<(Minute, u16)>,
    /// Its rule in words.
    pub rule: Option<String>,
    /// What happened on a day off.
    pub on_holiday: Option<OnHoliday>,
    /// From which day on the rule counted.
    pub first: Option<NaiveDate>,
    /// The day with which it ended.
    pub last: Option<NaiveDate>,
    /// How many were called.
    pub called: Option<u64>,
}

/// A meeting as it was once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingThen {
    /// Whether it was cancelled.
    pub is_cancelled: bool,
    /// When it began, where it was moved.
    pub moved_to: Option<Instant>,
    /// How many items there were to talk about.
    pub items: Option<u64>,
    /// Of how many members somebody wrote down whether they came.
    pub came: Option<u64>,
    /// How many things were decided.
    pub decisions: Option<u64>,
    /// How many of these were settled.
    pub settled: Option<u64>,
}

/// A message as it was once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeThen {
    /// To whom.
    pub member: ParticipantId,
    /// What it said.
    pub says: Says,
    /// By which channel.
    pub channel: CallChannel,
    /// Where it stood.
    pub state: NoticeState,
    /// What was answered.
    pub answer: Option<MeetingCame>,
}

/// What the log keeps of the rule of a series, beside its id and version.
pub(super) fn facts(series: &MeetingSeries) -> Value {
    let (outline, rule) = (&series.outline, &series.outline.rule);
    serde_json::json!({
        "kind": outline.kind.code(),
        "begins": outline.begins.get(),
        "minutes": outline.minutes,
        "rule": rule.words(),
        "on_holiday": rule.on_holiday.code(),
        "first": rule.first.to_string(),
        "last": rule.last.map(|last| last.to_string()),
        "called": series.called().count(),
    })
}

/// A text of a line as fields.
fn fields(text: &str) -> Result<Value, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable("change", GROUP))
}

fn day(of: &Value) -> Option<NaiveDate> {
    of.as_str()?.parse().ok()
}

fn small(of: &Value) -> Option<u16> {
    u16::try_from(of.as_u64()?).ok()
}

fn word<T>(of: &Value, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    of.as_str().and_then(read)
}

fn series_then(of: &Value) -> SeriesThen {
    let of = &of["facts"];
    let begins = small(&of["begins"]).and_then(Minute::new);
    SeriesThen {
        kind: word(&of["kind"], ConferenceKind::from_code),
        hours: begins.and_then(|begins| Some((begins, small(&of["minutes"])?))),
        rule: of["rule"].as_str().map(str::to_owned),
        on_holiday: word(&of["on_holiday"], OnHoliday::from_code),
        first: day(&of["first"]),
        last: day(&of["last"]),
        called: of["called"].as_u64(),
    }
}

fn meeting_then(of: &Value) -> MeetingThen {
    let moved = of["begins_at"].as_i64().map(Instant::from_micros);
    MeetingThen {
        is_cancelled: of["shift"].as_str() == Some(super::CANCELLED),
        moved_to: moved,
        items: of["items"].as_u64(),
        came: of["came"].as_u64(),
        decisions: of["decisions"].as_u64(),
        settled: of["settled"].as_u64(),
    }
}

fn notice_then(of: &Value) -> Result<NoticeThen, StoreFault> {
    let wrong = || unreadable(TABLE, "notice");
    let member = of["member"].as_str().and_then(|id| id.parse().ok());
    Ok(NoticeThen {
        member: member.ok_or_else(wrong)?,
        says: word(&of["says"], Says::from_code).ok_or_else(wrong)?,
        channel: word(&of["channel"], CallChannel::from_code).ok_or_else(wrong)?,
        state: word(&of["state"], NoticeState::from_code).ok_or_else(wrong)?,
        answer: word(&of["answer"], MeetingCame::from_code),
    })
}

fn change(line: &Change) -> Result<Option<MeetingChange>, StoreFault> {
    let Some(after) = line.after.as_deref() else {
        return Ok(None);
    };
    let after = fields(after)?;
    let before = line.before.as_deref().map(fields).transpose()?;
    let before = before.as_ref();
    Ok(Some(match day(&after["day"]) {
        None => MeetingChange::Series(before.map(series_then), series_then(&after)),
        Some(day) if after["member"].is_string() => {
            let before = before.map(notice_then).transpose()?;
            MeetingChange::Notice(day, before, notice_then(&after)?)
        }
        Some(day) => MeetingChange::Meeting(day, before.map(meeting_then), meeting_then(&after)),
    }))
}

/// Whether a line tells of a series.
fn is_of(line: &Change, id: MeetingSeriesId) -> bool {
    let texts = [&line.after, &line.before];
    let text = texts.into_iter().flatten().next();
    let fields = text.and_then(|text| fields(text).ok());
    fields.is_some_and(|fields| fields["series"].as_str() == Some(id.to_string().as_str()))
}

/// What an act of the log changed of a series.
///
/// # Errors
/// When the log cannot be read.
pub fn meeting_act(recorded: &RecordedAct) -> Result<MeetingAct, StoreFault> {
    let changes = recorded.changes.iter();
    let changes = changes.filter_map(|line| change(line).transpose());
    Ok(MeetingAct {
        changes: changes.collect::<Result<_, StoreFault>>()?,
        act: recorded.act.clone(),
    })
}

impl Store {
    /// The acts that changed a series of a network, its meetings and the messages about them, newest first: those before
    /// a place in the order of commits, or the newest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_history(
        &self,
        (network, id): (NetworkId, MeetingSeriesId),
        before: Option<i64>,
    ) -> Result<Inside<Vec<RecordedAct>>, StoreFault> {
        let of = (Subject::Network(network), &[GROUP][..]);
        let recorded = self
            .history_in_group(of, before, MEETING_HISTORY_PAGE, move |line| {
                is_of(line, id)
            })
            .await?;
        Ok(Inside::of(recorded))
    }
}
