//! What editing by people adds: when an entry closed and what took its place, when an observation may be
//! read by whom, and which writes were already done under a key.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE closure (
        resource_id {uuid} PRIMARY KEY REFERENCES resource (id) ON DELETE CASCADE,
        closed_on DATE NOT NULL,
        successor_id {uuid} REFERENCES resource (id),
        reason {text}
    );

    ALTER TABLE strength ADD COLUMN basis {text};
    ALTER TABLE strength ADD COLUMN written_on DATE;
    ALTER TABLE strength ADD COLUMN told_on DATE;
    ALTER TABLE strength ADD COLUMN released_on DATE;
    UPDATE strength SET written_on = stated_on, told_on = stated_on, released_on = stated_on
        WHERE network_id IS NOT NULL;

    CREATE TABLE idempotency (
        caller_id {uuid} NOT NULL,
        idempotency_key {text} NOT NULL,
        fingerprint {bytes} NOT NULL,
        answer {text} NOT NULL,
        made_at BIGINT NOT NULL,
        PRIMARY KEY (caller_id, idempotency_key)
    );
    CREATE INDEX idempotency_by_age ON idempotency (made_at)
    ",
    "
    DROP TABLE idempotency;
    ALTER TABLE strength DROP COLUMN released_on;
    ALTER TABLE strength DROP COLUMN told_on;
    ALTER TABLE strength DROP COLUMN written_on;
    ALTER TABLE strength DROP COLUMN basis;
    DROP TABLE closure
    "
);
