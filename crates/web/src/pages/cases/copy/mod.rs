//! The person's copy (開示). On this page staff of the agency take down that somebody asks for theirs by word or on
//! paper (`asked` tells of it), decide about each thing that is looked at first ([`steps`]), and release the copy; they
//! print it for whoever has no account. The person has a page of their own in [`own`]; the copy as a file stands in [`files`] and [`json`].

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::ConsentRefusal;
use renkei_app::person_copy::CopyRefusal;
use renkei_app::person_copy::ask::{AtTheDesk, CopyAsked};
use renkei_app::person_copy::read::{PersonCopyView, ToDecide};
use renkei_domain::ids::CaseId;
use renkei_domain::person_copy::CopyDecision;

use self::asked::{OpenLine, open_line, released_line, taken_back_line};
use self::lines::{CopyFacts, CopySections, WithheldLine, facts, withheld};
use self::steps::Typed;
use super::consents::words_of;
use super::facts::Facts;
use super::faults::Faults;
use super::name_of;
use super::trail::{TrailStep, number_of, steps_to};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CopyJsonPath, CopyPaperPath, DecideCopyPath, PersonCopyPath, ReleaseCopyPath, TakeBackCopyPath,
};
use crate::session::Visitor;

mod asked;
pub mod files;
pub mod json;
mod lines;
pub mod own;
mod samples;
pub mod steps;

const BUTTON: &str = "たのまれたことを書きとめる";

/// The page.
#[derive(Debug, Template)]
#[template(path = "person_copy.html")]
pub struct PersonCopyPage {
    shell: Shell,
    steps: [TrailStep; 2],
    number: String,
    name: String,
    lead: String,
    at_once: CopySections,
    paper: CopyPaperPath,
    json: CopyJsonPath,
    /// What was asked for and is not released yet.
    open: Option<OpenLine>,
    to_decide: Vec<DecideLine>,
    undecided: usize,
    decide: DecideCopyPath,
    release: ReleaseCopyPath,
    take_back: TakeBackCopyPath,
    /// What was released, the newest first.
    released: Vec<Facts>,
    /// What was taken back, the newest first.
    taken_back: Vec<Facts>,
    given: CopySections,
    withheld: Vec<WithheldLine>,
    /// Taking down that the person asks; absent while a request is open, and for whoever only reads.
    form: Option<Form>,
    once: String,
    /// Why the last step was not taken.
    fault: Option<String>,
}

/// Something to decide about.
#[derive(Debug, Clone)]
struct DecideLine {
    kind: &'static str,
    kind_code: &'static str,
    item: String,
    mark: String,
    heading: String,
    facts: CopyFacts,
    /// Who alone reads it and decides, where that is somebody else.
    reader: Option<String>,
    /// Who alone read it and does not work there any more.
    left_by: Option<String>,
    /// What was decided, in words.
    decided: Option<&'static str>,
    choices: Vec<Choice>,
    reason: String,
}

/// What a page says beside the copy.
#[derive(Default)]
struct Said<'s> {
    once: String,
    fault: Option<String>,
    typed: Option<Typed<'s>>,
    form: Option<Form>,
}

fn decide_line(view: &PersonCopyView, one: &ToDecide, typed: Option<&Typed<'_>>) -> DecideLine {
    let entry = &one.entry;
    let item = entry.source.to_string();
    let is_typed = |typed: &&Typed<'_>| typed.kind == entry.kind.code() && typed.item == item;
    let typed = typed.filter(is_typed);
    let decided = one.decided.as_ref();
    let chosen = match (typed, decided) {
        (Some(typed), _) => typed.decision,
        (None, Some(decided)) => decided.decision.code(),
        (None, None) => "",
    };
    let choices = CopyDecision::ALL.iter().map(|decision| Choice {
        value: decision.code().to_owned(),
        word: decision.word().to_owned(),
        is_chosen: decision.code() == chosen,
    });
    let reason = decided.and_then(|item| item.reason.as_ref());
    let reason = reason.map(ToString::to_string).unwrap_or_default();
    DecideLine {
        kind: entry.kind.word(),
        kind_code: entry.kind.code(),
        mark: one.mark.clone(),
        heading: entry.heading.clone(),
        facts: facts(entry),
        reader: one.reader.map(|account| view.name_of(account)),
        left_by: one.left_by.map(|account| match view.name_of(account) {
            name if name.is_empty() => "前にいた職員".to_owned(),
            name => format!("{name} さん"),
        }),
        decided: decided.map(|item| item.decision.word()),
        choices: choices.collect(),
        reason: typed.map_or(reason, |typed| typed.reason.to_owned()),
        item,
    }
}

