//! Closing an entry, with its last day, who follows it and why; and opening it again.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::open::Editable;
use renkei_domain::access::action::Action;
use renkei_domain::directory::resource::{Closure, Lifecycle};
use renkei_domain::ids::ResourceId;

use super::kit::Faults;
use super::{entry_for, version_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ClosePath, EntrancePath, ReopenPath, ResourcePath};
use crate::session::Visitor;

mod beside;
mod closure;
mod samples;

use self::beside::Beside;
pub(in crate::pages) use self::beside::named;
pub(in crate::pages) use self::closure::agencies_called;
use self::closure::{FIND, close_form, read};

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
    /// How the entry stands closed and how it would, for whoever was second.
    beside: Option<Beside>,
}

/// Why nothing was written, where no field is to blame.
#[derive(Debug, Default)]
struct Unwritten {
    refusal: Option<String>,
    beside: Option<Beside>,
}

/// Which way an entry turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Close,
    /// It is closed, and how it closed is put right.
    Amend,
    Reopen,
}

impl Turn {
    /// What the form that closes does to an entry.
    const fn closing(now: &Editable) -> Self {
        match now.closure {
            Some(_) => Self::Amend,
            None => Self::Close,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Close => "閉じる",
            Self::Amend => "閉じた内容を直す",
            Self::Reopen => "もどす",
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Close => "機関を閉じる",
            Self::Amend => "閉じた日・引きつぐ機関・理由を直す",
            Self::Reopen => "機関を活動中にもどす",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::Close => "この機関を閉じる",
            Self::Amend => "閉じた日・引きつぐ機関・理由を これに直す",
            Self::Reopen => "この機関を活動中にもどす",
        }
    }
}

const OVERTAKEN: &str = "この画面を開いたあとに、ほかの人が直しました。機関のページで いまの内容を見てから、もう一度押してください。";

impl ClosingPage {
    fn is_closing(&self) -> bool {
        matches!(self.turn, Turn::Close | Turn::Amend)
    }
}

async fn opened(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<Editable, Response>, PageFault> {
    entry_for(site, visitor, id, Action::CloseResource).await
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    turn: Turn,
    form: Form,
    unwritten: Unwritten,
) -> Result<Response, PageFault> {
    Ok(shown(&ClosingPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        name: now.facts.name.to_string(),
        turn,
        form,
        refusal: unwritten.refusal,
        beside: unwritten.beside,
    }))
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
            let today = site.app.now().in_japan().date;
            let closed = now.closure.as_ref();
            packed.put("on", closed.map_or(today, |closed| closed.on));
            packed.put_some("successor", closed.and_then(|closed| closed.successor));
            packed.put_some("reason", closed.and_then(|closed| closed.reason.as_ref()));
            packed.put("version", now.version);
            packed.sent()
        }
    };
    let form = close_form(&site, &now, &sent, &Faults::default()).await?;
    let turn = Turn::closing(&now);
    asked(&site, &visitor, &now, turn, form, Unwritten::default()).await
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
        let turn = Turn::closing(&now);
        return asked(&site, &visitor, &now, turn, form, Unwritten::default()).await;
    }
    let faults = match read(&sent) {
        Ok(closure) => {
            let writer = writer(&visitor, &sent);
            let done = site
                .app
                .close_resource(&writer, now.id, version_of(&sent), closure.clone());
            match done.await? {
                Ok(_) | Err(EditRefusal::AlreadySo) => {
                    return closed(&site, &visitor, now.id).await;
                }
                Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
                Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                    return overtaken(&site, &visitor, now.id, &sent, &closure).await;
                }
                Err(refusal) => return refused_by(refusal, &visitor),
            }
        }
        Err(faults) => faults,
    };
    let form = close_form(&site, &now, &sent, &faults).await?;
    let turn = Turn::closing(&now);
    let page = asked(&site, &visitor, &now, turn, form, Unwritten::default()).await?;
    Ok(asked_again(page))
}

/// Goes on where an entry is closed as was meant.
async fn closed(site: &Site, visitor: &Visitor, id: ResourceId) -> Result<Response, PageFault> {
    forget(site, visitor).await?;
    Ok(Redirect::to(&ResourcePath::of(id).to_string()).into_response())
}

/// Answers whoever was second: with how the entry stands now, what they wrote, and a form that goes on from both.
async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    sent: &Sent,
    mine: &Closure,
) -> Result<Response, PageFault> {
    let now = match opened(site, visitor, &id.to_string()).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let unwritten = match &now.closure {
        Some(closure) if closure == mine => return closed(site, visitor, id).await,
        Some(closure) => Unwritten {
            refusal: None,
            beside: Some(Beside::of(site, closure, mine).await?),
        },
        None => Unwritten {
            refusal: Some(OVERTAKEN.to_owned()),
            beside: None,
        },
    };
    let mut packed = Packed::of(sent);
    packed.replace("version", now.version);
    let form = close_form(site, &now, &packed.sent(), &Faults::default()).await?;
    let turn = Turn::closing(&now);
    let page = asked(site, visitor, &now, turn, form, unwritten).await?;
    Ok(conflicting(page))
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
    let turn = Turn::Reopen;
    asked(&site, &visitor, &now, turn, form, Unwritten::default()).await
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
            let unwritten = Unwritten {
                refusal: Some(OVERTAKEN.to_owned()),
                beside: None,
            };
            let form = reopen_form(&site, &now);
            let page = asked(&site, &visitor, &now, Turn::Reopen, form, unwritten).await?;
            Ok(conflicting(page))
        }
        Err(refusal) => refused_by(refusal, &visitor),
    }
}

/// How a page answers a refusal for which it has no words of its own.
pub(super) fn refused_by(refusal: EditRefusal, visitor: &Visitor) -> Result<Response, PageFault> {
    match refusal {
        EditRefusal::NotFound => Err(PageFault::NotFound),
        EditRefusal::NotAllowed(decision) => Ok(refused(decision, visitor)),
        refusal => Err(PageFault::Broken(refusal.to_string())),
    }
}
