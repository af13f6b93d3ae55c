//! The directory as a city publishes it: the columns of 推奨データセット「介護サービス事業所一覧」, of those data sets the
//! nearest to this directory. None was made for offices that people with disabilities turn to. What is no fact that
//! everybody may read has no column there.

use chrono::Weekday;
use renkei_domain::directory::hours::{DayPattern, DayPlan, Hours};
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Confirmation;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::text::Line;

use crate::export::Cell;

/// The columns, in the order of the data set.
pub const COLUMNS: [&str; 22] = [
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "介護サービス事業所名称",
    "介護サービス事業所名称_カナ",
    "実施サービス",
    "住所",
    "方書",
    "緯度",
    "経度",
    "電話番号",
    "内線番号",
    "FAX番号",
    "法人番号",
    "法人の名称",
    "事業所番号",
    "利用可能曜日",
    "利用可能曜日特記事項",
    "定員",
    "URL",
    "備考",
];

/// The days of the week from Monday on.
const WEEKDAYS: [(Weekday, char); 7] = [
    (Weekday::Mon, '月'),
    (Weekday::Tue, '火'),
    (Weekday::Wed, '水'),
    (Weekday::Thu, '木'),
    (Weekday::Fri, '金'),
    (Weekday::Sat, '土'),
    (Weekday::Sun, '日'),
];

/// What of an entry stands in its row.
#[derive(Debug, Clone, Copy)]
pub struct OpenEntry<'a> {
    /// Its id, by which a row is known again in later files.
    pub id: ResourceId,
    /// Its published facts.
    pub facts: &'a ResourceFacts,
    /// The municipality it stands in.
    pub place: Option<&'a Municipality>,
    /// Who runs it.
    pub organization: Option<&'a OrganizationFacts>,
}

/// The row of an entry. The first columns name the municipality that publishes the list; where it is the list of
/// several, that in which the entry stands.
#[must_use]
pub fn row(publisher: Option<&Municipality>, entry: &OpenEntry<'_>) -> Vec<Cell> {
    let facts = entry.facts;
    let place = publisher.or(entry.place);
    let text = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    let phone = facts.phones.first();
    let point = facts.location.map(|location| location.point);
    let number = entry.organization.and_then(|body| body.corporate_number);
    let service = facts
        .service_name
        .as_ref()
        .map_or_else(|| facts.kind.service_name().to_owned(), ToString::to_string);
    let fax = facts.fax.as_ref();
    let fax = fax.filter(|fax| fax.confirmation == Confirmation::Published);
    let texts = [
        place
            .map(|place| place.code.to_string())
            .unwrap_or_default(),
        entry.id.to_string(),
        place
            .map(|place| place.prefecture.clone())
            .unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        facts.name.to_string(),
        katakana(&text(facts.kana.as_ref())),
        service,
        facts
            .address
            .as_ref()
            .map(|at| at.line())
            .unwrap_or_default(),
        // Addresses are published with their buildings in one text.
        String::new(),
        point
            .map(|point| point.latitude.to_string())
            .unwrap_or_default(),
        point
            .map(|point| point.longitude.to_string())
            .unwrap_or_default(),
        text(phone.map(|phone| &phone.written)),
        text(phone.and_then(|phone| phone.extension.as_ref())),
        text(fax.map(|fax| &fax.written)),
        number.map(|number| number.to_string()).unwrap_or_default(),
        text(entry.organization.map(|body| &body.name)),
        text(facts.office_number.as_ref()),
        open_weekdays(&facts.hours),
        about_hours(facts),
    ];
    let mut cells: Vec<Cell> = texts.into_iter().map(Cell::Text).collect();
    cells.push(match facts.capacity {
        Some(capacity) => Cell::Count(u64::from(capacity)),
        None => Cell::Text(String::new()),
    });
    cells.push(Cell::Text(text(facts.url.as_ref())));
    cells.push(Cell::Text(remarks(facts)));
    cells
}

