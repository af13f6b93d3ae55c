//! Two entries of one agency made into one. The entry that is gone keeps its rows as they are; whoever asks for it by its
//! id is led to the one that stays. Who did it and when stand in the act. Of what went over to the entry that stays, and
//! of what people had put right there before, enough is kept to take the two apart again.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE resource_merge (
        act_id {uuid} PRIMARY KEY,
        merged_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        survivor_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        leads_to {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        went_over {text} NOT NULL,
        undone_act_id {uuid},
        CHECK (merged_id <> survivor_id)
    );
    CREATE UNIQUE INDEX resource_merge_standing ON resource_merge (merged_id) WHERE undone_act_id IS NULL;
    CREATE INDEX resource_merge_by_survivor ON resource_merge (survivor_id);
    CREATE INDEX resource_merge_by_place ON resource_merge (leads_to)
    ",
    // Whoever goes back to a version that knows no such entries has each of them again.
    "
    UPDATE resource SET lifecycle = 'active' WHERE lifecycle = 'merged';
    DROP TABLE resource_merge
    "
);
