//! What files that were handed in are called, and the reports of their imports, stand sealed: they may name people.
//! Those of before are sealed by the store, which has the keys; the way back loses what is sealed by then.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE upload ADD COLUMN named {bytes};
    ALTER TABLE upload ADD COLUMN report_sealed {bytes}
    ",
    "
    ALTER TABLE upload DROP COLUMN report_sealed;
    ALTER TABLE upload DROP COLUMN named
    "
);
