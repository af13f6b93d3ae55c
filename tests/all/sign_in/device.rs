//! A device that keeps a passkey, with the browser around it: it answers as both do, and may be told to
//! answer wrongly.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use rcgen::{KeyPair, SigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::record::fine;

/// Somebody touched it.
const PRESENT: u8 = 0x01;
/// It asked for a PIN or a finger.
const VERIFIED: u8 = 0x04;
/// A new key follows.
const ATTESTED: u8 = 0x40;

/// A device.
#[derive(Debug)]
pub(crate) struct Device {
    key: KeyPair,
    id: Vec<u8>,
    /// The address of the page that asks it, as the browser knows it.
    pub(crate) origin: String,
    /// The name under which it signs, where that is not the one it is asked for.
    pub(crate) signs_for: Option<String>,
    /// Whether it asks for a PIN or a finger.
    pub(crate) verifies: bool,
    /// Whether somebody touches it.
    pub(crate) is_touched: bool,
    /// How often it has signed.
    pub(crate) count: u32,
}

impl Device {
    /// A device with a new key, used at an address.
    pub(crate) fn at(origin: &str) -> Self {
        let key = fine(KeyPair::generate());
        let mut id = Sha256::digest(key.public_key_raw()).to_vec();
        id.truncate(16);
        Self {
            key,
            id,
            origin: origin.to_owned(),
            signs_for: None,
            verifies: true,
            is_touched: true,
            count: 0,
        }
    }

    /// A device with another key that goes by the same name.
    pub(crate) fn double(&self) -> Self {
        Self {
            id: self.id.clone(),
            count: self.count,
            ..Self::at(&self.origin)
        }
    }

    /// Answers to the options of a page that asks for a new passkey.
    pub(crate) fn makes(&self, options: &Value) -> String {
        let client = self.client_data("webauthn.create", options);
        let mut data = self.data(&options["rp"]["id"], ATTESTED);
        data.extend([0; 16]);
        data.extend([0, fine(u8::try_from(self.id.len()))]);
        data.extend(&self.id);
        // COSE: a map of five: EC2, ES256, P-256, x and y.
        let (x, y) = self.key.public_key_raw()[1..].split_at(32);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);

        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(fine(u8::try_from(data.len())));
        object.extend(&data);
        let answer = json!({
            "rawId": text(&self.id),
            "response": {
                "clientDataJSON": text(client.as_bytes()),
                "attestationObject": text(&object),
                "transports": ["internal", "something-new"],
            },
        });
        answer.to_string()
    }

    /// Answers to the options of a page that asks for a passkey there is.
    pub(crate) fn shows(&mut self, options: &Value) -> String {
        self.count += 1;
        let client = self.client_data("webauthn.get", options);
        let data = self.data(&options["rpId"], 0);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(client.as_bytes()));
        let signature = fine(self.key.sign(&signed));
        let answer = json!({
            "rawId": text(&self.id),
            "response": {
                "clientDataJSON": text(client.as_bytes()),
                "authenticatorData": text(&data),
                "signature": text(&signature),
                "userHandle": null,
            },
        });
        answer.to_string()
    }

    fn client_data(&self, what: &str, options: &Value) -> String {
        let client = json!({
            "type": what,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        client.to_string()
    }

    fn data(&self, asked_for: &Value, more: u8) -> Vec<u8> {
        let name = self.signs_for.as_deref().or(asked_for.as_str());
        let name = name.unwrap_or_else(|| panic!("a page names itself"));
        let mut flags = more;
        if self.is_touched {
            flags |= PRESENT;
        }
        if self.verifies {
            flags |= VERIFIED;
        }
        let mut data = Sha256::digest(name.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
