//! The data sets beside WAM NET, each from a file to what a visitor sees: hospitals, nursing stations,
//! people's own lists and the holidays.

use chrono::NaiveDate;
use renkei_app::import::edition::OfficeTable;
use renkei_app::import::report::ImportReport;
use renkei_exchange::holiday;
use renkei_exchange::input::{Input, Limits};
use renkei_exchange::list::ListMapping;
use renkei_tests::datasets::{Cells, hospitals, nursing_stations};
use renkei_tests::published::marked;
use renkei_tests::shared::data;
use renkei_tests::{World, on_every_database};

use crate::pages::page as page_of;

use super::encodings::{cp932, zipped};
use super::look::{adds_up, last_act, office, shown, total};
use super::real::with_all_municipalities;

const PLACE: &str = "大阪府高槻市城北町1-2";

const HOSPITALS: [Cells<'static>; 2] = [
    &[
        ("ID", "9999999990001"),
        ("正式名称", "あおば台病院"),
        ("所在地", PLACE),
    ],
    &[
        ("ID", "9999999990002"),
        ("正式名称", "みどり台病院"),
        ("所在地", "大阪府高槻市桃園町3-4"),
    ],
];

const KOMOREBI: Cells<'static> = &[
    ("No", "1"),
    ("事業所名", "訪問看護こもれび"),
    ("住所", PLACE),
    ("電話番号", "072-000-0001"),
    ("事業所番号", "2769900001"),
];
const KOMOREBI_WITH_A_NEW_PHONE: Cells<'static> = &[
    ("No", "1"),
    ("事業所名", "訪問看護こもれび"),
    ("住所", PLACE),
    ("電話番号", "072-000-0011"),
    ("事業所番号", "2769900001"),
];
const HIDAMARI: Cells<'static> = &[
    ("No", "2"),
    ("事業所名", "訪問看護ひだまり"),
    ("住所", "大阪府高槻市桃園町3-4"),
    ("電話番号", "072-000-0002"),
    ("事業所番号", "2769900002"),
];

async fn read(world: &World, table: &OfficeTable, edition: &str, text: &str) -> ImportReport {
    let report = world
        .import_table(table.clone(), edition, &marked(text))
        .await;
    assert!(
        adds_up(&report) && report.undecided.is_empty(),
        "{report:?}"
    );
    report
}

/// The same file again changes nothing.
async fn read_again(world: &World, table: &OfficeTable, text: &str, rows: u64) {
    let before = shown(world).await;
    let again = read(world, table, "again.csv", text).await;
    assert_eq!(
        (again.rows_read, again.unchanged, again.absent),
        (rows, rows, 0)
    );
    assert!(last_act(world).await.changes.is_empty(), "nothing changed");
    assert_eq!(shown(world).await, before);
}

async fn in_town(world: &World, name: &str) -> String {
    let town = office(world, name).await.municipality;
    town.map(|town| town.name).unwrap_or_default()
}

on_every_database! {
    async fn a_visitor_reads_when_a_hospital_is_closed(world) {
        let world = world.with_towns().await;
        let table = OfficeTable::Iryo;
        let text = hospitals(&HOSPITALS);
        assert_eq!(read(&world, &table, "march.csv", &text).await.created, 2);
        let page = office(&world, "あおば台病院").await;
        assert_eq!(page.facts.hours.to_string(), "土-日 休み; 祝 休み; 年末年始(12/31..1/1) 休み");
        let note = page.facts.hours_note.map(|note| note.to_string());
        assert_eq!(note.as_deref(), Some("その他の休診日: お盆"));
        assert_eq!(in_town(&world, "あおば台病院").await, "高槻市");
        read_again(&world, &table, &text, 2).await;

        let open_on_holidays: Cells<'_> = &[
            ("ID", "9999999990001"),
            ("正式名称", "あおば台病院"),
            ("所在地", PLACE),
            ("祝日に休診", "1"),
        ];
        let newer = read(&world, &table, "june.csv", &hospitals(&[open_on_holidays])).await;
        assert_eq!((newer.created, newer.updated, newer.absent), (0, 1, 1));
        let page = office(&world, "あおば台病院").await;
        assert_eq!(page.facts.hours.to_string(), "土-日 休み; 年末年始(12/31..1/1) 休み");
        assert!(office(&world, "みどり台病院").await.sources[0].absent_since.is_some());
    }
}

