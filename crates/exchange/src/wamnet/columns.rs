//! The 29 columns of the WAM NET file, the same in each of its services.

use crate::header::Layout;

/// The columns, exactly as published.
pub const LAYOUT: Layout = Layout {
    name: "障害福祉サービス等情報公表システム（WAM NET）",
    columns: &[
        "都道府県コード又は市区町村コード",
        "NO（※システム内の固有の番号、連番）",
        "指定機関名",
        "法人の名称",
        "法人の名称_かな",
        "法人番号",
        "法人住所（市区町村）",
        "法人住所（番地以降）",
        "法人電話番号",
        "法人FAX番号",
        "法人URL",
        "サービス種別",
        "事業所の名称",
        "事業所の名称_かな",
        "事業所番号",
        "事業所住所（市区町村）",
        "事業所住所（番地以降）",
        "事業所電話番号",
        "事業所FAX番号",
        "事業所URL",
        "事業所緯度",
        "事業所経度",
        "利用可能な時間帯（平日）",
        "利用可能な時間帯（土曜）",
        "利用可能な時間帯（日曜）",
        "利用可能な時間帯（祝日）",
        "定休日",
        "利用可能曜日特記事項（留意事項）",
        "定員",
    ],
};

// Columns 0 and 2 name the body that designated the office, which is not where it stands: they are
// read by nobody. Column 1 is a running number that unrelated offices share.
pub(super) const SYSTEM_NO: usize = 1;
pub(super) const CORPORATION: usize = 3;
pub(super) const CORPORATION_KANA: usize = 4;
pub(super) const CORPORATE_NUMBER: usize = 5;
pub(super) const CORPORATION_CITY: usize = 6;
pub(super) const CORPORATION_REST: usize = 7;
pub(super) const CORPORATION_PHONE: usize = 8;
pub(super) const CORPORATION_FAX: usize = 9;
pub(super) const CORPORATION_URL: usize = 10;
pub(super) const SERVICE: usize = 11;
pub(super) const OFFICE: usize = 12;
pub(super) const OFFICE_KANA: usize = 13;
pub(super) const OFFICE_NUMBER: usize = 14;
pub(super) const CITY: usize = 15;
pub(super) const REST: usize = 16;
pub(super) const PHONE: usize = 17;
pub(super) const FAX: usize = 18;
pub(super) const URL: usize = 19;
pub(super) const LATITUDE: usize = 20;
pub(super) const LONGITUDE: usize = 21;
pub(super) const WEEKDAYS: usize = 22;
pub(super) const SATURDAY: usize = 23;
pub(super) const SUNDAY: usize = 24;
pub(super) const HOLIDAY: usize = 25;
pub(super) const CLOSED_DAYS: usize = 26;
pub(super) const REMARK: usize = 27;
pub(super) const CAPACITY: usize = 28;
