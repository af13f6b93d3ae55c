//! お確かめ: asking agencies whether their entries are still so. An inquiry is a row with its groups, every time of getting
//! in touch, the addresses of the links that left (their hashes alone), and what the agency answered. Of an entry beside
//! that: what is asked again before its time, and how often it agreed to be asked about free places. What somebody noted
//! of a contact, and an answer with who gave it, are sealed under the key of the network that asks.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE inquiry (
        id {uuid} PRIMARY KEY,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        round {text} NOT NULL,
        round_begins DATE NOT NULL,
        opened_at BIGINT NOT NULL,
        state {text} NOT NULL,
        ended_at BIGINT,
        code {text} NOT NULL,
        version BIGINT NOT NULL,
        CHECK ((ended_at IS NULL) = (state IN ('open', 'replied')))
    );
    CREATE UNIQUE INDEX inquiry_by_round ON inquiry (resource_id, round, round_begins);
    CREATE UNIQUE INDEX inquiry_by_code ON inquiry (code);
    CREATE UNIQUE INDEX inquiry_at_work ON inquiry (resource_id) WHERE ended_at IS NULL;
    CREATE INDEX inquiry_by_network ON inquiry (network_id);

    CREATE TABLE inquiry_group (
        inquiry_id {uuid} NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        field_group {text} NOT NULL,
        state {text} NOT NULL,
        PRIMARY KEY (inquiry_id, field_group)
    );

    CREATE TABLE inquiry_contact (
        id {uuid} PRIMARY KEY,
        inquiry_id {uuid} NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        ordinal INTEGER NOT NULL,
        channel {text} NOT NULL,
        outcome {text} NOT NULL,
        contacted_at BIGINT NOT NULL,
        contacted_by {uuid} REFERENCES account (id),
        field_groups {text} NOT NULL,
        said {bytes} NOT NULL
    );
    CREATE UNIQUE INDEX inquiry_contact_by_inquiry ON inquiry_contact (inquiry_id, ordinal);

    CREATE TABLE inquiry_link (
        code_hash {bytes} PRIMARY KEY,
        inquiry_id {uuid} NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        made_at BIGINT NOT NULL,
        until_day DATE NOT NULL
    );
    CREATE INDEX inquiry_link_by_inquiry ON inquiry_link (inquiry_id);

    CREATE TABLE inquiry_answer (
        id {uuid} PRIMARY KEY,
        inquiry_id {uuid} NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        answered_at BIGINT NOT NULL,
        channel {text} NOT NULL,
        taken_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL
    );
    CREATE INDEX inquiry_answer_by_inquiry ON inquiry_answer (inquiry_id, answered_at);

    CREATE TABLE reopened_group (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        field_group {text} NOT NULL,
        because {text} NOT NULL,
        since DATE NOT NULL,
        reopened_by {uuid} REFERENCES account (id),
        PRIMARY KEY (resource_id, field_group)
    );

    CREATE TABLE capacity_rhythm (
        resource_id {uuid} PRIMARY KEY REFERENCES resource (id) ON DELETE CASCADE,
        months INTEGER NOT NULL,
        agreed_on DATE NOT NULL,
        agreed_by {uuid} REFERENCES account (id),
        CHECK (months BETWEEN 1 AND 12)
    )
    ",
    "
    DROP TABLE capacity_rhythm;
    DROP TABLE reopened_group;
    DROP TABLE inquiry_answer;
    DROP TABLE inquiry_link;
    DROP TABLE inquiry_contact;
    DROP TABLE inquiry_group;
    DROP TABLE inquiry
    "
);
