//! What a network says of itself, for whoever comes to its directory: since when it is there, who meets and
//! what for.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE network ADD COLUMN about {text}
    ",
    "
    ALTER TABLE network DROP COLUMN about
    "
);
