//! Ways back in: a link by which an account that lost everything is opened anew. It stands here as a hash.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE reset_code (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        code_hash {bytes} NOT NULL UNIQUE,
        expires_at BIGINT NOT NULL
    )
    ",
    "
    DROP TABLE reset_code
    "
);
