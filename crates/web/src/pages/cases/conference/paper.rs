//! The sheets of a conference as PDF, for staff and for the person: the sheet of one who is called, all of a channel that
//! still have to leave, and those of the conference itself.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::sheet::{ConferenceSheet, SheetOf};
use renkei_app::paper::Sheet;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::ids::{CaseId, ConferenceId};

use super::view::with_fault;
use super::{at_the_desk, one, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::gate::asked_again;
use crate::paper::on_paper;
use crate::paths::{
    CallPaperPath, ConferencePaperPath, ConferenceSheetPath, OwnConferencePaperPath,
};
use crate::session::Visitor;

/// Which conference of which case.
type Of = (CaseId, ConferenceId);

fn of(id: &str, conference: &str) -> Result<Of, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let conference = conference.parse().map_err(|_| PageFault::NotFound)?;
    Ok((id, conference))
}

/// The sheet as PDF, or the conference with why there is none.
async fn answered(
    site: &Site,
    visitor: &Visitor,
    (id, conference): Of,
    made: Result<Sheet, ConferenceRefusal>,
) -> Result<Response, PageFault> {
    let refusal = match made {
        Ok(sheet) => return on_paper(site, &sheet, None).await,
        Err(refusal) => refusal,
    };
    if refusal == InvitationFault::NoSuchInvitation.into() {
        return Err(PageFault::NotFound);
    }
    let words = match refusal_words(refusal, visitor)? {
        Ok(words) => words,
        Err(answer) => return Ok(answer),
    };
    let view = match at_the_desk(site, visitor, &id.to_string()).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &conference.to_string())?;
    let page = with_fault(site, visitor, (&view, conference), Some(words)).await?;
    Ok(asked_again(page))
}

pub(crate) async fn print(
    path: ConferencePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let of = of(&path.id, &path.conference)?;
    let own = visitor.principal();
    let sheet = ConferenceSheet::from_code(&path.sheet).ok_or(PageFault::NotFound)?;
    let whole = SheetOf {
        case: of.0,
        id: of.1,
        sheet,
        participant: None,
    };
    let made = site.app.conference_sheet(own, whole).await?;
    answered(&site, &visitor, of, made).await
}

pub(crate) async fn print_call(
    path: CallPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let of = of(&path.id, &path.conference)?;
    let sheet = CallSheet::from_code(&path.sheet).ok_or(PageFault::NotFound)?;
    let who = path.participant.parse().map_err(|_| PageFault::NotFound)?;
    let own = visitor.principal();
    let made = site.app.conference_call_on_paper(own, of, who, sheet);
    let made = made.await?;
    answered(&site, &visitor, of, made).await
}

pub(crate) async fn print_own(
    path: OwnConferencePaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let of = of(&path.id, &path.conference)?;
    let paper = ConferencePaper::from_code(&path.sheet).ok_or(PageFault::NotFound)?;
    let own = visitor.principal();
    let made = site.app.conference_on_paper(own, of, paper).await?;
    answered(&site, &visitor, of, made).await
}

/// A sheet that a program asked for, for whoever holds its address.
pub(crate) async fn fetch(
    path: ConferenceSheetPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    match site.app.fetched_conference_sheet(&path.code).await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(_) => Err(PageFault::NotFound),
    }
}
