//! How the owner of an account wants pages to look: words of closed lists between points, which stand in the open. Empty
//! is whoever chose nothing.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE account ADD COLUMN display {text} NOT NULL DEFAULT ''
    ",
    "
    ALTER TABLE account DROP COLUMN display
    "
);
