//! For which agency of the team a supporter reads a map that is shown to them by name; nothing for the one that leads the
//! case. An agency that is gone has nobody who reads, so that no row is tied to it.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE map_share ADD COLUMN agency_id {uuid}
    ",
    "
    ALTER TABLE map_share DROP COLUMN agency_id
    "
);
