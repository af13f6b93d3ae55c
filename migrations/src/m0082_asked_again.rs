//! By which ways nobody of an agency was found: it is asked by those last, as long as its entry names the same address or
//! number.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE astray_way (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        channel {text} NOT NULL,
        target {text} NOT NULL,
        since DATE NOT NULL,
        PRIMARY KEY (resource_id, channel)
    )
    ",
    "
    DROP TABLE astray_way
    "
);
