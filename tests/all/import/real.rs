//! Real editions, read from `../shared/data` where they are there.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use renkei_app::import::report::ImportReport;
use renkei_exchange::input::{Input, Limits};
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::{municipality, wamnet};
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

/// A file, and what a plain reading of its cells counts: column (none: any), kind, number.
type Counted = (&'static str, &'static [(&'static str, &'static str, usize)]);

/// Counted cell by cell with another program. Rows whose number, service, name and address stood in the
/// file before are duplicates, and nothing else of them is counted; the first office on a point and the
/// first with a number share nothing yet.
const COUNTED: [Counted; 4] = [
    (
        "csvdownload034.csv",
        &[
            ("", "duplicate_row", 0),
            ("法人番号", "corporate_number_missing", 15),
            ("法人番号", "corporate_number_invalid", 4),
            ("法人番号", "whitespace_trimmed", 3),
            ("事業所FAX番号", "fax_equals_phone", 23),
            ("", "hours_zero_length", 0),
            ("", "hours_reversed", 0),
            ("利用可能な時間帯（平日）", "hours_missing", 228),
            ("定員", "capacity_missing", 28),
            ("", "replacement_character", 0),
            ("", "digits_full_width", 153),
            ("", "kana_half_width", 0),
            ("", "kana_variant", 1),
            ("", "municipality_county_dropped", 14),
            ("", "municipality_variant_kanji", 0),
            ("", "ward_redrawn", 2),
            ("", "municipality_not_found", 0),
            ("事業所住所（番地以降）", "address_repeated", 7),
            ("事業所住所（番地以降）", "address_twice", 0),
            ("法人住所（番地以降）", "address_repeated", 7),
            ("法人住所（番地以降）", "address_twice", 2),
            ("", "location_missing", 0),
            ("", "location_shared", 0),
            ("", "office_number_shared", 0),
        ],
    ),
    (
        "csvdownload045.csv",
        &[
            ("", "duplicate_row", 2),
            ("法人番号", "corporate_number_missing", 294),
            ("法人番号", "corporate_number_invalid", 242),
            ("法人番号", "whitespace_trimmed", 210),
            ("事業所FAX番号", "fax_equals_phone", 641),
            ("", "hours_zero_length", 252),
            ("", "hours_reversed", 16),
            ("利用可能な時間帯（平日）", "hours_missing", 660),
            ("定員", "capacity_missing", 602),
            ("", "replacement_character", 4),
            ("", "digits_full_width", 2_755),
            ("", "kana_half_width", 25),
            ("", "kana_variant", 12),
            ("", "municipality_county_dropped", 343),
            ("", "municipality_variant_kanji", 2),
            ("", "ward_redrawn", 29),
            ("", "municipality_not_found", 0),
            ("事業所住所（番地以降）", "address_repeated", 60),
            ("事業所住所（番地以降）", "address_twice", 1),
            ("法人住所（番地以降）", "address_repeated", 72),
            ("法人住所（番地以降）", "address_twice", 19),
            ("", "location_missing", 0),
            ("", "location_shared", 111),
            ("", "office_number_shared", 88),
        ],
    ),
    (
        "csvdownload060.csv",
        &[
            ("", "duplicate_row", 3),
            ("法人番号", "corporate_number_missing", 246),
            ("法人番号", "corporate_number_invalid", 127),
            ("法人番号", "whitespace_trimmed", 105),
            ("事業所FAX番号", "fax_equals_phone", 310),
            ("", "hours_zero_length", 221),
            ("", "hours_reversed", 0),
            ("利用可能な時間帯（平日）", "hours_missing", 546),
            ("定員", "capacity_missing", 517),
            ("", "replacement_character", 5),
            ("", "digits_full_width", 2_216),
            ("", "kana_half_width", 13),
            ("", "kana_variant", 16),
            ("", "municipality_county_dropped", 159),
            ("", "municipality_variant_kanji", 1),
            ("", "ward_redrawn", 26),
            ("", "municipality_not_found", 0),
            ("事業所住所（番地以降）", "address_repeated", 46),
            ("事業所住所（番地以降）", "address_twice", 2),
            ("法人住所（番地以降）", "address_repeated", 45),
            ("法人住所（番地以降）", "address_twice", 10),
            ("", "location_missing", 0),
            ("", "location_shared", 102),
            ("", "office_number_shared", 32),
        ],
    ),
    (
        "csvdownload062.csv",
        &[
            ("", "duplicate_row", 3),
            ("法人番号", "corporate_number_missing", 116),
            ("法人番号", "corporate_number_invalid", 63),
            ("法人番号", "whitespace_trimmed", 52),
            ("事業所FAX番号", "fax_equals_phone", 132),
            ("", "hours_zero_length", 102),
            ("", "hours_reversed", 1),
            ("利用可能な時間帯（平日）", "hours_missing", 408),
            ("定員", "capacity_missing", 1_856),
            ("", "replacement_character", 0),
            ("", "digits_full_width", 1_094),
            ("", "kana_half_width", 10),
            ("", "kana_variant", 13),
            ("", "municipality_county_dropped", 67),
            ("", "municipality_variant_kanji", 0),
            ("", "ward_redrawn", 18),
            ("", "municipality_not_found", 0),
            ("事業所住所（番地以降）", "address_repeated", 24),
            ("事業所住所（番地以降）", "address_twice", 1),
            ("法人住所（番地以降）", "address_repeated", 23),
            ("法人住所（番地以降）", "address_twice", 6),
            ("", "location_missing", 0),
            ("", "location_shared", 40),
            ("", "office_number_shared", 2),
        ],
    ),
];

#[test]
fn an_operator_is_told_of_every_defect_that_the_published_files_have() {
    let Some(data) = data(module_path!()) else {
        return;
    };
    let limits = Limits::default();
    let file = data.join("municipality/localgovjp-utf8.csv");
    let mut input = Input::open(&file, &limits).expect("the table of municipalities");
    let all = municipality::read(input.reader().expect("a stream")).expect("municipalities");
    let towns = MunicipalityTable::new(all);
    for (name, counted) in COUNTED {
        let mut input = Input::open(&data.join("wamnet").join(name), &limits).expect(name);
        let reader = input.reader().expect("a stream");
        let mut told: Vec<(String, &str)> = Vec::new();
        for row in wamnet::rows(reader, &towns).expect("a WAM NET file") {
            match row {
                Ok(office) => told.extend(office.findings.into_iter().map(|finding| {
                    let column = finding.column.map(Cow::into_owned);
                    (column.unwrap_or_default(), finding.kind.code())
                })),
                Err(fault) => told.push((String::new(), fault.kind.code())),
            }
        }
        for (column, kind, number) in counted {
            let found = told
                .iter()
                .filter(|(of, what)| what == kind && (column.is_empty() || of == column));
            assert_eq!(found.count(), *number, "{name}: {column} {kind}");
        }
    }
}
