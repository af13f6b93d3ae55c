//! `[backup]`: to whom backups are sealed, how long each is kept, and where a new version leaves its own.

use std::path::PathBuf;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::backup::key::PublicHalf;

/// The most days for which a backup may be kept.
const MOST_DAYS: u16 = 3_650;

/// To whom backups are sealed, how long each is kept, and where a new version leaves its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Backup {
    /// The public half of the pair that `renkei key backup` made; the private half stands nowhere.
    pub recipient: Option<String>,
    /// After how many days a backup is to be destroyed. Until then it opens what was erased meanwhile.
    pub keep_days: u16,
    /// Where `serve` puts a backup of a PostgreSQL before it changes an older schema; without it `serve` waits
    /// for the operator's word. The embedded database is copied beside itself.
    pub folder: Option<PathBuf>,
}

impl Default for Backup {
    fn default() -> Self {
        Self {
            recipient: None,
            keep_days: 30,
            folder: None,
        }
    }
}

impl Backup {
    /// To whom backups are sealed, checked; nobody said so where there is none.
    ///
    /// # Errors
    /// Names the setting that cannot be; what stands in it may be a secret, and is not repeated.
    pub fn checked(&self) -> Result<Option<PublicHalf>, String> {
        if !(1..=MOST_DAYS).contains(&self.keep_days) {
            return Err(format!(
                "backup.keep_days は 1 から {MOST_DAYS} までの日数です"
            ));
        }
        let Some(text) = &self.recipient else {
            return Ok(None);
        };
        PublicHalf::parse(text).map(Some).ok_or_else(|| {
            "backup.recipient は、renkei key backup が出した公開の鍵（renkei-backup-public- で始まる1行）です。打ちまちがいや、秘密の鍵でないかを確かめてください"
                .to_owned()
        })
    }

    /// For how long a backup is kept.
    #[must_use]
    pub fn kept(&self) -> TimeDelta {
        TimeDelta::days(i64::from(self.keep_days))
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::outside::Entropy;
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::backup::key::PrivateHalf;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    #[test]
    fn the_public_half_is_taken_and_nothing_else() {
        let pair = PrivateHalf::draw(&Same(0x7a));
        let with = |recipient: &str| Backup {
            recipient: Some(recipient.to_owned()),
            ..Backup::default()
        };
        assert_eq!(Backup::default().checked(), Ok(None));
        let public = pair.public().to_string();
        assert_eq!(with(&public).checked(), Ok(Some(*pair.public())));
        let private = pair.written();
        let refused = with(private.expose_secret())
            .checked()
            .expect_err("refused");
        assert!(!refused.contains("7a7a"), "{refused}");
        for days in [0, MOST_DAYS + 1] {
            let odd = Backup {
                keep_days: days,
                ..Backup::default()
            };
            assert!(odd.checked().is_err(), "{days}");
        }
    }
}
