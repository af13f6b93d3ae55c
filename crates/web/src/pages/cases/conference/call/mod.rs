//! Calling people to a conference: the board of how each is called, what left, who was told and what they answered, with
//! one thing to do about each. [`way`] changes how somebody is called, [`draft`] shows what they will read or hear, [`to`]
//! is one invitation with all of its messages and answers, [`received`] the mail that came back, [`step`] writes something down about it, and
//! `about_link` sends and stops the link by which they read who it is about.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::CallRefusal;
use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::view::{CallsView, Tally};
use renkei_domain::conference::invitation::{CallChannel, conference_number};
use renkei_domain::conference::{Conference, ConferenceState};

use self::lines::{CallLine, GoneLine, sheet};
use super::super::facts::day;
use super::super::name_of;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::lines::moment;
use super::refusal_words;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CallsPath, CaseConferencesPath, ConferenceMailPath, ConferencePaperPath, ConferencePartPath,
    ConferencePath, SendCallsPath,
};
use crate::session::Visitor;

mod about_link;
pub mod draft;
mod lines;
mod parts;
pub mod received;
mod samples;
pub mod step;
pub mod to;
pub mod way;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_calls.html")]
pub struct CallsPage {
    shell: Shell,
    head: CallHead,
    tally: Tally,
    /// What comes before anything can leave, each with where it is done.
    before: Vec<(String, String)>,
    /// The button that prepares what is to be told; absent where there is nothing, or something comes before.
    send: Option<SendButton>,
    /// The person and their family; absent where it is held without them.
    own: Option<Vec<CallLine>>,
    rows: Vec<CallLine>,
    /// Everything that still has to leave on paper, by its kind.
    papers: Vec<(&'static str, ConferencePaperPath)>,
    /// By when letters are posted, where somebody is called by one.
    posted_by: Option<String>,
    /// By when answers are in time.
    answers_by: Option<String>,
    gone: Vec<GoneLine>,
    /// Where the mail is that came back, and how much of it somebody has to decide about; absent where none did.
    mail: Option<MailLink>,
    /// Where the date is changed and where the conference is cancelled.
    date: Option<String>,
    cancel: Option<String>,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// Whose conference it is, which, and when.
#[derive(Debug, Clone)]
pub(super) struct CallHead {
    pub(super) steps: [TrailStep; 2],
    pub(super) list: CaseConferencesPath,
    pub(super) conference: ConferencePath,
    pub(super) board: CallsPath,
    /// The number of the case.
    pub(super) number: String,
    pub(super) name: String,
    pub(super) what: String,
    pub(super) state: &'static str,
    /// By what everybody speaks of it on the phone and in messages.
    pub(super) called: String,
    pub(super) when: Option<String>,
    pub(super) place: Option<String>,
}

/// The mail that came back.
#[derive(Debug, Clone)]
struct MailLink {
    href: ConferenceMailPath,
    /// How much of it waits for somebody to decide.
    waiting: usize,
}

/// Preparing what is to be told.
#[derive(Debug, Clone)]
struct SendButton {
    action: SendCallsPath,
    once: String,
    version: i64,
    /// To how many.
    count: usize,
}

impl CallHead {
    pub(super) fn of(view: &CallsView, conference: &Conference) -> Self {
        let case = view.conferences.case();
        let slot = conference.slot.as_ref();
        let slot = slot.filter(|_| conference.state != ConferenceState::Postponed);
        let outline = &conference.outline;
        Self {
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            board: CallsPath::of(case.id, conference.id),
            number: number_of(case),
            name: name_of(case),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            state: conference.state.word(),
            called: conference_number(conference.id),
            when: slot.map(|slot| format!("{}（{}分）", moment(slot.begins), slot.minutes)),
            place: slot.map(|slot| slot.place.to_string()),
        }
    }
}

/// What comes before anything can leave.
fn before(view: &CallsView, conference: &Conference) -> Vec<(String, String)> {
    let case = view.conferences.case();
    let to = |part: &str| ConferencePartPath::of(case.id, conference.id, part).to_string();
    let mut before = Vec::new();
    if !conference.state.is_being_prepared() || !case.is_open() {
        return before;
    }
    if conference.participants.is_empty() {
        before.push(("呼ぶ人を選ぶ".to_owned(), to("team")));
    }
    if conference.state != ConferenceState::Scheduled {
        before.push(("日時と場所を決める".to_owned(), to("date")));
    }
    if conference.seen_on.is_none() {
        let words = "だれを呼び何を話すかを本人に見てもらい、その日を書く".to_owned();
        before.push((words, to("shown")));
    }
    before
}

/// Everything that still has to leave on paper.
fn papers(view: &CallsView, conference: &Conference) -> Vec<(&'static str, ConferencePaperPath)> {
    let sheets = [CallSheet::Fax, CallSheet::Letter, CallSheet::Phone].into_iter();
    let listed = view.rows.iter().filter_map(|row| row.invitation.as_ref());
    // The person and their family have a sheet of their own each.
    let gone = view.gone.iter().filter(|one| one.own_side().is_none());
    let waiting: Vec<CallSheet> = listed.chain(gone).filter_map(sheet).collect();
    let waits = |one: &CallSheet| waiting.contains(one);
    let papers = sheets.filter(waits).map(|one| {
        let path = ConferencePaperPath::of(conference.case, conference.id, one.code());
        (one.word(), path)
    });
    papers.collect()
}

impl CallsPage {
    pub(super) fn of(
        shell: Shell,
        view: &CallsView,
        conference: &Conference,
        (posted_by, answers_by): (Option<NaiveDate>, Option<NaiveDate>),
        (once, fault): (String, Option<String>),
    ) -> Self {
        let case = view.conferences.case();
        let is_open = conference.state.is_being_prepared() && case.is_open();
        let to = |part: &str| ConferencePartPath::of(case.id, conference.id, part).to_string();
        let before = before(view, conference);
        let due = view
            .everybody()
            .filter(|row| row.due.is_some_and(|says| says.calls()));
        let count = due.count();
        let is_fixed = conference.state == ConferenceState::Scheduled;
        let has_letters = view
            .everybody()
            .any(|row| row.way.channel == CallChannel::Letter);
        let can_send = is_open && before.is_empty() && count > 0;
        Self {
            shell,
            head: CallHead::of(view, conference),
            tally: view.tally(),
            send: can_send.then(|| SendButton {
                action: SendCallsPath::of(case.id, conference.id),
                once,
                version: conference.version,
                count,
            }),
            own: (!view.own.is_empty()).then(|| {
                let own = view.own.iter();
                own.map(|row| CallLine::of(view, conference, row, can_send))
                    .collect()
            }),
            rows: view
                .rows
                .iter()
                .map(|row| CallLine::of(view, conference, row, can_send))
                .collect(),
            papers: papers(view, conference),
            posted_by: posted_by.filter(|_| has_letters).map(day),
            answers_by: answers_by.filter(|_| is_fixed).map(day),
            gone: view
                .gone
                .iter()
                .map(|one| GoneLine::of(view, one))
                .collect(),
            mail: (!view.mails.is_empty()).then(|| {
                let href = ConferenceMailPath::of(case.id, conference.id);
                let waiting = view.waiting_mails();
                MailLink { href, waiting }
            }),
            date: is_open.then(|| to("date")),
            cancel: is_open.then(|| to("cancel")),
            before,
            fault,
        }
    }
}

/// How everybody is called to a conference, for whoever may prepare it, or how the page answers instead.
pub(super) async fn seen(
    site: &Site,
    visitor: &Visitor,
    (case, conference): (&str, &str),
) -> Result<Result<CallsView, Response>, PageFault> {
    let case = case.parse().map_err(|_| PageFault::NotFound)?;
    let id = conference.parse().map_err(|_| PageFault::NotFound)?;
    let view = site.app.conference_calls(visitor.principal(), case, id);
    match view.await? {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match refusal_words(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

/// The words for what a use case refused, or how the page answers instead.
pub(super) fn call_words(
    refusal: &CallRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        CallRefusal::Conference(refusal) => refusal_words(*refusal, visitor),
        CallRefusal::Withheld(_) | CallRefusal::When(_) => Ok(Ok(refusal.to_string())),
    }
}

async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    view: &CallsView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = (site.app.new_request_id(), fault);
    let posted_by = site.app.letters_posted_by(conference).await?;
    let answers_by = match &conference.slot {
        Some(slot) => site.app.answers_by(slot.begins).await?,
        None => None,
    };
    let days = (posted_by, answers_by);
    Ok(shown(&CallsPage::of(shell, view, conference, days, said)))
}

pub(crate) async fn show(
    path: CallsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => with_fault(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn send(
    path: SendCallsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let case = view.conferences.case().id;
    let seen = SeenConference {
        case,
        id: view.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let by = writer(&visitor, &sent);
    match site.app.send_calls(&by, seen).await? {
        Ok(_) => {
            let board = CallsPath::of(case, view.id).to_string();
            Ok(Redirect::to(&board).into_response())
        }
        Err(refusal) => match call_words(&refusal, &visitor)? {
            Ok(words) => Ok(asked_again(
                with_fault(&site, &visitor, &view, Some(words)).await?,
            )),
            Err(answer) => Ok(answer),
        },
    }
}
