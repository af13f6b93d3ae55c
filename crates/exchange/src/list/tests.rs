//! Lists as people keep them, all invented.

use renkei_domain::directory::phone::Confirmation;

use super::*;
use crate::finding::tests::codes;
use crate::municipality_table::tests::table;
use crate::office::OfficeKey;

fn read(text: &str, mapping: &ListMapping) -> Vec<Result<PublishedOffice, RowFault>> {
    let table = table();
    Rows::csv(text.as_bytes(), mapping, &table)
        .unwrap()
        .collect()
}

#[test]
fn a_list_with_a_title_is_read_by_the_names_of_its_columns() {
    let text = "令和8年度 連絡先一覧\n\n\
        №,名称,種別,電話番号（代表）,ＦＡＸ,メールアドレス,所在地,担当者,開所時間,定休日\n\
        1,ひなた相談室,計画相談,072-000-0001,072-000-0002,hinata@hinata.example,〒569-0000 大阪府高槻市桃園町2-1,青葉,月〜金 9:00〜17:00,土日祝\n\
        ,,,,,,,,,\n\
        2,わかば作業所,Ｂ型,,,,高槻市城北町1\n";
    let offices = read(text, &ListMapping::default());
    assert_eq!(offices.len(), 2);
    let first = offices[0].as_ref().unwrap();
    assert_eq!(codes(&first.findings), "");
    assert_eq!(first.line, 4);
    assert_eq!(first.facts.kind, ResourceKind::ServicePlanConsultation);
    assert_eq!(
        first.facts.hours.to_string(),
        "月-金 9:00-17:00; 土-日 休み; 祝 休み"
    );
    let address = first.facts.address.as_ref().unwrap();
    assert_eq!(address.postal_code.as_ref().unwrap().as_str(), "569-0000");
    assert_eq!(address.line(), "大阪府高槻市桃園町2-1");
    // The name of a professional is in the raw cells and nowhere else.
    assert_eq!(first.raw[7], "青葉");

    let second = offices[1].as_ref().unwrap();
    assert_eq!(codes(&second.findings), "municipality_prefecture_added");
    assert_eq!(second.facts.kind, ResourceKind::ContinuousEmploymentB);
    assert_eq!(second.raw.len(), 10);
}

#[test]
fn a_service_is_keyed_by_its_official_name() {
    for (written, service) in [
        ("グループホーム", "共同生活援助"),
        ("GH", "共同生活援助"),
        ("地域移行", "地域相談支援（地域移行支援）"),
        ("地域定着", "地域相談支援（地域定着支援）"),
        ("訪問リハビリ", "訪問リハビリテーション"),
        ("就労継続支援Ｂ型", "就労継続支援B型"),
        ("カフェ", "カフェ"),
    ] {
        let text = format!("名称,種類,電話\nひなた,{written},072-000-0001\n");
        let offices = read(&text, &ListMapping::default());
        let office = offices[0].as_ref().unwrap();
        let key = OfficeKey::new("", service, "ひなた", "", Some("072-000-0001"));
        assert_eq!(office.key, key, "{written}");
    }
}

#[test]
fn a_mapping_names_columns_and_a_kind() {
    let mapping = ListMapping::parse(
        "kind = \"余暇\"\n[columns]\nname = \"サークルの名前\"\nphone = \"でんわ\"\n",
    )
    .unwrap();
    let offices = read("サークルの名前,でんわ\nうたう会,072-000-0001\n", &mapping);
    let office = offices[0].as_ref().unwrap();
    assert_eq!(office.facts.kind, ResourceKind::LeisureResource);
    assert_eq!(office.facts.phones.len(), 1);

    for wrong in ["[columns]\ncolour = \"色\"\n", "kind = \"カフェ\"\n", "x"] {
        assert!(matches!(
            ListMapping::parse(wrong),
            Err(InputFault::Mapping { .. })
        ));
    }
}

#[test]
fn each_defect_is_handled_and_counted() {
    let header = "名称,種類,電話,FAX,メール,郵便番号,住所,事業所番号,利用時間";
    for (row, found) in [
        ("ひなた,A型,720000001,,,,,,", "leading_zero_lost"),
        (
            "ひなた,A型,072-000-0001,072-000-0001,,,,,",
            "fax_equals_phone",
        ),
        (
            "ひなた,A型,720000983,720000983,,,,,",
            "leading_zero_lost leading_zero_lost fax_equals_phone",
        ),
        ("ひなた,A型,,,hinata at example,,,,", "email_unreadable"),
        ("ひなた,A型,,,,5690000,大阪府高槻市1,,", ""),
        (
            "ひなた,A型,,,,56900,大阪府高槻市1,,",
            "postal_code_unreadable",
        ),
        ("ひなた,A型,,,,600000,大阪府高槻市1,,", "leading_zero_lost"),
        ("ひなた,A型,,,,,大阪府なにわ市1,,", "municipality_not_found"),
        ("ひなた,A型,,,,,,2.79E+09,", "scientific_notation"),
        ("ひなた,A型,,,,,,110000001,", "leading_zero_lost"),
        ("ひなた,A型,,,,,,,0.375", "excel_time hours_unreadable"),
        ("ひなた,A型,,,,,,,9:00〜17:00", "hours_unreadable"),
        ("ひなた,カフェ,,,,,,,", "unknown_service"),
    ] {
        let offices = read(&format!("{header}\n{row}\n"), &ListMapping::default());
        let office = offices[0].as_ref().unwrap();
        assert_eq!(codes(&office.findings), found, "{row}");
    }
}

