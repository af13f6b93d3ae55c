//! Calendars of accounts: addresses by which one's own calendar reads of conferences, of which hashes are kept, and the
//! calendar whose times count when dates are sought. Its address opens it and is sealed under the key of the account; of
//! its entries the times stand there and nothing else.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE conference_feed (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        secret_hash {bytes} NOT NULL UNIQUE,
        program {text} NOT NULL,
        made_at BIGINT NOT NULL,
        last_read_on DATE,
        last_tag {text},
        revoked_at BIGINT
    );
    CREATE INDEX conference_feed_by_account ON conference_feed (account_id, made_at);

    CREATE TABLE busy_calendar (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        address {bytes} NOT NULL,
        set_at BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        tried_at BIGINT,
        read_at BIGINT,
        fault {text},
        untold INTEGER NOT NULL
    );
    CREATE INDEX busy_calendar_by_due ON busy_calendar (due_at);

    CREATE TABLE busy_time (
        account_id {uuid} NOT NULL REFERENCES busy_calendar (account_id) ON DELETE CASCADE,
        begins_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, begins_at),
        CHECK (begins_at < ends_at)
    )
    ",
    "
    DROP TABLE busy_time;
    DROP TABLE busy_calendar;
    DROP TABLE conference_feed
    "
);
