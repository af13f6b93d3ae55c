//! A consultation that turned out to be of somebody who is known already: the nameless person of the one is the
//! person of the other. What was sealed under the key of the first stays so.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE person ADD COLUMN same_as {uuid};
    CREATE INDEX person_by_same_as ON person (same_as)
    ",
    "
    DROP INDEX person_by_same_as;
    ALTER TABLE person DROP COLUMN same_as
    "
);
