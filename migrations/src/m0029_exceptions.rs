//! Who answers in an organization for what was told without consent (管理者, 虐待防止責任者), from when until when, and
//! what they did with an exception later: that they ended it, and that they let the person see it. Why is sealed under
//! a key of the person's own; ids, days and words of closed lists stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE organization_post (
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        account_id {uuid} NOT NULL REFERENCES account (id),
        post {text} NOT NULL,
        since DATE NOT NULL,
        until DATE,
        PRIMARY KEY (organization_id, account_id, post, since)
    );
    CREATE INDEX organization_post_by_account ON organization_post (account_id);

    CREATE TABLE exception_step (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        exception_id {uuid} NOT NULL REFERENCES consent_exception (id),
        step {text} NOT NULL,
        taken_by {uuid} NOT NULL REFERENCES account (id),
        taken_at BIGINT NOT NULL,
        reason {bytes} NOT NULL,
        UNIQUE (exception_id, step)
    );
    CREATE INDEX exception_step_by_person ON exception_step (person_id);
    CREATE INDEX exception_step_by_organization ON exception_step (organization_id);
    CREATE INDEX exception_step_by_taker ON exception_step (taken_by)
    ",
    "
    DROP TABLE exception_step;
    DROP TABLE organization_post
    "
);
