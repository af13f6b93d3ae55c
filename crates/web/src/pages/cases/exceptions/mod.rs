//! What was told of the person of a case without consent, on a ground of the law: for those who answer for it in the
//! agency, and for the person once it was released to them, on the same page. [`report`] writes it down, [`receipt`]
//! shows it to whoever wrote it, once, and [`all`] lists those of all cases.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::excepted::{ExceptionsView, KeptException};
use renkei_app::consent::settle::SettleForm;
use renkei_domain::consent::ExceptionStep;
use renkei_domain::ids::{CaseId, ExceptionId};
use renkei_domain::time::Instant;

use self::receipt::answerer_words;
use super::consents::words_of;
use super::facts::{Facts, day, fact, lined, lines_of, said};
use super::faults::Faults;
use super::records::lines::categories;
use super::trail::{TrailStep, number_of, steps_to};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, drafted, forget, keep_draft};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    ExceptionsPath, PostsPath, RecordsPath, ReportExceptionPath, SettleExceptionPath,
};
use crate::session::{Session, Visitor};

pub mod all;
pub mod receipt;
pub mod report;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "exceptions.html")]
pub struct ExceptionsPage {
    shell: Shell,
    steps: [TrailStep; 2],
    number: String,
    /// Who told.
    lead: String,
    is_person: bool,
    records: RecordsPath,
    /// Why the last step was not taken.
    fault: Option<String>,
    /// Where one is written down; absent for whoever only reads.
    report: Option<ReportExceptionPath>,
    settle: SettleExceptionPath,
    exceptions: Vec<ExceptionLine>,
    /// Who reads them in the agency.
    answerers: Vec<String>,
    posts: PostsPath,
    once: String,
}

/// An exception.
#[derive(Debug, Clone)]
struct ExceptionLine {
    id: String,
    /// Who heard it.
    heading: String,
    facts: Facts,
    /// What may still be done with it.
    left: Vec<StepLine>,
}

/// Something that may be done with an exception.
#[derive(Debug, Clone)]
struct StepLine {
    code: &'static str,
    words: &'static str,
    about: &'static str,
    /// The reason as it was typed.
    typed: String,
    is_open: bool,
}

/// What was sent for a step that was not taken.
#[derive(Debug, Clone, Default)]
struct Typed {
    exception: String,
    step: String,
    reason: String,
}

impl Typed {
    fn of(sent: &Sent) -> Self {
        Self {
            exception: sent.text("exception").to_owned(),
            step: sent.text("step").to_owned(),
            reason: sent.raw("reason").to_owned(),
        }
    }
}

/// What the button of a step says, and what comes of it.
const fn step_words(step: ExceptionStep) -> (&'static str, &'static str) {
    match step {
        ExceptionStep::Ended => (
            "この例外を終える",
            "これからは、この記録をもとに話せなくなります。書いてあることは残ります。",
        ),
        ExceptionStep::Released => (
            "本人に見せる",
            "本人のページの「だれに何を伝えたか」「だれが見たか」と、本人にわたす写しに出ます。もとにもどせません。ここに書いた「わけ」、伝えた相手、話した人・書いた人の名前も、そのまま出ます。本人の画面を ほかの人が見るおそれがないか、先に確かめてください。",
        ),
    }
}

/// A moment as both pages and paper show it.
fn moment(at: Instant) -> String {
    let at = at.in_japan();
    format!("{} {}", day(at.date), at.minute)
}

fn facts_of(view: &ExceptionsView, kept: &KeptException) -> Facts {
    let exception = &kept.exception;
    let ground = if view.is_person {
        exception.ground.plain()
    } else {
        exception.ground.word()
    };
    let why = if view.is_person {
        "なぜ 話したか"
    } else {
        "もとになる法律"
    };
    let mut facts = vec![
        Some(fact(why, ground).ours()),
        Some(lined("わけ", lines_of(&exception.reason))),
        // What might have been told says nothing to the person beside what was.
        (!view.is_person).then(|| {
            lined(
                "伝えてよいこと",
                categories(view.is_person, &exception.categories),
            )
        }),
    ];
    for record in &kept.told {
        let heard = &record.recipient;
        facts.extend([
            Some(fact("伝えた日", moment(record.at))),
            Some(
                lined(
                    "伝えたこと",
                    categories(view.is_person, &record.categories()),
                )
                .ours(),
            ),
            Some(fact("方法", record.means).ours()),
            Some(fact("話した人", view.name_of(record.told_by))),
            said("聞いた人", heard.contact.as_ref()),
            said("法人", heard.body.as_ref()),
            said("代表者", heard.head.as_ref()),
            said("住所", heard.address.as_ref()),
        ]);
    }
    facts.push(Some(fact("書いた人", view.name_of(exception.by))));
    facts.push(Some(fact("書いた日", moment(exception.at))));
    if !view.is_person {
        let shown = if exception.released_at.is_some() {
            "本人に見せています"
        } else {
            "本人には見せていません"
        };
        facts.push(Some(fact("本人に", shown)));
        for taken in &kept.steps {
            let head = format!("{}　{}", taken.step, moment(taken.at));
            let by = format!("{} さん", view.name_of(taken.by));
            let lines = [head, by].into_iter().chain(lines_of(&taken.reason));
            facts.push(Some(lined("したこと", lines.collect())));
        }
    }
    Facts::of(facts)
}

