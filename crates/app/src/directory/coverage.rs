//! 地域のすきま: what there is of each kind for each municipality of a network, for everybody who reads the directory.
//! It is made of nothing but what lists tell everybody: whom a list shows, what agencies say of their free places, and
//! when their contact details were confirmed. What a network observed has no part in it, so that the council may lay it
//! before anybody.

use renkei_domain::directory::coverage::{Coverage, columns, confirmed_since};
use renkei_domain::directory::filter::Area;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;
use renkei_domain::time::Moment;
use renkei_store::StoreFault;

use super::area::area_of;
use crate::App;
use crate::paper::{Letterhead, Sheet};

/// The table of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageView {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// The names of the municipalities that have a column, in the order of the table.
    pub places: Vec<String>,
    /// Codes of its area that have left the table of municipalities, for which nothing can be counted.
    pub unknown: Vec<MunicipalityCode>,
    /// The table.
    pub coverage: Coverage,
    /// When it was counted.
    pub at: Moment,
}

/// The table of a network on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveragePaper {
    /// From which network it is.
    pub head: Letterhead,
    /// The table.
    pub view: CoverageView,
}

#[renkei_boxed::boxed]
impl App {
    /// The table of a network; `None` where there is no such network.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn coverage(&self, network: NetworkId) -> Result<Option<CoverageView>, StoreFault> {
        let networks = self.store.networks().await?;
        let Some(network) = networks.into_iter().find(|known| known.id == network) else {
            return Ok(None);
        };
        let reference = self.reference().await?;
        let table = &reference.municipalities;
        let (known, unknown): (Vec<_>, Vec<_>) = network
            .area
            .iter()
            .copied()
            .partition(|code| table.by_code(*code).is_some());
        let codes = columns(table, &known);
        let areas: Vec<Area> = codes.iter().map(|code| area_of(table, &[*code])).collect();
        let at = self.now().in_japan();
        let counted = self
            .store
            .coverage(&areas, confirmed_since(at.date))
            .await?;
        let places = codes.iter().filter_map(|code| table.by_code(*code));
        let places = places.map(|place| place.name.clone());
        let places = places.collect();
        Ok(Some(CoverageView {
            network: network.id,
            name: network.name.to_string(),
            places,
            unknown,
            coverage: Coverage::of(codes, counted),
            at,
        }))
    }

    /// The table of a network on paper; `None` where there is no such network.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn coverage_on_paper(&self, network: NetworkId) -> Result<Option<Sheet>, StoreFault> {
        let Some(view) = self.coverage(network).await? else {
            return Ok(None);
        };
        let head = self.letterhead(&[network]).await?;
        Ok(Some(Sheet::Coverage(Box::new(CoveragePaper {
            head,
            view,
        }))))
    }
}
