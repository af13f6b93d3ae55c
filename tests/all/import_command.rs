//! `renkei import` from files of our own making: what it says, what it reports, how it ends.

use std::io::Write as _;

use renkei_exchange::{municipality, wamnet};
use renkei_tests::datasets::{hospitals, nursing_stations};
use renkei_tests::published::{self, Row};
use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use tempfile::TempDir;

use crate::binary::{Ended, Running, folder, installation, run, table};
use crate::record::fine;

mod zips;

/// Two offices, the second with a phone number that has no hyphens.
fn two_offices() -> [Row; 2] {
    [
        Row::nth(1),
        Row::nth(2).with("事業所電話番号", "0720000003"),
    ]
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fine(std::fs::write(folder.path().join(name), text));
}

fn offices(folder: &TempDir) {
    write(folder, "offices.csv", &published::table(&two_offices()));
}

/// A ZIP that unpacks to far more than it holds.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    fine(writer.start_file("list.csv", options));
    // Neither too many rows nor too long ones.
    let row = format!("{}\n", "a".repeat(1_023));
    let part = row.repeat(1_024).into_bytes();
    for _ in 0..66 {
        fine(writer.write_all(&part));
    }
    fine(writer.finish()).into_inner()
}

/// Numbers of the line that ends what an import says.
fn numbers<const N: usize>(ended: &Ended, names: [&str; N]) -> [u64; N] {
    let Some(last) = ended.said.last() else {
        panic!("nothing was said: {ended:?}");
    };
    assert_eq!(last["event"], "imported", "{ended:?}");
    names.map(|name| last[name].as_u64().unwrap_or(u64::MAX))
}

/// The report in a file, whose numbers must add up.
fn report(folder: &TempDir) -> Value {
    let text = std::fs::read_to_string(folder.path().join("report.json"));
    let text = text.unwrap_or_else(|fault| panic!("{fault}"));
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{fault}"));
    let number = |of: &Value, name: &str| of[name].as_u64().unwrap_or_else(|| panic!("{name}"));
    let parts = ["created", "updated", "unchanged", "skipped"];
    let sum: u64 = parts.iter().map(|name| number(&report, name)).sum();
    assert_eq!(number(&report, "rows_read"), sum, "{text}");
    let files = report["files"].as_array().cloned().unwrap_or_default();
    let others = [
        "rows_read",
        "absent",
        "outside_area",
        "without_municipality",
    ];
    for name in others.iter().chain(&parts) {
        let of_files: u64 = files.iter().map(|file| number(file, name)).sum();
        assert_eq!(number(&report, name), of_files, "{name} of the files");
    }
    for (name, lines) in [
        ("undecided_rows", "undecided"),
        ("conflicting_fields", "conflicts"),
    ] {
        let lines = files.iter().filter_map(|file| file[lines].as_array());
        let of_files: usize = lines.map(Vec::len).sum();
        assert_eq!(number(&report, name), of_files as u64, "{name}");
    }
    for finding in findings(&report) {
        assert!(finding["line"].is_u64(), "{finding}");
        let column = &finding["column"];
        assert!(column.is_null() || column.is_string(), "{finding}");
        assert!(finding["raw"].is_string(), "{finding}");
        let done = finding["done"].as_str().unwrap_or_default();
        assert!(!done.is_empty(), "{finding}");
    }
    report
}

