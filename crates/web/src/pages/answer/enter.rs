//! Entering the code of an invitation to a conference from a FAX, a letter or the phone.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::people::PaperCode;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::asked_again;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AnswerPath, AnswersPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "answer_enter.html")]
pub struct EnterAnswerPage {
    shell: Shell,
    form: Form,
}

const BUTTON: &str = "打ち合わせを見る";

fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "返事の番号")
        .hinted("例: ABCD-EFGH。小文字でも、区切りがなくても かまいません。")
        .filled_by("off")
        .wrong(fault)]
}

impl Samples for EnterAnswerPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |fault: Option<&str>| Self {
            shell: Shell::sample(Here::Account).while_signing_in(),
            form: Form::sample(AnswersPath, BUTTON).with(fields(fault)),
        };
        let long = "その番号は使えません。番号をもう一度確かめるか、案内にある電話・FAXで知らせてください。";
        vec![
            ("usual", page(None)),
            ("empty", page(Some("返事の番号を入れてください。"))),
            ("longest", page(Some(long))),
        ]
    }
}

/// Asks for a code, with what was wrong with the one before.
pub(super) async fn asked(
    site: &Site,
    visitor: &Visitor,
    fault: Option<&str>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&EnterAnswerPage {
        shell: shell.while_signing_in(),
        form: Form::new(site, AnswersPath, BUTTON).with(fields(fault)),
    }))
}

pub(crate) async fn show(
    _: AnswersPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, None).await
}

pub(crate) async fn look_up(
    _: AnswersPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let fault = match (sent.text("code"), PaperCode::read(sent.text("code"))) {
        ("", _) => "返事の番号を入れてください。",
        (_, Some(code)) if code.groups() == PaperCode::SHEET_GROUPS => {
            let to = AnswerPath::of(&code.to_string());
            return Ok(Redirect::to(&to.to_string()).into_response());
        }
        _ => "番号の形が違います。4文字ずつ2つの、英字と数字です。",
    };
    Ok(asked_again(asked(&site, &visitor, Some(fault)).await?))
}
