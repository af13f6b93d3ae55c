//! The conferences about oneself: who is called and what is talked about before anything leaves, saying whom one does not
//! want there, and what one wants to talk about and what not.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::is_about;
use renkei_app::conference::SeenConference;
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::read::{Called, ConferencesView};
use renkei_app::conference::speak::PersonSays;
use renkei_domain::conference::{Coming, Conference, ConferenceState};
use renkei_domain::told::Told;

use super::super::facts::{day, lines_of};
use super::super::faults::Faults;
use super::super::trail::{TrailStep, steps_to};
use super::lines::{ItemLine, item_lines, moment, to_bring, window};
use super::minutes::lines::{PlainDecision, plain_decision};
use super::own_asks::{OwnAsks, pressed};
use super::own_poll::{OwnPoll, own_polls};
use super::parts::words;
use super::steps::called;
use super::{begins, one, refusal_words, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{OwnConferencePaperPath, OwnConferencePath, OwnConferencesPath};
use crate::session::Visitor;

const BUTTON: &str = "この言葉を つたえる";

/// The list.
#[derive(Debug, Template)]
#[template(path = "own_conferences.html")]
pub struct OwnConferencesPage {
    shell: Shell,
    steps: [TrailStep; 2],
    lead: String,
    /// Those that are to come, and those that are over.
    rows: [Vec<Row>; 2],
}

/// A conference of the list.
#[derive(Debug, Clone)]
struct Row {
    path: OwnConferencePath,
    what: &'static str,
    kind: &'static str,
    state: &'static str,
    when: Option<String>,
    /// Whether one has not seen it as it is now.
    is_news: bool,
    /// How much was decided; nothing is said of one that was not held.
    decided: Option<Vec<Told>>,
    /// The half page with what was decided, as PDF.
    half_page: Option<OwnConferencePaperPath>,
}

fn how_much(decided: usize) -> Vec<Told> {
    match decided {
        0 => vec!["きまったことは、 まだ 書かれていません。".into()],
        some => vec!["きまったこと:".into(), format!(" {some}こ").into()],
    }
}

fn row(view: &ConferencesView, one: &Conference) -> Row {
    let half_page = ConferencePaper::of(one).find(|paper| *paper == ConferencePaper::HalfPage);
    let case = view.case().id;
    Row {
        path: OwnConferencePath::of(case, one.id),
        what: one.outline.purpose.plain(),
        kind: one.outline.kind.word(),
        state: plain(one.state),
        when: begins(one.state, one.slot.as_ref().map(|slot| slot.begins)),
        is_news: one.state.is_being_prepared() && one.seen_on.is_none(),
        decided: half_page.map(|_| how_much(view.half_page(one).decisions.len())),
        half_page: half_page.map(|paper| OwnConferencePaperPath::of(case, one.id, paper.code())),
    }
}

/// One of them.
#[derive(Debug, Template)]
#[template(path = "own_conference.html")]
pub struct OwnConferencePage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: OwnConferencesPath,
    what: &'static str,
    kind: &'static str,
    state: &'static str,
    host: String,
    keeper: String,
    why: Vec<String>,
    /// Why it is held without oneself.
    absence: Vec<String>,
    /// When the family is there.
    family: Option<String>,
    when: Option<(String, u16, String)>,
    /// What one brings along, a thing on each line.
    to_bring: Vec<String>,
    /// What people are or were asked about the date.
    polls: Vec<OwnPoll>,
    called: Vec<CalledLine>,
    own_minutes: u16,
    items: Vec<ItemLine>,
    /// What was decided; what is due first comes first.
    decisions: Vec<PlainDecision>,
    /// What one says; absent once it was held or is over.
    form: Option<Form>,
    /// What one asks for by one press; absent where one is not expected.
    asks: Option<OwnAsks>,
    seen: Option<String>,
    told: Option<String>,
    /// Its sheets as PDF, each with what it is.
    papers: Vec<(OwnConferencePaperPath, &'static str)>,
    action: OwnConferencePath,
    version: i64,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// Somebody who is called.
#[derive(Debug, Clone)]
struct CalledLine {
    id: String,
    name: String,
    role: Option<&'static str>,
    window: String,
    /// What they hear of oneself.
    hears: Vec<&'static str>,
    /// Whether one has not agreed that they hear who it is about.
    is_waiting: bool,
    is_unwanted: bool,
}

const fn plain(state: ConferenceState) -> &'static str {
    match state {
        ConferenceState::Draft => "じゅんび中",
        ConferenceState::Polling => "日を きいている",
        ConferenceState::Scheduled => "日が きまった",
        ConferenceState::Postponed => "えんき（日は まだ）",
        ConferenceState::Held => "ひらいた",
        ConferenceState::Closed => "おわった",
        ConferenceState::Cancelled => "とりやめ",
    }
}

/// One's own sheets that there are of it now.
fn papers(conference: &Conference) -> Vec<(OwnConferencePaperPath, &'static str)> {
    let (case, id) = (conference.case, conference.id);
    let papers = ConferencePaper::of(conference).filter(|paper| paper.is_for_the_person());
    papers
        .map(|paper| {
            let words = match paper {
                ConferencePaper::PersonCall => "打ち合わせの お知らせ",
                ConferencePaper::HalfPage => "きまったこと（半ページ）",
                _ => "話すこと",
            };
            (OwnConferencePaperPath::of(case, id, paper.code()), words)
        })
        .collect()
}

fn called_line(one: &Called) -> CalledLine {
    let participant = &one.participant;
    let hears = match &one.coming {
        Coming::May { hears, .. } => hears.iter().map(|one| one.plain()).collect(),
        Coming::NotYet(_) | Coming::Unwanted(_) => Vec::new(),
    };
    CalledLine {
        id: participant.id.to_string(),
        name: one.name.clone(),
        role: participant.role.map(|role| role.word()),
        window: window(participant.window),
        hears,
        is_waiting: matches!(one.coming, Coming::NotYet(_)),
        is_unwanted: participant.unwanted_since.is_some(),
    }
}

impl OwnConferencesPage {
    pub(super) fn of(shell: Shell, view: &ConferencesView) -> Self {
        let lead = view.consents.lead.clone();
        let (to_come, past): (Vec<&Conference>, Vec<&Conference>) = view
            .conferences
            .iter()
            .partition(|one| one.state.is_being_prepared());
        let rows = [to_come, past].map(|some| some.into_iter().map(|one| row(view, one)).collect());
        Self {
            shell,
            steps: steps_to(view.case(), Some(&lead)),
            rows,
            lead,
        }
    }
}

/// What one says, as it stands there now.
fn packed(conference: &Conference) -> Sent {
    let mut packed = Packed::default();
    words::pack(&mut packed, &conference.words);
    packed.sent()
}

impl OwnConferencePage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        form: Form,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let slot = conference.slot.as_ref();
        let slot = slot.filter(|_| conference.state != ConferenceState::Postponed);
        let absence = outline.presence.absence.as_ref();
        let family = outline.presence.family.as_ref();
        let decisions = view.decided(conference.id).into_iter();
        let may_speak = view.may_speak && conference.state.is_being_prepared();
        Self {
            shell,
            steps: steps_to(case, Some(&view.consents.lead)),
            list: OwnConferencesPath::of(case.id),
            what: outline.purpose.plain(),
            kind: outline.kind.word(),
            state: plain(conference.state),
            host: view.host(conference),
            keeper: view.keeper(conference),
            why: conference.why.as_ref().map(lines_of).unwrap_or_default(),
            absence: absence.map(|one| lines_of(&one.words)).unwrap_or_default(),
            family: family.map(|family| window(Some(family.window))),
            polls: own_polls(view, conference),
            when: slot.map(|slot| (moment(slot.begins), slot.minutes, slot.place.to_string())),
            to_bring: to_bring(outline.to_bring.as_ref()),
            called: view.called(conference).iter().map(called_line).collect(),
            own_minutes: conference.agenda.own_minutes,
            items: item_lines(view, conference, true),
            decisions: decisions
                .map(|one| plain_decision(one, &view.doer(one)))
                .collect(),
            form: may_speak.then_some(form),
            asks: absence.is_none().then(|| OwnAsks::of(conference)),
            seen: conference.seen_on.map(day),
            told: conference.told_on.map(day),
            papers: papers(conference),
            action: OwnConferencePath::of(case.id, conference.id),
            version: conference.version,
            once,
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &ConferencesView,
        (once, fault): (String, Option<String>),
    ) -> Option<Self> {
        let conference = view.conferences.first()?;
        let fields = words::plain_fields(&packed(conference), &Faults::default());
        let action = OwnConferencePath::of(view.case().id, conference.id);
        let form = Form::sample(action, BUTTON).with(fields);
        Some(Self::of(shell, (view, conference), form, (once, fault)))
    }
}

