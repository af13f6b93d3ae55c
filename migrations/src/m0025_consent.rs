//! Consents of a person, how they were stopped, and what the law lets be told without one. What somebody agreed
//! to, and whom it names, is sealed under a key of the person's own; what stands in the open are ids, days and
//! words of closed lists. Every person has one head: whoever agrees, stops, or tells something by a permit takes
//! it first, so that their order is the order of commits.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE consent_head (
        person_id {uuid} PRIMARY KEY REFERENCES person (id),
        seq BIGINT NOT NULL
    );

    CREATE TABLE consent (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        seq BIGINT NOT NULL,
        form {text} NOT NULL,
        given_on DATE NOT NULL,
        first_day DATE NOT NULL,
        last_day DATE NOT NULL,
        terms {bytes} NOT NULL,
        asking {bytes} NOT NULL,
        renews_id {uuid} REFERENCES consent (id),
        recorded_by {uuid} NOT NULL REFERENCES account (id),
        recorded_at BIGINT NOT NULL,
        UNIQUE (person_id, seq),
        CHECK (first_day <= last_day)
    );
    CREATE INDEX consent_by_organization ON consent (organization_id, last_day);
    CREATE INDEX consent_by_recorder ON consent (recorded_by);
    CREATE INDEX consent_by_renewed ON consent (renews_id);

    CREATE TABLE consent_halt (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        seq BIGINT NOT NULL,
        consent_id {uuid} REFERENCES consent (id),
        reach {bytes},
        state {text} NOT NULL,
        resumed_seq BIGINT,
        voice {text} NOT NULL,
        recorded_by {uuid} NOT NULL REFERENCES account (id),
        recorded_at BIGINT NOT NULL,
        UNIQUE (person_id, seq),
        CHECK ((state = 'resumed') = (resumed_seq IS NOT NULL))
    );
    CREATE INDEX consent_halt_by_consent ON consent_halt (consent_id);
    CREATE INDEX consent_halt_by_organization ON consent_halt (organization_id);
    CREATE INDEX consent_halt_by_recorder ON consent_halt (recorded_by);

    CREATE TABLE consent_exception (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        seq BIGINT NOT NULL,
        named_by {uuid} NOT NULL REFERENCES account (id),
        said {bytes} NOT NULL,
        named_at BIGINT NOT NULL,
        ended_at BIGINT,
        released_at BIGINT,
        UNIQUE (person_id, seq)
    );
    CREATE INDEX consent_exception_by_organization ON consent_exception (organization_id);
    CREATE INDEX consent_exception_by_namer ON consent_exception (named_by)
    ",
    "
    DROP TABLE consent_exception;
    DROP TABLE consent_halt;
    DROP TABLE consent;
    DROP TABLE consent_head
    "
);
