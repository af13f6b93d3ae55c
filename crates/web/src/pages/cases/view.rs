//! A case: who it is about, what is missing, where the person works, who helps, what to do in an emergency, and
//! what was noted.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::paper::CasePaper;
use renkei_app::cases::read::CaseView;
use renkei_app::cases::{CaseRefusal, SeenCase, is_about};
use renkei_domain::cases::case::PlanMaker;
use renkei_domain::cases::team::{Part as TeamPart, Ring, TeamMember};
use renkei_domain::ids::CaseId;
use renkei_domain::map::MapChange;

use super::facts::Facts;
use super::hold::ErasureLine;
use super::lines::{
    EmploymentLine, NoteLine, TeamLine, emergency, employment, head, may_change, member, note,
    person, way,
};
use super::part::CasePart;
use super::rings::Rings;
use super::{name_of, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    CaseConferencesPath, CaseLinkPath, CaseMapPath, CasePaperPath, CasePath, CaseSharedMapPath,
    CasesPath, ConsentsPath, ExceptionsPath, OwnCasePath, PersonCopyPath, RecordsPath,
    TakeUpCasePath, ToldPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case.html")]
pub struct CasePage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) is_ended: bool,
    /// Whether what was known of the person was erased.
    pub(super) is_erased: bool,
    /// Why the last step was not taken.
    pub(super) fault: Option<String>,
    /// When its person is erased by themselves, where that was told.
    pub(super) erasure: Option<ErasureLine>,
    /// What is missing: a sentence, and where to mend it.
    pub(super) missing: Vec<Missing>,
    /// The map that the person shows, with what changed of it in the directory.
    pub(super) map_changed: Option<(CaseSharedMapPath, Vec<String>)>,
    pub(super) head: Facts,
    pub(super) person: Facts,
    pub(super) employments: Vec<EmploymentLine>,
    pub(super) rings: Rings,
    pub(super) team: Vec<TeamLine>,
    pub(super) gone: Vec<TeamLine>,
    pub(super) emergency: Facts,
    pub(super) notes: Vec<NoteLine>,
    /// The team on paper.
    pub(super) team_paper: CasePaperPath,
    /// The emergency sheet on paper.
    pub(super) emergency_paper: CasePaperPath,
    /// What the person agreed to.
    pub(super) consents: ConsentsPath,
    /// The conferences about them.
    pub(super) conferences: CaseConferencesPath,
    /// What was told of them.
    pub(super) records: RecordsPath,
    /// Their copy of what is kept.
    pub(super) copy: PersonCopyPath,
    /// Where things are changed; absent for whoever only reads.
    pub(super) ways: Option<Ways>,
}

/// Something that is missing.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    pub(super) words: &'static str,
    pub(super) way: Option<(String, &'static str)>,
}

/// Where a case is changed.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// What one proposes for the person's map, and what they show of it.
    pub(super) map: CaseMapPath,
    pub(super) person: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) keeper: Option<String>,
    pub(super) end: Option<String>,
    /// How its person comes to read it, until they do.
    pub(super) link: Option<CaseLinkPath>,
    pub(super) employment: Option<String>,
    pub(super) team: Option<String>,
    pub(super) emergency: Option<String>,
    pub(super) note: String,
    /// Writing down what one told somebody.
    pub(super) told: Option<ToldPath>,
    /// Writing down to whom the emergency sheet was handed.
    pub(super) handed: Option<String>,
    /// What was told without consent, where the law names a ground.
    pub(super) exceptions: Option<ExceptionsPath>,
    pub(super) take_up: Option<TakeUpCasePath>,
    pub(super) version: i64,
    pub(super) once: String,
}

fn missing(view: &CaseView) -> Vec<Missing> {
    let (file, case) = (&view.file, &view.file.case);
    if !case.is_open() || case.is_erased() {
        return Vec::new();
    }
    let to = |part: CasePart, words: &'static str| {
        may_change(view).then(|| (way(case.id, part, None), words))
    };
    let mut missing = Vec::new();
    let mut say = |words: &'static str, way: Option<(String, &'static str)>| {
        missing.push(Missing { words, way });
    };
    if case.is_anonymous() {
        say(
            "匿名の相談です。名前・生年月日・病名は書かないでください。本人が同意したら、名前を入れられます。",
            to(CasePart::Bind, "本人の名前を入れる"),
        );
    }
    if case.plan_maker == PlanMaker::NotAsked {
        say(
            "サービス等利用計画をだれが作るか、まだ聞いていません。",
            to(CasePart::Stage, "段階を変える"),
        );
    }
    let here = |member: &&TeamMember| member.is_there(view.now.date);
    let mut team = file.team.iter().filter(here);
    if !file.team.is_empty() && !team.any(|member| member.part == TeamPart::Lead) {
        say("支援チームの まとめ役が きまっていません。", None);
    }
    match &file.emergency {
        None if !case.is_anonymous() => say(
            "緊急時シートが まだありません。",
            to(CasePart::Emergency, "緊急時シートを書く"),
        ),
        Some(sheet) if sheet.agreed_on.is_none() => say(
            "緊急時シートの いまの内容を、まだ本人と確かめていません。もう一度、いっしょに見てください。",
            to(CasePart::Emergency, "緊急時シートを直す"),
        ),
        _ => {}
    }
    missing
}

