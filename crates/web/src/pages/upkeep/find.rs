//! Finding which agency a sheet that came back is from, by its number: it leads to where the answer is typed in.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::inquiry::refusal::InquiryRefusal;

use super::refusal_words;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::asked_again;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{FindInquiryPath, InquiryReplyPath};
use crate::session::Visitor;

const BUTTON: &str = "答えを入れるところを ひらく";

/// The page.
#[derive(Debug, Template)]
#[template(path = "upkeep_find.html")]
pub struct FindInquiryPage {
    shell: Shell,
    form: Form,
}

impl FindInquiryPage {
    fn of((shell, form): (Shell, Form), code: &str, fault: Option<String>) -> Self {
        let field = Field::text("code", "返事の番号・お確かめの番号", code)
            .hinted("FAXや手紙の用紙と、メールにある 8文字の番号です。例: K7QM-2XHD。")
            .wrong(fault);
        Self {
            shell,
            form: form.with([field]),
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    code: &str,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Upkeep).await?;
    let form = Form::new(site, FindInquiryPath, BUTTON);
    Ok(shown(&FindInquiryPage::of((shell, form), code, fault)))
}

/// Whoever keeps no list has nothing to find, whatever the code.
async fn keeps_a_list(site: &Site, visitor: &Visitor) -> Result<(), PageFault> {
    let networks = site.app.networks_that_ask(visitor.principal()).await?;
    if networks.is_empty() {
        return Err(PageFault::NotAllowed);
    }
    Ok(())
}

pub(crate) async fn show(
    _: FindInquiryPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    keeps_a_list(&site, &visitor).await?;
    asked(&site, &visitor, "", None).await
}

pub(crate) async fn find(
    _: FindInquiryPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    keeps_a_list(&site, &visitor).await?;
    let code = sent.text("code");
    let found = site.app.inquiry_of_code(visitor.principal(), code).await?;
    match found {
        Ok(id) => {
            let to = InquiryReplyPath::of(id).to_string();
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let page = asked(&site, &visitor, code, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}

impl Samples for FindInquiryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |code: &str, fault: Option<String>| {
            let shell = super::samples::shell();
            let form = Form::sample(FindInquiryPath, BUTTON);
            Self::of((shell, form), code, fault)
        };
        let unknown = InquiryRefusal::NoSuchCode.to_string();
        vec![
            ("usual", page("K7QM-2XHD", None)),
            ("empty", page("", None)),
            ("longest", page(&"K7QM-2XHD".repeat(11), Some(unknown))),
        ]
    }
}
