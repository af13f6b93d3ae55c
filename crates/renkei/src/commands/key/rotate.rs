//! `renkei key rotate`. The file holds the new key and the old one before anything is wrapped under the new
//! one, and both until nothing is wrapped under the old one: whoever is ended on the way, or serves
//! meanwhile, finds there what they need. A key in the settings is changed by its operator in two steps.

use std::fs::{File, TryLockError};
use std::path::Path;

use renkei_store::keys::rotate::KeyStanding;
use renkei_store::keys::{KeySource as _, MasterKey, MasterKeys};
use renkei_store::upgrade::SchemaState;
use renkei_store::{Store, StoreFault};
use secrecy::ExposeSecret as _;

use crate::master_key::{self, KeyPlace, file};
use crate::outside::SystemEntropy;
use crate::settings::Settings;
use crate::wiring::report_store;
use crate::{Ended, voice};

pub(super) async fn run(settings: &Settings) -> Ended {
    let place = settings.key_place();
    let _lock = match &place {
        KeyPlace::File(file) if file.exists() => match alone(file) {
            Ok(lock) => Some(lock),
            Err(ended) => return ended,
        },
        KeyPlace::File(_) | KeyPlace::Settings { .. } | KeyPlace::Nowhere => None,
    };
    let store = match Store::open(&settings.place()).await {
        Ok(store) => store,
        Err(fault) => return report_store(&fault),
    };
    let done = rotate(&store, &place).await;
    let closed = store.close().await;
    match done.and_then(|ended| closed.map(|()| ended)) {
        Ok(ended) => ended,
        Err(fault) => report_store(&fault),
    }
}

/// One at a time: two would each make a key.
fn alone(file: &Path) -> Result<File, Ended> {
    let complain = |code: &str, sentence: &str, cause: &str| {
        voice::complain(code, sentence, cause);
        Ended::Refused
    };
    let lock = File::create(file.with_extension("key.lock")).map_err(|fault| {
        complain(
            "KEY_FOLDER",
            "鍵のフォルダに書けません。場所と権限を確かめてください。",
            &fault.to_string(),
        )
    })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(complain(
            "ALREADY_ROTATING",
            "ほかの renkei key rotate が動いています。終わってから、もう一度お試しください。",
            "another process rotates this key",
        )),
        Err(TryLockError::Error(fault)) => Err(complain(
            "KEY_FOLDER",
            "鍵のフォルダに書けません。場所と権限を確かめてください。",
            &fault.to_string(),
        )),
    }
}

async fn rotate(store: &Store, place: &KeyPlace) -> Result<Ended, StoreFault> {
    if store.schema_state().await? != SchemaState::Current {
        voice::complain(
            "OLDER_SCHEMA",
            "データベースの版が、このプログラムとちがいます。renkei migrate up のあとで、もう一度お試しください。",
            "the schema is not of this version",
        );
        return Ok(Ended::Refused);
    }
    master_key::hand_over(store, place).await?;
    let keys = at(place)?;
    let keys = match (store.standing_of(&keys).await?, place) {
        (KeyStanding::New | KeyStanding::Halfway, _) => keys,
        // Everything was wrapped anew, and the process ended before it took the old key out of the file.
        (KeyStanding::Settled, KeyPlace::File(_)) if keys.previous.is_some() => keys,
        (KeyStanding::Settled, KeyPlace::File(file)) => {
            let keys = MasterKeys {
                current: MasterKey::draw(&SystemEntropy),
                previous: Some(keys.current),
            };
            file::replace(file, &keys).map_err(StoreFault::UnreadableMasterKey)?;
            keys
        }
        (KeyStanding::Settled, KeyPlace::Settings { .. } | KeyPlace::Nowhere) => {
            return Ok(tell_new(&keys));
        }
    };
    store.begin_generation(&keys.current).await?;
    let mut wrapped = 0;
    loop {
        let some = store.rewrap_some().await?;
        wrapped += some;
        if some == 0 && store.end_old_generations().await? {
            break;
        }
    }
    settle(place, keys, wrapped)
}

fn at(place: &KeyPlace) -> Result<MasterKeys, StoreFault> {
    let keys = place.master_keys();
    let keys = keys.map_err(StoreFault::UnreadableMasterKey)?;
    keys.ok_or(StoreFault::NoMasterKey)
}

/// Takes the old key away, which opens nothing any more.
fn settle(place: &KeyPlace, keys: MasterKeys, wrapped: u64) -> Result<Ended, StoreFault> {
    let mark = keys.current.mark();
    let next = if let KeyPlace::File(file) = place {
        let keys = MasterKeys {
            previous: None,
            ..keys
        };
        file::replace(file, &keys).map_err(StoreFault::UnreadableMasterKey)?;
        "renkei key sheet で新しい紙を印刷し、前の紙と取りかえてください。"
    } else {
        "設定の key_previous を消してください。renkei key sheet で新しい紙を印刷し、前の紙と取りかえてください。"
    };
    voice::say(
        "key_rotated",
        &format!(
            "新しい鍵（印 {mark}）に取りかえました。包みなおした鍵: {wrapped}件。\n{next}\n前に取った控え（バックアップ）は、前の鍵でだけ開きます。控えを残すあいだは、前の紙もしまっておいてください。"
        ),
        serde_json::json!({ "mark": mark, "wrapped": wrapped }),
    );
    Ok(Ended::Done)
}

/// Draws a key for the settings, which this process cannot change.
fn tell_new(keys: &MasterKeys) -> Ended {
    let new = MasterKey::draw(&SystemEntropy);
    let (mark, old) = (new.mark(), keys.current.mark());
    let digits = new.digits();
    voice::say(
        "key_made",
        &format!(
            "新しい鍵（印 {mark}）です。まだ何も変えていません。\n\n  {}\n\n1. 設定の key をこの鍵に、key_previous をいまの鍵（印 {old}）にします。\n2. すべての renkei を動かしなおします。\n3. もう一度 renkei key rotate を動かします。",
            digits.expose_secret()
        ),
        serde_json::json!({ "mark": mark, "key": digits.expose_secret(), "previous_mark": old }),
    );
    Ended::Done
}
