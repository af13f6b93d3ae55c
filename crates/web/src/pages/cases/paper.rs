//! The sheets of a case as PDF, for staff and for the person.

use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::paper::CasePaper;

use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::paper::on_paper;
use crate::paths::{CasePaperPath, OwnCasePaperPath};
use crate::session::Visitor;

async fn printed(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    sheet: &str,
) -> Result<Response, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let paper = CasePaper::from_code(sheet).ok_or(PageFault::NotFound)?;
    let made = site.app.case_on_paper(visitor.principal(), id, paper);
    match made.await? {
        Ok(sheet) => on_paper(site, &sheet, None).await,
        Err(CaseRefusal::NotAllowed(decision)) => Ok(refused(decision, visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}

pub(crate) async fn print(
    path: CasePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    printed(&site, &visitor, &path.id, &path.sheet).await
}

pub(crate) async fn print_own(
    path: OwnCasePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    printed(&site, &visitor, &path.id, &path.sheet).await
}
