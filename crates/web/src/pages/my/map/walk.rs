//! Walking through one's own map: one question a page, saved after each. Nobody has to remember where they stopped: the
//! first question without an answer comes next, and the list shows them all.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::map::MapRefusal;
use renkei_app::map::own::OwnMap;
use renkei_domain::ids::MapEntryId;
use renkei_domain::map::{MapFault, MapPlace, ResourceMap};
use serde::Deserialize;

use super::super::super::cases::faults::Faults;
use super::more::MorePage;
use super::questions::{Question, about_whom, part_of};
use super::{nights, own, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MapPath, MapPrintPath, MapWalkPath, WalkPath, WorksheetsPath};
use crate::session::Visitor;

/// The list of the questions.
#[derive(Debug, Template)]
#[template(path = "map_walk.html")]
pub struct WalkPage {
    shell: Shell,
    map: MapPath,
    print: MapPrintPath,
    worksheets: WorksheetsPath,
    is_begun: bool,
    /// The first question without an answer; none where every one has its.
    next: Option<WalkPath>,
    questions: Vec<QuestionLine>,
}

/// A question of the list.
#[derive(Debug, Clone)]
struct QuestionLine {
    path: WalkPath,
    words: &'static str,
    /// The name of the part of life it is about: the person's own, or that in the words that were chosen.
    part: Option<String>,
    /// Whether something is written to it; what is only chosen has no answer to show.
    is_written: bool,
    is_answered: bool,
}

/// One question.
#[derive(Debug, Template)]
#[template(path = "map_question.html")]
pub struct QuestionPage {
    shell: Shell,
    fault: Option<String>,
    map: MapPath,
    walk: MapWalkPath,
    place: usize,
    count: usize,
    words: &'static str,
    example: &'static str,
    /// Whom it is about.
    whom: Option<String>,
    part: Option<String>,
    before: Option<WalkPath>,
    /// Where one goes on without an answer.
    skip: String,
    form: Form,
}

/// What stands behind the question mark: whether it is asked for somebody beside those who stand there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    further: String,
}

const BUTTON: &str = "ほぞんして つぎへ";

/// The second button: what is typed is saved as well.
const STOP: (&str, &str) = ("stop", "ほぞんして きょうは やめる");

