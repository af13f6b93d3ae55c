//! Who takes over what somebody has to do, from the day on which their membership ends. It stands there until that
//! day, and is gone once the duties moved. It points at no row: an account that was erased is one that nobody is.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE membership ADD COLUMN successor_id {uuid}
    ",
    "
    ALTER TABLE membership DROP COLUMN successor_id
    "
);
