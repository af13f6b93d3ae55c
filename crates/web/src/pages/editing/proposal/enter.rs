//! Typing the code that was shown when something was proposed, to read what came of it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::people::PaperCode;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, instead};
use crate::pages::{Here, Shell, shown};
use crate::paths::{OwnProposalPath, OwnProposalsPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "proposal_enter.html")]
pub struct EnterProposalPage {
    pub(super) shell: Shell,
    pub(super) form: Form,
}

pub(super) const BUTTON: &str = "どうなったかを見る";
pub(super) const EMPTY: &str = "番号を入れてください。";
pub(super) const UNKNOWN: &str = "この番号の知らせは見つかりません。番号を確かめて、もう一度入れてください。番号がわからないときは、もう一度 知らせてください。";

pub(super) fn fields(fault: Option<&str>) -> [Field; 1] {
    [Field::code("code", "知らせたときに出た番号")
        .hinted("例: ABCD-EFGH-JKMN-PQRS。小文字でも、区切りがなくても かまいません。")
        .filled_by("off")
        .wrong(fault)]
}

async fn asked(site: &Site, visitor: &Visitor, fault: Option<&str>) -> Result<Response, PageFault> {
    Ok(shown(&EnterProposalPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        form: Form::new(site, OwnProposalsPath, BUTTON).with(fields(fault)),
    }))
}

/// Answers for a code that opens nothing, with room to type it again.
pub(super) async fn unknown(site: &Site, visitor: &Visitor) -> Result<Response, PageFault> {
    let page = asked(site, visitor, Some(UNKNOWN)).await?;
    Ok(instead(page, StatusCode::NOT_FOUND))
}

pub(crate) async fn show(
    _: OwnProposalsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    asked(&site, &visitor, None).await
}

pub(crate) async fn look_up(
    _: OwnProposalsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let fault = match (sent.text("code"), PaperCode::read(sent.text("code"))) {
        ("", _) => EMPTY,
        (_, None) => "番号の形が違います。4文字ずつ4つの、英字と数字です。",
        (_, Some(code)) => {
            let to = OwnProposalPath::of(&code.to_string());
            return Ok(Redirect::to(&to.to_string()).into_response());
        }
    };
    Ok(asked_again(asked(&site, &visitor, Some(fault)).await?))
}
