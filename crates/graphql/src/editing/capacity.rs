//! What an office said about its places.

use async_graphql::{Context, ID, InputObject, Result};
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::edit::Edit;

use super::payload::Written;
use super::write::{Aim, edit};
use crate::directory::loaded::Asked;
use crate::scalars::DateScalar;

/// What an office said about its places on a day. With all three numbers null nothing is known any more.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateCapacityInput {
    /// Global id of the entry.
    id: ID,
    /// The version of the entry that the change was written for.
    version: i64,
    /// Free places; 0 is "full". Null: they could not say.
    available: Option<u32>,
    /// The most people at once, where it differs from the published number. Null: nothing was said.
    maximum: Option<u32>,
    /// People on the waiting list. Null: nothing was said.
    waiting: Option<u32>,
    /// The day on which this was so, not after today. Null: today in Japan.
    as_of: Option<DateScalar>,
    /// 1 to 64 letters, digits, hyphens and underscores. Null: an input sent twice is done twice.
    idempotency_key: Option<String>,
}

impl UpdateCapacityInput {
    pub(super) async fn run(self, ctx: &Context<'_>) -> Result<Written> {
        let today = Asked::of(ctx)?.now.in_japan().date;
        let is_said = [self.available, self.maximum, self.waiting]
            .iter()
            .any(Option::is_some);
        let report = is_said.then(|| CapacityReport {
            available: self.available,
            maximum: self.maximum,
            waiting: self.waiting,
            as_of: self.as_of.map_or(today, |day| day.0),
        });
        let aim = Aim {
            id: self.id,
            version: self.version,
            key: self.idempotency_key,
        };
        edit(ctx, aim, Ok(Edit::Capacity(report))).await
    }
}