#[test]
fn a_fax_number_is_doubted_beside_every_phone_column() {
    let text = "名称,種類,電話,携帯電話,FAX\nひなた,A型,072-000-0001,090-0000-0002,09000000002\n";
    let offices = read(text, &ListMapping::default());
    let office = offices[0].as_ref().unwrap();
    assert_eq!(office.facts.phones.len(), 2);
    assert!(codes(&office.findings).ends_with("fax_equals_phone"));
    let fax = office.facts.fax.as_ref().unwrap();
    assert_eq!(fax.confirmation, Confirmation::Unconfirmed);
}

#[test]
fn a_list_without_a_header_is_refused() {
    let table = table();
    let told = Rows::csv(
        "ひなた,072-000-0001\n".as_bytes(),
        &ListMapping::default(),
        &table,
    )
    .map(|_| ())
    .map_err(|fault| fault.code());
    assert_eq!(told, Err("NO_HEADER_ROW"));
}

/// A workbook of one sheet, written by hand: titles above the header, numbers where people expect text.
fn workbook() -> Vec<u8> {
    use std::io::Write as _;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let text = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let number = |place: &str, number: &str| format!("<c r=\"{place}\"><v>{number}</v></c>");
    let rows = [
        format!("<row r=\"1\">{}</row>", text("A1", "連絡先一覧")),
        format!(
            "<row r=\"3\">{}{}{}{}</row>",
            text("A3", "名称"),
            text("B3", "種類"),
            text("C3", "電話"),
            text("D3", "定員")
        ),
        format!(
            "<row r=\"4\">{}{}{}{}</row>",
            text("A4", "ひなたワーク"),
            text("B4", "移行"),
            number("C4", "720000001"),
            number("D4", "20")
        ),
    ];
    let files = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"一覧\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>",
                rows.concat()
            ),
        ),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_read_from_the_row_of_its_header() {
    let path = std::env::temp_dir().join(format!("renkei-exchange-{}.xlsx", std::process::id()));
    std::fs::write(&path, workbook()).unwrap();
    let mut input = Input::open(&path, &Limits::default()).unwrap();
    assert_eq!(input.format(), Format::Xlsx);
    assert!(matches!(input.reader(), Err(InputFault::Spreadsheet)));
    let table = table();
    let offices: Vec<_> = Rows::open(&mut input, &ListMapping::default(), &table)
        .unwrap()
        .collect();
    std::fs::remove_file(&path).ok();
    assert_eq!(offices.len(), 1);
    let office = offices[0].as_ref().unwrap();
    assert_eq!(office.line, 4);
    assert_eq!(office.facts.kind, ResourceKind::EmploymentTransition);
    assert_eq!(office.facts.capacity, Some(20));
    assert_eq!(codes(&office.findings), "leading_zero_lost");
}

#[test]
fn columns_are_chosen_by_their_places_under_a_header_that_says_nothing() {
    let text = "連絡帳,,,\nA,B,C,D\nうたう会,城北町1,072-000-0001,さとうさんは水曜\nよむ会,,,\n";
    let path = std::env::temp_dir().join(format!("renkei-outline-{}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let mut input = Input::open(&path, &Limits::default()).unwrap();
    let seen = outline(&mut input).unwrap();
    assert_eq!((seen.sheet, seen.header_line), (0, 2));
    assert_eq!(seen.header, ["A", "B", "C", "D"]);
    assert_eq!(seen.guessed, [None; 4]);
    assert_eq!(seen.rows[0][..3], ["うたう会", "城北町1", "072-000-0001"]);
    let chosen = ChosenColumns {
        sheet: seen.sheet,
        header_line: seen.header_line,
        fields: vec![
            Some(Field::Name),
            Some(Field::Address),
            Some(Field::Phone),
            None,
        ],
    };
    let kind = Some(ResourceKind::LeisureResource);
    let mapping = ListMapping::by_place(chosen, kind, Some("大阪府高槻市".to_owned()));
    let table = table();
    let offices: Vec<_> = Rows::open(&mut input, &mapping, &table).unwrap().collect();
    std::fs::remove_file(&path).ok();
    let lines: Vec<String> = offices
        .iter()
        .map(|office| {
            let facts = &office.as_ref().unwrap().facts;
            let address = facts.address.as_ref().map(|address| address.line());
            format!("{} {}", facts.name, address.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        lines,
        ["うたう会 大阪府高槻市城北町1", "よむ会 大阪府高槻市"]
    );
    let first = offices[0].as_ref().unwrap();
    assert_eq!(first.facts.phones.len(), 1);
    let kept = ["うたう会", "城北町1", "072-000-0001", ""];
    assert_eq!(first.raw, kept, "what is not used is not kept");
}

#[test]
fn a_header_that_people_write_is_read_by_itself() {
    let text = "一覧\n名称,でんわ,電話,住所\nうたう会,x,072-000-0001,高槻市城北町1\n";
    let path = std::env::temp_dir().join(format!("renkei-header-{}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let seen = outline(&mut Input::open(&path, &Limits::default()).unwrap()).unwrap();
    std::fs::remove_file(&path).ok();
    assert_eq!(seen.header_line, 2);
    let guessed = [
        Some(Field::Name),
        None,
        Some(Field::Phone),
        Some(Field::Address),
    ];
    assert_eq!(seen.guessed, guessed);
}