on_every_database! {
    async fn a_visitor_reads_how_to_reach_a_nursing_station(world) {
        let world = world.with_towns().await;
        let table = OfficeTable::Kaigo;
        let text = nursing_stations(&[KOMOREBI, HIDAMARI]);
        assert_eq!(read(&world, &table, "march.csv", &text).await.created, 2);
        let page = office(&world, "訪問看護こもれび").await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0001");
        assert!(page.facts.hours.is_unknown(), "days without times are a note");
        let note = page.facts.hours_note.map(|note| note.to_string());
        assert_eq!(note.as_deref(), Some("利用可能曜日: 平日、土曜日"));
        assert_eq!(in_town(&world, "訪問看護こもれび").await, "高槻市");
        read_again(&world, &table, &text, 2).await;

        let newer = nursing_stations(&[KOMOREBI_WITH_A_NEW_PHONE, HIDAMARI]);
        let newer = read(&world, &table, "june.csv", &newer).await;
        assert_eq!((newer.created, newer.updated, newer.unchanged), (0, 1, 1));
        let page = office(&world, "訪問看護こもれび").await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0011");
    }
}

on_every_database! {
    async fn a_coordinator_reads_her_own_list_in_under_her_own_column_names(world) {
        let world = world.with_towns().await;
        let mapping = "kind = \"余暇\"\n[columns]\nname = \"サークルの名前\"\nphone = \"でんわ\"\n\
            address = \"ところ\"\nhours = \"ひらく時間\"\n";
        let table = OfficeTable::List(ListMapping::parse(mapping).expect("a mapping"));
        let header = "サークルの名前,でんわ,ところ,ひらく時間\n";
        let other = "えがく会,072-000-0002,大阪府高槻市桃園町3-4,\n";
        let row = |phone: &str| format!("うたう会,{phone},{PLACE},月〜金 9:00〜17:00\n");
        let text = format!("{header}{}{other}", row("072-000-0001"));
        assert_eq!(read(&world, &table, "march.csv", &text).await.created, 2);
        let page = office(&world, "うたう会").await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0001");
        assert_eq!(page.facts.hours.to_string(), "月-金 9:00-17:00");
        assert_eq!(in_town(&world, "うたう会").await, "高槻市");
        read_again(&world, &table, &text, 2).await;

        let newer = format!("{header}{}", row("072-000-0011"));
        let newer = read(&world, &table, "june.csv", &newer).await;
        assert_eq!((newer.created, newer.updated, newer.absent), (0, 1, 0));
        let page = office(&world, "うたう会").await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0011");
        // Her list leaves out whom she likes.
        assert_eq!(office(&world, "えがく会").await.sources[0].absent_since, None);

        // What she wrote into it is read by members; others are told that it is there.
        let server = world.serve().await;
        let html = page_of(&server.visitor(), &format!("/resources/{}", page.id)).await;
        assert!(html.contains("もとの一覧のファイル名と内容は、ネットワークの人だけが読めます"));
        assert!(!html.contains("サークルの名前") && !html.contains("june.csv"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_reads_a_workbook_in(world) {
        let world = world.with_towns().await;
        let table = OfficeTable::List(ListMapping::default());
        let first = world.import_table(table.clone(), "list.xlsx", &workbook()).await;
        assert_eq!((first.rows_read, first.created), (1, 1));
        let page = office(&world, "ひなた工房").await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0001");
        assert_eq!(page.facts.capacity, Some(20));
        assert_eq!(in_town(&world, "ひなた工房").await, "高槻市");
        let again = world.import_table(table, "again.xlsx", &workbook()).await;
        assert_eq!((again.rows_read, again.unchanged), (1, 1));
    }
}

on_every_database! {
    async fn a_visitor_finds_an_office_once_that_two_data_sets_number_alike(world) {
        let world = world.with_towns().await;
        let (kaigo, list) = (OfficeTable::Kaigo, OfficeTable::List(ListMapping::default()));
        let name = "訪問看護こもれび";
        read(&world, &kaigo, "kaigo.csv", &nursing_stations(&[KOMOREBI])).await;
        let text = format!(
            "名称,種類,事業所番号,電話,メール,住所\n\
             {name},訪問看護,2769900001,072-000-0001,komorebi@komorebi.example,{PLACE}\n"
        );
        let listed = read(&world, &list, "list.csv", &text).await;
        assert_eq!((listed.created, listed.updated), (0, 1));
        let newer = nursing_stations(&[KOMOREBI_WITH_A_NEW_PHONE]);
        let newer = read(&world, &kaigo, "newer.csv", &newer).await;
        assert_eq!((newer.created, newer.updated), (0, 1));
        assert_eq!(total(&world).await, 1);
        let page = office(&world, name).await;
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0011");
        let email = page.facts.email.map(|email| email.to_string());
        assert_eq!(email.as_deref(), Some("komorebi@komorebi.example"));
        assert!(page.facts.hours_note.is_some() && page.organization.is_some());
        assert_eq!(page.sources.len(), 2);
    }
}

on_every_database! {
    async fn a_visitor_finds_a_listed_hospital_once_after_it_is_published(world) {
        let world = world.with_towns().await;
        let list = OfficeTable::List(ListMapping::default());
        let text = format!("名称,種類,電話,住所\nあおば台病院,病院,072-000-0009,{PLACE}\n");
        read(&world, &list, "list.csv", &text).await;
        let table = hospitals(&HOSPITALS[..1]);
        let published = read(&world, &OfficeTable::Iryo, "iryo.csv", &table).await;
        assert_eq!((published.created, published.updated), (0, 1));
        read_again(&world, &list, &text, 1).await;
        assert_eq!(total(&world).await, 1);
        let page = office(&world, "あおば台病院").await;
        // The published table has no column for phones.
        assert_eq!(page.facts.phones[0].written.as_str(), "072-000-0009");
        assert!(!page.facts.hours.is_unknown());
    }
}

on_every_database! {
    async fn a_visitor_finds_a_published_hospital_once_after_it_is_listed(world) {
        let world = world.with_towns().await;
        read(&world, &OfficeTable::Iryo, "iryo.csv", &hospitals(&HOSPITALS[..1])).await;
        let text = format!("名称,種類,電話,住所\nあおば台病院,病院,072-000-0009,{PLACE}\n");
        let list = OfficeTable::List(ListMapping::default());
        let listed = read(&world, &list, "list.csv", &text).await;
        assert_eq!((listed.created, listed.updated), (0, 1));
        assert_eq!(total(&world).await, 1);
    }
}

on_every_database! {
    async fn an_operator_loads_the_holidays_of_another_year(world) {
        let text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,元日\r\n2027/3/22,休日\r\n";
        let days = |bytes: Vec<u8>| {
            let path = world.folder.path().join("holidays.csv");
            std::fs::write(&path, bytes).expect("a file");
            let mut input = Input::open(&path, &Limits::default()).expect("a table");
            holiday::read(input.reader().expect("a stream")).expect("holidays")
        };
        let edition = renkei_app::import::edition_name("holidays.csv");
        for (created, unchanged) in [(2, 0), (0, 2)] {
            let loaded = world.app.import_holidays(&edition, days(cp932(text))).await;
            let loaded = loaded.expect("holidays");
            assert_eq!((loaded.rows_read, loaded.created, loaded.unchanged), (2, created, unchanged));
        }
        let newer = text.replace("2027/3/22,休日", "2027/3/22,振替休日");
        let loaded = world.app.import_holidays(&edition, days(cp932(&newer))).await;
        let loaded = loaded.expect("holidays");
        assert_eq!((loaded.created, loaded.updated, loaded.unchanged), (0, 1, 1));
        let known = world.store.holidays().await.expect("holidays");
        assert_eq!(known.iter().map(|(_, name)| name).collect::<Vec<_>>(), ["元日", "振替休日"]);
    }
}

on_every_database! {
    async fn a_holiday_that_a_law_moved_is_none_on_its_old_day(world) {
        let year = |days: &[&str]| -> Vec<(NaiveDate, String)> {
            let day = |text: &&str| (format!("2021-{text}").parse().expect("a day"), format!("祝日 {text}"));
            days.iter().map(day).collect()
        };
        let spring = ["01-01", "01-11", "02-11", "02-23", "03-20", "04-29", "05-03", "05-04", "05-05"];
        let edition = renkei_app::import::edition_name("holidays.csv");
        let old = year(&[&spring[..], &["07-19", "08-11", "09-20", "09-23"]].concat());
        assert_eq!(world.app.import_holidays(&edition, old).await.expect("holidays").created, 13);
        let new = year(&[&spring[..], &["07-22", "08-08", "08-09", "09-20", "09-23"]].concat());
        let moved = world.app.import_holidays(&edition, new).await.expect("holidays");
        assert_eq!((moved.created, moved.unchanged, moved.absent), (3, 11, 2));
        let known = world.store.holidays().await.expect("holidays");
        let is_known = |text: &str| known.iter().any(|(day, _)| day.to_string() == text);
        assert!(is_known("2021-07-22") && !is_known("2021-07-19") && !is_known("2021-08-11"));

        // A list of a few days says nothing of the others.
        let few = world.app.import_holidays(&edition, year(&["12-31"])).await.expect("holidays");
        assert_eq!((few.created, few.absent), (1, 0));
    }
}

on_every_database! {
    async fn an_operator_reads_the_real_files_in(world) {
        let Some(data) = data(module_path!()) else { return };
        let world = with_all_municipalities(world, &data).await;
        let file = data.join("medical/iryo_hospital_facility_20250601_sample9.csv");
        let bytes = std::fs::read(file).expect("hospitals");
        for (created, unchanged) in [(9, 0), (0, 9)] {
            let report = world.import_table(OfficeTable::Iryo, "iryo.csv", &bytes).await;
            assert_eq!((report.rows_read, report.created, report.unchanged), (9, created, unchanged));
            assert_eq!(report.findings_by_kind.get("municipality_not_found"), None);
        }
        let mapping = ListMapping::parse("kind = \"hello_work\"\n").expect("a mapping");
        let bytes = std::fs::read(data.join("employment/hellowork_tokyo.csv")).expect("a list");
        let list = OfficeTable::List(mapping);
        for (created, unchanged) in [(16, 0), (0, 16)] {
            let report = world.import_table(list.clone(), "list.csv", &bytes).await;
            assert_eq!((report.rows_read, report.created, report.unchanged), (16, created, unchanged));
        }
        assert_eq!(total(&world).await, 25);

        let file = data.join("holiday/syukujitsu.csv");
        let mut input = Input::open(&file, &Limits::default()).expect("holidays");
        let days = holiday::read(input.reader().expect("a stream")).expect("holidays");
        let count = days.len() as u64;
        let edition = renkei_app::import::edition_name("syukujitsu.csv");
        let loaded = world.app.import_holidays(&edition, days).await.expect("holidays");
        assert_eq!((loaded.rows_read, loaded.created), (count, count));
    }
}

/// A workbook of one office.
fn workbook() -> Vec<u8> {
    workbook_of(&[
        ["名称", "種類", "電話", "住所", "定員"],
        ["ひなた工房", "Ｂ型", "072-000-0001", PLACE, "20"],
    ])
}

/// A workbook of one sheet, with a number where a number stands.
pub(super) fn workbook_of(rows: &[[&str; 5]]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let row = |n: u32, cells: [&str; 5]| {
        let cells = ["A", "B", "C", "D", "E"].into_iter().zip(cells);
        let cells: String = cells
            .map(|(column, text)| match text.parse::<u32>() {
                Ok(_) => format!("<c r=\"{column}{n}\"><v>{text}</v></c>"),
                Err(_) => {
                    format!("<c r=\"{column}{n}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
            })
            .collect();
        format!("<row r=\"{n}\">{cells}</row>")
    };
    let rows: Vec<String> = rows
        .iter()
        .zip(1..)
        .map(|(cells, number)| row(number, *cells))
        .collect();
    let link = |what: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{LINKS}/{what}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let files = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns=\"{PACKAGE}/content-types\"/>"),
        ),
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>\
                 <sheet name=\"一覧\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            link("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>",
                rows.concat()
            ),
        ),
    ];
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zipped(&files)
}
