//! Mail that came back about a meeting of a network: whose answer it is, why somebody has to decide about it, and what was
//! decided. Who wrote it, its subject and its words are sealed under the key of the network, and so is the whole message
//! as it came, in pieces. `digest` tells one message from another, so that one that is read twice stands here once.
//!
//! A message about a meeting has a short code by which an answer to it is known, and an answer that was read from a mail
//! was taken down by nobody. Neither database changes a check of a table in the same words, so that the table of the
//! messages is made anew with its rows. The way back forgets what was answered by mail.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE meeting_notice_kept AS SELECT * FROM meeting_notice;
    DROP TABLE meeting_notice;
    CREATE TABLE meeting_notice (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        series_id {uuid} NOT NULL REFERENCES meeting_series (id),
        original_on DATE NOT NULL,
        member_id {uuid} NOT NULL,
        says {text} NOT NULL,
        begins_at BIGINT NOT NULL,
        minutes INTEGER NOT NULL,
        channel {text} NOT NULL,
        code {text} UNIQUE,
        sequence INTEGER NOT NULL,
        made_at BIGINT NOT NULL,
        leaves_at BIGINT NOT NULL,
        state {text} NOT NULL,
        state_at BIGINT NOT NULL,
        state_by {uuid} REFERENCES account (id),
        answer {text},
        answered_at BIGINT,
        answered_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((answer IS NULL) = (answered_at IS NULL)),
        CHECK (answered_by IS NULL OR answer IS NOT NULL)
    );
    INSERT INTO meeting_notice (
        id, network_id, series_id, original_on, member_id, says, begins_at, minutes, channel, sequence,
        made_at, leaves_at, state, state_at, state_by, answer, answered_at, answered_by, said
    )
    SELECT
        id, network_id, series_id, original_on, member_id, says, begins_at, minutes, channel, sequence,
        made_at, leaves_at, state, state_at, state_by, answer, answered_at, answered_by, said
    FROM meeting_notice_kept;
    DROP TABLE meeting_notice_kept;
    CREATE INDEX meeting_notice_by_day ON meeting_notice (series_id, original_on, made_at);
    CREATE INDEX meeting_notice_by_network ON meeting_notice (network_id);

    CREATE TABLE meeting_mail (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        series_id {uuid} NOT NULL REFERENCES meeting_series (id),
        original_on DATE NOT NULL,
        member_id {uuid},
        digest {text} NOT NULL UNIQUE,
        size BIGINT NOT NULL,
        arrived_at BIGINT NOT NULL,
        doubt {text},
        standing {text} NOT NULL,
        settled_by {uuid} REFERENCES account (id),
        settled_at BIGINT,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
        CHECK (standing <> 'waits' OR doubt IS NOT NULL)
    );
    CREATE INDEX meeting_mail_by_day ON meeting_mail (series_id, original_on);
    CREATE INDEX meeting_mail_by_network ON meeting_mail (network_id);

    CREATE TABLE meeting_mail_piece (
        mail_id {uuid} NOT NULL REFERENCES meeting_mail (id),
        ordinal BIGINT NOT NULL,
        network_id {uuid} NOT NULL REFERENCES network (id),
        body {bytes} NOT NULL,
        PRIMARY KEY (mail_id, ordinal)
    );
    CREATE INDEX meeting_mail_piece_by_network ON meeting_mail_piece (network_id)
    ",
    "
    DROP TABLE meeting_mail_piece;
    DROP TABLE meeting_mail;
    UPDATE meeting_notice SET answer = NULL, answered_at = NULL WHERE answered_by IS NULL;
    CREATE TABLE meeting_notice_kept AS SELECT * FROM meeting_notice;
    DROP TABLE meeting_notice;
    CREATE TABLE meeting_notice (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        series_id {uuid} NOT NULL REFERENCES meeting_series (id),
        original_on DATE NOT NULL,
        member_id {uuid} NOT NULL,
        says {text} NOT NULL,
        begins_at BIGINT NOT NULL,
        minutes INTEGER NOT NULL,
        channel {text} NOT NULL,
        sequence INTEGER NOT NULL,
        made_at BIGINT NOT NULL,
        leaves_at BIGINT NOT NULL,
        state {text} NOT NULL,
        state_at BIGINT NOT NULL,
        state_by {uuid} REFERENCES account (id),
        answer {text},
        answered_at BIGINT,
        answered_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((answer IS NULL) = (answered_at IS NULL)),
        CHECK ((answer IS NULL) = (answered_by IS NULL))
    );
    INSERT INTO meeting_notice (
        id, network_id, series_id, original_on, member_id, says, begins_at, minutes, channel, sequence,
        made_at, leaves_at, state, state_at, state_by, answer, answered_at, answered_by, said
    )
    SELECT
        id, network_id, series_id, original_on, member_id, says, begins_at, minutes, channel, sequence,
        made_at, leaves_at, state, state_at, state_by, answer, answered_at, answered_by, said
    FROM meeting_notice_kept;
    DROP TABLE meeting_notice_kept;
    CREATE INDEX meeting_notice_by_day ON meeting_notice (series_id, original_on, made_at);
    CREATE INDEX meeting_notice_by_network ON meeting_notice (network_id)
    "
);
