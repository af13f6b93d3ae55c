//! The rows: what differs from a row without defects, what the report says, and what is seen.

use super::{
    Defect, body, capacity, corporate_number, defect, fax, hours, kana, location, name, phone,
    registered, rest, town, url,
};

const PHONE: &str = "事業所電話番号";
const FAX: &str = "事業所FAX番号";
const NAME: &str = "事業所の名称";
const KANA: &str = "事業所の名称_かな";
const URL: &str = "事業所URL";
const CITY: &str = "事業所住所（市区町村）";
const REST: &str = "事業所住所（番地以降）";
const LATITUDE: &str = "事業所緯度";
const LONGITUDE: &str = "事業所経度";
const CORPORATE_NUMBER: &str = "法人番号";
const BODY: &str = "法人の名称";
const BODY_REST: &str = "法人住所（番地以降）";

pub(super) const PLACES: &[Defect] = &[
    // The first columns name who designated the office, not where it stands.
    defect(
        &[
            ("都道府県コード又は市区町村コード", "01100"),
            ("指定機関名", "札幌市"),
        ],
        &[],
        town,
        "大阪府高槻市",
    ),
    defect(
        &[(CITY, "大阪府三島郡島本町")],
        &[(CITY, "municipality_county_dropped")],
        town,
        "大阪府島本町",
    ),
    defect(
        &[(CITY, "北海道余市郡余市町")],
        &[(CITY, "municipality_county_dropped")],
        town,
        "北海道余市町",
    ),
    defect(
        &[(CITY, "福岡県糟屋郡須惠町")],
        &[(CITY, "municipality_variant_kanji")],
        town,
        "福岡県須恵町",
    ),
    defect(
        &[(CITY, "静岡県浜松市中央区")],
        &[(CITY, "ward_redrawn")],
        town,
        "静岡県浜松市",
    ),
    defect(
        &[(CITY, "大阪府ひなた市")],
        &[(CITY, "municipality_not_found")],
        town,
        "なし",
    ),
    defect(
        &[(REST, "大阪府高槻市城北町5-1")],
        &[(REST, "address_repeated")],
        rest,
        "城北町5-1",
    ),
    defect(
        &[(REST, "城北町5-2大阪府高槻市城北町5-2")],
        &[(REST, "address_repeated")],
        rest,
        "城北町5-2",
    ),
    defect(
        &[(REST, "城北町大阪府高槻市桃園町5-3")],
        &[(REST, "address_twice")],
        rest,
        "城北町大阪府高槻市桃園町5-3",
    ),
    defect(
        &[(REST, "城北町")],
        &[(REST, "address_without_number")],
        rest,
        "城北町",
    ),
    // Without its number it is a 法人 of its own.
    defect(
        &[(CORPORATE_NUMBER, ""), (BODY_REST, "高槻市桃園町5-4")],
        &[
            (CORPORATE_NUMBER, "corporate_number_missing"),
            (BODY_REST, "address_repeated"),
        ],
        registered,
        "大阪府高槻市桃園町5-4",
    ),
    defect(
        &[(LATITUDE, "0.0"), (LONGITUDE, "0.0")],
        &[(LATITUDE, "location_missing")],
        location,
        "なし",
    ),
    defect(&[(LATITUDE, "34.9")], &[], location, "およそ"),
    defect(
        &[(LATITUDE, "34.9")],
        &[(LATITUDE, "location_shared")],
        location,
        "およそ",
    ),
];

pub(super) const NUMBERS: &[Defect] = &[
    defect(
        &[(CORPORATE_NUMBER, "")],
        &[(CORPORATE_NUMBER, "corporate_number_missing")],
        corporate_number,
        "なし",
    ),
    defect(
        &[(CORPORATE_NUMBER, "12345")],
        &[(CORPORATE_NUMBER, "corporate_number_invalid")],
        corporate_number,
        "なし",
    ),
    defect(
        &[(CORPORATE_NUMBER, "1000012345678")],
        &[(CORPORATE_NUMBER, "corporate_number_invalid")],
        corporate_number,
        "なし",
    ),
    defect(
        &[(CORPORATE_NUMBER, "2000012345678  ")],
        &[(CORPORATE_NUMBER, "whitespace_trimmed")],
        corporate_number,
        "2000012345678",
    ),
    defect(
        &[(PHONE, "0721112222")],
        &[(PHONE, "phone_normalised")],
        phone,
        "0721112222 → 0721112222",
    ),
    defect(
        &[(PHONE, "072-1113333")],
        &[(PHONE, "phone_normalised")],
        phone,
        "072-1113333 → 0721113333",
    ),
    defect(
        &[(PHONE, "111-2222")],
        &[(PHONE, "phone_unparsable")],
        phone,
        "111-2222 → なし",
    ),
    defect(
        &[(PHONE, "072-000-00034")],
        &[(PHONE, "phone_unparsable")],
        phone,
        "072-000-00034 → なし",
    ),
    defect(
        &[(PHONE, "072-111-4444"), (FAX, "072-111-4444")],
        &[(FAX, "fax_equals_phone")],
        fax,
        "072-111-4444 未確認",
    ),
    defect(
        &[(FAX, "072-111-5555")],
        &[],
        fax,
        "072-111-5555 公表のまま",
    ),
];

