//! Forms of consent on paper, and scanned pages that show a consent. What is asked on a form, and what stands on a
//! page, is sealed under the key of the person who is asked; in the open stand ids, the kind and size of a file, and
//! the short code by which a page that comes back is found again, which opens nothing by itself. A page stands in
//! pieces: in the same transaction, backup and erasure as everything else.

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
    CREATE INDEX consent_sheet_answer_by_person ON consent_sheet_answer (person_id);

    CREATE TABLE evidence (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        format {text} NOT NULL,
        size BIGINT NOT NULL,
        recorded_by {uuid} NOT NULL REFERENCES account (id),
        recorded_at BIGINT NOT NULL
    );
    CREATE INDEX evidence_by_person ON evidence (person_id);
    CREATE INDEX evidence_by_organization ON evidence (organization_id);
    CREATE INDEX evidence_by_recorder ON evidence (recorded_by);

    CREATE TABLE evidence_of_consent (
        consent_id {uuid} NOT NULL REFERENCES consent (id),
        evidence_id {uuid} NOT NULL REFERENCES evidence (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        PRIMARY KEY (consent_id, evidence_id)
    );
    CREATE INDEX evidence_of_consent_by_evidence ON evidence_of_consent (evidence_id);
    CREATE INDEX evidence_of_consent_by_person ON evidence_of_consent (person_id);

    CREATE TABLE evidence_piece (
        evidence_id {uuid} NOT NULL REFERENCES evidence (id),
        ordinal BIGINT NOT NULL,
        person_id {uuid} NOT NULL REFERENCES person (id),
        body {bytes} NOT NULL,
        PRIMARY KEY (evidence_id, ordinal)
    );
    CREATE INDEX evidence_piece_by_person ON evidence_piece (person_id)
    ",
    "
    DROP TABLE evidence_piece;
    DROP TABLE evidence_of_consent;
    DROP TABLE evidence;
    DROP TABLE consent_sheet_answer;
    DROP TABLE consent_sheet
    "
);
