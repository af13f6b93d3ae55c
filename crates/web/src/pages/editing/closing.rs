//! Closing an entry, with its last day, who follows it and why; and opening it again.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::open::{Depth, Editable};
use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_domain::ids::ResourceId;

use super::kit::{Faults, Reading};
use super::{resource_of, version_of, writer};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::{Here, Shell, shown};
use crate::paths::{ClosePath, EntrancePath, ReopenPath, ResourcePath};
use crate::session::Visitor;

mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "closing.html")]
pub struct ClosingPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    name: String,
    turn: Turn,
    form: Form,
    /// Why nothing was written, where no field is to blame.
    refusal: Option<String>,
}

/// Which way an entry turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Close,
    Reopen,
}

impl Turn {
    const fn word(self) -> &'static str {
        match self {
            Self::Close => "閉じる",
            Self::Reopen => "もどす",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::Close => "この機関を閉じる",
            Self::Reopen => "この機関を活動中にもどす",
        }
    }
}

/// The button that looks for who follows.
const FIND: (&str, &str) = ("find", "引きつぐ機関をさがす");
/// What is sent where nobody follows.
const NOBODY: &str = "nobody";
/// How many are offered as who follows.
const MOST_FOUND: usize = 10;

const OVERTAKEN: &str = "この画面を開いたあとに、ほかの人が直しました。機関のページで いまの内容を見てから、もう一度押してください。";

impl ClosingPage {
    fn is_closing(&self) -> bool {
        self.turn == Turn::Close
    }
}

fn fields(sent: &Sent, found: &[(String, String)], faults: &Faults) -> Vec<Field> {
    let chosen = match sent.text("successor") {
        "" => NOBODY,
        chosen => chosen,
    };
    let nobody = (
        NOBODY.to_owned(),
        "引きつぐ機関はない・わからない".to_owned(),
    );
    let choices = std::iter::once(nobody).chain(found.iter().cloned());
    let choices = choices.map(|(value, word)| Choice {
        is_chosen: value == chosen,
        value,
        word,
    });
    vec![
        Field::day("on", "使えなくなった日", sent.text("on"))
            .hinted("さいごの日の次の日。これからの日は、お知らせに書いてください。")
            .wrong(faults.of("on")),
        Field::sentence("words", "引きつぐ機関の名前", sent.text("words"))
            .hinted("名前を入れて「引きつぐ機関をさがす」を押すと、下に候補が出ます。")
            .wrong(faults.of("words")),
        Field::one("successor", "引きつぐ機関", choices.collect()).wrong(faults.of("successor")),
        Field::sentence("reason", "理由", sent.text("reason"))
            .hinted("ここを紹介された人が読みます。例: 移転して、新しい事業所になりました。")
            .wrong(faults.of("reason")),
    ]
}

/// Who may follow, by the words that were typed.
async fn found(
    site: &Site,
    id: ResourceId,
    words: &str,
) -> Result<Vec<(String, String)>, PageFault> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let request = ListRequest {
        text: words.to_owned(),
        ..ListRequest::default()
    };
    let list = site.app.list_resources(&Viewer::Anonymous, request).await?;
    let entries = list.into_iter().flat_map(|list| list.entries);
    let entries = entries.filter(|entry| entry.id != id).take(MOST_FOUND);
    let offered = entries.map(|entry| {
        let place = entry
            .municipality
            .map_or_else(String::new, |place| format!("・{}", place.name));
        let word = format!("{}（{}{place}）", entry.facts.name, entry.facts.kind);
        (entry.id.to_string(), word)
    });
    Ok(offered.collect())
}

async fn opened(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<Editable, Response>, PageFault> {
    let now = site
        .app
        .editable(visitor.principal(), resource_of(id)?, Depth::Outside)
        .await?;
    let now = now.ok_or(PageFault::NotFound)?;
    let object = Object::Resource(now.owners);
    Ok(
        match decide(visitor.principal(), Action::CloseResource, &object) {
            Decision::Allowed => Ok(now),
            decision => Err(refused(decision, visitor)),
        },
    )
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    turn: Turn,
    form: Form,
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    Ok(shown(&ClosingPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        name: now.facts.name.to_string(),
        turn,
        form,
        refusal,
    }))
}

async fn close_form(
    site: &Site,
    now: &Editable,
    sent: &Sent,
    faults: &Faults,
) -> Result<Form, PageFault> {
    let offered = found(site, now.id, sent.text("words")).await?;
    let mut faults = faults.clone();
    if offered.is_empty() && !sent.text("words").is_empty() {
        faults.add(
            "words",
            "その名前の機関は名簿に見つかりません。短い言葉でさがすか、空にしてください。",
        );
    }
    let form = Form::new(site, ClosePath::of(now.id), Turn::Close.button());
    let mut form = form
        .with(fields(sent, &offered, &faults))
        .carrying("version", version_of(sent));
    form.again = Some(FIND);
    Ok(form)
}

