//! The act and change log. A change that tells of people is sealed: it stands in `before_sealed` and
//! `after_sealed`. `act_counter` is the lock that makes the order of `seq` the order of
//! commits: its row is taken last in every act and held until the commit.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE act_counter (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        last_seq BIGINT NOT NULL
    );
    INSERT INTO act_counter (id, last_seq) VALUES (1, 0);

    CREATE TABLE act (
        id {uuid} PRIMARY KEY,
        seq BIGINT NOT NULL UNIQUE,
        actor_kind {text} NOT NULL,
        actor_id {uuid},
        at BIGINT NOT NULL,
        source_kind {text} NOT NULL,
        source_id {uuid},
        purpose {text} NOT NULL
    );

    CREATE TABLE change (
        act_id {uuid} NOT NULL,
        ordinal BIGINT NOT NULL,
        subject_kind {text} NOT NULL,
        subject_id {uuid} NOT NULL,
        field_group {text} NOT NULL,
        before_value {text},
        after_value {text},
        before_sealed {bytes},
        after_sealed {bytes},
        CHECK (before_value IS NULL OR before_sealed IS NULL),
        CHECK (after_value IS NULL OR after_sealed IS NULL),
        PRIMARY KEY (act_id, ordinal)
    );
    CREATE INDEX change_by_subject ON change (subject_id, act_id)
    ",
    "
    DROP TABLE change;
    DROP TABLE act;
    DROP TABLE act_counter
    "
);
