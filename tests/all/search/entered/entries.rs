//! The entries themselves, with the towns they stand in.

use renkei_domain::directory::freshness::VerificationOutcome;
use renkei_domain::directory::kind::ResourceKind as K;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{Disability, Stage, Topic, Valence};

use super::{Entered, PLAIN, Town};

const TAKATSUKI: Town = Town("272078", "大阪府高槻市", 34.8512, 135.6177);
const SHIMAMOTO: Town = Town("273015", "大阪府三島郡島本町", 34.8815, 135.6634);
const IBARAKI: Town = Town("272116", "大阪府茨木市", 34.8158, 135.5701);
const SUITA: Town = Town("272051", "大阪府吹田市", 34.7601, 135.5172);
const KITA: Town = Town("271276", "大阪府大阪市北区", 34.7024, 135.4959);
const CHUO: Town = Town("271284", "大阪府大阪市中央区", 34.6813, 135.5099);
const SAKAI: Town = Town("271411", "大阪府堺市堺区", 34.5733, 135.4831);
const NAKAGYO: Town = Town("261041", "京都府京都市中京区", 35.0105, 135.7519);
const FUSHIMI: Town = Town("261092", "京都府京都市伏見区", 34.9361, 135.7613);

const WEEKDAYS: &str = "月-金 8:30-17:15; 土 休み; 日 休み; 祝 休み; 年末年始 休み";

