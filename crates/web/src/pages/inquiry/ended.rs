//! What becomes of an answer: the page of a link by which everything was answered, or about which nobody asks any more.

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
#[template(path = "inquiry_ended.html")]
pub struct InquiryEndedPage {
    shell: Shell,
    /// Whether an answer was just taken.
    is_kept: bool,
}

impl Samples for InquiryEndedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_kept| Self {
            shell: Shell::sample(Here::Directory).while_signing_in(),
            is_kept,
        };
        vec![
            ("usual", page(true)),
            ("empty", page(false)),
            ("longest", page(true)),
        ]
    }
}

/// Answers for a link by which nothing is asked any more.
pub(super) async fn ended(
    site: &Site,
    visitor: &Visitor,
    is_kept: bool,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let page = shown(&InquiryEndedPage {
        shell: shell.while_signing_in(),
        is_kept,
    });
    Ok(if is_kept {
        page
    } else {
        instead(page, StatusCode::GONE)
    })
}
