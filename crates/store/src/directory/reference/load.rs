//! Loading a reference table: an edition replaces what it speaks of, the rest stays.

use chrono::{Datelike as _, NaiveDate};
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::ids::ImportRunId;
use renkei_domain::record::{Change, Subject};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, EntityTrait, IntoActiveModel as _, QueryFilter as _};

use super::{holidays, municipalities};
use crate::directory::words::{number, unreadable};
use crate::fault::StoreFault;
use crate::rows::{municipality, public_holiday};
use crate::work::Work;

/// Of so many days a year is told wholly: each has had more since 1989.
const WHOLE_YEAR: usize = 12;

/// What loading a reference table did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loaded {
    /// Rows that were new.
    pub created: u64,
    /// Rows whose values changed.
    pub updated: u64,
    /// Rows that stood so already.
    pub unchanged: u64,
    /// Rows that stood and are named no more: they were taken away.
    pub absent: u64,
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

    /// Adds and renames public holidays, and takes away those that a year has no more: of a year of which the
    /// table names [`WHOLE_YEAR`] days.
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
        let gone = known.iter().filter(|known| {
            let year = |(day, _): &&(NaiveDate, String)| day.year() == known.day.year();
            let is_named = all.iter().any(|(day, _)| *day == known.day);
            !is_named && all.iter().filter(year).count() >= WHOLE_YEAR
        });
        let gone: Vec<public_holiday::Model> = gone.cloned().collect();
        loaded.absent = gone.len() as u64;
        if !gone.is_empty() {
            #[expect(clippy::disallowed_methods, reason = "scoped to these days")]
            public_holiday::Entity::delete_many()
                .filter(public_holiday::Column::Day.is_in(gone.iter().map(|row| row.day)))
                .exec(self.connection())
                .await?;
        }
        before.extend(gone);
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
        if before.is_empty() && after.is_empty() {
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
