//! The master key on paper, printed at the first start.

use serde::Serialize;

use crate::words::{Code, Contact, Words, nothing};

/// The master key: without it no backup can be read.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct KeyRecoverySheet {
    /// The network or installation.
    pub network: Words,
    /// A short mark by which keys are told apart. It is no secret.
    pub mark: String,
    /// The key.
    pub key: Code,
    /// The text of the QR code, as a rule the key.
    #[serde(serialize_with = "nothing")]
    pub qr: String,
    /// Who runs the installation.
    pub operator: Contact,
}

/// The QR text is the key itself.
impl std::fmt::Debug for KeyRecoverySheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRecoverySheet")
            .field("network", &self.network)
            .field("mark", &self.mark)
            .finish_non_exhaustive()
    }
}
