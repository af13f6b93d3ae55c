//! The house is in order: crates point one way, and what must not be used is not used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::record::fine;

/// The one direction: a crate uses only what stands in an earlier line.
const ORDER: &[&[&str]] = &[
    &["renkei-boxed", "renkei-domain", "renkei-client"],
    &["renkei-invite", "renkei-print", "renkei-exchange"],
    &["renkei-migrations"],
    &["renkei-store", "renkei-delivery"],
    &["renkei-app"],
    &["renkei-graphql"],
    &["renkei-web"],
    &["renkei"],
    &["renkei-tests"],
];

/// Pairs that the order alone would allow.
const NEVER: &[(&str, &str)] = &[
    ("renkei-migrations", "renkei-domain"),
    ("renkei-app", "renkei-print"),
    ("renkei-graphql", "renkei-print"),
    ("renkei-graphql", "renkei-store"),
    ("renkei-graphql", "sea-orm"),
    ("renkei-web", "renkei-store"),
    ("renkei-web", "sea-orm"),
    ("renkei-domain", "serde"),
    ("renkei-domain", "sea-orm"),
    ("renkei-domain", "tokio"),
    ("renkei-invite", "tokio"),
    ("renkei-invite", "reqwest"),
    ("renkei-exchange", "tokio"),
    ("renkei-exchange", "reqwest"),
];

/// What STYLE bans: globals that tell the time or draw at random, unguarded calls, unscoped finders.
const BANNED: &[&str] = &[
    "chrono::Utc::now",
    "uuid::Uuid::now_v7",
    "rand::rng",
    "reqwest::Client::new",
    "sea_orm::EntityTrait::find",
    "sea_orm::EntityTrait::find_by_id",
    "sea_orm::EntityTrait::delete_by_id",
    "sea_orm::EntityTrait::update_many",
    "sea_orm::EntityTrait::delete_many",
    "sea_orm::ModelTrait::find_related",
    "sea_orm::FromQueryResult::find_by_statement",
    "renkei_store::audit::Inside::open",
];

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(ROOT)
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().unwrap_or_default().to_owned();
            let used = package["dependencies"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let used = used
                .iter()
                .filter(|d| d["kind"].is_null())
                .filter_map(|d| Some(d["name"].as_str()?.to_owned()));
            (name, used.collect())
        })
        .collect()
}

#[test]
fn an_engineer_sees_crates_point_one_way() {
    let place = |name: &str| ORDER.iter().position(|row| row.contains(&name));
    for (name, used) in dependencies() {
        let own = place(&name).unwrap_or_else(|| panic!("{name} has no place in the order"));
        for other in used.iter().filter(|other| other.starts_with("renkei")) {
            let theirs =
                place(other).unwrap_or_else(|| panic!("{other} has no place in the order"));
            assert!(theirs < own, "{name} must not use {other}");
        }
        for (_, forbidden) in NEVER.iter().filter(|(who, _)| *who == name) {
            assert!(
                !used.contains(*forbidden),
                "{name} must not use {forbidden}"
            );
        }
    }
}

#[test]
fn an_engineer_sees_one_tls_provider_and_no_openssl() {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"))
        .expect("lock file");
    for banned in [
        "name = \"openssl\"",
        "name = \"openssl-sys\"",
        "name = \"native-tls\"",
    ] {
        assert!(!lock.contains(banned), "{banned}");
    }
}

/// The manifests of the workspace by their packages.
fn manifests() -> BTreeMap<String, PathBuf> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    packages
        .iter()
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            (text("name"), PathBuf::from(text("manifest_path")))
        })
        .collect()
}

fn table(path: &Path) -> toml::Table {
    let text = std::fs::read_to_string(path);
    let text = text.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The list under a key; its entries may be bare texts or tables.
fn entries<'a>(table: &'a toml::Table, key: &str) -> &'a [toml::Value] {
    table
        .get(key)
        .and_then(toml::Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn text_of<'a>(entry: &'a toml::Value, key: &str) -> Option<&'a str> {
    entry.get(key)?.as_str()
}