pub(super) const TEXTS: &[Defect] = &[
    defect(
        &[(NAME, "あおばワーク\t\t")],
        &[(NAME, "whitespace_trimmed")],
        name,
        "あおばワーク",
    ),
    defect(
        &[(NAME, "\u{3000}あおば\u{3000}作業所 ")],
        &[(NAME, "whitespace_trimmed")],
        name,
        "あおば\u{3000}作業所",
    ),
    defect(
        &[(
            URL,
            "https://aoba.example/\t\t\thttps://aoba.example/\thttps://aoba.example/\t",
        )],
        &[(URL, "url_repeated")],
        url,
        "https://aoba.example/",
    ),
    defect(
        &[(URL, "https://aoba.example/work?p=2&fbclid=IwAR0x")],
        &[(URL, "url_tracking_dropped")],
        url,
        "https://aoba.example/work?p=2",
    ),
    defect(
        &[(KANA, "あお\u{FFFD}わーく")],
        &[(KANA, "replacement_character")],
        kana,
        "なし",
    ),
    defect(
        &[(NAME, "青\u{FFFD}ワーク"), (KANA, "あおばわーく")],
        &[(NAME, "replacement_character")],
        name,
        "あおばわーく",
    ),
    defect(
        &[(CORPORATE_NUMBER, ""), (BODY, "社会福祉法人青\u{FFFD}会")],
        &[
            (CORPORATE_NUMBER, "corporate_number_missing"),
            (BODY, "replacement_character"),
        ],
        body,
        "しゃかいふくしほうじんひなたかい",
    ),
    defect(
        &[(NAME, "緑\u{FFFD}ワーク"), (KANA, "")],
        &[(NAME, "replacement_character")],
        name,
        "緑\u{FFFD}ワーク",
    ),
    defect(
        &[(REST, "城北町6\u{FFFD}1")],
        &[(REST, "replacement_character")],
        rest,
        "城北町6\u{FFFD}1",
    ),
    defect(
        &[(NAME, "う\u{309B}ぃれっじ")],
        &[(NAME, "kana_variant")],
        name,
        "う\u{309B}ぃれっじ",
    ),
    defect(
        &[(NAME, "ｱｵﾊﾞ工房")],
        &[(NAME, "kana_half_width")],
        name,
        "ｱｵﾊﾞ工房",
    ),
    defect(
        &[(REST, "城北町１−２")],
        &[(REST, "digits_full_width"), (REST, "hyphen_variant")],
        rest,
        "城北町１−２",
    ),
];

pub(super) const HOURS_AND_SIZE: &[Defect] = &[
    defect(
        &[("利用可能な時間帯（土曜）", "00:00-00:00")],
        &[("利用可能な時間帯（土曜）", "hours_zero_length")],
        hours,
        "月-金 9:00-17:00; 土 休み",
    ),
    defect(
        &[("利用可能な時間帯（平日）", "00:00-00:00")],
        &[("利用可能な時間帯（平日）", "hours_zero_length")],
        hours,
        "月-金 休み",
    ),
    defect(
        &[("利用可能な時間帯（平日）", "10:00-09:00")],
        &[("利用可能な時間帯（平日）", "hours_reversed")],
        hours,
        "月-金 不明",
    ),
    defect(
        &[("利用可能な時間帯（平日）", "")],
        &[("利用可能な時間帯（平日）", "hours_missing")],
        hours,
        "",
    ),
    defect(
        &[("定員", "")],
        &[("定員", "capacity_missing")],
        capacity,
        "なし",
    ),
    defect(
        &[("定員", "0")],
        &[("定員", "capacity_unreadable")],
        capacity,
        "なし",
    ),
];
