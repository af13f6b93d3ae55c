//! 地域のすきま: behind every number stands a list of as many, the numbers are those that somebody counts who reads every
//! entry, and nobody counts twice.

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::directory::coverage::CoverageView;
use renkei_app::directory::list::ListedResource;
use renkei_app::directory::read::Viewer;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::coverage::{CountedIn, CountedKind, Coverage, Tally};
use renkei_domain::directory::freshness::{
    FieldGroup, Freshness, Verification, VerificationMethod, VerificationOutcome,
};
use renkei_domain::directory::kind::ResourceKind as K;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::NetworkId;
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_tests::people::somebody;
use renkei_tests::published::town;
use renkei_tests::statements::counted;
use renkei_tests::{World, on_every_database};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use uuid::Uuid;

use crate::import::look::view;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::long_lists::spreadsheet;
use crate::markup::plain;
use crate::migrations::{every_page, everything, line, office, office_in, register, resource};
use crate::pages::{page, total};
use crate::record::fine;

fn day(text: &str) -> NaiveDate {
    fine(text.parse())
}

/// What an entry adds wherever it counts.
fn tally_of(entry: &ListedResource, today: NaiveDate) -> Tally {
    let profile = &entry.profile;
    let declares = !profile.service_area.is_empty();
    let told = profile.capacity.filter(|report| report.available.is_some());
    let contact = Freshness::of(FieldGroup::Contact, &profile.verifications);
    Tally {
        serves: u64::from(declares),
        stands: u64::from(!declares),
        told: u64::from(told.is_some()),
        free: told.and_then(|report| report.available).unwrap_or(0).into(),
        oldest: told.map(|report| report.as_of),
        confirmed: u64::from(contact.is_confirmed_on(today)),
    }
}

/// Whether an entry counts in a municipality. A city is known by the beginning of the names of its wards.
fn counts_in(entry: &ListedResource, place: &Municipality, towns: &[Municipality]) -> bool {
    let name = |code: MunicipalityCode| {
        let mut towns = towns.iter();
        let town = towns.find(|town| town.code == code);
        town.map_or("", |town| town.name.as_str())
    };
    let own = place.name.as_str();
    let stands = entry.facts.address.as_ref();
    let stands = stands.and_then(|address| address.municipality);
    let served = &entry.profile.service_area;
    if served.is_empty() {
        return stands.is_some_and(|code| name(code).starts_with(own));
    }
    let mut served = served.iter().map(|code| name(*code));
    served.any(|served| !served.is_empty() && (served.starts_with(own) || own.starts_with(served)))
}

/// The table as somebody counts it who reads every entry.
async fn by_hand(world: &World, places: &[MunicipalityCode]) -> Coverage {
    let towns = fine(world.store.municipalities().await);
    let today = world.app.now().in_japan().date;
    let entries = every_page(&world.app, &Viewer::Anonymous, everything()).await;
    let place_of = |code: &MunicipalityCode| {
        let mut towns = towns.iter();
        towns.find(|town| town.code == *code)
    };
    let places_of: Vec<&Municipality> = places.iter().filter_map(place_of).collect();
    let mut counted = Vec::new();
    for kind in K::ALL {
        let of_kind = entries.iter().filter(|entry| entry.facts.kind == *kind);
        let of_kind: Vec<&ListedResource> = of_kind.collect();
        let mut count = |within: CountedIn, is_in: &dyn Fn(&ListedResource) -> bool| {
            let those = of_kind.iter().filter(|entry| is_in(entry));
            let tally = those.fold(Tally::default(), |sum, entry| {
                sum.with(tally_of(entry, today))
            });
            counted.push(CountedKind {
                within,
                kind: *kind,
                tally,
            });
        };
        for (nth, place) in places_of.iter().enumerate() {
            count(CountedIn::Place(nth), &|entry| {
                counts_in(entry, place, &towns)
            });
        }
        count(CountedIn::Area, &|entry| {
            let mut places = places_of.iter();
            places.any(|place| counts_in(entry, place, &towns))
        });
    }
    let is_for_all = |entry: &&ListedResource| {
        let is_nowhere = entry.facts.address.is_none() && entry.profile.service_area.is_empty();
        entry.facts.kind == K::Hotline && is_nowhere
    };
    let lines = entries.iter().filter(is_for_all);
    let tally = lines.fold(Tally::default(), |sum, entry| {
        sum.with(Tally {
            serves: 1,
            stands: 0,
            ..tally_of(entry, today)
        })
    });
    counted.push(CountedKind {
        within: CountedIn::Country,
        kind: K::Hotline,
        tally,
    });
    Coverage::of(places.to_vec(), counted)
}

