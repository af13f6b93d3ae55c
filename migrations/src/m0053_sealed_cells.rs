//! The cells of somebody's own list stand sealed: what else a list says of a place may name people. Those of before
//! are sealed by the store, which has the keys; the way back loses what is sealed by then.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE source_record ADD COLUMN raw_sealed {bytes};
    CREATE INDEX source_record_open ON source_record (row_id) WHERE dataset = 'list' AND raw_sealed IS NULL
    ",
    "
    DROP INDEX source_record_open;
    ALTER TABLE source_record DROP COLUMN raw_sealed
    "
);
