//! What leaves the directory and stays within a network: the directory of a network as it stood when a month began, as a
//! workbook that everybody may read.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE monthly_directory (
        network_id {uuid} NOT NULL REFERENCES network (id),
        month DATE NOT NULL,
        made_at BIGINT NOT NULL,
        entries BIGINT NOT NULL,
        digest {text} NOT NULL,
        workbook {bytes} NOT NULL,
        PRIMARY KEY (network_id, month)
    )
    ",
    "
    DROP TABLE monthly_directory
    "
);
