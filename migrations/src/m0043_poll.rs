//! Possible dates of a conference: who is asked by which link, and what they answered. The dates, who is asked, when the
//! person works or sees a doctor, and every answer are sealed under the key of the person; of a link its hash is kept.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE poll (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        state {text} NOT NULL,
        minutes INTEGER NOT NULL,
        names {text} NOT NULL,
        deadline DATE NOT NULL,
        opened_at BIGINT NOT NULL,
        closed_at BIGINT,
        said {bytes} NOT NULL,
        CHECK ((closed_at IS NULL) = (state = 'open'))
    );
    CREATE UNIQUE INDEX poll_open_of_conference ON poll (conference_id) WHERE closed_at IS NULL;
    CREATE INDEX poll_by_conference ON poll (conference_id, opened_at);
    CREATE INDEX poll_by_case ON poll (case_id, opened_at);
    CREATE INDEX poll_by_person ON poll (person_id);
    CREATE INDEX poll_by_organization ON poll (organization_id);

    CREATE TABLE poll_link (
        code_hash {bytes} PRIMARY KEY,
        poll_id {uuid} NOT NULL REFERENCES poll (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        respondent_id {uuid} NOT NULL,
        made_at BIGINT NOT NULL
    );
    CREATE INDEX poll_link_by_poll ON poll_link (poll_id, respondent_id);
    CREATE INDEX poll_link_by_person ON poll_link (person_id);

    CREATE TABLE poll_answer (
        id {uuid} PRIMARY KEY,
        poll_id {uuid} NOT NULL REFERENCES poll (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        respondent_id {uuid} NOT NULL,
        way {text} NOT NULL,
        said_at BIGINT NOT NULL,
        kept_at BIGINT NOT NULL,
        kept_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        UNIQUE (poll_id, respondent_id, way)
    );
    CREATE INDEX poll_answer_by_person ON poll_answer (person_id);
    CREATE INDEX poll_answer_by_keeper ON poll_answer (kept_by)
    ",
    "
    DROP TABLE poll_answer;
    DROP TABLE poll_link;
    DROP TABLE poll
    "
);
