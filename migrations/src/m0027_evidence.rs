//! Forms of consent on paper. What is asked on one, and of whom, is sealed under the key of the person who is
//! asked; in the open stand ids and the short code by which a page that comes back is found again, which opens
//! nothing by itself.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE consent_sheet (
        id {uuid} PRIMARY KEY,
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        code {text} NOT NULL UNIQUE,
        asked {bytes} NOT NULL,
        recorded_by {uuid} NOT NULL REFERENCES account (id),
        recorded_at BIGINT NOT NULL
    );
    CREATE INDEX consent_sheet_by_case ON consent_sheet (case_id);
    CREATE INDEX consent_sheet_by_person ON consent_sheet (person_id);
    CREATE INDEX consent_sheet_by_organization ON consent_sheet (organization_id);
    CREATE INDEX consent_sheet_by_recorder ON consent_sheet (recorded_by);

    CREATE TABLE consent_sheet_answer (
        consent_id {uuid} PRIMARY KEY REFERENCES consent (id),
        sheet_id {uuid} NOT NULL REFERENCES consent_sheet (id),
        person_id {uuid} NOT NULL REFERENCES person (id)
    );
    CREATE INDEX consent_sheet_answer_by_sheet ON consent_sheet_answer (sheet_id);
    CREATE INDEX consent_sheet_answer_by_person ON consent_sheet_answer (person_id)
    ",
    "
    DROP TABLE consent_sheet_answer;
    DROP TABLE consent_sheet
    "
);
