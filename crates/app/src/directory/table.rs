//! The directory as a table for spreadsheets: what everybody may read of each entry, a row for each.

use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::phone::Confirmation;
use renkei_domain::directory::strength::{Valence, Voice};
use renkei_domain::ids::NetworkId;
use renkei_domain::text::Line;
use renkei_exchange::export::Cell;
use renkei_store::StoreFault;

use super::list::{ListedResource, LongList};
use super::read::Viewer;
use super::search::ResourceSearch;
use crate::App;

/// The columns.
pub const COLUMNS: [&str; 13] = [
    "名称",
    "よみ",
    "種類",
    "市区町村",
    "住所",
    "電話",
    "音声案内・内線",
    "FAX",
    "メール",
    "ホームページ",
    "事業所番号",
    "得意",
    "ID",
];

/// Where the id stands, by which a row is known again.
pub const ID_COLUMN: usize = COLUMNS.len() - 1;

/// What an entry says in each column, as text: a phone begins with a zero, and none is reckoned with.
#[must_use]
pub fn cells(entry: &ListedResource) -> Vec<String> {
    let facts = &entry.facts;
    let text = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    let place = entry.municipality.as_ref();
    let phone = facts.phones.first();
    let said = entry.profile.strengths.iter();
    let strong = said
        .filter(|said| said.valence == Valence::Strong && said.voice == Voice::SelfDeclared)
        .map(|said| said.text.to_string());
    vec![
        facts.name.to_string(),
        text(facts.kana.as_ref()),
        facts.kind_in_words(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        facts
            .address
            .as_ref()
            .map(|address| address.line())
            .unwrap_or_default(),
        phone
            .map(|phone| phone.written.to_string())
            .unwrap_or_default(),
        phone
            .map(|phone| phone.after_dialling().join("・"))
            .unwrap_or_default(),
        facts
            .fax
            .as_ref()
            .map(|fax| match fax.confirmation {
                Confirmation::Published => fax.written.to_string(),
                Confirmation::Unconfirmed => format!("{}（未確認）", fax.written),
            })
            .unwrap_or_default(),
        text(facts.email.as_ref()),
        text(facts.url.as_ref()),
        text(facts.office_number.as_ref()),
        strong.collect::<Vec<_>>().join(" / "),
        entry.id.to_string(),
    ]
}

/// The same for a table.
#[must_use]
pub fn row(entry: &ListedResource) -> Vec<Cell> {
    cells(entry).into_iter().map(Cell::Text).collect()
}

#[renkei_boxed::boxed]
impl App {
    /// The whole directory of some municipalities, or of all where none is named, to be read page after page by
    /// [`App::next_rows`].
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn whole_directory(
        &self,
        municipalities: &[MunicipalityCode],
    ) -> Result<LongList, StoreFault> {
        let search = ResourceSearch {
            municipalities: municipalities.to_vec(),
            ..ResourceSearch::default()
        };
        self.long_list(&search).await
    }

    /// The municipalities that a network looks after; `None` where there is no such network, or it looks after nothing.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn area_of_network(
        &self,
        network: NetworkId,
    ) -> Result<Option<Vec<MunicipalityCode>>, StoreFault> {
        let networks = self.store.networks().await?.into_iter();
        let mut areas = networks
            .filter(|known| known.id == network)
            .map(|known| known.area);
        Ok(areas.find(|area| !area.is_empty()))
    }

    /// The next rows of a table, as everybody reads them; none at its end.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn next_rows(&self, list: &mut LongList) -> Result<Vec<Vec<Cell>>, StoreFault> {
        let entries = self.next_of_list(&Viewer::Anonymous, list).await?;
        Ok(entries.iter().map(row).collect())
    }
}
