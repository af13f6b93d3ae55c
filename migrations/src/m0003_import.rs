//! Import runs, the published records they brought (raw cells beside the keys that tell rows apart),
//! and what a person has to look at afterwards.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE import_run (
        id {uuid} PRIMARY KEY,
        number BIGINT NOT NULL UNIQUE,
        act_id {uuid} NOT NULL,
        dataset {text} NOT NULL,
        edition {text} NOT NULL,
        header {text} NOT NULL,
        state {text} NOT NULL,
        started_at BIGINT NOT NULL,
        renewed_at BIGINT NOT NULL,
        finished_at BIGINT,
        rows_read BIGINT NOT NULL,
        created BIGINT NOT NULL,
        updated BIGINT NOT NULL,
        unchanged BIGINT NOT NULL,
        skipped BIGINT NOT NULL,
        absent BIGINT NOT NULL,
        summary {text} NOT NULL
    );

    CREATE TABLE source_record (
        row_id {row},
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        run_id {uuid} NOT NULL REFERENCES import_run (id),
        dataset {text} NOT NULL,
        born BIGINT NOT NULL,
        dead BIGINT,
        service {text} NOT NULL,
        municipality_code INTEGER,
        key_full {bytes} NOT NULL,
        key_number {bytes},
        key_name {bytes} NOT NULL,
        key_address {bytes} NOT NULL,
        key_phone {bytes},
        content {bytes} NOT NULL,
        supplied INTEGER NOT NULL,
        raw {text} NOT NULL,
        absent_since DATE,
        UNIQUE (resource_id, dataset, born)
    );
    CREATE INDEX source_record_by_born ON source_record (born);
    CREATE INDEX source_record_by_dead ON source_record (dead) WHERE dead IS NOT NULL;

    CREATE TABLE import_conflict (
        run_id {uuid} NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        field {text} NOT NULL,
        source_value {text},
        corrected_value {text},
        PRIMARY KEY (run_id, resource_id, field)
    );
    CREATE INDEX import_conflict_by_resource ON import_conflict (resource_id, field)
    ",
    "
    DROP TABLE import_conflict;
    DROP TABLE source_record;
    DROP TABLE import_run
    "
);