/// The conferences of a case for whom it is about; staff have pages of their own.
async fn own(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConferencesView, Response>, PageFault> {
    let view = match seen(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(Err(answer)),
    };
    if is_about(visitor.principal(), view.case()) {
        Ok(Ok(view))
    } else {
        Err(PageFault::NotFound)
    }
}

pub(crate) async fn list(
    path: OwnConferencesPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match own(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let shell = Shell::of(&site, &visitor, Here::OwnCases).await?;
            Ok(shown(&OwnConferencesPage::of(shell, &view)))
        }
        Err(answer) => Ok(answer),
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    fields: Vec<Field>,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::OwnCases).await?;
    let action = OwnConferencePath::of(view.case().id, conference.id);
    let form = Form::new(site, action, BUTTON)
        .with(fields)
        .carrying("step", "words");
    let said = (site.app.new_request_id(), fault);
    let of = (view, conference);
    Ok(shown(&OwnConferencePage::of(shell, of, form, said)))
}

pub(crate) async fn show(
    path: OwnConferencePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match own(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    // Of what was pressed nothing is left to type; what was typed comes back.
    let kept = drafted(&site, &visitor).await?;
    let kept = kept.filter(|kept| kept.text("step") == "words");
    let sent = kept.unwrap_or_else(|| packed(conference));
    let fields = words::plain_fields(&sent, &Faults::default());
    asked(&site, &visitor, (&view, conference), fields, None).await
}

/// What the person says, where nothing is wrong with it.
fn read(
    conference: &Conference,
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<PersonSays>, PageFault> {
    Ok(match sent.text("step") {
        "words" => words::read(sent, faults).map(PersonSays::Words),
        "not" => Some(PersonSays::NotThem(called(conference, sent)?)),
        "after_all" => Some(PersonSays::ThemAfterAll(called(conference, sent)?)),
        "saw" => Some(PersonSays::Saw),
        step => Some(pressed(step).ok_or(PageFault::NotFound)?),
    })
}

pub(crate) async fn say(
    path: OwnConferencePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match own(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(says) = read(conference, &sent, &mut faults)? {
        let seen = SeenConference {
            case: view.case().id,
            id: conference.id,
            version: sent.text("version").parse().unwrap_or(0),
        };
        let by = writer(&visitor, &sent);
        match site.app.speak_in_conference(&by, seen, says).await? {
            Ok(kept) => {
                forget(&site, &visitor).await?;
                let page = OwnConferencePath::of(seen.case, kept.0).to_string();
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let typed = match sent.text("step") {
        "words" => sent,
        _ => packed(conference),
    };
    let fields = words::plain_fields(&typed, &faults);
    let of = (&view, conference);
    Ok(asked_again(
        asked(&site, &visitor, of, fields, fault).await?,
    ))
}
