//! Erasing. An account that was erased stays for the acts that name it, without name, address and password;
//! of an invitation that is over stays who let whom in, without whom it was meant for. What was taken out is
//! empty, and these columns say when.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE account ADD COLUMN erased_at BIGINT;
    ALTER TABLE invitation ADD COLUMN forgotten_at BIGINT
    ",
    "
    ALTER TABLE invitation DROP COLUMN forgotten_at;
    ALTER TABLE account DROP COLUMN erased_at
    "
);
