//! The commands, as whoever runs an installation types them: exit codes, JSON lines and signals.

use crate::binary::{Running, folder, installation, renkei, run};

const DEMO: [&str; 5] = ["demo", "--data", "demo", "--listen", "127.0.0.1:0"];
const SERVE_DEMO: [&str; 5] = ["serve", "--data", "demo", "--listen", "127.0.0.1:0"];
/// A page that only the imported table of municipalities brings, not the seed.
const FUCHU: &str = "/areas/132063";

#[test]
fn a_newcomer_tries_the_demo_which_begins_anew_each_time() {
    let folder = installation();
    let demo = Running::start(&folder, &DEMO);
    assert!(demo.demo && demo.entered > Some(100));
    let (status, page) = demo.open("/");
    assert_eq!(status, "200");
    assert!(page.contains("これは体験用の名簿です"));
    for second in [DEMO, SERVE_DEMO] {
        let ended = run(&folder, &second);
        assert_eq!(ended.refused(), (Some(1), "ALREADY_SERVING"));
        assert!(ended.said.is_empty(), "{ended:?}");
    }
    assert_eq!(demo.open(FUCHU).0, "404");
    assert_eq!(demo.end(), Some(0));

    let words = ["import", "municipality", "towns.csv", "--data", "demo"];
    let imported = run(&folder, &words);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    let warned = imported.said.iter();
    let warned = warned.filter(|line| line["event"] == "demo_folder");
    assert_eq!(warned.count(), 1, "{imported:?}");
    let served = Running::start(&folder, &SERVE_DEMO);
    assert!(served.demo, "the folder stays a demo");
    assert_eq!(served.open(FUCHU).0, "200");
    assert_eq!(served.end(), Some(0));

    let anew = Running::start(&folder, &DEMO);
    assert_eq!(anew.open(FUCHU).0, "404", "what was entered is gone");
    assert_eq!(anew.end(), Some(0));
}

#[test]
fn an_operator_is_kept_from_a_demo_over_real_data() {
    let folder = installation();
    let file = |name: &str| std::fs::read(folder.path().join("data").join(name)).ok();
    let all = || {
        (
            file("renkei.sqlite"),
            file("renkei.sqlite-wal"),
            file("DEMO"),
        )
    };
    let before = all();
    assert!(before.0.is_some());
    let ended = run(&folder, &["demo", "--data", "data"]);
    assert_eq!(ended.refused(), (Some(1), "NOT_A_DEMO"));
    assert!(ended.said.is_empty(), "{ended:?}");
    assert!(all() == before, "the data are not as before");

    let served = Running::start(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!served.demo);
    let (status, page) = served.open(FUCHU);
    assert_eq!(status, "200");
    assert!(!page.contains("体験用"));
    assert_eq!(served.end(), Some(0));
}

#[test]
fn a_newcomer_who_names_a_folder_of_letters_keeps_them() {
    let folder = folder();
    let letters = folder.path().join("letters");
    let letter = letters.join("letter.txt");
    std::fs::create_dir(&letters).expect("a folder");
    std::fs::write(&letter, "拝啓").expect("a letter");
    let words = ["demo", "--data", "letters", "--listen", "127.0.0.1:0"];
    let ended = run(&folder, &words);
    assert_eq!(ended.refused(), (Some(1), "NOT_A_DEMO"));
    assert!(ended.said.is_empty(), "{ended:?}");
    assert_eq!(
        std::fs::read_to_string(&letter).ok().as_deref(),
        Some("拝啓")
    );
    let left = std::fs::read_dir(&letters).expect("the folder");
    assert_eq!(left.count(), 1, "the folder is not as before");

    // Empty but for the lock of a start that went no further.
    std::fs::remove_file(&letter).expect("the letter is sent");
    std::fs::write(letters.join("serve.lock"), "").expect("a lock");
    let demo = Running::start(&folder, &words);
    assert!(demo.demo);
    assert_eq!(demo.end(), Some(0));
}

