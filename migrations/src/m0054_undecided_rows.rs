//! Rows of published data that could be of several entries, or of one or none, kept with all they say until
//! a person decides whose they are.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE undecided_row (
        id {uuid} PRIMARY KEY,
        run_id {uuid} NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        network_id {uuid},
        line BIGINT NOT NULL,
        service {text} NOT NULL,
        key_full {bytes} NOT NULL,
        key_number {bytes},
        key_name {bytes} NOT NULL,
        key_address {bytes} NOT NULL,
        key_phone {bytes},
        content {bytes} NOT NULL,
        raw {text} NOT NULL,
        raw_sealed {bytes},
        facts {text} NOT NULL,
        organization {text},
        candidates {text} NOT NULL,
        choice {text},
        became_id {uuid},
        reason {text},
        decided_act_id {uuid}
    );
    CREATE INDEX undecided_row_by_run ON undecided_row (run_id)
    ",
    "
    DROP TABLE undecided_row
    "
);
