//! A case: who it is about, what is missing, where the person works, who helps, what to do in an emergency, and
//! what was noted.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::read::{CaseView, TeamAgency};
use renkei_domain::cases::case::PlanMaker;
use renkei_domain::cases::employment::{Disclosure, DisclosureWarning};
use renkei_domain::cases::note::CaseNote;
use renkei_domain::cases::team::{EmployerTie, MemberAgency, Part as TeamPart, Ring, TeamMember};
use renkei_domain::cases::workplace::Employment;
use renkei_domain::directory::contact::reach::phoning::Phoning;
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::ids::CaseId;
use renkei_domain::text::Prose;
use renkei_domain::time::{Moment, era_year, japanese_date};

use super::name_of;
use super::part::CasePart;
use super::rings::Rings;
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CasePartPath, CasePath, CasesPath, ResourcePath, TakeUpCasePath};
use crate::session::Visitor;
use crate::words::moment;
use crate::words::reach::{ReachLine, line as way_line};

/// The page.
#[derive(Debug, Template)]
#[template(path = "case.html")]
pub struct CasePage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) is_ended: bool,
    /// Why the last step was not taken.
    pub(super) fault: Option<String>,
    /// What is missing: a sentence, and where to mend it.
    pub(super) missing: Vec<Missing>,
    pub(super) head: Facts,
    pub(super) person: Facts,
    pub(super) employments: Vec<EmploymentLine>,
    pub(super) rings: Rings,
    pub(super) team: Vec<TeamLine>,
    pub(super) gone: Vec<TeamLine>,
    pub(super) emergency: Facts,
    pub(super) notes: Vec<NoteLine>,
    /// Where things are changed; absent for whoever only reads.
    pub(super) ways: Option<Ways>,
}

/// Something that is missing.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    pub(super) words: &'static str,
    pub(super) way: Option<(String, &'static str)>,
}

/// Something with its name.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) lines: Vec<String>,
}

/// Some of these as a list, which is the same wherever it stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "case_facts.html")]
pub(super) struct Facts {
    pub(super) facts: Vec<Fact>,
}

/// It is made by a template, which escapes what people wrote.
impl HtmlSafe for Facts {}

