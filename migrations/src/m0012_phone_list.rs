//! What somebody who is out means to phone on a day: a list of their own, with a few words on each call and
//! what became of it. It is forgotten a month after its day.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE planned_call (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        day DATE NOT NULL,
        purpose {text} NOT NULL,
        note {bytes},
        result {text} NOT NULL,
        noted_at BIGINT,
        again_from INTEGER,
        made_at BIGINT NOT NULL,
        CHECK ((result = 'waiting') = (noted_at IS NULL)),
        CHECK (again_from IS NULL OR result = 'again')
    );
    CREATE INDEX planned_call_by_account ON planned_call (account_id, day);
    CREATE INDEX planned_call_by_resource ON planned_call (resource_id);
    CREATE INDEX planned_call_by_day ON planned_call (day)
    ",
    "
    DROP TABLE planned_call
    "
);
