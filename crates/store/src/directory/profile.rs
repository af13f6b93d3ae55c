//! Profiles in tables: written whole when a resource is entered, read for many resources at once.

use std::collections::HashMap;

use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::record::{Change, Subject};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::profile_rows as rows_of;
use super::words::{municipality, number, unreadable};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::{
    contact_person, contact_rule, contact_way, notice, program, program_pattern, resource_profile,
    resource_word, service_area, strength, verification,
};
use crate::store::Store;
use crate::work::Work;

/// Whose eyes a profile is read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: no contact persons, no observations.
    Public,
    /// Signed-in members of these networks.
    Members(Vec<NetworkId>),
}

impl Work {
    /// Writes the profile of a newly entered resource; every part of it is a change of its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_profile(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        self.write_part(id, "profile", vec![rows_of::head_row(id, profile)])
            .await?;
        for (list, list_words) in rows_of::word_lists(profile) {
            let rows =
                list_words
                    .into_iter()
                    .zip(0..)
                    .map(|(word, ordinal)| resource_word::Model {
                        resource_id: id.uuid(),
                        list: list.to_owned(),
                        ordinal,
                        word,
                    });
            self.write_part(id, list, rows.collect()).await?;
        }
        let area = profile.service_area.iter().map(|code| service_area::Model {
            resource_id: id.uuid(),
            municipality_code: number(*code),
        });
        self.write_part(id, "service_area", area.collect()).await?;
        let (programs, patterns) = rows_of::program_rows(id, &profile.programs);
        self.write_part(id, "programs", programs).await?;
        self.write_part(id, "program_patterns", patterns).await?;
        self.write_part(
            id,
            "strengths",
            rows_of::strength_rows(id, &profile.strengths),
        )
        .await?;
        let (rules, ways) = rows_of::policy_rows(id, &profile.contact_policy);
        self.write_part(id, "contact_rules", rules).await?;
        self.write_part(id, "contact_ways", ways).await?;
        self.write_part(id, "notices", rows_of::notice_rows(id, &profile.notices))
            .await?;
        self.write_part(
            id,
            "verifications",
            rows_of::verification_rows(id, &profile.verifications),
        )
        .await?;
        // Names of people stand in their own table alone: the log keeps who was entered by id.
        insert_all(
            self.connection(),
            rows_of::person_rows(id, &profile.contact_persons)?,
        )
        .await?;
        if !profile.contact_persons.is_empty() {
            let ids: Vec<String> = profile
                .contact_persons
                .iter()
                .map(|person| person.id.to_string())
                .collect();
            self.note_part(id, "contact_persons", &ids)?;
        }
        self.reindex(&[id.uuid()]).await
    }

    async fn write_part<M>(
        &self,
        id: ResourceId,
        group: &str,
        rows: Vec<M>,
    ) -> Result<(), StoreFault>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel> + serde::Serialize,
        M::Entity: EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        if rows.is_empty() {
            return Ok(());
        }
        self.note_part(id, group, &rows)?;
        insert_all(self.connection(), rows).await
    }

    fn note_part(
        &self,
        id: ResourceId,
        group: &str,
        after: &impl serde::Serialize,
    ) -> Result<(), StoreFault> {
        self.note(Change {
            subject: Subject::Resource(id),
            field_group: group.to_owned(),
            before: None,
            after: Some(serde_json::to_string(after).map_err(|fault| unreadable("change", fault))?),
        });
        Ok(())
    }
}

/// Reads the rows of a table that belong to some resources, in an order.
macro_rules! of_resources {
    ($store:expr, $ids:expr, $table:ident, $($order:ident),*) => {{
        #[expect(clippy::disallowed_methods, reason = "scoped to the resources asked for")]
        let rows = $table::Entity::find()
            .filter($table::Column::ResourceId.is_in($ids.iter().copied()))
            $(.order_by_asc($table::Column::$order))*
            .all(&$store.reader)
            .await?;
        rows
    }};
}

impl Store {
    /// The profiles of several resources, as an audience may read them. Ten statements, however many
    /// resources.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn profiles(
        &self,
        resources: &[ResourceId],
        audience: &Audience,
    ) -> Result<HashMap<ResourceId, Profile>, StoreFault> {
        let ids: Vec<Uuid> = resources.iter().map(|id| id.uuid()).collect();
        let mut profiles: HashMap<Uuid, Profile> = HashMap::new();
        for row in of_resources!(self, ids, resource_profile,) {
            profiles.insert(row.resource_id, rows_of::read_head(&row)?);
        }
        if profiles.is_empty() {
            return Ok(HashMap::new());
        }
        for row in of_resources!(self, ids, resource_word, ResourceId, List, Ordinal) {
            rows_of::read_word(
                profiles.entry(row.resource_id).or_default(),
                &row.list,
                &row.word,
            )?;
        }
        for row in of_resources!(self, ids, service_area, MunicipalityCode) {
            let code = municipality("service_area", row.municipality_code)?;
            profiles
                .entry(row.resource_id)
                .or_default()
                .service_area
                .push(code);
        }
        for row in of_resources!(self, ids, program, ResourceId, Ordinal) {
            profiles
                .entry(row.resource_id)
                .or_default()
                .programs
                .push(rows_of::read_program(&row)?);
        }
        for row in of_resources!(
            self,
            ids,
            program_pattern,
            ResourceId,
            ProgramOrdinal,
            Ordinal
        ) {
            let programs = &mut profiles.entry(row.resource_id).or_default().programs;
            let place = usize::try_from(row.program_ordinal).unwrap_or(usize::MAX);
            if let Some(program) = programs.get_mut(place) {
                program.patterns.push(rows_of::read_pattern(&row)?);
            }
        }
        let rules = of_resources!(self, ids, contact_rule, ResourceId, Ordinal);
        let ways = of_resources!(self, ids, contact_way, ResourceId, RuleOrdinal, Ordinal);
        for (id, rules) in rows_of::read_policies(&rules, &ways)? {
            profiles.entry(id).or_default().contact_policy.rules = rules;
        }
        for row in of_resources!(self, ids, notice, FromDay, Id) {
            profiles
                .entry(row.resource_id)
                .or_default()
                .notices
                .push(rows_of::read_notice(&row)?);
        }
        for row in of_resources!(self, ids, verification, VerifiedOn, FieldGroup) {
            profiles
                .entry(row.resource_id)
                .or_default()
                .verifications
                .push(rows_of::read_verification(&row)?);
        }
        let may_read = |network: Option<Uuid>| match (network, audience) {
            (None, _) => true,
            (Some(_), Audience::Public) => false,
            (Some(network), Audience::Members(networks)) => {
                networks.contains(&NetworkId::from_uuid(network))
            }
        };
        for row in of_resources!(self, ids, strength, ResourceId, Ordinal) {
            if may_read(row.network_id) {
                profiles
                    .entry(row.resource_id)
                    .or_default()
                    .strengths
                    .push(rows_of::read_strength(&row)?);
            }
        }
        if matches!(audience, Audience::Members(_)) {
            for row in of_resources!(self, ids, contact_person, ResourceId, Ordinal) {
                profiles
                    .entry(row.resource_id)
                    .or_default()
                    .contact_persons
                    .push(rows_of::read_person(&row)?);
            }
        }
        Ok(profiles
            .into_iter()
            .map(|(id, profile)| (ResourceId::from_uuid(id), profile))
            .collect())
    }
}
