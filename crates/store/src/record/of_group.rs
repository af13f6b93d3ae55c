//! The acts that changed one thing of a subject, found by what the lines of the log say.

use renkei_domain::record::{Change, Subject};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::{RecordedAct, act_from_row, acts, change_from_row, changes, keys_of, subject_parts};
use crate::fault::StoreFault;
use crate::rows::{act, change};
use crate::store::Store;

impl Store {
    /// The acts before a place in the order of commits, newest first, that changed in field groups of a subject what
    /// is looked for, with those changes alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn history_in_group(
        &self,
        (subject, groups): (Subject, &[&str]),
        before: Option<i64>,
        limit: u64,
        is_looked_for: impl Fn(&Change) -> bool + Send,
    ) -> Result<Vec<RecordedAct>, StoreFault> {
        let (kind, id) = subject_parts(subject);
        let lines = changes()
            .filter(change::Column::SubjectKind.eq(kind))
            .filter(change::Column::SubjectId.eq(id))
            .filter(change::Column::FieldGroup.is_in(groups.iter().copied()))
            .order_by_asc(change::Column::ActId)
            .order_by_asc(change::Column::Ordinal)
            .all(&self.reader)
            .await?;
        let opener = self.keys.opener(&self.reader, keys_of(&lines)).await?;
        let mut found: Vec<(Uuid, Change)> = Vec::new();
        for line in &lines {
            let change = change_from_row(line, &opener)?;
            if is_looked_for(&change) {
                found.push((line.act_id, change));
            }
        }
        let ids = found.iter().map(|(act, _)| *act);
        let acts = acts()
            .filter(act::Column::Id.is_in(ids))
            .filter(act::Column::Seq.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(act::Column::Seq)
            .limit(limit);
        let acts = acts.all(&self.reader).await?.into_iter();
        let recorded = acts.map(|row| {
            let of_act = found.iter().filter(|(act, _)| *act == row.id);
            Ok(RecordedAct {
                changes: of_act.map(|(_, change)| change.clone()).collect(),
                act: act_from_row(&row)?,
            })
        });
        recorded.collect()
    }
}
