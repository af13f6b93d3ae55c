//! What came of a conference: who takes its minutes and which one follows it, what was noted about each item, who was
//! there, what those said who would not be, and what was decided. What was said, what is to be done and names that were
//! typed in are sealed under the key of the person; ids, days, times and words of closed lists stand in the open. Minutes
//! have the id of their conference, notes that of their item (the person's own that of the conference), and whether
//! somebody came that of the participant: of each there is one.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE minutes (
        id {uuid} PRIMARY KEY REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        taker_id {uuid} REFERENCES account (id),
        taken_at BIGINT,
        next_id {uuid} REFERENCES conference (id),
        CHECK ((taker_id IS NULL) = (taken_at IS NULL))
    );
    CREATE INDEX minutes_by_person ON minutes (person_id);

    CREATE TABLE minutes_item (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        item_id {uuid},
        written_by {uuid} NOT NULL REFERENCES account (id),
        written_at BIGINT NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL
    );
    CREATE INDEX minutes_item_by_conference ON minutes_item (conference_id);
    CREATE INDEX minutes_item_by_person ON minutes_item (person_id);

    CREATE TABLE conference_attendance (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        came {text},
        item_id {uuid},
        asked_on DATE,
        answered_on DATE,
        said {bytes} NOT NULL,
        CHECK (answered_on IS NULL OR asked_on IS NOT NULL)
    );
    CREATE INDEX conference_attendance_by_conference ON conference_attendance (conference_id);
    CREATE INDEX conference_attendance_by_person ON conference_attendance (person_id);

    CREATE TABLE conference_decision (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        item_id {uuid},
        kind {text} NOT NULL,
        done_by {text} NOT NULL,
        participant_id {uuid},
        due_on DATE NOT NULL,
        state {text} NOT NULL,
        settled_on DATE,
        settled_by {uuid} REFERENCES account (id),
        made_at BIGINT NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((participant_id IS NOT NULL) = (done_by = 'participant')),
        CHECK ((settled_on IS NULL) = (settled_by IS NULL))
    );
    CREATE INDEX conference_decision_by_conference ON conference_decision (conference_id);
    CREATE INDEX conference_decision_by_case ON conference_decision (case_id, state, due_on);
    CREATE INDEX conference_decision_by_person ON conference_decision (person_id);
    CREATE INDEX conference_decision_by_organization ON conference_decision (organization_id, state, due_on)
    ",
    "
    DROP TABLE conference_decision;
    DROP TABLE conference_attendance;
    DROP TABLE minutes_item;
    DROP TABLE minutes
    "
);
