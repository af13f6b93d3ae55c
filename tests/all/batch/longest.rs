//! Profiles to be entered: one that holds everything a profile can hold, as long as it may be, and
//! one as most are.

use chrono::{Days, NaiveDate};
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{
    AccessFeature, Comparison, Distance, Language, Offered, Pay, RequiredDocument,
};
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::directory::notice::Notice;
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::program::{
    JobCoachPattern, Per, Program, ProgramKind, ProgramPattern, Range, VisitFrequency,
};
use renkei_domain::directory::strength::{
    Disability, PyramidLayer, Reply, Stage, Strength, Topic, Valence, Voice,
};
use renkei_domain::ids::{ContactPersonId, NetworkId, NoticeId, OrganizationId, StrengthId};
use renkei_domain::text::{Line, Prose};
use uuid::Uuid;

use crate::record::fine;

/// What every entry is made with: its number keeps its ids apart from those of others.
pub(super) struct Maker {
    pub(super) number: u128,
    /// Where observations are made, by turns.
    pub(super) networks: [NetworkId; 2],
    /// Who makes them.
    pub(super) observer: OrganizationId,
    /// What is served.
    pub(super) area: Vec<MunicipalityCode>,
}

/// Signs that JSON, SQL or a placeholder might stumble over.
const AWKWARD: &str = "𠮷髙﨑\"'\\/{}[]:,%_?$1;--\u{2028}é👩\u{200D}💻゛ﾘﾀ　<b>&";

/// Exactly so many characters, beginning with what they are about.
fn text(about: &str, length: usize, between: &str) -> String {
    let signs = AWKWARD.chars().chain(between.chars()).cycle();
    let head: String = about.chars().chain(signs).take(length - 1).collect();
    format!("{head}。")
}

fn line(about: &str) -> Line {
    fine(Line::parse(&text(about, Line::LIMIT, "")))
}

fn prose(about: &str) -> Prose {
    fine(Prose::parse(&text(about, Prose::LIMIT, "\n\t\n")))
}

fn day(after: usize) -> NaiveDate {
    fine("2026-01-31".parse::<NaiveDate>()) + Days::new(after as u64)
}

fn range(from: u16, to: u16) -> Option<Range> {
    Range::new(from, to)
}

/// A word of a list, by turns.
fn turn<T: Copy>(all: &[T], place: usize) -> T {
    all[place % all.len()]
}

/// A word of a list or none, by turns.
fn turn_or_none<T: Copy>(all: &[T], place: usize) -> Option<T> {
    all.get(place % (all.len() + 1)).copied()
}

fn reversed<T: Copy>(all: &[T]) -> Vec<T> {
    all.iter().rev().copied().collect()
}

impl Maker {
    fn id(&self, place: usize) -> Uuid {
        // Counted down, so that the order of ids is not the order of entries.
        Uuid::from_u128(self.number * 10_000 + 9_999 - place as u128)
    }

    /// A profile as most are: a few words, nothing long.
    pub(super) fn usual(&self) -> Profile {
        let said = |place, valence, words| Strength {
            id: StrengthId::from_uuid(self.id(place)),
            valence,
            topic: Topic::General,
            text: fine(Line::parse(words)),
            voice: Voice::SelfDeclared,
            stated_on: day(0),
        };
        Profile {
            description: Some(fine(Prose::parse(&format!("{}番の会です。", self.number)))),
            service_area: self.area.iter().take(1).copied().collect(),
            strengths: vec![
                said(0, Valence::Strong, "電話で話を聞く"),
                said(1, Valence::Limit, "送迎はできない"),
            ],
            ..Profile::default()
        }
    }

    /// Everything, as long as it may be. Lists whose order is a matter of days or codes come in
    /// another one.
    pub(super) fn longest(&self) -> Profile {
        Profile {
            description: Some(prose("紹介")),
            programs: self.programs(),
            comparison: comparison(),
            roles: reversed(StaffRole::ALL),
            contact_persons: (0..40).map(|place| self.person(place)).collect(),
            service_area: reversed(&self.area),
            languages: reversed(Language::ALL),
            access: reversed(AccessFeature::ALL),
            capacity: Some(CapacityReport {
                available: Some(0),
                maximum: Some(2_147_483_647),
                waiting: None,
                as_of: day(3),
            }),
            notices: (0..5).map(|place| self.notice(place)).collect(),
            strengths: (0..60).map(|place| self.strength(place)).collect(),
            contact_policy: policy(),
            verifications: verifications(),
        }
    }

    fn programs(&self) -> Vec<Program> {
        let patterns = |at: usize| {
            (0..=at % 3).map(move |place| ProgramPattern {
                job_coach: turn_or_none(JobCoachPattern::ALL, at + place),
                months: range(0, u16::MAX).filter(|_| place != 1),
                visits: range(1, 2)
                    .filter(|_| place != 2)
                    .map(|times| VisitFrequency {
                        times,
                        per: turn(Per::ALL, at),
                        at_first: place == 0,
                    }),
                description: Some(prose("型")).filter(|_| place == 0),
            })
        };
        let kinds = ProgramKind::ALL.iter().rev().enumerate();
        kinds
            .map(|(at, kind)| Program {
                kind: *kind,
                own_name: Some(line("呼び名")).filter(|_| at % 2 == 0),
                description: Some(prose("内容")).filter(|_| at % 3 == 0),
                patterns: patterns(at).collect(),
            })
            .collect()
    }

