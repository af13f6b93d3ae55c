//! What is noted of an entry itself: what is to be asked again before its time, and how often its agency agreed to be asked
//! about free places.

use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{CapacityRhythm, Reopened};
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::record::{Change, Subject};
use sea_orm::Value;
use serde_json::json;

use crate::cases::write;
use crate::directory::merging::itself_or_merged;
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::work::Work;

/// The group of the log that tells what was asked of an entry.
const GROUP: &str = "inquiry";

impl Work {
    /// Notes that parts of an entry are to be asked again before their time. What was reopened before stays as it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reopen_groups(
        &self,
        id: ResourceId,
        reopened: &[Reopened],
        by: Option<AccountId>,
    ) -> Result<(), StoreFault> {
        for one in reopened {
            let mut sql = Sql::new(
                "INSERT INTO reopened_group (resource_id, field_group, because, since, reopened_by) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(id.uuid()),
                Value::from(one.group.code()),
                Value::from(one.because.code()),
                Value::from(one.since),
                Value::from(by.map(AccountId::uuid)),
            ]));
            sql.push(" ON CONFLICT (resource_id, field_group) DO NOTHING");
            if write(self, sql).await? == 0 {
                continue;
            }
            let after = json!({
                "group": one.group.code(),
                "because": one.because.code(),
                "since": one.since.to_string(),
            });
            self.note_asking(id, None, Some(after.to_string()));
        }
        Ok(())
    }

    /// Takes out what was reopened of an entry and of what became part of it, once it was asked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_reopened(
        &self,
        id: ResourceId,
        groups: &[FieldGroup],
    ) -> Result<(), StoreFault> {
        for group in groups {
            let mut sql = Sql::new("DELETE FROM reopened_group WHERE ");
            sql.add(itself_or_merged("resource_id", id))
                .push(" AND field_group = ")
                .bind(group.code());
            if write(self, sql).await? > 0 {
                let before = json!({ "group": group.code() });
                self.note_asking(id, Some(before.to_string()), None);
            }
        }
        Ok(())
    }

    /// Keeps how often an agency agreed to be asked about free places, in place of what it agreed to before, for whatever
    /// became part of its entry too.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_capacity_rhythm(
        &self,
        id: ResourceId,
        (before, after): (Option<CapacityRhythm>, Option<CapacityRhythm>),
        by: Option<AccountId>,
    ) -> Result<(), StoreFault> {
        let mut gone = Sql::new("DELETE FROM capacity_rhythm WHERE ");
        gone.add(itself_or_merged("resource_id", id));
        write(self, gone).await?;
        if let Some(rhythm) = after {
            let months = i32::try_from(rhythm.months()).unwrap_or(i32::MAX);
            let mut sql = Sql::new(
                "INSERT INTO capacity_rhythm (resource_id, months, agreed_on, agreed_by) VALUES ",
            );
            sql.add(Sql::row([
                Value::from(id.uuid()),
                Value::from(months),
                Value::from(rhythm.agreed_on),
                Value::from(by.map(AccountId::uuid)),
            ]));
            write(self, sql).await?;
        }
        let logged = |rhythm: CapacityRhythm| {
            json!({ "months": rhythm.months(), "agreed_on": rhythm.agreed_on.to_string() })
                .to_string()
        };
        self.note_asking(id, before.map(logged), after.map(logged));
        Ok(())
    }

    /// Tells the log what changed about asking of an entry, in whatever table that is kept.
    pub(super) fn note_asking(
        &self,
        id: ResourceId,
        before: Option<String>,
        after: Option<String>,
    ) {
        self.note(Change {
            subject: Subject::Resource(id),
            field_group: GROUP.to_owned(),
            before,
            after,
        });
    }
}
