//! What one act changed of one subject, in the order in which it did.

use renkei_domain::ids::ActId;
use renkei_domain::record::{Change, Subject};
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QueryOrder as _};

use super::{RecordedAct, acts, changes, join, keys_of, subject_parts};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::keys::KeyRing;
use crate::rows::{act, change};
use crate::store::Store;
use crate::work::Work;

impl Store {
    /// An act that stands in the log, with what it changed of a subject.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn act_on(
        &self,
        act: ActId,
        subject: Subject,
    ) -> Result<Inside<Vec<RecordedAct>>, StoreFault> {
        Ok(Inside::of(
            act_on(&self.keys, &self.reader, act, subject).await?,
        ))
    }
}

async fn act_on(
    keys: &KeyRing,
    connection: &impl ConnectionTrait,
    act: ActId,
    subject: Subject,
) -> Result<Vec<RecordedAct>, StoreFault> {
    let head = acts().filter(act::Column::Id.eq(act.uuid()));
    let head = head.all(connection).await?;
    let (kind, id) = subject_parts(subject);
    let lines = changes()
        .filter(change::Column::ActId.eq(act.uuid()))
        .filter(change::Column::SubjectKind.eq(kind))
        .filter(change::Column::SubjectId.eq(id))
        .order_by_asc(change::Column::Ordinal)
        .all(connection)
        .await?;
    let opener = keys.opener(connection, keys_of(&lines)).await?;
    join(head, &lines, &opener)
}

impl Work {
    /// What an act that stands in the log changed of a subject, in the order in which it did.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn logged_changes(
        &self,
        act: ActId,
        subject: Subject,
    ) -> Result<Vec<Change>, StoreFault> {
        let found = act_on(self.keys(), self.connection(), act, subject).await?;
        Ok(found.into_iter().flat_map(|act| act.changes).collect())
    }
}
