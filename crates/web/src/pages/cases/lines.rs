//! The case, its person, employments, team, emergency sheet and notes in words.

use renkei_app::cases::read::{CaseView, TeamAgency};
use renkei_domain::cases::employment::{Belonging, Disclosure, DisclosureWarning, EmployerTie};
use renkei_domain::cases::note::CaseNote;
use renkei_domain::cases::team::{MemberAgency, Part as TeamPart, TeamMember};
use renkei_domain::cases::workplace::Employment;
use renkei_domain::consent::Party;
use renkei_domain::consent::at_work::belongs_to_closed;
use renkei_domain::directory::contact::reach::phoning::Phoning;
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::ids::CaseId;
use renkei_domain::time::Moment;

use super::facts::{Fact, Facts, day, fact, lines_of, said, text};
use super::part::CasePart;
use crate::paths::{CasePartPath, ResourcePath};
use crate::words::moment;
use crate::words::reach::{ReachLine, line as way_line};

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
    /// Why nothing may be told there.
    pub(super) warning: Option<&'static str>,
    /// What is said of whether they belong to the company, and how that is said or taken back by one press.
    pub(super) tie: Option<TieLine>,
    pub(super) edit: Option<String>,
}

/// Whether somebody who was written down by hand belongs to the company, in words.
#[derive(Debug, Clone)]
pub(super) struct TieLine {
    pub(super) said: &'static str,
    pub(super) action: String,
    pub(super) item: String,
    pub(super) employer: &'static str,
    pub(super) button: &'static str,
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

/// The way to a form of a case, where it may be changed.
pub(super) fn way(id: CaseId, part: CasePart, item: Option<String>) -> String {
    let path = CasePartPath::of(id, part.code());
    match item {
        Some(item) => format!("{path}?item={item}"),
        None => path.to_string(),
    }
}

/// The case itself.
pub(super) fn head(view: &CaseView) -> Facts {
    let case = &view.file.case;
    let care = case.standing.care;
    let retention = case.standing.retention;
    let job_coach = case.standing.job_coach;
    let keeper = view.names.get(&case.keeper);
    let facts = [
        said("相談のことがら", case.topic.as_ref()),
        Some(fact("段階", format!("{}（{}）", care.word(), care.plain()))),
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
        case.account
            .map(|_| fact("本人", "自分のアカウントで読めます")),
        said(
            "名前を入れる同意",
            case.agreement
                .map(|agreed| format!("{} {}", day(agreed.on), agreed.how.word())),
        ),
    ];
    Facts::of(facts)
}

/// Who the person is.
pub(super) fn person(view: &CaseView) -> Facts {
    let Some(person) = view.file.case.known() else {
        return Facts::default();
    };
    let facts = [
        said("読み", person.kana.as_ref()),
        said("生年月日", person.birth_date.map(day)),
        said("電話", person.phone.as_ref()),
        said("メール", person.mail.as_ref()),
        said("住所", person.address.as_ref()),
        said("連絡してほしい方法", person.preferred.map(|way| way.word())).map(Fact::ours),
        text("連絡のときに気をつけること", person.contact_note.as_ref()),
        text("話すときに助けになること", person.helps.as_ref()),
    ];
    Facts::of(facts)
}

/// The emergency sheet, with what the order in which one stays away from work is called for whoever reads it.
pub(super) fn emergency(view: &CaseView, leave_steps: &'static str) -> Facts {
    let Some(sheet) = &view.file.emergency else {
        return Facts::default();
    };
    let not_yet = || "いまの内容は、まだ確かめていません".to_owned();
    let agreed = sheet.agreed_on.map_or_else(not_yet, day);
    let facts = [
        said("主治医", sheet.doctor.as_ref()),
        said("主治医の電話", sheet.doctor_phone.as_ref()),
        text("連絡する人（順に）", sheet.contacts.as_ref()),
        text("発作のとき", sheet.on_seizure.as_ref()),
        text("調子のわるい日", sheet.on_bad_day.as_ref()),
        text(leave_steps, sheet.leave_steps.as_ref()),
        Some(fact("本人と確かめた日", agreed)),
    ];
    Facts::of(facts)
}

pub(super) fn disclosed(disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::NotAsked => "本人にまだ聞いていない（クローズとして扱います）".to_owned(),
        Disclosure::Closed => "クローズ".to_owned(),
        Disclosure::Open(opened) => {
            let to: Vec<&str> = opened.to.iter().map(|insider| insider.word()).collect();
            format!("オープン（{}に、{}）", to.join("・"), opened.what.word())
        }
    }
}

