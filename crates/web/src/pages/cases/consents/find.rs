//! Finding a form of consent that came back, by the short code on it: whoever has the page in hand need not know of
//! which case it is.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::ConsentRefusal;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, refused};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{CasesPath, ConsentSheetsPath, FindConsentSheetPath};
use crate::session::Visitor;

const BUTTON: &str = "用紙をさがす";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_find.html")]
pub struct FindSheetPage {
    shell: Shell,
    list: CasesPath,
    form: Form,
}

impl FindSheetPage {
    fn of((shell, form): (Shell, Form), code: &str, fault: Option<String>) -> Self {
        let field = Field::text("code", "用紙の番号", code)
            .hinted("用紙の上の、8つの文字と数字です。例: K7QM-2XHD")
            .wrong(fault);
        Self {
            shell,
            list: CasesPath,
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
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, FindConsentSheetPath, BUTTON);
    Ok(shown(&FindSheetPage::of((shell, form), code, fault)))
}

pub(crate) async fn show(
    _: FindConsentSheetPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if let Err(decision) = site.app.may_keep_cases(visitor.principal()) {
        return Ok(refused(decision, &visitor));
    }
    asked(&site, &visitor, "", None).await
}

pub(crate) async fn find(
    _: FindConsentSheetPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let code = sent.text("code");
    let found = site.app.find_consent_sheet(visitor.principal(), code);
    match found.await? {
        Ok((case, _)) => {
            let list = ConsentSheetsPath::of(case).to_string();
            Ok(Redirect::to(&list).into_response())
        }
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        // Whoever keeps no cases has nothing to find, whatever the code.
        Err(refusal) => match site.app.may_keep_cases(visitor.principal()) {
            Ok(()) => {
                let page = asked(&site, &visitor, code, Some(refusal.to_string()));
                Ok(asked_again(page.await?))
            }
            Err(decision) => Ok(refused(decision, &visitor)),
        },
    }
}

impl Samples for FindSheetPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |code: &str, fault: Option<&str>| {
            let shell = Shell::sample_of("高槻 はるか").at(Here::Cases);
            let form = Form::sample(FindConsentSheetPath, BUTTON);
            Self::of((shell, form), code, fault.map(str::to_owned))
        };
        let unknown = "その番号の用紙は見つかりません。用紙の番号を、もう一度確かめてください。";
        vec![
            ("usual", page("K7QM-2XHD", None)),
            ("empty", page("", None)),
            ("longest", page(&"K7QM-2XHD".repeat(11), Some(unknown))),
        ]
    }
}