fn ways(view: &CaseView, once: String) -> Option<Ways> {
    if !view.may_keep {
        return None;
    }
    let case = &view.file.case;
    let to = |part: CasePart| case.is_open().then(|| way(case.id, part, None));
    let named = |part: CasePart| to(part).filter(|_| !case.is_anonymous());
    let told = (!case.is_erased() && !case.is_anonymous()).then(|| ToldPath::of(case.id));
    Some(Ways {
        map: CaseMapPath::of(case.id),
        person: if case.is_anonymous() {
            to(CasePart::Bind)
        } else {
            to(CasePart::Person)
        },
        stage: to(CasePart::Stage),
        keeper: to(CasePart::Keeper),
        end: to(CasePart::End),
        link: case.linkable().is_ok().then(|| CaseLinkPath::of(case.id)),
        employment: named(CasePart::Employment),
        team: to(CasePart::Team),
        emergency: named(CasePart::Emergency),
        note: way(case.id, CasePart::Note, None),
        told: told.clone(),
        handed: told.map(|told| format!("{told}?paper={}", CasePaper::Emergency.code())),
        exceptions: (!case.is_erased()).then(|| ExceptionsPath::of(case.id)),
        take_up: (!case.is_open()).then(|| TakeUpCasePath::of(case.id)),
        version: case.version,
        once,
    })
}

impl CasePage {
    /// The page of a case.
    pub(super) fn of(shell: Shell, view: &CaseView, fault: Option<String>, once: String) -> Self {
        let file = &view.file;
        let today = view.now.date;
        let (mut here, gone): (Vec<&TeamMember>, Vec<&TeamMember>) =
            file.team.iter().partition(|member| member.is_there(today));
        let place = |ring: Ring| Ring::ALL.iter().position(|known| *known == ring);
        here.sort_by_key(|member| place(member.ring));
        let rings: Vec<Ring> = here.iter().map(|member| member.ring).collect();
        let told = |members: Vec<&TeamMember>| {
            let members = members.into_iter().enumerate();
            let lines = members.map(|(place, one)| member(view, place + 1, one));
            lines.collect::<Vec<_>>()
        };
        Self {
            shell,
            list: CasesPath,
            number: file.case.number.to_string(),
            name: name_of(&file.case),
            is_ended: !file.case.is_open(),
            is_erased: file.case.is_erased(),
            fault,
            erasure: ErasureLine::of(view),
            missing: missing(view),
            map_changed: None,
            head: head(view),
            person: person(view),
            employments: file
                .employments
                .iter()
                .map(|one| employment(view, one))
                .collect(),
            rings: Rings::of(&rings),
            team: told(here),
            gone: told(gone),
            emergency: emergency(view, "休職の手順"),
            notes: file.notes.iter().map(|one| note(view, one)).collect(),
            team_paper: CasePaperPath::of(file.case.id, CasePaper::Team.code()),
            emergency_paper: CasePaperPath::of(file.case.id, CasePaper::Emergency.code()),
            consents: ConsentsPath::of(file.case.id),
            conferences: CaseConferencesPath::of(file.case.id),
            records: RecordsPath::of(file.case.id),
            copy: PersonCopyPath::of(file.case.id),
            ways: ways(view, once),
        }
    }
}

/// A case that somebody may see, or how the page answers instead.
pub(in crate::pages) async fn seen(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<CaseView, Response>, PageFault> {
    let id: CaseId = id.parse().map_err(|_| PageFault::NotFound)?;
    match site.app.case_view(visitor.principal(), id).await? {
        Ok(view) => Ok(Ok(view)),
        Err(CaseRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(_) => Err(PageFault::NotFound),
    }
}

/// What changed in the directory of the map that the person shows to whoever looks.
async fn map_changed(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
) -> Result<Option<(CaseSharedMapPath, Vec<String>)>, PageFault> {
    let case = view.file.case.id;
    let shown = site.app.maps_shown_in_case(visitor.principal(), case);
    let mut changed = shown.await?.into_iter();
    let line = changed.find(|line| !line.changes.is_empty());
    Ok(line.map(|line| {
        let said = line.changes.iter().map(MapChange::said);
        (CaseSharedMapPath::of(case, line.id), said.collect())
    }))
}

/// Shows a case, with why the last step was not taken.
pub(super) async fn with_fault(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let view = match seen(site, visitor, id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // Their own page tells it in plain words.
    if !view.may_keep && is_about(visitor.principal(), &view.file.case) {
        let own = OwnCasePath::of(view.file.case.id);
        return Ok(Redirect::to(&own.to_string()).into_response());
    }
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let once = site.app.new_request_id();
    let map_changed = map_changed(site, visitor, &view).await?;
    Ok(shown(&CasePage {
        map_changed,
        ..CasePage::of(shell, &view, fault, once)
    }))
}

pub(crate) async fn show(
    path: CasePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    with_fault(&site, &visitor, &path.id, None).await
}

/// Goes on with a case that has ended.
pub(crate) async fn take_up(
    path: TakeUpCasePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let version = sent.text("version").parse().unwrap_or(0);
    let seen = SeenCase { id, version };
    let by = writer(&visitor, &sent);
    match site.app.step_case(&by, seen, CaseStep::TakeUp).await? {
        Ok(kept) => Ok(Redirect::to(&CasePath::of(kept.0).to_string()).into_response()),
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => {
                let page = with_fault(&site, &visitor, &path.id, Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}
