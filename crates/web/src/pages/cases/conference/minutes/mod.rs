//! The minutes of a conference, for staff of the agency that leads: left the agenda, right the item that is talked about.
//! Each item is saved by itself; a script saves it while somebody types besides. One writes at a time: of two who do the
//! second sees both. [`view`] is the page, [`part`] writes down who came, what absentees said, a decision and the next
//! date, [`copies`] shows what each gets, [`decisions`] what was decided, and [`half_page`] what the person takes home.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::minutes::{NotesForm, SeenNotes};
use renkei_app::conference::read::ConferencesView;
use renkei_app::writer::WriteKey;
use renkei_domain::conference::Conference;
use renkei_domain::ids::AgendaItemId;
use serde::Deserialize;

use self::lines::saved_at;
use self::view::{MinutesPage, Typed, button, form_of};
use super::begin::to_begin;
use super::{at_the_desk, one, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::MinutesPath;
use crate::session::Visitor;

pub mod copies;
pub mod decisions;
pub mod half_page;
pub(in crate::pages::cases::conference) mod lines;
pub mod part;
mod parts;
pub(in crate::pages::cases::conference) mod samples;
pub mod view;

/// How the person's own item is called in addresses and forms.
const OWN: &str = "own";

/// So many saves without an answer are looked up at most.
const FOLLOWED: usize = 20;

/// What stands behind the question mark: which item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    item: String,
}

/// The code of an item.
fn code_of(item: Option<AgendaItemId>) -> String {
    item.map_or_else(|| OWN.to_owned(), |id| id.to_string())
}

/// An item of a conference, by the code that came; the person's own, where none did.
fn item_of(conference: &Conference, code: &str) -> Result<Option<AgendaItemId>, PageFault> {
    if code.is_empty() || code == OWN {
        return Ok(None);
    }
    let id = code.parse().map_err(|_| PageFault::NotFound)?;
    let known = conference.agenda.item(id).ok_or(PageFault::NotFound)?;
    Ok(Some(known.id))
}

/// The page at an item.
fn page_at(conference: &Conference, item: Option<AgendaItemId>) -> String {
    let path = MinutesPath::of(conference.case, conference.id);
    format!("{path}?item={}", code_of(item))
}

/// The items in their order, the person's own first.
fn all_items(conference: &Conference) -> Vec<Option<AgendaItemId>> {
    let others = conference.agenda.items.iter().map(|item| Some(item.id));
    [None].into_iter().chain(others).collect()
}

/// The item after one.
fn after(conference: &Conference, item: Option<AgendaItemId>) -> Option<Option<AgendaItemId>> {
    let all = all_items(conference);
    let place = all.iter().position(|one| *one == item)?;
    all.get(place + 1).copied()
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    item: Option<AgendaItemId>,
    typed: &Typed<'_>,
) -> Result<Response, PageFault> {
    let own = visitor.principal().account();
    let minutes = view.minutes(conference.id);
    let action = MinutesPath::of(conference.case, conference.id);
    let form = Form::new(site, action, button(&minutes, own));
    let form = form_of(form, &minutes, item, (typed, own));
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let of = (view, conference);
    let by = visitor.principal();
    let agencies = site.app.correctable_at_conference(by, view, conference);
    let said = (form, typed, own);
    let page = MinutesPage::of(shell, of, item, said, &agencies.await?);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: MinutesPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let kept = drafted(&site, &visitor).await?;
    let item = match &kept {
        Some(kept) => item_of(conference, kept.text("item"))?,
        None => item_of(conference, &query.item)?,
    };
    let typed = Typed {
        sent: kept.as_ref(),
        faults: &Faults::default(),
        fault: None,
        is_overtaken: kept.is_some(),
    };
    asked(&site, &visitor, (&view, conference), item, &typed).await
}

fn key(text: &str) -> Option<WriteKey> {
    WriteKey::parse(text).ok()
}

/// What was typed, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<NotesForm> {
    let form = NotesForm {
        said: faults.prose_opt(sent, "said"),
        conclusion: faults.prose_opt(sent, "conclusion"),
        remaining: faults.prose_opt(sent, "remaining"),
        takes_over: !sent.text("take").is_empty(),
        follows: sent.all("follows").filter_map(key).take(FOLLOWED).collect(),
    };
    faults.all_well(Some(form))
}

pub(crate) async fn save(
    path: MinutesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let is_script = sent.text("by") == "script";
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let item = item_of(conference, sent.text("item"))?;
    let seen = SeenNotes {
        case: view.case().id,
        conference: conference.id,
        item,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let mut faults = Faults::default();
    let (mut fault, mut is_overtaken) = (None, false);
    if let Some(form) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        match site.app.write_minutes(&by, seen, form).await? {
            Ok(kept) if is_script => {
                let words = saved_at(kept.at);
                return Ok(format!("{}\n{words}", kept.version).into_response());
            }
            Ok(_) => {
                forget(&site, &visitor).await?;
                let next = match sent.text("go_on") {
                    "" => item,
                    _ => after(conference, item).unwrap_or(item),
                };
                return Ok(Redirect::to(&page_at(conference, next)).into_response());
            }
            Err(refusal) => {
                is_overtaken = matches!(
                    refusal,
                    ConferenceRefusal::Overtaken | ConferenceRefusal::Conference(_)
                );
                match refusal_words(refusal, &visitor)? {
                    Ok(words) => fault = Some(words),
                    Err(answer) => return Ok(answer),
                }
            }
        }
    }
    if is_script {
        let words = fault.unwrap_or_else(|| "保存できませんでした。".to_owned());
        return Ok((StatusCode::CONFLICT, words).into_response());
    }
    // What was saved meanwhile stands beside what was typed.
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let typed = Typed {
        sent: Some(&sent),
        faults: &faults,
        fault,
        is_overtaken,
    };
    let of = (&view, conference);
    Ok(asked_again(asked(&site, &visitor, of, item, &typed).await?))
}
