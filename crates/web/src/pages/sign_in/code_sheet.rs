//! A sheet of codes, each good for one sign-in. It is shown in answer to the form that made it, and never
//! again: only hashes are kept. It can be had as a PDF too, as long as the page stands.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::people::SecondFactorRefusal;
use renkei_domain::people::Needs;

use super::second::first;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{AccountPath, CodeSheetPath, PrintCodesPath, SecondFactorPath};
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "code_sheet.html")]
pub struct CodeSheetPage {
    shell: Shell,
    make: Form,
    codes: Vec<String>,
    /// What is said where the form was sent before.
    before: Option<String>,
    /// How many codes of an earlier sheet are still good.
    left: u32,
    /// Whoever has no other second factor yet goes on by using one of the codes.
    has_other_way: bool,
    print: PrintCodesPath,
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
            before: None,
            left,
            has_other_way: left > 0,
            print: PrintCodesPath,
            account: AccountPath,
            second: SecondFactorPath,
        };
        let codes = (0..10).map(|n| format!("ABCD-EFG{n}")).collect();
        vec![
            ("usual", page(codes, 0)),
            ("empty", page(Vec::new(), 0)),
            (
                "made_before",
                Self {
                    before: Some(SecondFactorRefusal::MadeBefore.to_string()),
                    ..page(Vec::new(), 10)
                },
            ),
            ("longest", page(Vec::new(), 10)),
        ]
    }
}

async fn with(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    made: Result<Vec<String>, SecondFactorRefusal>,
) -> Result<Response, PageFault> {
    let factors = session.view.account.second_factors;
    let (codes, before) = match made {
        Ok(codes) => (codes, None),
        Err(refusal) => (Vec::new(), Some(refusal.to_string())),
    };
    Ok(shown(&CodeSheetPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        make: Form::new(site, CodeSheetPath, MAKE),
        codes,
        before,
        left: factors.codes_left,
        has_other_way: session.view.needs == Needs::Nothing,
        print: PrintCodesPath,
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
    with(&site, &visitor, &session, Ok(Vec::new())).await
}

pub(crate) async fn make(
    _: CodeSheetPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let made = site.app.make_code_sheet(&session.secret, sent.key());
    match made.await? {
        made @ (Ok(_) | Err(SecondFactorRefusal::MadeBefore)) => {
            with(&site, &visitor, &session, made).await
        }
        Err(refusal) => first(&refusal, &CodeSheetPath).ok_or(PageFault::NotAllowed),
    }
}

/// Sets the codes of the page on paper. They come back with the form, as nothing but their hashes is kept.
pub(crate) async fn print(
    _: PrintCodesPath,
    State(site): State<Site>,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let codes: Vec<&str> = sent.all("code").collect();
    let sheet = site.app.code_sheet_on_paper(&session.view, &codes);
    let sheet = sheet.await?.ok_or(PageFault::BadRequest)?;
    on_paper(&site, &sheet, None).await
}
