//! The 24 columns of the file of 訪問看護.

use crate::header::Layout;

/// The columns, exactly as published.
pub const LAYOUT: Layout = Layout {
    name: "介護サービス情報公表システム",
    columns: &[
        "都道府県コード又は市町村コード",
        "No",
        "都道府県名",
        "市区町村名",
        "事業所名",
        "事業所名カナ",
        "サービスの種類",
        "住所",
        "方書（ビル名等）",
        "緯度",
        "経度",
        "電話番号",
        "FAX番号",
        "法人番号",
        "法人の名称",
        "事業所番号",
        "利用可能曜日",
        "利用可能曜日特記事項",
        "定員",
        "URL",
        "高齢者の方と障害者の方が同時一体的に利用できるサービス",
        "介護保険の通常の指定基準を満たしている",
        "障害福祉の通常の指定基準を満たしている",
        "備考",
    ],
};

// 都道府県コード又は市町村コード, the first column, says who published the row, never where the office stands.
pub(super) const NO: usize = 1;
pub(super) const PREFECTURE: usize = 2;
pub(super) const CITY: usize = 3;
pub(super) const NAME: usize = 4;
pub(super) const KANA: usize = 5;
pub(super) const SERVICE: usize = 6;
pub(super) const ADDRESS: usize = 7;
pub(super) const BUILDING: usize = 8;
pub(super) const LATITUDE: usize = 9;
pub(super) const LONGITUDE: usize = 10;
pub(super) const PHONE: usize = 11;
pub(super) const FAX: usize = 12;
pub(super) const CORPORATE_NUMBER: usize = 13;
pub(super) const CORPORATION: usize = 14;
pub(super) const OFFICE_NUMBER: usize = 15;
pub(super) const DAYS: usize = 16;
pub(super) const DAYS_REMARK: usize = 17;
pub(super) const CAPACITY: usize = 18;
pub(super) const URL: usize = 19;
