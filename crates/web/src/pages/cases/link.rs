//! Making the code by which its person comes to read a case. It is shown once, to be handed to the person alone.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::link::OfferedLink;
use renkei_app::cases::read::CaseView;
use renkei_domain::time::japanese_date;

use super::{name_of, view, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseLinkPath, CasePath, CasesPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_link.html")]
pub struct CaseLinkPage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) case: CasePath,
    pub(super) number: String,
    pub(super) lead: String,
    pub(super) form: Form,
    /// The code that was just made, which is shown once.
    pub(super) made: Option<MadeLink>,
    /// What is said where the form was sent before.
    pub(super) before: Option<String>,
    /// Why none was made.
    pub(super) fault: Option<String>,
    /// Whether the person reads the case already.
    pub(super) is_linked: bool,
}

/// A code that was just made.
#[derive(Debug, Clone)]
pub(super) struct MadeLink {
    pub(super) code: String,
    pub(super) until: String,
}

pub(super) const BUTTON: &str = "番号を作る";

impl MadeLink {
    fn of(offered: &OfferedLink) -> Self {
        Self {
            code: offered.code.clone(),
            until: format!(
                "{} {}",
                japanese_date(offered.until.date),
                offered.until.minute
            ),
        }
    }
}

/// What became of the form that was sent.
enum Told {
    Nothing,
    Made(MadeLink),
    Before(String),
    Wrong(String),
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
    told: Told,
) -> Result<Response, PageFault> {
    let case = &view.file.case;
    let path = CaseLinkPath::of(case.id);
    let (made, before, fault) = match told {
        Told::Nothing => (None, None, None),
        Told::Made(made) => (Some(made), None, None),
        Told::Before(words) => (None, Some(words), None),
        Told::Wrong(words) => (None, None, Some(words)),
    };
    Ok(shown(&CaseLinkPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        list: CasesPath,
        case: CasePath::of(case.id),
        number: case.number.to_string(),
        lead: name_of(case),
        form: Form::new(site, path, BUTTON),
        made,
        before,
        fault,
        is_linked: case.account.is_some(),
    }))
}

/// The case of an address, for whoever keeps it.
async fn kept(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<CaseView, Response>, PageFault> {
    Ok(match view::seen(site, visitor, id).await? {
        Ok(view) if view.may_keep => Ok(view),
        Ok(_) => return Err(PageFault::NotFound),
        Err(answer) => Err(answer),
    })
}

pub(crate) async fn show(
    path: CaseLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match kept(&site, &visitor, &path.id).await? {
        Ok(view) => asked(&site, &visitor, &view, Told::Nothing).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn make(
    path: CaseLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match kept(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let by = writer(&visitor, &sent);
    match site.app.offer_case_link(&by, view.file.case.id).await? {
        Ok(offered) => {
            let made = Told::Made(MadeLink::of(&offered));
            asked(&site, &visitor, &view, made).await
        }
        Err(refusal @ CaseRefusal::MadeBefore) => {
            let before = Told::Before(refusal.to_string());
            asked(&site, &visitor, &view, before).await
        }
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => {
                let page = asked(&site, &visitor, &view, Told::Wrong(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
