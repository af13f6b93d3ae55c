//! The reference tables: municipalities and public holidays. `load` brings an edition in, `tables`
//! keeps them in memory for whoever reads.

mod load;
mod tables;

use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::municipality::{
    Municipalities, Municipality, MunicipalityCode, Point,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _, Select,
};

use super::words::{municipality as read_code, number};
use crate::fault::StoreFault;
use crate::rows::{municipality, public_holiday};
use crate::store::Store;

pub use load::Loaded;
pub(crate) use tables::ReferenceCache;
pub use tables::ReferenceTables;

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

async fn read_municipalities(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Municipality>, StoreFault> {
    let rows = municipalities().all(connection).await?;
    rows.into_iter().map(from_row).collect()
}

/// The whole table of municipalities, as an act sees it.
pub(super) async fn table(connection: &impl ConnectionTrait) -> Result<Municipalities, StoreFault> {
    Ok(Municipalities::new(read_municipalities(connection).await?))
}

async fn read_holidays(connection: &impl ConnectionTrait) -> Result<HolidayTable, StoreFault> {
    Ok(holidays()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.day, row.name))
        .collect())
}

impl Store {
    /// Every municipality, by code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, StoreFault> {
        read_municipalities(&self.reader).await
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

    /// The public holidays.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holidays(&self) -> Result<HolidayTable, StoreFault> {
        read_holidays(&self.reader).await
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
