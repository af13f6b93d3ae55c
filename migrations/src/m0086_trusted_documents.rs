//! Documents that the owner of a token registered for its program, and how often the program sent others. The text of a
//! document is sealed under the key of the account: somebody may have written a name into it. `operation` is a name of
//! GraphQL, empty where an operation has none; of what was asked besides nothing is kept.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE token ADD COLUMN document_mode {text} NOT NULL DEFAULT 'off';

    CREATE TABLE trusted_document (
        id {uuid} PRIMARY KEY,
        token_id {uuid} NOT NULL REFERENCES token (id) ON DELETE CASCADE,
        digest {text} NOT NULL,
        body {bytes} NOT NULL,
        size BIGINT NOT NULL,
        registered_at BIGINT NOT NULL,
        used_at BIGINT,
        UNIQUE (token_id, digest)
    );

    CREATE TABLE text_operation (
        token_id {uuid} NOT NULL REFERENCES token (id) ON DELETE CASCADE,
        operation {text} NOT NULL,
        ran BIGINT NOT NULL,
        refused BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        PRIMARY KEY (token_id, operation)
    )
    ",
    "
    DROP TABLE text_operation;
    DROP TABLE trusted_document;
    ALTER TABLE token DROP COLUMN document_mode
    "
);