async fn view_of(world: &World, network: NetworkId) -> CoverageView {
    let view = fine(world.app.coverage(network).await);
    view.unwrap_or_else(|| panic!("there is no network {network}"))
}

/// An entry: its kind, where it stands, whom it serves, what it said of free places, and when its number was confirmed.
type Entered = (
    K,
    Option<&'static str>,
    &'static [&'static str],
    Option<Option<u32>>,
    Option<&'static str>,
);

const ENTERED: [Entered; 9] = [
    (
        K::GroupHome,
        Some("22131"),
        &[],
        Some(Some(3)),
        Some("2026-03-01"),
    ),
    // Due since today.
    (
        K::GroupHome,
        None,
        &["22130", "22131", "27207"],
        Some(Some(0)),
        Some("2025-11-20"),
    ),
    // Serves others than those it stands among.
    (K::GroupHome, Some("27207"), &["27211"], None, None),
    (
        K::HomeHelp,
        Some("27301"),
        &[],
        Some(None),
        Some("2025-11-21"),
    ),
    (K::HomeHelp, Some("27301"), &["27301", "27207"], None, None),
    (K::Hotline, None, &[], None, Some("2026-11-01")),
    // Nobody knows where it is.
    (K::PeerGroup, None, &[], None, None),
    // Serves a ward, which the city counts with.
    (K::HelloWork, Some("27211"), &["22131"], None, None),
    // This one closes.
    (
        K::GroupHome,
        Some("27207"),
        &[],
        Some(Some(9)),
        Some("2026-11-01"),
    ),
];

async fn enter(world: &World, number: u128, entered: &Entered) {
    let (kind, stands, serves, report, confirmed) = entered;
    let name = format!("みほん{number}");
    let facts = match stands {
        Some(code) => office_in(town(code), *kind, &name),
        None => office(*kind, &name),
    };
    let verifications = confirmed.map(|on| Verification {
        group: FieldGroup::Contact,
        verified_on: day(on),
        by_name: None,
        by_role: line("事務局"),
        method: VerificationMethod::Phone,
        outcome: VerificationOutcome::Confirmed,
    });
    let profile = Profile {
        service_area: serves.iter().map(|code| town(code)).collect(),
        capacity: report.map(|available| CapacityReport {
            available,
            maximum: None,
            waiting: None,
            as_of: day("2026-10-01"),
        }),
        verifications: verifications.into_iter().collect(),
        ..Profile::default()
    };
    register(world, resource(number), facts, profile).await;
}

async fn close(world: &World, number: u128) {
    let id = resource(number);
    let version = view(world, id).await.version;
    let operator = Writer::by(Principal::installation(), Source::Command);
    let closure = Closure {
        on: day("2026-11-01"),
        reason: None,
        successor: None,
    };
    let closed = world.app.close_resource(&operator, id, version, closure);
    fine(fine(closed.await));
}

