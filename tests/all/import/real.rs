//! Real editions, read from `../shared/data` where they are there.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use renkei_app::import::report::ImportReport;
use renkei_exchange::input::{Input, Limits};
use renkei_exchange::municipality;
use renkei_tests::published::{cells, place_of, request, town};
use renkei_tests::shared::data;
use renkei_tests::{World, on_every_database};

use super::look::{adds_up, last_act, list, shown, total};

pub(super) async fn with_all_municipalities(world: World, data: &Path) -> World {
    let file = data.join("municipality/localgovjp-utf8.csv");
    let mut input = Input::open(&file, &Limits::default()).expect("the table of municipalities");
    let all = municipality::read(input.reader().expect("a stream")).expect("municipalities");
    assert_eq!(all.len(), 1_916);
    let loaded = world
        .app
        .import_municipalities(&renkei_app::import::edition_name("localgovjp"), all)
        .await;
    assert_eq!(loaded.expect("municipalities").created, 1_916);
    world
}

async fn import(world: &World, file: &Path) -> ImportReport {
    let bytes = std::fs::read(file).expect("a file");
    world
        .try_import(request("real.csv"), &bytes, &Limits::default())
        .await
        .unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
}

/// The distinct lines under the header. No published cell holds a line end.
fn distinct_lines(file: &Path) -> (u64, Vec<String>) {
    let text = std::fs::read_to_string(file).expect("UTF-8");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let distinct: HashSet<&str> = lines.iter().copied().collect();
    (
        lines.len() as u64,
        distinct.into_iter().map(str::to_owned).collect(),
    )
}

fn assert_matched(report: &ImportReport) {
    let failed = report
        .findings_by_kind
        .get("municipality_not_found")
        .copied()
        .unwrap_or(0);
    assert!(
        failed * 1_000 <= report.rows_read * 7,
        "{failed} of {} rows without municipality",
        report.rows_read
    );
}

on_every_database! {
    async fn a_network_of_mishima_finds_its_offices_in_its_five_towns(world) {
        let Some(data) = data(module_path!()) else { return };
        let world = with_all_municipalities(world, &data).await;
        let file = data.join("wamnet/subset_osaka_mishima.csv");
        let (rows, distinct) = distinct_lines(&file);
        let report = import(&world, &file).await;
        assert!(adds_up(&report));
        assert_eq!((report.rows_read, report.created), (rows, distinct.len() as u64));
        assert!(report.undecided.is_empty());
        assert_eq!(report.findings_by_kind.get("municipality_not_found"), None);

        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for line in &distinct {
            let city = cells(line)[place_of("事業所住所（市区町村）")].clone();
            *expected.entry(city).or_default() += 1;
        }
        let towns = [
            ("大阪府高槻市", "27207"),
            ("大阪府茨木市", "27211"),
            ("大阪府吹田市", "27205"),
            ("大阪府摂津市", "27224"),
            ("大阪府三島郡島本町", "27301"),
        ];
        let mut listed = 0;
        for (name, code) in towns {
            let seen = list(&world, Some(town(code))).await.facets.total;
            assert_eq!(expected.remove(name), Some(seen), "{name}");
            listed += seen;
        }
        assert!(expected.is_empty(), "{expected:?}");
        assert_eq!(listed, total(&world).await);
    }
}

on_every_database! {
    async fn an_operator_reads_the_whole_country_in_twice_and_nothing_changes(world) {
        let Some(data) = data(module_path!()) else { return };
        let world = with_all_municipalities(world, &data).await;
        let file = data.join("wamnet/csvdownload060.csv");
        let (rows, _) = distinct_lines(&file);
        let first = import(&world, &file).await;
        assert!(adds_up(&first));
        assert_eq!((first.rows_read, first.created + first.skipped), (rows, rows));
        assert!(first.skipped * 100 < rows, "{} rows left out", first.skipped);
        assert_matched(&first);
        assert_eq!(total(&world).await, first.created);
        let shown_before = shown(&world).await;

        let second = import(&world, &file).await;
        assert_eq!(
            (second.created, second.updated, second.unchanged, second.absent),
            (0, 0, first.created, 0)
        );
        assert_eq!((second.rows_read, second.skipped), (rows, first.skipped));
        assert!(last_act(&world).await.changes.is_empty(), "nothing changed");
        assert_eq!(shown(&world).await, shown_before);
    }
}
