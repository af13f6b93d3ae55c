//! What stands behind the question mark of a list's address: directory words alone, nothing about
//! persons. Every link of a list is made by changing one of them.

use std::str::FromStr as _;

use chrono::{Datelike as _, NaiveDate};
use renkei_app::directory::list::{ListRequest, OpenWhen};
use renkei_app::directory::search::{Cursor, Start};
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::Topic;
use renkei_domain::time::{Minute, Moment};
use renkei_exchange::export::Form;

use crate::error::PageFault;
use crate::paths::{AreaPath, KindPath, SearchCsvPath, SearchPath, SearchXlsxPath};

/// Which list it is; a part that stands in the path is no part of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Search,
    Area(MunicipalityCode),
    Kind(ResourceKind),
}

impl Base {
    /// The address of the whole list.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Search => SearchPath.to_string(),
            Self::Area(code) => AreaPath::of(code).to_string(),
            Self::Kind(kind) => KindPath::of(kind).to_string(),
        }
    }
}

/// What a list is narrowed to, as typed. Kinds and sectors may be several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Narrowing {
    pub(crate) q: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) sectors: Vec<String>,
    pub(crate) area: String,
    /// The network in whose municipalities; one municipality goes before it.
    pub(crate) network: String,
    /// Whether it must be for the whole country.
    pub(crate) country: String,
    /// The name of a town as typed; it leads to the town's code.
    pub(crate) town: String,
    pub(crate) km: String,
    pub(crate) good: String,
    pub(crate) program: String,
    pub(crate) capacity: String,
    /// Whether it must be open now.
    pub(crate) open: String,
    /// On which day it must be open, and at what time of it.
    pub(crate) day: String,
    pub(crate) time: String,
    pub(crate) since: String,
    pub(crate) after: String,
    pub(crate) before: String,
    /// Whether it is wanted in one piece, for paper.
    pub(crate) print: String,
}

/// The circles one may choose, in kilometres.
pub(crate) const CIRCLES: [u32; 4] = [3, 5, 10, 20];

/// The years in which somebody may want to know what is open; no table of holidays reaches further.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

impl Narrowing {
    /// Reads a question. What it does not know it leaves aside; what is said twice is not understood.
    pub(crate) fn read(question: Option<&str>) -> Result<Self, PageFault> {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(question.unwrap_or_default().as_bytes()) {
            if value.is_empty() {
                continue;
            }
            match name.as_ref() {
                "kind" => add(&mut read.kinds, &value)?,
                "sector" => add(&mut read.sectors, &value)?,
                name => match read.field(name) {
                    Some(field) if field.is_empty() => *field = value.into_owned(),
                    Some(_) => return Err(PageFault::BadRequest),
                    None => {}
                },
            }
        }
        // No page may hold these signs; they are shown as bytes are that nobody can read.
        let is_strange = |c: char| c.is_control() && !c.is_whitespace();
        for typed in [&mut read.q, &mut read.day, &mut read.time] {
            *typed = typed.replace(is_strange, "\u{FFFD}");
        }
        if !read.area.is_empty() {
            // The form sends along in which network it was.
            read.network.clear();
        }
        if read.names_moment() {
            // The form sends along that it was to be open now.
            read.open.clear();
        }
        Ok(read)
    }

