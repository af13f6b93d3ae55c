//! A case as its person reads it: who helps and how to reach them, what to do on a bad day, and what is written
//! down about oneself. Here the person closes what an employer may know, and leaves the case.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::paper::CasePaper;
use renkei_app::cases::read::CaseView;
use renkei_app::cases::{CaseRefusal, SeenCase, is_about};
use renkei_app::conference::recall::Recalled;
use renkei_domain::cases::employment::{Disclosure, Insider, Opened, Openness};
use renkei_domain::cases::team::{Part, Ring, TeamMember};
use renkei_domain::cases::workplace::Employment;
use renkei_domain::ids::{CaseId, EmploymentId};

use super::super::consents::stop::recalls::{RecallLine, recall_lines};
use super::super::facts::{Fact, Facts, day, fact, said, text};
use super::super::lines::{self, NoteLine, emergency, note, person};
use super::super::view::seen;
use super::led;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::asked_again;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CloseEmploymentPath, ConsentsPath, LeaveCasePath, LookedPath, OwnCasePaperPath, OwnCasePath,
    OwnCasesPath, OwnConferencesPath, OwnCopyPath, RecordsPath, ResourcePath,
};
use crate::session::Visitor;
use crate::words::reach::ReachLine;

/// The page.
#[derive(Debug, Template)]
#[template(path = "own_case.html")]
pub struct OwnCasePage {
    pub(super) shell: Shell,
    pub(super) list: OwnCasesPath,
    pub(super) lead: String,
    pub(super) keeper: Option<String>,
    pub(super) is_ended: bool,
    /// The day on which what is kept is erased by itself, once that was told.
    pub(super) goes: Option<String>,
    pub(super) helpers: Vec<Helper>,
    pub(super) emergency: Facts,
    pub(super) name: String,
    /// Where it stands, in its plain name.
    pub(super) stage: &'static str,
    pub(super) person: Facts,
    pub(super) employments: Vec<Job>,
    /// Where an open one is closed, and in which version of the case.
    pub(super) close: CloseEmploymentPath,
    pub(super) version: i64,
    /// The employer that was just closed.
    pub(super) closed: Option<String>,
    /// Why none was.
    pub(super) fault: Option<&'static str>,
    pub(super) notes: Vec<NoteLine>,
    /// What one agreed to, and where it is stopped.
    pub(super) consents: ConsentsPath,
    /// The conferences about oneself.
    pub(super) conferences: OwnConferencesPath,
    /// What was told of oneself.
    pub(super) records: RecordsPath,
    /// Who looked.
    pub(super) looked: LookedPath,
    /// The copy of what is kept.
    pub(super) copy: OwnCopyPath,
    /// The team on paper.
    pub(super) team_paper: OwnCasePaperPath,
    /// The emergency sheet on paper.
    pub(super) emergency_paper: OwnCasePaperPath,
    pub(super) leave: LeaveCasePath,
    pub(super) once: String,
}

/// Somebody who helps.
#[derive(Debug, Clone)]
pub(super) struct Helper {
    pub(super) name: String,
    pub(super) page: Option<ResourcePath>,
    pub(super) is_lead: bool,
    pub(super) facts: Facts,
    /// When somebody answers the phone, and by which number.
    pub(super) when: Option<String>,
    pub(super) phone: Option<ReachLine>,
}

/// A place of work.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) employer: String,
    pub(super) facts: Facts,
    /// Which it is, where it is open and can be closed.
    pub(super) open: Option<EmploymentId>,
    /// Whom closing it calls off of those who were called to a conference.
    pub(super) recalls: Vec<RecallLine>,
}

/// Whom closing each employer that is open would call off.
pub(super) type CalledOff = HashMap<EmploymentId, Vec<Recalled>>;

/// What is said where the page was older than what stands there.
pub(super) const OVERTAKEN: &str =
    "ほかの 人が、 先に 書きかえました。 いまの ことを 見て、 もういちど おしてください。";

/// Why an employment was not closed, as one says it to the person.
fn not_closed(refusal: CaseRefusal) -> Result<&'static str, PageFault> {
    match refusal {
        CaseRefusal::Overtaken | CaseRefusal::KeyReused => Ok(OVERTAKEN),
        CaseRefusal::Disclosure(_) => Ok("この 会社には、 いま 何も 知らせていません。"),
        CaseRefusal::NoSuchItem => Ok("この 仕事は、 もう ここに ありません。"),
        _ => Err(PageFault::NotFound),
    }
}

fn helper(view: &CaseView, member: &TeamMember) -> Helper {
    // How an agency is called and when it can be phoned is told as staff read it.
    let line = lines::member(view, 0, member);
    let facts = [
        said("担当の人", member.contact.as_ref()),
        said("しごと", member.role.map(|role| role.word())).map(Fact::ours),
        text("してくれること", member.does.as_ref()),
        text("連絡のしかた", member.reach.as_ref()),
    ];
    Helper {
        name: line.name,
        page: line.page,
        is_lead: line.is_lead,
        facts: Facts::of(facts),
        when: line.when,
        phone: line.phone,
    }
}

/// What the people at work know, as one says it to the person.
fn told(disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::NotAsked => {
            "まだ きめていません。 きめるまで、 勤め先には 何も 伝えません。".to_owned()
        }
        Disclosure::Closed => "伝えません（クローズ）".to_owned(),
        Disclosure::Open(opened) => opened_to(opened),
    }
}