/// An employment.
pub(super) fn employment(view: &CaseView, employment: &Employment) -> EmploymentLine {
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
pub(super) fn phone(agency: &TeamAgency, now: Moment) -> (Option<String>, Option<ReachLine>) {
    match &agency.phone.phoning {
        Phoning::Now(there) => {
            let when = match (there.is_certain, there.until) {
                (false, _) => moment::perhaps(there.next, now),
                (true, None) => "いつでも".to_owned(),
                (true, Some(end)) => moment::until(end, now),
            };
            let line = way_line(&there.way, &[], String::new());
            (Some(format!("いま電話できる: {when}")), Some(line))
        }
        Phoning::Later(later) => (Some(next(later.next, now)), None),
        Phoning::NotThatDay(Some(later)) => (Some(next(later.next, now)), None),
        Phoning::NotThatDay(None) => (None, None),
    }
}

fn next(opening: NextOpening, now: Moment) -> String {
    format!("次に電話できるのは: {}", moment::next(opening, now))
}

/// A member of the team as the rule of consent sees them.
fn as_party(view: &CaseView, member: &TeamMember) -> Party {
    let listed = member.agency.listed();
    let agency = listed.and_then(|id| view.agencies.get(&id));
    Party::of_member(member, agency.map(|agency| &agency.listed))
}

/// Why nothing may be told to a member, as far as the employments of the case say.
fn tie_warning(view: &CaseView, member: &TeamMember) -> Option<&'static str> {
    let employments = view.file.employments.iter();
    let employments: Vec<_> = employments
        .map(|employment| employment.for_the_rule(view.file.case.lead))
        .collect();
    match belongs_to_closed(&employments, &as_party(view, member)) {
        Belonging::No => None,
        Belonging::Perhaps => Some(
            "クローズの勤め先と関係があるか、まだ確かめていません。「会社の人ではない」と確かめるまで、本人のことは伝えられません。",
        ),
        Belonging::Surely => Some(
            "クローズの勤め先と同じ法人です。本人のことは何も伝えられません。オープンにできるのは本人だけです。",
        ),
    }
}

/// What is said of somebody who was written down by hand or stands in the company, where it may be changed. Whoever is
/// of the employer is changed in the form alone.
fn tie(view: &CaseView, member: &TeamMember) -> Option<TieLine> {
    let party = as_party(view, member);
    if !may_change(view) || !(party.is_written() || party.is_at_work()) {
        return None;
    }
    let (said, next, button) = match member.employer {
        EmployerTie::NotSaid => (
            "会社の人かどうか、まだ確かめていません。",
            EmployerTie::NotTheEmployer,
            "会社の人ではない",
        ),
        EmployerTie::NotTheEmployer => (
            "会社の人ではないと、確かめてあります。",
            EmployerTie::NotSaid,
            "「まだ確かめていない」に もどす",
        ),
        EmployerTie::TheEmployer => return None,
    };
    Some(TieLine {
        said,
        action: way(view.file.case.id, CasePart::Tie, None),
        item: member.id.to_string(),
        employer: next.code(),
        button,
    })
}

/// A member of the team, with its number in the drawing.
pub(super) fn member(view: &CaseView, number: usize, member: &TeamMember) -> TeamLine {
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
        said("住所", member.seat.address.as_ref()),
        said("代表者", member.seat.head.as_ref()),
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
        warning: tie_warning(view, member),
        tie: tie(view, member),
        edit: may_change(view).then(|| way(case.id, CasePart::Team, Some(member.id.to_string()))),
    }
}

/// A note.
pub(super) fn note(view: &CaseView, note: &CaseNote) -> NoteLine {
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
pub(super) fn may_change(view: &CaseView) -> bool {
    view.may_keep && view.file.case.is_open()
}
