//! Accounts, what they are where, and by what they are known. Secrets stand here as hashes; the one that
//! an authenticator shares, names, addresses, devices and drafts are sealed. `mail_key` is the keyed hash by
//! which an address is found. A failed attempt is kept by the hash of what was typed, so that a name without
//! an account is counted like one with.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    CREATE TABLE network_member (
        network_id {uuid} NOT NULL REFERENCES network (id) ON DELETE CASCADE,
        organization_id {uuid} NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        PRIMARY KEY (network_id, organization_id)
    );
    CREATE INDEX network_member_by_organization ON network_member (organization_id);

    CREATE TABLE account (
        id {uuid} PRIMARY KEY,
        name {bytes} NOT NULL,
        mail {bytes} NOT NULL,
        mail_key {bytes} NOT NULL UNIQUE,
        password_hash {text} NOT NULL,
        is_disabled BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL
    );

    CREATE TABLE membership (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        role {text} NOT NULL,
        network_id {uuid} REFERENCES network (id),
        organization_id {uuid} REFERENCES organization (id),
        since DATE NOT NULL,
        until DATE,
        CHECK ((role = 'coordinator') = (network_id IS NOT NULL)),
        CHECK ((role = 'staff') = (organization_id IS NOT NULL)),
        CHECK (until IS NULL OR since <= until)
    );
    CREATE INDEX membership_by_account ON membership (account_id);
    CREATE INDEX membership_by_network ON membership (network_id);
    CREATE INDEX membership_by_organization ON membership (organization_id);

    CREATE TABLE invitation (
        id {uuid} PRIMARY KEY,
        role {text} NOT NULL,
        network_id {uuid} REFERENCES network (id),
        organization_id {uuid} REFERENCES organization (id),
        invited_name {bytes} NOT NULL,
        mail {bytes},
        invited_by {uuid} REFERENCES account (id),
        invited_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        accepted_at BIGINT,
        accepted_by {uuid} REFERENCES account (id),
        withdrawn_at BIGINT,
        CHECK ((role = 'coordinator') = (network_id IS NOT NULL)),
        CHECK ((role = 'staff') = (organization_id IS NOT NULL)),
        CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
        CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
    );
    CREATE INDEX invitation_by_inviter ON invitation (invited_by);
    CREATE TABLE invitation_code (
        code_hash {bytes} PRIMARY KEY,
        invitation_id {uuid} NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
        made_at BIGINT NOT NULL
    );
    CREATE INDEX invitation_code_by_invitation ON invitation_code (invitation_id);

    CREATE TABLE session (
        id {uuid} PRIMARY KEY,
        secret_hash {bytes} NOT NULL UNIQUE,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        factors {text} NOT NULL,
        made_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        confirmed_at BIGINT,
        device {bytes} NOT NULL
    );
    CREATE INDEX session_by_account ON session (account_id);

    CREATE TABLE sign_in_failure (
        name_hash {bytes} NOT NULL,
        place {text} NOT NULL,
        attempts INTEGER NOT NULL,
        since BIGINT NOT NULL,
        PRIMARY KEY (name_hash, place)
    );
    CREATE INDEX sign_in_failure_by_age ON sign_in_failure (since);

    CREATE TABLE totp (
        account_id {uuid} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        secret {bytes} NOT NULL,
        last_step BIGINT NOT NULL,
        confirmed_at BIGINT NOT NULL
    );
    CREATE TABLE totp_offer (
        session_id {uuid} PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
        secret {bytes} NOT NULL,
        made_at BIGINT NOT NULL
    );
    CREATE TABLE code_sheet (
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        salt {bytes} NOT NULL,
        code_hash {bytes} NOT NULL,
        made_at BIGINT NOT NULL,
        confirmed_at BIGINT,
        used_at BIGINT,
        PRIMARY KEY (account_id, ordinal)
    );

    CREATE TABLE token (
        id {uuid} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        name {bytes} NOT NULL,
        secret_hash {bytes} NOT NULL UNIQUE,
        scopes {text} NOT NULL,
        made_at BIGINT NOT NULL,
        expires_on DATE NOT NULL,
        last_used_at BIGINT,
        revoked_at BIGINT
    );
    CREATE INDEX token_by_account ON token (account_id);

    CREATE TABLE draft (
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        form {text} NOT NULL,
        body {bytes} NOT NULL,
        saved_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, form)
    );

    CREATE TABLE entry_code (
        code_hash {bytes} PRIMARY KEY,
        account_id {uuid} NOT NULL REFERENCES account (id) ON DELETE CASCADE
    )
    ",
    "
    DROP TABLE entry_code;
    DROP TABLE draft;
    DROP TABLE token;
    DROP TABLE code_sheet;
    DROP TABLE totp_offer;
    DROP TABLE totp;
    DROP TABLE sign_in_failure;
    DROP TABLE session;
    DROP TABLE invitation_code;
    DROP TABLE invitation;
    DROP TABLE membership;
    DROP TABLE account;
    DROP TABLE network_member
    "
);
