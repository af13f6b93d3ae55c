//! When somebody of whom no law asks to keep anything any more is erased by itself: since which day the agency that leads
//! knows, and whether it holds them back, why and until when. Once they are erased the row says when, until the files were
//! swept of them. Nothing stands here but ids, days and a word of a list.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE erasure_plan (
        person_id {uuid} PRIMARY KEY REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        announced_on DATE NOT NULL,
        held_for {text},
        held_until DATE,
        held_by {uuid} REFERENCES account (id),
        erased_at BIGINT,
        CHECK ((held_for IS NULL) = (held_until IS NULL)),
        CHECK ((held_for IS NULL) = (held_by IS NULL))
    );
    CREATE INDEX erasure_plan_by_organization ON erasure_plan (organization_id);
    CREATE INDEX erasure_plan_by_holder ON erasure_plan (held_by)
    ",
    "
    DROP TABLE erasure_plan
    "
);
