//! What was told of the person of a case and what came in, for staff of the agency and for the person: of a period,
//! on the same page, in plain words for the person. What came in is written down in [`received`], and both
//! are had as [`files`]; what reached somebody whom it was not meant for is written down in [`misdirected`];
//! [`all`] are those of everybody.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::consent::ConsentRefusal;
use renkei_app::provisions::read::{RecordsSpan, RecordsView};
use renkei_domain::ids::CaseId;
use serde::Deserialize;

use self::lines::{
    IncidentLine, RecordLine, incident_line, lacks, provision_line, receipt_line, shown_line,
};
pub(crate) use self::lines::{asked_by_law, basis, due_words, head_words};
use super::name_of;
use super::trail::{TrailStep, number_of, steps_to};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CasePath, ExceptionsPath, IncidentStepPath, MapSharesPath, MisdirectedPath, ReceivedPath,
    RecordsCsvPath, RecordsPaperPath, RecordsPath, RecordsXlsxPath, ToldPath,
};
use crate::session::Visitor;

pub mod all;
pub mod files;
pub(super) mod lines;
pub mod misdirected;
pub mod received;
pub(super) mod samples;

/// How many records a page shows; of more it says so, and a shorter period shows the others.
const SHOWN: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "records.html")]
pub struct RecordsPage {
    shell: Shell,
    trail: Trail,
    /// Of whom it tells.
    name: String,
    /// Who told.
    lead: String,
    is_person: bool,
    asked: Period,
    list: RecordsPath,
    /// What was told by exceptions of the law.
    exceptions: ExceptionsPath,
    /// The same records on paper, as a workbook and as CSV.
    files: [String; 3],
    provisions: Vec<RecordLine>,
    /// How many more there are in the period.
    more: usize,
    /// To whom the person showed their map themself, where that is ended, and how often more.
    shown: Vec<RecordLine>,
    shares: MapSharesPath,
    more_shown: usize,
    receipts: Vec<RecordLine>,
    /// The same of what came in.
    more_receipts: usize,
    incidents: Vec<IncidentLine>,
    /// Where what the law asks a record for is written down, where one of them lacks it.
    lacking: Option<String>,
    /// Why the last step was not taken.
    fault: Option<String>,
    /// Where something is written down; absent for whoever only reads.
    ways: Option<Ways>,
}

/// Where something is written down.
#[derive(Debug, Clone)]
struct Ways {
    told: ToldPath,
    received: ReceivedPath,
    misdirected: MisdirectedPath,
    step: IncidentStepPath,
    /// The day that is offered for a step.
    today: String,
    once: String,
}

/// The way back from a page of records: to the case as staff read it, or as its person does.
#[derive(Debug, Clone)]
struct Trail {
    steps: [TrailStep; 2],
    number: String,
}

impl Trail {
    fn of(view: &RecordsView) -> Self {
        let case = &view.file.case;
        let lead = view.lead_name();
        let lead = view.is_person.then_some(lead.as_str());
        Self {
            steps: steps_to(case, lead),
            number: number_of(case),
        }
    }
}

/// What stands behind the question mark: days, as they were typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    until: String,
}

/// From when until when, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Period {
    from: String,
    until: String,
    fault: Option<&'static str>,
}

impl Asked {
    /// The period. What cannot be read narrows nothing, and the page says so.
    fn read(&self) -> (RecordsSpan, Period) {
        let day = |text: &str| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
        let (from, until) = (day(&self.from), day(&self.until));
        let is_unread =
            |text: &str, day: Option<NaiveDate>| !text.trim().is_empty() && day.is_none();
        let fault = if is_unread(&self.from, from) || is_unread(&self.until, until) {
            Some("日を 2026-04-01 の 形で 入れてください。")
        } else if from.zip(until).is_some_and(|(from, until)| until < from) {
            Some("「この日まで」が、「この日から」より 前です。")
        } else {
            None
        };
        let typed = |text: &str| text.trim().chars().take(20).collect();
        let period = Period {
            from: typed(&self.from),
            until: typed(&self.until),
            fault,
        };
        (RecordsSpan { from, until }, period)
    }
}

/// What a page says beside the records.
#[derive(Debug, Clone, Default)]
struct Said {
    period: Period,
    fault: Option<String>,
    once: String,
}