/// Who at work knows how much.
fn opened_to(opened: &Opened) -> String {
    let to = opened.to.iter().map(|insider| match insider {
        Insider::Hr => "人事の人",
        Insider::Supervisor
        | Insider::Colleague
        | Insider::InHouseSupport
        | Insider::OtherOffice => insider.word(),
    });
    let to: Vec<&str> = to.collect();
    let what = match opened.what {
        Openness::Accommodations => "手つだってほしいことだけを",
        Openness::Disability => "障害のことを",
        Openness::Diagnosis => "障害のことと 病気の名前を",
    };
    format!("{}に、{what} 知らせています", to.join("・"))
}

fn job(employment: &Employment, called_off: &CalledOff) -> Job {
    let facts = [
        Some(fact("入社した日", day(employment.hired_on))),
        said("やめた日", employment.left_on.map(day)),
        said(
            "働く時間",
            employment
                .hours
                .map(|hours| format!("週 {}時間", hours.get())),
        ),
        Some(fact("勤め先に 伝えること", told(&employment.disclosure)).ours()),
    ];
    Job {
        employer: employment.employer.to_string(),
        facts: Facts::of(facts),
        open: (!employment.disclosure.is_closed()).then_some(employment.id),
        recalls: called_off
            .get(&employment.id)
            .map(|recalled| recall_lines(recalled, |_| None))
            .unwrap_or_default(),
    }
}

impl OwnCasePage {
    /// The page of a case.
    pub(super) fn of(shell: Shell, view: &CaseView, called_off: &CalledOff, once: String) -> Self {
        let (file, case) = (&view.file, &view.file.case);
        let place = |ring: Ring| Ring::ALL.iter().position(|known| *known == ring);
        let mut team: Vec<&TeamMember> = file
            .team
            .iter()
            .filter(|member| member.is_there(view.now.date))
            .collect();
        // Whoever keeps the others together is asked first.
        team.sort_by_key(|member| {
            let is_lead = member.part == Part::Lead;
            (!is_lead, place(member.ring))
        });
        let keeper = view.names.get(&case.keeper);
        Self {
            shell,
            list: OwnCasesPath,
            lead: view.lead.clone(),
            keeper: keeper.map(ToString::to_string),
            is_ended: !case.is_open(),
            goes: view.erasure.map(|plan| day(plan.day())),
            helpers: team
                .into_iter()
                .map(|member| helper(view, member))
                .collect(),
            emergency: emergency(view, "しごとを 休むときの じゅんばん"),
            name: case
                .known()
                .map(|known| known.name.to_string())
                .unwrap_or_default(),
            stage: case.standing.care.plain(),
            person: person(view),
            employments: file
                .employments
                .iter()
                .map(|one| job(one, called_off))
                .collect(),
            close: CloseEmploymentPath::of(case.id),
            version: case.version,
            closed: None,
            fault: None,
            notes: file.notes.iter().map(|one| note(view, one)).collect(),
            consents: ConsentsPath::of(case.id),
            conferences: OwnConferencesPath::of(case.id),
            records: RecordsPath::of(case.id),
            looked: LookedPath::of(case.id),
            copy: OwnCopyPath::of(case.id),
            team_paper: OwnCasePaperPath::of(case.id, CasePaper::Team.code()),
            emergency_paper: OwnCasePaperPath::of(case.id, CasePaper::Emergency.code()),
            leave: LeaveCasePath::of(case.id),
            once,
        }
    }
}

/// The case of an address, for whom it is about.
pub(super) async fn own(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<CaseView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if is_about(visitor.principal(), &view.file.case) => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

/// The page of a case, with whom closing an employer would call off.
async fn page_of(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
) -> Result<OwnCasePage, PageFault> {
    let jobs = view.file.employments.iter();
    let open = jobs.filter(|one| !one.disclosure.is_closed());
    let open: Vec<EmploymentId> = open.map(|one| one.id).collect();
    let (own, id) = (visitor.principal(), view.file.case.id);
    let called_off = site.app.recalled_by_closing(own, id, &open).await?;
    // Who reads the case reads who is called to its conferences.
    let called_off = called_off.map_err(|_| PageFault::NotFound)?;
    let shell = Shell::of(site, visitor, Here::OwnCases).await?;
    let once = site.app.new_request_id();
    Ok(OwnCasePage::of(shell, view, &called_off, once))
}

pub(crate) async fn show(
    path: OwnCasePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match own(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    Ok(shown(&page_of(&site, &visitor, &view).await?))
}

pub(crate) async fn close(
    path: CloseEmploymentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let employment: EmploymentId = sent
        .text("employment")
        .parse()
        .map_err(|_| PageFault::NotFound)?;
    let version = sent.text("version").parse().unwrap_or(0);
    let seen = SeenCase { id, version };
    let by = writer(&visitor, &sent);
    let kept = match site.app.close_own_employment(&by, seen, employment).await? {
        Ok(_) => Ok(()),
        Err(CaseRefusal::NotAllowed(decision)) => return Ok(led(decision)),
        Err(refusal) => Err(not_closed(refusal)?),
    };
    let view = match own(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let page = page_of(&site, &visitor, &view).await?;
    Ok(match kept {
        Ok(()) => {
            let mut jobs = view.file.employments.iter();
            // A form that is sent once more later says nothing of what was opened again meanwhile.
            let closed = jobs.find(|one| one.id == employment && one.disclosure.is_closed());
            let closed = closed.map(|one| one.employer.to_string());
            shown(&OwnCasePage { closed, ..page })
        }
        Err(words) => {
            let fault = Some(words);
            asked_again(shown(&OwnCasePage { fault, ..page }))
        }
    })
}

pub(crate) async fn leave(
    path: LeaveCasePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id: CaseId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.leave_case(&writer(&visitor, &sent), id).await? {
        Ok(_) => Ok(Redirect::to(&OwnCasesPath.to_string()).into_response()),
        Err(CaseRefusal::NotAllowed(decision)) => Ok(led(decision)),
        Err(_) => Err(PageFault::NotFound),
    }
}
