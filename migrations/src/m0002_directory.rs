//! The directory. Published facts are rows with a life span in publications (`born`, `dead`):
//! an import writes rows of the next publication beside the visible ones and one update of
//! `publication` shows them all. What people of the region know hangs on `resource` and is not versioned.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE municipality (
        code INTEGER PRIMARY KEY,
        prefecture {text} NOT NULL,
        name {text} NOT NULL,
        kana {text} NOT NULL,
        latitude {float},
        longitude {float}
    );
    CREATE INDEX municipality_by_name ON municipality (name);

    CREATE TABLE public_holiday (
        day DATE PRIMARY KEY,
        name {text} NOT NULL
    );

    CREATE TABLE network (
        id {uuid} PRIMARY KEY,
        name {text} NOT NULL
    );
    CREATE TABLE network_municipality (
        network_id {uuid} NOT NULL REFERENCES network (id) ON DELETE CASCADE,
        municipality_code INTEGER NOT NULL REFERENCES municipality (code),
        PRIMARY KEY (network_id, municipality_code)
    );

    CREATE TABLE publication (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        visible BIGINT NOT NULL
    );
    INSERT INTO publication (id, visible) VALUES (1, 0);

    CREATE TABLE hours (
        id {row},
        notation {text} NOT NULL UNIQUE
    );
    CREATE TABLE hours_rule (
        hours_id BIGINT NOT NULL REFERENCES hours (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        span INTEGER NOT NULL,
        strength INTEGER NOT NULL,
        weekday INTEGER,
        nth INTEGER,
        is_last BOOLEAN NOT NULL,
        year_end_from INTEGER,
        year_end_to INTEGER,
        from_day DATE,
        to_day DATE,
        state {text} NOT NULL,
        opens INTEGER,
        closes INTEGER,
        PRIMARY KEY (hours_id, ordinal, span)
    );

    CREATE TABLE organization (
        id {uuid} PRIMARY KEY
    );
    CREATE TABLE organization_facts (
        row_id {row},
        organization_id {uuid} NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        born BIGINT NOT NULL,
        dead BIGINT,
        name {text} NOT NULL,
        kana {text},
        corporate_number {text},
        postal_code {text},
        municipality_code INTEGER,
        city {text},
        rest {text},
        head_of_body {text},
        phone {text},
        fax {text},
        url {text},
        match_key {bytes} NOT NULL,
        UNIQUE (organization_id, born)
    );
    CREATE INDEX organization_facts_by_born ON organization_facts (born);
    CREATE INDEX organization_facts_by_dead ON organization_facts (dead) WHERE dead IS NOT NULL;

    CREATE TABLE resource (
        id {uuid} PRIMARY KEY,
        lifecycle {text} NOT NULL,
        steward_network_id {uuid} REFERENCES network (id),
        edits BIGINT NOT NULL
    );
    CREATE TABLE network_secretariat (
        network_id {uuid} PRIMARY KEY REFERENCES network (id) ON DELETE CASCADE,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE
    );
    CREATE INDEX resource_not_active ON resource (id) WHERE lifecycle <> 'active';
    CREATE INDEX resource_edited ON resource (id, edits) WHERE edits > 0;
    CREATE TABLE resource_facts (
        row_id {row},
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        born BIGINT NOT NULL,
        dead BIGINT,
        sort_key {text} NOT NULL,
        organization_id {uuid} REFERENCES organization (id),
        kind {text} NOT NULL,
        service_name {text},
        name {text} NOT NULL,
        kana {text},
        office_number {text},
        postal_code {text},
        municipality_code INTEGER,
        city {text},
        rest {text},
        latitude {float},
        longitude {float},
        location_precision {text},
        phones {text} NOT NULL,
        fax {text},
        email {text},
        url {text},
        hours_id BIGINT REFERENCES hours (id),
        hours_note {text},
        capacity INTEGER,
        UNIQUE (resource_id, born)
    );
    CREATE INDEX resource_facts_by_born ON resource_facts (born);
    CREATE INDEX resource_facts_by_dead ON resource_facts (dead) WHERE dead IS NOT NULL;
    CREATE INDEX resource_facts_by_kind ON resource_facts (kind, sort_key, resource_id, municipality_code, born, dead);
    CREATE INDEX resource_facts_by_place ON resource_facts (municipality_code, kind, sort_key, resource_id, born, dead);
    CREATE INDEX resource_facts_by_organization ON resource_facts (organization_id);

    CREATE TABLE correction (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        field {text} NOT NULL,
        source_value {text},
        corrected_value {text},
        act_id {uuid} NOT NULL,
        actor_kind {text} NOT NULL,
        actor_id {uuid},
        made_at BIGINT NOT NULL,
        purpose {text} NOT NULL,
        PRIMARY KEY (resource_id, field)
    );

    CREATE TABLE resource_profile (
        resource_id {uuid} PRIMARY KEY REFERENCES resource (id) ON DELETE CASCADE,
        description {text},
        months_from INTEGER,
        months_to INTEGER,
        without_limit BOOLEAN NOT NULL,
        days_from INTEGER,
        days_to INTEGER,
        pay {text},
        pay_note {text},
        distance {text},
        retention_support {text},
        apply_at {text},
        visit {text},
        trial {text},
        transport {text},
        cost {text},
        eligibility {text},
        policy_note {text},
        capacity_available INTEGER,
        capacity_maximum INTEGER,
        capacity_waiting INTEGER,
        capacity_as_of DATE
    );

    CREATE TABLE resource_word (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        list {text} NOT NULL,
        ordinal INTEGER NOT NULL,
        word {text} NOT NULL,
        PRIMARY KEY (resource_id, list, ordinal)
    );

    CREATE TABLE service_area (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        municipality_code INTEGER NOT NULL REFERENCES municipality (code),
        PRIMARY KEY (resource_id, municipality_code)
    );
    CREATE INDEX service_area_by_place ON service_area (municipality_code, resource_id);

    CREATE TABLE program (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind {text} NOT NULL,
        own_name {text},
        description {text},
        PRIMARY KEY (resource_id, ordinal)
    );
    CREATE TABLE program_pattern (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        program_ordinal INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        job_coach {text},
        months_from INTEGER,
        months_to INTEGER,
        visits_from INTEGER,
        visits_to INTEGER,
        visits_per {text},
        visits_at_first BOOLEAN NOT NULL,
        description {text},
        PRIMARY KEY (resource_id, program_ordinal, ordinal)
    );

    CREATE TABLE strength (
        id {uuid} PRIMARY KEY,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        valence {text} NOT NULL,
        topic {text} NOT NULL,
        statement {text} NOT NULL,
        stated_on DATE NOT NULL,
        network_id {uuid} REFERENCES network (id),
        observer_id {uuid} REFERENCES organization (id),
        reply {text},
        replied_on DATE,
        replied_by_name {text},
        replied_by_role {text},
        CHECK ((network_id IS NULL) = (observer_id IS NULL)),
        CHECK (
            (reply IS NULL) = (replied_on IS NULL)
            AND (reply IS NULL) = (replied_by_name IS NULL)
            AND (reply IS NULL) = (replied_by_role IS NULL)
        )
    );
    CREATE INDEX strength_by_resource ON strength (resource_id);

    CREATE TABLE contact_rule (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        purpose {text},
        sender {text},
        do_not {text} NOT NULL,
        PRIMARY KEY (resource_id, ordinal)
    );
    CREATE TABLE contact_way (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        rule_ordinal INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        channel {text} NOT NULL,
        ask_for {text},
        desk {text},
        hours {text},
        etiquette {text},
        PRIMARY KEY (resource_id, rule_ordinal, ordinal)
    );

    CREATE TABLE contact_person (
        id {uuid} PRIMARY KEY,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        network_id {uuid} NOT NULL REFERENCES network (id),
        ordinal INTEGER NOT NULL,
        role {text},
        said {bytes} NOT NULL
    );
    CREATE INDEX contact_person_by_resource ON contact_person (resource_id);

    CREATE TABLE notice (
        id {uuid} PRIMARY KEY,
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        notice_text {text} NOT NULL,
        from_day DATE NOT NULL,
        until_day DATE NOT NULL
    );
    CREATE INDEX notice_by_resource ON notice (resource_id);

    CREATE TABLE verification (
        resource_id {uuid} NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        field_group {text} NOT NULL,
        verified_on DATE NOT NULL,
        by_name {text} NOT NULL,
        by_role {text} NOT NULL,
        method {text} NOT NULL,
        outcome {text} NOT NULL,
        PRIMARY KEY (resource_id, ordinal)
    )
    ",
    "
    DROP TABLE verification;
    DROP TABLE notice;
    DROP TABLE contact_person;
    DROP TABLE contact_way;
    DROP TABLE contact_rule;
    DROP TABLE strength;
    DROP TABLE program_pattern;
    DROP TABLE program;
    DROP TABLE service_area;
    DROP TABLE resource_word;
    DROP TABLE resource_profile;
    DROP TABLE correction;
    DROP TABLE resource_facts;
    DROP TABLE network_secretariat;
    DROP TABLE resource;
    DROP TABLE organization_facts;
    DROP TABLE organization;
    DROP TABLE hours_rule;
    DROP TABLE hours;
    DROP TABLE publication;
    DROP TABLE network_municipality;
    DROP TABLE network;
    DROP TABLE public_holiday;
    DROP TABLE municipality
    "
);
