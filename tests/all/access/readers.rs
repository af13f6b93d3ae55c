//! What is kept of clients is read by a right. A reader of the store starts from a scope of the rule of access, or from
//! a case in hand, which came out of the store by one. Whatever starts from neither stands here, with every file that
//! calls it and what is asked there first: a new reader, or a new caller of these, fails until that is written down.
//! Whatever leaves for somebody outside of the agency that leads is made of permits.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::record::fine;
use crate::tidy::sources;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates");

/// Where the store reads of clients.
const CLIENTS: [&str; 7] = [
    "store/src/access/cases.rs",
    "store/src/access/exceptions.rs",
    "store/src/access/over.rs",
    "store/src/cases",
    "store/src/consent",
    "store/src/person_copy",
    "store/src/provisions",
];

/// What sees the store.
const CALLERS: [&str; 2] = ["app/src", "renkei/src"];

/// What hands over a right, or a case that was read by one.
const RIGHTS: [&str; 4] = [
    "&CaseScope,",
    "&ExceptionScope,",
    "case: &Case,",
    "case: &Case)",
];

/// What is no reading of a client: that it was done, whether, how often, in which place.
const BARE: [&str; 4] = ["Result<()", "Result<bool", "Result<i64", "Result<u64"];

/// A reader that starts from no right.
struct ByItself {
    name: &'static str,
    /// The files that call it, and what is asked there first.
    callers: &'static [(&'static str, &'static str)],
}

const BY_ITSELF: [ByItself; 10] = [
    ByItself {
        name: "case",
        callers: &[
            (
                "app/src/cases/course.rs",
                "only which place to lock; the rule is asked next",
            ),
            ("app/src/cases/link.rs", "the code that the agency showed"),
            ("app/src/cases/mod.rs", "the rule, as soon as it is read"),
            (
                "app/src/conference/call/follow.rs",
                "nobody: the courier recalls whom no consent calls any more",
            ),
            (
                "app/src/conference/call/outside.rs",
                "the code of whoever was called; it names no client",
            ),
            (
                "app/src/consent/announce.rs",
                "nobody: the courier writes to the keeper and the person alone",
            ),
            ("app/src/consent/mod.rs", "the rule, as soon as it is read"),
            (
                "app/src/letters/conference.rs",
                "nobody: the courier writes to whom was called, and names no client",
            ),
            (
                "app/src/letters/consent_ending.rs",
                "the rule about the keeper, who is written to; else the person alone",
            ),
        ],
    },
    ByItself {
        name: "case_by_link",
        callers: &[("app/src/cases/link.rs", "the code that the agency showed")],
    },
    ByItself {
        name: "who_keeps_case",
        callers: &[("app/src/cases/link.rs", "the code that the agency showed")],
    },
    ByItself {
        name: "case_unopened",
        callers: &[(
            "app/src/cases/erase.rs",
            "the rule, as soon as it is read; nothing is opened",
        )],
    },
    ByItself {
        name: "open_copies_of",
        callers: &[(
            "app/src/cases/erase.rs",
            "the rule about erasing them; ids and days",
        )],
    },
    ByItself {
        name: "cases_numbered",
        callers: &[(
            "app/src/cases/erase.rs",
            "the command; it says whose agencies' they are",
        )],
    },
    ByItself {
        name: "due_consent_notices",
        callers: &[(
            "app/src/consent/announce.rs",
            "nobody: ids and days, for the courier",
        )],
    },
    ByItself {
        name: "standing_notice",
        callers: &[(
            "app/src/letters/consent_ending.rs",
            "nobody: ids and days, for the courier",
        )],
    },
    ByItself {
        name: "noticed_cases",
        callers: &[(
            "app/src/letters/board.rs",
            "the rule about the letter; the cases come by a scope",
        )],
    },
    ByItself {
        name: "case_of_consent_sheet",
        callers: &[(
            "app/src/consent/sheet.rs",
            "nothing: an id, by which the case comes by a scope",
        )],
    },
];

/// Tables of clients, as statements name them.
const TABLES: [&str; 13] = [
    "support_case",
    "FROM person ",
    "JOIN person ",
    "case_note",
    "team_member",
    "emergency_sheet",
    "FROM employment",
    "consent_exception",
    "copy_request",
    "copy_item",
    "FROM provision",
    "FROM receipt",
    "FROM incident",
];

/// The files of the store beside [`CLIENTS`] that name such a table, and what for.
const NAMED_ELSEWHERE: [(&str, &str); 5] = [
    (
        "store/src/audit/looked.rs",
        "the lines of who read a case in hand",
    ),
    (
        "store/src/import/undo/traces.rs",
        "whether an entry stands in a team",
    ),
    ("store/src/keys/check.rs", "what is sealed in which column"),
    ("store/src/keys/mod.rs", "whether somebody was erased"),
    (
        "store/src/letters/scope.rs",
        "who keeps the case of a letter",
    ),
];

