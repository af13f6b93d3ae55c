//! `renkei export`: the directory as everybody may read it, in both forms, whole or of some municipalities.

use renkei_tests::on_every_database;
use renkei_tests::published::{Row, cells};

use crate::binary::Ended;
use crate::keys::command;
use crate::long_lists::sheet_of;
use crate::record::fine;

on_every_database! {
    async fn an_operator_writes_the_directory_into_a_file_and_over_none(world) {
        let world = world.with_towns().await;
        let rows: Vec<Row> = (1..=250).map(Row::nth).collect();
        world.import("march.csv", &rows).await;
        let folder = crate::binary::folder();
        let run = |words: &[&str]| Ended::of(&mut command(&world, &folder, words));
        let text = || {
            let text = fine(std::fs::read_to_string(folder.path().join("all.csv")));
            let rows = text.lines().skip(1).map(cells);
            rows.collect::<Vec<_>>()
        };

        let written = run(&["export", "csv", "all.csv"]);
        assert_eq!(written.code, Some(0), "{written:?}");
        let last = written.said.last();
        assert!(last.is_some_and(|last| last["event"] == "exported" && last["rows"] == 250), "{written:?}");
        let all = text();
        assert_eq!(all.len(), 250);
        let mut names: Vec<&String> = all.iter().map(|row| &row[0]).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 250, "an entry stands there twice");

        let written = run(&["export", "xlsx", "all.xlsx", "--municipalities", "272078"]);
        assert_eq!(written.code, Some(0), "{written:?}");
        let book = fine(std::fs::read(folder.path().join("all.xlsx")));
        assert_eq!(sheet_of(book, "名簿"), all);
        let none = run(&["export", "csv", "none.csv", "--municipalities", "272116"]);
        assert_eq!(none.said.last().map(|last| last["rows"] == 0), Some(true), "{none:?}");

        let refused = run(&["export", "csv", "all.csv"]);
        assert_eq!(refused.refused(), (Some(1), "FILE_EXISTS"));
        assert_eq!(text(), all, "the file is as it was");
        let refused = run(&["export", "csv", "other.csv", "--municipalities", "011002"]);
        assert_eq!(refused.refused(), (Some(1), "UNKNOWN_MUNICIPALITY"));
        let nobody = "01932f00-0000-7000-8000-00000000ffff";
        let refused = run(&["export", "csv", "other.csv", "--network", nobody]);
        assert_eq!(refused.refused(), (Some(1), "UNKNOWN_NETWORK"));
        assert!(!folder.path().join("other.csv").exists());
    }
}
