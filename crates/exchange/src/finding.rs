//! What was noticed while a table was read: one entry per defect, with what was done about it.

use std::borrow::Cow;

/// What a finding asks of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Only its number matters; the value is used as published.
    Counted,
    /// The value was put right on the way in; the published cell stays beside it.
    Mended,
    /// Somebody who knows the office should look at it.
    Repair,
    /// The row could not be used and was left out.
    Skipped,
}

macro_rules! finding_kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $word:literal, $severity:ident;)+) => {
        renkei_domain::word_list! {
            /// Every defect that is told apart and counted, in the order in which a report lists them.
            FindingKind { $($(#[$doc])* $variant = $code, $word;)+ }
        }

        impl FindingKind {
            /// What it asks of people.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }
        }
    };
}

finding_kinds! {
    DuplicateRow = "duplicate_row", "同じ施設の行が重複", Skipped;
    RowTooShort = "row_too_short", "列が足りない行", Skipped;
    RowTooLong = "row_too_long", "列が多すぎる行", Skipped;
    NameMissing = "name_missing", "名称がない行", Skipped;
    /// The stream broke while it was read; nothing after it could be read either.
    FileUnreadable = "file_unreadable", "途中から読めないファイル", Skipped;
    TextRefused = "text_refused", "長すぎる、または制御文字を含む文字列", Repair;
    ReplacementCharacter = "replacement_character", "文字化け（U+FFFD）", Repair;
    WhitespaceTrimmed = "whitespace_trimmed", "余分な空白・タブ", Mended;
    /// `う゛` where `ゔ` is meant.
    KanaVariant = "kana_variant", "「う゛」の表記", Counted;
    KanaHalfWidth = "kana_half_width", "半角カナ", Counted;
    DigitsFullWidth = "digits_full_width", "全角数字", Counted;
    HyphenVariant = "hyphen_variant", "ハイフンの表記ゆれ", Counted;
    OfficeNumberMissing = "office_number_missing", "事業所番号なし", Counted;
    /// A main office and its branches have one number.
    OfficeNumberShared = "office_number_shared", "同じサービスに同じ事業所番号", Counted;
    CorporateNumberMissing = "corporate_number_missing", "法人番号なし", Counted;
    CorporateNumberInvalid = "corporate_number_invalid", "法人番号が正しくない", Repair;
    PhoneUnparsable = "phone_unparsable", "電話・FAX番号として読めない", Repair;
    PhoneNormalised = "phone_normalised", "電話・FAX番号の区切りが標準でない", Mended;
    /// A FAX number equal to the phone number: perhaps nobody has a FAX machine.
    FaxEqualsPhone = "fax_equals_phone", "FAX番号が電話番号と同じ", Repair;
    UrlRepeated = "url_repeated", "URL欄に複数の値", Mended;
    UrlTrackingDropped = "url_tracking_dropped", "URLの追跡用の尾", Mended;
    UrlSchemeAdded = "url_scheme_added", "URLに http がない", Mended;
    UrlUnreadable = "url_unreadable", "URLとして読めない", Repair;
    EmailUnreadable = "email_unreadable", "メールアドレスとして読めない", Repair;
    PostalCodeUnreadable = "postal_code_unreadable", "郵便番号として読めない", Repair;
    AddressMissing = "address_missing", "所在地なし", Repair;
    /// The part after the municipality repeats it, or the whole address.
    AddressRepeated = "address_repeated", "番地欄に市区町村・所在地の重複", Mended;
    /// The part after the municipality names it once more with something else behind it.
    AddressTwice = "address_twice", "番地欄に二つの所在地", Repair;
    AddressWithoutNumber = "address_without_number", "番地のない所在地", Counted;
    MunicipalityCountyDropped = "municipality_county_dropped", "郡を除いて市区町村と一致", Counted;
    MunicipalityVariantKanji = "municipality_variant_kanji", "異体字を読みかえて市区町村と一致", Counted;
    MunicipalityPrefectureAdded = "municipality_prefecture_added", "都道府県を補って市区町村と一致", Counted;
    /// A ward younger than the reference table: its city is used.
    WardRedrawn = "ward_redrawn", "再編された行政区（市に一致）", Mended;
    MunicipalityNotFound = "municipality_not_found", "市区町村が見つからない", Repair;
    LocationMissing = "location_missing", "緯度・経度なし", Counted;
    /// Offices stand on one point: perhaps in one house, perhaps anywhere in one town.
    LocationShared = "location_shared", "ほかの施設と同じ緯度・経度", Counted;
    LocationOutsideJapan = "location_outside_japan", "緯度・経度が日本の外", Repair;
    HoursMissing = "hours_missing", "平日の利用時間なし", Counted;
    HoursZeroLength = "hours_zero_length", "長さ0分の利用時間", Mended;
    HoursReversed = "hours_reversed", "終わりが始まりより前の利用時間", Repair;
    HoursUnreadable = "hours_unreadable", "利用時間として読めない", Repair;
    /// A day has hours in its own cell and is named in 定休日 as well.
    HoursContradict = "hours_contradict", "利用時間と定休日のくいちがい", Repair;
    FlagDoubtful = "flag_doubtful", "休診日の符号が読めない、または逆", Repair;
    CapacityMissing = "capacity_missing", "定員なし", Counted;
    CapacityUnreadable = "capacity_unreadable", "定員として読めない", Repair;
    UnknownService = "unknown_service", "知らない種類・サービス名", Repair;
    LeadingZeroLost = "leading_zero_lost", "先頭の0が失われた番号", Repair;
    ScientificNotation = "scientific_notation", "指数表記になった番号", Repair;
    ExcelTime = "excel_time", "表計算の数値になった時刻", Mended;
}

/// One defect of one cell, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line of the file on which the row begins, counted from 1 (the header's is 1 as a rule).
    pub line: u64,
    /// The column by its header, where the defect is in one cell.
    pub column: Option<Cow<'static, str>>,
    /// The cell as published.
    pub raw: String,
    /// What is wrong.
    pub kind: FindingKind,
    /// What was done, as a Japanese sentence for the report.
    pub done: &'static str,
}

/// A row that could not be used. It is left out and counted; the rows after it are read on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}: {message}", .kind.code())]
pub struct RowFault {
    /// The line of the file on which the row begins.
    pub line: u64,
    /// Why it could not be used.
    pub kind: FindingKind,
    /// The reason as a Japanese sentence.
    pub message: String,
    /// The cells as published, as far as they could be read.
    pub raw: Vec<String>,
}

impl RowFault {
    /// A row in which the column of the name is empty.
    pub(crate) fn nameless(line: u64, column: &str, raw: Vec<String>) -> Self {
        Self {
            line,
            kind: FindingKind::NameMissing,
            message: format!("{column}がないため、省きました"),
            raw,
        }
    }

    /// A row that has fewer cells than its header, or more.
    pub(crate) fn of_wrong_width(line: u64, expected: usize, raw: Vec<String>) -> Self {
        let found = raw.len();
        let (kind, message) = if found < expected {
            (
                FindingKind::RowTooShort,
                format!("{expected} 列のはずが {found} 列しかありません"),
            )
        } else {
            (
                FindingKind::RowTooLong,
                format!("{expected} 列のはずが {found} 列あります"),
            )
        };
        Self {
            line,
            kind,
            message,
            raw,
        }
    }

    /// Whether the file itself broke here, so that the rows read so far are not the whole edition.
    /// Nothing may then be called missing from it.
    #[must_use]
    pub fn ends_file(&self) -> bool {
        self.kind == FindingKind::FileUnreadable
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The codes of what was noticed, in its order.
    pub(crate) fn codes(findings: &[Finding]) -> String {
        let codes: Vec<&str> = findings.iter().map(|finding| finding.kind.code()).collect();
        codes.join(" ")
    }

    #[test]
    fn every_code_is_its_own_and_reads_back() {
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::from_code(kind.code()), Some(*kind));
        }
    }
}
