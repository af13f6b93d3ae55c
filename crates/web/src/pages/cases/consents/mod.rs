//! What the person of a case agreed to: the list with how each consent stands, [`ask`] asks them, [`stop`] pauses
//! and withdraws, [`preview`] shows what somebody would be told, [`told`] writes down that they were, [`ending`]
//! tells what ends soon, [`sheets`] asks on paper and [`find`] finds such a form again, whose page [`evidence`]
//! keeps, [`renew`] asks whether one goes on, [`others`] asks the family and employers about what is theirs, and [`at_work`]
//! asks the person about people at an open employer.
//! The person sees the same pages as staff, without what is staff's alone.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::recall::Recalled;
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::{ConsentRefusal, KeptConsents};
use renkei_domain::consent::{Consent, HaltOf};
use renkei_domain::ids::CaseId;

use self::lines::{ConsentLine, HaltLine, ToldLine, consent_line, halt_line, told_lines};
use self::stop::recalls::{RecallLine, recall_lines};
use super::name_of;
use super::trail::{TrailStep, number_of, steps_to};
use crate::Site;
use crate::error::PageFault;
use crate::gate::{forget, refused};
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    AskAtWorkPath, AskConsentPath, AskOthersPath, CallsPath, ConsentSheetsPath, ConsentsPath,
    OwnCasePath, PreviewPath, ResumeConsentPath, StopConsentPath, ToldPath,
};
use crate::session::Visitor;

pub mod ask;
pub mod at_work;
pub mod ending;
pub mod evidence;
pub mod find;
pub(in crate::pages::cases) mod handed;
pub(in crate::pages::cases) mod lines;
pub mod others;
pub mod preview;
mod questions;
mod ready;
pub mod renew;
pub(super) mod samples;
pub(in crate::pages::cases) mod seat;
pub mod sheets;
mod signature;
pub mod stop;
mod terms;
pub mod told;

/// The page.
#[derive(Debug, Template)]
#[template(path = "consents.html")]
pub struct ConsentsPage {
    shell: Shell,
    trail: Trail,
    /// Whose they are.
    name: String,
    /// Who tells.
    lead: String,
    is_person: bool,
    /// Why the last step was not taken.
    fault: Option<String>,
    told: Vec<ToldLine>,
    consents: Vec<ConsentLine>,
    halts: Vec<HaltLine>,
    /// Who was called off by what was stopped, and still has to hear so.
    recalls: Vec<RecallLine>,
    ask: Option<AskConsentPath>,
    preview: Option<PreviewPath>,
    /// Where the family and employers are asked.
    others: Option<AskOthersPath>,
    /// Where the person is asked about people at an open employer.
    at_work: Option<AskAtWorkPath>,
    /// Where forms on paper are.
    sheets: Option<ConsentSheetsPath>,
    /// Where everything is stopped, and what is paused begun again.
    stop: Option<StopConsentPath>,
    resume: ResumeConsentPath,
    /// Where the person reads what each employer knows, and closes it.
    jobs: Option<OwnCasePath>,
    /// Where it is written down that a copy was handed over.
    handed: ToldPath,
    once: String,
}

/// The way back from a page of consents: to the case as staff read it, or as its person does.
#[derive(Debug, Clone)]
struct Trail {
    steps: [TrailStep; 2],
    number: String,
    consents: ConsentsPath,
}

impl Trail {
    fn of(view: &ConsentsView) -> Self {
        let case = &view.file.case;
        let lead = view.is_person.then_some(view.lead.as_str());
        Self {
            steps: steps_to(case, lead),
            number: number_of(case),
            consents: ConsentsPath::of(case.id),
        }
    }
}

