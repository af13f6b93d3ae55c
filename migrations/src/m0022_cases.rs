//! Cases: what one organization keeps about helping one person. Whatever tells of the person is sealed under a
//! key of the person's own; what stands in the open are ids, days and words of closed lists. A person of whom
//! nothing is known yet is one without a name; of one who was erased nothing is left but when.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE person (
        id {uuid} PRIMARY KEY,
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        account_id {uuid} REFERENCES account (id),
        name {bytes},
        kana {bytes},
        birth_date {bytes},
        phone {bytes},
        mail {bytes},
        address {bytes},
        preferred {bytes},
        contact_note {bytes},
        helps {bytes},
        erased_at BIGINT
    );
    CREATE INDEX person_by_organization ON person (organization_id);
    CREATE INDEX person_by_account ON person (account_id);

    CREATE TABLE support_case (
        id {uuid} PRIMARY KEY,
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        number INTEGER NOT NULL,
        keeper_id {uuid} NOT NULL REFERENCES account (id),
        agreed_on DATE,
        agreed_how {text},
        topic {bytes},
        care {text} NOT NULL,
        retention {text},
        job_coach {text},
        plan_maker {text} NOT NULL,
        started_on DATE NOT NULL,
        ended_on DATE,
        version BIGINT NOT NULL,
        UNIQUE (organization_id, number),
        CHECK ((agreed_on IS NULL) = (agreed_how IS NULL)),
        CHECK (ended_on IS NULL OR started_on <= ended_on)
    );
    CREATE INDEX support_case_by_organization ON support_case (organization_id, id);
    CREATE INDEX support_case_by_person ON support_case (person_id);
    CREATE INDEX support_case_by_keeper ON support_case (keeper_id, id);

    CREATE TABLE employment (
        id {uuid} PRIMARY KEY,
        case_id {uuid} NOT NULL REFERENCES support_case (id) ON DELETE CASCADE,
        employer {bytes} NOT NULL,
        corporate_number {bytes},
        hired_on DATE NOT NULL,
        left_on DATE,
        frame {text} NOT NULL,
        weekly_hours INTEGER,
        disclosure {text} NOT NULL,
        opened_to {text},
        opened_what {text},
        CHECK (left_on IS NULL OR hired_on <= left_on),
        CHECK ((disclosure = 'open') = (opened_to IS NOT NULL)),
        CHECK ((disclosure = 'open') = (opened_what IS NOT NULL))
    );
    CREATE INDEX employment_by_case ON employment (case_id);

    CREATE TABLE team_member (
        id {uuid} PRIMARY KEY,
        case_id {uuid} NOT NULL REFERENCES support_case (id) ON DELETE CASCADE,
        resource_id {uuid} REFERENCES resource (id),
        agency {bytes},
        contact {bytes},
        role {text},
        ring {text} NOT NULL,
        part {text} NOT NULL,
        employer {text} NOT NULL,
        does {bytes},
        reach {bytes},
        since DATE NOT NULL,
        until DATE,
        CHECK ((resource_id IS NULL) = (agency IS NOT NULL)),
        CHECK (until IS NULL OR since <= until)
    );
    CREATE INDEX team_member_by_case ON team_member (case_id);
    CREATE INDEX team_member_by_resource ON team_member (resource_id);

    CREATE TABLE case_note (
        id {uuid} PRIMARY KEY,
        case_id {uuid} NOT NULL REFERENCES support_case (id) ON DELETE CASCADE,
        author_id {uuid} NOT NULL REFERENCES account (id),
        noted_on DATE NOT NULL,
        written_at BIGINT NOT NULL,
        category {text} NOT NULL,
        scope {text} NOT NULL,
        body {bytes} NOT NULL,
        corrects_id {uuid} UNIQUE REFERENCES case_note (id) ON DELETE CASCADE
    );
    CREATE INDEX case_note_by_case ON case_note (case_id);
    CREATE INDEX case_note_by_author ON case_note (author_id);

    CREATE TABLE emergency_sheet (
        case_id {uuid} PRIMARY KEY REFERENCES support_case (id) ON DELETE CASCADE,
        doctor {bytes},
        doctor_phone {bytes},
        contacts {bytes},
        on_seizure {bytes},
        on_bad_day {bytes},
        leave_steps {bytes},
        agreed_on DATE
    )
    ",
    "
    DROP TABLE emergency_sheet;
    DROP TABLE case_note;
    DROP TABLE team_member;
    DROP TABLE employment;
    DROP TABLE support_case;
    DROP TABLE person
    "
);
