//! What is in the directory while supporters search it: real entries of WAM NET and a few invented ones
//! ([`entered`]), each as the oracle knows it.
//!
//! Eight prefectures of the published tables are read in, near to 3,000 entries: as many as three
//! databases take in a few seconds each. Osaka with 高槻 and 島本 is where the demo network stands. Kyoto,
//! Hokkaido and Fukuoka have cities with wards; a town of Fukuoka is written 須惠町 where the table of
//! municipalities says 須恵町. Mie writes 障碍, Tokushima and Ibaraki 髙 and 嶋, Hokkaido has a 山﨑ビル, Nara
//! 五條市 and addresses in kana of half width.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use renkei_app::directory::register::organization_key;
use renkei_domain::directory::address::Address;
use renkei_domain::directory::municipality::Municipality;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::search::{block_numbers, normalise};
use renkei_domain::directory::source::Dataset;
use renkei_domain::ids::ResourceId;
use renkei_exchange::input::Limits;
use renkei_exchange::municipality_table::MunicipalityTable;
use renkei_exchange::wamnet;
use renkei_tests::World;
use renkei_tests::published::{cells, marked, place_of, request};

use super::entered;
use super::expected::HOLIDAY;
use crate::record::fine;

const PREFECTURES: [&str; 8] = [
    "北海道",
    "茨城県",
    "三重県",
    "京都府",
    "大阪府",
    "奈良県",
    "徳島県",
    "福岡県",
];

/// In the order in which they are read in. Rows of the first stand in others too and are left out there.
const FILES: [&str; 5] = [
    "subset_osaka_mishima.csv",
    "csvdownload034.csv",
    "csvdownload045.csv",
    "csvdownload060.csv",
    "csvdownload062.csv",
];

/// An entry as the oracle knows it.
#[derive(Debug)]
pub(super) struct Office {
    pub(super) id: ResourceId,
    pub(super) facts: ResourceFacts,
    pub(super) profile: Profile,
    /// Its name, normalised.
    pub(super) name: String,
    /// Its reading, normalised.
    pub(super) kana: String,
    /// Every text by which it is found, normalised.
    pub(super) texts: Vec<String>,
}

impl Office {
    pub(super) fn new(
        id: ResourceId,
        facts: ResourceFacts,
        profile: Profile,
        body: Option<&str>,
    ) -> Self {
        let kana = facts.kana.as_ref().map(|kana| normalise(kana.as_str()));
        Self {
            id,
            name: normalise(facts.name.as_str()),
            kana: kana.unwrap_or_default(),
            texts: texts(&facts, &profile, body),
            facts,
            profile,
        }
    }
}

/// What everybody may read of an entry: names, kind, numbers and address, who runs it, what is
/// published of its hours, and what its profile tells in words; of each also the numbers with 丁目, 番 and
/// 号.
fn texts(facts: &ResourceFacts, profile: &Profile, body: Option<&str>) -> Vec<String> {
    let mut told = vec![
        facts.name.to_string(),
        facts.kind.word().to_owned(),
        facts.kind.service_name().to_owned(),
    ];
    let lines = facts.kana.iter().chain(&facts.service_name);
    told.extend(lines.chain(&facts.office_number).map(ToString::to_string));
    told.extend(facts.address.as_ref().map(Address::line));
    told.extend(body.map(str::to_owned));
    let prose = facts.hours_note.iter().chain(&profile.description);
    let prose = prose.chain(&profile.comparison.eligibility);
    told.extend(prose.map(ToString::to_string));
    told.extend(profile.strengths.iter().map(|said| said.text.to_string()));
    for program in &profile.programs {
        told.push(program.kind.word().to_owned());
        told.extend(program.own_name.as_ref().map(ToString::to_string));
    }
    told.extend(profile.roles.iter().map(|role| role.word().to_owned()));
    let mut texts: Vec<String> = told.iter().map(|text| normalise(text)).collect();
    texts.extend(told.iter().flat_map(|text| block_numbers(text)));
    texts.extend(facts.phones.iter().chain(&facts.fax).map(|phone| {
        let written = phone.written.as_str();
        dial(written).unwrap_or_else(|| normalise(written))
    }));
    texts
}

/// Reads everything in; the entries come in the order in which they were entered.
pub(super) async fn loaded(world: &World, data: &Path) -> Vec<Office> {
    let edition = renkei_app::import::edition_name("表");
    let places = fine(File::open(data.join("municipality/localgovjp-utf8.csv")));
    let places = fine(renkei_exchange::municipality::read(places));
    fine(
        world
            .app
            .import_municipalities(&edition, places.clone())
            .await,
    );
    let (day, name) = HOLIDAY;
    let holidays = vec![(day, name.to_owned())];
    fine(world.app.import_holidays(&edition, holidays).await);

    let table = table_of(data);
    let bytes = marked(&table);
    let report = fine(
        world
            .try_import(request("wamnet"), &bytes, &Limits::default())
            .await,
    );
    let mut offices = published(world, &table, places).await;
    assert_eq!(report.created, offices.len() as u64);
    assert!(offices.len() > 2_900, "only {}", offices.len());
    offices.extend(entered::all(world).await);
    offices
}

/// The rows of these prefectures, byte for byte, under one header.
fn table_of(data: &Path) -> String {
    let city = place_of("事業所住所（市区町村）");
    let is_wanted = |line: &str| {
        let row = cells(line);
        let stands = row.get(city).map_or("", String::as_str);
        PREFECTURES.iter().any(|name| stands.starts_with(name))
    };
    let mut table = String::new();
    for file in FILES {
        let text = fine(std::fs::read_to_string(data.join("wamnet").join(file)));
        let (header, rows) = text.split_once('\n').unwrap_or_default();
        if table.is_empty() {
            table.push_str(header.trim_start_matches('\u{FEFF}'));
            table.push('\n');
        }
        for line in rows.lines().filter(|line| is_wanted(line)) {
            table.push_str(line);
            table.push('\n');
        }
    }
    table
}

/// The entries of the table, in its order. Only their ids come from the directory.
async fn published(world: &World, table: &str, places: Vec<Municipality>) -> Vec<Office> {
    let known = fine(world.store.known_records(Dataset::Wamnet).await);
    let ids: HashMap<u128, ResourceId> = known
        .records
        .iter()
        .map(|record| (record.keys.full, record.resource))
        .collect();
    let places = MunicipalityTable::new(places);
    // Of the spellings of one 法人 the first is shown.
    let mut bodies: HashMap<_, String> = HashMap::new();
    let rows = fine(wamnet::rows(table.as_bytes(), &places)).filter_map(Result::ok);
    rows.map(|row| {
        let body = row.organization.as_ref().map(|facts| {
            let first = bodies.entry(organization_key(facts));
            first.or_insert_with(|| facts.name.to_string()).clone()
        });
        let id = ids.get(&row.key.full()).copied();
        let id = id.unwrap_or_else(|| panic!("{} was not read in", row.facts.name));
        Office::new(id, row.facts, Profile::default(), body.as_deref())
    })
    .collect()
}
