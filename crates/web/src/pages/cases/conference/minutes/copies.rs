//! The copy of the minutes that somebody gets who was called: what they heard, or what the person's consents let them read
//! who were not there. Handing that over is a telling, and has its record.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::read::ConferencesView;
use renkei_app::provisions::TellRefusal;
use renkei_domain::conference::{Conference, MinutesCopy, Participant};
use renkei_domain::provisions::ToldHow;

use super::decisions::DecisionRows;
use super::lines::{decision_line, notes, title};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::asked_again;
use crate::pages::cases::choices;
use crate::pages::cases::conference::lines::moment;
use crate::pages::cases::conference::parts::called;
use crate::pages::cases::conference::{at_the_desk, one};
use crate::pages::cases::consents::words_of;
use crate::pages::cases::facts::{Facts, fact, said, text};
use crate::pages::cases::faults::Faults;
use crate::pages::cases::trail::{TrailStep, number_of, steps_to};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    AskConsentPath, CaseConferencesPath, ConferencePath, MinutesCopyPath, MinutesPath, Sampled as _,
};
use crate::session::Visitor;

const BUTTON: &str = "わたした";

/// The page.
#[derive(Debug, Template)]
#[template(path = "minutes_copy.html")]
pub struct MinutesCopyPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    minutes: MinutesPath,
    what: String,
    number: String,
    to: String,
    copy: Option<Copied>,
    /// Writing down that it was handed over; absent for whoever was there.
    form: Option<Form>,
    ask: AskConsentPath,
    /// Why it was not written down.
    fault: Option<String>,
}

/// What stands in a copy.
#[derive(Debug, Clone)]
struct Copied {
    was_there: bool,
    held_back: usize,
    facts: Facts,
    items: Vec<CopiedItem>,
    /// What others said beforehand who would not be there, each by name.
    views: Vec<CopiedItem>,
    decisions: DecisionRows,
}

/// An item of it.
#[derive(Debug, Clone)]
struct CopiedItem {
    title: String,
    notes: Facts,
}

fn copied(view: &ConferencesView, conference: &Conference, copy: &MinutesCopy<'_>) -> Copied {
    let own = copy.own.map(|own| CopiedItem {
        title: title(conference, None),
        notes: notes(own),
    });
    let others = copy.items.iter().map(|(item, noted)| CopiedItem {
        title: title(conference, Some(item.id)),
        notes: noted.map(notes).unwrap_or_default(),
    });
    let decisions = copy.decisions.iter();
    let decisions = decisions.map(|one| {
        let mut line = decision_line(view, one, false);
        // Whoever reads the copy begins nothing from here.
        line.begin = None;
        line
    });
    let views = copy.views.iter().map(|line| {
        let who = conference.participant(line.participant);
        let inquiry = line.inquiry.as_ref();
        let said = inquiry.and_then(|one| one.view.as_ref());
        CopiedItem {
            title: who.map_or_else(String::new, |who| view.name(who)),
            notes: Facts::of([text("意見", said)]),
        }
    });
    let slot = conference.slot.as_ref();
    Copied {
        was_there: copy.was_there,
        held_back: copy.held_back,
        facts: Facts::of([
            said("日時", slot.map(|slot| moment(slot.begins))),
            Some(fact("主催", view.host(conference))),
            Some(fact("提供元", &view.consents.lead)),
        ]),
        items: own.into_iter().chain(others).collect(),
        views: views.collect(),
        decisions: DecisionRows::read_only(decisions.collect()),
    }
}

/// The field of how it was handed over.
fn how(sent: &str, faults: &Faults) -> Field {
    let ways = [ToldHow::Document, ToldHow::Fax];
    let how = choices(&ways, ToldHow::code, |how| how.word().to_owned(), sent);
    Field::one("how", "どうやって わたしたか", how).wrong(faults.of("how"))
}

impl MinutesCopyPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        who: &Participant,
        (form, fault): (Form, Option<String>),
    ) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let minutes = view.minutes(conference.id);
        let copy = view.copy(conference, &minutes, who);
        let is_absentees = copy.as_ref().is_some_and(|copy| !copy.was_there);
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            minutes: MinutesPath::of(case.id, conference.id),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            number: number_of(case),
            to: view.name(who),
            copy: copy.map(|copy| copied(view, conference, &copy)),
            form: (is_absentees && view.may_convene).then_some(form),
            ask: AskConsentPath::of(case.id),
            fault,
        }
    }

    /// A page of a sample, of somebody by their place in the list.
    pub(super) fn sample(shell: Shell, view: &ConferencesView, place: usize) -> Option<Self> {
        let conference = view.conferences.first()?;
        let who = conference.participants.get(place)?;
        let action = MinutesCopyPath::of(view.case().id, conference.id, who.id);
        let field = how(ToldHow::Document.code(), &Faults::default());
        let form = Form::sample(action, BUTTON).with([field]);
        Some(Self::of(shell, (view, conference), who, (form, None)))
    }
}

impl MinutesCopyPage {
    /// A page of a sample, of somebody who was not there and may read what others heard.
    pub(super) fn sample_of_absentee(shell: Shell, view: &ConferencesView) -> Option<Self> {
        let action = MinutesCopyPath::sample();
        let field = how(ToldHow::Document.code(), &Faults::default());
        let form = Form::sample(action, BUTTON).with([field]);
        let page = Self::sample(shell, view, 0)?;
        let copy = page.copy.map(|copy| Copied {
            was_there: false,
            held_back: 2,
            ..copy
        });
        Some(Self {
            copy,
            form: Some(form),
            ..page
        })
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    who: &Participant,
    (field, fault): (Field, Option<String>),
) -> Result<Response, PageFault> {
    let action = MinutesCopyPath::of(view.case().id, conference.id, who.id);
    let form = Form::new(site, action, BUTTON).with([field]);
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let of = (view, conference);
    Ok(shown(&MinutesCopyPage::of(shell, of, who, (form, fault))))
}

pub(crate) async fn show(
    path: MinutesCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let who = called::known(conference, &path.participant)?;
    let field = how(ToldHow::Document.code(), &Faults::default());
    let of = (&view, conference);
    asked(&site, &visitor, of, who, (field, None)).await
}

pub(crate) async fn hand(
    path: MinutesCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let who = called::known(conference, &path.participant)?;
    let of = (&view, conference);
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(way) = faults.word(&sent, "how", ToldHow::from_code) {
        let by = writer(&visitor, &sent);
        let handed = site.app.hand_minutes(&by, &view, (conference, who), way);
        match handed.await? {
            Ok(_) => {
                let page = MinutesPath::of(view.case().id, conference.id).to_string();
                return Ok(Redirect::to(&page).into_response());
            }
            Err(TellRefusal::Case(refusal)) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
            Err(refusal) => fault = Some(refusal.to_string()),
        }
    }
    let field = how(sent.text("how"), &faults);
    let page = asked(&site, &visitor, of, who, (field, fault)).await?;
    Ok(asked_again(page))
}
