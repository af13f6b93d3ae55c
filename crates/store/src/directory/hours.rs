//! Every pattern of hours once, with its statements as rows, so that "open at" can be decided in SQL.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::hours::{
    DayFacts, DayPattern, DayPlan, HolidayState, HolidayTable, Hours,
};
use renkei_domain::time::Moment;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _, NotSet, QueryFilter as _,
    Select, Set, Value,
};

use super::words::unreadable;
use crate::fault::StoreFault;
use crate::rows::{hours, hours_rule};
use crate::sql::Sql;
use crate::work::Work;

/// The ids of patterns, by their canonical notation.
pub(crate) type HoursIds = HashMap<String, i64>;

#[expect(
    clippy::disallowed_methods,
    reason = "patterns of hours belong to nobody"
)]
fn patterns() -> Select<hours::Entity> {
    hours::Entity::find()
}

/// Finds or adds the patterns and returns their ids.
pub(crate) async fn intern<'h>(
    work: &Work,
    all: impl IntoIterator<Item = &'h Hours>,
) -> Result<HoursIds, StoreFault> {
    let wanted: HashMap<String, &Hours> = all
        .into_iter()
        .filter(|hours| !hours.is_unknown())
        .map(|hours| (hours.to_string(), hours))
        .collect();
    let mut ids = find(work.connection(), wanted.keys()).await?;
    let missing: BTreeSet<&String> = wanted
        .keys()
        .filter(|notation| !ids.contains_key(*notation))
        .collect();
    if missing.is_empty() {
        return Ok(ids);
    }
    let rows = missing.iter().map(|notation| hours::ActiveModel {
        id: NotSet,
        notation: Set((*notation).clone()),
    });
    // Another act may add the same pattern at the same time; then its row serves both.
    hours::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(hours::Column::Notation)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(work.connection())
        .await?;
    let added = find(work.connection(), missing.iter().copied()).await?;
    let mut rules = Vec::new();
    for (notation, id) in &added {
        if let Some(hours) = wanted.get(notation) {
            rules.extend(rule_rows(*id, hours));
        }
    }
    for some in rules.chunks(1_000) {
        hours_rule::Entity::insert_many(some.iter().cloned().map(|row| row.into_active_model()))
            .on_conflict(
                OnConflict::columns([
                    hours_rule::Column::HoursId,
                    hours_rule::Column::Ordinal,
                    hours_rule::Column::Span,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(work.connection())
            .await?;
    }
    ids.extend(added);
    Ok(ids)
}

async fn find(
    connection: &impl ConnectionTrait,
    notations: impl IntoIterator<Item = &String>,
) -> Result<HoursIds, StoreFault> {
    let notations: Vec<&String> = notations.into_iter().collect();
    let mut ids = HoursIds::new();
    for some in notations.chunks(1_000) {
        let rows = patterns()
            .filter(hours::Column::Notation.is_in(some.iter().copied()))
            .all(connection)
            .await?;
        ids.extend(rows.into_iter().map(|row| (row.notation, row.id)));
    }
    Ok(ids)
}

/// Reads patterns back, by id.
pub(crate) async fn read(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Hours>, StoreFault> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = patterns()
        .filter(hours::Column::Id.is_in(ids))
        .all(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                row.id,
                Hours::parse(&row.notation).map_err(|fault| unreadable("hours", fault))?,
            ))
        })
        .collect()
}

fn rule_rows(hours_id: i64, hours: &Hours) -> Vec<hours_rule::Model> {
    let mut rows = Vec::new();
    for (rule, ordinal) in hours.rules().iter().zip(0..) {
        let mut row = hours_rule::Model {
            hours_id,
            ordinal,
            span: 0,
            strength: i32::from(rule.on.strength()),
            weekday: None,
            nth: None,
            is_last: false,
            year_end_from: None,
            year_end_to: None,
            from_day: None,
            to_day: None,
            state: Openness::Closed.code().to_owned(),
            opens: None,
            closes: None,
        };
        let weekday = |day: chrono::Weekday| Some(day.num_days_from_monday() as i32);
        match rule.on {
            DayPattern::Weekday(day) => row.weekday = weekday(day),
            DayPattern::NthWeekday(nth, day) => {
                (row.weekday, row.nth) = (weekday(day), Some(i32::from(nth)))
            }
            DayPattern::LastWeekday(day) => (row.weekday, row.is_last) = (weekday(day), true),
            DayPattern::Holiday => {}
            DayPattern::YearEnd { from, to } => {
                (row.year_end_from, row.year_end_to) = (Some(i32::from(from)), Some(i32::from(to)));
            }
            DayPattern::Dates(from, to) => (row.from_day, row.to_day) = (Some(from), Some(to)),
        }
        match &rule.plan {
            DayPlan::Open(spans) => {
                row.state = Openness::Open.code().to_owned();
                for (span, place) in spans.iter().zip(0..) {
                    (row.opens, row.closes) = (
                        Some(i32::from(span.opens.get())),
                        Some(i32::from(span.closes.get())),
                    );
                    row.span = place;
                    rows.push(row.clone());
                }
                continue;
            }
            DayPlan::Closed => {}
            DayPlan::Unknown => row.state = Openness::Unknown.code().to_owned(),
        }
        rows.push(row);
    }
    rows
}

