//! Entries that may be one office, the likeliest pairs first, for whoever keeps one of the two: both in short, why
//! they look alike, and the way to lay them side by side. Whoever knows that they are two says so here.

use std::collections::HashMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::duplicate::{
    DuplicatePage, PairIds, SaidOfPair, SearchState, may_judge_pairs,
};
use renkei_domain::directory::duplicate::Reason;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::text::{Line, TextFault};
use renkei_domain::time::{Instant, japanese_moment};
use serde::Deserialize;

use self::lines::{DecidedLine, PairLine, read_mark};
use super::editing::history::names_of;
use super::letters::writer;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, drafted, forget, refused};
use crate::paths::{DuplicatesPath, EntrancePath};
use crate::session::Visitor;

mod lines;
mod samples;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "duplicates.html")]
pub struct DuplicatesPage {
    shell: Shell,
    home: EntrancePath,
    here: DuplicatesPath,
    /// Why something was not taken.
    refusal: Option<String>,
    /// When entries were compared, in a sentence.
    compared: String,
    /// The key of the button that asks for it.
    once: String,
    reasons: Vec<ReasonLink>,
    /// The code of the reason by which the list is narrowed.
    because: &'static str,
    total: u64,
    page: u64,
    last_page: u64,
    lines: Vec<PairLine>,
    decided: Vec<DecidedLine>,
    previous: Option<String>,
    next: Option<String>,
}

/// The way to the pairs, with how many wait.
pub(super) fn way(waiting: u64) -> (DuplicatesPath, String) {
    let words = format!("同じ機関かもしれない組（{waiting}組）を見る");
    (DuplicatesPath, words)
}

/// A way to the pairs of one reason.
#[derive(Debug, Clone)]
struct ReasonLink {
    href: String,
    words: &'static str,
    is_shown: bool,
}

/// When entries were compared, and what goes on now.
fn compared(search: SearchState) -> String {
    let said = |at: Instant| japanese_moment(at.in_japan());
    let last = match search.found_at {
        Some(at) => format!(
            "さいごに くらべたのは {}、{}件の機関です。",
            said(at),
            search.compared
        ),
        None => "まだ いちども くらべていません。".to_owned(),
    };
    if search.claimed_at.is_some() {
        format!("いま くらべています。数分たったら、このページをもう一度ひらいてください。{last}")
    } else if search.asked_at.is_some() {
        format!(
            "まもなく くらべはじめます。数分たったら、このページをもう一度ひらいてください。{last}"
        )
    } else {
        last
    }
}

fn address(reason: Option<Reason>, page: u64) -> String {
    let because = reason.map(|reason| format!("reason={}", reason.code()));
    let page = (page > 1).then(|| format!("page={page}"));
    let asked: Vec<String> = because.into_iter().chain(page).collect();
    if asked.is_empty() {
        DuplicatesPath.to_string()
    } else {
        format!("{DuplicatesPath}?{}", asked.join("&"))
    }
}

impl DuplicatesPage {
    fn of(
        shell: Shell,
        (found, reason): (&DuplicatePage, Option<Reason>),
        names: &HashMap<AccountId, Line>,
        once: impl Fn() -> String,
    ) -> Self {
        let (page, last_page) = (found.page.max(1), found.last_page());
        let every = std::iter::once(None).chain(Reason::ALL.iter().copied().map(Some));
        let reasons = every.map(|one| ReasonLink {
            href: address(one, 1),
            words: one.map_or("すべて", Reason::word),
            is_shown: one == reason,
        });
        let pairs = found.pairs.iter();
        let decided = found.decided.iter();
        Self {
            shell,
            home: EntrancePath,
            here: DuplicatesPath,
            refusal: None,
            compared: compared(found.search),
            once: once(),
            reasons: reasons.collect(),
            because: reason.map_or("", Reason::code),
            total: found.total,
            page,
            last_page,
            lines: pairs
                .filter_map(|pair| PairLine::of(found, pair, once()))
                .collect(),
            decided: decided
                .filter_map(|pair| DecidedLine::of(found, pair, names, once()))
                .collect(),
            previous: (page > 1).then(|| address(reason, page - 1)),
            next: (page < last_page).then(|| address(reason, page + 1)),
        }
    }

    /// Puts the reason that somebody typed beside its pair, where that is still listed.
    fn typed(&mut self, sent: &Sent) {
        let Ok(ids) = pair_of(sent) else {
            return;
        };
        let mut lines = self.lines.iter_mut();
        if let Some(line) = lines.find(|line| line.ids == ids) {
            line.reason = sent.text("reason").to_owned();
        }
    }
}

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    page: Option<u64>,
    reason: Option<String>,
}

/// A page of the list for somebody's eyes; nothing beyond the last.
async fn listed(
    site: &Site,
    visitor: &Visitor,
    (reason, page): (Option<Reason>, u64),
) -> Result<Option<DuplicatesPage>, PageFault> {
    let found = site
        .app
        .duplicates(visitor.principal(), reason, page)
        .await?;
    if page > found.last_page() {
        return Ok(None);
    }
    let by = found.decided.iter().map(|pair| pair.by);
    let names = names_of(site, by.collect()).await?;
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let once = || site.app.new_request_id();
    Ok(Some(DuplicatesPage::of(
        shell,
        (&found, reason),
        &names,
        once,
    )))
}