/// The form on which it is taken down that somebody asks.
fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let ways = [("oral", "口頭で"), ("written", "紙で")];
    let ways = ways.map(|(value, word)| Choice {
        value: value.to_owned(),
        word: word.to_owned(),
        is_chosen: sent.text("how") == value,
    });
    vec![
        Field::one("how", "どう たのまれましたか", ways.to_vec()).wrong(faults.of("how")),
        Field::day("on", "たのまれた日", sent.raw("on")).wrong(faults.of("on")),
        Field::prose(
            "said",
            "本人か、本人の代わりに たのめる人か、どう確かめましたか",
            sent.raw("said"),
        )
        .hinted("例: 会って、顔を知っている。後見人の登記を見た。")
        .wrong(faults.of("said")),
    ]
}

/// What was sent, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<CopyAsked> {
    let how = faults.word(sent, "how", |code| match code {
        "oral" => Some(AtTheDesk::Oral),
        "written" => Some(AtTheDesk::Written),
        _ => None,
    });
    let on = faults.day(sent, "on");
    let said = faults.prose_opt(sent, "said");
    if said.is_none() && faults.of("said").is_none() {
        faults.say("said", "どう確かめたかを書いてください。");
    }
    let asked = match (how, on, said) {
        (Some(how), Some(on), Some(said)) => Some(CopyAsked::TakenDown { how, on, said }),
        _ => None,
    };
    faults.all_well(asked)
}

impl PersonCopyPage {
    fn of(shell: Shell, view: &PersonCopyView, said: Said<'_>) -> Self {
        let (case, parts) = (&view.case, &view.parts);
        let open = view.open().filter(|_| view.may_keep);
        let typed = said.typed.as_ref();
        let is_asked = view.may_keep && view.open().is_none() && !case.is_anonymous();
        let to_decide = view.to_decide.iter();
        let released = view.requests.iter();
        Self {
            shell,
            steps: steps_to(case, None),
            number: number_of(case),
            name: name_of(case),
            lead: view.lead.clone(),
            at_once: CopySections::of(&parts.at_once),
            paper: CopyPaperPath::of(case.id),
            json: CopyJsonPath::of(case.id),
            open: open.map(|request| open_line(request, view)),
            to_decide: to_decide.map(|one| decide_line(view, one, typed)).collect(),
            undecided: view.undecided(),
            decide: DecideCopyPath::of(case.id),
            release: ReleaseCopyPath::of(case.id),
            take_back: TakeBackCopyPath::of(case.id),
            released: released
                .filter_map(|one| released_line(one, view))
                .collect(),
            taken_back: view
                .requests
                .iter()
                .filter_map(|one| taken_back_line(one, view))
                .collect(),
            given: CopySections::of(&parts.released),
            withheld: withheld(parts),
            form: said.form.filter(|_| is_asked),
            once: said.once,
            fault: said.fault,
        }
    }
}

/// The copy of a case that somebody may read, or how the page answers instead.
async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<PersonCopyView, Response>, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.person_copy(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(ConsentRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(_) => Err(PageFault::NotFound),
    }
}

/// The same for staff, of the agency that leads.
async fn at_the_desk(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<PersonCopyView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if !view.is_person => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

/// The words for what was refused, or how the page answers instead.
fn refusal_words(
    refusal: CopyRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        CopyRefusal::Case(refusal) => words_of(refusal, visitor),
        CopyRefusal::NoSuchRequest | CopyRefusal::NoSuchItem => Err(PageFault::NotFound),
        other => Ok(Ok(other.to_string())),
    }
}

/// The form, with what was typed and what is wrong with it.
fn form(site: &Site, view: &PersonCopyView, sent: &Sent, faults: &Faults) -> Form {
    Form::new(site, PersonCopyPath::of(view.case.id), BUTTON).with(fields(sent, faults))
}

/// The form as it is first shown.
fn blank(view: &PersonCopyView) -> Sent {
    let mut packed = Packed::default();
    packed.put("on", view.now.date);
    packed.sent()
}

async fn with_said(
    site: &Site,
    visitor: &Visitor,
    view: &PersonCopyView,
    said: Said<'_>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = Said {
        once: site.app.new_request_id(),
        ..said
    };
    Ok(shown(&PersonCopyPage::of(shell, view, said)))
}

pub(crate) async fn show(
    path: PersonCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // What was typed here: that somebody asks, or what was decided about one thing.
    let kept = drafted(&site, &visitor).await?;
    let (decided, asked) = match kept {
        Some(kept) if !kept.text("kind").is_empty() => (Some(kept), None),
        kept => (None, kept),
    };
    let asked = asked.unwrap_or_else(|| blank(&view));
    let said = Said {
        form: Some(form(&site, &view, &asked, &Faults::default())),
        typed: decided.as_ref().map(Typed::of),
        ..Said::default()
    };
    with_said(&site, &visitor, &view, said).await
}

pub(crate) async fn ask(
    path: PersonCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match at_the_desk(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.case.id;
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(asked) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        match site.app.ask_copy(&by, id, asked).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let page = PersonCopyPath::of(id).to_string();
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = Said {
        fault,
        form: Some(form(&site, &view, &sent, &faults)),
        ..Said::default()
    };
    Ok(asked_again(with_said(&site, &visitor, &view, said).await?))
}
