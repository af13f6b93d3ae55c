//! Answering when one can, by a link and without an account. Opening it answers nothing, since mail programs open links
//! too; the button does. Whoever holds the link changes their own answer and no other; nothing tells about whom people
//! meet. Whoever is not asked any more reads so at [`ended`]. Without the link the code on paper is typed at [`enter`].

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::poll::answer::{OtherAnswer, PollByLink};
use renkei_domain::conference::poll::{AnswerWay, Asked, Candidate, Mark, PollAnswer};
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::asked_again;
use crate::paths::PollLinkPath;
use crate::session::Visitor;

pub mod ended;
pub mod enter;
pub(in crate::pages) mod marks;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "poll_link.html")]
pub struct PollLinkPage {
    shell: Shell,
    /// Who asks.
    asks: String,
    minutes: u16,
    until: String,
    is_late: bool,
    is_open: bool,
    /// Whether people do not meet at all any more: nothing is asked, and nothing is to be done.
    is_off: bool,
    /// Whether an answer was just taken.
    is_kept: bool,
    /// What counts of one's own answers, where there is one.
    own: Option<OwnAnswer>,
    form: Form,
    fault: Option<String>,
    /// What the others said of each date, in numbers.
    told: Vec<(String, String)>,
    others: Vec<OtherLine>,
}

/// One's own answer.
#[derive(Debug, Clone)]
struct OwnAnswer {
    /// How and when it came.
    how: String,
    marks: Vec<String>,
}

/// Another who is asked.
#[derive(Debug, Clone)]
struct OtherLine {
    name: String,
    marks: Vec<String>,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    kept: String,
}

const BUTTON: &str = "この答えを送る";

/// Each date with a mark, as a line.
fn lines(
    seen: &PollByLink,
    mark: impl Fn(&Candidate) -> Option<(Mark, Option<String>)>,
) -> Vec<String> {
    let dates = seen.candidates.iter().filter_map(|date| {
        let (mark, note) = mark(date)?;
        let when = marks::when(date.begins, seen.minutes);
        let note = note.map(|note| format!("（{note}）"));
        Some(format!(
            "{} {when}{}",
            mark.said(),
            note.unwrap_or_default()
        ))
    });
    dates.collect()
}

fn own(seen: &PollByLink, answer: &PollAnswer) -> OwnAnswer {
    let at = answer.said_at.in_japan();
    let (day, clock) = (japanese_date(at.date), at.minute);
    OwnAnswer {
        how: match answer.way {
            AnswerWay::Link => format!("{day} {clock} に、このページで答えました。"),
            way => format!("{day} {clock} に{way}で聞いた答えを、聞いた人が書きとめました。"),
        },
        marks: lines(seen, |date| {
            let marked = answer.marks.get(&date.id)?;
            let note = marked.note.as_ref().map(ToString::to_string);
            Some((marked.mark, note))
        }),
    }
}

fn other(seen: &PollByLink, place: usize, other: &OtherAnswer) -> OtherLine {
    let name = other.name.as_ref().map(ToString::to_string);
    let marks = other.marks.as_ref();
    OtherLine {
        name: name.unwrap_or_else(|| format!("出る人 {}", place + 1)),
        marks: lines(seen, |date| Some((marks?.get(&date.id)?.mark, None))),
    }
}

impl PollLinkPage {
    fn of(
        shell: Shell,
        seen: &PollByLink,
        form: Form,
        (is_kept, fault): (bool, Option<String>),
    ) -> Self {
        let keeper = seen.keeper.as_ref().map(ToString::to_string);
        // Whom people meet about gets mail and links as anybody else does: no agency is named to them.
        let is_of_agency = matches!(seen.who, Asked::Participant(_));
        let asks = match (keeper, is_of_agency) {
            (Some(keeper), true) => format!("{} {keeper}", seen.asks),
            (Some(keeper), false) => keeper,
            (None, true) => seen.asks.clone(),
            (None, false) => "いつもの担当".to_owned(),
        };
        let told = seen.candidates.iter().filter_map(|date| {
            let tally = seen.tallies.get(&date.id)?;
            let said = format!(
                "○ {}、△ {}、× {}、まだ {}",
                tally.yes, tally.perhaps, tally.no, tally.waiting
            );
            Some((marks::when(date.begins, seen.minutes), said))
        });
        let others = seen.others.iter().enumerate();
        Self {
            shell: shell.while_signing_in(),
            asks,
            minutes: seen.minutes,
            until: japanese_date(seen.deadline),
            is_late: seen.now.in_japan().date > seen.deadline,
            is_open: seen.is_open,
            is_off: seen.is_off,
            is_kept,
            own: seen.own.as_ref().map(|answer| own(seen, answer)),
            form,
            fault,
            told: told.collect(),
            others: others.map(|(place, one)| other(seen, place, one)).collect(),
        }
    }
}

fn filled(form: Form, seen: &PollByLink, sent: &Sent) -> Form {
    Form {
        groups: marks::groups(&seen.candidates, seen.minutes, sent),
        ..form
    }
}

fn packed(seen: &PollByLink) -> Sent {
    let mut packed = Packed::default();
    if let Some(answer) = &seen.own {
        marks::pack(&mut packed, &seen.candidates, answer);
    }
    packed.sent()
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (path, seen): (&PollLinkPath, &PollByLink),
    sent: &Sent,
    said: (bool, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Conferences).await?;
    let form = filled(Form::new(site, path, BUTTON), seen, sent);
    Ok(shown(&PollLinkPage::of(shell, seen, form, said)))
}

/// Answers where a code opens no poll.
async fn without(
    site: &Site,
    visitor: &Visitor,
    refusal: ConferenceRefusal,
) -> Result<Response, PageFault> {
    match refusal {
        ConferenceRefusal::LinkEnded => ended::ended(site, visitor).await,
        _ => enter::unknown(site, visitor).await,
    }
}

pub(crate) async fn show(
    path: PollLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Shown>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let seen = match site.app.poll_by_link(&path.code).await? {
        Ok(seen) => seen,
        Err(refusal) => return without(&site, &visitor, refusal).await,
    };
    let is_kept = query.kept == "yes" && seen.own.is_some() && !seen.is_off;
    let sent = packed(&seen);
    asked(&site, &visitor, (&path, &seen), &sent, (is_kept, None)).await
}

pub(crate) async fn answer(
    path: PollLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let seen = match site.app.poll_by_link(&path.code).await? {
        Ok(seen) => seen,
        Err(refusal) => return without(&site, &visitor, refusal).await,
    };
    let fault = match marks::read(&seen.candidates, &sent) {
        Ok(said) => match site.app.answer_poll_by_link(&path.code, said).await? {
            Ok(()) => {
                let to = format!("{path}?kept=yes");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(refusal @ (ConferenceRefusal::NoSuchLink | ConferenceRefusal::LinkEnded)) => {
                return without(&site, &visitor, refusal).await;
            }
            Err(refusal) => refusal.to_string(),
        },
        Err(words) => words,
    };
    let said = (false, Some(fault));
    let page = asked(&site, &visitor, (&path, &seen), &sent, said).await?;
    Ok(asked_again(page))
}
