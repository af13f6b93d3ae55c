//! Messages to those who are called to a series, about one of its meetings: a row for each, with what it told, by which
//! channel, what became of it and what was answered. Where they go, which place they name and what shows that they left
//! is sealed under the key of the network; ids, days, times and words of closed lists stand in the open.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE meeting_notice (
        id {uuid} PRIMARY KEY,
        network_id {uuid} NOT NULL REFERENCES network (id),
        series_id {uuid} NOT NULL REFERENCES meeting_series (id),
        original_on DATE NOT NULL,
        member_id {uuid} NOT NULL,
        says {text} NOT NULL,
        begins_at BIGINT NOT NULL,
        minutes INTEGER NOT NULL,
        channel {text} NOT NULL,
        sequence INTEGER NOT NULL,
        made_at BIGINT NOT NULL,
        leaves_at BIGINT NOT NULL,
        state {text} NOT NULL,
        state_at BIGINT NOT NULL,
        state_by {uuid} REFERENCES account (id),
        answer {text},
        answered_at BIGINT,
        answered_by {uuid} REFERENCES account (id),
        said {bytes} NOT NULL,
        CHECK ((answer IS NULL) = (answered_at IS NULL)),
        CHECK ((answer IS NULL) = (answered_by IS NULL))
    );
    CREATE INDEX meeting_notice_by_day ON meeting_notice (series_id, original_on, made_at);
    CREATE INDEX meeting_notice_by_network ON meeting_notice (network_id)
    ",
    "
    DROP TABLE meeting_notice
    "
);