pub(super) const ENTERED: &[Entered] = &[
    Entered {
        kind: K::HelloWork,
        name: "ハローワークみほん北",
        stands: Some(KITA),
        serves: &["271276"],
        hours: WEEKDAYS,
        phone: Some("06-0000-0101"),
        ..PLAIN
    },
    Entered {
        kind: K::HelloWork,
        name: "ハローワークみほん茨木",
        stands: Some(IBARAKI),
        serves: &["272116", "272078", "273015"],
        hours: "月-金 8:30-17:15; 第2,4土 10:00-17:00; 日 休み; 祝 休み; 年末年始 休み",
        programs: &[(ProgramKind::JobIntroduction, None)],
        tried: &[("2026-09-30", VerificationOutcome::Confirmed)],
        ..PLAIN
    },
    Entered {
        kind: K::EmploymentLifeSupportCenter,
        name: "みほん高槻障害者就業・生活支援センター",
        stands: Some(TAKATSUKI),
        serves: &["272078", "273015"],
        hours: WEEKDAYS,
        description: Some("働くことと暮らしの相談を、\n部屋の片付けまで一緒に。"),
        programs: &[
            (ProgramKind::EmploymentLifeConsultation, None),
            (ProgramKind::WorkplaceRetention, None),
        ],
        strengths: &[
            (
                Valence::Strong,
                Topic::Disability(Disability::Developmental),
                "発達障がいのある方の職場訪問",
            ),
            (
                Valence::Weak,
                Topic::Disability(Disability::Mental),
                "夜の電話",
            ),
        ],
        report: Some(Some(2)),
        tried: &[("2026-10-05", VerificationOutcome::Changed)],
        ..PLAIN
    },
    // Its name does not say what it is, and it serves a whole city.
    Entered {
        kind: K::EmploymentLifeSupportCenter,
        name: "みほん市民しごと応援室",
        stands: Some(CHUO),
        serves: &["271004"],
        programs: &[(ProgramKind::JobCoachSupport, None)],
        strengths: &[(
            Valence::Strong,
            Topic::Stage(Stage::Working),
            "長く働き続ける人を支える",
        )],
        ..PLAIN
    },
    Entered {
        kind: K::VisitingNursing,
        name: "訪問看護ステーションうぐいす",
        stands: Some(IBARAKI),
        serves: &["272078", "272116"],
        hours: "月-日 0:00-24:00; 祝 0:00-24:00",
        programs: &[(ProgramKind::AllNightHelp, None)],
        strengths: &[(
            Valence::Strong,
            Topic::Disability(Disability::MedicalCare),
            "てんかんの発作に慣れている",
        )],
        report: Some(Some(3)),
        tried: &[("2026-10-01", VerificationOutcome::Confirmed)],
        ..PLAIN
    },
    Entered {
        kind: K::PsychiatricVisitingNursing,
        name: "こもれび精神科訪問看護",
        stands: Some(SUITA),
        roles: &[StaffRole::PsychiatricSocialWorker, StaffRole::Nurse],
        report: Some(Some(0)),
        // Nobody answered, so that only the older day counts.
        tried: &[
            ("2025-12-01", VerificationOutcome::Confirmed),
            ("2026-11-01", VerificationOutcome::NoAnswer),
        ],
        ..PLAIN
    },
    Entered {
        kind: K::MedicalInstitution,
        name: "たんぽぽ診療所",
        stands: Some(TAKATSUKI),
        hours: "月-木 9:00-12:00,16:00-19:00; 金 20:00-2:00; 土 9:00-12:00; 日 休み",
        programs: &[(ProgramKind::DayCare, Some("ゆったり広場"))],
        strengths: &[(
            Valence::Strong,
            Topic::Disability(Disability::Mental),
            "初診の待ち時間が短い",
        )],
        ..PLAIN
    },
    Entered {
        kind: K::RegionalVocationalCenter,
        name: "みほん障害者職業センター",
        stands: Some(CHUO),
        programs: &[
            (ProgramKind::VocationalEvaluation, None),
            (ProgramKind::ReturnToWork, Some("リワークひろば")),
            (ProgramKind::JobCoachSupport, None),
        ],
        strengths: &[(
            Valence::Strong,
            Topic::Program(ProgramKind::ReturnToWork),
            "休職した方の復職",
        )],
        ..PLAIN
    },
    Entered {
        kind: K::PsychiatricDayCare,
        name: "みほんさざなみ",
        stands: Some(SHIMAMOTO),
        programs: &[(ProgramKind::DayCare, None), (ProgramKind::GroupWork, None)],
        report: Some(None),
        ..PLAIN
    },
    // Stands in one town and serves another alone.
    Entered {
        kind: K::GroupHome,
        name: "みほんの家 桜",
        stands: Some(TAKATSUKI),
        serves: &["273015"],
        eligibility: Some("通院を続けている方。喫煙は外で。"),
        report: Some(Some(1)),
        ..PLAIN
    },
    Entered {
        kind: K::CommunityActivityCenter,
        name: "みほん憩いの場",
        stands: Some(SAKAI),
        serves: &["271403"],
        hours: "火-土 10:00-16:00; 日 休み; 祝 不明",
        ..PLAIN
    },
    Entered {
        kind: K::YouthSupportStation,
        name: "みほん若者の窓口",
        stands: Some(NAKAGYO),
        serves: &["261092"],
        ..PLAIN
    },
    Entered {
        kind: K::SocialWelfareCouncil,
        name: "みほん福祉協議会",
        stands: Some(FUSHIMI),
        serves: &["261009"],
        tried: &[("2026-10-04", VerificationOutcome::Refused)],
        ..PLAIN
    },
    // Stands nowhere that anybody knows of.
    Entered {
        name: "ピアの会「桜」",
        strengths: &[(
            Valence::Strong,
            Topic::Disability(Disability::Mental),
            "同じ経験のある人が話を聞く",
        )],
        ..PLAIN
    },
    Entered {
        kind: K::SpecialNeedsSchool,
        name: "府立みほん支援学校",
        stands: Some(TAKATSUKI),
        ..PLAIN
    },
    Entered {
        kind: K::ContinuousEmploymentB,
        name: "かたつむり工房",
        stands: Some(TAKATSUKI),
        hours: "月-金 9:30-15:30; 土 休み; 日 休み",
        strengths: &[(
            Valence::Limit,
            Topic::Disability(Disability::Physical),
            "送迎はできない",
        )],
        report: Some(Some(4)),
        ..PLAIN
    },
    // Found by what people call their kind, and by no other word of that.
    of_kind(K::EmploymentSubsidyOffice, "みほん雇用の窓口"),
    of_kind(K::VocationalAbilityDevelopmentSchool, "みほん技の学び舎"),
    of_kind(K::DevelopmentalDisabilityCenter, "みほんそよかぜ"),
    of_kind(K::VisitingRehab, "みほん足あと"),
    of_kind(K::MentalHealthWelfareCenter, "みほんこころの窓口"),
    of_kind(K::CoreConsultationCenter, "みほん相談の要"),
    of_kind(K::ServicePlanConsultation, "みほん道しるべ"),
    of_kind(K::EmploymentChoice, "みほん羅針盤"),
    of_kind(K::FunctionalTraining, "みほん歩み"),
    of_kind(K::HomeHelp, "みほん手の家"),
    of_kind(K::ShortStay, "みほん宿り木"),
    of_kind(K::AfterSchoolDayService, "みほん夕やけ"),
    of_kind(K::ChildDevelopment, "みほん若芽"),
    of_kind(K::LaborSocialSecurityAttorney, "みほん労務事務所"),
    of_kind(K::RightsAdvocacy, "みほん見守り"),
];

/// Says nothing but what it is, and stands nowhere that anybody knows of.
const fn of_kind(kind: K, name: &'static str) -> Entered {
    Entered {
        kind,
        name,
        ..PLAIN
    }
}
