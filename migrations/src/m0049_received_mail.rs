//! Mail that came back about a conference: whose answer it is, why somebody has to decide about it, and what was decided.
//! Who wrote it, its subject and its words are sealed under the key of the person the conference is about, and so is the
//! whole message as it came, in pieces. `digest` tells one message from another, so that one that is read twice stands
//! here once.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE received_mail (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        invitation_id {uuid},
        digest {text} NOT NULL UNIQUE,
        size BIGINT NOT NULL,
        arrived_at BIGINT NOT NULL,
        doubt {text},
        standing {text} NOT NULL,
        reply_id {uuid},
        settled_by {uuid} REFERENCES account (id),
        settled_at BIGINT,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
        CHECK (standing <> 'waits' OR doubt IS NOT NULL)
    );
    CREATE INDEX received_mail_by_conference ON received_mail (conference_id);
    CREATE INDEX received_mail_by_person ON received_mail (person_id);
    CREATE INDEX received_mail_by_organization ON received_mail (organization_id);

    CREATE TABLE received_mail_piece (
        mail_id {uuid} NOT NULL REFERENCES received_mail (id),
        ordinal BIGINT NOT NULL,
        person_id {uuid} NOT NULL REFERENCES person (id),
        body {bytes} NOT NULL,
        PRIMARY KEY (mail_id, ordinal)
    );
    CREATE INDEX received_mail_piece_by_person ON received_mail_piece (person_id)
    ",
    "
    DROP TABLE received_mail_piece;
    DROP TABLE received_mail
    "
);
