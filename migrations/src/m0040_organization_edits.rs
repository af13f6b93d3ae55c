//! 法人 are edited by people: how often each was, what they put right beside what its source says, and where
//! a newer edition says otherwise. A 法人 is found by its number.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE organization ADD COLUMN edits BIGINT NOT NULL DEFAULT 0;
    CREATE INDEX organization_facts_by_number ON organization_facts (corporate_number)
        WHERE corporate_number IS NOT NULL;

    CREATE TABLE organization_correction (
        organization_id {uuid} NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        field {text} NOT NULL,
        source_value {text},
        corrected_value {text},
        act_id {uuid} NOT NULL,
        actor_kind {text} NOT NULL,
        actor_id {uuid},
        made_at BIGINT NOT NULL,
        purpose {text} NOT NULL,
        PRIMARY KEY (organization_id, field)
    );
    CREATE TABLE organization_conflict (
        run_id {uuid} NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        organization_id {uuid} NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        field {text} NOT NULL,
        source_value {text},
        corrected_value {text},
        decided_act_id {uuid},
        PRIMARY KEY (run_id, organization_id, field)
    );
    CREATE INDEX organization_conflict_by_organization ON organization_conflict (organization_id, field)
    ",
    "
    DROP TABLE organization_conflict;
    DROP TABLE organization_correction;
    DROP INDEX organization_facts_by_number;
    ALTER TABLE organization DROP COLUMN edits
    "
);
