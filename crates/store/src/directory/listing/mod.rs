//! Lists: what a filter leaves (`narrowing`), in the order in which people look for it (`order`), a page
//! at a time, and how much there is of what (`facets`). [`numbered`] has the same by the number of a page.
//!
//! With words, hits come in five tiers: the name is the words, begins with them, holds them; the
//! reading holds them; anything else does. Inside a tier the nearest comes first where a circle or
//! one municipality is given, else the one entered first. Without words the nearest comes first, and without a circle either
//! the reading orders the list.

mod circle;
mod facets;
mod key;
mod narrowing;
pub mod numbered;
mod order;
mod places;
mod source;
mod wording;

use renkei_domain::directory::filter::ResourceFilter;
use renkei_domain::directory::hours::HolidayTable;
use sea_orm::ConnectionTrait as _;

use self::narrowing::Narrowing;
use self::order::{Arrangement, Stretch, Way};
use super::resource::StoredResource;
use super::resource_rows::{self, COLUMNS, TABLES};
use crate::fault::StoreFault;
use crate::sql::Sql;
use crate::store::Store;

pub use self::facets::KindCount;
pub(crate) use self::facets::WholeCount;
pub use self::key::{Key, Tier};
pub(super) use self::narrowing::{IS_ACTIVE, is_countrywide};

/// Where a page begins.
#[derive(Debug, Clone, PartialEq)]
pub enum PageStart {
    /// With the first entry.
    First,
    /// Behind the entry with this key.
    After(Key),
    /// With as many entries as end the list.
    Last,
    /// With as many entries as stand before the one with this key.
    Before(Key),
}

/// One page of a list.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The entries of this page with their keys, in the order of the list.
    pub entries: Vec<(Key, StoredResource)>,
    /// Whether entries stand before this page.
    pub has_previous: bool,
    /// Whether entries stand behind this page.
    pub has_next: bool,
}

impl Store {
    /// One page of a list, by one statement. A key that the list is not ordered by leaves nothing of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_resources(
        &self,
        filter: &ResourceFilter,
        holidays: &HolidayTable,
        start: &PageStart,
        size: u16,
    ) -> Result<Listing, StoreFault> {
        let (way, key) = match start {
            PageStart::First => (Way::Onward, None),
            PageStart::After(key) => (Way::Onward, Some(key)),
            PageStart::Last => (Way::Back, None),
            PageStart::Before(key) => (Way::Back, Some(key)),
        };
        if key.is_some_and(|key| !key.fits(filter)) {
            return Ok(Listing::default());
        }
        let narrowing = Narrowing {
            filter,
            holidays,
            backend: self.reader.get_database_backend(),
        };
        let stretch = Stretch {
            way,
            key,
            // One more than a page tells whether anything follows.
            most: i64::from(size) + 1,
        };
        let arrangement = Arrangement::of(filter);
        let (hits, order) = stretch.hits(&narrowing);
        let mut sql = Sql::new(&format!(
            "SELECT {COLUMNS}{} FROM (",
            arrangement.selected()
        ));
        sql.add(hits).push(&format!(
            ") hits CROSS JOIN {TABLES} WHERE f.row_id = hits.row_id{order}"
        ));
        let rows = self
            .reader
            .query_all_raw(sql.statement(&self.reader))
            .await?;
        let has_more = rows.len() > usize::from(size);
        let mut entries = rows
            .iter()
            .take(usize::from(size))
            .map(|row| {
                let stored = resource_rows::read(row)?;
                Ok((arrangement.key(row, stored.id)?, stored))
            })
            .collect::<Result<Vec<_>, StoreFault>>()?;
        // The entry that a page continues from stands, or stood, on the other side of it.
        let (has_previous, has_next) = match way {
            Way::Onward => (key.is_some(), has_more),
            Way::Back => (has_more, key.is_some()),
        };
        if way == Way::Back {
            entries.reverse();
        }
        Ok(Listing {
            entries,
            has_previous,
            has_next,
        })
    }
}
