//! Keys, before everything that is sealed with them, so that on the way back they go last. `data_key` holds
//! them wrapped by the master key, which stands nowhere here: `master_key_check` only knows its generations
//! again. While a data key is wrapped under a generation, that generation cannot go.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE master_key_check (
        generation BIGINT PRIMARY KEY,
        check_value {bytes} NOT NULL UNIQUE,
        made_at BIGINT NOT NULL
    );

    CREATE TABLE data_key (
        id {uuid} PRIMARY KEY,
        owner_kind {text} NOT NULL,
        owner_id {uuid} NOT NULL,
        wrapped {bytes} NOT NULL,
        generation BIGINT NOT NULL REFERENCES master_key_check (generation),
        made_at BIGINT NOT NULL,
        UNIQUE (owner_kind, owner_id)
    );
    CREATE INDEX data_key_by_generation ON data_key (generation)
    ",
    "
    DROP TABLE data_key;
    DROP TABLE master_key_check
    "
);
