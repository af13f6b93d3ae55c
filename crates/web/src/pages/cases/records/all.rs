//! What was told of everybody whom an agency helps, of a period, as files: for whoever inspects the agency. One person's
//! records are read on the page of their case.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::consent::ConsentRefusal;
use renkei_app::provisions::all::AllRecordsView;
use renkei_domain::access::rule::Decision;
use renkei_exchange::export::{Cell, Form};

use super::files::{COLUMNS, file, heard, told};
use super::{Asked, Period, asked_of};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{
    AllRecordsCsvPath, AllRecordsPaperPath, AllRecordsPath, AllRecordsXlsxPath, CasesPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "all_records.html")]
pub struct AllRecordsPage {
    pub(super) shell: Shell,
    pub(super) cases: CasesPath,
    pub(super) list: AllRecordsPath,
    pub(super) asked: Period,
    /// How many records there are of what was told, and of what came in.
    pub(super) told: usize,
    pub(super) heard: usize,
    /// How many more there are that are damaged.
    pub(super) unread: usize,
    /// The same on paper, as a workbook and as CSV.
    pub(super) files: [String; 3],
}

/// How the page answers what was refused.
fn answer(refusal: ConsentRefusal, visitor: &Visitor) -> Response {
    match refusal {
        ConsentRefusal::NotAllowed(decision) => refused(decision, visitor),
        _ => refused(Decision::Refused, visitor),
    }
}

/// The row that says that there are more which nobody can read.
fn unread(count: usize) -> Vec<Cell> {
    let mut row = vec![Cell::from(""); COLUMNS.len()];
    row[0] = Cell::Text(format!("読めない記録 {count}件"));
    row
}

fn rows(view: &AllRecordsView) -> Vec<Vec<Cell>> {
    let provisions = view.all.provisions.iter().map(|kept| {
        let record = &kept.record;
        told(
            kept,
            view.agency(record.provider),
            view.name_of(record.told_by),
        )
    });
    let receipts = view.all.receipts.iter().map(|receipt| {
        let by = view.name_of(receipt.noted_by);
        heard(receipt, view.agency(receipt.organization), by)
    });
    let unread = (view.all.unread > 0).then(|| unread(view.all.unread));
    provisions.chain(receipts).chain(unread).collect()
}

pub(crate) async fn show(
    _: AllRecordsPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let (span, period) = asked.read();
    match site.app.all_records(visitor.principal(), span).await? {
        Ok(view) => Ok(shown(&AllRecordsPage {
            shell: Shell::of(&site, &visitor, Here::Cases).await?,
            cases: CasesPath,
            list: AllRecordsPath,
            asked: period,
            told: view.all.provisions.len(),
            heard: view.all.receipts.len(),
            unread: view.all.unread,
            files: [
                format!("{AllRecordsPaperPath}{}", asked_of(span)),
                format!("{AllRecordsXlsxPath}{}", asked_of(span)),
                format!("{AllRecordsCsvPath}{}", asked_of(span)),
            ],
        })),
        Err(refusal) => Ok(answer(refusal, &visitor)),
    }
}

pub(crate) async fn print(
    _: AllRecordsPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let (span, _) = asked.read();
    let made = site.app.all_records_on_paper(visitor.principal(), span);
    match made.await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(refusal) => Ok(answer(refusal, &visitor)),
    }
}

pub(crate) async fn table(
    _: AllRecordsCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    list(&site, &visitor, query, Form::Csv).await
}

pub(crate) async fn workbook(
    _: AllRecordsXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    list(&site, &visitor, query, Form::Xlsx).await
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    query: Result<Query<Asked>, QueryRejection>,
    form: Form,
) -> Result<Response, PageFault> {
    let Query(asked) = query.map_err(|_| PageFault::BadRequest)?;
    let (span, _) = asked.read();
    match site.app.all_records(visitor.principal(), span).await? {
        Ok(view) => file(site, rows(&view), form).await,
        Err(refusal) => Ok(answer(refusal, visitor)),
    }
}
