//! What is asked, in the names of the standard. What cannot be read is refused and never left aside: whoever mistypes a
//! filter would take the whole directory for what it leaves.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime};
use renkei_app::directory::hsds::{HsdsList, HsdsQuestion, HsdsRefusal, HsdsShape};
use renkei_domain::ids::OrganizationId;
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::fault::HsdsFault;

/// How many things a page has where nobody says.
const PER_PAGE: u16 = 50;
/// How many it has at most.
const MOST: u16 = 100;
/// The same where only ids are asked for.
const MOST_MARKS: u16 = 10_000;

/// What is asked of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) question: HsdsQuestion,
    /// The number of the page, from 1 on.
    pub(super) page: u64,
    pub(super) per_page: u16,
    /// All of it, line by line.
    pub(super) is_whole: bool,
}

impl Asked {
    pub(super) fn of_list(list: HsdsList, query: &str) -> Result<Self, HsdsFault> {
        let given = Given::read(query);
        let mut shape = given.shape()?;
        if list == HsdsList::Services && given.flag("minimal")? {
            shape = HsdsShape::Marks;
        }
        let (usual, most) = match shape {
            HsdsShape::Marks => (MOST_MARKS, MOST_MARKS),
            _ => (PER_PAGE, MOST),
        };
        let page = given.number("page", PAGE)?.unwrap_or(1);
        let per_page = given.number("per_page", SIZE)?;
        let per_page = per_page.unwrap_or(u64::from(usual));
        if page == 0 {
            return Err(PAGE.into());
        }
        if per_page == 0 || per_page > u64::from(most) {
            return Err(SIZE.into());
        }
        Ok(Self {
            page,
            per_page: u16::try_from(per_page).unwrap_or(most),
            is_whole: match given.text("format") {
                None | Some("json") => false,
                Some("ndjson") => true,
                Some(_) => return Err(FORMAT.into()),
            },
            question: HsdsQuestion {
                text: given.text("search").unwrap_or_default().to_owned(),
                taxonomy_term: given.id("taxonomy_term_id")?,
                taxonomy: given.id("taxonomy_id")?,
                organization: given.id("organization_id")?.map(OrganizationId::from_uuid),
                modified_after: given.time("modified_after")?,
                postcode: given.text("postcode").map(str::to_owned),
                proximity: match given.number("proximity", OUTSIDE)? {
                    Some(metres) => Some(u32::try_from(metres).map_err(|_| OUTSIDE)?),
                    None => None,
                },
                top_only: given.flag("top_only")?,
                parent: given.id("parent_id")?,
                shape,
            },
        })
    }

    /// How much is asked for of one thing: everything around it, and of a 法人 its services whole where that is said.
    pub(super) fn of_one(query: &str) -> Result<HsdsShape, HsdsFault> {
        Ok(match Given::read(query).shape()? {
            HsdsShape::Listed => HsdsShape::Whole,
            shape => shape,
        })
    }
}

/// A refusal before anything is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    Known(HsdsRefusal),
    Own(Mistyped),
}

impl From<Unread> for HsdsFault {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Known(refusal) => refusal.into(),
            Unread::Own(mistyped) => Self::Question {
                code: mistyped.code(),
                words: mistyped.words().to_owned(),
            },
        }
    }
}

/// A parameter whose value cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mistyped {
    /// The number of a page.
    Page,
    /// How many things a page has.
    Size,
    /// The form of a list.
    Format,
    /// The id of a thing.
    Id,
    /// An instant or a day.
    Time,
    /// Yes or no.
    Flag,
}

impl Mistyped {
    /// Every one.
    pub(crate) const ALL: [Self; 6] = [
        Self::Page,
        Self::Size,
        Self::Format,
        Self::Id,
        Self::Time,
        Self::Flag,
    ];

    /// For programs; never changes.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Page => "PAGE_UNREADABLE",
            Self::Size => "PER_PAGE_OUT_OF_RANGE",
            Self::Format => "FORMAT_UNKNOWN",
            Self::Id => "ID_UNREADABLE",
            Self::Time => "TIME_UNREADABLE",
            Self::Flag => "FLAG_UNREADABLE",
        }
    }

    /// For people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Page => "page は 1からの数で送ってください。",
            Self::Size => {
                "per_page は 1から 100まで（minimal=true のときは 10000まで）で送ってください。ぜんぶ読むときは format=ndjson が使えます。"
            }
            Self::Format => "format は json か ndjson です。",
            Self::Id => "番号（_id）は UUID で送ってください。",
            Self::Time => {
                "modified_after は 2026-11-20 か 2026-11-20T10:00:00+09:00 の形で送ってください。"
            }
            Self::Flag => "minimal・full・full_service・top_only は true か false です。",
        }
    }
}