pub(crate) async fn show(
    _: DuplicatesPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    if may_judge_pairs(visitor.principal()).is_err() {
        return Err(PageFault::NotFound);
    }
    let Query(asked) = asked.map_err(|_| PageFault::NotFound)?;
    let reason = match asked.reason.as_deref() {
        None => None,
        Some(code) => Some(Reason::from_code(code).ok_or(PageFault::NotFound)?),
    };
    let page = asked.page.unwrap_or(1);
    if page == 0 {
        return Err(PageFault::NotFound);
    }
    let page = listed(&site, &visitor, (reason, page)).await?;
    let mut page = page.ok_or(PageFault::NotFound)?;
    if let Some(sent) = drafted(&site, &visitor).await? {
        page.typed(&sent);
    }
    Ok(shown(&page))
}

/// What is told of a pair that is not listed any more as it was seen.
const TOO_LATE: &str =
    "ほかの人が先に決めたか、機関の内容がかわりました。いま残っている組を出しています。";

/// Where in the list a form stood.
fn place_of(sent: &Sent) -> (Option<Reason>, u64) {
    let page = sent.text("page").parse::<u64>().unwrap_or(1).max(1);
    (Reason::from_code(sent.text("because")), page)
}

/// The two entries that a form names.
fn pair_of(sent: &Sent) -> Result<PairIds, PageFault> {
    let id = |name| sent.text(name).parse::<ResourceId>();
    let (Ok(one), Ok(other)) = (id("resource"), id("to")) else {
        return Err(PageFault::NotFound);
    };
    PairIds::of(one, other).ok_or(PageFault::NotFound)
}

/// What a form says of its pair, or why that cannot be kept.
fn said_of(sent: &Sent) -> Result<Result<SaidOfPair, String>, PageFault> {
    match sent.text("said") {
        "different" => {}
        "perhaps" => return Ok(Ok(SaidOfPair::PerhapsOne)),
        _ => return Err(PageFault::BadRequest),
    }
    let mark = read_mark(sent.text("mark")).ok_or(PageFault::BadRequest)?;
    Ok(match Line::parse(sent.text("reason")) {
        Err(fault) if fault != TextFault::Empty => Err(format!(
            "わけ: {}",
            FieldFault::of_text("reason", &fault).message
        )),
        reason => Ok(SaidOfPair::NotOne {
            mark,
            reason: reason.ok(),
        }),
    })
}

pub(crate) async fn say(
    _: DuplicatesPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (reason, page) = place_of(&sent);
    let words = if sent.text("said") == "search" {
        match site.app.ask_for_duplicates(visitor.principal()).await? {
            Ok(()) => {
                return Ok(Redirect::to(&address(reason, 1)).into_response());
            }
            Err(refusal) => refusal,
        }
    } else {
        let ids = pair_of(&sent)?;
        match said_of(&sent)? {
            Err(words) => return again(&site, &visitor, (&sent, words)).await,
            Ok(said) => {
                let writer = writer(&visitor, &sent);
                match site.app.say_of_pair(&writer, ids, said).await? {
                    Ok(_) => {
                        forget(&site, &visitor).await?;
                        // Whoever decides the last one of a page goes on from the first.
                        let is_there = listed(&site, &visitor, (reason, page)).await?.is_some();
                        let on = address(reason, if is_there { page } else { 1 });
                        return Ok(Redirect::to(&on).into_response());
                    }
                    Err(refusal) => refusal,
                }
            }
        }
    };
    let words = match words {
        EditRefusal::NotFound => return Err(PageFault::NotFound),
        EditRefusal::NotAllowed(decision) => return Ok(refused(decision, &visitor)),
        EditRefusal::NothingToChange | EditRefusal::KeyReused(_) => TOO_LATE.to_owned(),
        other => other.to_string(),
    };
    again(&site, &visitor, (&sent, words)).await
}

/// Shows the list again, with why nothing was kept and what was typed.
async fn again(
    site: &Site,
    visitor: &Visitor,
    (sent, words): (&Sent, String),
) -> Result<Response, PageFault> {
    if let Err(refusal) = may_judge_pairs(visitor.principal()) {
        return match refusal {
            EditRefusal::NotAllowed(decision) => Ok(refused(decision, visitor)),
            _ => Err(PageFault::NotFound),
        };
    }
    let (reason, page) = place_of(sent);
    let seen = match listed(site, visitor, (reason, page)).await? {
        Some(seen) => Some(seen),
        None => listed(site, visitor, (reason, 1)).await?,
    };
    let mut page = seen.ok_or(PageFault::NotFound)?;
    page.refusal = Some(words);
    page.typed(sent);
    Ok(conflicting(shown(&page)))
}
