//! Lists as people keep them, all invented.

use super::*;
use crate::municipality_table::tests::table;

fn read(text: &str, mapping: &ListMapping) -> Vec<Result<PublishedOffice, RowFault>> {
    let table = table();
    Rows::csv(text.as_bytes(), mapping, &table)
        .unwrap()
        .collect()
}

fn codes(office: &PublishedOffice) -> String {
    let codes: Vec<&str> = office
        .findings
        .iter()
        .map(|finding| finding.kind.code())
        .collect();
    codes.join(" ")
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
    assert_eq!(codes(first), "");
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
    assert_eq!(codes(second), "municipality_prefecture_added");
    assert_eq!(second.facts.kind, ResourceKind::ContinuousEmploymentB);
    assert_eq!(second.raw.len(), 10);
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
        assert_eq!(codes(office), found, "{row}");
    }
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
    assert_eq!(told, Err("no_header_row"));
}
