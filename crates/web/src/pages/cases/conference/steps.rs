//! Steps that ask for no more than a press: leaving somebody out, what the person said of somebody, taking an item out or
//! up, that a copy of the material was handed out or collected, and that the conference was held or is over.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::SeenConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::{Agenda, Conference, HandedCopy};
use renkei_domain::ids::{AgendaItemId, ParticipantId};

use super::view::with_fault;
use super::{at_the_desk, one, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::paths::{ConferencePath, ConferenceStepPath};
use crate::session::Visitor;

/// Somebody who is called, by the id that came.
pub(super) fn called(conference: &Conference, sent: &Sent) -> Result<ParticipantId, PageFault> {
    let id = sent.text("item").parse().map_err(|_| PageFault::NotFound)?;
    let known = conference.participant(id).ok_or(PageFault::NotFound)?;
    Ok(known.id)
}

/// The place of an item, by the id that came.
fn place(conference: &Conference, sent: &Sent) -> Result<usize, PageFault> {
    let id: AgendaItemId = sent.text("item").parse().map_err(|_| PageFault::NotFound)?;
    let mut items = conference.agenda.items.iter();
    items
        .position(|item| item.id == id)
        .ok_or(PageFault::NotFound)
}

/// The agenda without an item, or with it before the one that stands before it.
fn changed(conference: &Conference, sent: &Sent) -> Result<Agenda, PageFault> {
    let place = place(conference, sent)?;
    let mut agenda = conference.agenda.clone();
    match sent.text("step") {
        "item_up" if place > 0 => agenda.items.swap(place - 1, place),
        "item_up" => {}
        _ => {
            agenda.items.remove(place);
        }
    }
    Ok(agenda)
}

/// The copy of the material that somebody was handed, with the day on which it came back.
fn copy(sent: &Sent) -> Result<HandedCopy, &'static str> {
    let number = sent
        .text("number")
        .parse::<u16>()
        .ok()
        .filter(|number| *number > 0);
    let number = number.ok_or("資料の番号を、1からの数字で入れてください。")?;
    let collected_on = match sent.text("collected_on") {
        "" => None,
        day => Some(day.parse().map_err(|_| "回収した日を入れてください。")?),
    };
    Ok(HandedCopy {
        number,
        collected_on,
    })
}

/// The step that was pressed.
fn step_of(
    conference: &Conference,
    sent: &Sent,
) -> Result<Result<ConferenceStep, &'static str>, PageFault> {
    Ok(Ok(match sent.text("step") {
        "leave_out" => ConferenceStep::LeaveOut(called(conference, sent)?),
        "unwanted" => ConferenceStep::Want {
            participant: called(conference, sent)?,
            may_come: false,
        },
        "wanted" => ConferenceStep::Want {
            participant: called(conference, sent)?,
            may_come: true,
        },
        "item_out" | "item_up" => ConferenceStep::TalkAbout(changed(conference, sent)?),
        "copy" => {
            let to = called(conference, sent)?;
            match copy(sent) {
                Ok(copy) => ConferenceStep::Hand { to, copy },
                Err(words) => return Ok(Err(words)),
            }
        }
        "hold" => ConferenceStep::Hold,
        "close" => ConferenceStep::Close,
        _ => return Err(PageFault::NotFound),
    }))
}

pub(crate) async fn take(
    path: ConferenceStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let step = match step_of(conference, &sent)? {
        Ok(step) => step,
        Err(words) => {
            let shown = (&view, conference);
            let page = with_fault(&site, &visitor, shown, Some(words.to_owned())).await?;
            return Ok(asked_again(page));
        }
    };
    let seen = SeenConference {
        case: view.case().id,
        id: conference.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let by = writer(&visitor, &sent);
    match site.app.step_conference(&by, seen, step).await? {
        Ok(kept) => {
            let page = ConferencePath::of(seen.case, kept.0).to_string();
            Ok(Redirect::to(&page).into_response())
        }
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let shown = (&view, conference);
                let page = with_fault(&site, &visitor, shown, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
