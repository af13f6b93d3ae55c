//! Keeping the search rows of published facts. They are written in the transaction that writes the
//! facts, and go with them.

use std::collections::{BTreeSet, HashMap};

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::search::{bigrams, block_numbers, normalise, unigrams};
use renkei_domain::ids::OrganizationId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Value,
};
use uuid::Uuid;

use super::words::{read_phone, read_phones};
use crate::fault::{Stop, StoreFault};
use crate::rows::{
    organization_facts, program, resource_facts, resource_profile, resource_word, strength,
};
use crate::sql::Sql;
use crate::store::Store;
use crate::work::Work;

/// Parts fields of one text: no normalised text holds it.
const PART: char = ' ';

/// Where words about a resource may stand beside its published facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nowhere: it is entered in this very step.
    NothingYet,
    /// In its profile.
    ByProfiles,
}

/// Begins what stands in the index beside words. No normalised text holds this sign of private use,
/// so no query finds it by accident, be it one character long.
const BESIDE: char = '\u{E000}';

/// How a kind stands in the index, so that words and kinds are found together.
pub(super) fn mark(kind: ResourceKind) -> String {
    // The tokenizer of SQLite would cut at an underscore.
    format!("{BESIDE}{}", kind.code().replace('_', ""))
}

/// What is found by, in four columns; each holds normalised fields.
#[derive(Debug, Default)]
struct SearchTexts {
    /// The kind; a row of a kind that this version does not know has none.
    mark: Option<String>,
    name: String,
    kana: String,
    head: Vec<String>,
    body: Vec<String>,
}

impl SearchTexts {
    fn of(
        row: &resource_facts::Model,
        organization: Option<&String>,
        told: Option<&Vec<String>>,
    ) -> Result<Self, StoreFault> {
        let mut head = Vec::new();
        let kind = ResourceKind::from_code(&row.kind);
        head.extend(kind.map(|kind| normalise(kind.word())));
        head.extend(kind.map(|kind| normalise(kind.service_name())));
        head.extend(row.service_name.as_deref().map(normalise));
        head.extend(organization.map(|name| normalise(name)));
        let address = format!(
            "{}{}",
            row.city.as_deref().unwrap_or_default(),
            row.rest.as_deref().unwrap_or_default()
        );
        head.push(normalise(&address));
        let named = [
            Some(row.name.as_str()),
            row.kana.as_deref(),
            row.service_name.as_deref(),
        ];
        let named = named.into_iter().flatten();
        let named = named.chain(organization.map(String::as_str));
        head.extend(named.chain([address.as_str()]).flat_map(block_numbers));
        head.extend(row.office_number.as_deref().map(normalise));
        let mut numbers = read_phones("resource_facts", &row.phones)?;
        numbers.extend(read_phone("resource_facts", row.fax.as_deref())?);
        head.extend(numbers.iter().map(|phone| {
            dial(phone.written.as_str()).unwrap_or_else(|| normalise(phone.written.as_str()))
        }));
        let told = told.into_iter().flatten().map(String::as_str);
        let told = row.hours_note.as_deref().into_iter().chain(told);
        let mut body: Vec<String> = Vec::new();
        for text in told {
            body.push(normalise(text));
            body.extend(block_numbers(text));
        }
        let head = distinct(head);
        body.retain(|text| !text.is_empty());
        Ok(Self {
            mark: kind.map(mark),
            name: normalise(&row.name),
            kana: row.kana.as_deref().map(normalise).unwrap_or_default(),
            head,
            body,
        })
    }

    /// Every field, the name first.
    fn fields(&self) -> impl Iterator<Item = &str> {
        let names = [self.name.as_str(), self.kana.as_str()];
        let told = self.head.iter().chain(&self.body).map(String::as_str);
        names.into_iter().chain(told)
    }

    /// The characters of the name, those of the reading, and those that stand elsewhere alone.
    fn letters(&self) -> [Vec<char>; 3] {
        let name = letters([self.name.as_str()].into_iter());
        let kana = letters([self.kana.as_str()].into_iter());
        let told = self.head.iter().chain(&self.body);
        let mut told = letters(told.map(String::as_str));
        let is_named = |letter: &char| name.binary_search(letter).or(kana.binary_search(letter));
        told.retain(|letter| is_named(letter).is_err());
        [name, kana, told]
    }

    /// Every field in one text, to look twice.
    fn whole(&self) -> String {
        self.fields().collect::<Vec<_>>().join(&PART.to_string())
    }
}

/// Leaves out what is empty and what another field holds whole: it is found there.
fn distinct(fields: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(fields.len());
    for field in fields {
        if !field.is_empty() && !kept.iter().any(|known| known.contains(&field)) {
            kept.retain(|known| !field.contains(known.as_str()));
            kept.push(field);
        }
    }
    kept
}

