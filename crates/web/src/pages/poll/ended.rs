//! The page of a link whose holder is not asked any more. It tells neither why nor what was asked.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::Site;
use crate::error::PageFault;
use crate::gate::instead;
use crate::pages::{Here, Samples, Shell, shown};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "poll_ended.html")]
pub struct PollEndedPage {
    shell: Shell,
}

impl Samples for PollEndedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = || Self {
            shell: Shell::sample(Here::Conferences).while_signing_in(),
        };
        vec![("usual", page()), ("empty", page()), ("longest", page())]
    }
}

/// Answers for a link whose holder is not asked any more.
pub(super) async fn ended(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Conferences).await?;
    let page = shown(&PollEndedPage {
        shell: shell.while_signing_in(),
    });
    Ok(instead(page, StatusCode::GONE))
}
