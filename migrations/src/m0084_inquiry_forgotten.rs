//! Since when nobody knows any more who answered an inquiry, and what was noted of its contacts: the sealed texts are written
//! anew without them, and only this column tells that it was done.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE inquiry ADD COLUMN forgotten_at BIGINT
    ",
    "
    ALTER TABLE inquiry DROP COLUMN forgotten_at
    "
);