pub(super) fn path(question: Question) -> WalkPath {
    WalkPath::of(question.code())
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

impl WalkPage {
    pub(super) fn of(shell: Shell, own: &OwnMap) -> Self {
        let asked = Question::ALL.into_iter().map(|(one, _)| one);
        let asked = asked.filter(|one| one.can_be_asked(&own.map));
        let wording = shell.display.wording;
        Self {
            shell,
            map: MapPath,
            print: MapPrintPath,
            worksheets: WorksheetsPath,
            is_begun: !own.map.is_empty(),
            next: Question::first_open(&own.map).map(path),
            questions: asked
                .map(|one| QuestionLine {
                    path: path(one),
                    words: one.words(),
                    part: owned(part_of(one, &own.map, wording)),
                    is_written: one.is_written(),
                    is_answered: one.is_answered(&own.map),
                })
                .collect(),
        }
    }
}

/// Where one goes on after a question.
pub(super) fn after(question: Question, own: &OwnMap) -> String {
    question
        .next(&own.map)
        .map_or_else(|| MapWalkPath.to_string(), |next| path(next).to_string())
}

/// The question at which one stands: who is asked for somebody further is still at whether there are others, until
/// that one has a name.
fn standing(question: Question, map: &ResourceMap, sent: &Sent) -> Question {
    match question {
        Question::Who(quadrant) if sent.text("entry").is_empty() && question.is_answered(map) => {
            Question::More(quadrant)
        }
        _ => question,
    }
}

fn unwritten(own: &OwnMap, new: MapEntryId) -> Packed {
    let mut packed = Packed::default();
    packed.put("version", own.version);
    packed.put("new", new);
    packed
}

/// What a question shows before somebody types.
pub(super) fn packed(question: Question, own: &OwnMap, new: MapEntryId) -> Sent {
    let mut packed = unwritten(own, new);
    question.pack(&mut packed, &own.map);
    packed.sent()
}

impl QuestionPage {
    pub(super) fn of(
        shell: Shell,
        (question, own): (Question, &OwnMap),
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let map = &own.map;
        let wording = shell.display.wording;
        let mut fields = question.fields(map, sent, faults);
        fields.extend(nights::field(question, &own.night, sent));
        let mut form = form
            .with(fields)
            .carrying("version", own.version)
            .carrying("new", sent.text("new"));
        // Whom the form was shown for; the one who is to be told is chosen in a field of that name.
        if matches!(question, Question::Who(_)) {
            form = form.carrying("entry", sent.text("entry"));
        }
        form.again = Some(STOP);
        let standing = standing(question, map, sent);
        let before = match standing == question {
            true => question.before(map),
            false => Some(standing),
        };
        Self {
            shell,
            fault,
            map: MapPath,
            walk: MapWalkPath,
            place: question.place(),
            count: Question::ALL.len(),
            words: question.words(),
            example: question.example(),
            whom: about_whom(question, map),
            part: owned(part_of(question, map, wording)),
            before: before.map(path),
            skip: after(standing, own),
            form,
        }
    }

    /// The form of a question without a site.
    pub(super) fn sample_form(question: Question) -> Form {
        Form::sample(path(question), BUTTON)
    }
}

/// What is wrong, beside the field in which it was answered where it is of this question.
fn beside(question: Question, refusal: &MapRefusal, (sent, faults): (&Sent, &mut Faults)) -> bool {
    use MapPlace as P;
    use Question as Q;
    let MapRefusal::Map(fault) = refusal else {
        return false;
    };
    let field = match (question, fault) {
        (Q::Aim, MapFault::TooLong { place: P::Aim, .. })
        | (
            Q::About(_),
            MapFault::TooLong {
                place: P::About, ..
            },
        )
        | (
            Q::INotice,
            MapFault::TooLong {
                place: P::INotice, ..
            },
        )
        | (
            Q::OthersNotice,
            MapFault::TooLong {
                place: P::OthersNotice,
                ..
            },
        )
        | (
            Q::Helps,
            MapFault::TooLong {
                place: P::Helps, ..
            },
        ) => "text",
        (Q::Who(_), MapFault::TooLong { place: P::Name, .. } | MapFault::Full) => "name",
        (
            Q::Tell(_),
            MapFault::TooLong {
                place: P::Tell,
                limit,
            },
        ) => match sent.text("name").chars().count() > *limit {
            true => "name",
            false => "address",
        },
        (Q::How(_), MapFault::TooLong { place: P::Way, .. }) => "address",
        (Q::Tell(_), MapFault::UnknownTell) => "entry",
        _ => return false,
    };
    faults.say(field, fault.to_string());
    true
}

pub(crate) async fn list(
    _: MapWalkPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(&site, &visitor, Here::Map).await?;
    Ok(shown(&WalkPage::of(shell, &own)))
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    of: (Question, &OwnMap),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Map).await?;
    let form = Form::new(site, path(of.0), BUTTON);
    Ok(shown(&QuestionPage::of(shell, of, form, said)))
}

pub(crate) async fn show(
    path: WalkPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let question = Question::from_code(&path.question).ok_or(PageFault::NotFound)?;
    let own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    if !question.can_be_asked(&own.map) {
        return Ok(Redirect::to(&MapWalkPath.to_string()).into_response());
    }
    if let Question::More(quadrant) = question {
        let shell = Shell::of(&site, &visitor, Here::Map).await?;
        return Ok(shown(&MorePage::of(shell, &own, quadrant)));
    }
    let is_further = matches!(question, Question::Who(_)) && !query.further.is_empty();
    let new = site.app.new_map_entry();
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None if is_further => unwritten(&own, new).sent(),
        None => packed(question, &own, new),
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, (question, &own), said).await
}

pub(crate) async fn save(
    path: WalkPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let question = Question::from_code(&path.question).filter(|one| one.is_written());
    let question = question.ok_or(PageFault::NotFound)?;
    let mut own = match own(&site, &visitor).await? {
        Ok(own) => own,
        Err(answer) => return Ok(answer),
    };
    let seen = sent.text("version").parse().unwrap_or(-1);
    let new: Option<MapEntryId> = sent.text("new").parse().ok();
    let new = new.unwrap_or_else(|| site.app.new_map_entry());
    let mut faults = Faults::default();
    let answered = question.answered(own.map.clone(), (&sent, &mut faults), new);
    let answered = answered.map(|map| nights::answered(question, map, (&own.night, &sent), new));
    let mut fault = None;
    if let Some(map) = answered {
        let by = writer(&visitor, &sent);
        match site.app.save_map(&by, seen, map.clone()).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let left = match sent.text("name") {
                    "" => standing(question, &own.map, &sent),
                    _ => question,
                };
                own.map = map;
                let to = match sent.text(STOP.0) {
                    "" => after(left, &own),
                    _ => super::having(&MapPath, "saved"),
                };
                return Ok(Redirect::to(&to).into_response());
            }
            Err(refusal) if beside(question, &refusal, (&sent, &mut faults)) => {}
            Err(refusal) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (question, &own), said).await?;
    Ok(asked_again(page))
}
