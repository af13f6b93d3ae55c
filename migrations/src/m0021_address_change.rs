//! What the letter to a former address speaks of: that an account is opened by another address from now on.
//! The address stands sealed, for as long as its letter.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE address_change (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        old_mail {bytes} NOT NULL,
        made_at BIGINT NOT NULL
    );
    CREATE INDEX address_change_by_account ON address_change (account_id)
    ",
    "
    DROP TABLE address_change
    "
);
