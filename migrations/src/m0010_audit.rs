//! Who read and who did. A line is written with what it tells of and chained a moment later: `seq`,
//! `sealed_at` and `seal` are empty until then. `audit_head` is the lock of whoever chains. What tells of a
//! person lies in `audit_detail`, which may be erased: a line holds only its hash.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE audit_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        last_seq BIGINT NOT NULL,
        last_seal {bytes},
        key_check {bytes}
    );
    INSERT INTO audit_head (id, last_seq) VALUES (1, 0);

    CREATE TABLE audit (
        id {uuid} PRIMARY KEY,
        at BIGINT NOT NULL,
        action {text} NOT NULL,
        purpose {text} NOT NULL,
        actor_kind {text} NOT NULL,
        account_id {uuid},
        known_by {text},
        known_by_id {uuid},
        request_id {uuid},
        items {text} NOT NULL,
        detail_hash {bytes},
        mark {bytes} NOT NULL,
        seq BIGINT UNIQUE,
        sealed_at BIGINT,
        seal {bytes}
    );
    CREATE INDEX audit_unsealed ON audit (at, id) WHERE seq IS NULL;
    CREATE INDEX audit_by_account ON audit (account_id, id);
    CREATE INDEX audit_by_time ON audit (at);

    CREATE TABLE audit_subject (
        subject_id {uuid} NOT NULL,
        audit_id {uuid} NOT NULL,
        PRIMARY KEY (subject_id, audit_id)
    );

    CREATE TABLE audit_detail (
        request_id {uuid} PRIMARY KEY,
        made_at BIGINT NOT NULL,
        salt {bytes} NOT NULL,
        body {text} NOT NULL
    );
    CREATE INDEX audit_detail_by_age ON audit_detail (made_at);

    CREATE TABLE audit_anchor (
        seq BIGINT PRIMARY KEY,
        seal {bytes} NOT NULL,
        made_at BIGINT NOT NULL
    )
    ",
    "
    DROP TABLE audit_anchor;
    DROP TABLE audit_detail;
    DROP TABLE audit_subject;
    DROP TABLE audit;
    DROP TABLE audit_head
    "
);