#[test]
fn an_engineer_sees_every_crate_under_the_same_lints() {
    let manifests = manifests();
    assert!(manifests.contains_key("renkei-tests"), "{manifests:?}");
    for (name, path) in manifests {
        let manifest = table(&path);
        let shared = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"))
            .and_then(toml::Value::as_bool);
        assert_eq!(shared, Some(true), "{name} has lints of its own");
    }
}

#[test]
fn an_engineer_sees_each_ban_with_its_reason() {
    let settings = table(&Path::new(ROOT).join(".clippy.toml"));
    let methods = entries(&settings, "disallowed-methods");
    for banned in BANNED {
        let ban = methods
            .iter()
            .find(|entry| text_of(entry, "path") == Some(*banned))
            .unwrap_or_else(|| panic!("{banned} is not banned"));
        let reason = text_of(ban, "reason").unwrap_or_default();
        assert!(
            !reason.trim().is_empty(),
            "{banned} is banned without a reason"
        );
    }
}

#[test]
fn an_engineer_sees_what_may_not_come_into_the_binary() {
    let settings = table(&Path::new(ROOT).join(".cargo/deny.toml"));
    let bans = settings.get("bans").and_then(toml::Value::as_table);
    let denied = bans.map(|bans| entries(bans, "deny")).unwrap_or_default();
    for banned in ["openssl", "native-tls"] {
        let is_denied = denied
            .iter()
            .any(|entry| text_of(entry, "name") == Some(banned));
        assert!(is_denied, "{banned} is not denied");
    }
}

