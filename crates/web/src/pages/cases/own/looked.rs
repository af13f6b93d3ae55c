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
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{LookedPath, OwnCasePath, OwnCasesPath};
use crate::session::Visitor;

/// How many readings of a month are told one by one.
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
    words: String,
    reasons: Vec<&'static str>,
    href: String,
}

/// The readings of a month.
#[derive(Debug, Clone)]
struct Chosen {
    heading: String,
    looks: Vec<LookLine>,
    more: usize,
}

/// A reading.
#[derive(Debug, Clone)]
struct LookLine {
    when: String,
    who: String,
    reason: &'static str,
}

/// What stands behind the question mark: a month, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    month: String,
}

impl Asked {
    /// The first day of the month. What cannot be read is none.
    fn month(&self) -> Option<NaiveDate> {
        let first = format!("{}-01", self.month);
        NaiveDate::parse_from_str(&first, "%Y-%m-%d").ok()
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
        words: format!("{}人が {}回 見ました。", line.people, line.times),
        reasons: reasons.collect(),
        href: format!("{path}?month={}", line.month.format("%Y-%m")),
    }
}

fn look_line(view: &LookedView, look: &Look) -> LookLine {
    let at = look.at.in_japan();
    let name = look.account.and_then(|account| view.names.get(&account));
    let agency = view.agency(look.agency);
    LookLine {
        when: format!("{} {}", japanese_date(at.date), at.minute),
        who: name.map_or_else(
            || agency.to_owned(),
            |name| format!("{name} さん（{agency}）"),
        ),
        reason: look.reason.word(),
    }
}

impl LookedPage {
    pub(super) fn of(shell: Shell, view: &LookedView, month: Option<NaiveDate>) -> Self {
        let case = view.file.case.id;
        let chosen = month.map(|month| {
            let count = view.of_month(month).count();
            let looks = view.of_month(month).take(SHOWN);
            Chosen {
                heading: month_words(month),
                looks: looks.map(|look| look_line(view, look)).collect(),
                more: count.saturating_sub(SHOWN),
            }
        });
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
            Ok(shown(&LookedPage::of(shell, &view, asked.month())))
        }
        Err(CaseRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_or_none() {
        let month = |text: &str| {
            let asked = Asked {
                month: text.to_owned(),
            };
            asked.month().map(month_words)
        };
        assert_eq!(month("2026-11").as_deref(), Some("2026年11月"));
        for text in ["", "2026", "2026-13", "x", "2026-11-02"] {
            assert_eq!(month(text), None, "{text}");
        }
    }
}
