//! Entries that may be one office: found, listed for whoever keeps one of them, and said to be two.

mod planted;
mod real;
mod stories;
