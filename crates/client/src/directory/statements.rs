//! What an office says of itself, who confirmed it and where it comes from.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::{Enum, QueryFragment};
use serde::Serialize;

use super::place::OpeningHours;
use super::topics::{StaffRole, Topic};
use crate::schema;

/// One statement about what an agency is good at, weak at or cannot do. Its own words and what others
/// observed are kept apart.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// Good at, weak at, or cannot do.
    pub valence: Valence,
    /// What the statement is about: a disability, a stage of working life, a program and so on.
    pub topic: Topic,
    /// The statement in one line, as it was made.
    pub text: String,
    /// Who says it: the agency itself or another one.
    pub voice: Voice,
    /// The name of the agency that observed it. Null for an agency's own words.
    pub observed_by: Option<String>,
    /// What the agency answered to an observation. Null where it did not answer, and for its own
    /// words.
    pub reply: Option<StrengthReply>,
    /// The day on which it was said. Half a year later it should be asked about again.
    pub stated_on: NaiveDate,
}

/// What an agency answered to what another one observed of it. Only members of the network of the
/// observation read it.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct StrengthReply {
    /// The answer, as it was given.
    pub text: String,
    /// The day on which it was given.
    pub on: NaiveDate,
    /// What that person does there (「サービス管理責任者」).
    pub by_role: String,
}

/// Everything an agency said about being reached. Where it said nothing, `rules` and `never` are
/// empty and `Resource.howToReach` falls back to published numbers.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct ContactPolicy {
    /// The rules in the order in which they were given. For a question the one that names both
    /// purpose and sender decides, else the purpose, else the sender, else the general one.
    pub rules: Vec<ContactRule>,
    /// What never to do, for every purpose and sender (「担当者名を載せない」). Empty where the agency named
    /// nothing.
    pub never: Vec<String>,
    /// Anything else worth knowing before getting in touch; may have several lines. Null where
    /// nothing was said.
    pub note: Option<String>,
}

/// One rule of a contact policy: for these purposes and senders, these ways.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct ContactRule {
    /// The purpose it is for. Null: for every purpose.
    pub purpose: Option<ContactPurpose>,
    /// The sender it is for. Null: for every sender.
    pub sender: Option<SenderKind>,
    /// The ways, the preferred one first.
    pub ways: Vec<ContactWay>,
    /// What not to do for this purpose and sender (「書類をFAXで送らない」), beside
    /// `ContactPolicy.never`. Empty where the agency named nothing.
    pub do_not: Vec<String>,
}

/// One way of a contact rule. The number or address to use is in `Resource.howToReach`.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct ContactWay {
    /// By phone, FAX, mail, visit and so on.
    pub channel: Channel,
    /// The role to ask for. Null where the agency named none.
    pub ask_for: Option<StaffRole>,
    /// The desk to ask for in the agency's own words (「受付」). Null where it named none.
    pub desk: Option<String>,
    /// When this way is open. Null: the opening hours of the resource decide where somebody must be
    /// there to answer, and other ways are always open.
    pub hours: Option<OpeningHours>,
    /// How to go about it. Null where the agency said nothing.
    pub etiquette: Option<String>,
}

/// How fresh one part of an entry is. A whole entry is never "verified". Having been confirmed and
/// having been asked about are two things: an attempt that reached nobody leaves `confirmedOn` as it
/// was.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Freshness {
    /// Which part of the entry the line is about.
    pub group: FieldGroup,
    /// The day on which somebody last learned what is so: `outcome` was CONFIRMED or CHANGED. Null
    /// where nobody ever did. This is the day to show beside the part.
    pub confirmed_on: Option<NaiveDate>,
    /// The day of the last attempt to confirm it, one without an answer included: `outcome` says
    /// whether anything was learned. Null where nobody ever asked: then `confirmedOn`, `method`,
    /// `outcome`, `byRole`, `byName` and `due` are null as well.
    pub verified_on: Option<NaiveDate>,
    /// How the last attempt was made. Null where nobody ever asked.
    pub method: Option<VerificationMethod>,
    /// What came of the last attempt. Null where nobody ever asked.
    pub outcome: Option<VerificationOutcome>,
    /// Role or agency of whoever made the last attempt, which says how far to trust it. Null where
    /// nobody ever asked.
    pub by_role: Option<String>,
    /// The day from which it should be asked about again, counted from the last attempt. Null where
    /// nobody ever asked: at once.
    pub due: Option<NaiveDate>,
}

/// One row of published data from which an entry was made.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// From which kind of published data the row comes.
    pub dataset: Dataset,
    /// The credit line to show wherever the facts are shown (出典).
    pub credit: String,
    /// File name or edition, as whoever imported it gave it. The name of somebody's own contact list is
    /// for signed-in members of its network; others read what kind of data it is.
    pub edition: String,
    /// When the row was last found in an import.
    pub seen_at: DateTime<Utc>,
    /// The day of the import since which the row is missing from the published data. Missing is not
    /// closed: confirm by phone. Null where it is still published.
    pub absent_since: Option<NaiveDate>,
}

