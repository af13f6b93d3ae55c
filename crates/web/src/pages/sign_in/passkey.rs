//! The part of a page where a passkey is made or shown, and the steps behind it. The script asks for what
//! the browser is to do, lets it do that, and sends the answer by the form, so that what follows is an
//! answer to a form as everywhere.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{PasskeyFor, PasskeyRefusal};

use super::second::again;
use super::{confirm, second, set_up};
use crate::error::PageFault;
use crate::form::{Field, Form, Sent, line};
use crate::next::Next;
use crate::paths::{
    AccountPath, AskPasskeyPath, BeginPasskeyPath, CodeSheetPath, ConfirmPath, MakePasskeyPath,
    PasskeyPath, SecondFactorPath, SetUpPath,
};
use crate::session::{self, Session, Visitor};
use crate::{Site, assets};

const MAKE: &str = "この機器のパスキーを用意する";
const SHOW: &str = "パスキーで続ける";
const SCRIPT: &str = "passkey.js";

/// What most passkeys are called. Whoever has several gives them other names.
const USUAL_NAME: &str = "事務所のパソコン";
const NAME_MISSING: &str = "名前を入れてください。";

/// The part of a page. Its form stays hidden until the script has seen that the browser knows passkeys.
#[derive(Debug)]
pub(crate) struct PasskeyPart {
    /// The form that carries the answer of the browser.
    pub(crate) form: Form,
    /// Where the script asks what the browser is to do.
    pub(crate) begin: String,
    /// The script.
    pub(crate) script: String,
    /// What was wrong with an answer.
    pub(crate) fault: Option<String>,
}

/// What somebody called a passkey, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Tried {
    name: String,
    name_fault: Option<String>,
    fault: Option<String>,
}

impl Default for Tried {
    fn default() -> Self {
        Self {
            name: USUAL_NAME.to_owned(),
            name_fault: None,
            fault: None,
        }
    }
}

impl PasskeyPart {
    /// For making one; absent where browsers keep none.
    pub(super) fn to_make(site: &Site, headers: &HeaderMap, tried: &Tried) -> Option<Self> {
        site.address.passkey_place(headers)?;
        Some(Self::of_make(Form::new(site, MakePasskeyPath, MAKE), tried))
    }

    fn of_make(form: Form, tried: &Tried) -> Self {
        let name = Field::text("name", "パスキーの名前", &tried.name)
            .hinted("どの機器か、あとで わかる名前。自分の持ちものなら、自分のパソコン など。")
            .wrong(tried.name_fault.as_deref());
        Self {
            form: form.with([name]),
            begin: BeginPasskeyPath.to_string(),
            script: assets::href(SCRIPT),
            fault: tried.fault.clone(),
        }
    }

    /// For showing one; absent for whoever has none that opens at this address.
    pub(super) async fn to_show(
        site: &Site,
        visitor: &Visitor,
        headers: &HeaderMap,
        asked: Asked<'_>,
    ) -> Result<Option<Self>, PageFault> {
        let session = visitor.session();
        let has_some =
            session.is_some_and(|session| session.view.account.second_factors.has_passkey);
        let Some(place) = site.address.passkey_place(headers).filter(|_| has_some) else {
            return Ok(None);
        };
        let known = site.app.passkeys(visitor.principal()).await?;
        let opens = known.iter().any(|known| known.rp_id == place.rp_id());
        Ok(opens.then(|| {
            let form = Form::new(site, PasskeyPath, SHOW).going_on(asked.next.cloned());
            Self::of_show(form, asked.what, asked.fault)
        }))
    }

    fn of_show(form: Form, what: PasskeyFor, fault: Option<&str>) -> Self {
        Self {
            form: form.carrying("use", what.code()),
            begin: AskPasskeyPath.to_string(),
            script: assets::href(SCRIPT),
            fault: fault.map(str::to_owned),
        }
    }

    /// For making one, without a site.
    pub(super) fn sample_to_make(name: &str, refusal: Option<PasskeyRefusal>) -> Self {
        let tried = Tried {
            name: name.to_owned(),
            name_fault: name.is_empty().then(|| NAME_MISSING.to_owned()),
            fault: refusal.map(|refusal| refusal.to_string()),
        };
        Self::of_make(Form::sample(MakePasskeyPath, MAKE), &tried)
    }

    /// For showing one, without a site.
    pub(super) fn sample_to_show(what: PasskeyFor, refusal: Option<PasskeyRefusal>) -> Self {
        let fault = refusal.map(|refusal| refusal.to_string());
        Self::of_show(Form::sample(PasskeyPath, SHOW), what, fault.as_deref())
    }
}

/// What is wrong on a page that takes something typed or a passkey.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wrong<'a> {
    /// With what was typed.
    pub(super) typed: Option<&'a str>,
    /// With a passkey.
    pub(super) passkey: Option<&'a str>,
}

/// What a page asks a passkey for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// What for.
    pub(super) what: PasskeyFor,
    /// Where to go on afterwards.
    pub(super) next: Option<&'a Next>,
    /// What was wrong with an answer.
    pub(super) fault: Option<&'a str>,
}

