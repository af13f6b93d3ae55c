//! That a request for a copy was taken back before it was released: when, and who took it back or wrote that down.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE copy_request ADD COLUMN taken_back_by {uuid} REFERENCES account (id);
    ALTER TABLE copy_request ADD COLUMN taken_back_at BIGINT;
    CREATE INDEX copy_request_by_taker ON copy_request (taken_back_by)
    ",
    "
    DROP INDEX copy_request_by_taker;
    ALTER TABLE copy_request DROP COLUMN taken_back_at;
    ALTER TABLE copy_request DROP COLUMN taken_back_by
    "
);
