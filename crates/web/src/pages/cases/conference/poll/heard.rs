//! Writing down what somebody answered by phone, FAX, mail, letter or face to face.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::poll::answer::HeardAnswer;
use renkei_app::conference::poll::read::PollView;
use renkei_domain::conference::poll::{AnswerWay, Poll, Respondent};
use renkei_domain::ids::RespondentId;
use renkei_domain::time::{Instant, Minute, Moment};
use serde::Deserialize;

use super::super::super::choices;
use super::super::super::faults::Faults;
use super::super::super::name_of;
use super::super::super::trail::{TrailStep, number_of, steps_to};
use super::super::refusal_words;
use super::{one, prepared};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::poll::marks;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferencePollPath, PollAnswerPath, PollStepPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "poll_heard.html")]
pub struct HeardAnswerPage {
    pub(super) shell: Shell,
    pub(super) steps: [TrailStep; 2],
    pub(super) list: CaseConferencesPath,
    pub(super) poll: ConferencePollPath,
    pub(super) number: String,
    pub(super) case_name: String,
    /// Who answered.
    pub(super) name: String,
    pub(super) form: Form,
    /// When they come to meetings.
    pub(super) times: Option<Form>,
    pub(super) fault: Option<String>,
}

/// What stands behind the question mark: who answered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Whose {
    item: String,
}

pub(super) const BUTTON: &str = "この答えを書きとめる";
pub(super) const TIMES: &str = "出られる時間を保存する";

/// Somebody who is asked, by the id that came.
fn known<'p>(view: &'p PollView, id: &str) -> Result<(&'p Poll, &'p Respondent), PageFault> {
    let poll = view.poll().ok_or(PageFault::NotFound)?;
    let id: RespondentId = id.parse().map_err(|_| PageFault::NotFound)?;
    let respondent = poll.respondent(id).ok_or(PageFault::NotFound)?;
    Ok((poll, respondent))
}

/// The form as it is first shown: what counts now, said just now on the phone.
pub(super) fn pack(poll: &Poll, respondent: &Respondent, now: Instant) -> Sent {
    let mut packed = Packed::default();
    if let Some(answer) = poll.counts(respondent.id) {
        marks::pack(&mut packed, &poll.candidates, answer);
    }
    let at = now.in_japan();
    packed.put("way", AnswerWay::Phone.code());
    packed.put("on", at.date);
    let minute = at.minute.get();
    packed.put("clock", format!("{:02}:{:02}", minute / 60, minute % 60));
    packed.put("item", respondent.id);
    packed.sent()
}

/// The form with what was sent.
pub(super) fn filled(form: Form, poll: &Poll, (sent, faults): (&Sent, &Faults)) -> Form {
    let ways: Vec<AnswerWay> = AnswerWay::by_hand().collect();
    let ways = choices(
        &ways,
        AnswerWay::code,
        |way| way.word().to_owned(),
        sent.text("way"),
    );
    let form = form.with([
        Field::one("way", "どの方法で聞きましたか", ways).wrong(faults.of("way")),
        Field::day(
            "on",
            "聞いた日（メールとFAXは、送られた日）",
            sent.raw("on"),
        )
        .wrong(faults.of("on")),
        Field::clock("clock", "その時間", sent.raw("clock"))
            .hinted("あとで読んだメールより、新しい電話の答えが のこります。")
            .wrong(faults.of("clock")),
    ]);
    Form {
        groups: marks::groups(&poll.candidates, poll.minutes, sent),
        ..form.carrying("item", sent.text("item"))
    }
}

/// The form of when somebody comes to meetings.
pub(super) fn times(form: Form, respondent: &Respondent) -> Form {
    let meets = respondent.meets.to_string();
    form.with([Field::sentence("meets", "会議に出られる時間", &meets).hinted(
        "例: 月-金 13:00-17:00。電話の受付時間とは別です。まだ答えていないとき、候補をくらべるのに使います。",
    )])
    .carrying("item", respondent.id)
    .carrying("step", "meets")
}

impl HeardAnswerPage {
    pub(super) fn of(
        shell: Shell,
        view: &PollView,
        respondent: &Respondent,
        (form, times, fault): (Form, Form, Option<String>),
    ) -> Self {
        let case = view.view.case();
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            poll: ConferencePollPath::of(case.id, view.id),
            number: number_of(case),
            case_name: name_of(case),
            name: view.name(respondent.id),
            form,
            times: Some(times),
            fault,
        }
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &PollView,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let (poll, respondent) = known(view, sent.text("item"))?;
    let action = PollAnswerPath::of(view.view.case().id, view.id);
    let form = filled(Form::new(site, action, BUTTON), poll, (sent, faults));
    let step = PollStepPath::of(view.view.case().id, view.id);
    let times = times(Form::new(site, step, TIMES), respondent);
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    Ok(shown(&HeardAnswerPage::of(
        shell,
        view,
        respondent,
        (form, times, fault),
    )))
}

pub(crate) async fn show(
    path: PollAnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Whose>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let of = (path.id.as_str(), path.conference.as_str());
    let view = match prepared(&site, &visitor, of).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => {
            let (poll, respondent) = known(&view, &query.item)?;
            pack(poll, respondent, site.app.now())
        }
    };
    asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
}

/// When it was said.
fn said_at(sent: &Sent, faults: &mut Faults) -> Option<Instant> {
    let date = faults.day(sent, "on");
    let minute = Minute::parse(sent.text("clock")).filter(|minute| *minute < Minute::END);
    let wrong = || "時間を 15:00 の形で入れてください。".to_owned();
    let minute = faults.take("clock", minute.ok_or_else(wrong));
    let moment = Moment {
        date: date?,
        minute: minute?,
    };
    Some(moment.instant())
}

pub(crate) async fn keep(
    path: PollAnswerPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let of = (path.id.as_str(), path.conference.as_str());
    let view = match prepared(&site, &visitor, of).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    one(&view)?;
    let (poll, respondent) = known(&view, sent.text("item"))?;
    let about = OfConference {
        case: view.view.case().id,
        id: view.id,
    };
    let mut faults = Faults::default();
    let way = faults.word(&sent, "way", AnswerWay::from_code);
    let said_at = said_at(&sent, &mut faults);
    let mut fault = None;
    match (way, said_at, marks::read(&poll.candidates, &sent)) {
        (_, _, Err(words)) => fault = Some(words),
        (Some(way), Some(said_at), Ok(said)) => {
            let heard = HeardAnswer {
                who: respondent.id,
                said,
                way,
                said_at,
            };
            let by = writer(&visitor, &sent);
            match site.app.keep_heard_answer(&by, about, heard).await? {
                Ok(()) => {
                    forget(&site, &visitor).await?;
                    let page = ConferencePollPath::of(about.case, about.id).to_string();
                    return Ok(Redirect::to(&page).into_response());
                }
                Err(refusal) => match refusal_words(refusal, &visitor)? {
                    Ok(words) => fault = Some(words),
                    Err(answer) => return Ok(answer),
                },
            }
        }
        _ => {}
    }
    let page = asked(&site, &visitor, &view, (&sent, &faults, fault)).await?;
    Ok(asked_again(page))
}
