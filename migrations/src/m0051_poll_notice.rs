//! Messages that ask people about dates or remind them, and those to whoever asks once enough have answered. Where they go
//! and what shows that they left is sealed under the key of the person the conference is about; the short code of an
//! answer on paper, times and words of closed lists stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE poll_notice (
        id {uuid} PRIMARY KEY,
        poll_id {uuid} NOT NULL REFERENCES poll (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        respondent_id {uuid},
        says {text} NOT NULL,
        channel {text} NOT NULL,
        code {text} UNIQUE,
        made_at BIGINT NOT NULL,
        state {text} NOT NULL,
        state_at BIGINT NOT NULL,
        state_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((respondent_id IS NULL) = (code IS NULL))
    );
    CREATE INDEX poll_notice_by_poll ON poll_notice (poll_id, made_at);
    CREATE INDEX poll_notice_by_person ON poll_notice (person_id)
    ",
    "
    DROP TABLE poll_notice
    "
);
