//! The person's copy (開示) of what is kept about them: that it was asked for, and what was decided about each thing
//! that its holder looks at first. How whoever asked was known, why something is withheld, and what is given as it
//! was looked at, are sealed under the key of the person; ids, days and words of closed lists stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE copy_request (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        how {text} NOT NULL,
        asked_on DATE NOT NULL,
        said {bytes},
        noted_by {uuid} NOT NULL REFERENCES account (id),
        noted_at BIGINT NOT NULL,
        released_by {uuid} REFERENCES account (id),
        released_at BIGINT,
        CHECK ((released_by IS NULL) = (released_at IS NULL))
    );
    CREATE INDEX copy_request_by_person ON copy_request (person_id);
    CREATE INDEX copy_request_by_organization ON copy_request (organization_id);
    CREATE INDEX copy_request_by_case ON copy_request (case_id, released_at);
    CREATE INDEX copy_request_by_noter ON copy_request (noted_by);
    CREATE INDEX copy_request_by_releaser ON copy_request (released_by);

    CREATE TABLE copy_item (
        id {uuid} PRIMARY KEY,
        request_id {uuid} NOT NULL REFERENCES copy_request (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        kind {text} NOT NULL,
        source_id {uuid} NOT NULL,
        decision {text} NOT NULL,
        said {bytes} NOT NULL,
        decided_by {uuid} NOT NULL REFERENCES account (id),
        decided_at BIGINT NOT NULL,
        UNIQUE (request_id, kind, source_id)
    );
    CREATE INDEX copy_item_by_person ON copy_item (person_id);
    CREATE INDEX copy_item_by_decider ON copy_item (decided_by)
    ",
    "
    DROP TABLE copy_item;
    DROP TABLE copy_request
    "
);
