//! Conferences about somebody who is helped: what each is, who is called to it and what it talks about. The words of
//! the person, why something is as it is, where it takes place, names that were typed in and what an item is called are
//! sealed under the key of the person; ids, days, times and words of closed lists stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE conference (
        id {uuid} PRIMARY KEY,
        person_id {uuid} NOT NULL REFERENCES person (id),
        organization_id {uuid} NOT NULL REFERENCES organization (id),
        case_id {uuid} NOT NULL REFERENCES support_case (id),
        keeper_id {uuid} NOT NULL REFERENCES account (id),
        kind {text} NOT NULL,
        purpose {text} NOT NULL,
        state {text} NOT NULL,
        host_id {uuid},
        absence {text},
        family_agreed_on DATE,
        family_from INTEGER,
        family_until INTEGER,
        begins_at BIGINT,
        minutes INTEGER,
        sequence INTEGER NOT NULL,
        own_minutes INTEGER NOT NULL,
        words_from {text},
        seen_on DATE,
        told_on DATE,
        ends_on DATE,
        explained_on DATE,
        made_at BIGINT NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((begins_at IS NULL) = (minutes IS NULL)),
        CHECK ((family_agreed_on IS NULL) = (family_from IS NULL)),
        CHECK ((family_agreed_on IS NULL) = (family_until IS NULL))
    );
    CREATE INDEX conference_by_person ON conference (person_id);
    CREATE INDEX conference_by_organization ON conference (organization_id);
    CREATE INDEX conference_by_case ON conference (case_id, state);
    CREATE INDEX conference_by_keeper ON conference (keeper_id, state);

    CREATE TABLE conference_participant (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        place INTEGER NOT NULL,
        member_id {uuid},
        resource_id {uuid} REFERENCES resource (id),
        role {text},
        attendance {text} NOT NULL,
        window_from INTEGER,
        window_until INTEGER,
        substitute {text} NOT NULL,
        unwanted_since DATE,
        said {bytes} NOT NULL,
        CHECK (member_id IS NULL OR resource_id IS NULL),
        CHECK ((window_from IS NULL) = (window_until IS NULL))
    );
    CREATE INDEX conference_participant_by_conference ON conference_participant (conference_id, place);
    CREATE INDEX conference_participant_by_person ON conference_participant (person_id);
    CREATE INDEX conference_participant_by_resource ON conference_participant (resource_id);

    CREATE TABLE agenda_item (
        id {uuid} PRIMARY KEY,
        conference_id {uuid} NOT NULL REFERENCES conference (id),
        person_id {uuid} NOT NULL REFERENCES person (id),
        place INTEGER NOT NULL,
        minutes INTEGER NOT NULL,
        presenter {text} NOT NULL,
        participant_id {uuid},
        aim {text} NOT NULL,
        said {bytes} NOT NULL,
        CHECK ((participant_id IS NOT NULL) = (presenter = 'participant'))
    );
    CREATE INDEX agenda_item_by_conference ON agenda_item (conference_id, place);
    CREATE INDEX agenda_item_by_person ON agenda_item (person_id)
    ",
    "
    DROP TABLE agenda_item;
    DROP TABLE conference_participant;
    DROP TABLE conference
    "
);