const PAGE: Unread = Unread::Own(Mistyped::Page);
const SIZE: Unread = Unread::Own(Mistyped::Size);
const FORMAT: Unread = Unread::Own(Mistyped::Format);
const ID: Unread = Unread::Own(Mistyped::Id);
const TIME: Unread = Unread::Own(Mistyped::Time);
const FLAG: Unread = Unread::Own(Mistyped::Flag);
const OUTSIDE: Unread = Unread::Known(HsdsRefusal::ProximityOutside);

/// The parameters of an address; of one that stands there twice the first counts, and an empty one is not given.
struct Given<'q>(Vec<(Cow<'q, str>, Cow<'q, str>)>);

impl<'q> Given<'q> {
    fn read(query: &'q str) -> Self {
        let all = form_urlencoded::parse(query.as_bytes());
        Self(all.filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    fn text(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value.trim())
    }

    fn number(&self, name: &str, unread: Unread) -> Result<Option<u64>, Unread> {
        let text = self.text(name);
        text.map(|text| text.parse().map_err(|_| unread))
            .transpose()
    }

    fn id(&self, name: &str) -> Result<Option<Uuid>, Unread> {
        let text = self.text(name);
        text.map(|text| Uuid::try_parse(text).map_err(|_| ID))
            .transpose()
    }

    fn flag(&self, name: &str) -> Result<bool, Unread> {
        match self.text(name) {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(FLAG),
        }
    }

    /// An instant, or the beginning of a day in Japan.
    fn time(&self, name: &str) -> Result<Option<Instant>, Unread> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        if let Ok(day) = text.parse::<NaiveDate>() {
            return Ok(Some(Instant::from_japan(day.and_time(NaiveTime::MIN))));
        }
        // The `+` of an offset that was not packed arrives as a space.
        let text = text.replace(' ', "+");
        let read = DateTime::parse_from_rfc3339(&text).map_err(|_| TIME)?;
        Ok(Some(Instant::from(read.to_utc())))
    }

    fn shape(&self) -> Result<HsdsShape, Unread> {
        let (full, services) = (self.flag("full")?, self.flag("full_service")?);
        Ok(match (full, services) {
            (_, true) => HsdsShape::WithServices,
            (true, false) => HsdsShape::Whole,
            (false, false) => HsdsShape::Listed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(query: &str) -> Option<&'static str> {
        match Asked::of_list(HsdsList::Services, query) {
            Ok(_) => None,
            Err(HsdsFault::Question { code, .. }) => Some(code),
            Err(fault) => panic!("{fault:?}"),
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_code() {
        for (query, expected) in [
            ("", None),
            ("page=&per_page=&format=&full=", None),
            (
                "page=2&per_page=100&format=ndjson&full=true&search=看護",
                None,
            ),
            ("minimal=true&per_page=10000", None),
            ("modified_after=2026-11-20T10:00:00+09:00", None),
            ("modified_after=2026-11-20T10%3A00%3A00Z", None),
            ("something_else=1", None),
            ("page=0", Some("PAGE_UNREADABLE")),
            ("page=-1", Some("PAGE_UNREADABLE")),
            ("page=one", Some("PAGE_UNREADABLE")),
            ("per_page=0", Some("PER_PAGE_OUT_OF_RANGE")),
            ("per_page=101", Some("PER_PAGE_OUT_OF_RANGE")),
            ("format=xml", Some("FORMAT_UNKNOWN")),
            ("organization_id=1", Some("ID_UNREADABLE")),
            ("taxonomy_term_id=x", Some("ID_UNREADABLE")),
            ("modified_after=yesterday", Some("TIME_UNREADABLE")),
            ("full=yes", Some("FLAG_UNREADABLE")),
            (
                "postcode=569-0000&proximity=-5",
                Some("PROXIMITY_OUT_OF_RANGE"),
            ),
            ("proximity=99999999999", Some("PROXIMITY_OUT_OF_RANGE")),
        ] {
            assert_eq!(code(query), expected, "{query}");
        }
    }

    #[test]
    fn a_day_begins_in_japan() {
        let asked = |query: &str| match Asked::of_list(HsdsList::Services, query) {
            Ok(asked) => asked.question.modified_after.map(Instant::rfc3339),
            Err(fault) => panic!("{fault:?}"),
        };
        let midnight = Some("2026-11-19T15:00:00.000000Z".to_owned());
        assert_eq!(asked("modified_after=2026-11-20"), midnight);
        assert_eq!(asked("modified_after=2026-11-20T00:00:00+09:00"), midnight);
        assert_eq!(asked(""), None);
    }
}
