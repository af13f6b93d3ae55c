//! Maps of people of whom they can ask: one for each account, what it was a step before, states of it that were kept,
//! pictures, what supporters propose, and to whom it is shown. Everything that was written is sealed under the key of
//! the account, and so is what a share lets be seen, and of whom; in the open stand ids, days, moments, numbers and the
//! words of lists. Links are known by a hash.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE resource_map (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        said_before {bytes},
        changed_at BIGINT NOT NULL,
        printed_on DATE
    );

    CREATE TABLE map_version (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        said {bytes} NOT NULL,
        saved_at BIGINT NOT NULL
    );
    CREATE INDEX map_version_by_account ON map_version (account_id, saved_at);

    CREATE TABLE map_picture (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        format {text} NOT NULL,
        body {bytes} NOT NULL,
        added_at BIGINT NOT NULL
    );
    CREATE INDEX map_picture_by_account ON map_picture (account_id);

    CREATE TABLE map_suggestion (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        from_id {uuid} NOT NULL REFERENCES account (id),
        state {text} NOT NULL,
        said {bytes} NOT NULL,
        made_at BIGINT NOT NULL,
        decided_at BIGINT
    );
    CREATE INDEX map_suggestion_by_account ON map_suggestion (account_id, made_at);
    CREATE INDEX map_suggestion_by_case ON map_suggestion (case_id);
    CREATE INDEX map_suggestion_by_maker ON map_suggestion (from_id);

    CREATE TABLE map_share (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        kind {text} NOT NULL,
        case_id {uuid} REFERENCES support_case (id),
        supporter_id {uuid} REFERENCES account (id),
        conference_id {uuid} REFERENCES conference (id) ON DELETE SET NULL,
        secret_hash {bytes} UNIQUE,
        said {bytes} NOT NULL,
        since BIGINT NOT NULL,
        until BIGINT,
        ended_at BIGINT,
        readings BIGINT NOT NULL,
        last_read_on DATE
    );
    CREATE INDEX map_share_by_account ON map_share (account_id, since);
    CREATE INDEX map_share_by_case ON map_share (case_id);
    CREATE INDEX map_share_by_supporter ON map_share (supporter_id);
    CREATE INDEX map_share_by_conference ON map_share (conference_id)
    ",
    "
    DROP TABLE map_share;
    DROP TABLE map_suggestion;
    DROP TABLE map_picture;
    DROP TABLE map_version;
    DROP TABLE resource_map
    "
);
