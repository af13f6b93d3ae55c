//! The pages of cases without a database.

mod shown;

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_app::cases::due::DueCount;
use renkei_app::cases::offered::OfferedAgency;
use renkei_app::cases::read::{CaseFile, CaseView, Course, Whose};
use renkei_domain::cases::case::{About, AgreedHow, Agreement, Case, PlanMaker};
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{Disclosure, EmployerTie, HiringFrame};
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::cases::note::{CaseNote, NoteCategory, NoteScope};
use renkei_domain::cases::number::CaseNumber;
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::cases::stage::{CareStage, JobCoachPhase, RetentionStage, Standing};
use renkei_domain::cases::team::{MemberAgency, Part as TeamPart, Ring, Seat, TeamMember};
use renkei_domain::cases::workplace::{Employment, WeeklyHours};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::{
    AccountId, CaseId, CaseNoteId, EmploymentId, OrganizationId, PersonId, ResourceId, TeamMemberId,
};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::{Instant, Minute, Moment};

use self::shown::shown;
use super::due::DueLink;
use super::faults::Faults;
use super::part::{CasePart, CasePartPage};
use super::parts::{employment, note, person, team, tie};
use super::view::CasePage;
use super::{CaseLine, CasesPage, lists, open};
use crate::form::{Field, Form, Packed, Sent};
use crate::pages::{Here, Samples, Shell};
use crate::paths::{
    AllExceptionsPath, AllRecordsPath, CasePartPath, CasePath, CasePhonesPath, CasesPath,
    FindCasesPath, FindConsentSheetPath, NewCasePath, Sampled as _,
};
use crate::words::moment::Day;

pub(super) const LONGEST: &str =
    "社会福祉法人たかつき障がい者就労支援センターひなたぼっこ 就労定着支援事業所ひまわり高槻駅前";

pub(super) fn day(day: u32) -> NaiveDate {
    Day::sample(2026, 11, day).0
}

/// A text that stands in a sample and can be read.
pub(super) fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn prose(text: &str) -> Option<Prose> {
    Prose::parse(text).ok()
}

pub(super) fn shell() -> Shell {
    Shell::sample_of("高槻 はるか").at(Here::Cases)
}

fn row(name: &str, until: Option<Day>) -> CaseLine {
    CaseLine {
        href: CasePath::sample().to_string(),
        number: "483-920".to_owned(),
        name: name.to_owned(),
        stage: "モニタリング・安定・自立拡大期".to_owned(),
        keeper: "高槻 はるか".to_owned(),
        since: Day::sample(2026, 4, 1),
        until,
    }
}

impl Samples for CasesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let filter = renkei_app::cases::read::CaseFilter {
            whose: Whose::Own,
            course: Course::Open,
            after: None,
            most: renkei_app::cases::read::PAGE,
        };
        let page = |rows: Vec<CaseLine>| Self {
            shell: shell(),
            heading: super::heading(filter),
            wanted: None,
            proposed: None,
            shown: shown(rows.len()),
            rows,
            lists: lists(Some(filter), None),
            next: None,
            files: Some(super::files::of_list(filter)),
            list: CasesPath,
            find: FindCasesPath,
            new: NewCasePath,
            phones: CasePhonesPath,
            due: DueLink::of(DueCount { all: 3, over: 1 }),
            records: AllRecordsPath,
            sheet: FindConsentSheetPath,
            exceptions: AllExceptionsPath,
        };
        let usual = vec![row("山田 花子 さん", None), row("匿名の相談", None)];
        let damaged = vec![row("山田 花子 さん", None), row(super::DAMAGED, None)];
        let many = (0..50).map(|_| row(LONGEST, Some(Day::sample(2026, 11, 20))));
        let longest = Self {
            next: Some(format!("{CasesPath}?whose=own&course=open")),
            proposed: Some((
                ResourceId::from_uuid(Default::default()),
                LONGEST.to_owned(),
            )),
            ..page(many.collect())
        };
        let nothing = Self {
            heading: "ケースをさがす",
            wanted: Some("すずき".to_owned()),
            lists: lists(None, None),
            ..page(Vec::new())
        };
        vec![
            ("usual", page(usual)),
            ("empty", page(Vec::new())),
            ("longest", longest),
            ("not_found", nothing),
            ("damaged", page(damaged)),
        ]
    }
}

