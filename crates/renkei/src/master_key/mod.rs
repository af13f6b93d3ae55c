//! Where the master key lies: in a file beside the database, made at the first start and readable by its
//! owner alone, or in the settings. It belongs into no backup of the database: whoever has both can read
//! everything.

pub mod file;

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::Arc;

use renkei_app::StoreFault;
use renkei_store::Store;
use renkei_store::keys::{KeySource, MasterKey, MasterKeys};
use renkei_store::upgrade::SchemaState;
use secrecy::{ExposeSecret as _, SecretString};

use crate::outside::{SystemClock, SystemEntropy};
use crate::voice;

/// Where the master key lies.
#[derive(Debug, Clone)]
pub enum KeyPlace {
    /// In a file, which is made where there is none.
    File(PathBuf),
    /// In the settings.
    Settings {
        /// The key.
        current: SecretString,
        /// The one before it, while a rotation is on its way.
        previous: Option<SecretString>,
    },
    /// Nobody said where.
    Nowhere,
}

impl KeySource for KeyPlace {
    fn master_keys(&self) -> io::Result<Option<MasterKeys>> {
        match self {
            Self::File(file) => file::read(file),
            Self::Settings { current, previous } => {
                let current = parse("key", current)?;
                let previous = previous.as_ref();
                let previous = previous.map(|key| parse("key_previous", key)).transpose()?;
                Ok(Some(MasterKeys { current, previous }))
            }
            Self::Nowhere => Ok(None),
        }
    }
}

fn parse(setting: &str, digits: &SecretString) -> io::Result<MasterKey> {
    MasterKey::parse(digits.expose_secret()).ok_or_else(|| {
        let words = format!("the setting {setting} does not hold 64 hexadecimal digits");
        io::Error::new(ErrorKind::InvalidData, words)
    })
}

/// Looks whether the master key is there and opens what stands in a store, before anything is changed in it.
/// The file of a first start need not be there yet.
///
/// # Errors
/// When the key is missing, is another one, or cannot be read; a fault of the store.
pub async fn require(store: &Store, place: &KeyPlace) -> Result<(), StoreFault> {
    let has_keys = match store.schema_state().await? {
        // Nothing of it is read, and whoever brings the schema up refuses it.
        SchemaState::Newer(_) => return Ok(()),
        SchemaState::Empty => false,
        // The tables of keys come with the first step.
        SchemaState::Older(_) | SchemaState::Current => store.has_keys().await?,
    };
    let keys = place.master_keys();
    match keys.map_err(StoreFault::UnreadableMasterKey)? {
        Some(keys) if has_keys => store.try_keys(&keys).await,
        None if has_keys || matches!(place, KeyPlace::Nowhere) => Err(StoreFault::NoMasterKey),
        Some(_) | None => Ok(()),
    }
}

/// Hands a store its master key. Where nothing was ever sealed and there is no file yet, one is made and
/// whoever started is told what to do with it.
///
/// # Errors
/// When the key is missing, is another one, or cannot be read; a fault of the store.
pub async fn hand_over(store: &Store, place: &KeyPlace) -> Result<(), StoreFault> {
    if let KeyPlace::File(file) = place
        && !store.has_keys().await?
        && file::make(file, &SystemEntropy).map_err(StoreFault::UnreadableMasterKey)?
    {
        let file = file.display().to_string();
        voice::say(
            "master_key",
            &format!(
                "データの鍵を作りました: {file}\nこのファイルがないと、名前やアドレスはだれにも読めません。控え（バックアップ）には入りません。\nrenkei key sheet 鍵.pdf で紙に印刷し、データとは別の、鍵のかかる所にしまってください。"
            ),
            serde_json::json!({ "file": file }),
        );
    }
    store
        .hold_keys(
            Arc::new(place.clone()),
            Arc::new(SystemClock),
            Arc::new(SystemEntropy),
        )
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_settings_is_read_or_its_name_is_told_and_never_itself() {
        let place = |digits: &str| KeyPlace::Settings {
            current: digits.into(),
            previous: Some("7b".repeat(32).into()),
        };
        let keys = place(&"7a".repeat(32)).master_keys();
        let keys = keys.expect("read").expect("there");
        assert_ne!(keys.current.mark(), keys.previous.expect("two").mark());
        let odd = place("7a7a7a7a").master_keys().expect_err("too short");
        let told = odd.to_string();
        assert!(told.contains("key") && !told.contains("7a7a"), "{told}");
        assert!(!format!("{:?}", place("7a7a7a7a")).contains("7a7a"));
        let nowhere = KeyPlace::Nowhere.master_keys().expect("asked");
        assert!(nowhere.is_none());
    }
}
