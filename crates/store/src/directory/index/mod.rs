//! Keeping the search rows of published facts. They are written in the transaction that writes the
//! facts, and go with them.

mod statements;
mod texts;

use std::collections::{BTreeSet, HashMap};

use futures_util::future;
use renkei_domain::ids::OrganizationId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Value,
};
use uuid::Uuid;

use self::texts::SearchTexts;

pub(super) use self::texts::mark;

use crate::fault::{Stop, StoreFault};
use crate::rows::{
    organization_facts, program, resource_facts, resource_profile, resource_word, strength,
};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Where words about a resource may stand beside its published facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nowhere: it is entered in this very step.
    NothingYet,
    /// In its profile.
    ByProfiles,
}

impl Work {
    /// Writes the search rows of facts that have just been written or changed.
    pub(crate) async fn index_facts(
        &self,
        rows: &[resource_facts::Model],
        told: Told,
    ) -> Result<(), StoreFault> {
        let organizations = self.names_of_organizations(rows).await?;
        let told = match told {
            Told::NothingYet => HashMap::new(),
            Told::ByProfiles => self.told_by(rows.iter().map(|row| row.resource_id)).await?,
        };
        let statements = |some: &[resource_facts::Model]| {
            let mut found = Vec::with_capacity(some.len());
            for row in some {
                let organization = row
                    .organization_id
                    .and_then(|id| organizations.get(&OrganizationId::from_uuid(id)));
                let texts = SearchTexts::of(row, organization, told.get(&row.resource_id))?;
                found.push((row, texts));
            }
            Ok::<_, StoreFault>(if self.is_postgres() {
                statements::for_postgres(&found)
            } else {
                statements::for_sqlite(&found)
            })
        };
        let mut chunks = rows.chunks(200);
        let mut ready = chunks.next().map(statements).transpose()?;
        while let Some(these) = ready {
            // The database works in a thread or a process of its own: meanwhile the next texts are made here.
            let next = async { chunks.next().map(statements).transpose() };
            let (written, next) = future::join(self.write_all(these), next).await;
            written?;
            ready = next?;
        }
        Ok(())
    }

    async fn write_all(&self, statements: Vec<Sql>) -> Result<(), StoreFault> {
        let connection = self.connection();
        for statement in statements {
            connection
                .execute_raw(statement.statement(connection))
                .await?;
        }
        Ok(())
    }

    /// Takes the search rows of facts away before they are written anew.
    pub(crate) async fn unindex_facts(&self, rows: &[i64]) -> Result<(), StoreFault> {
        for some in rows.chunks(1_000) {
            let ids = || Sql::list(some.iter().map(|id| Value::from(*id)));
            let tables: &[(&str, &str)] = if self.is_postgres() {
                &[("resource_search", "row_id")]
            } else {
                &[
                    ("resource_search", "row_id"),
                    ("resource_fts", "rowid"),
                    ("resource_letters", "rowid"),
                    ("resource_box", "row_id"),
                ]
            };
            for (table, key) in tables {
                let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {key} IN "));
                sql.add(ids());
                self.connection()
                    .execute_raw(sql.statement(self.connection()))
                    .await?;
            }
        }
        Ok(())
    }

