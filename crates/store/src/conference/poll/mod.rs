//! Polls in tables: what each asks and what came back ([`read`], [`write`]), and what of it is sealed (`said`). Whoever
//! holds the code of a link is found by its hash ([`link`]). Messages that ask stand in [`notice`].

pub mod link;
pub mod notice;
pub mod read;
mod said;
pub mod write;

pub(crate) const POLL: &str = "poll";
pub(crate) const ANSWER: &str = "poll_answer";
pub(crate) const NOTICE: &str = "poll_notice";
