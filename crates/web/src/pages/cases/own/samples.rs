//! The pages of one's own cases, of the code that links one, and of whom to phone, without a database.

use chrono::Datelike as _;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::due::DueCount;
use renkei_app::cases::link::LinkPreview;
use renkei_app::cases::looked::{Look, LookReason, LookedFile, LookedView, by_month};
use renkei_app::cases::read::CaseFile;
use renkei_app::conference::recall::{RecallStep, Recalled};
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::{Disclosure, Insider, Opened, Openness};
use renkei_domain::cases::erasure::ErasurePlan;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::ids::ConferenceId;
use renkei_domain::text::Line;

use super::super::due::DueLink;
use super::super::link::{BUTTON as MAKE, CaseLinkPage, MadeLink};
use super::super::phones::{CasePhonesPage, MatterLine, PhoneLine, Section, WrittenLine};
use super::super::samples::{self, LONGEST, bare, known, whole};
use super::looked::{LookedPage, MonthPage};
use super::take::TakeCasePage;
use super::view::{CalledOff, OVERTAKEN, OwnCasePage};
use super::{BUTTON, OwnCaseLine, OwnCasesPage, fields};
use crate::form::Form;
use crate::pages::{Samples, Shell};
use crate::paths::{
    CallPath, CaseLinkPath, CasePath, CasesPath, ConsentsPath, OwnCaseCodePath, OwnCasePath,
    ResourcePath, Sampled as _,
};
use crate::words::moment::AsOf;

const CODE: &str = "ABCD-EFGH-JKMN-PQRS";
const ONCE: &str = "01932f00000070028000000000000001";
const LEAD: &str = "社会福祉法人ひなた（架空）";

fn shell() -> Shell {
    Shell::sample_of_person("吉田 結")
}

impl Samples for OwnCasesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let line = |lead: &str, until: Option<&str>| OwnCaseLine {
            path: OwnCasePath::sample(),
            lead: lead.to_owned(),
            since: "2026年4月1日(水)".to_owned(),
            until: until.map(str::to_owned),
            ending: Vec::new(),
            consents: ConsentsPath::sample(),
        };
        let page = |lines: Vec<OwnCaseLine>, fault: Option<&str>| Self {
            shell: shell(),
            lines,
            form: Form::sample(OwnCaseCodePath, BUTTON).with(fields(fault)),
        };
        let unknown = CaseRefusal::NoSuchLink.to_string();
        let ended = line(LONGEST, Some("2026年11月20日(金)"));
        let soon = OwnCaseLine {
            ending: vec!["2026年12月10日(木)".to_owned()],
            ..line("相談支援ひだまり（架空）", None)
        };
        vec![
            ("usual", page(vec![line(LEAD, None), soon], None)),
            ("empty", page(Vec::new(), None)),
            ("longest", page(vec![ended; 5], Some(&unknown))),
        ]
    }
}

/// So many readings, one each hour.
pub(super) fn looked(looks: i64, agency: &str) -> LookedView {
    let case = samples::case(known("吉田 結").unwrap_or(About::Anonymous));
    let (lead, keeper) = (case.lead, case.keeper);
    let at = AsOf::sample().0.instant();
    let looks = (0..looks).map(|hour| Look {
        at: at.plus(-chrono::TimeDelta::hours(hour)),
        account: Some(keeper),
        agency: Some(lead),
        reason: LookReason::ALL[hour as usize % LookReason::ALL.len()],
    });
    let looks: Vec<Look> = looks.collect();
    let name = Line::parse("高槻 はるか").ok();
    LookedView {
        months: by_month(&looks),
        file: LookedFile { case, looks },
        agencies: [(lead, agency.to_owned())].into(),
        names: name.map(|name| (keeper, name)).into_iter().collect(),
    }
}

impl Samples for LookedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let month = AsOf::sample().0.date.with_day(1);
        let page = |page| month.map(|month| MonthPage { month, page });
        let (usual, many) = (looked(3, LEAD), looked(2_000, LONGEST));
        vec![
            ("usual", Self::of(shell(), &usual, None)),
            ("empty", Self::of(shell(), &looked(0, LEAD), page(0))),
            ("longest", Self::of(shell(), &many, page(1))),
        ]
    }
}

impl Samples for TakeCasePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |lead: &str, keeper: Option<&str>| {
            let found = LinkPreview {
                lead: lead.to_owned(),
                keeper: keeper.and_then(|name| Line::parse(name).ok()),
            };
            Self::of(shell(), &found, CODE, ONCE.to_owned())
        };
        vec![
            ("usual", page(LEAD, Some("高槻 はるか"))),
            ("empty", page(LEAD, None)),
            ("longest", page(LONGEST, Some(LONGEST))),
        ]
    }
}

/// The same with employers of this name, who know as much as can be known.
fn opened(file: CaseFile, employer: &str) -> CaseFile {
    let mut file = file;
    for job in &mut file.employments {
        if let Ok(name) = Line::parse(employer) {
            job.employer = name;
        }
        job.disclosure = Disclosure::Open(Opened {
            to: Insider::ALL.iter().copied().collect(),
            what: Openness::Diagnosis,
        });
    }
    file
}

