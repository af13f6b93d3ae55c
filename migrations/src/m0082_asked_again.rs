//! By which ways nobody of an agency was found: it is asked by those last, as long as its entry names the same address or
//! number. And an agency may be asked anew in a round that was called off, or once it is reopened again on the same day.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE astray_way (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        channel {text} NOT NULL,
        target {text} NOT NULL,
        since DATE NOT NULL,
        PRIMARY KEY (resource_id, channel)
    );
    DROP INDEX inquiry_by_round;
    CREATE UNIQUE INDEX inquiry_by_round ON inquiry (resource_id, round, round_begins)
        WHERE state <> 'called_off' AND round <> 'reopened';
    CREATE INDEX inquiry_by_resource ON inquiry (resource_id)
    ",
    // Of a round there was one inquiry before: the last one stays.
    "
    DROP INDEX inquiry_by_resource;
    DROP INDEX inquiry_by_round;
    DELETE FROM inquiry WHERE EXISTS (
        SELECT 1 FROM inquiry later
        WHERE later.resource_id = inquiry.resource_id AND later.round = inquiry.round
            AND later.round_begins = inquiry.round_begins AND later.id > inquiry.id
    );
    CREATE UNIQUE INDEX inquiry_by_round ON inquiry (resource_id, round, round_begins);
    DROP TABLE astray_way
    "
);