impl Facts {
    /// Those that are said.
    pub(super) fn of(facts: impl IntoIterator<Item = Option<Fact>>) -> Self {
        Self {
            facts: facts.into_iter().flatten().collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// An employment in words.
#[derive(Debug, Clone)]
pub(super) struct EmploymentLine {
    pub(super) employer: String,
    pub(super) facts: Facts,
    pub(super) warning: Option<&'static str>,
    pub(super) edit: Option<String>,
}

/// A member of the team in words.
#[derive(Debug, Clone)]
pub(super) struct TeamLine {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) page: Option<ResourcePath>,
    pub(super) is_lead: bool,
    pub(super) facts: Facts,
    /// When somebody answers the phone, and by which number.
    pub(super) when: Option<String>,
    pub(super) phone: Option<ReachLine>,
    pub(super) edit: Option<String>,
}

/// A note in words.
#[derive(Debug, Clone)]
pub(super) struct NoteLine {
    pub(super) head: String,
    pub(super) lines: Vec<String>,
    pub(super) scope: &'static str,
    pub(super) is_corrected: bool,
    pub(super) is_correction: bool,
    pub(super) correct: Option<String>,
}

/// Where a case is changed.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    pub(super) person: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) keeper: Option<String>,
    pub(super) end: Option<String>,
    pub(super) employment: Option<String>,
    pub(super) team: Option<String>,
    pub(super) emergency: Option<String>,
    pub(super) note: String,
    pub(super) take_up: Option<TakeUpCasePath>,
    pub(super) version: i64,
    pub(super) once: String,
}

/// The lines of a text.
pub(super) fn lines_of(text: &Prose) -> Vec<String> {
    text.as_str().lines().map(str::to_owned).collect()
}

/// A day with both years: the page is printed too.
fn day(day: NaiveDate) -> String {
    format!("{}（{}）", japanese_date(day), era_year(day))
}

fn fact(name: &'static str, said: impl ToString) -> Fact {
    Fact {
        name,
        lines: vec![said.to_string()],
    }
}

fn said(name: &'static str, said: Option<impl ToString>) -> Option<Fact> {
    said.map(|said| fact(name, said))
}

fn text(name: &'static str, text: Option<&Prose>) -> Option<Fact> {
    text.map(|text| Fact {
        name,
        lines: lines_of(text),
    })
}

/// The way to a form of a case, where it may be changed.
fn way(id: CaseId, part: CasePart, item: Option<String>) -> String {
    let path = CasePartPath::of(id, part.code());
    match item {
        Some(item) => format!("{path}?item={item}"),
        None => path.to_string(),
    }
}

fn head(view: &CaseView) -> Facts {
    let case = &view.file.case;
    let care = case.standing.care;
    let retention = case.standing.retention;
    let job_coach = case.standing.job_coach;
    let keeper = view.names.get(&case.keeper);
    let facts = [
        said("相談のことがら", case.topic.as_ref()),
        Some(fact("段階", format!("{}（{}）", care.word(), care))),
        said(
            "定着支援の段階",
            retention.map(|stage| format!("{}（{}）", stage.word(), stage.way())),
        ),
        said(
            "ジョブコーチ支援",
            job_coach.map(|phase| format!("{}（{}）", phase.word(), phase.pattern().word())),
        ),
        Some(fact("サービス等利用計画を作る人", case.plan_maker.word())),
        Some(fact("受けもつ法人", &view.lead)),
        said("担当", keeper),
        Some(fact("始まった日", day(case.started_on))),
        said("終わった日", case.ended_on.map(day)),
        said(
            "名前を入れる同意",
            case.agreement
                .map(|agreed| format!("{} {}", day(agreed.on), agreed.how.word())),
        ),
    ];
    Facts::of(facts)
}

fn person(view: &CaseView) -> Facts {
    let Some(person) = view.file.case.known() else {
        return Facts::default();
    };
    let facts = [
        said("読み", person.kana.as_ref()),
        said("生年月日", person.birth_date.map(day)),
        said("電話", person.phone.as_ref()),
        said("メール", person.mail.as_ref()),
        said("住所", person.address.as_ref()),
        said("連絡してほしい方法", person.preferred.map(|way| way.word())),
        text("連絡のときに気をつけること", person.contact_note.as_ref()),
        text("話すときに助けになること", person.helps.as_ref()),
    ];
    Facts::of(facts)
}

fn emergency(view: &CaseView) -> Facts {
    let Some(sheet) = &view.file.emergency else {
        return Facts::default();
    };
    let agreed = match sheet.agreed_on {
        Some(day) => day(day),
        None => "まだ確かめていません".to_owned(),
    };
    let facts = [
        said("主治医", sheet.doctor.as_ref()),
        said("主治医の電話", sheet.doctor_phone.as_ref()),
        text("連絡する人（順に）", sheet.contacts.as_ref()),
        text("発作のとき", sheet.on_seizure.as_ref()),
        text("調子のわるい日", sheet.on_bad_day.as_ref()),
        text("休職の手順", sheet.leave_steps.as_ref()),
        Some(fact("本人と確かめた日", agreed)),
    ];
    Facts::of(facts)
}

fn disclosed(disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::NotAsked => "本人にまだ聞いていない（クローズとして扱います）".to_owned(),
        Disclosure::Closed => "クローズ".to_owned(),
        Disclosure::Open(opened) => {
            let to: Vec<&str> = opened.to.iter().map(|insider| insider.word()).collect();
            format!("オープン（{}に、{}）", to.join("・"), opened.what.word())
        }
    }
}

fn employment(view: &CaseView, employment: &Employment) -> EmploymentLine {
    let case = &view.file.case;
    let facts = [
        Some(fact("入社した日", day(employment.hired_on))),
        said("やめた日", employment.left_on.map(day)),
        Some(fact("枠", employment.frame.word())),
        said(
            "働く時間",
            employment
                .hours
                .map(|hours| format!("週 {}時間", hours.get())),
        ),
        Some(fact(
            "勤め先に伝えること",
            disclosed(&employment.disclosure),
        )),
    ];
    let warning = employment.warning().map(|warning| match warning {
        DisclosureWarning::ClosedInDisabilityQuota => {
            "障がい枠ですが、クローズです。勤め先がどこまで知っているか、本人と確かめてください。"
        }
    });
    EmploymentLine {
        employer: employment.employer.to_string(),
        facts: Facts::of(facts),
        warning,
        edit: may_change(view).then(|| {
            way(
                case.id,
                CasePart::Employment,
                Some(employment.id.to_string()),
            )
        }),
    }
}

