//! Webhooks of accounts, and the messages to them. Name, address and keys are sealed under the key of the account; a
//! message names an entry of the directory and nothing of anybody. `place` is up to where the log was read for a webhook,
//! `told_to` the act there. Until `lease_until` one process carries its messages, and who finds another moment there has
//! lost it.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE webhook (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        name {bytes} NOT NULL,
        address {bytes} NOT NULL,
        secret {bytes} NOT NULL,
        former_secret {bytes},
        former_until BIGINT,
        state {text} NOT NULL,
        ended_by {text},
        ended_at BIGINT,
        made_at BIGINT NOT NULL,
        place {text} NOT NULL,
        told_to BIGINT NOT NULL,
        lease_until BIGINT NOT NULL,
        CHECK ((former_secret IS NULL) = (former_until IS NULL)),
        CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
        CHECK ((ended_by IS NOT NULL) = (state = 'ended'))
    );
    CREATE INDEX webhook_by_account ON webhook (account_id, made_at);

    CREATE TABLE webhook_message (
        id {uuid} PRIMARY KEY,
        webhook_id {uuid} NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
        event {text} NOT NULL,
        resource_id {uuid},
        happened_at BIGINT NOT NULL,
        state {text} NOT NULL,
        tries BIGINT NOT NULL,
        next_try_at BIGINT,
        tried_at BIGINT,
        outcome {text},
        status BIGINT,
        CHECK ((next_try_at IS NOT NULL) = (state = 'waiting')),
        CHECK ((tried_at IS NULL) = (outcome IS NULL))
    );
    CREATE INDEX webhook_message_due ON webhook_message (webhook_id, next_try_at);
    CREATE INDEX webhook_message_over ON webhook_message (tried_at) WHERE next_try_at IS NULL
    ",
    "
    DROP TABLE webhook_message;
    DROP TABLE webhook
    "
);
