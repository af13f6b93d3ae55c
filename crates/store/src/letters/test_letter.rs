//! What an operator's test letter speaks of: nothing but where it goes, which is sealed.

use std::collections::HashMap;

use renkei_domain::ids::TestLetterId;
use renkei_domain::letters::address::MailAddress;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::audit::Inside;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::keys::{Cell, KeyOwner, KeyRing};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "test_letter";

fn recipient_cell(id: TestLetterId) -> Cell<'static> {
    Cell::of(TABLE, "recipient", id.uuid())
}

async fn recipients(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    ids: &[TestLetterId],
) -> Result<HashMap<TestLetterId, MailAddress>, StoreFault> {
    let mut sql = Sql::new("SELECT id, recipient FROM test_letter WHERE id IN (");
    sql.add(Sql::ids(
        connection.get_database_backend(),
        ids.iter().map(|id| id.uuid()),
    ))
    .push(")");
    let rows = connection.query_all_raw(sql.statement(connection)).await?;
    let opener = keys.opener_of_rows(connection, &rows, &[1]).await?;
    rows.iter()
        .map(|row| {
            let id = TestLetterId::from_uuid(row.try_get_by_index::<Uuid>(0)?);
            let text = opener.text_at(&recipient_cell(id), row, 1)?;
            // Whatever is wrong with the address, the log does not repeat it.
            let address = MailAddress::parse(&text).map_err(|fault| unreadable(TABLE, fault))?;
            Ok((id, address))
        })
        .collect()
}

impl Work {
    /// Notes where a test letter goes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_test_letter(
        &self,
        id: TestLetterId,
        recipient: &MailAddress,
    ) -> Result<(), StoreFault> {
        let recipient = recipient.to_string();
        let sealed = self
            .seal_text(KeyOwner::Installation, recipient_cell(id), &recipient)
            .await?;
        let insert = Sql::with(
            "INSERT INTO test_letter (id, recipient) VALUES (?, ?)",
            [id.uuid().into(), sealed.into()],
        );
        let connection = self.connection();
        connection.execute_raw(insert.statement(connection)).await?;
        Ok(())
    }

    /// The test letters to an address, given in small letters. There are few, so that all are looked at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn test_letters_to(&self, key: &str) -> Result<Vec<TestLetterId>, StoreFault> {
        let connection = self.connection();
        let sql = Sql::new("SELECT id FROM test_letter ORDER BY id");
        let rows = connection.query_all_raw(sql.statement(connection)).await?;
        let ids = rows.iter().map(|row| row.try_get_by_index::<Uuid>(0));
        let ids = ids.map(|id| id.map(TestLetterId::from_uuid));
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        let found = recipients(self.keys(), connection, &ids).await?;
        let is_theirs = |id: &TestLetterId| {
            let to = found.get(id);
            to.is_some_and(|to| to.to_string().to_lowercase() == key)
        };
        Ok(ids.iter().copied().filter(is_theirs).collect())
    }

    /// Forgets where a test letter goes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_test_letter(&self, id: TestLetterId) -> Result<(), StoreFault> {
        let drop = Sql::with("DELETE FROM test_letter WHERE id = ?", [id.uuid().into()]);
        let connection = self.connection();
        connection.execute_raw(drop.statement(connection)).await?;
        Ok(())
    }

    /// Where a test letter goes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn test_letter_recipient(
        &self,
        id: TestLetterId,
    ) -> Result<Option<MailAddress>, StoreFault> {
        let ids = [id];
        let found = recipients(self.keys(), self.connection(), &ids);
        Ok(found.await?.remove(&id))
    }
}

impl Store {
    /// Where test letters go.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn test_letter_recipients(
        &self,
        ids: &[TestLetterId],
    ) -> Result<Inside<HashMap<TestLetterId, MailAddress>>, StoreFault> {
        let found = recipients(&self.keys, &self.reader, ids).await?;
        Ok(Inside::of(found))
    }
}
