//! The lists that pages show: by kind, by area, and what there is to count.

use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::time::Moment;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, DbBackend, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};

use super::hours::{self, HoursCondition};
use super::resource::{StoredResource, read_rows, shown};
use super::words::{code, number};
use crate::fault::StoreFault;
use crate::rows::{resource_facts, service_area};
use crate::store::Store;

/// What a list is narrowed to. Every part that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct ListingFilter {
    /// One kind.
    pub kind: Option<ResourceKind>,
    /// A place: its municipality and, for a city, the wards in it. Who declared an area is listed
    /// where they serve, who declared none where they stand.
    pub place: Vec<MunicipalityCode>,
    /// Open at this moment.
    pub open_at: Option<(Moment, HolidayTable)>,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// How many entries there are on all pages.
    pub total: u64,
    /// The entries of this page, by reading.
    pub resources: Vec<StoredResource>,
}

/// How many entries of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: ResourceKind,
    /// How many.
    pub count: u64,
}

fn narrowed(filter: &ListingFilter, backend: DbBackend) -> Select<resource_facts::Entity> {
    let mut select = shown();
    if let Some(kind) = filter.kind {
        select = select.filter(resource_facts::Column::Kind.eq(kind.code()));
    }
    if !filter.place.is_empty() {
        select = select.filter(serves(&filter.place));
    }
    if let Some((at, holidays)) = &filter.open_at {
        let HoursCondition { sql, values } = hours::open_at(*at, holidays).numbered(backend);
        select = select.filter(Expr::cust_with_values(
            format!("hours_id IN ({sql})"),
            values,
        ));
    }
    select
}

/// Serves the place, or declared no area and stands in it.
fn serves(place: &[MunicipalityCode]) -> Condition {
    let codes: Vec<i32> = place.iter().map(|code| number(*code)).collect();
    let mut area_of_others = Query::select();
    area_of_others
        .expr(Expr::val(1))
        .from(service_area::Entity)
        .and_where(
            Expr::col((service_area::Entity, service_area::Column::ResourceId))
                .equals((resource_facts::Entity, resource_facts::Column::ResourceId)),
        );
    let mut serving = Query::select();
    serving
        .column(service_area::Column::ResourceId)
        .from(service_area::Entity)
        .and_where(service_area::Column::MunicipalityCode.is_in(codes.clone()));
    let stands_there: SimpleExpr = resource_facts::Column::MunicipalityCode.is_in(codes);
    Condition::any()
        .add(resource_facts::Column::ResourceId.in_subquery(serving))
        .add(stands_there.and(Expr::exists(area_of_others).not()))
}

impl Store {
    /// One page of a list; pages count from 1.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_resources(
        &self,
        filter: &ListingFilter,
        page: u64,
        page_size: u64,
    ) -> Result<Listing, StoreFault> {
        let total = narrowed(filter, self.reader.get_database_backend())
            .count(&self.reader)
            .await?;
        let rows = narrowed(filter, self.reader.get_database_backend())
            .order_by_asc(resource_facts::Column::SortKey)
            .order_by_asc(resource_facts::Column::ResourceId)
            .offset(page.saturating_sub(1).saturating_mul(page_size))
            .limit(page_size)
            .all(&self.reader)
            .await?;
        Ok(Listing {
            total,
            resources: read_rows(&self.reader, rows).await?,
        })
    }

    /// How many entries of each kind a list has, most first; the filter's own kind is left aside.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_by_kind(
        &self,
        filter: &ListingFilter,
    ) -> Result<Vec<KindCount>, StoreFault> {
        let filter = ListingFilter {
            kind: None,
            ..filter.clone()
        };
        let counts: Vec<(String, i64)> = narrowed(&filter, self.reader.get_database_backend())
            .select_only()
            .column(resource_facts::Column::Kind)
            .column_as(resource_facts::Column::RowId.count(), "entries")
            .group_by(resource_facts::Column::Kind)
            .into_tuple()
            .all(&self.reader)
            .await?;
        let mut counts = counts
            .into_iter()
            .map(|(kind, count)| {
                let kind = code("resource_facts", ResourceKind::from_code, &kind)?;
                Ok(KindCount {
                    kind,
                    count: u64::try_from(count).unwrap_or(0),
                })
            })
            .collect::<Result<Vec<_>, StoreFault>>()?;
        counts.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.kind));
        Ok(counts)
    }
}
