//! What others observed of an agency: written down, told to the agency, answered by it, and released to the
//! members of the network.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::observe::{NewObservation, ObservationStep};
use renkei_app::directory::edit::observed::Observer;
use renkei_app::directory::edit::open::{Depth, Editable};
use renkei_domain::directory::observation::PaperWay;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{ResourceId, StrengthId};
use serde::Deserialize;

use super::closing::refused_by;
use super::kit::{Faults, Reading};
use super::resource_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{
    EntrancePath, ObservationPaperPath, ObservationStepPath, ObservationsPath, ResourcePath,
};
use crate::session::Visitor;

mod lines;
mod samples;

use lines::{Typed, line, steps, value_of, writing_fields};
pub(super) use lines::{is_to_be_told, standing_of};

/// The page.
#[derive(Debug, Template)]
#[template(path = "observations.html")]
pub struct ObservationsPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    name: String,
    lines: Vec<ObservationLine>,
    /// Absent for whoever may not write.
    writing: Option<Form>,
    /// Whether one was written down just now.
    is_written: bool,
    /// Why nothing was written, where no field is to blame.
    refusal: Option<String>,
}

/// What stands behind the question mark of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct JustNow {
    /// There where one was written down just now.
    written: Option<String>,
}

#[derive(Debug, Clone)]
struct ObservationLine {
    head: String,
    text: String,
    basis: Option<String>,
    by: String,
    standing: String,
    reply: Option<String>,
    /// For whoever may bring it to the agency.
    telling: Option<Telling>,
    /// What may be done next.
    steps: Vec<Form>,
}

/// How an observation comes to the agency that it is about.
#[derive(Debug, Clone)]
struct Telling {
    /// The mail address to which a letter goes.
    mail: Option<String>,
    /// The sheet for FAX and post.
    paper: ObservationPaperPath,
}

const WRITE: &str = "この内容で書く";

impl ObservationsPage {
    /// Every form of the page.
    fn forms(&self) -> Vec<&Form> {
        let steps = self.lines.iter().flat_map(|line| &line.steps);
        steps.chain(&self.writing).collect()
    }

    fn is_wrong(&self) -> bool {
        self.forms().iter().any(|form| form.is_wrong())
    }
}

/// What the page shows beside what stands.
#[derive(Debug, Default)]
struct Shown<'s> {
    writing: Option<(&'s Sent, &'s Faults)>,
    step: Option<Typed<'s>>,
    is_written: bool,
    refusal: Option<String>,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    tried: Shown<'_>,
) -> Result<Response, PageFault> {
    let principal = visitor.principal();
    let found = site
        .app
        .read_observations(principal, now.id, now.owners)
        .await?;
    let observers = site.app.observers(principal, now.owners).await?;
    if observers.is_empty() && !site.app.sees_observations(principal, now.owners) {
        return Err(PageFault::NotAllowed);
    }
    let path = ObservationsPath::of(now.id);
    let new = |button: &'static str| Form::new(site, &path, button);
    let mail = now.facts.letters_go_to();
    let mail = mail.as_ref();
    let lines = found.iter().enumerate().map(|(place, read)| {
        let steps = steps(read, place, mail, tried.step, &new);
        line(read, mail, steps)
    });
    let lines: Vec<ObservationLine> = lines.collect();
    let writing = (!observers.is_empty()).then(|| {
        let mut packed = Packed::default();
        packed.put("statedOn", site.app.now().in_japan().date);
        let (fresh, nothing) = (packed.sent(), Faults::default());
        let (sent, faults) = tried.writing.unwrap_or((&fresh, &nothing));
        new(WRITE).with(writing_fields(sent, &observers, faults))
    });
    Ok(shown(&ObservationsPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        name: now.facts.name.to_string(),
        lines,
        writing,
        is_written: tried.is_written,
        refusal: tried.refusal,
    }))
}

async fn opened(site: &Site, visitor: &Visitor, id: &str) -> Result<Editable, PageFault> {
    let now = site
        .app
        .editable(visitor.principal(), resource_of(id)?, Depth::Outside)
        .await?;
    now.ok_or(PageFault::NotFound)
}