/// Every Rust file under a folder.
pub(crate) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fine(std::fs::read_dir(folder)) {
        let path = fine(entry).path();
        if path.is_dir() {
            if !path.ends_with("target") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every Rust file of the packages, but for those that are tests as a whole.
fn of_the_product() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (name, path) in manifests() {
        if name != "renkei-tests" {
            sources(path.parent().unwrap_or(&path), &mut found);
        }
    }
    assert!(
        found.len() > 50,
        "only {} files were looked at",
        found.len()
    );
    found
}

#[test]
fn an_engineer_sees_no_lint_silenced_for_good_and_nothing_left_to_do() {
    for path in of_the_product() {
        let text = fine(std::fs::read_to_string(&path));
        for word in ["#[allow(", "#![allow(", "todo!("] {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}

/// What stands before a module that is there for tests alone.
const FOR_TESTS: &str = "#[cfg(test)]";

/// The modules that a file keeps in files of their own for tests: each as its path without an ending.
fn modules_for_tests(path: &Path, text: &str) -> Vec<PathBuf> {
    let folder = match path.file_stem().and_then(std::ffi::OsStr::to_str) {
        Some("lib" | "main" | "mod") | None => path.parent().unwrap_or(path).to_owned(),
        Some(_) => path.with_extension(""),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == FOR_TESTS);
    declared
        .filter_map(|pair| pair[1].strip_suffix(';')?.rsplit_once("mod "))
        .map(|(_, name)| folder.join(name))
        .collect()
}

/// A file up to the module at its end that holds its tests.
fn before_its_tests(text: &str) -> &str {
    let module = format!("{FOR_TESTS}\nmod tests {{");
    text.split_once(&module).map_or(text, |(before, _)| before)
}

#[test]
fn an_engineer_sees_no_fault_passed_over_outside_tests() {
    let files: Vec<(PathBuf, String)> = of_the_product()
        .into_iter()
        .map(|path| {
            let text = fine(std::fs::read_to_string(&path));
            (path, text)
        })
        .collect();
    let for_tests: Vec<PathBuf> = files
        .iter()
        .flat_map(|(path, text)| modules_for_tests(path, text))
        .collect();
    assert!(for_tests.len() > 5, "{for_tests:?}");
    for (path, text) in &files {
        let module = path.with_extension("");
        if for_tests.iter().any(|known| module.starts_with(known)) {
            continue;
        }
        for (line, number) in before_its_tests(text).lines().zip(1..) {
            let is_said = line.trim_start().starts_with("//");
            let passes_over = !is_said && line.contains(".unwrap()");
            assert!(!passes_over, "{}:{number}: {line}", path.display());
        }
    }
}

/// The most lines of a file; a reader should take it in at one sitting.
const MOST_LINES: usize = 400;

/// Files that are longer, each with the reason why it is not two.
const LONG: &[(&str, &str)] = &[
    (
        "crates/app/src/import/matching.rs",
        "the rules by which a row is known again stand in one order and read the same keys",
    ),
    (
        "crates/app/src/seed/convert.rs",
        "a function for each entry of the format, in its order",
    ),
    (
        "crates/graphql/src/directory/queries.rs",
        "the root of every question, a few lines for each",
    ),
    (
        "crates/domain/src/retention.rs",
        "the table of what is kept how long and why, read as one",
    ),
    (
        "crates/store/src/import/run.rs",
        "the states of a run and every way from one to another",
    ),
    (
        "crates/web/src/pages/mod.rs",
        "the frame of every page, and a line for the samples of each",
    ),
    (
        "crates/web/src/paths.rs",
        "the paths of the site, a line for each",
    ),
    (
        "crates/web/src/routes.rs",
        "the table of all addresses, read as one",
    ),
];

#[test]
fn an_engineer_sees_why_a_long_file_is_not_two() {
    let mut found = of_the_product();
    sources(&Path::new(ROOT).join("tests/all"), &mut found);
    sources(&Path::new(ROOT).join("tests/src"), &mut found);
    sources(&Path::new(ROOT).join("tests/benches"), &mut found);
    let mut long: Vec<PathBuf> = Vec::new();
    for path in found {
        let lines = fine(std::fs::read_to_string(&path)).lines().count();
        if lines > MOST_LINES {
            let is_known = LONG.iter().any(|(known, _)| path.ends_with(known));
            assert!(is_known, "{} has {lines} lines", path.display());
            long.push(path);
        }
    }
    for (known, reason) in LONG {
        assert!(!reason.is_empty(), "{known} is long without a reason");
        let is_long = long.iter().any(|path| path.ends_with(known));
        assert!(
            is_long,
            "{known} is not long any more: take it off the list"
        );
    }
}

/// What a page, a field of GraphQL and a command await is compiled once, in `app`.
#[test]
fn an_engineer_sees_every_use_case_compiled_where_it_is_written() {
    let mut blocks = 0;
    for path in of_the_product() {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let mut before = "";
        for part in text.split_inclusive("\nimpl App {\n") {
            let body = part.split("\n}\n").next().unwrap_or_default();
            if !before.is_empty() && body.contains("\n    pub async fn ") {
                let is_boxed = before.ends_with("#[renkei_boxed::boxed]\nimpl App {\n");
                assert!(is_boxed, "an impl App of {} is not boxed", path.display());
                blocks += 1;
            }
            before = part;
        }
    }
    assert!(blocks > 100, "{blocks}");
}

#[test]
fn an_engineer_sees_rights_decided_by_the_whole_rule_alone() {
    let mut found = Vec::new();
    sources(&Path::new(ROOT).join("crates"), &mut found);
    for path in found {
        let text = fine(std::fs::read_to_string(&path));
        let makes_its_own = text.contains("Rule::of(");
        assert!(!makes_its_own, "{} makes its own rule", path.display());
        // What a scope lacks is let in, so that tests alone take a part away.
        let is_its_own = path.ends_with("access/scope.rs");
        let widens = !is_its_own && text.contains(".without(");
        assert!(!widens, "{} takes a part out of a scope", path.display());
    }
}
