//! The links that left in mails: of each the hash of its code alone, one for each mail that may have left.

use chrono::NaiveDate;
use renkei_domain::directory::inquiry::Inquiry;
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_domain::time::Instant;
use sea_orm::{ConnectionTrait, Value};

use crate::cases::{rows, write};
use crate::fault::StoreFault;
use crate::people::SecretHash;
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceOfInquiryLink {
    /// To which inquiry.
    pub inquiry: InquiryId,
    /// About which entry.
    pub resource: ResourceId,
    /// The last day on which it opens.
    pub until: NaiveDate,
}

async fn place(
    connection: &impl ConnectionTrait,
    hash: &SecretHash,
) -> Result<Option<PlaceOfInquiryLink>, StoreFault> {
    let sql = Sql::with(
        "SELECT i.id, i.resource_id, l.until_day FROM inquiry_link l JOIN inquiry i ON i.id = l.inquiry_id \
         WHERE l.code_hash = ?",
        [Value::from(hash.to_vec())],
    );
    let found = rows(connection, sql).await?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    Ok(Some(PlaceOfInquiryLink {
        inquiry: InquiryId::from_uuid(row.try_get_by_index(0)?),
        resource: ResourceId::from_uuid(row.try_get_by_index(1)?),
        until: row.try_get_by_index(2)?,
    }))
}

impl Store {
    /// Where the link with a code leads. Nothing of it is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn place_of_inquiry_link(
        &self,
        hash: &SecretHash,
    ) -> Result<Option<PlaceOfInquiryLink>, StoreFault> {
        place(&self.reader, hash).await
    }

    /// The last day on which any link to an inquiry opens.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_links_until(
        &self,
        id: InquiryId,
    ) -> Result<Option<NaiveDate>, StoreFault> {
        let sql = Sql::with(
            "SELECT until_day FROM inquiry_link WHERE inquiry_id = ? ORDER BY until_day DESC LIMIT 1",
            [Value::from(id.uuid())],
        );
        let found = rows(&self.reader, sql).await?;
        let until = found.first().map(|row| row.try_get_by_index(0));
        Ok(until.transpose()?)
    }

    /// Forgets the links whose last day is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_inquiry_links(&self, today: NaiveDate) -> Result<u64, StoreFault> {
        let sql = Sql::with(
            "DELETE FROM inquiry_link WHERE until_day < ?",
            [Value::from(today)],
        );
        self.alone(sql.statement(&self.writer)).await
    }
}

impl Work {
    /// Keeps the link of a mail that is about to leave.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_inquiry_link(
        &self,
        inquiry: &Inquiry,
        hash: &SecretHash,
        (now, until): (Instant, NaiveDate),
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new(
            "INSERT INTO inquiry_link (code_hash, inquiry_id, network_id, made_at, until_day) VALUES ",
        );
        sql.add(Sql::row([
            Value::from(hash.to_vec()),
            Value::from(inquiry.id.uuid()),
            Value::from(inquiry.network.uuid()),
            Value::from(now.micros()),
            Value::from(until),
        ]));
        write(self, sql).await?;
        Ok(())
    }
}
