//! A ZIP that holds several tables: each is imported, or refused, by itself.

use renkei_tests::published::{self, Row, marked};

use super::{numbers, report};
use crate::binary::{installation, run};
use crate::import::encodings::zipped;
use crate::record::fine;

#[test]
fn an_operator_imports_every_table_of_a_zip() {
    let folder = installation();
    let retention = Row::nth(2).with("サービス種別", "就労定着支援");
    let tables = [Row::nth(1), retention].map(|row| marked(&published::table(&[row])));
    let files = [
        ("one.csv", tables[0].as_slice()),
        ("two.csv", tables[1].as_slice()),
        ("readme.txt", b"read me".as_slice()),
    ];
    fine(std::fs::write(
        folder.path().join("both.zip"),
        zipped(&files),
    ));
    let words = ["import", "wamnet", "both.zip", "--report", "report.json"];
    for (created, unchanged) in [(2, 0), (0, 2)] {
        let ended = run(&folder, &words);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let counts = ["rows_read", "created", "unchanged", "absent"];
        assert_eq!(numbers(&ended, counts), [2, created, unchanged, 0]);
        let report = report(&folder);
        let editions = [0, 1].map(|place| report["files"][place]["edition"].clone());
        assert_eq!(editions, ["both.zip / one.csv", "both.zip / two.csv"]);
    }
}

#[test]
fn an_operator_gets_the_usable_tables_of_a_zip_and_is_told_of_each_other_one() {
    let folder = installation();
    let retention = Row::nth(2).with("サービス種別", "就労定着支援");
    let usable = [Row::nth(1), retention].map(|row| marked(&published::table(&[row])));
    let strange = marked("名前,電話\nみほん,072-000-0001\n");
    let files = [
        ("one.csv", usable[0].as_slice()),
        ("strange.csv", strange.as_slice()),
        ("two.csv", usable[1].as_slice()),
    ];
    fine(std::fs::write(
        folder.path().join("three.zip"),
        zipped(&files),
    ));
    let words = ["import", "wamnet", "three.zip", "--report", "report.json"];
    let ended = run(&folder, &words);
    assert_eq!(ended.refused(), (Some(1), "WRONG_HEADER"));
    assert_eq!(ended.complaints.len(), 1, "{ended:?}");
    let message = ended.complaints[0]["message"].as_str().unwrap_or_default();
    assert!(
        message.starts_with("three.zip / strange.csv: "),
        "{message}"
    );
    let counts = ["rows_read", "created", "absent", "refused"];
    assert_eq!(numbers(&ended, counts), [2, 2, 0, 1]);
    let report = report(&folder);
    assert_eq!(report["refused"][0]["file"], "three.zip / strange.csv");
    let editions = [0, 1].map(|place| report["files"][place]["edition"].clone());
    assert_eq!(editions, ["three.zip / one.csv", "three.zip / two.csv"]);
}