/// Every character of some fields once, in order.
fn letters<'t>(fields: impl Iterator<Item = &'t str>) -> Vec<char> {
    let mut letters: Vec<char> = fields.flat_map(str::chars).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Characters, each a word of its own.
fn apart(letters: &[char]) -> String {
    let mut all = String::with_capacity(letters.len() * 4);
    for letter in letters {
        all.extend([*letter, PART]);
    }
    all
}

/// The pairs of several fields, parted so that no phrase reaches from one field into the next.
fn pairs(fields: &[String]) -> String {
    let length: usize = fields.iter().map(String::len).sum();
    // Two characters and a space for each character.
    let mut all = String::with_capacity(length * 3);
    for field in fields {
        if !all.is_empty() {
            all.extend([BESIDE, PART]);
        }
        for pair in bigrams(field) {
            all.push_str(pair);
            all.push(PART);
        }
    }
    all
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
        for some in rows.chunks(200) {
            let mut texts = Vec::with_capacity(some.len());
            for row in some {
                let organization = row
                    .organization_id
                    .and_then(|id| organizations.get(&OrganizationId::from_uuid(id)));
                texts.push((
                    row,
                    SearchTexts::of(row, organization, told.get(&row.resource_id))?,
                ));
            }
            if self.is_postgres() {
                self.write_postgres(&texts).await?;
            } else {
                self.write_sqlite(&texts).await?;
            }
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

    async fn write_sqlite(
        &self,
        texts: &[(&resource_facts::Model, SearchTexts)],
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        let mut names = Sql::new("INSERT INTO resource_search (row_id, name, kana, whole) VALUES ");
        let mut columns =
            Sql::new("INSERT INTO resource_fts (rowid, name, kana, head, body) VALUES ");
        let mut letters =
            Sql::new("INSERT INTO resource_letters (rowid, name, kana, head) VALUES ");
        let mut boxes =
            Sql::new("INSERT INTO resource_box (row_id, south, north, west, east) VALUES ");
        let mut placed = 0;
        for (place, (row, text)) in texts.iter().enumerate() {
            let comma = if place > 0 { ", (" } else { "(" };
            names
                .push(comma)
                .bind(row.row_id)
                .push(", ")
                .bind(text.name.as_str())
                .push(", ")
                .bind(text.kana.as_str())
                .push(", ")
                .bind(text.whole())
                .push(")");
            columns.push(comma).bind(row.row_id);
            for pairs in [
                pairs(std::slice::from_ref(&text.name)),
                pairs(std::slice::from_ref(&text.kana)),
                format!(
                    "{} {}",
                    text.mark.as_deref().unwrap_or_default(),
                    pairs(&text.head)
                ),
                pairs(&text.body),
            ] {
                columns.push(", ").bind(pairs);
            }
            columns.push(")");
            letters.push(comma).bind(row.row_id);
            let [name, kana, told] = text.letters().map(|letters| apart(&letters));
            let told = format!("{} {told}", text.mark.as_deref().unwrap_or_default());
            for column in [name, kana, told] {
                letters.push(", ").bind(column);
            }
            letters.push(")");
            if let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) {
                boxes
                    .push(if placed > 0 { ", (" } else { "(" })
                    .bind(row.row_id);
                for side in [latitude, latitude, longitude, longitude] {
                    boxes.push(", ").bind(side);
                }
                boxes.push(")");
                placed += 1;
            }
        }
        connection.execute_raw(names.statement(connection)).await?;
        connection
            .execute_raw(columns.statement(connection))
            .await?;
        connection
            .execute_raw(letters.statement(connection))
            .await?;
        if placed > 0 {
            connection.execute_raw(boxes.statement(connection)).await?;
        }
        Ok(())
    }

    async fn write_postgres(
        &self,
        texts: &[(&resource_facts::Model, SearchTexts)],
    ) -> Result<(), StoreFault> {
        let connection = self.connection();
        let mut insert =
            Sql::new("INSERT INTO resource_search (row_id, name, kana, whole, pairs) VALUES ");
        for (place, (row, text)) in texts.iter().enumerate() {
            let mut lexemes: Vec<&str> = text.fields().flat_map(bigrams).collect();
            lexemes.extend(text.fields().flat_map(unigrams));
            lexemes.extend(text.mark.as_deref());
            lexemes.sort_unstable();
            lexemes.dedup();
            insert
                .push(if place > 0 { ", (" } else { "(" })
                .bind(row.row_id);
            insert.push(", ").bind(text.name.as_str());
            insert.push(", ").bind(text.kana.as_str());
            insert.push(", ").bind(text.whole());
            insert
                .push(", array_to_tsvector(string_to_array(")
                .bind(lexemes.join(" "))
                .push(", ' ')))");
        }
        connection.execute_raw(insert.statement(connection)).await?;
        Ok(())
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
