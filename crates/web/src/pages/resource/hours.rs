//! When it is open next, and how many people it takes.

use renkei_app::directory::read::ResourceView;
use renkei_domain::directory::hours::opening::NextOpening;

use crate::words::moment::{self, Day};

/// Until when it is open, or when it opens next.
pub(super) fn opening_words(view: &ResourceView) -> String {
    let hours = &view.facts.hours;
    let next = hours.next_opening(view.at, &view.holidays);
    match (hours.open_until(view.at, &view.holidays), next) {
        (Some(end), _) => moment::until(end, view.at),
        (None, NextOpening::Now) => "24時間".to_owned(),
        (None, next) => format!("次に開くのは: {}", moment::next(next, view.at)),
    }
}

pub(super) fn capacity(view: &ResourceView) -> Vec<(&'static str, String)> {
    let people = |count: u32| format!("{count}人");
    let mut lines: Vec<(&'static str, String)> = view
        .facts
        .capacity
        .map(|count| ("定員（公表）", people(count)))
        .into_iter()
        .collect();
    if let Some(report) = view.profile.capacity {
        let said = [
            ("いま空いている", report.available),
            ("受け入れの上限", report.maximum),
            ("待っている人", report.waiting),
        ];
        lines.extend(
            said.into_iter()
                .filter_map(|(term, count)| Some((term, people(count?)))),
        );
    }
    lines
}

/// When the agency said how many it takes.
pub(super) fn capacity_told_on(view: &ResourceView) -> Option<Day> {
    view.profile.capacity.map(|report| Day(report.as_of))
}
