//! Finding a date, for staff of the agency that leads: asking about dates ([`open`]), the best ones with why, who said what,
//! links to hand on, answers that were heard ([`heard`]), and how each was asked (`told`). Links are handed on by hand;
//! messages leave by the way in which each is called.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::poll::read::PollView;
use renkei_app::conference::poll::{HandedLink, OfConference};
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_domain::conference::Conference;
use renkei_domain::directory::hours::Hours;

use self::handed::{LinkLine, links};
use self::lines::{DateLine, PersonLine, date_lines, news, person_lines, settings};
use super::super::consents::words_of;
use super::super::facts::Facts;
use super::super::faults::Faults;
use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::refusal_words;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CallsPath, CaseConferencesPath, ConferencePaperPath, ConferencePartPath, ConferencePath,
    ConferencePollPath, PollStepPath, PollsPath,
};
use crate::session::Visitor;

mod dates;
mod handed;
pub mod heard;
mod lines;
mod open;
pub(super) mod samples;
mod told;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_poll.html")]
pub struct ConferencePollPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    what: String,
    number: String,
    name: String,
    /// What was asked, and what came back; absent where nothing was asked.
    poll: Option<Shown>,
    /// Where it is written down that the person saw who is called; absent where they did, or nobody is to be asked.
    before: Option<ConferencePartPath>,
    /// The form that asks; absent where nothing can be asked now.
    form: Option<Form>,
    /// Links that were just made, which are shown once.
    links: Vec<LinkLine>,
    enter: PollsPath,
    step: PollStepPath,
    once: String,
    fault: Option<String>,
}

/// A poll that was opened.
#[derive(Debug, Clone)]
struct Shown {
    state: &'static str,
    is_open: bool,
    news: Vec<String>,
    /// Whom to tell that it is cancelled, who were asked about dates.
    hear: Vec<String>,
    dates: Vec<DateLine>,
    people: Vec<PersonLine>,
    settings: Facts,
    /// How many were not told yet that they are asked, where somebody may tell them.
    untold: Option<usize>,
    /// Forms that are still to be printed.
    papers: Vec<(&'static str, ConferencePaperPath)>,
    /// Where it is changed how somebody is asked.
    ways: CallsPath,
}

const BUTTON: &str = "この候補できく（リンクをつくる）";

const WRONG_HOURS: &str = "会議に出られる時間を「月-金 13:00-17:00」の形で書いてください。わからないときは、空のままにします。";

/// What became of a form that was sent.
#[derive(Debug, Default)]
struct Told {
    links: Vec<LinkLine>,
    fault: Option<String>,
    once: String,
}

impl ConferencePollPage {
    fn of(
        shell: Shell,
        (view, conference): (&PollView, &Conference),
        form: Form,
        told: Told,
    ) -> Self {
        let case = view.view.case();
        let outline = &conference.outline;
        let may_close = view.view.may_convene;
        let is_seen = conference.seen_on.is_some();
        let poll = view.poll().map(|poll| {
            let ranked = view.ranked();
            let progress = view.progress(&ranked);
            let is_open = may_close && poll.taking().is_ok();
            let untold = view.untold();
            Shown {
                state: poll.state.word(),
                is_open,
                untold: (is_open && is_seen && case.is_open() && untold > 0).then_some(untold),
                papers: told::papers(view, poll),
                ways: CallsPath::of(case.id, conference.id),
                news: news(view, poll, &progress),
                hear: told::to_hear(view, poll),
                dates: date_lines(view, poll, &ranked),
                people: person_lines(view, poll),
                settings: settings(view, poll),
            }
        });
        let may_open = open::may_open(view, conference);
        let is_asking = poll.as_ref().is_some_and(|poll| poll.is_open) && case.is_open();
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            before: ((may_open || is_asking) && !is_seen)
                .then(|| ConferencePartPath::of(case.id, conference.id, "shown")),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            number: number_of(case),
            name: name_of(case),
            poll,
            form: (may_open && is_seen).then_some(form),
            links: told.links,
            enter: PollsPath,
            step: PollStepPath::of(case.id, conference.id),
            once: told.once,
            fault: told.fault,
        }
    }
}

