//! The reference tables: municipalities and public holidays. Loading one replaces what the file
//! speaks of and keeps the rest.

use chrono::NaiveDate;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode, Point};
use renkei_domain::ids::ImportRunId;
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};

use super::words::{municipality as read_code, number, unreadable};
use crate::fault::StoreFault;
use crate::rows::{municipality, public_holiday};
use crate::store::Store;
use crate::work::Work;

/// What loading a reference table did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loaded {
    /// Rows that were new.
    pub created: u64,
    /// Rows whose values changed.
    pub updated: u64,
    /// Rows that stood so already.
    pub unchanged: u64,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a reference table belongs to everybody"
)]
fn municipalities() -> Select<municipality::Entity> {
    municipality::Entity::find().order_by_asc(municipality::Column::Code)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a reference table belongs to everybody"
)]
fn holidays() -> Select<public_holiday::Entity> {
    public_holiday::Entity::find().order_by_asc(public_holiday::Column::Day)
}

async fn read_holidays(connection: &impl ConnectionTrait) -> Result<HolidayTable, StoreFault> {
    Ok(holidays()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.day, row.name))
        .collect())
}

impl Work {
    /// Adds and updates municipalities.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load_municipalities(
        &self,
        run: ImportRunId,
        all: &[Municipality],
    ) -> Result<Loaded, StoreFault> {
        let known = municipalities().all(self.connection()).await?;
        let mut loaded = Loaded::default();
        let (mut before, mut changed) = (Vec::new(), Vec::new());
        for entry in all {
            let row = to_row(entry);
            match known.binary_search_by_key(&row.code, |known| known.code) {
                Ok(at) if known[at] == row => loaded.unchanged += 1,
                Ok(at) => {
                    loaded.updated += 1;
                    before.push(known[at].clone());
                    changed.push(row);
                }
                Err(_) => {
                    loaded.created += 1;
                    changed.push(row);
                }
            }
        }
        use municipality::Column as C;
        for some in changed.chunks(500) {
            municipality::Entity::insert_many(
                some.iter().cloned().map(|row| row.into_active_model()),
            )
            .on_conflict(
                OnConflict::column(C::Code)
                    .update_columns([C::Prefecture, C::Name, C::Kana, C::Latitude, C::Longitude])
                    .to_owned(),
            )
            .exec_without_returning(self.connection())
            .await?;
        }
        self.note_loaded(run, "municipalities", before, changed)?;
        Ok(loaded)
    }

    /// Adds and renames public holidays.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load_holidays(
        &self,
        run: ImportRunId,
        all: &[(NaiveDate, String)],
    ) -> Result<Loaded, StoreFault> {
        let known = holidays().all(self.connection()).await?;
        let mut loaded = Loaded::default();
        let (mut before, mut changed) = (Vec::new(), Vec::new());
        for (day, name) in all {
            match known.iter().find(|known| known.day == *day) {
                Some(known) if known.name == *name => loaded.unchanged += 1,
                Some(known) => {
                    loaded.updated += 1;
                    before.push(known.clone());
                    changed.push(public_holiday::Model {
                        day: *day,
                        name: name.clone(),
                    });
                }
                None => {
                    loaded.created += 1;
                    changed.push(public_holiday::Model {
                        day: *day,
                        name: name.clone(),
                    });
                }
            }
        }
        for some in changed.chunks(500) {
            public_holiday::Entity::insert_many(
                some.iter().cloned().map(|row| row.into_active_model()),
            )
            .on_conflict(
                OnConflict::column(public_holiday::Column::Day)
                    .update_column(public_holiday::Column::Name)
                    .to_owned(),
            )
            .exec_without_returning(self.connection())
            .await?;
        }
        self.note_loaded(run, "holidays", before, changed)?;
        Ok(loaded)
    }

    fn note_loaded<M: serde::Serialize>(
        &self,
        run: ImportRunId,
        table: &str,
        before: Vec<M>,
        after: Vec<M>,
    ) -> Result<(), StoreFault> {
        if after.is_empty() {
            return Ok(());
        }
        let json =
            |rows: &[M]| serde_json::to_string(rows).map_err(|fault| unreadable("change", fault));
        self.note(Change {
            subject: Subject::ReferenceTable(run),
            field_group: table.to_owned(),
            before: if before.is_empty() {
                None
            } else {
                Some(json(&before)?)
            },
            after: Some(json(&after)?),
        });
        Ok(())
    }
}

impl Store {
    /// Every municipality, by code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, StoreFault> {
        municipalities()
            .all(&self.reader)
            .await?
            .into_iter()
            .map(from_row)
            .collect()
    }

    /// Some municipalities, by code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn municipalities_by_code(
        &self,
        codes: &[MunicipalityCode],
    ) -> Result<Vec<Municipality>, StoreFault> {
        let codes = codes.iter().map(|code| number(*code));
        let rows = municipalities()
            .filter(municipality::Column::Code.is_in(codes))
            .all(&self.reader)
            .await?;
        rows.into_iter().map(from_row).collect()
    }

    /// Municipalities whose name or reading begins with a text; a full name comes alone before its wards.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn municipalities_named(&self, text: &str) -> Result<Vec<Municipality>, StoreFault> {
        let condition = municipality::Column::Name
            .starts_with(text)
            .or(municipality::Column::Kana.starts_with(text));
        let rows = municipalities().filter(condition).all(&self.reader).await?;
        rows.into_iter().map(from_row).collect()
    }

    /// The public holidays.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holidays(&self) -> Result<HolidayTable, StoreFault> {
        read_holidays(&self.reader).await
    }
}

fn to_row(entry: &Municipality) -> municipality::Model {
    municipality::Model {
        code: number(entry.code),
        prefecture: entry.prefecture.clone(),
        name: entry.name.clone(),
        kana: entry.kana.clone(),
        latitude: entry.point.map(|point| point.latitude),
        longitude: entry.point.map(|point| point.longitude),
    }
}

fn from_row(row: municipality::Model) -> Result<Municipality, StoreFault> {
    Ok(Municipality {
        code: read_code("municipality", row.code)?,
        prefecture: row.prefecture,
        name: row.name,
        kana: row.kana,
        point: row
            .latitude
            .zip(row.longitude)
            .map(|(latitude, longitude)| Point {
                latitude,
                longitude,
            }),
    })
}
