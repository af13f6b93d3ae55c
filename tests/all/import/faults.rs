//! Files that cannot be used: the operator reads why in Japanese, programs read a stable code, and
//! nothing has changed.

use renkei_app::import::edition::OfficeTable;
use renkei_domain::directory::source::Dataset;
use renkei_exchange::header::LAYOUTS;
use renkei_exchange::input::Limits;
use renkei_tests::datasets::{hospitals, nursing_stations};
use renkei_tests::on_every_database;
use renkei_tests::published::{Row, marked, request, table};

use super::look::{acts, names};

const PLACE: &str = "大阪府高槻市城北町1-2";

struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    limits: Limits,
    code: &'static str,
    message: &'static str,
}

fn case(name: &'static str, text: &str, code: &'static str, message: &'static str) -> Case {
    Case {
        name,
        bytes: text.as_bytes().to_vec(),
        limits: Limits::default(),
        code,
        message,
    }
}

fn cases() -> Vec<Case> {
    let rows = [Row::nth(1), Row::nth(2), Row::nth(3)];
    let whole = table(&rows);
    let (without_last_cell, _) = whole.rsplit_once(',').expect("cells");
    let (header, _) = whole.split_once('\n').expect("a header");
    // 定員 stands without quotes in published files: 20 becomes 2.
    let bare = whole.replace("\"20\"", "20");
    let hospitals = LAYOUTS[1].columns.join(",");
    let hospital_row = ",".repeat(LAYOUTS[1].columns.len() - 1);
    let few = |max_rows, max_bytes| Limits {
        max_rows,
        max_bytes,
        ..Limits::default()
    };
    vec![
        case(
            "another.csv",
            &format!("{hospitals}\n{hospital_row}\n"),
            "WRONG_HEADER",
            "医療情報ネット",
        ),
        case(
            "renamed.csv",
            &whole.replacen("\"定員\"", "\"定員数\"", 1),
            "WRONG_HEADER",
            "足りない列: 「定員」。知らない列: 「定員数」。",
        ),
        case("empty.csv", "", "EMPTY", "ファイルが空です。"),
        case("blank.csv", "\n\n", "EMPTY", "ファイルが空です。"),
        case(
            "header.csv",
            &format!("{header}\n"),
            "NO_ROWS",
            "データの行がありません。",
        ),
        case(
            "cut.csv",
            without_last_cell,
            "TRUNCATED",
            "4行目の列が 29 列のうち 28 列しかありません",
        ),
        case(
            "cut-within.csv",
            &whole[..whole.len() - 2],
            "TRUNCATED",
            "ファイルが途中で切れています",
        ),
        case(
            "cut-within-bare.csv",
            &bare[..bare.len() - 2],
            "TRUNCATED",
            "ファイルが途中で切れています（最後の 4行目に改行がありません）",
        ),
        case(
            "page.csv",
            "<!DOCTYPE html><html></html>",
            "NOT_A_TABLE",
            "ウェブページ",
        ),
        Case {
            limits: few(2, 1_000_000),
            ..case("long.csv", &whole, "TOO_MANY_ROWS", "上限 2 行")
        },
        Case {
            limits: few(100, 1_000),
            ..case("large.csv", &whole, "TOO_LARGE", "ファイルが大きすぎます")
        },
        Case {
            bytes: b"PK\x03\x04 and no more".to_vec(),
            ..case("broken.zip", "", "ZIP_BROKEN", "もう一度ダウンロード")
        },
        Case {
            bytes: marked("\"名称\",\"電話\"\n\"ひなた\",\"072-000-0001\"\n"),
            ..case("list.csv", "", "WRONG_HEADER", "足りない列")
        },
    ]
}

on_every_database! {
    async fn an_operator_is_told_why_a_file_cannot_be_used_and_nothing_has_changed(world) {
        let world = world.with_towns().await;
        world.import("old.csv", &[Row::nth(1)]).await;
        let acts_before = acts(&world).await;
        for case in cases() {
            let fault = world
                .try_import(request(case.name), &case.bytes, &case.limits)
                .await
                .err()
                .unwrap_or_else(|| panic!("{} was read in", case.name));
            let message = fault.message_ja();
            assert_eq!(fault.code(), case.code, "{}", case.name);
            assert!(message.contains(case.message), "{}: {message}", case.name);
            assert!(message.ends_with('。'), "{}: {message}", case.name);
        }
        assert_eq!(acts(&world).await, acts_before);
        assert_eq!(names(&world).await, ["ひなたワーク1"]);
        let known = world.store.known_records(Dataset::Wamnet).await;
        assert_eq!(known.expect("the store answers").records.len(), 1);
        assert_eq!(world.app.imported_editions().await.expect("editions").len(), 2);
    }
}

on_every_database! {
    async fn an_operator_is_told_of_a_published_file_that_was_cut_within_its_last_cell(world) {
        let world = world.with_towns().await;
        let limits = Limits::default();
        let station = |name, number| [("事業所名", name), ("住所", PLACE), ("事業所番号", number)];
        let stations = [station("訪問看護こもれび", "2769900001"), station("訪問看護ひだまり", "2769900002")];
        let hospital = |name, id| [("正式名称", name), ("所在地", PLACE), ("ID", id)];
        let two = [hospital("あおば台病院", "9999999990001"), hospital("みどり台病院", "9999999990002")];
        for (table, whole) in [
            (OfficeTable::Kaigo, nursing_stations(&stations.each_ref().map(<[_; 3]>::as_slice))),
            (OfficeTable::Iryo, hospitals(&two.each_ref().map(<[_; 3]>::as_slice))),
        ] {
            let cut = marked(whole.trim_end());
            let opened = world.open_table(table.clone(), "cut.csv", &cut, &limits).await;
            let fault = opened.err().unwrap_or_else(|| panic!("{table:?} was read in"));
            assert_eq!(fault.code(), "TRUNCATED");
            let message = fault.message_ja();
            assert!(message.contains("最後の 3行目に改行がありません"), "{message}");
            assert!(message.ends_with("改行を入れると取り込めます。"), "{message}");
            // What the message says to do helps.
            let mended = marked(&format!("{}\n", whole.trim_end()));
            let report = world.import_table(table, "mended.csv", &mended).await;
            assert_eq!((report.rows_read, report.created), (2, 2));
        }
    }
}

on_every_database! {
    async fn an_operator_is_told_to_load_the_municipalities_first(world) {
        let bytes = marked(&table(&[Row::nth(1)]));
        let fault = world
            .try_import(request("early.csv"), &bytes, &Limits::default())
            .await
            .expect_err("no address could be matched");
        assert_eq!(fault.code(), "NO_MUNICIPALITIES");
        assert!(fault.message_ja().contains("renkei import municipality"));
        assert!(names(&world).await.is_empty());
    }
}