impl ConsentsPage {
    fn of(
        shell: Shell,
        view: &ConsentsView,
        recalled: &[Recalled],
        (fault, once): (Option<String>, String),
    ) -> Self {
        let case = &view.file.case;
        let calls = |one: &Recalled| {
            let is_staff = view.may_keep && case.is_open();
            is_staff.then(|| CallsPath::of(case.id, one.conference))
        };
        let is_asked = view.may_keep && case.is_open() && !case.is_anonymous();
        let consents = view.file.ledger.consents.iter().rev();
        let own = consents.filter(|consent| consent.provider == case.lead);
        // What the family or an employer agreed to are words of theirs, which the agency looks at before it gives them.
        let is_open = |consent: &Consent| !view.is_person || consent.giver.speaks_for_person();
        let own = own.filter(|consent| is_open(consent));
        let halts = view.file.ledger.halts.iter().rev();
        let halts = halts.filter(|halt| match halt.of {
            HaltOf::Everything => true,
            HaltOf::One(id) => {
                let mut consents = view.file.ledger.consents.iter();
                consents.all(|consent| consent.id != id || is_open(consent))
            }
        });
        let mut employments = view.file.ledger.employments.iter();
        let has_jobs = employments.any(|one| one.keeper == case.lead);
        Self {
            shell: shell.read_by(view.is_person),
            trail: Trail::of(view),
            name: name_of(case),
            lead: view.lead.clone(),
            is_person: view.is_person,
            fault,
            told: told_lines(&view.told_today()),
            consents: own.map(|consent| consent_line(view, consent)).collect(),
            halts: halts.map(|halt| halt_line(view, halt)).collect(),
            recalls: recall_lines(recalled, calls),
            ask: is_asked.then(|| AskConsentPath::of(case.id)),
            preview: view.may_keep.then(|| PreviewPath::of(case.id)),
            others: is_asked.then(|| AskOthersPath::of(case.id)),
            at_work: is_asked.then(|| AskAtWorkPath::of(case.id)),
            sheets: (view.may_keep && !case.is_anonymous()).then(|| ConsentSheetsPath::of(case.id)),
            stop: view.may_stop.then(|| StopConsentPath::of(case.id)),
            resume: ResumeConsentPath::of(case.id),
            jobs: (view.is_person && has_jobs).then(|| OwnCasePath::of(case.id)),
            handed: ToldPath::of(case.id),
            once,
        }
    }
}

/// Where in the navigation the pages of consents stand for whoever looks at them.
const fn place_of(view: &ConsentsView) -> Here {
    if view.is_person {
        Here::OwnCases
    } else {
        Here::Cases
    }
}

/// The consents that somebody may see, or how the page answers instead.
pub(super) async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConsentsView, Response>, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.consents(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match words_of(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

/// The consents of a case, for whoever may tell something of its person.
pub(super) async fn to_be_told(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConsentsView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if view.may_keep => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

/// Leads to the list once consents were kept, and leaves the draft behind; of a refusal its words.
async fn once_kept(
    site: &Site,
    visitor: &Visitor,
    kept: Result<KeptConsents, ConsentRefusal>,
) -> Result<Result<String, Response>, PageFault> {
    match kept {
        Ok(kept) => {
            forget(site, visitor).await?;
            let list = ConsentsPath::of(kept.0).to_string();
            Ok(Err(Redirect::to(&list).into_response()))
        }
        Err(refusal) => words_of(refusal, visitor),
    }
}

/// The words for what a use case refused, or how the page answers instead.
pub(in crate::pages) fn words_of(
    refusal: ConsentRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        ConsentRefusal::NotFound => Err(PageFault::NotFound),
        ConsentRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        other => Ok(Ok(other.to_string())),
    }
}

/// Shows the list, with why the last step was not taken.
async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, place_of(view)).await?;
    let recalled = site.app.still_to_recall(view).await?;
    let said = (fault, site.app.new_request_id());
    Ok(shown(&ConsentsPage::of(shell, view, &recalled, said)))
}

pub(crate) async fn show(
    path: ConsentsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match seen(&site, &visitor, &path.id).await? {
        Ok(view) => with_fault(&site, &visitor, &view, None).await,
        Err(answer) => Ok(answer),
    }
}
