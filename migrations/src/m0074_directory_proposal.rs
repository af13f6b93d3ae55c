//! What anybody proposes to put right in the directory, or to add to it. What they wrote, what was decided about each
//! field of it and the address at which they want to be told are sealed under the key of the network that decides; of the
//! code by which they read what came of it its hash is kept. The entry is no reference: a proposal outlives one that an
//! import took back.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE directory_proposal (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        resource_id {uuid},
        code_hash {bytes} NOT NULL UNIQUE,
        made_at BIGINT NOT NULL,
        decided_at BIGINT,
        said {bytes} NOT NULL,
        tell_to {bytes}
    );
    CREATE INDEX directory_proposal_by_network ON directory_proposal (network_id, decided_at, id)
    ",
    "
    DROP TABLE directory_proposal
    "
);
