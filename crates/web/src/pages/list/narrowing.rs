//! What stands behind the question mark of a list's address: directory words alone, nothing about
//! persons. Every link of a list is made by changing one of them.

use std::str::FromStr as _;

use chrono::NaiveDate;
use renkei_app::directory::read::ListRequest;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::Topic;
use serde::Deserialize;

use crate::error::PageFault;
use crate::paths::{AreaPath, KindPath, SearchCsvPath, SearchPath};

/// Which list it is; a part that stands in the path is no part of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Search,
    Area(MunicipalityCode),
    Kind(ResourceKind),
}

/// What a list is narrowed to, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Narrowing {
    pub(crate) q: String,
    pub(crate) kind: String,
    pub(crate) sector: String,
    pub(crate) area: String,
    pub(crate) km: String,
    pub(crate) good: String,
    pub(crate) program: String,
    pub(crate) capacity: String,
    pub(crate) open: String,
    pub(crate) since: String,
    pub(crate) page: String,
}

/// The circles one may choose, in kilometres.
pub(crate) const CIRCLES: [u32; 4] = [3, 5, 10, 20];

impl Narrowing {
    fn parts(&self) -> [(&'static str, &str); 11] {
        [
            ("q", &self.q),
            ("kind", &self.kind),
            ("sector", &self.sector),
            ("area", &self.area),
            ("km", &self.km),
            ("good", &self.good),
            ("program", &self.program),
            ("capacity", &self.capacity),
            ("open", &self.open),
            ("since", &self.since),
            ("page", &self.page),
        ]
    }

    /// Whether anything narrows beyond the path and the words.
    pub(crate) fn narrows(&self) -> bool {
        self.parts()
            .iter()
            .any(|(name, value)| !["page", "q"].contains(name) && !value.is_empty())
    }

    /// The address of the list.
    pub(crate) fn href(&self, base: Base) -> String {
        let path = match base {
            Base::Search => SearchPath.to_string(),
            Base::Area(code) => AreaPath::of(code).to_string(),
            Base::Kind(kind) => KindPath::of(kind).to_string(),
        };
        self.behind(path)
    }

    /// The address of the same list for a spreadsheet.
    pub(crate) fn csv(&self, base: Base) -> String {
        let mut whole = Self {
            page: String::new(),
            ..self.clone()
        };
        match base {
            Base::Search => {}
            Base::Area(code) => whole.area = code.to_string(),
            Base::Kind(kind) => whole.kind = kind.code().to_owned(),
        }
        whole.behind(SearchCsvPath.to_string())
    }

    fn behind(&self, path: String) -> String {
        let mut question = form_urlencoded::Serializer::new(String::new());
        question.extend_pairs(self.parts().iter().filter(|(_, value)| !value.is_empty()));
        let question = question.finish();
        if question.is_empty() {
            path
        } else {
            format!("{path}?{question}")
        }
    }

    /// The same list with something changed, from its first page.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = Self {
            page: String::new(),
            ..self.clone()
        };
        change(&mut changed);
        changed
    }

    /// The same list on another page.
    pub(crate) fn on_page(&self, page: u64) -> Self {
        Self {
            page: if page > 1 {
                page.to_string()
            } else {
                String::new()
            },
            ..self.clone()
        }
    }

    /// Reads the typed values; one that is none of the directory's words leads nowhere.
    pub(crate) fn request(&self, base: Base) -> Result<ListRequest, PageFault> {
        let mut request = ListRequest {
            text: self.q.clone(),
            kinds: one(&self.kind, ResourceKind::from_code)?
                .into_iter()
                .collect(),
            sectors: one(&self.sector, Sector::from_code)?.into_iter().collect(),
            area: one(&self.area, |code| MunicipalityCode::from_str(code).ok())?,
            within_km: one(&self.km, |km| {
                km.parse().ok().filter(|km| CIRCLES.contains(km))
            })?,
            programs: one(&self.program, ProgramKind::from_code)?
                .into_iter()
                .collect(),
            good_at: one(&self.good, Topic::from_code)?.into_iter().collect(),
            has_capacity: one(&self.capacity, |word| (word == "yes").then_some(()))?.is_some(),
            open_now: one(&self.open, |word| (word == "now").then_some(()))?.is_some(),
            verified_since: one(&self.since, |day| NaiveDate::from_str(day).ok())?,
            // Beyond this no list reaches: a list counts ten thousand entries at most.
            page: one(&self.page, |page| {
                page.parse().ok().filter(|page| (1..=500).contains(page))
            })?
            .unwrap_or(1),
        };
        match base {
            Base::Search => {}
            Base::Area(code) => request.area = Some(code),
            Base::Kind(kind) => request.kinds = vec![kind],
        }
        Ok(request)
    }
}

/// A value that is empty says nothing; one that cannot be read leads nowhere.
fn one<T>(typed: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, PageFault> {
    if typed.is_empty() {
        Ok(None)
    } else {
        read(typed).map(Some).ok_or(PageFault::NotFound)
    }
}
