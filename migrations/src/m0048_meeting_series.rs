//! Meetings of a network that come again: what a series is and on which days it falls, and what is known of one of its
//! meetings. They are about nobody. Theme, place, who is called, what is talked about, who came and what was decided are
//! sealed under the key of the network; ids, days, times and words of closed lists stand in the open. Of one meeting
//! there is one row, under the day on which the rule has it.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE meeting_series (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        kind {text} NOT NULL,
        begins INTEGER NOT NULL,
        minutes INTEGER NOT NULL,
        cadence {text} NOT NULL,
        nth {text},
        weekday {text},
        number INTEGER,
        months_off {text} NOT NULL,
        on_holiday {text} NOT NULL,
        first_on DATE NOT NULL,
        last_on DATE,
        parent_id {uuid} REFERENCES meeting_series (id),
        follows_id {uuid} REFERENCES meeting_series (id),
        sequence INTEGER NOT NULL,
        made_at BIGINT NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK (last_on IS NULL OR last_on >= first_on)
    );
    CREATE INDEX meeting_series_by_network ON meeting_series (network_id);
    CREATE INDEX meeting_series_by_parent ON meeting_series (parent_id);
    CREATE INDEX meeting_series_by_follows ON meeting_series (follows_id);

    CREATE TABLE meeting_occurrence (
        id {uuid} PRIMARY KEY,
        series_id {uuid} NOT NULL REFERENCES meeting_series (id),
        network_id {uuid} NOT NULL REFERENCES network (id),
        original_on DATE NOT NULL,
        shift {text},
        begins_at BIGINT,
        sequence INTEGER NOT NULL,
        version BIGINT NOT NULL,
        said {bytes} NOT NULL,
        CHECK (begins_at IS NULL OR shift = 'moved')
    );
    CREATE UNIQUE INDEX meeting_occurrence_by_day ON meeting_occurrence (series_id, original_on);
    CREATE INDEX meeting_occurrence_by_network ON meeting_occurrence (network_id)
    ",
    "
    DROP TABLE meeting_occurrence;
    DROP TABLE meeting_series
    "
);