/// The days of the week on which it is stated to be open, as 「月火水木金」.
fn open_weekdays(hours: &Hours) -> String {
    let is_open = |day: Weekday| {
        hours.rules().iter().any(|rule| {
            rule.on == DayPattern::Weekday(day) && matches!(rule.plan, DayPlan::Open(_))
        })
    };
    let open = WEEKDAYS.iter().filter(|(day, _)| is_open(*day));
    open.map(|(_, word)| *word).collect()
}

/// All that is stated about its hours.
fn about_hours(facts: &ResourceFacts) -> String {
    let mut said = Vec::new();
    if !facts.hours.is_unknown() {
        said.push(facts.hours.to_string());
    }
    if let Some(note) = &facts.hours_note {
        said.push(note.to_string().replace('\n', " "));
    }
    said.join("。")
}

/// What has no column and is needed to reach it, or to trust what stands in one.
fn remarks(facts: &ResourceFacts) -> String {
    let mut said = Vec::new();
    if let Some(key) = facts
        .phones
        .first()
        .and_then(|phone| phone.voice_guide_key.as_ref())
    {
        said.push(format!("電話の音声案内 {key}"));
    }
    for phone in facts.phones.iter().skip(1) {
        said.push(match &phone.label {
            Some(label) => format!("電話（{label}）{}", phone.written),
            None => format!("電話 {}", phone.written),
        });
    }
    let fax = facts.fax.as_ref();
    if fax.is_some_and(|fax| fax.confirmation == Confirmation::Unconfirmed) {
        said.push("FAX番号は 未確認のため のせていません".to_owned());
    }
    said.join("。")
}

/// A reading in the letters that the data set asks for.
fn katakana(reading: &str) -> String {
    let letter = |one: char| match one {
        'ぁ'..='ゖ' => char::from_u32(u32::from(one) + 0x60).unwrap_or(one),
        other => other,
    };
    reading.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::directory::phone::Phone;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn told(facts: &ResourceFacts) -> Vec<String> {
        let id = "01932f00-0000-7002-8000-000000000001"
            .parse::<ResourceId>()
            .expect("an id");
        let entry = OpenEntry {
            id,
            facts,
            place: None,
            organization: None,
        };
        let cells = row(None, &entry).into_iter();
        let cells = cells.map(|cell| match cell {
            Cell::Text(text) => text,
            Cell::Count(count) => count.to_string(),
            Cell::Day(day) => day.to_string(),
        });
        cells.collect()
    }

    fn column(name: &str) -> usize {
        let mut columns = COLUMNS.iter();
        columns
            .position(|column| *column == name)
            .expect("a column")
    }

    #[test]
    fn an_entry_of_which_little_is_known_has_a_cell_for_each_column() {
        let facts = ResourceFacts::named(ResourceKind::GroupHome, line("ひなたホーム"));
        let cells = told(&facts);
        assert_eq!(cells.len(), COLUMNS.len());
        assert_eq!(cells[column("実施サービス")], "共同生活援助");
        assert_eq!(cells[column("定員")], "", "unknown is not 0");
    }

    #[test]
    fn readings_hours_and_numbers_stand_as_the_data_set_asks() {
        let mut facts = ResourceFacts::named(ResourceKind::HelloWork, line("みほん"));
        facts.kana = Some(line("みほんワーク"));
        facts.hours = Hours::parse("月-水 9:00-17:00; 土 休み").expect("hours");
        facts.phones = vec![
            Phone::published(line("072-000-0001")),
            Phone::published(line("072-000-0002")),
        ];
        let fax = Phone::published(line("072-000-0001"));
        facts.fax = Some(fax.doubted_beside(&facts.phones));
        let cells = told(&facts);
        assert_eq!(cells[column("介護サービス事業所名称_カナ")], "ミホンワーク");
        assert_eq!(cells[column("利用可能曜日")], "月火水");
        assert_eq!(
            cells[column("FAX番号")],
            "",
            "nobody sends to a doubtful number"
        );
        let said = &cells[column("備考")];
        assert!(
            said.contains("072-000-0002") && said.contains("未確認"),
            "{said}"
        );
    }
}
