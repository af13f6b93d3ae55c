//! 「だれが見たか」: a line for each month and agency with why, each reading of a month where it is asked for, and whom to
//! ask about it.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::looked::{Look, LookReason, LookedMonth, LookedView};
use renkei_domain::ids::CaseId;
use renkei_domain::time::japanese_moment;
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{LookedPath, OwnCasePath, OwnCasesPath};
use crate::session::Visitor;

/// How many readings of a month stand on a page.
const SHOWN: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "looked.html")]
pub struct LookedPage {
    shell: Shell,
    list: OwnCasesPath,
    case: OwnCasePath,
    lead: String,
    keeper: Option<String>,
    months: Vec<MonthLine>,
    /// Each reading of a month, where one was chosen.
    chosen: Option<Chosen>,
    looked: LookedPath,
}

/// How often an agency looked in a month.
#[derive(Debug, Clone)]
struct MonthLine {
    heading: String,
    agency: String,
    /// How many people looked, and how often.
    people: usize,
    times: usize,
    reasons: Vec<&'static str>,
    href: String,
}

/// The readings of a month.
#[derive(Debug, Clone)]
struct Chosen {
    heading: String,
    looks: Vec<LookLine>,
    /// Which of how many these are, where not all of them stand here.
    place: Option<String>,
    /// Where those after them in time are told.
    later: Option<String>,
    /// Where those before them are.
    earlier: Option<String>,
}

/// A reading.
#[derive(Debug, Clone)]
struct LookLine {
    when: String,
    who: String,
    reason: &'static str,
}

/// What stands behind the question mark: a month and a page of it, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    month: String,
    page: String,
}

/// A page of the readings of a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthPage {
    /// The first day of the month.
    pub(super) month: NaiveDate,
    /// How many pages stand before it.
    pub(super) page: usize,
}

impl Asked {
    /// The first day of the month. What cannot be read is none.
    fn month(&self) -> Option<NaiveDate> {
        let first = format!("{}-01", self.month);
        NaiveDate::parse_from_str(&first, "%Y-%m-%d").ok()
    }

    /// The page of it, counted from 1 where people read it. What cannot be read is the first.
    fn page(&self) -> Option<MonthPage> {
        let page: usize = self.page.parse().unwrap_or(1);
        let page = page.saturating_sub(1);
        self.month().map(|month| MonthPage { month, page })
    }
}

fn month_words(month: NaiveDate) -> String {
    format!("{}年{}月", month.year(), month.month())
}

fn month_line(view: &LookedView, line: &LookedMonth) -> MonthLine {
    let path = LookedPath::of(view.file.case.id);
    let reasons = line.reasons.iter().copied().map(LookReason::word);
    MonthLine {
        heading: month_words(line.month),
        agency: view.agency(line.agency).to_owned(),
        people: line.people,
        times: line.times,
        reasons: reasons.collect(),
        href: format!("{path}?month={}", line.month.format("%Y-%m")),
    }
}

fn look_line(view: &LookedView, look: &Look) -> LookLine {
    let name = look.account.and_then(|account| view.names.get(&account));
    let agency = view.agency(look.agency);
    LookLine {
        when: japanese_moment(look.at.in_japan()),
        who: name.map_or_else(
            || agency.to_owned(),
            |name| format!("{name} さん（{agency}）"),
        ),
        reason: look.reason.word(),
    }
}

/// The readings of a page of a month. A page after the last one is the last.
fn chosen(view: &LookedView, MonthPage { month, page }: MonthPage) -> Chosen {
    let count = view.of_month(month).count();
    let last = count.saturating_sub(1) / SHOWN;
    let page = page.min(last);
    let before = page * SHOWN;
    let looks = view.of_month(month).skip(before).take(SHOWN);
    let looks: Vec<LookLine> = looks.map(|look| look_line(view, look)).collect();
    let path = LookedPath::of(view.file.case.id);
    // People count pages from 1.
    let href = |number: usize| format!("{path}?month={}&page={number}", month.format("%Y-%m"));
    Chosen {
        heading: month_words(month),
        place: (last > 0).then(|| {
            let end = before + looks.len();
            format!("{count}回のうち、新しいほうから {}〜{end}回目", before + 1)
        }),
        later: (page > 0).then(|| href(page)),
        earlier: (page < last).then(|| href(page + 2)),
        looks,
    }
}

impl LookedPage {
    pub(super) fn of(shell: Shell, view: &LookedView, asked: Option<MonthPage>) -> Self {
        let case = view.file.case.id;
        let chosen = asked.map(|asked| chosen(view, asked));
        Self {
            shell,
            list: OwnCasesPath,
            case: OwnCasePath::of(case),
            lead: view.lead().to_owned(),
            keeper: view.keeper().map(ToString::to_string),
            months: view
                .months
                .iter()
                .map(|line| month_line(view, line))
                .collect(),
            chosen,
            looked: LookedPath::of(case),
        }
    }
}

pub(crate) async fn show(
    path: LookedPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.looked(visitor.principal(), id).await? {
        Ok(view) => {
            let shell = Shell::of(&site, &visitor, Here::OwnCases).await?;
            Ok(shown(&LookedPage::of(shell, &view, asked.page())))
        }
        Err(CaseRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::looked;
    use super::*;

    #[test]
    fn a_month_is_read_or_none() {
        let month = |text: &str| {
            let asked = Asked {
                month: text.to_owned(),
                ..Asked::default()
            };
            asked.month().map(month_words)
        };
        assert_eq!(month("2026-11").as_deref(), Some("2026年11月"));
        for text in ["", "2026", "2026-13", "x", "2026-11-02"] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_of_a_month_is_counted_from_one() {
        for (page, expected) in [("", 0), ("1", 0), ("2", 1), ("0", 0), ("-1", 0), ("x", 0)] {
            let asked = Asked {
                month: "2026-11".to_owned(),
                page: page.to_owned(),
            };
            let read = asked.page().map(|read| read.page);
            assert_eq!(read, Some(expected), "{page}");
        }
    }

    #[test]
    fn every_reading_of_a_month_is_told_on_one_of_its_pages() {
        let view = looked(250, "ひなた");
        let month = view.months[0].month;
        let count = view.of_month(month).count();
        assert!(count > 2 * SHOWN, "{count}");
        let pages: Vec<Chosen> = (0..3)
            .map(|page| chosen(&view, MonthPage { month, page }))
            .collect();
        let told: Vec<usize> = pages.iter().map(|page| page.looks.len()).collect();
        assert_eq!(told, [SHOWN, SHOWN, count - 2 * SHOWN]);
        let ways: Vec<_> = pages
            .iter()
            .map(|page| (page.later.is_some(), page.earlier.is_some()))
            .collect();
        assert_eq!(ways, [(false, true), (true, true), (true, false)]);
        let last = chosen(&view, MonthPage { month, page: 9 });
        assert_eq!(last.place, pages[2].place, "there is none after the last");
        let few = chosen(&looked(3, "ひなた"), MonthPage { month, page: 0 });
        assert!(few.place.is_none() && few.later.is_none() && few.earlier.is_none());
    }
}