/// Which way a statement about an agency points.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Valence {
    /// 得意: good at it: an agency to think of first
    Strong,
    /// 苦手: not so good at it, somebody else may be better
    Weak,
    /// できないこと: cannot do it, by rule or by means
    Limit,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Who makes a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Voice {
    /// 自己紹介: the agency speaks of itself.
    SelfDeclared,
    /// 他者の観察: another agency observed it, inside one network. Answered to signed-in members of
    /// that network alone.
    Observed,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Why somebody gets in touch with an agency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum ContactPurpose {
    /// はじめての相談・紹介: a first call, or introducing somebody
    Introduction,
    /// いつもの連絡: everyday contact about somebody both know
    Routine,
    /// 急ぎの連絡: something that cannot wait until tomorrow
    Urgent,
    /// 会議の案内: an invitation to a case conference, with its day and place
    ConferenceCall,
    /// 書類のやりとり: sending or asking for papers
    Documents,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// As whom somebody gets in touch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum SenderKind {
    /// 本人・家族: whoever looks for support, or somebody of the family
    Person,
    /// 支援機関: an agency that supports the person
    Supporter,
    /// 企業: the company where the person works
    Employer,
    /// 医療機関: a hospital, a clinic or visiting nurses
    Medical,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// A way of getting in touch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Channel {
    /// 電話: somebody must be there to answer
    Phone,
    /// FAX: a sheet sent to a FAX number, at any hour
    Fax,
    /// メール: mail to an address, at any hour
    Email,
    /// 訪問: the sender goes to the agency by appointment
    Visit,
    /// 来所: the person comes to the agency's desk
    ComeIn,
    /// オンライン会議: a meeting over the network, by appointment
    OnlineMeeting,
    /// 郵送・文書: post to the agency's address
    Letter,
    /// 連絡ノート（本人を通じて）: a notebook that the person carries between agencies
    LiaisonNotebook,
    /// 受診同行: going along to a medical appointment
    AccompanyVisit,
    /// ほかの人を通じて: by way of somebody else, whom the etiquette names
    ThroughAnother,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// The parts of an entry that are confirmed separately: a phone number may have been used this morning while the hours are a year old.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum FieldGroup {
    /// 連絡先: phones, FAX, mail and how to use them; asked about again after 12 months
    Contact,
    /// 時間: opening hours; asked about again after 12 months
    Hours,
    /// 空き: free places; asked about again after 3 months
    Capacity,
    /// 利用条件: who can use it; asked about again after 12 months
    Eligibility,
    /// 得意・苦手: strengths, weaknesses, limits; asked about again after 6 months
    Character,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// How something was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum VerificationMethod {
    /// 電話: somebody called the agency and asked
    Phone,
    /// 訪問: somebody went to the agency and saw it
    Visit,
    /// FAX: a sheet was sent and came back
    Fax,
    /// メール: the agency answered when it was asked in writing
    Mail,
    /// 郵送: the agency wrote back to what was posted to it
    Letter,
    /// 会議: the agency said so when the network met
    Meeting,
    /// 紹介してみて: a person was introduced there, and found it as stated
    Referral,
    /// 公表データ: a newer edition of published data says the same
    OpenData,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum VerificationOutcome {
    /// その通りだった: what is stated was right and stands as before
    Confirmed,
    /// 変わっていた: what was stated was no longer right and was put right
    Changed,
    /// 返事がなかった: nothing is confirmed; ask again after three weeks
    NoAnswer,
    /// 答えないとのこと: nothing is confirmed; ask again after three weeks
    Refused,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// The kinds of published data that entries come from. The Japanese text of each, before the colon, is its credit line, which must be shown wherever its facts are shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Dataset {
    /// 障害福祉サービス等情報公表システム（WAM NET）のオープンデータを加工して作成: offices designated under 障害者総合支援法 and 児童福祉法 all over Japan, published twice a year
    Wamnet,
    /// 「医療情報ネットのオープンデータ」（厚生労働省）を加工して作成: hospitals and clinics all over Japan; the table has no phone numbers
    Iryo,
    /// 「介護サービス情報公表システムのオープンデータ」（厚生労働省）を加工して作成: stations of visiting nurses under long-term care insurance
    Kaigo,
    /// 地域の連絡先一覧: somebody's own list of contacts, read in by whoever runs the installation
    List,
    /// 全国地方公共団体コードの一覧（code4fukui/localgovjp、CC0）: codes, names, readings and points of places; no entry of the directory comes from it
    Municipality,
    /// 「国民の祝日」（内閣府）を加工して作成: the public days off by which hours are decided; no entry of the directory comes from it
    Holiday,
    /// 公開されている資料をもとに入力した内容（体験用）: entered with the demo network: asked in the region, or taken from public papers
    Seed,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