pub(crate) async fn show(
    path: ObservationsPath,
    State(site): State<Site>,
    visitor: Visitor,
    just_now: Result<Query<JustNow>, QueryRejection>,
) -> Result<Response, PageFault> {
    let now = opened(&site, &visitor, &path.id).await?;
    let draft = drafted(&site, &visitor).await?;
    let nothing = Faults::default();
    let tried = match &draft {
        None => Shown {
            is_written: just_now.is_ok_and(|Query(just_now)| just_now.written.is_some()),
            ..Shown::default()
        },
        Some(draft) => match draft.text("observation").parse() {
            Ok(observation) => Shown {
                step: Some(Typed {
                    observation,
                    step: draft.text("step"),
                    sent: draft,
                    faults: &nothing,
                }),
                ..Shown::default()
            },
            Err(_) => Shown {
                writing: Some((draft, &nothing)),
                ..Shown::default()
            },
        },
    };
    asked(&site, &visitor, &now, tried).await
}

/// What somebody means who writes an observation down.
fn read(
    sent: &Sent,
    resource: ResourceId,
    observers: &[Observer],
) -> Result<NewObservation, Faults> {
    let mut reading = Reading::of(sent);
    let by = observers
        .iter()
        .find(|observer| value_of(observer) == sent.text("by"));
    if by.is_none() {
        reading.wrong("by", "どの機関として書くかを選んでください。");
    }
    let valence = reading.word("valence", Valence::from_code);
    let topic = reading.word("topic", Topic::from_code);
    let text = reading.line("text");
    let basis = reading.line("basis");
    for (name, words) in [
        ("text", "気づいたことを書いてください。"),
        ("basis", "何をもとにしているかを書いてください。"),
    ] {
        if sent.text(name).is_empty() {
            reading.wrong(name, words);
        }
    }
    let stated_on = reading.day("statedOn");
    let whole = by.zip(text.zip(basis)).zip(stated_on);
    let new = whole.map(|((by, (text, basis)), stated_on)| NewObservation {
        resource,
        network: by.network,
        by: by.agency,
        valence: valence.unwrap_or(Valence::Strong),
        topic: topic.unwrap_or(Topic::General),
        text,
        basis,
        stated_on,
    });
    let missing = || Faults::one("text", "気づいたことを書いてください。");
    reading.end(new)?.ok_or_else(missing)
}

pub(crate) async fn write(
    path: ObservationsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = opened(&site, &visitor, &path.id).await?;
    let observers = site.app.observers(visitor.principal(), now.owners).await?;
    if observers.is_empty() {
        return Err(PageFault::NotAllowed);
    }
    let faults = match read(&sent, now.id, &observers) {
        Ok(new) => match site.app.observe(&writer(&visitor, &sent), new).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                return Ok(Redirect::to(&format!("{path}?written=1")).into_response());
            }
            Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
            Err(EditRefusal::KeyReused(_)) => Faults::one(
                "text",
                "この画面からは、もう1つ書いてあります。別の内容なら、もう一度押してください。",
            ),
            Err(refusal) => return refused_by(refusal, &visitor),
        },
        Err(faults) => faults,
    };
    let tried = Shown {
        writing: Some((&sent, &faults)),
        ..Shown::default()
    };
    Ok(asked_again(asked(&site, &visitor, &now, tried).await?))
}