    fn field(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "q" => &mut self.q,
            "area" => &mut self.area,
            "network" => &mut self.network,
            "country" => &mut self.country,
            "town" => &mut self.town,
            "km" => &mut self.km,
            "good" => &mut self.good,
            "program" => &mut self.program,
            "capacity" => &mut self.capacity,
            "open" => &mut self.open,
            "day" => &mut self.day,
            "time" => &mut self.time,
            "since" => &mut self.since,
            "after" => &mut self.after,
            "before" => &mut self.before,
            "print" => &mut self.print,
            _ => return None,
        })
    }

    /// Everything that is set, in the order of addresses.
    pub(crate) fn parts(&self) -> Vec<(&'static str, &str)> {
        let kinds = self.kinds.iter().map(|kind| ("kind", kind.as_str()));
        let sectors = self
            .sectors
            .iter()
            .map(|sector| ("sector", sector.as_str()));
        let others: [(&'static str, &str); 15] = [
            ("area", &self.area),
            ("network", &self.network),
            ("country", &self.country),
            ("town", &self.town),
            ("km", &self.km),
            ("good", &self.good),
            ("program", &self.program),
            ("capacity", &self.capacity),
            ("open", &self.open),
            ("day", &self.day),
            ("time", &self.time),
            ("since", &self.since),
            ("after", &self.after),
            ("before", &self.before),
            ("print", &self.print),
        ];
        [("q", self.q.as_str())]
            .into_iter()
            .chain(kinds)
            .chain(sectors)
            .chain(others)
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// Whether anything narrows beyond the path and the words.
    pub(crate) fn narrows(&self) -> bool {
        let whole = ["q", "town", "after", "before", "print"];
        self.parts().iter().any(|(name, _)| !whole.contains(name))
    }

    /// The address of the list.
    pub(crate) fn href(&self, base: Base) -> String {
        self.behind(base.path())
    }

    /// The address of the same list for a spreadsheet.
    pub(crate) fn spreadsheet(&self, base: Base, form: Form) -> String {
        let mut whole = self.first_page();
        match base {
            Base::Search => {}
            Base::Area(code) => whole.area = code.to_string(),
            Base::Kind(kind) => whole.kinds = vec![kind.code().to_owned()],
        }
        whole.behind(match form {
            Form::Csv => SearchCsvPath.to_string(),
            Form::Xlsx => SearchXlsxPath.to_string(),
        })
    }

    fn behind(&self, path: String) -> String {
        let mut question = form_urlencoded::Serializer::new(String::new());
        question.extend_pairs(self.parts());
        let question = question.finish();
        if question.is_empty() {
            path
        } else {
            format!("{path}?{question}")
        }
    }

    /// The first page of the list with something changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.first_page();
        change(&mut changed);
        changed
    }

    /// The first page of the same list.
    pub(crate) fn first_page(&self) -> Self {
        Self {
            after: String::new(),
            before: String::new(),
            print: String::new(),
            ..self.clone()
        }
    }

    /// The same list in one piece, for paper.
    pub(crate) fn printed(&self) -> Self {
        Self {
            print: "all".to_owned(),
            ..self.first_page()
        }
    }

    /// The page behind a place.
    pub(crate) fn after(&self, place: &Cursor) -> Self {
        Self {
            after: place.to_string(),
            ..self.first_page()
        }
    }

    /// The page before a place.
    pub(crate) fn before(&self, place: &Cursor) -> Self {
        Self {
            before: place.to_string(),
            ..self.first_page()
        }
    }

    /// Whether it is wanted in one piece, for paper.
    pub(crate) fn is_printed(&self) -> Result<bool, PageFault> {
        let asked = one(&self.print, |word| (word == "all").then_some(()))?;
        Ok(asked.is_some())
    }

    /// Whether a day or a time is named at which it must be open.
    pub(crate) fn names_moment(&self) -> bool {
        !(self.day.is_empty() && self.time.is_empty())
    }

    /// The moment they name; `None` where one of the two is missing or is none.
    pub(crate) fn moment(&self) -> Option<Moment> {
        let minute = Minute::parse(&self.time).filter(|minute| *minute < Minute::END)?;
        let date = day(&self.day).filter(|day| YEARS.contains(&day.year()))?;
        Some(Moment { date, minute })
    }

    /// When it must be open.
    fn open(&self) -> Result<Option<OpenWhen>, PageFault> {
        if self.names_moment() {
            let moment = self.moment().ok_or(PageFault::NotFound)?;
            return Ok(Some(OpenWhen::At(moment)));
        }
        one(&self.open, |word| (word == "now").then_some(OpenWhen::Now))
    }

    /// Reads the typed values; one that is none of the directory's words leads nowhere.
    pub(crate) fn request(&self, base: Base) -> Result<ListRequest, PageFault> {
        let mut request = ListRequest {
            text: self.q.clone(),
            kinds: several(&self.kinds, ResourceKind::from_code)?,
            sectors: several(&self.sectors, Sector::from_code)?,
            area: one(&self.area, |code| MunicipalityCode::from_str(code).ok())?,
            network: one(&self.network, |id| id.parse().ok())?,
            is_countrywide: one(&self.country, |word| (word == "yes").then_some(()))?.is_some(),
            within_km: one(&self.km, |km| {
                km.parse().ok().filter(|km| CIRCLES.contains(km))
            })?,
            programs: one(&self.program, ProgramKind::from_code)?
                .into_iter()
                .collect(),
            good_at: one(&self.good, Topic::from_code)?.into_iter().collect(),
            has_capacity: one(&self.capacity, |word| (word == "yes").then_some(()))?.is_some(),
            open: self.open()?,
            verified_since: one(&self.since, day)?,
            start: self.start(),
        };
        match base {
            Base::Search => {}
            Base::Area(code) => request.area = Some(code),
            Base::Kind(kind) => request.kinds = vec![kind],
        }
        Ok(request)
    }

    /// Whatever stands here is a place or is none; the list knows.
    fn start(&self) -> Start {
        match (self.after.as_str(), self.before.as_str()) {
            ("", "") => Start::First,
            ("", before) => Start::Before(Cursor::from(before)),
            (after, _) => Start::After(Cursor::from(after)),
        }
    }
}

/// Where a browser has no calendar, people write as they are used to.
fn day(typed: &str) -> Option<NaiveDate> {
    NaiveDate::from_str(&typed.replace('/', "-")).ok()
}

/// Adds one of several values, each once.
fn add(list: &mut Vec<String>, value: &str) -> Result<(), PageFault> {
    if list.len() >= ResourceKind::ALL.len() {
        return Err(PageFault::BadRequest);
    }
    if !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
    Ok(())
}

/// A value that is empty says nothing; one that cannot be read leads nowhere.
fn one<T>(typed: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, PageFault> {
    if typed.is_empty() {
        Ok(None)
    } else {
        read(typed).map(Some).ok_or(PageFault::NotFound)
    }
}

fn several<T>(typed: &[String], read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, PageFault> {
    let values = typed.iter().map(|code| read(code));
    values.collect::<Option<_>>().ok_or(PageFault::NotFound)
}
