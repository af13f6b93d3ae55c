//! Letters out. A row is a reference to what the letter speaks of; its words and its recipient are read
//! where it is claimed, and the one that stands here is sealed. `next_attempt_at` is the moment from which a courier may take it: the next try,
//! or, while one has it, the end of that courier's lease. `lease_token` rises with every claim, and who
//! does not hold the last one can record nothing.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE letter (
        id {uuid} PRIMARY KEY,
        kind {text} NOT NULL,
        subject_kind {text} NOT NULL,
        subject_id {uuid} NOT NULL,
        state {text} NOT NULL,
        attempts BIGINT NOT NULL,
        next_attempt_at BIGINT,
        lease_holder {uuid},
        lease_token BIGINT NOT NULL,
        is_handed_over BOOLEAN NOT NULL,
        possible_second_copy BOOLEAN NOT NULL,
        last_outcome_code {text},
        last_reply_code BIGINT,
        message_host {text},
        created_at BIGINT NOT NULL,
        sent_at BIGINT,
        CHECK ((next_attempt_at IS NOT NULL) = (state IN ('queued', 'claimed', 'waiting'))),
        CHECK ((lease_holder IS NOT NULL) = (state = 'claimed')),
        CHECK ((sent_at IS NOT NULL) = (state = 'sent'))
    );
    CREATE INDEX letter_due ON letter (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
    CREATE INDEX letter_by_subject ON letter (subject_id);
    CREATE INDEX letter_undeliverable ON letter (created_at) WHERE state = 'undeliverable';
    CREATE INDEX letter_possible_second_copy ON letter (created_at) WHERE possible_second_copy;

    CREATE TABLE test_letter (
        id {uuid} PRIMARY KEY,
        recipient {bytes} NOT NULL
    )
    ",
    "
    DROP TABLE test_letter;
    DROP TABLE letter
    "
);