/// What somebody means by the form of a step.
fn read_step(sent: &Sent) -> Result<Result<ObservationStep, Faults>, PageFault> {
    let row = sent.text("row");
    let name = |field: &str| format!("{field}-{row}");
    let mut reading = Reading::of(sent);
    Ok(match sent.text("step") {
        "write" => Ok(ObservationStep::Write),
        "told" => {
            let day = reading.day(&name("on"));
            let by = reading.word(&name("by"), PaperWay::from_code);
            if sent.text(&name("by")).is_empty() {
                reading.wrong(&name("by"), "どうやって知らせたかを選んでください。");
            }
            let step = by.zip(day);
            let step = step.map(|(by, on)| ObservationStep::Told { by, on });
            let missing = || Faults::one(name("on"), "日付を入れてください。");
            reading.end(step).and_then(|step| step.ok_or_else(missing))
        }
        "release" => Ok(ObservationStep::Release),
        "withdraw" => {
            let missing = || Faults::one(name("why"), "取り下げるわけを書いてください。");
            let reason = reading.line(&name("why"));
            let step = reason.map(|reason| ObservationStep::Withdraw { reason });
            reading.end(step).and_then(|step| step.ok_or_else(missing))
        }
        "reply" => {
            let text = reading.prose(&name("reply"));
            let (by_name, by_role) = (reading.line(&name("name")), reading.line(&name("role")));
            for (field, words) in [
                ("reply", "返事を書いてください。"),
                ("name", "だれの返事かを書いてください。"),
                ("role", "その人の役割を書いてください。"),
            ] {
                if sent.text(&name(field)).is_empty() {
                    reading.wrong(&name(field), words);
                }
            }
            let whole = text.zip(by_name.zip(by_role));
            let step = whole.map(|(text, (by_name, by_role))| ObservationStep::Reply {
                text,
                by_name,
                by_role,
            });
            let missing = || Faults::one(name("reply"), "返事を書いてください。");
            reading.end(step).and_then(|step| step.ok_or_else(missing))
        }
        _ => return Err(PageFault::NotFound),
    })
}

pub(crate) async fn step(
    path: ObservationStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = opened(&site, &visitor, &path.id).await?;
    let observation = sent.text("observation").parse();
    let observation: StrengthId = observation.map_err(|_| PageFault::NotFound)?;
    let (faults, refusal) = match read_step(&sent)? {
        Ok(step) => {
            let writer = writer(&visitor, &sent);
            match site
                .app
                .step_observation(&writer, observation, step)
                .await?
            {
                // What somebody typed is not written because others did something.
                Err(refusal @ EditRefusal::AlreadySo)
                    if !matches!(sent.text("step"), "write" | "told" | "release") =>
                {
                    (Faults::default(), Some(refusal.to_string()))
                }
                Ok(_) | Err(EditRefusal::AlreadySo) => {
                    forget(&site, &visitor).await?;
                    let to = ObservationsPath::of(now.id).to_string();
                    return Ok(Redirect::to(&to).into_response());
                }
                // The form of a letter has no field beside which it could stand.
                Err(EditRefusal::Invalid(faults)) if sent.text("step") == "write" => {
                    let first = faults.into_iter().next();
                    (Faults::default(), first.map(|fault| fault.message))
                }
                Err(EditRefusal::Invalid(faults)) => {
                    let row = sent.text("row");
                    let faults = faults.into_iter();
                    let faults =
                        faults.map(|fault| (format!("{}-{row}", fault.field), fault.message));
                    (Faults(faults.collect()), None)
                }
                Err(
                    refusal @ (EditRefusal::NotYet { .. }
                    | EditRefusal::Withdrawn
                    | EditRefusal::KeyReused(_)),
                ) => (Faults::default(), Some(refusal.to_string())),
                Err(refusal) => return refused_by(refusal, &visitor),
            }
        }
        Err(faults) => (faults, None),
    };
    let is_refused = refusal.is_some();
    let tried = Shown {
        step: Some(Typed {
            observation,
            step: sent.text("step"),
            sent: &sent,
            faults: &faults,
        }),
        refusal,
        ..Shown::default()
    };
    let page = asked(&site, &visitor, &now, tried).await?;
    Ok(if is_refused {
        conflicting(page)
    } else {
        asked_again(page)
    })
}

/// The sheet that goes to the agency by FAX or by post.
pub(crate) async fn print(
    path: ObservationPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let observation: StrengthId = path.observation.parse().map_err(|_| PageFault::NotFound)?;
    let sheet = site
        .app
        .observation_on_paper(visitor.principal(), resource_of(&path.id)?, observation)
        .await?;
    on_paper(&site, &sheet.ok_or(PageFault::NotFound)?, None).await
}
