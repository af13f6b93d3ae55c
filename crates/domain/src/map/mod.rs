//! リソースマップ: the person's own map of whom they can ask, about what and how (S3 §32), for the time when an agency
//! is gone. Start with [`resource_map`]: a [`ResourceMap`] has an aim in the center, four [`Quadrant`]s with people and
//! places ([`entry`]), and a part for bad days ([`trouble`]). What the directory says of an entry now, and what of it
//! changed, stands in [`current`]; what is still missing is named kindly in [`gap`]; pictures stand in [`picture`]; whom the person shows it to, and
//! what such a copy leaves out, stands in [`share`]; what supporters propose, apart from the map, in [`suggestion`];
//! forms on paper in [`form`]; what is wrong with a map in [`fault`].
//!
//! The map is the person's: it belongs to their account and to no agency, nothing is added to it but by them, and no
//! legal floor holds it when they delete it. Nothing of it is anybody's to read in a log.

pub mod current;
pub mod entry;
pub mod fault;
pub mod form;
pub mod gap;
pub mod picture;
pub mod resource_map;
pub mod share;
pub mod suggestion;
pub mod trouble;

pub use current::{Answers, CurrentContact, MapChange, MapChangeKind, NightNumber};
pub use entry::{Entry, KnownEnds, Knows, ReachTime, Symbol, Way, WayKind, WhoKind};
pub use fault::{MapFault, MapPlace};
pub use form::{CardPart, Ink, PrintForm, PrintedMap, Ruby, Sheet, Spacing, Wording};
pub use gap::Gap;
pub use picture::{MapPicture, PictureFault};
pub use resource_map::{Quadrant, ResourceMap};
pub use share::{
    AtWork, MapShare, ShareEnd, ShareFault, SharedWith, cut_to, shared_copy, shown_categories,
};
pub use suggestion::{Suggestion, SuggestionFault, SuggestionState};
pub use trouble::{Tell, Trouble, Turn};

#[cfg(test)]
mod tests;