/// What an agency runs is no secret of its clients.
const OF_NO_CLIENT: [&str; 1] = ["kinds_run_by"];

/// A public function of a file that waits for the database: its name, and its signature on one line.
fn functions(text: &str) -> Vec<(String, String)> {
    let parts = text.split("pub async fn ").skip(1);
    let functions = parts.map(|part| {
        let head = part.split(" {\n").next().unwrap_or(part);
        let signature = head.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = signature
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        (name, signature)
    });
    functions.collect()
}

fn files(places: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for place in places {
        let path = Path::new(ROOT).join(place);
        if path.is_dir() {
            sources(&path, &mut found);
        } else {
            found.push(path);
        }
    }
    found
}

fn text(path: &Path) -> String {
    fine(std::fs::read_to_string(path))
}

/// The files of some places in which any of these stands.
fn files_of(places: &[&str], words: &[&str]) -> BTreeSet<String> {
    let files = files(places).into_iter().filter(|path| {
        let text = text(path);
        words.iter().any(|word| text.contains(word))
    });
    let names = files.map(|path| fine(path.strip_prefix(ROOT)).display().to_string());
    names.collect()
}

/// The files of what sees the store in which something stands.
fn files_with(what: &str) -> BTreeSet<String> {
    files_of(&CALLERS, &[what])
}

#[test]
fn an_auditor_finds_what_every_reader_of_clients_starts_from() {
    let (mut by_a_right, mut by_itself) = (0, BTreeSet::<String>::new());
    for path in files(&CLIENTS) {
        for (name, signature) in functions(&text(&path)) {
            let answer = signature.rsplit("-> ").next().unwrap_or_default();
            if BARE.iter().any(|bare| answer.starts_with(bare)) {
                continue;
            }
            if RIGHTS.iter().any(|right| signature.contains(right)) {
                by_a_right += 1;
            } else if !OF_NO_CLIENT.contains(&name.as_str()) {
                by_itself.insert(name);
            }
        }
    }
    assert!(by_a_right > 20, "only {by_a_right} readers were found");
    let named = BY_ITSELF.iter().map(|reader| reader.name.to_owned());
    let named: BTreeSet<String> = named.collect();
    assert_eq!(by_itself, named);
}

#[test]
fn an_auditor_finds_the_tables_of_clients_asked_nowhere_else() {
    let inside = files_of(&CLIENTS, &TABLES);
    let everywhere = files_of(&["store/src"], &TABLES);
    let elsewhere: BTreeSet<String> = everywhere.difference(&inside).cloned().collect();
    let known = NAMED_ELSEWHERE.iter().map(|(file, _)| (*file).to_owned());
    let known: BTreeSet<String> = known.collect();
    assert_eq!(elsewhere, known);
    // And the log of what was changed in a case is shown to nobody, but what became of a conference (`conference_history`).
    let logged = files_with("Subject::Case");
    assert!(logged.is_empty(), "{logged:?}");
}

#[test]
fn an_auditor_finds_who_calls_a_reader_of_clients_that_starts_from_no_right() {
    for ByItself { name, callers } in &BY_ITSELF {
        let known = callers.iter().map(|(file, _)| (*file).to_owned());
        let known: BTreeSet<String> = known.collect();
        // A view that has a case in hand gives it without being asked for one.
        let calling = files_with(&format!(".{name}("));
        let given = files_with(&format!(".{name}()"));
        let calling: BTreeSet<String> = calling
            .into_iter()
            .filter(|file| known.contains(file) || !given.contains(file))
            .collect();
        assert_eq!(calling, known, "who calls {name}");
        assert!(callers.iter().all(|(_, asked)| !asked.is_empty()));
    }
    // Nobody has a case in hand that they made up themselves: one is begun, and put under its person, in one file.
    let made = files_with("= Case {");
    assert_eq!(made, BTreeSet::from(["app/src/cases/open.rs".to_owned()]));
}

#[test]
fn an_auditor_finds_nobody_who_decides_beside_the_rule_by_what_somebody_is() {
    let asked = files_of(
        &["app/src", "graphql/src", "web/src", "renkei/src"],
        &[
            ".works_at(",
            ".coordinates(",
            ".operates()",
            "account() ==",
            "== own.account()",
            "== by.account()",
        ],
    );
    assert!(asked.is_empty(), "put it to the rule: {asked:?}");
}

#[test]
fn an_auditor_finds_a_permit_wherever_something_leaves_the_agency() {
    for (leaving, permit, least) in [
        (".add_provision(", "Provision::of(permit", 2),
        ("Sheet::ConsentCopy(", ".permits(", 1),
    ] {
        let leaves = files_with(leaving);
        assert!(leaves.len() >= least, "{leaving}: {leaves:?}");
        let without: Vec<_> = leaves.difference(&files_with(permit)).cloned().collect();
        assert!(
            without.is_empty(),
            "{leaving} without a permit: {without:?}"
        );
    }
}
