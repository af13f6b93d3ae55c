//! Where an office is and how it is reached.

use cynic::{Enum, QueryFragment};
use serde::Serialize;

use super::scalars::MunicipalityCode;
use crate::schema;

/// An address in the parts in which Japanese tables publish it.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// 郵便番号 of seven digits with a hyphen, as `569-0804`. Null where the source has none.
    pub postal_code: Option<String>,
    /// The municipality the written address was matched to. Null where it could not be matched.
    pub municipality_code: Option<MunicipalityCode>,
    /// That municipality with its name and reading. Null where the address was not matched, or where
    /// the installation's table has no entry of that code.
    pub municipality: Option<Municipality>,
    /// The whole address in one line as written by the source, without 郵便番号: prefecture, city and
    /// ward, then town, block and building where they are known.
    pub line: String,
}

/// A municipality (市区町村) or a ward of a large city. Source: the installation's table of
/// 全国地方公共団体コード.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Municipality {
    /// 全国地方公共団体コード, six digits.
    pub code: MunicipalityCode,
    /// Name of the prefecture in which the place lies, as 「大阪府」.
    pub prefecture: String,
    /// 「高槻市」, or for a ward the city and the ward, as 「札幌市中央区」; without 郡.
    pub name: String,
    /// Reading of the name in hiragana. Null where the table gives none.
    pub kana: Option<String>,
    /// Degrees north (WGS 84) of a point that stands for the whole place: its office. Null where the
    /// table gives none. Good as the middle of `ResourceFilter.near`.
    pub latitude: Option<f64>,
    /// Degrees east (WGS 84) of the same point. Null where the table gives none.
    pub longitude: Option<f64>,
}

/// A point on the map (WGS 84) with how far to trust it. Source: the published table.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whether the point is the office's own or stands for its surroundings.
    pub precision: Precision,
}

/// A phone or FAX number with what a caller needs after being put through.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    /// The number as its owner or the source writes it, as 「072-686-6663」. For people to read.
    pub written: String,
    /// The same in digits alone, ten or eleven of them, as a telephone takes it. Null where what is
    /// written is no Japanese number (an area code is missing, or a remark stands in the cell).
    pub dial: Option<String>,
    /// What the number is for (「相談専用」), where an office has several. Null for the usual number.
    pub label: Option<String>,
    /// 内線: the extension to ask for from the person who answers. Null where there is none.
    pub extension: Option<String>,
    /// 音声案内番号: the keys to press when a machine answers, as `32#`. Null where people answer.
    pub voice_guide_key: Option<String>,
    /// Whether something speaks against the number. It does not say that somebody tried it.
    pub confirmation: Confirmation,
}

/// Everything stated about opening: weekly hours, 祝日, 年末年始, nth weekdays and dated exceptions.
/// A stronger statement replaces a weaker one for the whole day: dated exception, then 年末年始, then
/// 祝日, then nth weekday, then weekday.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct OpeningHours {
    /// The statements in renkei's notation, one canonical text for equal hours:
    /// 「月-金 9:00-12:00,13:00-17:00; 第2土 9:30-12:30; 祝 休み; 年末年始 休み」. Times are Japan's. Null
    /// where nothing is stated: the hours are unknown, not closed.
    pub notation: Option<String>,
    /// The same statements as lines of a table, weakest first. Empty where nothing is stated.
    pub lines: Vec<HoursLine>,
    /// What was published about hours in free text (定休日, 留意事項) and could not be read as a
    /// statement. Null where nothing was, and for hours of a single way of contact.
    pub note: Option<String>,
}

/// One statement of the hours in words: on these days, this.
#[derive(Debug, Clone, PartialEq, Serialize, QueryFragment)]
#[serde(rename_all = "camelCase")]
pub struct HoursLine {
    /// Which days: 「月-金」, 「第2土」 (second Saturday), 「最終金」 (last Friday), 「祝」 (public holidays),
    /// 「年末年始」 (29 December to 3 January, or 「年末年始(12/28..1/4)」), a date or 「2026-08-13..2026-08-15」.
    pub days: String,
    /// What then: stretches in Japan's time as 「9:00-12:00,13:00-17:00」 (a closing before its opening
    /// lies on the next day), 「休み」 (closed) or 「不明」 (stated as unknown).
    pub plan: String,
    /// True where `plan` holds stretches of opening, false for 「休み」 and 「不明」.
    pub is_open: bool,
}

/// How far a point on the map can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Precision {
    /// 正確: the point is the building's own
    Exact,
    /// およそ: published points often stand for a town, or for a building shared by many offices
    Approximate,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Whether something speaks against a number. Whether somebody got through is told of all ways to reach an agency together, in `Resource.freshness`, group CONTACT.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Confirmation {
    /// 公表のまま: as its source or its owner gives it; nothing speaks against it
    Published,
    /// 未確認: something speaks against it, as a FAX number equal to the phone number: perhaps there is no FAX machine
    Unconfirmed,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// What helps a person to get in and to be understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum AccessFeature {
    /// 段差なし: a wheelchair gets from the street to the desk
    StepFree,
    /// エレベーター: a lift goes to the floor where people are received
    Elevator,
    /// 車いす用トイレ: there is room to turn, and bars to hold on to
    WheelchairToilet,
    /// 駐車場: visitors can leave a car at the building or close by
    Parking,
    /// 点字ブロック: raised tiles lead people who do not see to the entrance
    TactilePaving,
    /// 静かな部屋: somewhere with little noise to talk or to rest
    QuietRoom,
    /// 筆談: staff write down what they say, for people who do not hear
    WrittenConversation,
    /// 手話: somebody on the staff signs, or an interpreter is called
    SignLanguage,
    /// やさしい日本語: short sentences and easy words, in talks and on paper
    PlainJapanese,
    /// オンライン相談: talks by video, without coming to the office
    OnlineConsultation,
    /// 読み上げできる資料: papers are handed out as text that a computer can speak
    ScreenReaderDocuments,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}

/// Languages that are spoken beside Japanese, by their ISO 639-1 codes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Enum)]
#[cynic(non_exhaustive)]
pub enum Language {
    /// 英語: somebody there speaks English, or interprets
    En,
    /// 中国語: somebody there speaks Chinese, or interprets
    Zh,
    /// 韓国・朝鮮語: somebody there speaks Korean, or interprets
    Ko,
    /// ポルトガル語: somebody there speaks Portuguese, or interprets
    Pt,
    /// スペイン語: somebody there speaks Spanish, or interprets
    Es,
    /// ベトナム語: somebody there speaks Vietnamese, or interprets
    Vi,
    /// フィリピノ語: somebody there speaks Tagalog, or interprets
    Tl,
    /// ネパール語: somebody there speaks Nepali, or interprets
    Ne,
    /// インドネシア語: somebody there speaks Indonesian, or interprets
    Id,
    /// A word that came to the schema after this version.
    #[cynic(fallback)]
    Unknown(String),
}
