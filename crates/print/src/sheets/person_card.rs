//! The card with which a person signs in.

use serde::Serialize;

use crate::words::{Contact, Place, Words};

/// A card of 91 × 55 mm with a QR code, to be cut out and folded. The PIN is not on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonCard {
    /// The network.
    pub network: Words,
    /// The name as the person wishes it on the card, if at all.
    pub name: Option<Words>,
    /// Where to sign in, and the QR code that leads there.
    pub place: Place,
    /// Whom to call when the card is lost.
    pub lost: Contact,
}