    fn strength(&self, place: usize) -> Strength {
        let topic = match place % 5 {
            0 => Topic::Disability(turn(Disability::ALL, place)),
            1 => Topic::Stage(turn(Stage::ALL, place)),
            2 => Topic::PyramidLayer(turn(PyramidLayer::ALL, place)),
            3 => Topic::Program(turn(ProgramKind::ALL, place)),
            _ => Topic::General,
        };
        let voice = match place % 3 {
            0 => Voice::SelfDeclared,
            observed => Voice::Observed {
                network: self.networks[observed - 1],
                by: self.observer,
                reply: place.is_multiple_of(2).then(|| Reply {
                    text: prose("返事"),
                    on: day(place + 1),
                    by_name: line("返事をした人"),
                    by_role: line("役割"),
                }),
            },
        };
        Strength {
            id: StrengthId::from_uuid(self.id(100 + place)),
            valence: turn(Valence::ALL, place),
            topic,
            text: line("特徴"),
            voice,
            stated_on: day(place),
        }
    }

    fn person(&self, place: usize) -> ContactPerson {
        let phone = Phone {
            written: line("電話"),
            label: Some(line("相談専用")),
            extension: Some(line("内線")).filter(|_| place.is_multiple_of(2)),
            voice_guide_key: Some(line("32#")),
            confirmation: turn(Confirmation::ALL, place),
        };
        ContactPerson {
            id: ContactPersonId::from_uuid(self.id(200 + place)),
            network: self.networks[place % 2],
            name: line("氏名"),
            kana: Some(line("よみ")),
            role: turn_or_none(StaffRole::ALL, place),
            title: Some(line("肩書き")).filter(|_| place != 1),
            phone: Some(phone).filter(|_| place != 2),
            email: Some(line("宛先")).filter(|_| place != 3),
        }
    }

    /// Two begin on each day; what begins last comes first.
    fn notice(&self, place: usize) -> Notice {
        Notice {
            id: NoticeId::from_uuid(self.id(300 + place)),
            text: prose("お知らせ"),
            from: day(20 - place / 2),
            until: day(40 + place),
        }
    }
}

fn comparison() -> Comparison {
    Comparison {
        months: range(0, u16::MAX),
        without_limit: true,
        days_a_week: range(7, 7),
        pay: Some(Pay::None),
        pay_note: Some(line("工賃")),
        distance: Some(Distance::AtHome),
        retention_support: Some(Offered::Ask),
        apply_at: Some(line("申込先")),
        visit: Some(Offered::Yes),
        trial: Some(Offered::No),
        transport: Some(Offered::Ask),
        cost: Some(line("費用")),
        documents: reversed(RequiredDocument::ALL),
        eligibility: Some(prose("対象")),
    }
}

/// A rule for each purpose and sender, the general one last; the first has every way there is.
fn policy() -> ContactPolicy {
    let hours = "月-金 10:00-12:00,14:00-16:30; 土日 休み; 第2,4土 22:00-7:00; 最終木 8:45-19:00; \
                 祝 不明; 年末年始(12/28..1/4) 休み; 2026-08-13..2026-08-15 休み";
    let hours = fine(Hours::parse(hours));
    let ways = |many: usize| {
        let channels = Channel::ALL.iter().rev().take(many).enumerate();
        let way = |(place, channel): (usize, &Channel)| ContactWay {
            channel: *channel,
            person: (place > 0).then(|| ContactPersonId::from_uuid(Uuid::from_u128(place as u128))),
            ask_for: turn_or_none(StaffRole::ALL, place),
            desk: Some(line("窓口")).filter(|_| place != 1),
            hours: Some(hours.clone()).filter(|_| place != 2),
            etiquette: Some(line("作法")).filter(|_| place != 3),
        };
        channels.map(way).collect::<Vec<_>>()
    };
    let purposes = ContactPurpose::ALL.iter().copied().map(Some).chain([None]);
    let pairs = purposes.flat_map(|purpose| {
        let senders = SenderKind::ALL.iter().copied().map(Some).chain([None]);
        senders.map(move |sender| (purpose, sender))
    });
    ContactPolicy {
        rules: pairs
            .enumerate()
            .map(|(at, (purpose, sender))| ContactRule {
                purpose,
                sender,
                ways: ways(if at == 0 { Channel::ALL.len() } else { at % 3 }),
                do_not: (0..at % 3)
                    .map(|place| line(&format!("{at}-{place}")))
                    .collect(),
            })
            .collect(),
        never: (0..12).map(|place| line(&format!("{place}"))).collect(),
        note: Some(prose("ほかに")),
    }
}

/// Each part confirmed on three days, the newest first.
fn verifications() -> Vec<Verification> {
    let days = (0..3).rev().map(day);
    days.flat_map(|day| {
        let groups = FieldGroup::ALL.iter().enumerate();
        groups.map(move |(place, group)| Verification {
            group: *group,
            verified_on: day,
            by_name: Some(line("確認した人")),
            by_role: line("所属"),
            method: turn(VerificationMethod::ALL, place),
            outcome: turn(VerificationOutcome::ALL, place),
        })
    })
    .collect()
}
