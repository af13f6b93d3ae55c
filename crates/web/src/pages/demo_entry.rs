//! The way into the demo: a link for each role, good once. There is none anywhere but in a demo.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::sign_in::sent_openly;
use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::Form;
use crate::paths::EnterPath;
use crate::session::{self, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "demo_entry.html")]
pub struct DemoEntryPage {
    shell: Shell,
    form: Form,
}

const BUTTON: &str = "体験用の名簿に入る";

impl Samples for DemoEntryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell| Self {
            shell: shell.while_signing_in(),
            form: Form::sample(EnterPath::of("ABCD-EFGH-JKMN-PQRS"), BUTTON),
        };
        vec![
            ("usual", page(Shell::sample(Here::Account))),
            ("empty", page(Shell::bare())),
            (
                "longest",
                page(Shell::sample_of(&"とても長い名前".repeat(14))),
            ),
        ]
    }
}

pub(crate) async fn show(
    path: EnterPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if !site.is_demo {
        return Err(PageFault::NotFound);
    }
    let shell = Shell::of(&site, &visitor, Here::Account).await?;
    Ok(shown(&DemoEntryPage {
        shell: shell.while_signing_in(),
        form: Form::new(&site, path, BUTTON),
    }))
}

pub(crate) async fn enter(
    path: EnterPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
) -> Result<Response, PageFault> {
    if !site.is_demo {
        return Err(PageFault::NotFound);
    }
    if !site.address.is_safe_for_passwords(&headers) {
        return sent_openly(&site, &visitor).await;
    }
    match site.app.enter_demo(&path.code, &device).await? {
        Ok(signed_in) => session::begun_instead(&site, &visitor, &signed_in, None).await,
        Err(_) => Err(PageFault::NotFound),
    }
}
