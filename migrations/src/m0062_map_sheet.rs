//! Sheets of maps that programs may fetch for some minutes: for whom, which map and in what form, known by the hash of
//! the secret in their address. Nothing of a map stands here.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE map_sheet (
        secret_hash {bytes} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        share_id {uuid} REFERENCES map_share (id) ON DELETE CASCADE,
        form {text} NOT NULL,
        until BIGINT NOT NULL
    );
    CREATE INDEX map_sheet_by_account ON map_sheet (account_id);
    CREATE INDEX map_sheet_by_share ON map_sheet (share_id)
    ",
    "
    DROP TABLE map_sheet
    "
);
