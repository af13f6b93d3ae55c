//! Hours as people write them in free text, read only where the text leaves no doubt. What cannot be
//! read stays a note; a wrong "open" costs somebody a journey.

mod closed_days;
mod cursor;
mod remark;
mod schedule;
mod span;
mod year_end;

pub(crate) use closed_days::ClosedDays;
pub(crate) use remark::read_remark;
pub(crate) use schedule::read_schedule;
pub(crate) use span::CellHours;
pub(crate) use year_end::year_end_days;
