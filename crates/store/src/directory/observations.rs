//! Observations in tables: rows of `strength` that belong to a network, with where each stands on its way
//! to members.

use renkei_domain::directory::observation::{Observation, Withdrawal};
use renkei_domain::directory::strength::{Reply, Topic, Valence};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};
use renkei_domain::record::{Change, Subject};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};

use super::words::{code, line, line_opt, prose_opt, text_opt, unreadable};
use crate::audit::Inside;
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::strength;
use crate::store::Store;
use crate::work::Work;

const TABLE: &str = "strength";

#[expect(
    clippy::disallowed_methods,
    reason = "every caller narrows it to observations by their ids or to those of one resource"
)]
fn observed() -> Select<strength::Entity> {
    strength::Entity::find().filter(strength::Column::NetworkId.is_not_null())
}

impl Work {
    /// An observation by its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn observation(&self, id: StrengthId) -> Result<Option<Observation>, StoreFault> {
        let found = observed().filter(strength::Column::Id.eq(id.uuid()));
        let row = found.one(self.connection()).await?;
        row.as_ref().map(read).transpose()
    }

    /// Writes a new observation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_observation(&self, observation: &Observation) -> Result<(), StoreFault> {
        let of_resource =
            observed().filter(strength::Column::ResourceId.eq(observation.resource.uuid()));
        let last = of_resource
            .order_by_desc(strength::Column::Ordinal)
            .one(self.connection())
            .await?;
        let row = to_row(observation, last.map_or(0, |last| last.ordinal + 1));
        self.note_observation(observation, None, Some(&row))?;
        insert_all(self.connection(), vec![row]).await
    }

    /// Writes what became of a known observation.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_observation(&self, observation: &Observation) -> Result<(), StoreFault> {
        let found = observed().filter(strength::Column::Id.eq(observation.id.uuid()));
        let Some(before) = found.one(self.connection()).await? else {
            return Err(unreadable(TABLE, observation.id));
        };
        let after = to_row(observation, before.ordinal);
        self.note_observation(observation, Some(&before), Some(&after))?;
        let changed = after.into_active_model().reset_all();
        changed.update(self.connection()).await?;
        Ok(())
    }

    fn note_observation(
        &self,
        observation: &Observation,
        before: Option<&strength::Model>,
        after: Option<&strength::Model>,
    ) -> Result<(), StoreFault> {
        let json = |row: Option<&strength::Model>| {
            row.map(serde_json::to_string)
                .transpose()
                .map_err(|fault| unreadable("change", fault))
        };
        self.note(Change {
            subject: Subject::Resource(observation.resource),
            field_group: "observations".to_owned(),
            before: json(before)?,
            after: json(after)?,
        });
        Ok(())
    }
}

impl Store {
    /// Observations by their ids, whoever may read them, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn observations_by_id(
        &self,
        ids: &[StrengthId],
    ) -> Result<Inside<Vec<Observation>>, StoreFault> {
        let rows = observed()
            .filter(strength::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .order_by_asc(strength::Column::StatedOn)
            .order_by_asc(strength::Column::Id)
            .all(&self.reader)
            .await?;
        let observations = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Inside::of(observations))
    }
}

fn to_row(observation: &Observation, ordinal: i32) -> strength::Model {
    let reply = observation.reply.as_ref();
    let withdrawn = observation.withdrawn.as_ref();
    strength::Model {
        id: observation.id.uuid(),
        resource_id: observation.resource.uuid(),
        ordinal,
        valence: observation.valence.code().to_owned(),
        topic: observation.topic.code(),
        statement: observation.text.to_string(),
        stated_on: observation.stated_on,
        network_id: Some(observation.network.uuid()),
        observer_id: Some(observation.by.uuid()),
        reply: reply.map(|reply| reply.text.to_string()),
        replied_on: reply.map(|reply| reply.on),
        replied_by_name: reply.map(|reply| reply.by_name.to_string()),
        replied_by_role: reply.map(|reply| reply.by_role.to_string()),
        basis: text_opt(observation.basis.as_ref()),
        written_on: Some(observation.written_on),
        told_on: observation.told_on,
        released_on: observation.released_on,
        withdrawn_on: withdrawn.map(|withdrawn| withdrawn.on),
        withdrawn_because: withdrawn.map(|withdrawn| withdrawn.reason.to_string()),
    }
}

fn read(row: &strength::Model) -> Result<Observation, StoreFault> {
    let (Some(network), Some(by)) = (row.network_id, row.observer_id) else {
        return Err(unreadable(TABLE, row.id));
    };
    let reply = (
        prose_opt(TABLE, row.reply.as_deref())?,
        row.replied_on,
        line_opt(TABLE, row.replied_by_name.as_deref())?,
        line_opt(TABLE, row.replied_by_role.as_deref())?,
    );
    let reply = match reply {
        (Some(text), Some(on), Some(by_name), Some(by_role)) => Some(Reply {
            text,
            on,
            by_name,
            by_role,
        }),
        _ => None,
    };
    Ok(Observation {
        id: StrengthId::from_uuid(row.id),
        resource: ResourceId::from_uuid(row.resource_id),
        network: NetworkId::from_uuid(network),
        by: OrganizationId::from_uuid(by),
        valence: code(TABLE, Valence::from_code, &row.valence)?,
        topic: code(TABLE, Topic::from_code, &row.topic)?,
        text: line(TABLE, &row.statement)?,
        basis: line_opt(TABLE, row.basis.as_deref())?,
        stated_on: row.stated_on,
        written_on: row.written_on.ok_or_else(|| unreadable(TABLE, row.id))?,
        told_on: row.told_on,
        reply,
        released_on: row.released_on,
        withdrawn: row
            .withdrawn_on
            .zip(line_opt(TABLE, row.withdrawn_because.as_deref())?)
            .map(|(on, reason)| Withdrawal { on, reason }),
    })
}