    /// Writes the search rows of resources anew, as after a change of what they tell.
    pub(crate) async fn reindex(&self, resources: &[Uuid]) -> Result<(), StoreFault> {
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources that changed"
        )]
        let rows = resource_facts::Entity::find()
            .filter(resource_facts::Column::ResourceId.is_in(resources.iter().copied()))
            .all(self.connection())
            .await?;
        self.unindex_facts(&rows.iter().map(|row| row.row_id).collect::<Vec<_>>())
            .await?;
        self.index_facts(&rows, Told::ByProfiles).await
    }

    /// Writes the search rows of everything some 法人 run anew, as after a change of name.
    pub(crate) async fn reindex_of_organizations(
        &self,
        organizations: &[Uuid],
    ) -> Result<(), StoreFault> {
        #[expect(clippy::disallowed_methods, reason = "scoped to what these 法人 run")]
        let rows = resource_facts::Entity::find()
            .filter(resource_facts::Column::OrganizationId.is_in(organizations.iter().copied()))
            .all(self.connection())
            .await?;
        self.unindex_facts(&rows.iter().map(|row| row.row_id).collect::<Vec<_>>())
            .await?;
        self.index_facts(&rows, Told::ByProfiles).await
    }

    async fn names_of_organizations(
        &self,
        rows: &[resource_facts::Model],
    ) -> Result<HashMap<OrganizationId, String>, StoreFault> {
        let ids: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.organization_id).collect();
        // The newest row, be it shown or still being prepared.
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the 法人 of these rows"
        )]
        let names: Vec<(Uuid, String)> = organization_facts::Entity::find()
            .select_only()
            .columns([
                organization_facts::Column::OrganizationId,
                organization_facts::Column::Name,
            ])
            .filter(organization_facts::Column::OrganizationId.is_in(ids))
            .filter(organization_facts::Column::Dead.is_null())
            .order_by_asc(organization_facts::Column::Born)
            .into_tuple()
            .all(self.connection())
            .await?;
        Ok(names
            .into_iter()
            .map(|(id, name)| (OrganizationId::from_uuid(id), name))
            .collect())
    }

    /// What profiles tell in words that everybody may read: description, own strengths, programs, roles.
    async fn told_by(
        &self,
        resources: impl Iterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, Vec<String>>, StoreFault> {
        use renkei_domain::directory::people::StaffRole;
        use renkei_domain::directory::program::ProgramKind;
        let ids: Vec<Uuid> = resources.collect();
        let mut told: HashMap<Uuid, Vec<String>> = HashMap::new();
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being indexed"
        )]
        let heads = resource_profile::Entity::find()
            .filter(resource_profile::Column::ResourceId.is_in(ids.clone()))
            .all(self.connection())
            .await?;
        if heads.is_empty() {
            return Ok(told);
        }
        for head in heads {
            told.entry(head.resource_id)
                .or_default()
                .extend(head.description.into_iter().chain(head.eligibility));
        }
        let described: Vec<Uuid> = told.keys().copied().collect();
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being indexed; observations stay out"
        )]
        let strengths = strength::Entity::find()
            .filter(strength::Column::ResourceId.is_in(described.clone()))
            .filter(strength::Column::NetworkId.is_null())
            .all(self.connection())
            .await?;
        for row in strengths {
            told.entry(row.resource_id).or_default().push(row.statement);
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being indexed"
        )]
        let programs = program::Entity::find()
            .filter(program::Column::ResourceId.is_in(described.clone()))
            .all(self.connection())
            .await?;
        for row in programs {
            let word = ProgramKind::from_code(&row.kind).map(|kind| kind.word().to_owned());
            told.entry(row.resource_id)
                .or_default()
                .extend(word.into_iter().chain(row.own_name));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "scoped to the resources being indexed"
        )]
        let roles = resource_word::Entity::find()
            .filter(resource_word::Column::ResourceId.is_in(described))
            .filter(resource_word::Column::List.eq("role"))
            .all(self.connection())
            .await?;
        for row in roles {
            let word = StaffRole::from_code(&row.word).map(|role| role.word().to_owned());
            told.entry(row.resource_id).or_default().extend(word);
        }
        Ok(told)
    }
}

/// After so many steps the log of the embedded database is folded into its file.
const FOLDED_AFTER: u32 = 16;

impl Store {
    /// Writes search rows where they are missing: after the migration that brought search or one that
    /// emptied them since texts are compared otherwise, or after a process that was ended while it did so.
    pub(crate) async fn index_missing(&self) -> Result<(), StoreFault> {
        // A search row goes with its row, so as many of them as rows are all of them.
        let fewer = "SELECT 1 AS fewer WHERE (SELECT COUNT(*) FROM resource_search) < (SELECT COUNT(*) FROM resource_facts)";
        let fewer = Sql::new(fewer).statement(&self.writer);
        if self.writer.query_one_raw(fewer).await?.is_none() {
            return Ok(());
        }
        let act = renkei_domain::ids::ActId::from_uuid(Uuid::nil());
        let mut done = i64::MIN;
        for step in 1.. {
            let indexed = self
                .step::<_, std::convert::Infallible, _>(act, 0, move |work| {
                    Box::pin(async move {
                        let mut sql =
                            Sql::new("SELECT f.row_id FROM resource_facts f WHERE f.row_id > ");
                        sql.bind(done).push(
                            " AND NOT EXISTS (SELECT 1 FROM resource_search s WHERE s.row_id = f.row_id) \
                             ORDER BY f.row_id LIMIT 400",
                        );
                        let found = work
                            .connection()
                            .query_all_raw(sql.statement(work.connection()))
                            .await?;
                        let ids = found
                            .iter()
                            .map(|row| row.try_get_by_index(0))
                            .collect::<Result<Vec<i64>, _>>()?;
                        let reached = ids.last().copied();
                        #[expect(
                            clippy::disallowed_methods,
                            reason = "scoped to rows without search rows"
                        )]
                        let rows = resource_facts::Entity::find()
                            .filter(resource_facts::Column::RowId.is_in(ids))
                            .all(work.connection())
                            .await?;
                        work.index_facts(&rows, Told::ByProfiles).await?;
                        Ok(reached)
                    })
                })
                .await;
            match indexed {
                Ok(None) => break,
                Ok(Some(reached)) => done = reached,
                Err(Stop::Refused(never)) => match never {},
                Err(Stop::Fault(fault)) => return Err(fault),
            }
            if u32::is_multiple_of(step, FOLDED_AFTER) {
                self.fold_log().await?;
            }
        }
        self.fold_log().await
    }
}
