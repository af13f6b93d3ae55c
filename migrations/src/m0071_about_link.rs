//! Links by which somebody who was called to a conference reads who it is about: what became of each, how many wrong
//! numbers were given for it, and why it ended. The mail address, the number and what shows that it left are sealed under
//! the key of the person; of the address at which the page is read its hash is kept, one for each mail that may have left.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE about_link (
        id {uuid} PRIMARY KEY,
        invitation_id {uuid} NOT NULL REFERENCES conference_invitation (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        made_by {uuid} NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        state {text} NOT NULL,
        state_at BIGINT NOT NULL,
        wrong INTEGER NOT NULL,
        opened_at BIGINT,
        ended {text},
        ended_at BIGINT,
        said {bytes} NOT NULL,
        CHECK ((ended IS NULL) = (ended_at IS NULL))
    );
    CREATE INDEX about_link_by_invitation ON about_link (invitation_id, made_at);
    CREATE INDEX about_link_by_person ON about_link (person_id);

    CREATE TABLE about_link_address (
        code_hash {bytes} PRIMARY KEY,
        link_id {uuid} NOT NULL REFERENCES about_link (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        made_at BIGINT NOT NULL
    );
    CREATE INDEX about_link_address_by_link ON about_link_address (link_id);
    CREATE INDEX about_link_address_by_person ON about_link_address (person_id)
    ",
    "
    DROP TABLE about_link_address;
    DROP TABLE about_link
    "
);
