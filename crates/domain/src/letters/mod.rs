//! Letters out: what leaves the house for one recipient, and what becomes of it.
//!
//! Start with [`kind::LetterKind`], the closed list of what is written to people, and
//! [`state::LetterState`]: a letter is queued by the act that calls for it, claimed by a courier, and then
//! sent, tried again ([`schedule`]), shown as undeliverable, or withdrawn. A queued letter is a
//! reference; it becomes a [`message::RenderedLetter`] only at the claim. [`delivery`] names what a try
//! can end with. Every way out of the house stands in [`channel::OutgoingChannel`]; [`answer_address`] is where answers to one arrive. What is over is
//! forgotten in its time ([`retention`]).

pub mod address;
pub mod answer_address;
pub mod channel;
pub mod delivery;
pub mod kind;
pub mod message;
pub mod retention;
pub mod schedule;
pub mod state;
