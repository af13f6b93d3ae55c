//! What becomes of an answer: the page of a link by which everything was answered, about which nobody asks any more, or whose
//! agency has one entry now instead of two. What somebody had written by then stands on it, so that they can tell it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::Site;
use crate::error::PageFault;
use crate::gate::instead;
use crate::pages::{Here, Samples, Shell, shown};
use crate::session::Visitor;

/// Why nothing is asked by a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// An answer was just taken.
    Kept,
    /// Nobody asks any more.
    Over,
    /// The entry became part of another.
    Merged,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "inquiry_ended.html")]
pub struct InquiryEndedPage {
    shell: Shell,
    ending: Ending,
    /// What was written and not taken.
    typed: Vec<(String, String)>,
}

impl InquiryEndedPage {
    fn is_kept(&self) -> bool {
        self.ending == Ending::Kept
    }

    fn is_merged(&self) -> bool {
        self.ending == Ending::Merged
    }
}

impl Samples for InquiryEndedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |ending, typed: &[&str]| Self {
            shell: Shell::sample(Here::Directory).while_signing_in(),
            ending,
            typed: typed
                .iter()
                .map(|text| ("連絡先: 変わったこと".to_owned(), (*text).to_owned()))
                .collect(),
        };
        let long = "障がいのある方の就労と生活をささえる窓口にかわりました。".repeat(30);
        vec![
            ("usual", page(Ending::Kept, &[])),
            ("empty", page(Ending::Over, &[])),
            ("merged", page(Ending::Merged, &[])),
            ("longest", page(Ending::Merged, &[&long, &long])),
        ]
    }
}

/// Answers for a link by which nothing is asked any more, with what somebody wrote.
pub(super) async fn ended(
    site: &Site,
    visitor: &Visitor,
    (ending, typed): (Ending, Vec<(String, String)>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let page = shown(&InquiryEndedPage {
        shell: shell.while_signing_in(),
        ending,
        typed,
    });
    Ok(match ending {
        Ending::Kept => page,
        Ending::Over | Ending::Merged => instead(page, StatusCode::GONE),
    })
}
