//! Types and rules of renkei. No async, no I/O, no database, no GraphQL: what is here can be read
//! and tested without a machine behind it.
//!
//! Start with [`directory`]: an [`directory::organization::OrganizationFacts`] (法人) runs
//! [`directory::resource::ResourceFacts`] (an office × a kind of service), and everything else says how good,
//! how open and how reachable that resource is. [`cases`] is what an agency keeps about helping one person, and
//! [`consent`] decides what of it may be told, and to whom; [`conference`] is how those who help come together; [`provisions`] is what was told, and [`person_copy`] what the person has of
//! it in their own hands; [`map`] is the person's own map of whom they can ask. [`record`] names what is written down about every
//! change, [`audit`] who read what; [`letters`] says how a letter leaves the house; [`retention`] how long
//! what is kept; [`outside`] is the door through which time and randomness come in.

pub mod access;
pub mod audit;
pub mod cases;
pub mod conference;
pub mod consent;
pub mod directory;
pub mod ids;
pub mod letters;
pub mod map;
pub mod outside;
pub mod people;
pub mod person_copy;
pub mod provisions;
pub mod record;
pub mod retention;
pub mod text;
pub mod time;
pub mod told;
mod words;
