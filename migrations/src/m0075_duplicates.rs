//! Pairs of entries that may be one office, as the last search found them; what people said of pairs, by what they were
//! judged; and when was searched. A pair names its entries by their ids, the smaller one first, and is shown only while
//! both stand.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE duplicate_pair (
        left_id {uuid} NOT NULL,
        right_id {uuid} NOT NULL,
        score INTEGER NOT NULL,
        reasons {text} NOT NULL,
        mark {bytes} NOT NULL,
        PRIMARY KEY (left_id, right_id)
    );
    CREATE INDEX duplicate_pair_by_right ON duplicate_pair (right_id);

    CREATE TABLE duplicate_decision (
        left_id {uuid} NOT NULL,
        right_id {uuid} NOT NULL,
        mark {bytes} NOT NULL,
        reason {text},
        act_id {uuid} NOT NULL,
        PRIMARY KEY (left_id, right_id, mark)
    );
    CREATE INDEX duplicate_decision_by_right ON duplicate_decision (right_id);

    CREATE TABLE duplicate_search (
        id INTEGER PRIMARY KEY,
        asked_at BIGINT,
        claimed_at BIGINT,
        found_at BIGINT,
        compared BIGINT
    );
    INSERT INTO duplicate_search (id) VALUES (1)
    ",
    "
    DROP TABLE duplicate_search;
    DROP TABLE duplicate_decision;
    DROP TABLE duplicate_pair
    "
);
