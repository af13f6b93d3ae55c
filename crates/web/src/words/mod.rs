//! Domain values in the words and shapes that templates show.

pub(crate) mod moment;
pub(crate) mod reach;
pub(crate) mod ruby;
