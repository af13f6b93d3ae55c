//! What is due: reports of what reached somebody whom it was not meant for, copies that their persons asked for, what
//! was decided at conferences, services that end and are to be handed over, those of whom no law asks to keep anything
//! any more, and the consents that end within 30 days, of the cases that somebody keeps.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::cases::erase::OverToErase;
use renkei_app::conference::due::DueDecision;
use renkei_app::conference::list::ListedConference;
use renkei_app::consent::ending::EndingConsent;
use renkei_app::person_copy::read::OpenCopyRequest;
use renkei_app::provisions::misdirected::OpenIncident;

use super::super::conference::lines::warning_of;
use super::super::hold::{button_of, planned_words};
use super::super::name_of;
use super::super::records::due_words;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CasesPath, ConferencePath, ConsentsPath, DecisionsPath, EndingConsentsPath, EraseHelpedPath,
    HoldErasurePath, PersonCopyPath, RecordsPath, RenewConsentPath,
};
use crate::session::Visitor;
use crate::words::moment::Day;

/// The page.
#[derive(Debug, Template)]
#[template(path = "consents_ending.html")]
pub struct EndingConsentsPage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) rows: Vec<EndingLine>,
    /// What is to be reported because it reached somebody whom it was not meant for.
    pub(super) incidents: Vec<DueLine>,
    /// The copies that were asked for and are not released yet.
    pub(super) copies: Vec<DueCopy>,
    /// What was decided at conferences and is due soon.
    pub(super) decided: Vec<DueDecided>,
    /// The services that end within six months and are to be handed over.
    pub(super) handovers: Vec<DueHandover>,
    /// Those of whom no law asks to keep anything any more.
    pub(super) over: Vec<OverLine>,
}

/// A conference at which a service is handed over that ends soon.
#[derive(Debug, Clone)]
pub(super) struct DueHandover {
    pub(super) path: ConferencePath,
    pub(super) name: String,
    pub(super) number: String,
    /// How near its end is, and by when it is shared.
    pub(super) words: String,
}

impl DueHandover {
    pub(super) fn of(due: &ListedConference, today: NaiveDate) -> Option<Self> {
        Some(Self {
            path: ConferencePath::of(due.case.id, due.id),
            name: name_of(&due.case),
            number: due.case.number.to_string(),
            words: warning_of(due.ends_on?, today)?,
        })
    }
}

/// Something that was decided and is due soon. What it is stands on the page of the case.
#[derive(Debug, Clone)]
pub(super) struct DueDecided {
    pub(super) path: DecisionsPath,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) kind: &'static str,
    pub(super) due: Day,
    /// Whether it should have been done.
    pub(super) is_over: bool,
}

impl DueDecided {
    pub(super) fn of(due: &DueDecision, today: NaiveDate) -> Self {
        let case = &due.case;
        Self {
            path: DecisionsPath::of(case.id),
            name: name_of(case),
            number: case.number.to_string(),
            kind: due.kind.word(),
            due: Day(due.due_on),
            is_over: due.due_on < today,
        }
    }
}

/// Somebody of whom no law asks to keep anything any more.
#[derive(Debug, Clone)]
pub(super) struct OverLine {
    /// The numbers of their cases.
    pub(super) numbers: Vec<String>,
    /// When they are erased by themselves, in sentences.
    pub(super) planned: Vec<String>,
    /// Whether they wait for their copy, before which they are not.
    pub(super) waits: bool,
    /// Where they are held back, and what the way there says.
    pub(super) hold: Option<(HoldErasurePath, &'static str)>,
    /// Where they are erased, for whoever may do that.
    pub(super) erase: Option<EraseHelpedPath>,
}

impl OverLine {
    pub(super) fn of(one: &OverToErase) -> Self {
        let (cases, plan) = (&one.helped.cases, one.helped.plan);
        let first = cases.first().map(|(id, _)| *id);
        let is_held = plan.is_some_and(|plan| plan.hold.is_some());
        Self {
            numbers: cases.iter().map(|(_, number)| number.to_string()).collect(),
            planned: planned_words(plan.as_ref(), None),
            waits: one.helped.copy_asked.is_some(),
            hold: first.map(|id| (HoldErasurePath::of(id), button_of(is_held))),
            erase: first.filter(|_| one.may_erase).map(EraseHelpedPath::of),
        }
    }
}

/// A copy that is to be released.
#[derive(Debug, Clone)]
pub(super) struct DueCopy {
    pub(super) path: PersonCopyPath,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) asked_on: Day,
    pub(super) due: Day,
    /// Whether it should have been released.
    pub(super) is_over: bool,
}

