//! Cases (支援ケース): what one agency keeps about helping one person. Start with [`case`]; the person is in
//! [`person`], where a case stands in [`stage`], who helps in [`team`], what was written in [`note`], what to
//! do on a bad day in [`emergency`], and what the people at work may know in [`employment`]. Who may read a case
//! at all is decided in [`crate::access`]; which of its notes somebody may read who may read the case is decided
//! in [`note`]; what of it may be told outside, in [`crate::consent`].

pub mod case;
pub mod emergency;
pub mod employment;
pub mod note;
pub mod number;
pub mod person;
pub mod stage;
pub mod team;
