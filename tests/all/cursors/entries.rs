//! Entries of the test's own making, and the order in which every search must show them.

use renkei_app::directory::search::ResourceSearch;
use renkei_domain::directory::address::{Address, Location, Precision};
use renkei_domain::directory::filter::{Near, ResourceOrder};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::search::{Query, normalise};
use renkei_domain::ids::ResourceId;
use renkei_domain::text::fold;

use crate::migrations::{code, line, office, resource};

/// How many entries there are before anybody looks.
pub(super) const ENTERED: u32 = 120;
/// Where circles have their middle.
const MIDDLE: Point = Point {
    latitude: 34.85,
    longitude: 135.62,
};

/// Entries of every tier of 「さくら」, several with one name, several at one distance.
pub(super) fn entry(number: u32) -> ResourceFacts {
    let (name, kana, rest) = match number % 7 {
        0 => ("さくら".to_owned(), None, None),
        1 => (format!("さくら園 {number}"), None, None),
        2 => (format!("みどりの桜・さくら {number}"), None, None),
        3 => (format!("第{number}の会"), Some("だいさくらのかい"), None),
        4 => (format!("別の会{number}"), None, Some("さくら町1")),
        5 => (format!("うめ {number}"), None, None),
        _ => ("同じ名の会".to_owned(), Some("おなじなのかい"), None),
    };
    let kind = if number.is_multiple_of(3) {
        ResourceKind::PeerGroup
    } else {
        ResourceKind::GroupHome
    };
    let town = if number.is_multiple_of(2) {
        "272078"
    } else {
        "271276"
    };
    let steps = (f64::from(number % 5), f64::from(number % 4));
    let point = Point {
        latitude: MIDDLE.latitude + steps.0 * 0.003,
        longitude: MIDDLE.longitude - steps.1 * 0.004,
    };
    ResourceFacts {
        kana: kana.map(line),
        address: Some(Address {
            postal_code: None,
            municipality: Some(code(town)),
            city: line("どこかの市"),
            rest: rest.map(line),
        }),
        location: (!number.is_multiple_of(11)).then_some(Location {
            point,
            precision: Precision::Exact,
        }),
        ..office(kind, &name)
    }
}

/// The ids are no hint of the order in which entries come.
pub(super) fn id(number: u32) -> ResourceId {
    resource(u128::from(number * 89 % 1_009) + 1)
}

/// Searches of every order, narrowed by whatever changes how they are read.
pub(super) fn searches() -> Vec<ResourceSearch> {
    let near = |within_km| Near::new(MIDDLE, within_km);
    let words = |text: &str| ResourceSearch {
        text: text.to_owned(),
        ..ResourceSearch::default()
    };
    let ordered = |order, search| ResourceSearch { order, ..search };
    let round = |search| ResourceSearch {
        near: near(1.2),
        ..search
    };
    vec![
        ResourceSearch::default(),
        words("さくら"),
        words("さ"),
        words("さくら 町"),
        words("みどり 桜 会"),
        round(ResourceSearch::default()),
        round(words("さくら")),
        ordered(ResourceOrder::Name, words("さくら")),
        ordered(ResourceOrder::Name, round(words("さくら"))),
        ordered(ResourceOrder::Distance, round(words("さくら"))),
        ordered(ResourceOrder::Distance, words("さくら")),
        ResourceSearch {
            kinds: vec![ResourceKind::PeerGroup],
            ..words("さくら")
        },
        ResourceSearch {
            municipalities: vec![code("272078")],
            ..words("さくら")
        },
        ResourceSearch {
            municipalities: vec![code("271004")],
            near: near(50.0),
            ..ResourceSearch::default()
        },
        ResourceSearch {
            municipalities: vec![code("272078"), code("271276")],
            kinds: vec![ResourceKind::GroupHome],
            ..ResourceSearch::default()
        },
    ]
}

/// What an entry is ordered by; entries that are not found have nothing.
#[derive(Debug, PartialEq, PartialOrd)]
struct Place {
    tier: usize,
    reading: String,
    squared: f64,
    last: u128,
}

fn place(search: &ResourceSearch, number: u32) -> Option<Place> {
    let facts = entry(number);
    let query = Query::parse(&search.text);
    let words: Vec<&str> = query.words().iter().map(|word| word.as_str()).collect();
    let name = normalise(facts.name.as_str());
    let kana = facts.kana.as_ref().map(|kana| normalise(kana.as_str()));
    let address = facts.address.as_ref()?;
    let told = [
        name.clone(),
        kana.clone().unwrap_or_default(),
        normalise(facts.kind.word()),
        normalise(facts.kind.service_name()),
        normalise(&address.line()),
    ];
    let all_in = |text: &str| words.iter().all(|word| text.contains(word));
    let is_found = words
        .iter()
        .all(|word| told.iter().any(|text| text.contains(word)));
    let is_of_kind = search.kinds.is_empty() || search.kinds.contains(&facts.kind);
    let stands = address.municipality?.to_string();
    let is_there = search.municipalities.is_empty()
        || search.municipalities.iter().any(|asked| {
            let asked = asked.to_string();
            asked == stands || (asked == "271004" && stands == "271276")
        });
    let squared = match search.near {
        None => 0.0,
        Some(near) => {
            let point = facts.location?.point;
            let (north, east) = (
                point.latitude - near.point.latitude,
                point.longitude - near.point.longitude,
            );
            let wide = 111.32 * near.point.latitude.to_radians().cos();
            let squared = north * north * (111.32 * 111.32) + east * east * (wide * wide);
            if squared > near.within_km * near.within_km {
                return None;
            }
            squared
        }
    };
    if !(is_found && is_of_kind && is_there) {
        return None;
    }
    let joined = words.concat();
    let tier = match name.as_str() {
        name if name == joined => 0,
        name if name.starts_with(&joined) => 1,
        name if all_in(name) => 2,
        _ if kana.as_deref().is_some_and(all_in) => 3,
        _ => 4,
    };
    let by_name = Place {
        tier: 0,
        reading: fold(facts.kana.as_ref().unwrap_or(&facts.name).as_str()),
        squared: 0.0,
        last: id(number).uuid().as_u128(),
    };
    let by_words_or_distance = |tier| Place {
        tier,
        reading: String::new(),
        squared,
        last: u128::from(number),
    };
    let is_near = search.near.is_some();
    Some(match (search.order, words.is_empty()) {
        (ResourceOrder::Name, _) => by_name,
        (ResourceOrder::Distance, _) if is_near => by_words_or_distance(0),
        (_, true) if is_near => by_words_or_distance(0),
        (_, true) => by_name,
        (_, false) => by_words_or_distance(tier),
    })
}

/// Every entry a search finds, in its order.
pub(super) fn expected(search: &ResourceSearch) -> Vec<ResourceId> {
    let mut found: Vec<(Place, ResourceId)> = (0..ENTERED)
        .filter_map(|number| Some((place(search, number)?, id(number))))
        .collect();
    found.sort_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    found.into_iter().map(|(_, id)| id).collect()
}
