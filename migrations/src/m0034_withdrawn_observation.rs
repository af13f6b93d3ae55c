//! When and why what was observed of an agency was taken back, by whoever wrote it or by the desk of the network.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE strength ADD COLUMN withdrawn_on DATE;
    ALTER TABLE strength ADD COLUMN withdrawn_because {text}
    ",
    "
    ALTER TABLE strength DROP COLUMN withdrawn_because;
    ALTER TABLE strength DROP COLUMN withdrawn_on
    "
);
