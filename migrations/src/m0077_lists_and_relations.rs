//! What leaves the directory and stays within a network: the directory of a network as it stood when a month began, as a
//! workbook that everybody may read; and whom its people know at agencies, which nobody else reads. Who is known is
//! sealed.

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
    );
    CREATE TABLE relation (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        account_id {uuid} NOT NULL REFERENCES account (id),
        heir_id {uuid} REFERENCES account (id),
        since DATE NOT NULL,
        last_on DATE,
        last_by {text},
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((last_on IS NULL) = (last_by IS NULL))
    );
    CREATE INDEX relation_by_resource ON relation (resource_id, network_id);
    CREATE INDEX relation_by_holder ON relation (account_id);
    CREATE INDEX relation_by_heir ON relation (heir_id);
    CREATE INDEX relation_by_network ON relation (network_id)
    ",
    "
    DROP TABLE relation;
    DROP TABLE monthly_directory
    "
);
