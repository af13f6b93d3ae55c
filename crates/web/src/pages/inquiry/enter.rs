//! Entering the code of a link that came without the address of this page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::people::PaperCode;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, instead};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{InquiriesPath, InquiryLinkPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "inquiry_enter.html")]
pub struct EnterInquiryPage {
    shell: Shell,
    form: Form,
}

const BUTTON: &str = "名簿にのっていることを見る";
const UNKNOWN: &str = "この番号は、いまは使えません。期限がすぎたか、お確かめが終わったのかもしれません。連絡をくれた事務局に、電話などで おたずねください。番号は、このページのいちばん下にもあります。";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "リンクの番号")
        .hinted("例: ABCD-EFGH-JKMN-PQRS。小文字でも、区切りがなくても かまいません。")
        .filled_by("off")
        .wrong(fault)]
}

impl Samples for EnterInquiryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |fault: Option<&str>| Self {
            shell: Shell::sample(Here::Directory).while_signing_in(),
            form: Form::sample(InquiriesPath, BUTTON).with(fields(fault)),
        };
        vec![
            ("usual", page(None)),
            ("empty", page(Some("リンクの番号を入れてください。"))),
            ("longest", page(Some(UNKNOWN))),
        ]
    }
}

async fn asked(site: &Site, visitor: &Visitor, fault: Option<&str>) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    Ok(shown(&EnterInquiryPage {
        shell: shell.while_signing_in(),
        form: Form::new(site, InquiriesPath, BUTTON).with(fields(fault)),
    }))
}

/// Answers for a code that opens nothing, with room to type it again.
pub(super) async fn unknown(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let page = asked(site, visitor, Some(UNKNOWN)).await?;
    Ok(instead(page, StatusCode::NOT_FOUND))
}

pub(crate) async fn show(
    _: InquiriesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, None).await
}

pub(crate) async fn look_up(
    _: InquiriesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let fault = match (sent.text("code"), PaperCode::read(sent.text("code"))) {
        ("", _) => "リンクの番号を入れてください。",
        (_, None) => "番号の形が違います。4文字ずつ4つの、英字と数字です。",
        (_, Some(code)) => {
            let to = InquiryLinkPath::of(&code.to_string());
            return Ok(Redirect::to(&to.to_string()).into_response());
        }
    };
    Ok(asked_again(asked(&site, &visitor, Some(fault)).await?))
}