/// Somebody of each employer, called to a conference and asked about the date of another.
fn called_off(file: &CaseFile, name: &str) -> CalledOff {
    let at = AsOf::sample().0.instant();
    let recalled = |begins, step| Recalled {
        conference: ConferenceId::from_uuid(samples::id_of(1)),
        begins,
        name: name.to_owned(),
        step,
    };
    let jobs = file.employments.iter().map(|job| {
        let called = recalled(Some(at), RecallStep::Tell(CallChannel::Fax));
        let asked = recalled(None, RecallStep::LinkEnds);
        (job.id, vec![called, asked])
    });
    jobs.collect()
}

impl Samples for OwnCasePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let about = |name: &str| known(name).unwrap_or(About::Anonymous);
        let calling = |file: CaseFile, called_off: &CalledOff| {
            Self::of(shell(), &samples::view(file), called_off, ONCE.to_owned())
        };
        let page = |file: CaseFile| calling(file, &CalledOff::new());
        let usual = whole(about("吉田 結"), 3);
        let mut to_go = samples::view(usual.clone());
        to_go.erasure = Some(ErasurePlan::announced(samples::day(20)));
        let company = "株式会社はな（架空）";
        let open = opened(usual.clone(), company);
        let closed = Self {
            closed: Some(company.to_owned()),
            ..page(usual.clone())
        };
        let overtaken = Self {
            fault: Some(OVERTAKEN),
            ..page(open.clone())
        };
        let longest = opened(whole(about(LONGEST), 24), LONGEST);
        let all_gone = called_off(&longest, LONGEST);
        let gone = called_off(&open, "株式会社はな（架空） 人事 佐藤");
        let mut nobody = usual.clone();
        nobody
            .team
            .retain(|member: &TeamMember| member.until.is_some());
        vec![
            ("usual", page(usual)),
            ("empty", page(bare(about("吉田 結")))),
            ("without_team", page(nobody)),
            ("open", page(open.clone())),
            ("calls_off", calling(open, &gone)),
            ("closed", closed),
            ("overtaken", overtaken),
            ("longest", calling(longest, &all_gone)),
            (
                "to_go",
                Self::of(shell(), &to_go, &CalledOff::new(), ONCE.to_owned()),
            ),
        ]
    }
}

impl Samples for CaseLinkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let path = CasePath::sample();
        let page = || Self {
            shell: samples::shell(),
            list: CasesPath,
            case: path.clone(),
            number: "483-920".to_owned(),
            lead: "山田 花子 さん".to_owned(),
            form: Form::sample(CaseLinkPath::sample(), MAKE),
            made: None,
            before: None,
            fault: None,
            is_linked: false,
        };
        let made = MadeLink {
            code: CODE.to_owned(),
            until: "2026年12月4日(金) 17:00".to_owned(),
        };
        vec![
            ("usual", page()),
            (
                "made",
                Self {
                    made: Some(made),
                    ..page()
                },
            ),
            (
                "made_before",
                Self {
                    before: Some(CaseRefusal::MadeBefore.to_string()),
                    ..page()
                },
            ),
            (
                "linked",
                Self {
                    is_linked: true,
                    fault: Some(
                        "このケースは、もう本人のアカウントとつながっています。".to_owned(),
                    ),
                    ..page()
                },
            ),
            (
                "longest",
                Self {
                    lead: LONGEST.to_owned(),
                    ..page()
                },
            ),
        ]
    }
}

impl Samples for CasePhonesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let matter = |name: &str| MatterLine {
            case: CasePath::sample(),
            words: format!("№483-920 {name} さん"),
            contact: Some("佐藤".to_owned()),
            does: vec!["月に1回会って、くらしのことを聞く".to_owned()],
        };
        let line = |name: &str, when: &str, matters: usize| PhoneLine {
            name: name.to_owned(),
            page: ResourcePath::sample(),
            plan: CallPath::sample(),
            when: Some(when.to_owned()),
            phone: None,
            matters: (0..matters).map(|_| matter(name)).collect(),
        };
        let section = |heading, lines: Vec<PhoneLine>| Section { heading, lines };
        let written = |name: &str, reach: &[&str]| WrittenLine {
            name: name.to_owned(),
            reach: reach.iter().map(|&words| words.to_owned()).collect(),
            matter: matter("山田 花子"),
        };
        let page = |sections, written| Self {
            shell: samples::shell(),
            list: CasesPath,
            decided_at: AsOf::sample(),
            due: DueLink::of(DueCount { all: 3, over: 1 }),
            sections,
            written,
        };
        let by_hand = vec![
            written(
                "みほん医院（主治医）",
                &["072-000-0001", "午後の受付のあとがよい"],
            ),
            written("山田 太郎（後見人）", &[]),
        ];
        let many = (0..20).map(|_| written(LONGEST, &[LONGEST, LONGEST]));
        let usual = vec![
            section(
                "いま電話できる",
                vec![line(
                    "みはらし病院（架空）",
                    "いま電話できる: 16:00 まで",
                    2,
                )],
            ),
            section(
                "きょうは電話できない",
                vec![line(
                    "まちの歩幅（架空）",
                    "次に電話できるのは: 11月24日(火) 9:00",
                    1,
                )],
            ),
        ];
        let longest = section(
            "いま電話できる",
            (0..20)
                .map(|_| line(LONGEST, "いま電話できる: いつでも", 5))
                .collect(),
        );
        vec![
            ("usual", page(usual, by_hand.clone())),
            ("empty", page(Vec::new(), Vec::new())),
            ("by_hand", page(Vec::new(), by_hand)),
            ("longest", page(vec![longest], many.collect())),
        ]
    }
}
