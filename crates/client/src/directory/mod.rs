//! What the directory says of an entry, as typed fragments of the schema. What is for members of a network by name
//! (contact persons, who confirmed something) is not among them, so that a copy holds nobody's name by accident, nor is
//! what the hour alone decides (`openAt`, `howToReach`).

pub(crate) mod entry;
pub(crate) mod kinds;
pub(crate) mod offer;
pub(crate) mod place;
pub(crate) mod scalars;
pub(crate) mod search;
pub(crate) mod statements;
pub(crate) mod topics;
