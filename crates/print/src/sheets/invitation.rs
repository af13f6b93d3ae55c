//! An invitation to an account, for people whom mail does not reach.

use renkei_domain::time::Moment;
use serde::Serialize;

use crate::words::{Code, Contact, Place, Words};

/// An invitation to an account: a code, where to enter it and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationSheet {
    /// The network that invites.
    pub network: Words,
    /// For whom, without 様.
    pub for_whom: Words,
    /// What the account will be, as a person says it: 「就労定着支援員」.
    pub role: Words,
    /// The code that opens the account once.
    pub code: Code,
    /// Where the code is entered; `None` when the installation has no public address.
    pub place: Option<Place>,
    /// Until when the code is good.
    #[serde(serialize_with = "super::moment")]
    pub valid_until: Moment,
    /// Whom to ask.
    pub secretariat: Contact,
}
