//! Which column of somebody's list holds what, by its name.

use renkei_domain::text::fold;

use super::mapping::ListMapping;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, [$($name:literal),+];)+) => {
        /// What a column of a list may hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $variant),+
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in a mapping.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The headers under which people write it.
            #[must_use]
            pub const fn headers(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($name),+]),+ }
            }
        }
    };
}

fields! {
    /// Name of the office.
    Name = "name", ["名称", "事業所名", "事業所の名称", "事業所名称", "機関名", "機関名称", "施設名", "施設名称", "施設の名称", "団体名", "病院名", "医療機関名", "医療機関名称", "会社名", "企業名", "学校名", "名前", "連絡先名", "正式名称", "name"];
    /// Its reading.
    Kana = "kana", ["かな", "フリガナ", "ふりがな", "名称カナ", "名称_カナ", "事業所名カナ", "事業所名かな", "事業所の名称_かな", "よみ", "読み", "よみがな", "kana"];
    /// Its kind.
    Kind = "kind", ["種類", "種別", "区分", "サービス", "サービス種別", "サービスの種類", "サービス名", "分類", "機関種別", "機関区分", "事業種別", "事業", "カテゴリ", "カテゴリー", "kind", "type", "service"];
    /// 事業所番号.
    OfficeNumber = "office_number", ["事業所番号", "指定番号", "指定事業所番号", "事業者番号", "医療機関コード", "office_number"];
    /// The 法人 that runs it.
    Organization = "organization", ["法人名", "法人の名称", "法人名称", "運営法人", "運営主体", "設置主体", "運営", "organization"];
    /// 法人番号.
    CorporateNumber = "corporate_number", ["法人番号", "corporate_number"];
    /// 郵便番号.
    PostalCode = "postal_code", ["郵便番号", "〒", "郵便", "postal_code", "postal", "zip"];
    /// Prefecture alone.
    Prefecture = "prefecture", ["都道府県", "都道府県名", "prefecture"];
    /// Municipality alone.
    City = "city", ["市区町村", "市区町村名", "市町村", "市町村名", "city"];
    /// The address, with or without its municipality.
    Address = "address", ["住所", "所在地", "所在", "所在地住所", "所在地_連結表記", "事業所住所", "住所地", "address"];
    /// The building, where it has a column of its own.
    Building = "building", ["方書", "ビル名", "建物名", "建物名等", "building"];
    /// A phone number; several columns may hold one.
    Phone = "phone", ["電話", "電話番号", "TEL", "連絡先電話番号", "連絡先", "電話1", "電話2", "代表電話", "直通", "携帯", "携帯電話", "phone"];
    /// 内線.
    Extension = "extension", ["内線", "内線番号", "extension"];
    /// 音声案内番号.
    VoiceGuideKey = "voice_guide_key", ["音声案内番号", "音声案内", "ガイダンス番号", "voice_guide_key"];
    /// FAX number.
    Fax = "fax", ["FAX", "FAX番号", "ファックス", "ファクス", "ファックス番号", "ファクシミリ", "fax"];
    /// Mail address.
    Email = "email", ["メール", "メールアドレス", "E-mail", "Eメール", "電子メール", "mail", "email"];
    /// Web address.
    Url = "url", ["URL", "HP", "ホームページ", "ホームページアドレス", "ウェブサイト", "Webサイト", "サイト", "url"];
    /// Opening hours.
    Hours = "hours", ["開所時間", "利用時間", "営業時間", "受付時間", "開館時間", "診療時間", "時間", "開所日時", "営業日時", "営業日・営業時間", "利用可能時間", "hours"];
    /// Days closed.
    ClosedDays = "closed_days", ["定休日", "休業日", "休日", "休み", "休館日", "閉所日", "休診日", "closed_days"];
    /// 定員.
    Capacity = "capacity", ["定員", "利用定員", "定員数", "capacity"];
    /// Degrees north.
    Latitude = "latitude", ["緯度", "latitude", "lat"];
    /// Degrees east.
    Longitude = "longitude", ["経度", "longitude", "lng", "lon"];
    /// A named professional: kept in the raw cells alone, until the person agrees to be listed.
    Person = "person", ["担当", "担当者", "担当者名", "窓口担当", "代表者", "管理者", "person"];
    /// Anything else: kept in the raw cells alone.
    Note = "note", ["備考", "メモ", "特記", "特記事項", "コメント", "note", "memo"];
}

impl Field {
    /// What people call it: the first of its headers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.headers()[0]
    }

    /// Reads the name in a mapping.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.code() == code)
    }
}

/// The columns of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns(Vec<(Field, usize)>);

impl Columns {
    /// Reads a row as a header, or finds that it is none. The mapping goes before the names.
    pub(super) fn of(header: &[String], mapping: &ListMapping) -> Option<Self> {
        let mut found = Vec::new();
        for (place, cell) in header.iter().enumerate() {
            // What the mapping says of a field holds, whatever the other columns are called.
            let named = || by_name(cell).filter(|field| !mapping.names(*field));
            if let Some(field) = mapping.field(cell).or_else(named) {
                found.push((field, place));
            }
        }
        // A title such as 「電話・名称一覧」 fills one cell; a header names at least two columns.
        let fields = Self(found);
        let is_header = fields.first(Field::Name).is_some() && fields.0.len() >= 2;
        is_header.then_some(fields)
    }

    /// The columns that somebody chose, by their places; nothing where none holds the name.
    pub(super) fn chosen(fields: &[Option<Field>]) -> Option<Self> {
        let places = fields.iter().enumerate();
        let found = places.filter_map(|(place, field)| Some(((*field)?, place)));
        let columns = Self(found.collect());
        columns.first(Field::Name).is_some().then_some(columns)
    }

    /// What each of so many columns holds.
    pub(super) fn fields(&self, width: usize) -> Vec<Option<Field>> {
        let mut fields = vec![None; width];
        for (field, place) in &self.0 {
            if let Some(known) = fields.get_mut(*place) {
                *known = Some(*field);
            }
        }
        fields
    }

    /// The first column of a field.
    pub(super) fn first(&self, field: Field) -> Option<usize> {
        self.all(field).next()
    }

    /// Every column of a field.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = usize> {
        self.0
            .iter()
            .filter(move |(found, _)| *found == field)
            .map(|(_, place)| *place)
    }
}

fn by_name(cell: &str) -> Option<Field> {
    let plain = plain_header(cell);
    if plain.is_empty() {
        return None;
    }
    Field::ALL
        .iter()
        .copied()
        .find(|field| field.headers().iter().any(|name| fold(name) == plain))
}

/// A header without remarks: 「電話番号（代表）」「※名称」 are 電話番号 and 名称.
pub(super) fn plain_header(cell: &str) -> String {
    let folded = fold(cell);
    let plain: String = folded
        .chars()
        .filter(|c| !"※*★●○◎◆■:".contains(*c))
        .collect();
    match plain.find(['(', '[', '【', '<']) {
        Some(0) | None => plain,
        Some(end) => plain[..end].to_owned(),
    }
}