fn findings(report: &Value) -> &[Value] {
    report["findings"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_else(|| panic!("no findings: {report}"))
}

#[test]
fn an_operator_imports_an_edition_and_visitors_see_it() {
    let folder = installation();
    offices(&folder);
    let words = ["import", "wamnet", "offices.csv", "--report", "report.json"];
    let counts = ["rows_read", "created", "unchanged", "skipped", "refused"];
    let ended = run(&folder, &words);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(numbers(&ended, counts), [2, 2, 0, 0, 0]);
    let progress = ended.said.iter().find(|line| line["event"] == "progress");
    let progress = progress.expect("a program is told how far it is");
    assert_eq!(
        (&progress["file"], &progress["step"]),
        (&Value::from("offices.csv"), &Value::from("writing"))
    );
    assert!(progress["done"].is_u64(), "{progress}");
    let report = report(&folder);
    let mut told = findings(&report).iter();
    let phone = told.find(|finding| finding["raw"] == "0720000003");
    let phone = phone.expect("the number without hyphens is reported");
    assert_eq!(
        (phone["line"].as_u64(), phone["file"].as_str()),
        (Some(3), Some("offices.csv"))
    );
    assert_eq!(phone["column"], "事業所電話番号");

    let again = run(&folder, &words);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(numbers(&again, counts), [2, 0, 2, 0, 0]);

    let served = Running::start(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    let (_, list) = served.open("/areas/272078");
    assert!(list.contains("ひなたワーク1") && list.contains("ひなたワーク2"));
    let (_, sources) = served.open("/sources");
    assert!(sources.contains("offices.csv"));
    assert_eq!(served.end(), Some(0));
}

#[test]
fn a_visitor_reads_of_somebodys_own_list_only_what_became_an_entry() {
    let folder = installation();
    write(
        &folder,
        "田中の手帳.csv",
        "名称,種別,電話番号,所在地,担当者,担当者携帯\n\
         みほん相談室,相談支援,072-000-0001,大阪府高槻市架空町1,山田花子,090-1234-5678\n",
    );
    let ended = run(&folder, &["import", "list", "田中の手帳.csv"]);
    assert_eq!(
        numbers(&ended, ["rows_read", "created"]),
        [1, 1],
        "{ended:?}"
    );

    let served = Running::start(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    let (_, list) = served.open("/search?q=%E3%81%BF%E3%81%BB%E3%82%93%E7%9B%B8%E8%AB%87%E5%AE%A4");
    let page = list.split("href=\"").find_map(|part| {
        let (path, _) = part.split_once('"')?;
        path.starts_with("/resources/").then(|| path.to_owned())
    });
    let page = page.unwrap_or_else(|| panic!("not listed: {list}"));
    let asked = "/graphql?query=%7Bresources%7Bnodes%7Bname%20phones%7Bwritten%7Dsources%7Bedition%20raw%7Bcolumn%20cell%7D%7D%7D%7D%7D";
    for path in [page.as_str(), asked, "/sources"] {
        let (status, shown) = served.open(path);
        assert_eq!(status, "200", "{path}");
        assert!(
            path == "/sources" || shown.contains("072-000-0001"),
            "{path}: {shown}"
        );
        for private in ["山田花子", "090-1234-5678", "田中の手帳"] {
            assert!(!shown.contains(private), "{private} on {path}");
        }
    }
    assert_eq!(served.end(), Some(0));
}

#[test]
fn an_operator_imports_every_other_data_set() {
    let folder = installation();
    let place = "大阪府高槻市城北町1-2";
    let hospital = [
        ("ID", "9999999990001"),
        ("正式名称", "あおば台病院"),
        ("所在地", place),
    ];
    let station = [
        ("事業所名", "訪問看護こもれび"),
        ("住所", place),
        ("事業所番号", "2769900001"),
    ];
    write(&folder, "iryo.csv", &hospitals(&[&hospital]));
    write(&folder, "kaigo.csv", &nursing_stations(&[&station]));
    let list = format!("サークルの名前,でんわ,ところ\nうたう会,072-000-0001,{place}\n");
    write(&folder, "list.csv", &list);
    let mapping = "kind = \"余暇\"\n[columns]\nname = \"サークルの名前\"\nphone = \"でんわ\"\naddress = \"ところ\"\n";
    write(&folder, "mapping.toml", mapping);
    let days = "国民の祝日・休日月日,国民の祝日・休日名称\n2027/1/1,元日\n";
    write(&folder, "holiday.csv", days);
    let (nothing, mapped): (&[&str], &[&str]) = (&[], &["--mapping", "mapping.toml"]);
    for (data_set, file, more) in [
        ("iryo", "iryo.csv", nothing),
        ("kaigo", "kaigo.csv", nothing),
        ("list", "list.csv", mapped),
        ("holiday", "holiday.csv", nothing),
    ] {
        let words = ["import", data_set, file, "--report", "report.json"];
        let words = [words.as_slice(), more].concat();
        for (created, unchanged) in [(1, 0), (0, 1)] {
            let ended = run(&folder, &words);
            assert_eq!(ended.code, Some(0), "{data_set}: {ended:?}");
            let counts = numbers(&ended, ["rows_read", "created", "unchanged"]);
            assert_eq!(counts, [1, created, unchanged], "{data_set}");
            assert_eq!(report(&folder)["files"][0]["dataset"], data_set);
        }
    }
    let served = Running::start(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    let (_, list) = served.open("/areas/272078");
    for name in ["あおば台病院", "訪問看護こもれび", "うたう会"] {
        assert!(list.contains(name), "{name}");
    }
    assert_eq!(served.end(), Some(0));
}

#[test]
fn an_operator_whose_file_has_unusable_rows_gets_the_others_and_a_report() {
    let folder = installation();
    let [first, second] = two_offices();
    // A row that ends before its twenty-first cell, between two whole ones.
    let short = first.cells()[..20].join(",");
    let whole = published::table(&[first, second]);
    let mut lines: Vec<&str> = whole.lines().collect();
    lines.insert(2, &short);
    write(&folder, "offices.csv", &format!("{}\n", lines.join("\n")));
    let words = ["import", "wamnet", "offices.csv", "--report", "report.json"];
    let ended = run(&folder, &words);
    assert_eq!(
        (ended.code, ended.complaints.len()),
        (Some(1), 0),
        "{ended:?}"
    );
    let counts = ["rows_read", "created", "skipped", "refused"];
    assert_eq!(numbers(&ended, counts), [3, 2, 1, 0]);
    let report = report(&folder);
    let mut told = findings(&report).iter();
    let short = told.find(|finding| finding["kind"] == "row_too_short");
    let short = short.expect("the short row is reported");
    assert_eq!(short["line"].as_u64(), Some(3));
    assert!(short["column"].is_null(), "{short}");
    assert!(
        short["raw"]
            .as_str()
            .is_some_and(|raw| raw.contains("ひなたワーク")),
        "{short}"
    );
}

#[test]
fn an_operator_whose_file_cannot_be_used_is_told_and_the_other_files_are_imported() {
    let without_municipalities = folder();
    offices(&without_municipalities);
    let ended = run(
        &without_municipalities,
        &["import", "wamnet", "offices.csv"],
    );
    assert_eq!(ended.refused(), (Some(1), "NO_MUNICIPALITIES"));

    let folder = installation();
    offices(&folder);
    table(&folder, "header.csv", &[wamnet::LAYOUT.columns]);
    table(&folder, "empty.csv", &[]);
    let mut cut = municipality::LAYOUT.columns.to_vec();
    cut.swap(0, 1);
    table(&folder, "swapped.csv", &[&cut, &["1"; 10]]);
    let whole = published::table(&two_offices());
    let cut = whole.rsplit_once(',').map_or("", |(cut, _)| cut);
    write(&folder, "cut.csv", cut);
    write(&folder, "million.csv", &"1\n".repeat(1_000_001));
    write(&folder, "broken.zip", "PK\u{3}\u{4} and no more");
    fine(std::fs::write(folder.path().join("bomb.zip"), bomb()));
    for (dataset, file, code) in [
        ("wamnet", "cut.csv", "TRUNCATED"),
        ("wamnet", "million.csv", "TOO_MANY_ROWS"),
        ("wamnet", "broken.zip", "ZIP_BROKEN"),
        ("wamnet", "bomb.zip", "ZIP_BOMB"),
        ("wamnet", "missing.csv", "IO"),
        ("wamnet", "towns.csv", "WRONG_HEADER"),
        ("iryo", "offices.csv", "WRONG_HEADER"),
        ("municipality", "swapped.csv", "WRONG_HEADER"),
        ("wamnet", "header.csv", "NO_ROWS"),
        ("wamnet", "empty.csv", "EMPTY"),
    ] {
        let ended = run(&folder, &["import", dataset, file]);
        assert_eq!(ended.refused(), (Some(1), code), "{dataset} {file}");
        let message = ended.complaints[0]["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(&format!("{file}: ")), "{message}");
        assert_eq!(numbers(&ended, ["rows_read", "refused"]), [0, 1]);
    }
    let words = [
        "import",
        "wamnet",
        "towns.csv",
        "offices.csv",
        "--report",
        "report.json",
    ];
    let ended = run(&folder, &words);
    assert_eq!(ended.refused(), (Some(1), "WRONG_HEADER"));
    assert_eq!(numbers(&ended, ["created", "refused"]), [2, 1]);
    assert_eq!(report(&folder)["refused"][0]["file"], "towns.csv");
}

#[test]
fn an_operator_imports_of_a_whole_country_the_towns_of_the_network() {
    let folder = installation();
    let fuchu = Row::nth(2).with("事業所住所（市区町村）", "東京都府中市");
    let table = published::table(&[Row::nth(1), fuchu]);
    write(&folder, "offices.csv", &table);
    let words = ["import", "wamnet", "offices.csv", "--report", "report.json"];
    let of_takatsuki = [words.as_slice(), ["--municipalities", "27207"].as_slice()].concat();
    let ended = run(&folder, &of_takatsuki);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let counts = ["rows_read", "created", "skipped"];
    assert_eq!(numbers(&ended, counts), [2, 1, 1]);
    assert_eq!(report(&folder)["outside_area"], 1);

    // Both, in six digits and in five.
    let of_both = [
        words.as_slice(),
        ["--municipalities", "272078,13206"].as_slice(),
    ]
    .concat();
    let ended = run(&folder, &of_both);
    assert_eq!(numbers(&ended, counts), [2, 1, 0]);
    assert_eq!(report(&folder)["outside_area"], 0);
}

#[tokio::test]
async fn an_operator_whose_data_are_damaged_is_told_so_by_the_exit_code() {
    let folder = installation();
    offices(&folder);
    let database = folder.path().join("data").join("renkei.sqlite");
    let url = format!("sqlite://{}?mode=rw", database.display());
    let damaged = fine(sea_orm::Database::connect(url).await);
    // 高槻市 with a check digit that does not hold.
    let line = "UPDATE municipality SET code = 272079 WHERE code = 272078";
    fine(damaged.execute_unprepared(line).await);
    fine(damaged.close().await);

    let words = ["import", "wamnet", "offices.csv", "--report", "report.json"];
    let ended = run(&folder, &words);
    assert_eq!(ended.refused(), (Some(3), "DAMAGED"));
    assert_eq!(numbers(&ended, ["created", "refused"]), [0, 1]);
    assert_eq!(report(&folder)["refused"][0]["file"], "offices.csv");
}
