//! Taking an invitation. Opening its link changes nothing, since mail programs open links too; the button
//! does. Somebody who has an account already signs in and takes one more standing with it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::{AcceptForm, AcceptRefusal, InvitationView};
use renkei_domain::people::Standing;
use renkei_domain::time::japanese_date;

use super::sign_in::sent_openly;
use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::device::CallingDevice;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::{asked_again, refused};
use crate::next::Next;
use crate::paths::{AccountPath, InvitationPath, SignInPath};
use crate::session::{self, Visitor};

pub mod enter;

/// The page.
#[derive(Debug, Template)]
#[template(path = "invitation.html")]
pub struct InvitationPage {
    shell: Shell,
    /// As what, and where.
    standing: String,
    name: String,
    until: String,
    form: Form,
    /// Who takes it, where somebody is signed in.
    own_name: Option<String>,
    sign_in: String,
}

/// What somebody typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Tried {
    name: String,
    mail: String,
    name_fault: Option<String>,
    mail_fault: Option<String>,
    password_fault: Option<String>,
}

const ACCEPT: &str = "アカウントをつくる";
const JOIN: &str = "この招待を受ける";

fn fields(tried: &Tried) -> [Field; 3] {
    [
        Field::text("name", "お名前", &tried.name)
            .hinted("仕事で使っている名前。いっしょに使う人に見えます。")
            .filled_by("name")
            .wrong(tried.name_fault.as_deref()),
        Field::mail("mail", "メールアドレス", &tried.mail)
            .hinted("ログインするときに使います。")
            .wrong(tried.mail_fault.as_deref()),
        Field::password("password", "パスワード", "new-password")
            .hinted(NEW_PASSWORD)
            .wrong(tried.password_fault.as_deref()),
    ]
}

/// What is said wherever a password is chosen.
pub(in crate::pages) const NEW_PASSWORD: &str = "8文字から使えます。15文字から先は、長いほど安心です。文章でも、ブラウザにまかせても、はりつけても かまいません。記号や数字をまぜる きまりはありません。";

/// As what somebody is invited, and where.
pub(crate) fn standing_words(standing: Standing, place: Option<&str>) -> String {
    match place {
        Some(place) => format!("{place} の {}", standing.role_word()),
        None => standing.role_word().to_owned(),
    }
}

/// Whom an invitation names. The first of all is to nobody by name.
fn named(view: &InvitationView) -> String {
    let name = view.name.as_str();
    if name == view.standing.role_word() {
        String::new()
    } else {
        name.to_owned()
    }
}

impl InvitationPage {
    fn of(shell: Shell, form: Form, view: &InvitationView, visitor: &Visitor) -> Self {
        Self {
            shell: shell.while_signing_in(),
            standing: standing_words(view.standing, view.place.as_deref()),
            name: named(view),
            until: japanese_date(view.expires_at.in_japan().date),
            form,
            own_name: visitor
                .session()
                .map(|session| session.view.account.name.to_string()),
            sign_in: Next::behind(&SignInPath, visitor.address()),
        }
    }
}

fn form_for(form: Form, joining: Joining, tried: &Tried) -> Form {
    match joining {
        Joining::NewAccount => form.with(fields(tried)),
        Joining::OwnAccount => form,
    }
}

/// With which account an invitation is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joining {
    NewAccount,
    OwnAccount,
}

impl Joining {
    fn of(visitor: &Visitor) -> Self {
        match visitor.session() {
            Some(_) => Self::OwnAccount,
            None => Self::NewAccount,
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::NewAccount => ACCEPT,
            Self::OwnAccount => JOIN,
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    path: &InvitationPath,
    view: &InvitationView,
    tried: &Tried,
) -> Result<Response, PageFault> {
    let joining = Joining::of(visitor);
    let form = form_for(Form::new(site, path, joining.button()), joining, tried);
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&InvitationPage::of(shell, form, view, visitor)))
}

