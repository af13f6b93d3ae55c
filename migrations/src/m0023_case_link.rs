//! Codes by which persons link a case about them with their own account: one at a time for each case, kept as a
//! hash until its time is over or it was used.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE support_case ADD COLUMN link_hash {bytes};
    ALTER TABLE support_case ADD COLUMN link_until BIGINT;
    CREATE UNIQUE INDEX support_case_by_link ON support_case (link_hash)
    ",
    "
    DROP INDEX support_case_by_link;
    ALTER TABLE support_case DROP COLUMN link_until;
    ALTER TABLE support_case DROP COLUMN link_hash
    "
);
