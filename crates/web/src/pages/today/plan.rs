//! Putting an agency on one's own list of calls: one press on its page, or with a day and a few words.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::directory::parts::Parts;
use renkei_app::people::calls::plan::{CallRefusal, NewCall};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ResourceId;
use renkei_domain::people::planned_call::CallNote;
use renkei_domain::text::TextFault;

use super::address;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent, day as read_day};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CallPath, ResourcePath, TodayPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "plan_call.html")]
pub struct PlanPage {
    pub(super) shell: Shell,
    pub(super) today: TodayPath,
    pub(super) resource: ResourcePath,
    pub(super) name: String,
    pub(super) form: Form,
    /// Why it was not put on the list, where that is not the fault of one field.
    pub(super) fault: Option<String>,
}

pub(super) const BUTTON: &str = "電話の予定に入れる";

const HINT: &str = "何の話かを、みじかく（例: 12月の会議の返事）。本人の名前や病気は書かないでください。紙にも印刷されます。";

/// What is wrong, by field.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) day: Option<String>,
    pub(super) note: Option<String>,
}

/// The fields, with what stands in them.
pub(super) fn fields(day: &str, purpose: &str, note: &str, faults: &Faults) -> [Field; 3] {
    let purposes = ContactPurpose::ALL.iter().map(|known| Choice {
        value: known.code().to_owned(),
        word: known.word().to_owned(),
        is_chosen: known.code() == purpose,
    });
    [
        Field::day("day", "電話する日", day)
            .hinted("きょうから30日先まで")
            .wrong(faults.day.as_ref()),
        Field::listed("purpose", "用件の種類", purposes.collect())
            .hinted("だれを呼び出すか、いつつながるかが、用件でちがう機関があります。"),
        Field::text("note", "メモ（なくてもかまいません）", note)
            .hinted(HINT)
            .wrong(faults.note.as_ref()),
    ]
}

/// The form as it first stands on the page of an agency: today, an introduction, nothing noted.
pub(in crate::pages) fn form(site: &Site, id: ResourceId) -> Form {
    let today = site.app.now().in_japan().date.to_string();
    let purpose = ContactPurpose::Introduction.code();
    let fields = fields(&today, purpose, "", &Faults::default());
    Form::new(site, CallPath::of(id), BUTTON).with(fields)
}

/// The same for a page that is shown without a site.
pub(in crate::pages) fn sample(id: ResourceId) -> Form {
    let purpose = ContactPurpose::Introduction.code();
    let fields = fields("2026-11-20", purpose, "", &Faults::default());
    Form::sample(CallPath::of(id), BUTTON).with(fields)
}

/// Whether somebody may have a list at all.
fn decision(visitor: &Visitor) -> Decision {
    decide(
        visitor.principal(),
        Action::PlanCalls,
        &Object::Installation,
    )
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    id: ResourceId,
    form: Form,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let viewer = visitor.viewer();
    let found = site.app.read_resources(&viewer, &[id], Parts::NONE).await?;
    let found = found.into_iter().flatten().next();
    let found = found.filter(|found| found.lifecycle == Lifecycle::Active);
    let found = found.ok_or(PageFault::NotFound)?;
    Ok(shown(&PlanPage {
        shell: Shell::of(site, visitor, Here::Today).await?,
        today: TodayPath,
        resource: ResourcePath::of(id),
        name: found.facts.name.to_string(),
        form,
        fault,
    }))
}

pub(crate) async fn show(
    path: CallPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = ResourceId::from_str(&path.id).map_err(|_| PageFault::NotFound)?;
    let decision = decision(&visitor);
    if decision != Decision::Allowed {
        return Ok(refused(decision, &visitor));
    }
    let form = match drafted(&site, &visitor).await? {
        Some(sent) => filled(&site, id, &sent, &Faults::default()),
        None => form(&site, id),
    };
    asked(&site, &visitor, id, form, None).await
}

/// The form with what was sent.
fn filled(site: &Site, id: ResourceId, sent: &Sent, faults: &Faults) -> Form {
    let fields = fields(
        sent.text("day"),
        sent.text("purpose"),
        sent.raw("note"),
        faults,
    );
    Form::new(site, CallPath::of(id), BUTTON).with(fields)
}

/// Reads a form, or says what is wrong with it.
fn read(id: ResourceId, sent: &Sent) -> Result<NewCall, Faults> {
    let mut faults = Faults::default();
    let mut day: Option<NaiveDate> = None;
    if !sent.text("day").is_empty() {
        match read_day(sent.text("day")) {
            Ok(read) => day = Some(read),
            Err(words) => faults.day = Some(words),
        }
    }
    let note = match CallNote::parse(sent.raw("note")) {
        Ok(note) => Some(note),
        Err(TextFault::Empty) => None,
        Err(TextFault::Control(_)) => {
            let words = "使えない文字が入っています。消して、打ちなおしてください。";
            faults.note = Some(words.to_owned());
            None
        }
        Err(TextFault::TooLong { limit }) => {
            faults.note = Some(format!("長すぎます。{limit}文字までにしてください。"));
            None
        }
    };
    if faults.day.is_some() || faults.note.is_some() {
        return Err(faults);
    }
    let purpose = ContactPurpose::from_code(sent.text("purpose"));
    Ok(NewCall {
        resource: id,
        day,
        purpose: purpose.unwrap_or(ContactPurpose::Introduction),
        note,
    })
}

pub(crate) async fn plan(
    path: CallPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = ResourceId::from_str(&path.id).map_err(|_| PageFault::NotFound)?;
    let decision = decision(&visitor);
    if decision != Decision::Allowed {
        return Ok(refused(decision, &visitor));
    }
    let (faults, fault) = match read(id, &sent) {
        Err(faults) => (faults, None),
        Ok(new) => match site.app.plan_call(&writer(&visitor, &sent), new).await? {
            Ok(on) => {
                forget(&site, &visitor).await?;
                let today = site.app.now().in_japan().date;
                return Ok(Redirect::to(&address(on.0, today)).into_response());
            }
            Err(CallRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
            Err(CallRefusal::NotFound | CallRefusal::Closed) => return Err(PageFault::NotFound),
            Err(refusal @ CallRefusal::Day(_)) => {
                let faults = Faults {
                    day: Some(refusal.to_string()),
                    note: None,
                };
                (faults, None)
            }
            Err(refusal @ (CallRefusal::Full | CallRefusal::KeyReused)) => {
                (Faults::default(), Some(refusal.to_string()))
            }
        },
    };
    let form = filled(&site, id, &sent, &faults);
    let page = asked(&site, &visitor, id, form, fault).await?;
    Ok(asked_again(page))
}
