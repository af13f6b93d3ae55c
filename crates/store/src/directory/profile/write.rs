//! Writing a profile: whole when a resource is entered, later part by part.

use renkei_domain::directory::edit::Part;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::strength::{Strength, Voice};
use renkei_domain::ids::ResourceId;
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait as _, EntityTrait, IntoActiveModel as _, Iterable as _};

use super::{entries, head, parts, policy, programs};
use crate::directory::words::{number, unreadable};
use crate::fault::StoreFault;
use crate::record::insert_all;
use crate::rows::{resource_profile, resource_word, service_area};
use crate::sql::Sql;
use crate::work::Work;

impl Work {
    /// Writes the profile of a newly entered resource; every part of it is a change of its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_profile(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        for part in Part::ALL {
            if let Some(after) = parts::to_log(*part, profile)? {
                self.note(part_change(id, part.code(), None, Some(after)));
            }
        }
        let connection = self.connection();
        self.write_head(id, profile).await?;
        insert_all(connection, word_rows(id, profile)).await?;
        insert_all(connection, area_rows(id, profile)).await?;
        self.write_programs(id, profile).await?;
        let strengths = entries::strength_rows(id, &profile.strengths);
        insert_all(connection, strengths).await?;
        self.write_policy(id, profile).await?;
        insert_all(connection, entries::notice_rows(id, &profile.notices)).await?;
        self.add_contact_persons(id, &profile.contact_persons)
            .await?;
        // What is confirmed and observed is no part that somebody edits, and stands in the log all the same.
        let observed: Vec<Strength> = profile
            .strengths
            .iter()
            .filter(|said| said.voice != Voice::SelfDeclared)
            .cloned()
            .collect();
        let observed = entries::strength_rows(id, &observed);
        self.note_entered(id, "observations", &observed)?;
        let verifications = entries::verification_rows(id, &profile.verifications);
        self.note_entered(id, "verifications", &verifications)?;
        insert_all(connection, verifications).await?;
        self.reindex(&[id.uuid()]).await
    }

    /// Replaces one part of a profile. `before` is the profile as it stands, `after` differs from it in
    /// this part alone. Of contact persons both hold those of one network, and only those are replaced.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn replace_part(
        &self,
        id: ResourceId,
        part: Part,
        before: &Profile,
        after: &Profile,
    ) -> Result<(), StoreFault> {
        let (was, is) = (parts::to_log(part, before)?, parts::to_log(part, after)?);
        self.note(part_change(id, part.code(), was, is));
        // Search asks for profiles by their heads, so there is one as soon as anything is known.
        self.write_head(id, after).await?;
        let connection = self.connection();
        match part {
            Part::Facts | Part::Description | Part::Capacity => {}
            Part::Comparison => self.write_words(id, "document", after).await?,
            Part::Roles => self.write_words(id, "role", after).await?,
            Part::Languages => self.write_words(id, "language", after).await?,
            Part::Access => self.write_words(id, "access", after).await?,
            Part::Programs => {
                self.clear(id, "program_pattern", "").await?;
                self.clear(id, "program", "").await?;
                self.write_programs(id, after).await?;
            }
            Part::Strengths => {
                self.clear(id, "strength", " AND network_id IS NULL")
                    .await?;
                let own = part.only(after).strengths;
                insert_all(connection, entries::strength_rows(id, &own)).await?;
            }
            Part::ContactPolicy => {
                self.clear(id, "contact_way", "").await?;
                self.clear(id, "contact_rule", "").await?;
                self.write_policy(id, after).await?;
                self.write_words(id, "never", after).await?;
            }
            Part::Notices => {
                self.clear(id, "notice", "").await?;
                insert_all(connection, entries::notice_rows(id, &after.notices)).await?;
            }
            Part::ServiceArea => {
                self.clear(id, "service_area", "").await?;
                insert_all(connection, area_rows(id, after)).await?;
            }
            Part::ContactPersons => {
                for person in &before.contact_persons {
                    let mut sql = Sql::new("DELETE FROM contact_person WHERE resource_id = ");
                    sql.bind(id.uuid())
                        .push(" AND id = ")
                        .bind(person.id.uuid());
                    connection.execute_raw(sql.statement(connection)).await?;
                }
                self.add_contact_persons(id, &after.contact_persons).await?;
            }
        }
        self.reindex(&[id.uuid()]).await
    }

    async fn write_head(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        use resource_profile::Column as C;
        let told = C::iter().filter(|column| !matches!(column, C::ResourceId));
        resource_profile::Entity::insert(head::head_row(id, profile).into_active_model())
            .on_conflict(
                OnConflict::column(C::ResourceId)
                    .update_columns(told)
                    .to_owned(),
            )
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    async fn write_words(
        &self,
        id: ResourceId,
        list: &str,
        profile: &Profile,
    ) -> Result<(), StoreFault> {
        let mut sql = Sql::new("DELETE FROM resource_word WHERE resource_id = ");
        sql.bind(id.uuid()).push(" AND list = ").bind(list);
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        let mut rows = word_rows(id, profile);
        rows.retain(|row| row.list == list);
        insert_all(connection, rows).await
    }

    async fn write_programs(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        let (programs, patterns) = programs::program_rows(id, &profile.programs);
        insert_all(self.connection(), programs).await?;
        insert_all(self.connection(), patterns).await
    }

    async fn write_policy(&self, id: ResourceId, profile: &Profile) -> Result<(), StoreFault> {
        let (rules, ways) = policy::policy_rows(id, &profile.contact_policy);
        insert_all(self.connection(), rules).await?;
        insert_all(self.connection(), ways).await
    }

    /// Takes the rows of one resource out of a table.
    async fn clear(&self, id: ResourceId, table: &str, and: &str) -> Result<(), StoreFault> {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE resource_id = "));
        sql.bind(id.uuid()).push(and);
        let connection = self.connection();
        connection.execute_raw(sql.statement(connection)).await?;
        Ok(())
    }

    pub(super) fn note_entered(
        &self,
        id: ResourceId,
        group: &str,
        rows: &[impl serde::Serialize],
    ) -> Result<(), StoreFault> {
        if !rows.is_empty() {
            let after = serde_json::to_string(rows).map_err(|fault| unreadable("change", fault))?;
            self.note(part_change(id, group, None, Some(after)));
        }
        Ok(())
    }
}

fn part_change(
    id: ResourceId,
    group: &str,
    before: Option<String>,
    after: Option<String>,
) -> Change {
    Change {
        subject: Subject::Resource(id),
        field_group: group.to_owned(),
        before,
        after,
    }
}

/// The lists of words of a profile, each under its name.
pub(super) fn word_rows(id: ResourceId, profile: &Profile) -> Vec<resource_word::Model> {
    let lists = head::word_lists(profile).into_iter();
    let rows = lists.flat_map(|(list, words)| {
        let words = words.into_iter().zip(0..);
        words.map(move |(word, ordinal)| resource_word::Model {
            resource_id: id.uuid(),
            list: list.to_owned(),
            ordinal,
            word,
        })
    });
    rows.collect()
}

/// The municipalities that a profile serves.
pub(super) fn area_rows(id: ResourceId, profile: &Profile) -> Vec<service_area::Model> {
    let area = profile.service_area.iter().map(|code| service_area::Model {
        resource_id: id.uuid(),
        municipality_code: number(*code),
    });
    area.collect()
}
