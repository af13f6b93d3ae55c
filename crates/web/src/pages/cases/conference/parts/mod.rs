//! The fields of each part of a conference: how they are first filled, shown, and read back.

pub(super) mod agenda;
pub(super) mod called;
pub(super) mod date;
pub(super) mod handover;
pub(super) mod outline;
pub(super) mod words;

use renkei_domain::conference::TimeWindow;

use super::super::faults::Faults;
use crate::form::Sent;

/// A number of minutes that must be there.
pub(super) fn minutes(sent: &Sent, faults: &mut Faults, name: &'static str) -> Option<u16> {
    let read = sent.text(name).parse::<u16>();
    faults.take(
        name,
        read.map_err(|_| "分を数字で入れてください（例: 60）。".to_owned()),
    )
}

/// A part of the conference between two fields of minutes; all of it, where neither is filled in.
fn window(
    sent: &Sent,
    faults: &mut Faults,
    (from, until): (&'static str, &'static str),
) -> Option<TimeWindow> {
    if sent.text(from).is_empty() && sent.text(until).is_empty() {
        return None;
    }
    let begins = minutes(sent, faults, from);
    let ends = minutes(sent, faults, until);
    let window = TimeWindow::new(begins?, ends?);
    faults.take(until, window.map_err(|fault| fault.to_string()))
}
