//! 「ちがう相手に伝わった」: what got out, about whom, to whom and when that was noticed, from a record or from scratch; and
//! what was done about it, step by step.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::provisions::misdirected::{IncidentForm, IncidentRefusal};
use renkei_app::provisions::read::{RecordsSpan, RecordsView};
use renkei_domain::ids::{CaseId, IncidentId, ProvisionId};
use renkei_domain::provisions::IncidentStep;
use serde::Deserialize;

use super::super::consents::words_of;
use super::super::faults::Faults;
use super::super::name_of;
use super::{Asked as Days, Trail, list_with_fault, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent, day};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{IncidentStepPath, MisdirectedPath, RecordsPath};
use crate::session::Visitor;

const BUTTON: &str = "書きとめる";

/// The page.
#[derive(Debug, Template)]
#[template(path = "misdirected.html")]
pub struct MisdirectedPage {
    shell: Shell,
    trail: Trail,
    records: RecordsPath,
    name: String,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
}

/// What stands behind the question mark: a record; none where nothing does.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    record: String,
}

/// Which record is meant.
fn record(text: &str) -> Result<Option<ProvisionId>, PageFault> {
    match text {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| PageFault::NotFound),
    }
}

fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::day("noticed_on", "気づいた日", sent.raw("noticed_on"))
            .hinted("この日を1日めに数えます。")
            .wrong(faults.of("noticed_on")),
        Field::prose("what", "なにが伝わりましたか", sent.raw("what")).wrong(faults.of("what")),
        Field::sentence("whose", "だれのことですか", sent.raw("whose")).wrong(faults.of("whose")),
        Field::sentence("to", "だれに伝わりましたか", sent.raw("to")).wrong(faults.of("to")),
    ]
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Result<Option<IncidentForm>, PageFault> {
    let record = record(sent.text("record"))?;
    let noticed_on = faults.day(sent, "noticed_on");
    let what = faults.prose_opt(sent, "what");
    if what.is_none() && faults.of("what").is_none() {
        faults.say("what", "なにが伝わったかを書いてください。");
    }
    let whose = faults.line(sent, "whose", "だれのことかを書いてください。");
    let to = faults.line(sent, "to", "だれに伝わったかを書いてください。");
    let form = (|| {
        Some(IncidentForm {
            record,
            noticed_on: noticed_on?,
            what: what?,
            whose: whose?,
            to: to?,
        })
    })();
    Ok(faults.all_well(form))
}

/// The form as it is first shown, with what the record says.
fn packed(view: &RecordsView, record: Option<ProvisionId>) -> Result<Sent, PageFault> {
    let mut packed = Packed::default();
    packed.put("noticed_on", view.now.date);
    packed.put("whose", name_of(&view.file.case));
    if let Some(id) = record {
        let mut provisions = view.file.provisions.iter();
        let kept = provisions.find(|kept| kept.record.id == id);
        let kept = kept.ok_or(PageFault::NotFound)?;
        let told = kept.record.categories();
        let words: Vec<&str> = told.iter().map(|one| one.word()).collect();
        packed.put("record", id);
        packed.put("what", words.join("、"));
        packed.put("to", &kept.record.recipient.name);
    }
    Ok(packed.sent())
}

impl MisdirectedPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &RecordsView,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let case = &view.file.case;
        Self {
            shell,
            trail: Trail::of(view),
            records: RecordsPath::of(case.id),
            name: name_of(case),
            form: form
                .with(fields(sent, faults))
                .carrying("record", sent.text("record")),
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(
        shell: Shell,
        view: &RecordsView,
        record: Option<ProvisionId>,
        fault: Option<String>,
    ) -> Self {
        let form = Form::sample(MisdirectedPath::of(view.file.case.id), BUTTON);
        let sent = packed(view, record).unwrap_or_else(|_| Packed::default().sent());
        Self::of((shell, form), view, (&sent, &Faults::default(), fault))
    }
}

/// The records of a case, for whoever may write in it.
async fn to_be_kept(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<RecordsView, Response>, PageFault> {
    match seen(site, visitor, id, RecordsSpan::default()).await? {
        Ok(view) if view.may_keep => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &RecordsView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, MisdirectedPath::of(view.file.case.id), BUTTON);
    Ok(shown(&MisdirectedPage::of((shell, form), view, said)))
}

/// The words for what was refused, or how the page answers instead.
fn refusal_words(
    refusal: IncidentRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        IncidentRefusal::Case(refusal) => words_of(refusal, visitor),
        other => Ok(Ok(other.to_string())),
    }
}

pub(crate) async fn show(
    path: MisdirectedPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let view = match to_be_kept(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(&view, record(&query.record)?)?,
    };
    asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
}

pub(crate) async fn report(
    path: MisdirectedPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_kept(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.file.case.id;
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(form) = read(&sent, &mut faults)? {
        let by = writer(&visitor, &sent);
        match site.app.report_misdirected(&by, id, form).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let list = RecordsPath::of(id).to_string();
                return Ok(Redirect::to(&list).into_response());
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, said).await?))
}

pub(crate) async fn step(
    path: IncidentStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let incident: IncidentId = sent
        .text("incident")
        .parse()
        .map_err(|_| PageFault::NotFound)?;
    let step = IncidentStep::from_code(sent.text("step")).ok_or(PageFault::NotFound)?;
    let words = match day(sent.text("on")) {
        Err(words) => words,
        Ok(on) => {
            let by = writer(&visitor, &sent);
            let done = site.app.step_incident(&by, id, (incident, step, on));
            match done.await? {
                Ok(_) => {
                    let list = RecordsPath::of(id).to_string();
                    return Ok(Redirect::to(&list).into_response());
                }
                Err(refusal) => match refusal_words(refusal, &visitor)? {
                    Ok(words) => words,
                    Err(answer) => return Ok(answer),
                },
            }
        }
    };
    let page = list_with_fault(&site, &visitor, &path.id, (Days::default(), Some(words)));
    Ok(asked_again(page.await?))
}
