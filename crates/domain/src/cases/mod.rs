//! Cases (支援ケース): what one agency keeps about helping one person. Start with [`case`]; the person is in
//! [`person`], where a case stands in [`stage`], where the person works in [`workplace`], what the people there may
//! know in [`employment`], who helps in [`team`], what was written in [`note`], and what to do on a bad day in
//! [`emergency`]; [`erasure`] says when somebody of whom no law asks to keep anything goes. Who may read a case at all is decided in [`crate::access`]; which of its
//! notes somebody may read who may read the case is decided in [`note`]; what of it may be told outside is
//! decided in [`crate::consent`].

pub mod case;
pub mod emergency;
pub mod employment;
pub mod erasure;
pub mod note;
pub mod number;
pub mod person;
pub mod seat;
pub mod stage;
pub mod team;
pub mod workplace;
