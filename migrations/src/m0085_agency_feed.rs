//! An address by which a calendar reads of conferences may be for all of an agency, beside whoever made it.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE conference_feed ADD COLUMN organization_id {uuid} REFERENCES organization (id);
    CREATE INDEX conference_feed_by_organization ON conference_feed (organization_id, made_at)
    ",
    // What was for all of an agency would tell of its maker's own conferences from then on.
    "
    DELETE FROM conference_feed WHERE organization_id IS NOT NULL;
    DROP INDEX conference_feed_by_organization;
    ALTER TABLE conference_feed DROP COLUMN organization_id
    "
);
