//! The copy as files: a sheet to print, and data for programs.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use renkei_app::consent::ConsentRefusal;
use renkei_domain::ids::CaseId;

use super::json::told;
use super::seen;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::paper::{disposition, on_paper};
use crate::paths::{CopyJsonPath, CopyPaperPath};
use crate::session::Visitor;

pub(crate) async fn print(
    path: CopyPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let made = site.app.person_copy_on_paper(visitor.principal(), id);
    match made.await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(_) => Err(PageFault::NotFound),
    }
}

pub(crate) async fn json(
    path: CopyJsonPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, &path.id).await? {
        Ok(view) if view.case.is_erased() => return Err(PageFault::NotFound),
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let body = told(&view).map_err(|fault| PageFault::Broken(fault.to_string()))?;
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (
            CONTENT_DISPOSITION,
            disposition("copy.json", "わたしの写し.json"),
        ),
    ];
    Ok((headers, body).into_response())
}
