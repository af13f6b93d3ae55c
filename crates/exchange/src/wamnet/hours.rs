//! The hours of a WAM NET row: four cells of time, and two of free text.

use chrono::Weekday;
use renkei_domain::directory::hours::{DayPattern, DayPlan, DayRule, Hours};
use renkei_domain::text::Prose;

use crate::cell::{Cell, Notebook, tidy};
use crate::finding::FindingKind;
use crate::hours_text::{CellHours, ClosedDays, read_remark};

const MONDAY_TO_FRIDAY: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

/// The six cells that speak of hours.
#[derive(Clone, Copy)]
pub(super) struct HoursCells<'a> {
    pub(super) weekdays: Cell<'a>,
    pub(super) saturday: Cell<'a>,
    pub(super) sunday: Cell<'a>,
    pub(super) holiday: Cell<'a>,
    pub(super) closed_days: Cell<'a>,
    pub(super) remark: Cell<'a>,
}

/// What the cells state. A day that no cell and no clear word of 定休日 speaks of stays unstated.
pub(super) fn read(notes: &mut Notebook, cells: &HoursCells<'_>) -> Hours {
    let closed = ClosedDays::read(cells.closed_days.text);
    let zero = closed_by_zero(cells);
    let mut rules = Vec::new();
    if cells.weekdays.is_blank() {
        notes.note(
            cells.weekdays,
            FindingKind::HoursMissing,
            "平日の時間は不明とした",
        );
    }
    if let Some(plan) = plan_of(notes, cells.weekdays, zero) {
        rules.extend(
            MONDAY_TO_FRIDAY
                .iter()
                .map(|day| rule(DayPattern::Weekday(*day), plan.clone())),
        );
    }
    let mut contradicts = false;
    for (cell, on, named) in [
        (
            cells.saturday,
            DayPattern::Weekday(Weekday::Sat),
            closed.days.weekdays.contains(&Weekday::Sat),
        ),
        (
            cells.sunday,
            DayPattern::Weekday(Weekday::Sun),
            closed.days.weekdays.contains(&Weekday::Sun),
        ),
        (cells.holiday, DayPattern::Holiday, closed.days.holiday),
    ] {
        match plan_of(notes, cell, zero) {
            Some(plan) => {
                contradicts |= named && matches!(plan, DayPlan::Open(_));
                rules.push(rule(on, plan));
            }
            None if named && cell.is_blank() => rules.push(rule(on, DayPlan::Closed)),
            None => {}
        }
    }
    if contradicts {
        notes.note(
            cells.closed_days,
            FindingKind::HoursContradict,
            "時間帯の欄を使い、定休日の文は注記に残した",
        );
    }
    rules.extend(closed_rules(&closed));
    rules.extend(read_remark(exception_of(cells.closed_days.text)));
    rules.extend(read_remark(cells.remark.text));
    Hours::new(rules)
}

/// Closed days beside Saturday, Sunday and 祝日, which have cells of their own: a weekday named alone is
/// more exact than the cell that speaks of all five. Where all five are named, that cell is believed.
fn closed_rules(closed: &ClosedDays) -> Vec<DayRule> {
    let all_five = MONDAY_TO_FRIDAY
        .iter()
        .all(|day| closed.days.weekdays.contains(day));
    let mut rules = closed.rules();
    rules.retain(|rule| match rule.on {
        DayPattern::Weekday(day) => MONDAY_TO_FRIDAY.contains(&day) && !all_five,
        DayPattern::Holiday => false,
        _ => true,
    });
    rules
}

/// A stretch of no length is how offices write "closed". Where no cell of the row holds another, the form
/// may have been filled with zeros instead: then somebody should ask.
fn closed_by_zero(cells: &HoursCells<'_>) -> &'static str {
    let all = [cells.weekdays, cells.saturday, cells.sunday, cells.holiday];
    let any_open = all
        .iter()
        .any(|cell| matches!(CellHours::read(cell.text), CellHours::Open(_)));
    if any_open {
        "休みとした"
    } else {
        "休みとした。開く日が一つもないので、確かめて直す"
    }
}

fn plan_of(notes: &mut Notebook, cell: Cell<'_>, closed: &'static str) -> Option<DayPlan> {
    match CellHours::read(cell.text) {
        CellHours::Empty => None,
        CellHours::Open(span) => Some(DayPlan::Open(vec![span])),
        CellHours::ZeroLength => {
            notes.note(cell, FindingKind::HoursZeroLength, closed);
            Some(DayPlan::Closed)
        }
        CellHours::Reversed => {
            notes.note(cell, FindingKind::HoursReversed, "不明とした");
            Some(DayPlan::Unknown)
        }
        CellHours::Unreadable => {
            notes.note(cell, FindingKind::HoursUnreadable, "不明とした");
            Some(DayPlan::Unknown)
        }
    }
}

fn rule(on: DayPattern, plan: DayPlan) -> DayRule {
    DayRule { on, plan }
}

/// What follows 「ただし」 in a text on closed days.
fn exception_of(text: &str) -> &str {
    ["ただし", "但し"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()
        .map_or("", |place| &text[place..])
}

/// The free texts as one note, 「定休日: … / …」.
pub(super) fn note(notes: &mut Notebook, cells: &HoursCells<'_>) -> Option<Prose> {
    let closed = tidy(cells.closed_days.text);
    let remark = tidy(cells.remark.text);
    let says_nothing = [
        "",
        "-",
        "なし",
        "無し",
        "無",
        "特になし",
        "特に無し",
        "特記事項なし",
    ]
    .contains(&&*remark);
    let text = match (closed.is_empty(), says_nothing) {
        (true, true) => return None,
        (true, false) => remark.into_owned(),
        (false, true) => format!("定休日: {closed}"),
        (false, false) => format!("定休日: {closed} / {remark}"),
    };
    notes.prose(cells.remark, &text)
}