impl DueCopy {
    pub(super) fn of(open: &OpenCopyRequest, today: NaiveDate) -> Self {
        let case = &open.case;
        Self {
            path: PersonCopyPath::of(case.id),
            name: name_of(case),
            number: case.number.to_string(),
            asked_on: Day(open.asked_on),
            due: Day(open.due()),
            is_over: open.due() < today,
        }
    }
}

/// What is due about an incident.
#[derive(Debug, Clone)]
pub(super) struct DueLine {
    pub(super) path: RecordsPath,
    pub(super) name: String,
    pub(super) number: String,
    /// What is left to do, each with when it is due.
    pub(super) left: Vec<String>,
}

impl DueLine {
    pub(super) fn of(open: &OpenIncident, today: NaiveDate) -> Self {
        let (case, incident) = (&open.case, &open.kept.incident);
        let left = incident.left().map(|step| {
            let due = due_words(incident, step);
            let last = incident.due(step).map(|(_, until)| until);
            let over = match last {
                Some(last) if last < today => "・期限が過ぎています",
                _ => "",
            };
            format!("{}（{due}{over}）", step.word())
        });
        Self {
            path: RecordsPath::of(case.id),
            name: name_of(case),
            number: case.number.to_string(),
            left: left.collect(),
        }
    }
}

/// A consent that ends soon.
#[derive(Debug, Clone)]
pub(super) struct EndingLine {
    pub(super) path: ConsentsPath,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) last_day: Day,
    /// Where the person is asked whether it goes on.
    pub(super) renew: RenewConsentPath,
}

impl EndingLine {
    pub(super) fn of(ending: &EndingConsent) -> Self {
        let case = &ending.case;
        Self {
            path: ConsentsPath::of(case.id),
            name: name_of(case),
            number: case.number.to_string(),
            last_day: Day(ending.last_day),
            renew: RenewConsentPath::of(case.id, ending.consent),
        }
    }
}

pub(crate) async fn show(
    _: EndingConsentsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if let Err(decision) = site.app.may_keep_cases(visitor.principal()) {
        return Ok(refused(decision, &visitor));
    }
    let ending = site.app.ending_consents(visitor.principal()).await?;
    let open = site.app.open_incidents(visitor.principal()).await?;
    let copies = site.app.open_copies(visitor.principal()).await?;
    let decided = site.app.due_decisions(visitor.principal()).await?;
    let handovers = site.app.due_handovers(visitor.principal()).await?;
    let over = site.app.helped_over(visitor.principal()).await?;
    let today = site.app.now().in_japan().date;
    Ok(shown(&EndingConsentsPage {
        shell: Shell::of(&site, &visitor, Here::Cases).await?,
        list: CasesPath,
        rows: ending.iter().map(EndingLine::of).collect(),
        incidents: open.iter().map(|one| DueLine::of(one, today)).collect(),
        copies: copies.iter().map(|one| DueCopy::of(one, today)).collect(),
        decided: decided
            .iter()
            .map(|one| DueDecided::of(one, today))
            .collect(),
        handovers: handovers
            .iter()
            .filter_map(|one| DueHandover::of(one, today))
            .collect(),
        over: over.iter().map(OverLine::of).collect(),
    }))
}
