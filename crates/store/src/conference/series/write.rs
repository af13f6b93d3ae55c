//! Keeping series and what is known of their meetings. The log keeps which series and meeting was changed, its rule, days
//! and how much there is of what: the words are the network's own, sealed.

use super::history::facts;
use super::said::{SaidOfOccurrence, SaidOfSeries};
use super::{CANCELLED, MONTHLY_DAY, MONTHLY_WEEKDAY, MOVED, OCCURRENCE, TABLE, WEEKLY};
use crate::conference::read::cell;
use crate::conference::said::written;
use crate::conference::write::put;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::KeyOwner;
use crate::work::Work;
use renkei_domain::conference::DecisionState;
use renkei_domain::conference::series::rule::weekday_code;
use renkei_domain::conference::series::{Cadence, MeetingSeries, Occurrence, Shift};
use renkei_domain::record::{Change, Subject};
use sea_orm::Value;
use serde_json::json;

/// As what meetings stand in the log of a network.
pub(super) const GROUP: &str = "meetings";

pub(super) fn whole(table: &'static str, number: u32) -> Result<i32, StoreFault> {
    i32::try_from(number).map_err(|_| unreadable(table, number))
}

/// Cadence, which such weekday, which weekday, and the day of a month or the number of weeks.
fn cadence_columns(cadence: Cadence) -> [Value; 4] {
    let (word, nth, weekday, number) = match cadence {
        Cadence::NthWeekday(nth, weekday) => {
            (MONTHLY_WEEKDAY, Some(nth.code()), Some(weekday), None)
        }
        Cadence::DayOfMonth(day) => (MONTHLY_DAY, None, None, Some(i32::from(day))),
        Cadence::Weekly(weeks, weekday) => (WEEKLY, None, Some(weekday), Some(i32::from(weeks))),
    };
    [
        Value::from(word),
        Value::from(nth),
        Value::from(weekday.map(weekday_code)),
        Value::from(number),
    ]
}

impl Work {
    /// Keeps a series, in place of how it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_meeting_series(
        &self,
        before: Option<&MeetingSeries>,
        series: &MeetingSeries,
    ) -> Result<(), StoreFault> {
        let (id, outline) = (series.id.uuid(), &series.outline);
        let said = written(TABLE, &SaidOfSeries::of(series))?;
        let owner = KeyOwner::Network(series.network);
        let said = self.seal_text(owner, cell(TABLE, id), &said).await?;
        let months: Vec<String> = outline.rule.months_off.iter().map(u8::to_string).collect();
        let [cadence, nth, weekday, number] = cadence_columns(outline.rule.cadence);
        let columns = [
            "id",
            "network_id",
            "kind",
            "begins",
            "minutes",
            "cadence",
            "nth",
            "weekday",
            "number",
            "months_off",
            "on_holiday",
            "first_on",
            "last_on",
            "parent_id",
            "follows_id",
            "sequence",
            "made_at",
            "version",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(series.network.uuid()),
            Value::from(outline.kind.code()),
            Value::from(i32::from(outline.begins.get())),
            Value::from(i32::from(outline.minutes)),
            cadence,
            nth,
            weekday,
            number,
            Value::from(months.join(",")),
            Value::from(outline.rule.on_holiday.code()),
            Value::from(outline.rule.first),
            Value::from(outline.rule.last),
            Value::from(outline.parent.map(|id| id.uuid())),
            Value::from(series.follows.map(|id| id.uuid())),
            Value::from(whole(TABLE, series.sequence)?),
            Value::from(series.made_at.micros()),
            Value::from(series.version),
            Value::from(said),
        ];
        put(self, TABLE, &columns, values).await?;
        let told = |series: &MeetingSeries| {
            let (id, version) = (series.id.to_string(), series.version);
            json!({ "series": id, "version": version, "facts": facts(series) }).to_string()
        };
        self.note(Change {
            subject: Subject::Network(series.network),
            field_group: GROUP.to_owned(),
            before: before.map(told),
            after: Some(told(series)),
        });
        Ok(())
    }

    /// Keeps what is known of a meeting, in place of what was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_occurrence(
        &self,
        before: Option<&Occurrence>,
        occurrence: &Occurrence,
    ) -> Result<(), StoreFault> {
        let id = occurrence.id.uuid();
        let said = written(OCCURRENCE, &SaidOfOccurrence::of(occurrence))?;
        let owner = KeyOwner::Network(occurrence.network);
        let said = self.seal_text(owner, cell(OCCURRENCE, id), &said).await?;
        let (shift, begins) = match &occurrence.shift {
            Some(Shift::Moved { begins, .. }) => (Some(MOVED), Some(begins.instant().micros())),
            Some(Shift::Cancelled { .. }) => (Some(CANCELLED), None),
            None => (None, None),
        };
        let columns = [
            "id",
            "series_id",
            "network_id",
            "original_on",
            "shift",
            "begins_at",
            "sequence",
            "version",
            "said",
        ];
        let values = [
            Value::from(id),
            Value::from(occurrence.series.uuid()),
            Value::from(occurrence.network.uuid()),
            Value::from(occurrence.original),
            Value::from(shift),
            Value::from(begins),
            Value::from(whole(OCCURRENCE, occurrence.sequence)?),
            Value::from(occurrence.version),
            Value::from(said),
        ];
        put(self, OCCURRENCE, &columns, values).await?;
        self.note(Change {
            subject: Subject::Network(occurrence.network),
            field_group: GROUP.to_owned(),
            before: before.map(told),
            after: Some(told(occurrence)),
        });
        Ok(())
    }
}

/// What the log keeps of a meeting: how much there is of what, and none of its words.
fn told(one: &Occurrence) -> String {
    let (shift, begins) = match &one.shift {
        Some(Shift::Moved { begins, .. }) => (Some(MOVED), Some(begins.instant().micros())),
        Some(Shift::Cancelled { .. }) => (Some(CANCELLED), None),
        None => (None, None),
    };
    let settled = one.decisions.iter();
    let settled = settled.filter(|one| one.state != DecisionState::Open);
    json!({
        "series": one.series.to_string(),
        "day": one.original.to_string(),
        "version": one.version,
        "shift": shift,
        "begins_at": begins,
        "items": one.items.len(),
        "came": one.came.len(),
        "decisions": one.decisions.len(),
        "settled": settled.count(),
    })
    .to_string()
}
