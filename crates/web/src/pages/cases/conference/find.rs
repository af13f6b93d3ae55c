//! Finding what an answer that came by FAX, post or phone belongs to, by the code on the sheet or by the number of the
//! conference: it leads to where the answer is written down.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::find::{AnswerOf, FoundAnswer};
use renkei_app::consent::ConsentRefusal;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, refused};
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{
    CallsPath, ConferencePollPath, ConferencesPath, FindAnswerPath, InvitedPath, InvitedStepPath,
    PollAnswerPath,
};
use crate::session::Visitor;

const BUTTON: &str = "返事を入れるところを ひらく";

/// The page.
#[derive(Debug, Template)]
#[template(path = "answer_find.html")]
pub struct FindAnswerPage {
    shell: Shell,
    list: ConferencesPath,
    form: Form,
}

impl FindAnswerPage {
    fn of((shell, form): (Shell, Form), code: &str, fault: Option<String>) -> Self {
        let field = Field::text("code", "返事の番号、または打ち合わせの番号", code)
            .hinted(
                "返事の番号は、FAXや手紙の用紙にある 文字と数字です。例: K7QM-2XHD。打ち合わせの番号は、例: №345-678。",
            )
            .wrong(fault);
        Self {
            shell,
            list: ConferencesPath,
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
    let form = Form::new(site, FindAnswerPath, BUTTON);
    Ok(shown(&FindAnswerPage::of((shell, form), code, fault)))
}

pub(crate) async fn show(
    _: FindAnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if let Err(decision) = site.app.may_keep_cases(visitor.principal()) {
        return Ok(refused(decision, &visitor));
    }
    asked(&site, &visitor, "", None).await
}

/// Where an answer is written down.
fn place_of(found: FoundAnswer) -> String {
    let (case, conference) = (found.case, found.conference);
    match found.of {
        AnswerOf::Called(id) => {
            let invited = InvitedPath::of(case, conference, id);
            InvitedStepPath::of(&invited, "reply").to_string()
        }
        AnswerOf::Asked(who) => {
            format!("{}?item={who}", PollAnswerPath::of(case, conference))
        }
        AnswerOf::AskedBefore => ConferencePollPath::of(case, conference).to_string(),
        AnswerOf::Anybody => CallsPath::of(case, conference).to_string(),
    }
}

pub(crate) async fn find(
    _: FindAnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let code = sent.text("code");
    match site.app.find_answer(visitor.principal(), code).await? {
        Ok(found) => Ok(Redirect::to(&place_of(found)).into_response()),
        Err(ConferenceRefusal::Case(ConsentRefusal::NotAllowed(decision))) => {
            Ok(refused(decision, &visitor))
        }
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

impl Samples for FindAnswerPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |code: &str, fault: Option<String>| {
            let shell = Shell::sample_of("高槻 はるか").at(Here::Cases);
            let form = Form::sample(FindAnswerPath, BUTTON);
            Self::of((shell, form), code, fault)
        };
        let unknown = ConferenceRefusal::NoSuchNumber.to_string();
        vec![
            ("usual", page("K7QM-2XHD", None)),
            ("empty", page("", None)),
            ("longest", page(&"K7QM-2XHD".repeat(11), Some(unknown))),
        ]
    }
}