/// Where somebody goes to do first what must come first.
fn way(refusal: PasskeyRefusal, next: Option<&Next>) -> Option<String> {
    match refusal {
        // Whoever has no session any more, or is done with this, is led on from there.
        PasskeyRefusal::SignInFirst => Some(Next::behind(&SecondFactorPath, next)),
        PasskeyRefusal::ConfirmAgain => Some(Next::behind(&ConfirmPath, next)),
        PasskeyRefusal::NotBegun
        | PasskeyRefusal::NotTaken
        | PasskeyRefusal::NotVerified
        | PasskeyRefusal::NoneHere
        | PasskeyRefusal::KnownAlready
        | PasskeyRefusal::Full
        | PasskeyRefusal::LastFactor
        | PasskeyRefusal::NotFound
        | PasskeyRefusal::TooMany { .. } => None,
    }
}

const fn wait(refusal: PasskeyRefusal) -> Option<u64> {
    match refusal {
        PasskeyRefusal::TooMany { retry_after } => Some(retry_after),
        _ => None,
    }
}

/// Tells the script what the browser is to do.
fn to_do(options: &str) -> Response {
    json(format!("{{\"publicKey\":{options}}}"))
}

/// Tells the script what to say.
fn to_say(words: &str) -> Response {
    json(serde_json::json!({ "words": words }).to_string())
}

/// Tells the script why the browser is to do nothing.
fn instead(refusal: PasskeyRefusal, next: Option<&Next>) -> Response {
    match way(refusal, next) {
        Some(way) => json(serde_json::json!({ "way": way }).to_string()),
        None => to_say(&refusal.to_string()),
    }
}

fn json(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

fn set_up_page() -> Option<Next> {
    Next::read(&SetUpPath.to_string())
}

pub(crate) async fn begin_making(
    _: BeginPasskeyPath,
    State(site): State<Site>,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    // What is wrong with the name is said before a device makes something that is then refused.
    if let Err(words) = line(sent.text("name"), NAME_MISSING) {
        return Ok(to_say(&words));
    }
    let Some(place) = site.address.passkey_place(&headers) else {
        return Ok(to_say(&PasskeyRefusal::NoneHere.to_string()));
    };
    let begun = site.app.begin_passkey(&session.secret, &place).await?;
    Ok(match begun {
        Ok(options) => to_do(&options),
        Err(refusal) => instead(refusal, set_up_page().as_ref()),
    })
}

pub(crate) async fn make(
    _: MakePasskeyPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let place = site.address.passkey_place(&headers);
    let place = place.ok_or(PageFault::NotFound)?;
    let mut tried = Tried {
        name: sent.text("name").to_owned(),
        ..Tried::default()
    };
    let mut seconds = None;
    match line(&tried.name, NAME_MISSING) {
        Err(words) => tried.name_fault = Some(words),
        Ok(name) => {
            let answer = sent.raw("answer");
            let made = site
                .app
                .finish_passkey(&session.secret, &place, name, answer);
            match made.await? {
                Ok(signed_in) => {
                    // PCs break: whoever has nothing on paper yet comes to the sheet of codes next.
                    let to = match session.view.account.second_factors.codes_left {
                        0 => CodeSheetPath.to_string(),
                        _ => AccountPath.to_string(),
                    };
                    return Ok(session::kept(&signed_in, Redirect::to(&to).into_response()));
                }
                Err(refusal) => {
                    if let Some(way) = way(refusal, set_up_page().as_ref()) {
                        return Ok(Redirect::to(&way).into_response());
                    }
                    tried.fault = Some(refusal.to_string());
                    seconds = wait(refusal);
                }
            }
        }
    }
    let page = set_up::with_passkey(&site, &visitor, &headers, &tried).await?;
    Ok(again(page, seconds))
}

fn asked_for(sent: &Sent) -> Result<PasskeyFor, PageFault> {
    PasskeyFor::from_code(sent.text("use")).ok_or(PageFault::BadRequest)
}

pub(crate) async fn ask(
    _: AskPasskeyPath,
    State(site): State<Site>,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let what = asked_for(&sent)?;
    let Some(place) = site.address.passkey_place(&headers) else {
        return Ok(to_say(&PasskeyRefusal::NoneHere.to_string()));
    };
    let asked = site.app.ask_for_passkey(&session.secret, &place, what);
    Ok(match asked.await? {
        Ok(options) => to_do(&options),
        Err(refusal) => instead(refusal, sent.next().as_ref()),
    })
}

pub(crate) async fn show(
    _: PasskeyPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let what = asked_for(&sent)?;
    let place = site.address.passkey_place(&headers);
    let place = place.ok_or(PageFault::NotFound)?;
    let next = sent.next();
    let answer = sent.raw("answer");
    let shown = site.app.show_passkey(&session.secret, &place, what, answer);
    let refusal = match shown.await? {
        Ok(signed_in) => return Ok(session::begun(&signed_in, next.as_ref())),
        Err(refusal) => refusal,
    };
    if let Some(way) = way(refusal, next.as_ref()) {
        return Ok(Redirect::to(&way).into_response());
    }
    let words = refusal.to_string();
    let wrong = Wrong {
        passkey: Some(&words),
        ..Wrong::default()
    };
    let page = match what {
        PasskeyFor::SecondFactor => second::page(&site, &visitor, &headers, next, wrong).await?,
        PasskeyFor::Confirm => confirm::page(&site, &visitor, &headers, next, wrong).await?,
    };
    Ok(again(page, wait(refusal)))
}