on_every_database! {
    async fn a_council_counts_whoever_serves_or_stands_there_once_and_nobody_who_closed(world) {
        let world = world.with_towns().await;
        let network = NetworkId::from_uuid(Uuid::from_u128(3));
        let area = ["22130", "22131", "27207", "27301"].map(town).to_vec();
        fine(fine(world.app.found_network(Caller::COMMAND, network, line("網"), area).await));
        for (number, entered) in (1..).zip(&ENTERED) {
            enter(&world, number, entered).await;
        }
        close(&world, 9).await;
        let view = view_of(&world, network).await;
        // The ward counts with its city.
        assert_eq!(view.places, ["浜松市", "高槻市", "島本町"]);
        assert_eq!(view.coverage, by_hand(&world, &view.coverage.places).await);

        let row = |kind: K| {
            let mut rows = view.coverage.rows.iter();
            rows.find(|row| row.kind == kind).unwrap_or_else(|| panic!("no line for {kind}"))
        };
        let homes = row(K::GroupHome);
        let counts = |cells: &[Tally]| cells.iter().map(|cell| (cell.serves, cell.stands)).collect::<Vec<_>>();
        assert_eq!(counts(&homes.cells), [(1, 1), (1, 0), (0, 0)]);
        assert_eq!((homes.all.serves, homes.all.stands), (1, 1));
        assert_eq!(homes.all.places(), Some((3, day("2026-10-01"))));
        assert_eq!((homes.all.told, homes.all.confirmed), (2, 1));
        let help = row(K::HomeHelp);
        assert_eq!(counts(&help.cells), [(0, 0), (1, 0), (1, 1)]);
        // Could not say is not none.
        assert_eq!((help.all.places(), help.all.confirmed), (None, 1));
        assert_eq!(row(K::HelloWork).cells[0].serves, 1);
        assert_eq!(row(K::Hotline).country.agencies(), 1);
        assert!(row(K::PeerGroup).all.is_empty());
        assert_eq!(view.coverage.sums().all.agencies(), 6);
        let gaps = view.coverage.gaps();
        assert!(gaps.nobody.contains(&K::PeerGroup) && !gaps.nobody.contains(&K::Hotline));
        assert_eq!(gaps.places_unknown, [K::HomeHelp]);
        assert_eq!(gaps.unconfirmed, [K::HelloWork]);

        // However large an area is, it is asked for at once.
        let (_, sent) = counted(world.app.coverage(network)).await;
        assert!(sent <= 4, "{sent} statements");
    }
}

