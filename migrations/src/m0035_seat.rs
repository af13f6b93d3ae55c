//! Where an agency of a support team is and who heads it, for records of what it was told; both sealed.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE team_member ADD COLUMN address {bytes};
    ALTER TABLE team_member ADD COLUMN head {bytes}
    ",
    "
    ALTER TABLE team_member DROP COLUMN head;
    ALTER TABLE team_member DROP COLUMN address
    "
);
