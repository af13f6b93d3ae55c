//! What the demo network is made of, as its files say it: an agency of every kind that is worth reading,
//! and the real offices of the area with nothing made up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::text::fold;
use renkei_tests::published::{cells, place_of};
use renkei_tests::shared;
use toml::{Table, Value};

use crate::record::fine;

/// Every resource of the seed.
fn resources() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seed");
    let mut found = Vec::new();
    for file in fine(std::fs::read_dir(folder)) {
        let text = fine(std::fs::read_to_string(fine(file).path()));
        let table: Table = fine(toml::from_str(&text));
        let entries = list(&table, "resource").iter();
        found.extend(entries.filter_map(Value::as_table).cloned());
    }
    found
}

fn text<'a>(entry: &'a Table, key: &str) -> Option<&'a str> {
    entry.get(key).and_then(Value::as_str)
}

fn list<'a>(entry: &'a Table, key: &str) -> &'a [Value] {
    let entries = entry.get(key).and_then(Value::as_array);
    entries.map(Vec::as_slice).unwrap_or_default()
}

/// Whether an agency says what it is good at, weak at and cannot do, and how it likes to be reached.
fn is_worth_reading(entry: &Table) -> bool {
    let strengths = list(entry, "strength").iter().filter_map(Value::as_table);
    let valences: BTreeSet<_> = strengths.filter_map(|one| text(one, "valence")).collect();
    let policy = entry.get("contact_policy").and_then(Value::as_table);
    valences.len() == 3 && policy.is_some_and(|policy| !list(policy, "rule").is_empty())
}

#[test]
fn a_newcomer_reads_of_every_kind_an_agency_that_speaks_of_itself() {
    let resources = resources();
    for kind in ResourceKind::ALL {
        let mut own = resources
            .iter()
            .filter(|entry| text(entry, "kind") == Some(kind.code()));
        assert!(own.any(is_worth_reading), "{kind}");
    }
}

#[test]
fn a_newcomer_finds_the_real_offices_with_what_is_published_of_them() {
    let resources = resources();
    let published: Vec<&Table> = resources
        .iter()
        .filter(|entry| text(entry, "source") == Some("wamnet"))
        .collect();
    let numbers: BTreeSet<_> = published
        .iter()
        .filter_map(|entry| text(entry, "office_number"))
        .collect();
    assert!(numbers.len() >= 60, "{} offices", numbers.len());
    // The two towns of the network whole, and of their neighbours some.
    let mut of_towns: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &published {
        *of_towns
            .entry(text(entry, "city").unwrap_or_default())
            .or_default() += 1;
    }
    assert_eq!(
        of_towns.into_iter().collect::<Vec<_>>(),
        [
            ("大阪府三島郡島本町", 4),
            ("大阪府吹田市", 8),
            ("大阪府摂津市", 13),
            ("大阪府茨木市", 23),
            ("大阪府高槻市", 47),
        ]
    );

    for (name, rest, phone, fax, email) in [
        (
            "茨城障害者職業センター",
            "鯉淵6528-66",
            "0296-77-7373",
            "0296-77-4752",
            None,
        ),
        (
            "山梨障害者職業センター",
            "湯田2-17-14",
            "055-232-7069",
            "055-232-7077",
            Some("yamanashi-ctr@jeed.go.jp"),
        ),
    ] {
        let center = resources
            .iter()
            .find(|entry| text(entry, "name") == Some(name));
        let center = center.unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(text(center, "rest"), Some(rest), "{name}");
        let first = list(center, "phones").first().and_then(Value::as_table);
        assert_eq!(first.and_then(|first| text(first, "number")), Some(phone));
        assert_eq!(text(center, "fax"), Some(fax), "{name}");
        assert_eq!(text(center, "email"), email, "{name}: none is invented");
    }
}

#[test]
fn a_newcomer_finds_every_office_that_is_published_of_the_two_towns() {
    let Some(data) = shared::data(module_path!()) else {
        return;
    };
    let file = data.join("wamnet/subset_osaka_mishima.csv");
    let table = fine(std::fs::read_to_string(file));
    let places = ["事業所番号", "サービス種別", "事業所住所（市区町村）"].map(place_of);
    let towns = ["大阪府高槻市", "大阪府三島郡島本町"];
    let mut published: Vec<(String, String)> = Vec::new();
    for line in table.lines().skip(1) {
        let row = cells(line);
        let [number, service, city] = places.map(|place| row[place].clone());
        if towns.contains(&city.as_str()) {
            published.push((number, fold(&service)));
        }
    }
    let mut entered: Vec<(String, String)> = resources()
        .iter()
        .filter(|entry| text(entry, "source") == Some("wamnet"))
        .filter(|entry| towns.contains(&text(entry, "city").unwrap_or_default()))
        .map(|entry| {
            let kind = text(entry, "kind").and_then(ResourceKind::from_code);
            let kind = kind.unwrap_or_else(|| panic!("{entry:?}"));
            let number = text(entry, "office_number").unwrap_or_default();
            (number.to_owned(), fold(kind.service_name()))
        })
        .collect();
    published.sort();
    entered.sort();
    assert_eq!((entered.len(), &entered), (51, &published));
}

#[test]
fn a_newcomer_finds_the_hello_work_that_serves_the_area_of_the_network() {
    let resources = resources();
    let serving = resources.iter().find(|entry| {
        let area = list(entry, "service_area").iter();
        let area: BTreeSet<_> = area.filter_map(Value::as_str).collect();
        let is_real = !text(entry, "name").is_some_and(|name| name.ends_with("（架空）"));
        is_real
            && area.is_superset(&BTreeSet::from(["272078", "273015"]))
            && text(entry, "kind") == Some("hello_work")
    });
    let name = serving.and_then(|entry| text(entry, "name"));
    assert_eq!(name, Some("ハローワーク茨木"));
}