/// The cells of a page behind which stands a list: where it is, and how many they say.
fn numbered(html: &str) -> Vec<(String, usize)> {
    let cells = html.split(r#"<td role="cell" data-label=""#).skip(1);
    let cells = cells.filter_map(|cell| {
        let (cell, _) = cell.split_once("</td>")?;
        let (_, link) = cell.split_once(r#"><a href=""#)?;
        let (href, rest) = link.split_once("\">")?;
        let (count, _) = rest.split_once("か所")?;
        Some((plain(href), fine(count.parse())))
    });
    cells.collect()
}

on_every_database! {
    async fn a_visitor_finds_behind_every_cell_as_many_as_it_says(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let led = visitor.open("/coverage").await;
        assert_eq!(led.status(), 303);
        let path = format!("/coverage/{}", demo());
        let location = led.headers().get(LOCATION).map(|to| to.as_bytes().to_vec());
        assert_eq!(location, Some(path.clone().into_bytes()));
        let html = page(&visitor, &path).await;
        let cells = numbered(&html);
        assert!(cells.len() > 40, "only {} cells", cells.len());
        for (href, count) in &cells {
            assert_eq!(total(&page(&visitor, href).await), *count, "{href}");
        }
        let view = view_of(&world, demo()).await;
        assert_eq!(view.coverage, by_hand(&world, &view.coverage.places).await);
        let sums = view.coverage.sums();
        let rows = view.coverage.rows.iter().map(|row| (&row.cells, [&row.country, &row.all]));
        let rows = rows.chain([(&sums.cells, [&sums.country, &sums.all])]);
        let filled = rows.flat_map(|(cells, others)| cells.iter().chain(others));
        assert_eq!(cells.len(), filled.filter(|cell| !cell.is_empty()).count());
        let of = |what: &str| cells.iter().filter(|(href, _)| href.contains(what)).count();
        assert!(of(&format!("network={}", demo())) > 10 && of("country=yes") == 2, "{cells:?}");
        assert!(html.contains("この1年に確かめた機関の数です"), "{html}");
        let whole = page(&visitor, &format!("/kinds/visiting_nursing?network={}", demo())).await;
        let hotlines = page(&visitor, &format!("/kinds/hotline?network={}", demo())).await;
        assert!(!hotlines.contains("所在する）"), "what names no place stands in none: {hotlines}");
        assert!(whole.contains("の地域（やめる）") && whole.contains("どこかを「担当する」"), "{whole}");
        let country = page(&visitor, "/kinds/hotline?country=yes").await;
        assert!(country.contains("全国どこからでも（やめる）"), "{country}");
        let (status, file) = visitor.read("/search.csv?kind=hotline&country=yes").await;
        assert_eq!((status, file.lines().count()), (200, total(&country) + 1));
        for nowhere in ["network=x", "network=01932f00-0000-7000-8000-00000000ffff", "country=no"] {
            assert_eq!(visitor.open(&format!("/search?{nowhere}")).await.status(), 404, "{nowhere}");
        }

        for strange in ["/coverage/x", "/coverage/01932f00-0000-7000-8000-00000000ffff"] {
            for below in ["", "/csv", "/paper"] {
                let path = format!("{strange}{below}");
                assert_eq!(visitor.open(&path).await.status(), 404, "{path}");
            }
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_takes_the_table_along_for_a_spreadsheet_and_on_paper(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let path = format!("/coverage/{}", demo());
        let own = browser_of(&server, &minato).look("/").await;
        let place = format!("<a href=\"{path}\">地域のすきま</a>");
        assert!(own.html.contains(&place), "{}", own.html);
        let anybody = page(&visitor, "/").await;
        assert!(!anybody.contains(&place) && anybody.contains("href=\"/coverage\""));

        let view = view_of(&world, demo()).await;
        let rows = spreadsheet(&visitor, &format!("{path}/csv")).await;
        assert!(rows.iter().all(|row| row.len() == 11), "{:?}", rows.first());
        let countrywide = view.coverage.rows.iter().filter(|row| !row.country.is_empty()).count();
        assert_eq!(rows.len(), K::ALL.len() * (view.places.len() + 1) + countrywide);
        for row in &view.coverage.rows {
            let mut lines = rows.iter().filter(|line| line[1] == row.kind.word());
            let all = lines.find(|line| line[2] == "地域ぜんたい");
            let all = all.unwrap_or_else(|| panic!("no sum of {}", row.kind));
            assert_eq!(all[4], row.all.agencies().to_string(), "{}", row.kind);
            // Where nobody was asked the cell is empty, and no nought.
            let free = row.all.places().map_or(String::new(), |(free, _)| free.to_string());
            assert_eq!(all[7], free, "{}", row.kind);
        }
        let paper = visitor.open(&format!("{path}/paper")).await;
        assert_eq!(paper.status(), 200);
        let kind = paper.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec());
        assert_eq!(kind, Some(b"application/pdf".to_vec()));
        assert!(fine(paper.bytes().await).starts_with(b"%PDF-"));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_visitor_of_several_networks_chooses_one_and_reads_where_an_area_is_missing(world) {
        let world = world.with_towns().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        assert!(page(&visitor, "/coverage").await.contains("まだ置かれていません"));
        let networks = [3, 4].map(|number| NetworkId::from_uuid(Uuid::from_u128(number)));
        let areas = [vec![town("27207")], Vec::new()];
        for ((network, name), area) in networks.into_iter().zip(["網", "となり"]).zip(areas) {
            fine(fine(world.app.found_network(Caller::COMMAND, network, line(name), area).await));
        }
        let choice = page(&visitor, "/coverage").await;
        for network in networks {
            assert!(choice.contains(&format!("href=\"/coverage/{network}\"")), "{choice}");
        }
        // Kinds of which there is nothing stand in sentences, and in the table where that is wanted.
        let path = format!("/coverage/{}", networks[0]);
        let line = format!("<a href=\"/kinds/{}\">{}</a></th>", K::HomeHelp.code(), K::HomeHelp);
        let nothing = page(&visitor, &path).await;
        assert!(nothing.contains("1か所もありません") && nothing.contains("1か所もない種類"));
        assert!(nothing.contains("― なし") && !nothing.contains(&line));
        let whole = page(&visitor, &format!("{path}?empty=all")).await;
        assert!(whole.contains(&line) && numbered(&whole).is_empty());
        assert_eq!(visitor.open(&format!("{path}?empty=some")).await.status(), 404);
        let nowhere = page(&visitor, &format!("/coverage/{}", networks[1])).await;
        assert!(nowhere.contains("まだ決まっていません") && !nowhere.contains("<table"));
        let paper = visitor.open(&format!("/coverage/{}/paper", networks[1])).await;
        assert_eq!(paper.status(), 200);
        server.stop().await;
    }
}
