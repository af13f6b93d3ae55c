//! What is kept of clients is read by a right. A reader of the store starts from a scope of the rule of access, or from
//! a case in hand, which came out of the store by one. Whatever starts from neither stands here, with every file that
//! calls it and what is asked there first: a new reader, or a new caller of these, fails until that is written down.
//! Whatever leaves for somebody outside of the agency that leads is made of permits.

mod of_cases;
mod of_conferences;
mod of_maps;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::record::fine;
use crate::tidy::sources;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates");

/// Where the store reads of clients.
const CLIENTS: [&str; 11] = [
    "store/src/access/cases.rs",
    "store/src/access/conferences.rs",
    "store/src/access/exceptions.rs",
    "store/src/access/over.rs",
    "store/src/access/shared_maps.rs",
    "store/src/cases",
    "store/src/conference",
    "store/src/consent",
    "store/src/map",
    "store/src/person_copy",
    "store/src/provisions",
];

/// What sees the store.
const CALLERS: [&str; 2] = ["app/src", "renkei/src"];

/// What hands over a right, or what was read by one.
const RIGHTS: [&str; 6] = [
    "&CaseScope,",
    "&SharedMapScope,",
    "&ExceptionScope,",
    "case: &Case,",
    "case: &Case)",
    "conference: &Conference)",
];

/// What calls a function of the same name that is none of the store: a view that has a case in hand, the use case that
/// asks the rule, or what makes links.
const NO_STORE: [&str; 4] = ["self", "view", "conferences", "links"];

/// What is no reading of a client: that it was done, whether, how often, in which place.
const BARE: [&str; 4] = ["Result<()", "Result<bool", "Result<i64", "Result<u64"];

/// A reader that starts from no right.
struct ByItself {
    name: &'static str,
    /// The files that call it, and what is asked there first.
    callers: &'static [(&'static str, &'static str)],
}

const BY_ITSELF: [&[ByItself]; 3] = [of_cases::READERS, of_conferences::READERS, of_maps::READERS];

/// Tables of clients, as statements name them.
const TABLES: [&str; 25] = [
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
    "FROM conference ",
    "FROM conference_",
    "JOIN conference",
    "agenda_item",
    "FROM poll",
    "minutes_item",
    "received_mail",
    "map_version",
    "map_picture",
    "map_suggestion",
    "map_share",
    "map_sheet",
];

/// The files of the store beside [`CLIENTS`] that name such a table, and what for.
const NAMED_ELSEWHERE: [(&str, &str); 10] = [
    (
        "store/src/audit/looked.rs",
        "the lines of who read a case in hand",
    ),
    (
        "store/src/directory/uses.rs",
        "in how many teams and at how many conferences an entry is named",
    ),
    (
        "store/src/directory/inquiry/office.rs",
        "which agency stands behind somebody who is called",
    ),
    (
        "store/src/directory/inquiry/standing.rs",
        "how often agencies are needed: numbers alone",
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
    (
        "store/src/people/erasure.rs",
        "what goes with an account: its map",
    ),
    (
        "store/src/people/feed.rs",
        "the addresses at which somebody reads their own calendar",
    ),
];

/// What an agency runs is no secret of its clients, and the meetings of a network are about nobody.
const OF_NO_CLIENT: [&str; 17] = [
    "groups_of_series",
    "kinds_run_by",
    "meeting_history",
    "meeting_mail",
    "meeting_mail_as_it_came",
    "meeting_mails",
    "meeting_notice",
    "meeting_notice_of_code",
    "meeting_notice_of_letter",
    "meeting_notices",
    "meeting_series",
    "meetings_of",
    "meetings_told_of",
    "place_of_meeting_mail",
    "running_bodies",
    "series_after",
    "waiting_meeting_mails",
];

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

/// The files of what sees the store that call one of its functions.
fn callers_of(name: &str) -> BTreeSet<String> {
    let call = format!(".{name}(");
    let files = files(&CALLERS).into_iter().filter(|path| {
        // However it is broken into lines.
        let text: String = text(path).split_whitespace().collect();
        let mut calls = text.match_indices(&call);
        calls.any(|(at, _)| !NO_STORE.iter().any(|other| text[..at].ends_with(*other)))
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
    let named = BY_ITSELF.into_iter().flatten();
    let named = named.map(|reader| reader.name.to_owned());
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
    // Whoever watches a conference that they may read is told whether something came to it, and not what.
    let logged = files_with("Subject::Case");
    let watched = BTreeSet::from(["app/src/conference/changed.rs".to_owned()]);
    assert_eq!(logged, watched);
}

#[test]
fn an_auditor_finds_who_calls_a_reader_of_clients_that_starts_from_no_right() {
    for ByItself { name, callers } in BY_ITSELF.into_iter().flatten() {
        let known = callers.iter().map(|(file, _)| (*file).to_owned());
        let known: BTreeSet<String> = known.collect();
        assert_eq!(callers_of(name), known, "who calls {name}");
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