/// When somebody answers the phone there.
fn phone(agency: &TeamAgency, now: Moment) -> (Option<String>, Option<ReachLine>) {
    match &agency.phone.phoning {
        Phoning::Now(there) => {
            let when = match (there.is_certain, there.until) {
                (false, _) => "つながる時間は わかりません".to_owned(),
                (true, None) => "いつでも".to_owned(),
                (true, Some(end)) => moment::until(end, now),
            };
            let line = way_line(&there.way, &[], String::new());
            (Some(format!("いま電話できる: {when}")), Some(line))
        }
        Phoning::Later(later) => (Some(next(later.next, now)), None),
        Phoning::NotThatday(Some(later)) => (Some(next(later.next, now)), None),
        Phoning::NotThatday(None) => (None, None),
    }
}

fn next(opening: NextOpening, now: Moment) -> String {
    format!("次に電話できるのは: {}", moment::next(opening, now))
}

fn member(view: &CaseView, number: usize, member: &TeamMember) -> TeamLine {
    let case = &view.file.case;
    let (name, page, agency) = match &member.agency {
        MemberAgency::Written(name) => (name.to_string(), None, None),
        MemberAgency::Listed(id) => {
            let agency = view.agencies.get(id);
            let name = agency.map(|agency| agency.name.to_string());
            (
                name.unwrap_or_else(|| "名簿にもうない機関".to_owned()),
                Some(ResourcePath::of(*id)),
                agency,
            )
        }
    };
    let is_there = member.is_there(view.now.date);
    let (when, phone) = agency
        .filter(|_| is_there)
        .map_or((None, None), |agency| phone(agency, view.now));
    let facts = [
        Some(fact("輪", member.ring.word())),
        said("担当者", member.contact.as_ref()),
        said("職種", member.role.map(|role| role.word())),
        text("すること", member.does.as_ref()),
        text("本人からの連絡のしかた", member.reach.as_ref()),
        (member.employer != EmployerTie::NotTheEmployer)
            .then(|| fact("勤め先との関係", member.employer.word())),
        Some(fact("いつから", day(member.since))),
        said("いつまで", member.until.map(day)),
    ];
    TeamLine {
        number,
        name,
        page,
        is_lead: member.part == TeamPart::Lead,
        facts: Facts::of(facts),
        when,
        phone,
        edit: may_change(view).then(|| way(case.id, CasePart::Team, Some(member.id.to_string()))),
    }
}

fn note(view: &CaseView, note: &CaseNote) -> NoteLine {
    let author = view.names.get(&note.author);
    let author = author.map_or("前にいた職員", |name| name.as_str());
    let mut others = view.file.notes.iter();
    let is_corrected = others.any(|other| other.corrects == Some(note.id));
    let id = view.file.case.id;
    let item = (!is_corrected && view.may_keep).then(|| note.id.to_string());
    NoteLine {
        head: format!("{} {}（{author}）", day(note.on), note.category.word()),
        lines: lines_of(&note.body),
        scope: note.scope.word(),
        is_corrected,
        is_correction: note.corrects.is_some(),
        correct: item.map(|item| way(id, CasePart::Note, Some(item))),
    }
}

/// Whether what stands in the case may be changed now.
fn may_change(view: &CaseView) -> bool {
    view.may_keep && view.file.case.is_open()
}

fn missing(view: &CaseView) -> Vec<Missing> {
    let (file, case) = (&view.file, &view.file.case);
    if !case.is_open() {
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
            "緊急時シートを、まだ本人と確かめていません。",
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
    Some(Ways {
        person: if case.is_anonymous() {
            to(CasePart::Bind)
        } else {
            to(CasePart::Person)
        },
        stage: to(CasePart::Stage),
        keeper: to(CasePart::Keeper),
        end: to(CasePart::End),
        employment: named(CasePart::Employment),
        team: to(CasePart::Team),
        emergency: named(CasePart::Emergency),
        note: way(case.id, CasePart::Note, None),
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
            fault,
            missing: missing(view),
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
            emergency: emergency(view),
            notes: file.notes.iter().map(|one| note(view, one)).collect(),
            ways: ways(view, once),
        }
    }
}

/// A case that somebody may see, or how the page answers instead.
pub(super) async fn seen(
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
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let once = site.app.new_request_id();
    Ok(shown(&CasePage::of(shell, &view, fault, once)))
}

pub(crate) async fn show(
    path: CasePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    with_fault(&site, &visitor, &path.id, None).await
}