impl RecordsPage {
    fn of(shell: Shell, view: &RecordsView, said: Said) -> Self {
        let case = &view.file.case;
        let provisions = view.file.provisions.iter().take(SHOWN);
        let receipts = view.file.receipts.iter().take(SHOWN);
        let shown = view.shown.iter().take(SHOWN);
        let incidents = view.file.incidents.iter();
        let mut told = view.file.provisions.iter();
        let is_lacking = told.any(|kept| lacks(view, &kept.record));
        Self {
            shell: shell.read_by(view.is_person),
            trail: Trail::of(view),
            name: name_of(case),
            lead: view.lead_name(),
            is_person: view.is_person,
            asked: said.period,
            list: RecordsPath::of(case.id),
            exceptions: ExceptionsPath::of(case.id),
            files: files(view),
            provisions: provisions.map(|kept| provision_line(view, kept)).collect(),
            more: view.file.provisions.len().saturating_sub(SHOWN),
            shown: shown.map(|one| shown_line(view, one)).collect(),
            shares: MapSharesPath,
            more_shown: view.shown.len().saturating_sub(SHOWN),
            receipts: receipts.map(|one| receipt_line(view, one)).collect(),
            more_receipts: view.file.receipts.len().saturating_sub(SHOWN),
            incidents: incidents.map(|kept| incident_line(view, kept)).collect(),
            lacking: (view.may_keep && is_lacking).then(|| CasePath::of(case.id).to_string()),
            fault: said.fault,
            ways: view.may_keep.then(|| Ways {
                told: ToldPath::of(case.id),
                received: ReceivedPath::of(case.id),
                misdirected: MisdirectedPath::of(case.id),
                step: IncidentStepPath::of(case.id),
                today: view.now.date.to_string(),
                once: said.once,
            }),
        }
    }
}

/// A period behind the question mark.
fn asked_of(span: RecordsSpan) -> String {
    let days = [("from", span.from), ("until", span.until)].into_iter();
    let asked: Vec<String> = days
        .filter_map(|(name, day)| Some(format!("{name}={}", day?)))
        .collect();
    if asked.is_empty() {
        String::new()
    } else {
        format!("?{}", asked.join("&"))
    }
}

/// Where the records of the page are had as files.
fn files(view: &RecordsView) -> [String; 3] {
    let (id, asked) = (view.file.case.id, asked_of(view.span));
    [
        format!("{}{asked}", RecordsPaperPath::of(id)),
        format!("{}{asked}", RecordsXlsxPath::of(id)),
        format!("{}{asked}", RecordsCsvPath::of(id)),
    ]
}

/// Where in the navigation the pages of records stand for whoever looks at them.
const fn place_of(view: &RecordsView) -> Here {
    if view.is_person {
        Here::OwnCases
    } else {
        Here::Cases
    }
}

/// The records that somebody may see, or how the page answers instead.
pub(super) async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    span: RecordsSpan,
) -> Result<Result<RecordsView, Response>, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.records(visitor.principal(), id, span).await? {
        Ok(view) => Ok(Ok(view)),
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(_) => Err(PageFault::NotFound),
    }
}

/// Shows the list, with why the last step was not taken.
async fn list_with_fault(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    (asked, fault): (Asked, Option<String>),
) -> Result<Response, PageFault> {
    let (span, period) = asked.read();
    match seen(site, visitor, id, span).await? {
        Ok(view) => {
            let shell = Shell::of(site, visitor, place_of(&view)).await?;
            let said = Said {
                period,
                fault,
                once: site.app.new_request_id(),
            };
            Ok(shown(&RecordsPage::of(shell, &view, said)))
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn show(
    path: RecordsPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    list_with_fault(&site, &visitor, &path.id, (asked, None)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, until: &str) -> (RecordsSpan, Period) {
        let asked = Asked {
            from: from.to_owned(),
            until: until.to_owned(),
        };
        asked.read()
    }

    #[test]
    fn a_period_that_cannot_be_read_is_said_and_narrows_nothing() {
        let (span, said) = period("2026-04-01", "");
        assert!(span.from.is_some() && span.until.is_none() && said.fault.is_none());
        let (span, said) = period("きのう", "2026-04-01");
        assert!(span.from.is_none() && span.until.is_some() && said.fault.is_some());
        let (_, said) = period("2026-04-02", "2026-04-01");
        assert!(said.fault.is_some_and(|words| words.contains("前です")));
        assert_eq!(period("", "").0, RecordsSpan::default());
    }
}
