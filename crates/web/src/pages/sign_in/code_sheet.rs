//! A sheet of codes, each good for one sign-in. It is shown in answer to the form that made it, and never
//! again: only hashes are kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_domain::people::Needs;

use super::second::first;
use crate::Site;
use crate::error::PageFault;
use crate::form::Form;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, CodeSheetPath, SecondFactorPath};
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "code_sheet.html")]
pub struct CodeSheetPage {
    shell: Shell,
    make: Form,
    codes: Vec<String>,
    /// How many codes of an earlier sheet are still good.
    left: u32,
    /// Whoever has no other second factor yet goes on by using one of the codes.
    has_other_way: bool,
    account: AccountPath,
    second: SecondFactorPath,
}

const MAKE: &str = "一覧をつくる";

impl Samples for CodeSheetPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |codes: Vec<String>, left| Self {
            shell: Shell::sample_of("高槻 はるか"),
            make: Form::sample(CodeSheetPath, MAKE),
            codes,
            left,
            has_other_way: left > 0,
            account: AccountPath,
            second: SecondFactorPath,
        };
        let codes = (0..10).map(|n| format!("ABCD-EFG{n}")).collect();
        vec![
            ("usual", page(codes, 0)),
            ("empty", page(Vec::new(), 0)),
            ("longest", page(Vec::new(), 10)),
        ]
    }
}

async fn with(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    codes: Vec<String>,
) -> Result<Response, PageFault> {
    let factors = session.view.account.second_factors;
    Ok(shown(&CodeSheetPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        make: Form::new(site, CodeSheetPath, MAKE),
        codes,
        left: factors.codes_left,
        has_other_way: session.view.needs == Needs::Nothing,
        account: AccountPath,
        second: SecondFactorPath,
    }))
}

pub(crate) async fn show(
    _: CodeSheetPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
) -> Result<Response, PageFault> {
    with(&site, &visitor, &session, Vec::new()).await
}

pub(crate) async fn make(
    _: CodeSheetPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
) -> Result<Response, PageFault> {
    match site.app.make_code_sheet(&session.secret).await? {
        Ok(codes) => with(&site, &visitor, &session, codes).await,
        Err(refusal) => first(&refusal, &CodeSheetPath).ok_or(PageFault::NotAllowed),
    }
}