/// The ids of all patterns that are open at a moment, as a sub-select: today's deciding statement
/// covers the minute, or yesterday's reaches over midnight. Mirrors [`Hours::open_at`].
pub(crate) fn open_at(at: Moment, holidays: &HolidayTable) -> Sql {
    let minute = i32::from(at.minute.get());
    let mut open = opening_on(&DayFacts::of(at.date, holidays));
    open.push(" AND opens <= ")
        .bind(minute)
        .push(" AND (closes <= opens OR closes > ")
        .bind(minute)
        .push(")");
    if let Some(date) = at.date.pred_opt() {
        open.push(" UNION ")
            .add(opening_on(&DayFacts::of(date, holidays)))
            .push(" AND closes <= opens AND closes > ")
            .bind(minute);
    }
    open
}

/// The stretches of the statements that decide a day, of patterns known to open on it. Mirrors
/// [`Hours::plan_for`].
fn opening_on(day: &DayFacts) -> Sql {
    let mut stretches = Sql::new("SELECT hours_id FROM (");
    stretches
        .add(deciding(day))
        .push(") decided WHERE place = 1 AND state = 'open'");
    if day.holiday == HolidayState::NotYetKnown {
        // Dates and 年末年始 decide 祝日 as well. What a weekday says is known where 祝 says the same:
        // then every stretch stands twice, once in either statement.
        stretches.push(concat!(
            " AND (strength >= 4 OR NOT EXISTS (SELECT 1 FROM hours_rule same ",
            "WHERE same.hours_id = decided.hours_id ",
            "AND (same.ordinal = decided.ordinal OR same.strength = 3) ",
            "GROUP BY same.state, same.opens, same.closes HAVING COUNT(*) <> 2))",
        ));
    }
    stretches
}

/// The statements that match a day, ranked: place 1 decides. A day that may turn out to be 祝日 counts as
/// an ordinary one here.
fn deciding(day: &DayFacts) -> Sql {
    use chrono::Datelike as _;
    let is_holiday = day.holiday == HolidayState::Holiday;
    let text = concat!(
        "SELECT hours_id, strength, ordinal, state, opens, closes, ",
        "RANK() OVER (PARTITION BY hours_id ORDER BY strength DESC, ordinal DESC) AS place ",
        "FROM hours_rule WHERE ((strength = 1 AND weekday = ?) ",
        "OR (strength = 2 AND weekday = ? AND (nth = ? OR (is_last AND ?))) ",
        "OR (strength = 3 AND ?) ",
        "OR (strength = 4 AND (year_end_from <= ? OR year_end_to >= ?)) ",
        "OR (strength = 5 AND from_day <= ? AND to_day >= ?)) AND (strength >= ? OR (? AND ",
        "EXISTS (SELECT 1 FROM hours_rule y WHERE y.hours_id = hours_rule.hours_id AND y.strength = 4)))",
    );
    let weekday = day.weekday.num_days_from_monday() as i32;
    let day_of_month = day.date.day() as i32;
    // Days outside December and January match no period.
    let from = if day.date.month() == 12 {
        day_of_month
    } else {
        -1
    };
    let to = if day.date.month() == 1 {
        day_of_month
    } else {
        99
    };
    let floor = match (is_holiday, day.is_year_end) {
        (true, _) => i32::from(DayPattern::Holiday.strength()),
        (false, true) => i32::from(DayPattern::YEAR_END.strength()),
        (false, false) => 0,
    };
    let values: [Value; 11] = [
        weekday.into(),
        weekday.into(),
        i32::from(day.nth).into(),
        day.is_last.into(),
        is_holiday.into(),
        from.into(),
        to.into(),
        day.date.into(),
        day.date.into(),
        floor.into(),
        // Who speaks of 年末年始 means the days not named to be ordinary ones.
        (day.is_year_end && !is_holiday).into(),
    ];
    Sql::with(text, values)
}