fn left(view: &ExceptionsView, kept: &KeptException, typed: &Typed) -> Vec<StepLine> {
    let exception = &kept.exception;
    if !view.theirs.contains(&exception.id) {
        return Vec::new();
    }
    let now = view.now.instant();
    let steps = [ExceptionStep::Released, ExceptionStep::Ended].into_iter();
    let left = steps.filter(|step| match step {
        ExceptionStep::Released => exception.released_at.is_none(),
        ExceptionStep::Ended => exception.ended_at.is_none() && exception.is_within_its_time(now),
    });
    let id = exception.id.to_string();
    let lines = left.map(|step| {
        let (words, about) = step_words(step);
        let is_open = typed.exception == id && typed.step == step.code();
        StepLine {
            code: step.code(),
            words,
            about,
            typed: if is_open {
                typed.reason.clone()
            } else {
                String::new()
            },
            is_open,
        }
    });
    lines.collect()
}

impl ExceptionsPage {
    fn of(
        shell: Shell,
        view: &ExceptionsView,
        (fault, typed): (Option<String>, &Typed),
        once: String,
    ) -> Self {
        let case = &view.file.case;
        let lead = view.is_person.then_some(view.lead.as_str());
        let exceptions = view.file.exceptions.iter();
        Self {
            shell,
            steps: steps_to(case, lead),
            number: number_of(case),
            lead: view.lead.clone(),
            is_person: view.is_person,
            records: RecordsPath::of(case.id),
            fault,
            report: view.may_keep.then(|| ReportExceptionPath::of(case.id)),
            settle: SettleExceptionPath::of(case.id),
            exceptions: exceptions
                .map(|kept| ExceptionLine {
                    id: kept.exception.id.to_string(),
                    heading: view.recipient(kept),
                    facts: facts_of(view, kept),
                    left: left(view, kept, typed),
                })
                .collect(),
            answerers: answerer_words(&view.answerers),
            posts: PostsPath::of(case.lead),
            once,
        }
    }
}

/// The exceptions that somebody may see, or how the page answers instead.
async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: CaseId,
) -> Result<Result<ExceptionsView, Response>, PageFault> {
    match site.app.exceptions(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    view: &ExceptionsView,
    said: (Option<String>, &Typed),
) -> Result<Response, PageFault> {
    let here = if view.is_person {
        Here::OwnCases
    } else {
        Here::Cases
    };
    let shell = Shell::of(site, visitor, here).await?;
    let once = site.app.new_request_id();
    Ok(shown(&ExceptionsPage::of(shell, view, said, once)))
}

pub(crate) async fn show(
    path: ExceptionsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    match seen(&site, &visitor, id).await? {
        Ok(view) => {
            let kept = drafted(&site, &visitor).await?;
            let typed = kept.as_ref().map(Typed::of).unwrap_or_default();
            list(&site, &visitor, &view, (None, &typed)).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn settle(
    path: SettleExceptionPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let view = match seen(&site, &visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let exception: ExceptionId = sent
        .text("exception")
        .parse()
        .map_err(|_| PageFault::NotFound)?;
    let step = ExceptionStep::from_code(sent.text("step")).ok_or(PageFault::NotFound)?;
    let mut faults = Faults::default();
    let words = match faults.prose_opt(&sent, "reason") {
        None => {
            let unread = faults.of("reason").cloned();
            unread.unwrap_or_else(|| "わけを書いてください。".to_owned())
        }
        Some(reason) => {
            let form = SettleForm {
                exception,
                step,
                reason,
            };
            let by = writer(&visitor, &sent);
            match site.app.settle_exception(&by, id, form).await? {
                Ok(_) => {
                    forget(&site, &visitor).await?;
                    let list = ExceptionsPath::of(id).to_string();
                    return Ok(Redirect::to(&list).into_response());
                }
                Err(refusal) => match words_of(refusal, &visitor)? {
                    Ok(words) => words,
                    // The reason waits until who settles it has shown again who they are.
                    Err(answer) => {
                        if let Some(page) = visitor.address() {
                            keep_draft(&site, &session.secret, page, &sent).await;
                        }
                        return Ok(answer);
                    }
                },
            }
        }
    };
    let typed = Typed::of(&sent);
    let again = list(&site, &visitor, &view, (Some(words), &typed)).await?;
    Ok(asked_again(again))
}
