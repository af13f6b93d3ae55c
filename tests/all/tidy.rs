//! The house is in order: crates point one way, and what must not be used is not used.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The one direction: a crate uses only what stands in an earlier line. Crates of later issues have
/// their place already.
const ORDER: &[&[&str]] = &[
    &["renkei-domain", "renkei-client"],
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
    ("renkei-exchange", "tokio"),
    ("renkei-exchange", "reqwest"),
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
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
