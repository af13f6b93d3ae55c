//! That somebody was written to because a consent ends soon: one row for each consent, its last day and each
//! reader, so that nobody is written to twice about the same end. Letters name `notice_id`: whoever is told of
//! several consents that end on one day gets one letter. Nothing stands here but ids, days and codes.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE consent_notice (
        consent_id {uuid} NOT NULL REFERENCES consent (id),
        last_day DATE NOT NULL,
        reader {text} NOT NULL,
        notice_id {uuid} NOT NULL,
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        made_at BIGINT NOT NULL,
        PRIMARY KEY (consent_id, last_day, reader)
    );
    CREATE INDEX consent_notice_by_notice ON consent_notice (notice_id);
    CREATE INDEX consent_notice_by_case ON consent_notice (case_id);
    CREATE INDEX consent_notice_by_person ON consent_notice (person_id);
    CREATE INDEX consent_notice_by_organization ON consent_notice (organization_id);
    CREATE INDEX consent_by_last_day ON consent (last_day)
    ",
    "
    DROP INDEX consent_by_last_day;
    DROP TABLE consent_notice
    "
);
