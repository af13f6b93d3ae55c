//! What an operator's test letter speaks of: nothing but where it goes.

use std::collections::HashMap;

use renkei_domain::ids::TestLetterId;
use renkei_domain::letters::address::MailAddress;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::audit::Inside;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "test_letter";

async fn recipients(
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
    rows.iter()
        .map(|row| {
            let id: Uuid = row.try_get_by_index(0)?;
            let text: String = row.try_get_by_index(1)?;
            // Whatever is wrong with the address, the log does not repeat it.
            let address = MailAddress::parse(&text).map_err(|fault| unreadable(TABLE, fault))?;
            Ok((TestLetterId::from_uuid(id), address))
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
        let insert = Sql::with(
            "INSERT INTO test_letter (id, recipient) VALUES (?, ?)",
            [id.uuid().into(), recipient.to_string().into()],
        );
        let connection = self.connection();
        connection.execute_raw(insert.statement(connection)).await?;
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
        Ok(recipients(self.connection(), &[id]).await?.remove(&id))
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
        Ok(Inside::of(recipients(&self.reader, ids).await?))
    }
}
