//! Ways in for who cannot come by a password: a person's card with its PIN, whom the person asked to make
//! it anew, and the link by which an account that lost everything is opened anew. Secrets stand here as
//! hashes; a PIN, which has few digits, under the hash of passwords.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE card (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        secret_hash {bytes} NOT NULL UNIQUE,
        pin_hash {text} NOT NULL,
        made_by {uuid} NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        wrong_pins INTEGER NOT NULL,
        last_used_at BIGINT,
        stopped_at BIGINT
    );
    CREATE INDEX card_by_account ON card (account_id);
    CREATE UNIQUE INDEX card_in_use ON card (account_id) WHERE stopped_at IS NULL;

    CREATE TABLE card_keeper (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        keeper_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        named_at BIGINT NOT NULL,
        CHECK (account_id <> keeper_id)
    );
    CREATE INDEX card_keeper_by_keeper ON card_keeper (keeper_id);

    CREATE TABLE reset_code (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        code_hash {bytes} NOT NULL UNIQUE,
        expires_at BIGINT NOT NULL
    )
    ",
    "
    DROP TABLE reset_code;
    DROP TABLE card_keeper;
    DROP TABLE card
    "
);