pub(super) fn case(about: About) -> Case {
    Case {
        id: CaseId::from_uuid(Default::default()),
        number: CaseNumber::read("483-920").unwrap_or_default(),
        person: PersonId::from_uuid(Default::default()),
        account: None,
        lead: OrganizationId::from_uuid(Default::default()),
        keeper: AccountId::from_uuid(Default::default()),
        about,
        agreement: None,
        topic: line("はたらきつづけたい"),
        standing: Standing::BEGINNING,
        plan_maker: PlanMaker::NotAsked,
        started_on: day(2),
        ended_on: None,
        version: 3,
    }
}

pub(super) fn view(file: CaseFile) -> CaseView {
    let may_keep = !file.case.is_erased();
    let names = line("高槻 はるか").map(|name| (AccountId::from_uuid(Default::default()), name));
    CaseView {
        file,
        lead: "社会福祉法人ひなた（架空）".to_owned(),
        names: names.into_iter().collect(),
        agencies: HashMap::new(),
        may_keep,
        erasure: None,
        now: Moment {
            date: day(20),
            minute: Minute::of(10, 0),
        },
    }
}

pub(super) fn bare(about: About) -> CaseFile {
    CaseFile {
        case: case(about),
        employments: Vec::new(),
        team: Vec::new(),
        notes: Vec::new(),
        emergency: None,
    }
}

pub(super) fn known(name: &str) -> Option<About> {
    let long = "ゆっくり、ひとつずつ話す。\n大事なことは紙に書いて渡す。";
    let person = Person {
        kana: line("ヤマダ ハナコ"),
        birth_date: Some(Day::sample(1998, 4, 1).0),
        phone: line("090-0000-0001"),
        mail: line("hanako@example.jp"),
        preferred: Some(PreferredContact::Message),
        contact_note: prose("昼休み（12:00〜13:00）にメールで。職場には電話しない。"),
        helps: prose(long),
        ..Person::named(line(name)?)
    };
    Some(About::Person(Box::new(person)))
}

pub(super) fn member(place: u128, ring: Ring, name: &str) -> Option<TeamMember> {
    Some(TeamMember {
        id: TeamMemberId::from_uuid(id_of(place)),
        agency: MemberAgency::Written(line(name)?),
        contact: line("佐藤"),
        role: Some(StaffRole::ConsultationSpecialist),
        ring,
        part: if place == 1 {
            TeamPart::Lead
        } else {
            TeamPart::Member
        },
        employer: EmployerTie::NotSaid,
        does: prose("月に1回会って、くらしのことを聞く"),
        reach: prose("平日の午後、電話で"),
        seat: Seat::default(),
        since: day(2),
        until: None,
    })
}

/// An id for the things of a sample.
pub(super) fn id_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn written(place: u128, corrects: Option<u128>) -> Option<CaseNote> {
    Some(CaseNote {
        id: CaseNoteId::from_uuid(id_of(place)),
        author: AccountId::from_uuid(Default::default()),
        on: day(18),
        written_at: Instant::from_micros(0),
        category: NoteCategory::Workplace,
        scope: NoteScope::Agency,
        body: prose("職場を訪問。休けいの取り方を いっしょに決めた。\n次は12月。")?,
        corrects: corrects.map(|id| CaseNoteId::from_uuid(id_of(id))),
    })
}

pub(super) fn whole(about: About, members: u128) -> CaseFile {
    let rings = Ring::ALL;
    let team = (1..=members).filter_map(|place| {
        let ring = rings[place as usize % rings.len()];
        let name = if members > 9 {
            LONGEST
        } else {
            "相談支援ひだまり（架空）"
        };
        member(place, ring, name)
    });
    let employment = line("株式会社はな（架空）").map(|employer| Employment {
        id: EmploymentId::from_uuid(Default::default()),
        employer,
        number: None,
        hired_on: day(2),
        left_on: None,
        frame: HiringFrame::DisabilityQuota,
        hours: WeeklyHours::new(20),
        disclosure: Disclosure::Closed,
    });
    let sheet = EmergencySheet {
        doctor: line("高槻こころのクリニック（架空）"),
        doctor_phone: line("072-000-0001"),
        on_bad_day: prose("しずかな部屋で30分休む。だめなら帰る。"),
        agreed_on: Some(day(10)),
        ..EmergencySheet::default()
    };
    let base = bare(about);
    CaseFile {
        case: Case {
            agreement: Some(Agreement {
                on: day(5),
                how: AgreedHow::OnScreen,
            }),
            standing: Standing {
                care: CareStage::Monitoring,
                retention: Some(RetentionStage::Exploring),
                job_coach: Some(JobCoachPhase::Transition),
            },
            plan_maker: PlanMaker::SelfPlan,
            ..base.case
        },
        employments: employment.into_iter().collect(),
        team: team.collect(),
        notes: [written(2, Some(1)), written(1, None)]
            .into_iter()
            .flatten()
            .collect(),
        emergency: Some(sheet),
    }
}

