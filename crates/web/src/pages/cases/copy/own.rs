//! 「わたしの写し」: what an agency keeps about oneself, to read and to take along at once as far as one gave or signed it;
//! asking for the rest; and what of it was given, or withheld and why.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::is_about;
use renkei_app::person_copy::ask::CopyAsked;
use renkei_app::person_copy::read::PersonCopyView;
use renkei_domain::person_copy::CopyRequest;

use super::lines::{CopySections, WithheldLine, withheld};
use super::{refusal_words, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::cases::facts::day;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    ConsentsPath, CopyJsonPath, CopyPaperPath, LookedPath, OwnCasePath, OwnCasesPath, OwnCopyPath,
    TakeBackCopyPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "own_copy.html")]
pub struct OwnCopyPage {
    shell: Shell,
    list: OwnCasesPath,
    case: OwnCasePath,
    lead: String,
    keeper: Option<String>,
    at_once: CopySections,
    released: CopySections,
    withheld: Vec<WithheldLine>,
    /// What was asked for and is not there yet.
    open: Option<OpenRequest>,
    take_back: TakeBackCopyPath,
    /// When it was taken back that the rest was asked for, where nothing was asked for since.
    taken_back: Option<String>,
    /// Whether the rest was asked for and released before.
    has_released: bool,
    paper: CopyPaperPath,
    json: CopyJsonPath,
    consents: ConsentsPath,
    looked: LookedPath,
    action: OwnCopyPath,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// That the rest was asked for.
#[derive(Debug, Clone)]
struct OpenRequest {
    id: String,
    /// When, and by when it should be there.
    asked: String,
    due: String,
}

impl OwnCopyPage {
    pub(super) fn of(
        shell: Shell,
        view: &PersonCopyView,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let (id, parts) = (view.case.id, &view.parts);
        Self {
            shell,
            list: OwnCasesPath,
            case: OwnCasePath::of(id),
            lead: view.lead.clone(),
            keeper: view.keeper().map(ToString::to_string),
            at_once: CopySections::of(&parts.at_once),
            released: CopySections::of(&parts.released),
            withheld: withheld(parts),
            open: view.open().map(|request| OpenRequest {
                id: request.id.to_string(),
                asked: day(request.asked_on),
                due: day(request.due()),
            }),
            take_back: TakeBackCopyPath::of(id),
            taken_back: view.taken_back_on().map(day),
            has_released: view.requests.iter().any(CopyRequest::is_released),
            paper: CopyPaperPath::of(id),
            json: CopyJsonPath::of(id),
            consents: ConsentsPath::of(id),
            looked: LookedPath::of(id),
            action: OwnCopyPath::of(id),
            once,
            fault,
        }
    }
}

/// The copy of whom a case is about, for themselves; staff have a page of their own.
async fn own(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<PersonCopyView, Response>, PageFault> {
    let view = match seen(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Err(answer)),
    };
    if is_about(visitor.principal(), &view.case) {
        Ok(Ok(view))
    } else {
        Err(PageFault::NotFound)
    }
}

pub(super) async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    view: &PersonCopyView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::OwnCases).await?;
    let once = site.app.new_request_id();
    Ok(shown(&OwnCopyPage::of(shell, view, (once, fault))))
}

pub(crate) async fn show(
    path: OwnCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match own(&site, &visitor, &path.id).await? {
        Ok(view) => with_fault(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn ask(
    path: OwnCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match own(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case.id;
    let by = writer(&visitor, &sent);
    match site.app.ask_copy(&by, id, CopyAsked::ByThemselves).await? {
        Ok(_) => Ok(Redirect::to(&OwnCopyPath::of(id).to_string()).into_response()),
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = with_fault(&site, &visitor, &view, Some(words));
                Ok(asked_again(page.await?))
            }
            Err(answer) => Ok(answer),
        },
    }
}
