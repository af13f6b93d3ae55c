//! Who gave some consents, of one person or of many: for records of what was told by them.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::consent::Giver;
use renkei_domain::ids::ConsentId;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{give, terms};
use crate::cases::{as_far_as_it_opens, rows};
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::sql::Sql;

/// The place of what is sealed.
const TERMS: usize = 1;

/// Who gave each of some consents. One that is damaged is left out.
pub(crate) async fn givers_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    consents: &BTreeSet<ConsentId>,
) -> Result<HashMap<ConsentId, Giver>, StoreFault> {
    if consents.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = consents.iter().map(|id| id.uuid());
    let mut sql = Sql::new("SELECT id, terms FROM consent WHERE id IN (");
    sql.add(Sql::ids(connection.get_database_backend(), ids))
        .push(")");
    let found = rows(connection, sql).await?;
    let opener = keys.opener_of_list(connection, &found, &[TERMS]).await?;
    let mut givers = HashMap::new();
    for row in &found {
        let id = ConsentId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
        let said = opener.text_at(&give::cell("terms", id), row, TERMS);
        let read = said.and_then(|text| terms::from_text(&text));
        if let Some(said) = as_far_as_it_opens(id.uuid(), read)? {
            givers.insert(id, said.giver);
        }
    }
    Ok(givers)
}