impl Samples for CasePage {
    fn samples() -> Vec<(&'static str, Self)> {
        const ONCE: &str = "01932f00000070028000000000000001";
        let page = |file: CaseFile| Self::of(shell(), &view(file), None, ONCE.to_owned());
        let about = |name: &str| known(name).unwrap_or(About::Anonymous);
        let usual = whole(about("山田 花子"), 3);
        let ended = CaseFile {
            case: Case {
                ended_on: Some(day(19)),
                ..usual.case.clone()
            },
            ..usual.clone()
        };
        let mut to_go = view(ended.clone());
        to_go.erasure = Some(ErasurePlan::announced(day(20)));
        let to_go = Self::of(shell(), &to_go, None, ONCE.to_owned());
        let erased = CaseFile {
            case: Case {
                topic: None,
                ..case(About::Erased)
            },
            ..bare(About::Erased)
        };
        let refused = Some("ほかの人が先に書きかえました。".to_owned());
        vec![
            ("usual", page(usual.clone())),
            ("anonymous", page(bare(About::Anonymous))),
            ("erased", page(erased)),
            ("longest", page(whole(about(LONGEST), 24))),
            ("ended", page(ended)),
            ("to_go", to_go),
            (
                "refused",
                Self::of(shell(), &view(usual), refused, ONCE.to_owned()),
            ),
        ]
    }
}

fn part_page(part: CasePart, fields: Vec<Field>) -> CasePartPage {
    let (heading, button) = part.words();
    let id = CaseId::from_uuid(Default::default());
    CasePartPage {
        shell: shell(),
        list: CasesPath,
        case: Some((CasePath::sample(), "№483-920".to_owned())),
        heading,
        lead: "山田 花子 さん".to_owned(),
        note: part.note(),
        form: Form::sample(CasePartPath::of(id, part.code()), button)
            .with(fields)
            .carrying("version", 3)
            .carrying("item", ""),
        fault: None,
    }
}

fn empty() -> Sent {
    Packed::default().sent()
}

impl Samples for CasePartPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let none = Faults::default();
        let mut wrong = Faults::default();
        wrong.say("body", "記録を書いてください。");
        wrong.say("on", "日付を 2026-04-01 の形で入れてください。");
        let offered: Vec<OfferedAgency> = line(LONGEST)
            .map(|name| OfferedAgency {
                id: ResourceId::from_uuid(Default::default()),
                name,
                about: "就労定着支援・高槻市".to_owned(),
            })
            .into_iter()
            .collect();
        let mut choosing = Faults::default();
        choosing.say(
            "agency",
            "名簿に似た名前があります。どれかを選んでください。",
        );
        let filled = known("山田 花子").map_or_else(empty, |about| {
            let mut packed = Packed::default();
            person::pack(&mut packed, &view(whole(about, 1)));
            packed.sent()
        });
        let opening = Self {
            case: None,
            heading: open::BUTTON,
            lead: String::new(),
            note: open::NOTE,
            form: Form::sample(NewCasePath, open::BUTTON).with(open::fields(&empty(), &none, &[])),
            ..part_page(CasePart::Note, Vec::new())
        };
        let note_of = |faults: &Faults| part_page(CasePart::Note, note::fields(&empty(), faults));
        vec![
            ("usual", note_of(&none)),
            ("wrong", note_of(&wrong)),
            ("opening", opening),
            (
                "person",
                part_page(CasePart::Bind, person::fields_to_bind(&filled, &none)),
            ),
            (
                "employment",
                part_page(CasePart::Employment, employment::fields(&empty(), &none)),
            ),
            (
                "team",
                part_page(CasePart::Team, team::fields(&empty(), &choosing, &offered)),
            ),
            (
                "tie",
                part_page(CasePart::Tie, vec![tie::field(&empty(), &none)]),
            ),
        ]
    }
}
