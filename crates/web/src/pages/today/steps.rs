//! What is noted of a call, carried over or taken away. Each button leads back to the list.

use std::str::FromStr as _;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::calls::plan::{CallRefusal, OnList};
use renkei_domain::ids::PlannedCallId;
use renkei_domain::people::planned_call::{CallMark, CallResult};
use renkei_domain::time::Minute;

use super::{address, day_with, is_kept};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Sent, day};
use crate::gate::{asked_again, refused_on};
use crate::next::Next;
use crate::pages::letters::writer;
use crate::paths::{CarryCallsPath, DropCallPath, MarkCallPath, TodayPath};
use crate::session::Visitor;

/// The call that a form names.
fn call(sent: &Sent) -> Result<PlannedCallId, PageFault> {
    PlannedCallId::from_str(sent.text("call")).map_err(|_| PageFault::NotFound)
}

/// What a form notes, or what is wrong with when to call again.
fn noted(sent: &Sent) -> Result<Result<CallMark, String>, PageFault> {
    let result = CallResult::from_code(sent.text("mark")).ok_or(PageFault::NotFound)?;
    Ok(match result {
        CallResult::Waiting => Ok(CallMark::Waiting),
        CallResult::Reached => Ok(CallMark::Reached),
        CallResult::Absent => Ok(CallMark::Absent),
        CallResult::WrongNumber => Ok(CallMark::WrongNumber),
        CallResult::Again => again(sent),
    })
}

fn again(sent: &Sent) -> Result<CallMark, String> {
    let day = day(sent.text("day"))?;
    let from = match sent.text("from") {
        "" => None,
        text => {
            let minute = Minute::parse(text).filter(|minute| *minute < Minute::END);
            Some(minute.ok_or("時刻を 14:30 の形で入れてください。")?)
        }
    };
    Ok(CallMark::Again { day, from })
}

pub(crate) async fn mark(
    _: MarkCallPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = call(&sent)?;
    let mark = match noted(&sent)? {
        Ok(mark) => mark,
        Err(words) => return faulty(&site, &visitor, &sent, words).await,
    };
    let writer = writer(&visitor, &sent);
    let done = site.app.mark_call(&writer, id, mark).await?;
    answered(&site, &visitor, &sent, done).await
}

pub(crate) async fn carry(
    _: CarryCallsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let ids = sent.all("call").filter(|id| !id.is_empty());
    let ids = ids
        .map(PlannedCallId::from_str)
        .collect::<Result<Vec<_>, _>>();
    let ids = ids.map_err(|_| PageFault::NotFound)?;
    let writer = writer(&visitor, &sent);
    let done = site.app.carry_calls(&writer, ids).await?;
    answered(&site, &visitor, &sent, done).await
}

pub(crate) async fn take_away(
    _: DropCallPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = call(&sent)?;
    let writer = writer(&visitor, &sent);
    let done = site.app.drop_call(&writer, id).await?;
    answered(&site, &visitor, &sent, done).await
}

async fn answered(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    done: Result<OnList, CallRefusal>,
) -> Result<Response, PageFault> {
    match done {
        Ok(_) => {
            let today = site.app.now().in_japan().date;
            let shown = day(sent.text("shown")).unwrap_or(today);
            Ok(Redirect::to(&address(shown, today)).into_response())
        }
        Err(CallRefusal::NotFound) => Err(PageFault::NotFound),
        Err(CallRefusal::NotAllowed(decision)) => {
            let page = Next::read(&TodayPath.to_string());
            Ok(refused_on(decision, page.as_ref()))
        }
        Err(refusal) => faulty(site, visitor, sent, refusal.to_string()).await,
    }
}

/// Shows the list again with what is wrong. A session that may have none is refused there.
async fn faulty(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    words: String,
) -> Result<Response, PageFault> {
    let today = site.app.now().in_japan().date;
    let shown = day(sent.text("shown"))
        .ok()
        .filter(|day| is_kept(*day, today));
    let page = day_with(site, visitor, shown, Some(words)).await?;
    Ok(asked_again(page))
}
