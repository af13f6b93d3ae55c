//! Calendar entries on one side, iCalendar text (RFC 5545) and the messages of iTIP (RFC 5546) on the other.
//!
//! The crate writes what calls people in, moves and calls off, and reads what comes back. Nothing here
//! knows of a database, an account, a mailbox or a clock: the same entry gives the same text on every
//! machine, and what a text says is a value or a fault, never a panic.
//!
//! Start with [`entry::Entry`]; [`message::Message`] makes a message of it for one invitee, or a feed for
//! a subscriber. The other way, [`read::message`] opens what came back and [`reply::judge`] says what of it
//! counts; [`busy::busy`] takes the times, and nothing else, out of somebody's calendar.
//!
//! `ical` reads lines and holds components. What it does not promise stands around it: [`read`] checks the
//! text before, and our own emitter writes, since Japanese text asks for octets to be counted. [`mail`] takes calendar
//! text out of the mail it came in.

pub mod busy;
pub mod entry;
pub mod mail;
pub mod message;
pub mod method;
pub mod read;
#[cfg(test)]
mod recurring;
pub mod reply;
mod write;
