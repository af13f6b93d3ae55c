//! What a calendar text says. A text from outside is made fit for `ical` first ([`preflight`] says how), and
//! becomes values of [`received`] after.

mod convert;
pub mod preflight;
pub mod received;
mod scan;
pub mod when;
pub mod zone;

use ical::IcalParser;
use ical::parser::ical::component::IcalCalendar;

use crate::read::preflight::{Bounds, Checked};
use crate::read::received::{Calendar, Document};

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// It is longer than is read.
    #[error("more than {0} octets")]
    TooLong(usize),
    /// It has more lines than are read.
    #[error("more than {0} lines")]
    TooManyLines(usize),
    /// Its parts lie deeper in one another than calendars do.
    #[error("parts lie more than {0} deep")]
    TooDeep(usize),
    /// No calendar begins in it.
    #[error("no calendar")]
    NoCalendar,
    /// A message ends before its calendar does.
    #[error("the message breaks off")]
    BreaksOff,
    /// It is a calendar, and `ical` could not read it.
    #[error("a part could not be read")]
    Unreadable,
    /// A message holds several calendars: which one counts, nobody can tell.
    #[error("several calendars in one message")]
    Several,
    /// A message holds no entry.
    #[error("no entry in the message")]
    NoEntry,
}

/// Reads every calendar of a text.
///
/// # Errors
/// Says why nothing was read. What is broken in part is left out and counted, and a text that breaks off is
/// read as far as it goes.
pub fn document(text: &[u8], bounds: Bounds) -> Result<Document, ReadFault> {
    let checked = preflight::check(text, bounds)?;
    let calendars = parse(&checked)?.iter().map(convert::calendar).collect();
    Ok(Document {
        calendars,
        left_out: checked.left_out,
        breaks_off: checked.breaks_off,
    })
}

/// Reads one message of iTIP: one calendar with an entry or more. Its method is that of the text, never
/// that of the mail around it, from which some servers take it off. One that breaks off is refused: what is
/// missing could turn a yes into a no.
///
/// # Errors
/// Says why nothing was read.
pub fn message(text: &[u8]) -> Result<Calendar, ReadFault> {
    let document = document(text, Bounds::MESSAGE)?;
    if document.breaks_off {
        return Err(ReadFault::BreaksOff);
    }
    let mut calendars = document.calendars;
    let calendar = calendars.pop().ok_or(ReadFault::NoCalendar)?;
    if !calendars.is_empty() {
        return Err(ReadFault::Several);
    }
    if calendar.entries.is_empty() {
        return Err(ReadFault::NoEntry);
    }
    Ok(calendar)
}

fn parse(checked: &Checked) -> Result<Vec<IcalCalendar>, ReadFault> {
    let calendars: Result<Vec<_>, _> = IcalParser::new(checked.text.as_bytes()).collect();
    calendars.map_err(|_| ReadFault::Unreadable)
}

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;
