//! When something came to stand, where that decides what could be told at an earlier moment: when a record was
//! written of what had been told before, when a pause was over, and since when the people at work may know as much
//! as they do. Nothing stands there of what was kept before; it is older than anything that is still written down.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE provision ADD COLUMN noted_at BIGINT;
    ALTER TABLE consent_halt ADD COLUMN resumed_at BIGINT;
    ALTER TABLE employment ADD COLUMN disclosed_at BIGINT
    ",
    "
    ALTER TABLE employment DROP COLUMN disclosed_at;
    ALTER TABLE consent_halt DROP COLUMN resumed_at;
    ALTER TABLE provision DROP COLUMN noted_at
    "
);