#[test]
fn an_operator_who_mistypes_is_told_and_nothing_is_done() {
    let folder = folder();
    for (name, text) in [
        ("unknown.toml", "nonsense = 1"),
        ("broken.toml", "data = ["),
        ("address.toml", "public_url = \"ftp://renkei.test\""),
    ] {
        std::fs::write(folder.path().join(name), text).expect("a settings file");
        let ended = run(&folder, &["migrate", "up", "--settings", name]);
        assert_eq!(ended.refused(), (Some(2), "SETTINGS"), "{name}");
        assert!(ended.said.is_empty(), "{ended:?}");
    }
    let understood: [(&[&str], &str); 4] = [
        (
            &["demo", "--database", "postgres://127.0.0.1/renkei"],
            "DEMO_ON_SERVER",
        ),
        (
            &["import", "wamnet", "x.csv", "--municipalities", "abc"],
            "MUNICIPALITIES",
        ),
        (
            &[
                "import",
                "iryo",
                "x.csv",
                "--municipalities",
                "27207,272079",
            ],
            "MUNICIPALITIES",
        ),
        (
            &["import", "list", "x.csv", "--mapping", "missing.toml"],
            "MAPPING",
        ),
    ];
    for (words, code) in understood {
        let ended = run(&folder, words);
        assert_eq!(ended.refused(), (Some(2), code), "{words:?}");
        assert!(ended.said.is_empty(), "{ended:?}");
    }
    let not_understood: [&[&str]; 8] = [
        &[],
        &["dmeo"],
        &["serve", "--listen", "nowhere"],
        &["serve", "--nonsense"],
        &["migrate"],
        &["migrate", "sideways"],
        &["import", "wamnet"],
        &["import", "nonsense", "x.csv"],
    ];
    for words in not_understood {
        let output = renkei(&folder, words).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty(), "{words:?}");
        assert!(!output.stderr.is_empty(), "{words:?}");
    }
    for words in ["--help", "--version"] {
        let output = renkei(&folder, &[words]).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{words}");
        assert!(output.stderr.is_empty(), "{words}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("renkei"), "{said}");
    }
    let data = folder.path().join("data");
    assert!(!data.exists(), "a mistake leaves a database behind");
}

#[test]
fn an_operator_who_types_a_taken_address_is_told() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let ended = run(&folder, &["serve", "--listen", &address]);
    assert_eq!(ended.refused(), (Some(1), "LISTEN"));
    // Of a first start it is told where the key and its sheet lie, and no more.
    let events = ended.said.iter().map(|said| &said["event"]);
    assert_eq!(events.collect::<Vec<_>>(), ["master_key", "key_sheet"]);
}

#[test]
fn an_operator_sees_where_the_schema_stands() {
    let folder = folder();
    let applied = |words: &[&str]| {
        let ended = run(&folder, words);
        assert_eq!(
            (ended.code, ended.complaints.len()),
            (Some(0), 0),
            "{ended:?}"
        );
        // A copy is taken before what is there is changed.
        let steps = ended.said.iter().filter(|line| line["event"] != "backup");
        for line in steps.clone() {
            assert_eq!(line["event"], "migration", "{line}");
            assert!(line["name"].is_string(), "{line}");
        }
        let done = steps.clone().filter(|line| line["applied"] == true);
        (done.count(), steps.count())
    };
    let asked = run(&folder, &["migrate", "status"]);
    assert_eq!(asked.code, Some(1), "{asked:?}");
    assert_eq!(asked.complaints[0]["code"], "NO_DATABASE", "{asked:?}");
    let (done, all) = applied(&["migrate", "up"]);
    assert!(all >= 3, "{all} steps");
    assert_eq!(done, all);
    assert_eq!(applied(&["migrate", "status"]), (all, all));
    assert_eq!(applied(&["migrate", "down"]), (all - 1, all));
    assert_eq!(applied(&["migrate", "up"]), (all, all));
}

#[test]
fn asvs_12_3_an_operator_is_warned_of_a_line_that_others_may_read() {
    let folder = folder();
    for (url, expected) in [
        (
            "postgres://renkei@db.example.jp/renkei",
            Some("DATABASE_OPEN"),
        ),
        (
            "postgres://renkei@db.example.jp/renkei?sslmode=require",
            Some("DATABASE_UNVERIFIED"),
        ),
        (
            "postgres://renkei@db.example.jp/renkei?sslmode=verify-full",
            None,
        ),
        ("postgres://renkei@127.0.0.1/renkei", None),
    ] {
        // It ends before it calls anybody: there is no key to seal a backup for.
        let mut command = renkei(&folder, &["backup", "copy.renkei", "--database", url]);
        let output = command.env_remove("PGSSLMODE").output();
        let output = output.unwrap_or_else(|fault| panic!("{fault}"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("NO_BACKUP_KEY"), "{told}");
        let warned = told
            .lines()
            .find(|line| line.contains("\"event\":\"warning\""));
        match (warned, expected) {
            (Some(line), Some(code)) => {
                assert!(
                    line.contains(code) && line.contains("sslmode=verify-full"),
                    "{line}"
                );
            }
            (warned, expected) => assert_eq!(warned.is_some(), expected.is_some(), "{url}: {told}"),
        }
    }
}
