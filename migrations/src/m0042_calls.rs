//! Calling people to conferences: in which way, each message with what became of it, and what they answered. Where
//! somebody is reached, what they are called and what they say is sealed under the key of the person the conference is
//! about; the short code, days, times and words of closed lists stand in the open. Whoever was called keeps their rows
//! also when they are taken off the list.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE conference_way (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        channel {text},
        chosen_by {uuid} REFERENCES account (id),
        chosen_at BIGINT,
        checked_how {text},
        checked_on DATE,
        checked_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((channel IS NULL) = (chosen_by IS NULL)),
        CHECK ((channel IS NULL) = (chosen_at IS NULL)),
        CHECK ((checked_how IS NULL) = (checked_on IS NULL)),
        CHECK ((checked_how IS NULL) = (checked_by IS NULL))
    );
    CREATE INDEX conference_way_by_conference ON conference_way (conference_id);
    CREATE INDEX conference_way_by_person ON conference_way (person_id);

    CREATE TABLE conference_invitation (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        participant_id {uuid} NOT NULL,
        code {text} NOT NULL UNIQUE,
        told_how {text},
        told_at BIGINT,
        told_by {uuid} REFERENCES account (id),
        record_id {uuid},
        made_by {uuid} NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        UNIQUE (conference_id, participant_id),
        CHECK ((told_how IS NULL) = (told_at IS NULL)),
        CHECK ((told_how IS NULL) = (told_by IS NULL)),
        CHECK ((told_how IS NULL) = (record_id IS NULL))
    );
    CREATE INDEX conference_invitation_by_person ON conference_invitation (person_id);
    CREATE INDEX conference_invitation_by_organization ON conference_invitation (organization_id);
    CREATE INDEX conference_invitation_by_case ON conference_invitation (case_id);

    CREATE TABLE conference_notice (
        id {uuid} PRIMARY KEY,
        invitation_id {uuid} NOT NULL REFERENCES conference_invitation (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        place INTEGER NOT NULL,
        says {text} NOT NULL,
        sequence INTEGER NOT NULL,
        stamped_at BIGINT NOT NULL,
        begins_at BIGINT NOT NULL,
        minutes INTEGER NOT NULL,
        of_conference INTEGER NOT NULL,
        channel {text} NOT NULL,
        leaves_at BIGINT NOT NULL,
        said {bytes} NOT NULL
    );
    CREATE INDEX conference_notice_by_invitation ON conference_notice (invitation_id, place);
    CREATE INDEX conference_notice_by_person ON conference_notice (person_id);

    CREATE TABLE conference_mark (
        id {uuid} PRIMARY KEY,
        notice_id {uuid} NOT NULL REFERENCES conference_notice (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        place INTEGER NOT NULL,
        state {text} NOT NULL,
        phone {text},
        at BIGINT NOT NULL,
        by_id {uuid} REFERENCES account (id),
        said {bytes} NOT NULL
    );
    CREATE INDEX conference_mark_by_notice ON conference_mark (notice_id, place);
    CREATE INDEX conference_mark_by_person ON conference_mark (person_id);

    CREATE TABLE conference_reply (
        id {uuid} PRIMARY KEY,
        invitation_id {uuid} NOT NULL REFERENCES conference_invitation (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        place INTEGER NOT NULL,
        reply {text} NOT NULL,
        part_from INTEGER,
        part_until INTEGER,
        channel {text} NOT NULL,
        sequence INTEGER NOT NULL,
        given_at BIGINT NOT NULL,
        noted_at BIGINT NOT NULL,
        by_id {uuid} REFERENCES account (id),
        standing {text} NOT NULL,
        doubt {text},
        decided_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((part_from IS NULL) = (part_until IS NULL))
    );
    CREATE INDEX conference_reply_by_invitation ON conference_reply (invitation_id, place);
    CREATE INDEX conference_reply_by_person ON conference_reply (person_id)
    ",
    "
    DROP TABLE conference_reply;
    DROP TABLE conference_mark;
    DROP TABLE conference_notice;
    DROP TABLE conference_invitation;
    DROP TABLE conference_way
    "
);
