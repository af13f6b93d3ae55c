//! What was told of a person: a record of each time, in the place of the ledger by which it could be; and what came
//! in about them; and what reached somebody whom it was not meant for. To whom, from whom and what is sealed under a
//! key of the person's own; ids and days stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE provision (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        seq BIGINT NOT NULL,
        told_by {uuid} NOT NULL REFERENCES account (id),
        told_at BIGINT NOT NULL,
        exception_id {uuid} REFERENCES consent_exception (id),
        said {bytes} NOT NULL
    );
    CREATE INDEX provision_by_person ON provision (person_id, told_at);
    CREATE INDEX provision_by_organization ON provision (organization_id);
    CREATE INDEX provision_by_case ON provision (case_id);
    CREATE INDEX provision_by_teller ON provision (told_by);
    CREATE INDEX provision_by_exception ON provision (exception_id);

    CREATE TABLE receipt (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        received_on DATE NOT NULL,
        noted_by {uuid} NOT NULL REFERENCES account (id),
        noted_at BIGINT NOT NULL,
        said {bytes} NOT NULL
    );
    CREATE INDEX receipt_by_person ON receipt (person_id, received_on);
    CREATE INDEX receipt_by_organization ON receipt (organization_id);
    CREATE INDEX receipt_by_case ON receipt (case_id);
    CREATE INDEX receipt_by_noter ON receipt (noted_by);

    CREATE TABLE incident (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        provision_id {uuid} REFERENCES provision (id),
        noticed_on DATE NOT NULL,
        preliminary_on DATE,
        final_on DATE,
        person_told_on DATE,
        noted_by {uuid} NOT NULL REFERENCES account (id),
        noted_at BIGINT NOT NULL,
        said {bytes} NOT NULL
    );
    CREATE INDEX incident_by_person ON incident (person_id, noticed_on);
    CREATE INDEX incident_by_organization ON incident (organization_id);
    CREATE INDEX incident_by_case ON incident (case_id);
    CREATE INDEX incident_by_provision ON incident (provision_id);
    CREATE INDEX incident_by_noter ON incident (noted_by)
    ",
    "
    DROP TABLE incident;
    DROP TABLE receipt;
    DROP TABLE provision
    "
);
