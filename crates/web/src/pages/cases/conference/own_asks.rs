//! What the person asks for by one press on the page of a conference of theirs, and takes back by another.

use renkei_app::conference::speak::PersonSays;
use renkei_domain::conference::{Conference, OwnWish};

/// What is pressed and can be taken back.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct OwnAsks {
    /// Whether they stay away.
    pub(in crate::pages) rests: bool,
    /// Whether somebody is to come along.
    pub(in crate::pages) together: bool,
}

impl OwnAsks {
    /// Those of a conference.
    pub(in crate::pages) fn of(conference: &Conference) -> Self {
        Self {
            rests: conference.asks.contains(&OwnWish::Rest),
            together: conference.asks.contains(&OwnWish::Together),
        }
    }
}

/// What a button says, by the name of its step.
pub(super) fn pressed(step: &str) -> Option<PersonSays> {
    Some(match step {
        "rest" => PersonSays::Wish(OwnWish::Rest),
        "rest_not" => PersonSays::WishNoMore(OwnWish::Rest),
        "together" => PersonSays::Wish(OwnWish::Together),
        "together_not" => PersonSays::WishNoMore(OwnWish::Together),
        _ => return None,
    })
}
