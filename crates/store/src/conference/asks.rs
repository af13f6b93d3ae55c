//! What persons ask for by one press, for the list of who sees to their conferences.

use std::collections::BTreeSet;

use renkei_domain::conference::OwnWish;
use renkei_domain::ids::ConferenceId;
use uuid::Uuid;

use super::TABLE;
use super::read::cell;
use super::said::{Said, read};
use crate::cases::{as_far_as_it_opens, rows};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

impl Store {
    /// What the persons of these conferences ask for by one press; those of whom nobody asks for anything are left out,
    /// and what is damaged. Whoever asks read the list of the conferences first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asks_of_persons(
        &self,
        conferences: &[ConferenceId],
    ) -> Result<Vec<(ConferenceId, BTreeSet<OwnWish>)>, StoreFault> {
        let ids = conferences.iter().map(|id| id.uuid());
        let mut sql = Sql::new("SELECT id, said FROM conference WHERE id IN (");
        sql.add(Sql::ids(self.reader.get_database_backend(), ids))
            .push(") ORDER BY id");
        let found = rows(&self.reader, sql).await?;
        let opener = self.keys.opener_of_list(&self.reader, &found, &[1]);
        let opener = opener.await?;
        let mut asked = Vec::new();
        for row in &found {
            let id: Uuid = row.try_get_by_index(0)?;
            let text = opener.text_at(&cell(TABLE, id), row, 1);
            let asks = text.and_then(|text| read::<Said>(TABLE, &text)?.asks());
            let asks = as_far_as_it_opens(id, asks)?.unwrap_or_default();
            if !asks.is_empty() {
                asked.push((ConferenceId::from_uuid(id), asks));
            }
        }
        Ok(asked)
    }
}
