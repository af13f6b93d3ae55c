//! Files that coordinators hand in by the browser, how far their import is and what came of it; until when
//! a run can be taken back; and which conflicts a person has decided by leaving things as they are.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE upload (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id) ON DELETE CASCADE,
        account_id {uuid} NOT NULL REFERENCES account (id),
        dataset {text} NOT NULL,
        file_name {text} NOT NULL,
        entry {text},
        matched {text},
        state {text} NOT NULL,
        rows_done BIGINT NOT NULL,
        rows_all BIGINT NOT NULL,
        fault_code {text},
        fault {text},
        run_id {uuid} REFERENCES import_run (id),
        report {text},
        made_at BIGINT NOT NULL,
        renewed_at BIGINT NOT NULL
    );
    CREATE INDEX upload_by_network ON upload (network_id, made_at);

    ALTER TABLE import_run ADD COLUMN undo_until BIGINT;
    ALTER TABLE import_run ADD COLUMN undone_at BIGINT;
    ALTER TABLE import_conflict ADD COLUMN decided_act_id {uuid}
    ",
    "
    ALTER TABLE import_conflict DROP COLUMN decided_act_id;
    ALTER TABLE import_run DROP COLUMN undone_at;
    ALTER TABLE import_run DROP COLUMN undo_until;
    DROP TABLE upload
    "
);
