//! What an office does, and by what people compare it.

use chrono::NaiveDate;
use cynic::{Enum, Id, QueryFragment};
use serde::Serialize;

use super::topics::ProgramKind;
use crate::schema;

/// A program as one resource runs it: length and frequency differ from office to office. Source: the
/// office's own word.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Program {
    /// Which program of the list it is.
    pub kind: ProgramKind,
    /// The name the office itself gives it. Null where it uses the usual one.
    pub own_name: Option<String>,
    /// What it is and for whom; may have several lines. Null where nothing was said.
    pub description: Option<String>,
    /// The ways in which it is run; one without `jobCoach` stands for the whole program. Empty where
    /// nothing was said.
    pub patterns: Vec<ProgramPattern>,
}

/// One way in which a program is run.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct ProgramPattern {
    /// The pattern of job-coach support. Null for other programs.
    pub job_coach: Option<JobCoachPattern>,
    /// Length in months. Null where it was not said.
    pub months: Option<Range>,
    /// How often somebody visits. Null where it was not said.
    pub visits: Option<VisitFrequency>,
    /// What happens in it; may have several lines. Null where nothing was said.
    pub description: Option<String>,
}

/// How often somebody visits.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct VisitFrequency {
    /// How many times in a period.
    pub times: Range,
    /// What `times` is counted in: a week or a month.
    pub per: VisitPeriod,
    /// True where this holds at the beginning and thins out later (フェイディング).
    pub is_at_first: bool,
}

/// A span in whole units; the field it stands in says of what. Equal ends mean one number.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// Lower end, in the months, days or times that the field around it counts.
    pub from: i32,
    /// Upper end, never below the lower one, in the same months, days or times.
    pub to: i32,
}

/// What a person compares when choosing: how long, how many days, what money, how far, where to
/// apply. Source: the office's own word. Every null is "not known", never "none".
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Length of use in months. Null where it is not known, and where use has no end.
    pub months: Option<Range>,
    /// True where use is known to have no end; false says nothing where `months` is null as well.
    pub is_without_limit: bool,
    /// Days a week. Null where it is not known.
    pub days_a_week: Option<Range>,
    /// The kind of money received. Null where it is not known; `NONE` where nothing is paid.
    pub pay: Option<Pay>,
    /// How much is paid, in the office's words. Null where it is not known.
    pub pay_note: Option<String>,
    /// Near or far, from the middle of the network's area. Null where it is not known. For a distance
    /// in kilometres see `location`.
    pub distance: Option<Distance>,
    /// Whether somebody stays at the person's side after hiring (定着支援). Null where it is not known.
    pub retention_support: Option<Offered>,
    /// Where to apply first, in words. Null where it is not known.
    pub apply_at: Option<String>,
    /// 見学: coming to look. Null where it is not known.
    pub visit: Option<Offered>,
    /// 体験: trying it for some days. Null where it is not known.
    pub trial: Option<Offered>,
    /// 送迎: being fetched, or help with fares. Null where it is not known.
    pub transport: Option<Offered>,
    /// What it costs, in words. Null where it is not known: it is not "free".
    pub cost: Option<String>,
    /// What to bring to apply. Empty where it is not known.
    pub documents: Vec<RequiredDocument>,
    /// Who can use it, in words; may have several lines. Null where it is not known.
    pub eligibility: Option<String>,
}

/// How many people an office can take. The published table knows the size alone; whether there is a
/// place today is known only where somebody asked, and `asOf` says when that was.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Capacity {
    /// 定員: people the office is designated for, as published. Null is "not published", never 0.
    pub designated: Option<i32>,
    /// Free places, as the office said on `asOf`; 0 is "full". Null where nobody asked or they could
    /// not say.
    pub available: Option<i32>,
    /// The most people at once by the office's own word, where it differs from `designated`. Null
    /// where nothing was said.
    pub maximum: Option<i32>,
    /// People on the waiting list, as the office said on `asOf`. Null where nothing was said.
    pub waiting: Option<i32>,
    /// The day on which `available`, `maximum` and `waiting` were true. Null where nobody ever asked:
    /// then all three are null as well.
    pub as_of: Option<NaiveDate>,
}

/// A short-lived notice: a move, a closure for the flu, a day when the phone is cut off. Only notices
/// whose days include today are answered.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Tells it from the others: `updateNotices` replaces it by this.
    pub id: Id,
    /// What to know, in the words of whoever wrote it; may have several lines.
    pub text: String,
    /// The first day on which it is shown.
    pub from: NaiveDate,
    /// The last day on which it is shown; it disappears by itself.
    pub until: NaiveDate,
}

/// Money that a person receives there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Pay {
    /// 給料: money under a contract of employment, by the law of labour
    Wage,
    /// 工賃: a share of what the office earns, for work without a contract of employment
    PieceWage,
    /// 訓練手当: an allowance to live on while a course of training goes on
    TrainingAllowance,
    /// なし: nothing is paid for taking part
    None,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Near or far, from the middle of the network's area.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Distance {
    /// 近い: a short way, inside the area of the network
    Near,
    /// 遠い: outside the area: getting there is a journey
    Far,
    /// 来てくれる: no way at all: staff come to where the person lives
    AtHome,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Whether something is offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Offered {
    /// あり: the office says that it is offered
    Yes,
    /// なし: the office says that it is not offered
    No,
    /// 相談: it depends on the person or the season: ask before counting on it
    Ask,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Patterns in which job-coach support is given, by the names that 地域障害者職業センター use.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum JobCoachPattern {
    /// 相談支援中心型: mostly talks, little presence at the workplace
    ConsultationCentered,
    /// 作業場面介入型: the coach stands beside the person at the workplace and shows how
    WorkSceneIntervention,
    /// 職務遂行支援型: the coach helps with the duties themselves, at the workplace
    DutyPerformance,
    /// 協同支援型: together with the company's own people, who learn to carry on alone
    Cooperative,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// The period in which visits of a coach or supporter are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum VisitPeriod {
    /// 週: seven days, whichever of them come first
    Week,
    /// 月: a calendar one, however many days it has
    Month,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// What a person usually brings to apply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum RequiredDocument {
    /// 障害者手帳: shows a physical, intellectual (療育手帳) or mental handicap that was officially recognised
    DisabilityCertificate,
    /// 受給者証: from the municipality: which welfare services are granted, how much of them, until when
    BeneficiaryCertificate,
    /// 主治医の意見書: what the treating doctor says on illness, stability and fitness for a job
    PhysicianOpinion,
    /// 自立支援医療受給者証: shows that a person pays a reduced share for long treatment outside hospital, psychiatric treatment included
    SelfSupportMedical,
    /// 健康保険の資格確認: shows that a person is insured, by マイナンバーカード or 資格確認書
    HealthInsurance,
    /// 紹介状: a letter by which a doctor or an agency introduces the person
    Referral,
    /// 履歴書: schools, jobs and qualifications so far, on the usual form
    Resume,
    /// ハローワークの求職登録: the card of somebody who is known there as looking for a job
    HelloWorkRegistration,
    /// 訪問看護指示書: a doctor's written instruction, without which nurses may not come to the home
    VisitOrder,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
