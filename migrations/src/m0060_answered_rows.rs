//! By which edition an open row of published data was answered: taking that edition back asks again.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE undecided_row ADD COLUMN answered_run_id {uuid};
    CREATE INDEX undecided_row_answered ON undecided_row (answered_run_id)
    ",
    "
    DELETE FROM undecided_row WHERE answered_run_id IS NOT NULL;
    DROP INDEX undecided_row_answered;
    ALTER TABLE undecided_row DROP COLUMN answered_run_id
    "
);