pub(crate) async fn show(
    path: InvitationPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let Some(view) = site.app.invitation(&path.code).await? else {
        return enter::unknown(&site, &visitor).await;
    };
    let tried = Tried {
        name: named(&view),
        mail: view
            .mail
            .as_ref()
            .map_or("", |mail| mail.as_str())
            .to_owned(),
        ..Tried::default()
    };
    asked(&site, &visitor, &path, &view, &tried).await
}

pub(crate) async fn accept(
    path: InvitationPath,
    State(site): State<Site>,
    visitor: Visitor,
    CallingDevice(device): CallingDevice,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    if !site.address.is_safe_for_passwords(&headers) {
        return sent_openly(&site, &visitor).await;
    }
    let Some(view) = site.app.invitation(&path.code).await? else {
        return enter::unknown(&site, &visitor).await;
    };
    let mut tried = Tried {
        name: sent.text("name").to_owned(),
        mail: sent.text("mail").to_owned(),
        ..Tried::default()
    };
    let refusal = match visitor.session() {
        Some(session) => {
            let joined = site.app.join_by_invitation(&session.view, &path.code);
            match joined.await? {
                Ok(_) => return Ok(Redirect::to(&AccountPath.to_string()).into_response()),
                Err(refusal) => refusal,
            }
        }
        None => {
            let form = AcceptForm {
                name: tried.name.clone(),
                mail: tried.mail.clone(),
                password: sent.raw("password").to_owned(),
            };
            match site
                .app
                .accept_invitation(&path.code, form, &device)
                .await?
            {
                Ok(signed_in) => {
                    let account = Next::read(&AccountPath.to_string());
                    return Ok(session::begun(&signed_in, account.as_ref()));
                }
                Err(refusal) => refusal,
            }
        }
    };
    let words = Some(refusal.to_string());
    match refusal {
        AcceptRefusal::NoInvitation => return enter::unknown(&site, &visitor).await,
        AcceptRefusal::NotAllowed(decision) => return Ok(refused(decision, &visitor)),
        AcceptRefusal::AlreadyThere => {
            return Ok(Redirect::to(&AccountPath.to_string()).into_response());
        }
        AcceptRefusal::Name(_) => tried.name_fault = words,
        AcceptRefusal::Mail(_) | AcceptRefusal::MailTaken => tried.mail_fault = words,
        AcceptRefusal::Password(_) => tried.password_fault = words,
    }
    Ok(asked_again(
        asked(&site, &visitor, &path, &view, &tried).await?,
    ))
}

impl Samples for InvitationPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |standing: String, tried: &Tried, own_name: Option<&str>| {
            let path = InvitationPath::of("ABCD-EFGH-JKMN-PQRS");
            let joining = match own_name {
                Some(_) => Joining::OwnAccount,
                None => Joining::NewAccount,
            };
            Self {
                shell: Shell::sample(Here::Account).while_signing_in(),
                standing,
                name: tried.name.clone(),
                until: "2026年12月5日(土)".to_owned(),
                form: form_for(Form::sample(path, joining.button()), joining, tried),
                own_name: own_name.map(str::to_owned),
                sign_in: SignInPath.to_string(),
            }
        };
        let usual = Tried {
            name: "高槻 はるか".to_owned(),
            mail: "haruka@example.jp".to_owned(),
            ..Tried::default()
        };
        let empty = Tried {
            name_fault: Some("お名前を入れてください。".to_owned()),
            mail_fault: Some("メールアドレスを入れてください。".to_owned()),
            password_fault: Some("パスワードを入れてください。".to_owned()),
            ..Tried::default()
        };
        let long = "とても長い名前の障がい者就労支援ネットワーク".repeat(4);
        let longest = Tried {
            name: long.clone(),
            mail: format!("{}@example.jp", "a".repeat(240)),
            ..Tried::default()
        };
        vec![
            (
                "usual",
                page("ひなた就労支援室 の 職員".to_owned(), &usual, None),
            ),
            (
                "joining",
                page(
                    "ひなた就労支援室 の 職員".to_owned(),
                    &usual,
                    Some("高槻 はるか"),
                ),
            ),
            ("empty", page("運用者".to_owned(), &empty, None)),
            ("longest", page(format!("{long} の 事務局"), &longest, None)),
        ]
    }
}