/// The poll of a conference at the desk, or how the page answers instead.
async fn seen(
    site: &Site,
    visitor: &Visitor,
    (case, conference): (&str, &str),
) -> Result<Result<PollView, Response>, PageFault> {
    let of = OfConference {
        case: case.parse().map_err(|_| PageFault::NotFound)?,
        id: conference.parse().map_err(|_| PageFault::NotFound)?,
    };
    match site.app.poll(visitor.principal(), of).await? {
        Ok(view) if view.view.consents.is_person || view.conference().is_none() => {
            Err(PageFault::NotFound)
        }
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

/// The same for whoever prepares the conference.
async fn prepared(
    site: &Site,
    visitor: &Visitor,
    of: (&str, &str),
) -> Result<Result<PollView, Response>, PageFault> {
    match seen(site, visitor, of).await? {
        Ok(view) if !view.view.may_convene => Err(PageFault::NotFound),
        other => Ok(other),
    }
}

/// The conference of a poll.
fn one(view: &PollView) -> Result<&Conference, PageFault> {
    view.conference().ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &PollView,
    (sent, faults): (&Sent, &Faults),
    told: Told,
) -> Result<Response, PageFault> {
    let conference = one(view)?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let action = ConferencePollPath::of(view.view.case().id, view.id);
    let form = Form::new(site, action, BUTTON)
        .with(open::fields(view, sent, faults))
        .carrying("version", conference.version);
    let told = Told {
        once: site.app.new_request_id(),
        ..told
    };
    Ok(shown(&ConferencePollPage::of(
        shell,
        (view, conference),
        form,
        told,
    )))
}

pub(crate) async fn show(
    path: ConferencePollPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => open::pack(&view, one(&view)?),
    };
    let said = (&sent, &Faults::default());
    asked(&site, &visitor, &view, said, Told::default()).await
}

pub(crate) async fn begin(
    path: ConferencePollPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let of = (path.id.as_str(), path.conference.as_str());
    let view = match prepared(&site, &visitor, of).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(new) = open::read(&view, &sent, &mut faults) {
        let seen = SeenConference {
            case: view.view.case().id,
            id: view.id,
            version: sent.text("version").parse().unwrap_or(0),
        };
        let by = writer(&visitor, &sent);
        match site.app.open_poll(&by, seen, new).await? {
            Ok(opened) => {
                forget(&site, &visitor).await?;
                return handed(&site, &visitor, (&headers, of), &opened.links).await;
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let told = Told {
        fault,
        ..Told::default()
    };
    let said = (&sent, &faults);
    Ok(asked_again(
        asked(&site, &visitor, &view, said, told).await?,
    ))
}

/// Shows the poll as it stands now with links that were just made.
async fn handed(
    site: &Site,
    visitor: &Visitor,
    (headers, of): (&HeaderMap, (&str, &str)),
    handed: &[HandedLink],
) -> Result<Response, PageFault> {
    let view = match seen(site, visitor, of).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let told = Told {
        links: links(site, headers, &view, handed),
        ..Told::default()
    };
    let sent = open::pack(&view, one(&view)?);
    asked(site, visitor, &view, (&sent, &Faults::default()), told).await
}

pub(crate) async fn take(
    path: PollStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageFault> {
    let of = (path.id.as_str(), path.conference.as_str());
    let view = match prepared(&site, &visitor, of).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let about = OfConference {
        case: view.view.case().id,
        id: view.id,
    };
    let by = writer(&visitor, &sent);
    let page = ConferencePollPath::of(about.case, about.id).to_string();
    if let Some(form) = told::read(&view, &sent) {
        let form = match form {
            Ok(form) => form,
            Err(words) => return again(&site, &visitor, &view, words).await,
        };
        return match site.app.mark_poll_notice(&by, about, form).await? {
            Ok(()) => Ok(Redirect::to(&page).into_response()),
            Err(refusal) => refused(&site, &visitor, &view, refusal).await,
        };
    }
    let refusal: ConferenceRefusal = match sent.text("step") {
        "send" => match site.app.send_poll(&by, about).await? {
            Ok(_) => return Ok(Redirect::to(&page).into_response()),
            Err(refusal) => refusal,
        },
        "close" => match site.app.close_poll(&by, about).await? {
            Ok(()) => return Ok(Redirect::to(&page).into_response()),
            Err(refusal) => refusal,
        },
        "link" => {
            let who = open::who_of(sent.text("item")).ok_or(PageFault::NotFound)?;
            if !view.everybody().iter().any(|one| one.who == who) {
                return Err(PageFault::NotFound);
            }
            match site.app.make_poll_link(&by, about, who).await? {
                Ok(link) => return handed(&site, &visitor, (&headers, of), &[link]).await,
                Err(refusal) => refusal,
            }
        }
        "meets" => {
            let id = sent.text("item").parse().map_err(|_| PageFault::NotFound)?;
            let poll = view.poll().ok_or(PageFault::NotFound)?;
            let who = poll.respondent(id).ok_or(PageFault::NotFound)?.id;
            let Ok(meets) = Hours::parse(sent.text("meets")) else {
                return again(&site, &visitor, &view, WRONG_HOURS.to_owned()).await;
            };
            let kept = site.app.keep_meeting_times(&by, about, (who, meets));
            match kept.await? {
                Ok(()) => return Ok(Redirect::to(&page).into_response()),
                Err(refusal) => refusal,
            }
        }
        _ => return Err(PageFault::NotFound),
    };
    refused(&site, &visitor, &view, refusal).await
}

/// Shows the poll with why a use case refused, or how the page answers instead.
async fn refused(
    site: &Site,
    visitor: &Visitor,
    view: &PollView,
    refusal: ConferenceRefusal,
) -> Result<Response, PageFault> {
    match refusal_words(refusal, visitor)? {
        Ok(words) => again(site, visitor, view, words).await,
        Err(answer) => Ok(answer),
    }
}

/// Shows the poll with why the last step was not taken.
async fn again(
    site: &Site,
    visitor: &Visitor,
    view: &PollView,
    fault: String,
) -> Result<Response, PageFault> {
    let told = Told {
        fault: Some(fault),
        ..Told::default()
    };
    let sent = open::pack(view, one(view)?);
    let said = (&sent, &Faults::default());
    Ok(asked_again(asked(site, visitor, view, said, told).await?))
}
