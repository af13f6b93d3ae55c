//! The sheets of a conference as PDF, for staff and for the person.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::paper::ConferencePaper;

use super::refusal_words;
use crate::Site;
use crate::error::PageFault;
use crate::paper::on_paper;
use crate::paths::{ConferencePaperPath, OwnConferencePaperPath};
use crate::session::Visitor;

async fn printed(
    site: &Site,
    visitor: &Visitor,
    (id, conference): (&str, &str),
    sheet: &str,
) -> Result<Response, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let conference = conference.parse().map_err(|_| PageFault::NotFound)?;
    let paper = ConferencePaper::from_code(sheet).ok_or(PageFault::NotFound)?;
    let of = (id, conference);
    let made = site.app.conference_on_paper(visitor.principal(), of, paper);
    match made.await? {
        Ok(sheet) => on_paper(site, &sheet, None).await,
        Err(refusal) => match refusal_words(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn print(
    path: ConferencePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    printed(&site, &visitor, (&path.id, &path.conference), &path.sheet).await
}

pub(crate) async fn print_own(
    path: OwnConferencePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    printed(&site, &visitor, (&path.id, &path.conference), &path.sheet).await
}
