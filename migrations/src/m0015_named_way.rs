//! A way of a contact policy may name one of the people to ask for. The policy is everybody's and the name
//! its network's, so the way holds an id alone, which nobody reads who may not read the person. It points
//! at no row: people are entered anew whenever their list is edited, and one who left is named no longer.

use sea_orm_migration::prelude::*;

crate::dialect::migration!(
    "
    ALTER TABLE contact_way ADD COLUMN person_id {uuid}
    ",
    "
    ALTER TABLE contact_way DROP COLUMN person_id
    "
);
