//! Writing a profile: whole, when a resource is entered.

use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Subject};
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait};

use super::{entries, head, policy, programs};
use crate::directory::words::{number, unreadable};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::{resource_word, service_area};
use crate::work::Work;

impl Work {
    /// Writes the profile of a newly entered resource; every part of it is a change of its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_profile(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        self.write_part(id, "profile", vec![head::head_row(id, profile)])
            .await?;
        for (list, list_words) in head::word_lists(profile) {
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
        let (programs, patterns) = programs::program_rows(id, &profile.programs);
        self.write_part(id, "programs", programs).await?;
        self.write_part(id, "program_patterns", patterns).await?;
        self.write_part(
            id,
            "strengths",
            entries::strength_rows(id, &profile.strengths),
        )
        .await?;
        let (rules, ways) = policy::policy_rows(id, &profile.contact_policy);
        self.write_part(id, "contact_rules", rules).await?;
        self.write_part(id, "contact_ways", ways).await?;
        self.write_part(id, "notices", entries::notice_rows(id, &profile.notices))
            .await?;
        self.write_part(
            id,
            "verifications",
            entries::verification_rows(id, &profile.verifications),
        )
        .await?;
        // Names of people stand in their own table alone: the log keeps who was entered by id.
        insert_all(
            self.connection(),
            entries::person_rows(id, &profile.contact_persons)?,
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
