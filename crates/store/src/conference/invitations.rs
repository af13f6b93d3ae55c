//! Who was called to a conference, with every message to them, what became of it, and what they answered. Reading puts
//! the rows together ([`read`]); keeping writes what is new ([`write`]). The
//! links by which they read who it is about stand in [`link`].

pub mod link;
pub(crate) mod read;
mod said;
mod way;
mod write;

pub(crate) const INVITATION: &str = "conference_invitation";
pub(crate) const NOTICE: &str = "conference_notice";
pub(crate) const MARK: &str = "conference_mark";
pub(crate) const REPLY: &str = "conference_reply";
pub(crate) const WAY: &str = "conference_way";
pub(crate) const LINK: &str = "about_link";