pub(crate) async fn show_close(
    path: ClosePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(draft) => draft,
        None => {
            let mut packed = Packed::default();
            packed.put("on", site.app.now().in_japan().date);
            packed.put("version", now.version);
            packed.sent()
        }
    };
    let form = close_form(&site, &now, &sent, &Faults::default()).await?;
    asked(&site, &visitor, &now, Turn::Close, form, None).await
}

/// What somebody means who closes an entry.
fn read(sent: &Sent) -> Result<Closure, Faults> {
    let mut reading = Reading::of(sent);
    let on = reading.day("on");
    let reason = reading.line("reason");
    let successor = match sent.text("successor") {
        "" | NOBODY => None,
        chosen => {
            let successor = ResourceId::from_str(chosen).ok();
            if successor.is_none() {
                reading.wrong("successor", "引きつぐ機関を選びなおしてください。");
            }
            successor
        }
    };
    let closure = on.map(|on| Closure {
        on,
        successor,
        reason,
    });
    let missing = || Faults::one("on", "日付を入れてください。");
    reading.end(closure)?.ok_or_else(missing)
}

pub(crate) async fn close(
    path: ClosePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    if !sent.raw(FIND.0).is_empty() {
        let form = close_form(&site, &now, &sent, &Faults::default()).await?;
        return asked(&site, &visitor, &now, Turn::Close, form, None).await;
    }
    let faults = match read(&sent) {
        Ok(closure) => {
            let writer = writer(&visitor, &sent);
            let done = site
                .app
                .close_resource(&writer, now.id, version_of(&sent), closure);
            match done.await? {
                Ok(_) | Err(EditRefusal::AlreadySo) => {
                    forget(&site, &visitor).await?;
                    return Ok(Redirect::to(&ResourcePath::of(now.id).to_string()).into_response());
                }
                Err(EditRefusal::Invalid(faults)) => {
                    let faults = faults.into_iter();
                    Faults(faults.map(|fault| (fault.field, fault.message)).collect())
                }
                Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                    let mut packed = Packed::of(&sent);
                    packed.replace("version", now.version);
                    let form = close_form(&site, &now, &packed.sent(), &Faults::default()).await?;
                    let words = Some(OVERTAKEN.to_owned());
                    let page = asked(&site, &visitor, &now, Turn::Close, form, words).await?;
                    return Ok(conflicting(page));
                }
                Err(refusal) => return refused_by(refusal, &visitor),
            }
        }
        Err(faults) => faults,
    };
    let form = close_form(&site, &now, &sent, &faults).await?;
    let page = asked(&site, &visitor, &now, Turn::Close, form, None).await?;
    Ok(asked_again(page))
}

fn reopen_form(site: &Site, now: &Editable) -> Form {
    Form::new(site, ReopenPath::of(now.id), Turn::Reopen.button()).carrying("version", now.version)
}

pub(crate) async fn show_reopen(
    path: ReopenPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    if now.lifecycle == Lifecycle::Active {
        return Ok(Redirect::to(&ResourcePath::of(now.id).to_string()).into_response());
    }
    let form = reopen_form(&site, &now);
    asked(&site, &visitor, &now, Turn::Reopen, form, None).await
}

pub(crate) async fn reopen(
    path: ReopenPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let writer = writer(&visitor, &sent);
    let done = site.app.reopen_resource(&writer, now.id, version_of(&sent));
    match done.await? {
        Ok(_) | Err(EditRefusal::AlreadySo) => {
            Ok(Redirect::to(&ResourcePath::of(now.id).to_string()).into_response())
        }
        Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
            let words = Some(OVERTAKEN.to_owned());
            let form = reopen_form(&site, &now);
            let page = asked(&site, &visitor, &now, Turn::Reopen, form, words).await?;
            Ok(conflicting(page))
        }
        Err(refusal) => refused_by(refusal, &visitor),
    }
}

fn conflicting(mut page: Response) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::CONFLICT;
    }
    page
}

/// How a page answers a refusal for which it has no words of its own.
pub(super) fn refused_by(refusal: EditRefusal, visitor: &Visitor) -> Result<Response, PageFault> {
    match refusal {
        EditRefusal::NotFound => Err(PageFault::NotFound),
        EditRefusal::NotAllowed(decision) => Ok(refused(decision, visitor)),
        refusal => Err(PageFault::Broken(refusal.to_string())),
    }
}
