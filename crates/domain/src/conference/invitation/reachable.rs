//! What is known of how somebody is reached who is to be called.

use chrono::NaiveDate;

use super::way::CallChannel;
use crate::directory::contact::policy::ContactPolicy;
use crate::directory::freshness::{FieldGroup, Freshness, Verification};
use crate::directory::resource::ResourceFacts;
use crate::text::Line;

/// Whether somebody of an agency said that it is reached as the directory has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKnown {
    /// Somebody confirmed it, not too long ago.
    Confirmed,
    /// It stands as it was published, or as it was a while ago.
    Published,
}

impl ContactKnown {
    /// On a day, by the attempts to confirm it.
    #[must_use]
    pub fn on(day: NaiveDate, attempts: &[Verification]) -> Self {
        if Freshness::of(FieldGroup::Contact, attempts).is_confirmed_on(day) {
            Self::Confirmed
        } else {
            Self::Published
        }
    }
}

/// What is known of how somebody is reached.
#[derive(Clone, Copy)]
pub enum Reachable<'a> {
    /// An agency of the directory.
    Listed {
        /// What is published of it.
        facts: &'a ResourceFacts,
        /// How it likes to be reached.
        policy: &'a ContactPolicy,
        /// Whether somebody there confirmed how it is reached, not too long ago.
        contact: ContactKnown,
    },
    /// Somebody who was typed in.
    Written {
        /// Their FAX number.
        fax: Option<&'a Line>,
        /// Where they are.
        address: Option<&'a Line>,
    },
}

impl Reachable<'_> {
    /// Whether a FAX number of the directory is nothing but published. What goes astray there cannot be called back.
    pub(super) const fn is_only_published(self, channel: CallChannel) -> bool {
        let is_fax = matches!(channel, CallChannel::Fax);
        match self {
            Self::Listed { contact, .. } => is_fax && matches!(contact, ContactKnown::Published),
            Self::Written { .. } => false,
        }
    }
}
