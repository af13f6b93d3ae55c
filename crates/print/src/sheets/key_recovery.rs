//! A key on paper: the master key, or the private half of the pair for backups.

use serde::{Serialize, Serializer};

use crate::words::{Code, Contact, Words, nothing};

/// What a key on paper opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// What stands sealed in the database: the master key.
    Records,
    /// Backups: the private half.
    Backups,
}

impl KeyUse {
    /// The words of the template depend on it; it is no text of the sheet.
    fn for_template<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self == Self::Backups)
    }
}

/// A key without which no backup can be read.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct KeyRecoverySheet {
    /// What the key opens.
    #[serde(rename = "of_backups", serialize_with = "KeyUse::for_template")]
    pub opens: KeyUse,
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
