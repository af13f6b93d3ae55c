//! Passkeys as second factors. A passkey belongs to the name under which browsers keep it: where that name
//! changes, it opens nothing any more. What a browser has to answer is kept with the session that asked,
//! one at a time.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE passkey (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        name {bytes} NOT NULL,
        rp_id {text} NOT NULL,
        credential_id {bytes} NOT NULL UNIQUE,
        public_key {bytes} NOT NULL,
        algorithm INTEGER NOT NULL,
        transports {text} NOT NULL,
        needs_verification BOOLEAN NOT NULL,
        sign_count BIGINT NOT NULL,
        made_at BIGINT NOT NULL,
        used_at BIGINT
    );
    CREATE INDEX passkey_by_account ON passkey (account_id);

    CREATE TABLE passkey_challenge (
        session_id {uuid} PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
        ceremony {text} NOT NULL,
        challenge {bytes} NOT NULL,
        made_at BIGINT NOT NULL
    )
    ",
    "
    DROP TABLE passkey_challenge;
    DROP TABLE passkey
    "
);
