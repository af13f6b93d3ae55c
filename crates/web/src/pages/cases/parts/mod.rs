//! The fields of each part of a case: how they are first filled, shown, and read back.

pub(super) mod course;
pub(super) mod emergency;
pub(super) mod employment;
pub(super) mod note;
pub(super) mod person;
pub(super) mod team;
