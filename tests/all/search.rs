//! A supporter on the phone types two kanji. What is found, in which order, is compared with a plain
//! `contains` over normalised texts (`expected.rs`), never with an earlier answer of the search itself;
//! first hits were written down by somebody who read the tables (`first_hits.rs`). Every database is held
//! to the same lists, so that all of them answer alike.

mod areas;
mod entered;
mod expected;
mod first_hits;
mod hostile;
mod narrowed;
mod offices;
mod queries;
mod spellings;

use renkei_app::directory::search::ResourceSearch;
use renkei_domain::ids::ResourceId;
use renkei_tests::{World, on_every_database, shared};

use self::expected::expected;
use self::offices::{Office, loaded};
use crate::cursors::standing;
use crate::record::fine;

fn words(text: &str) -> ResourceSearch {
    ResourceSearch {
        text: text.to_owned(),
        ..ResourceSearch::default()
    }
}

/// Turns every page of a search: what stands on them, in its order, is what is expected, and the count
/// says as much.
async fn assert_finds(
    world: &World,
    offices: &[Office],
    search: &ResourceSearch,
    expected: &[&Office],
) {
    let wanted: Vec<ResourceId> = expected.iter().map(|office| office.id).collect();
    let seen = standing(world, search).await;
    let pairs = seen.iter().zip(&wanted);
    let alike = pairs.take_while(|(seen, wanted)| seen == wanted).count();
    let name = |ids: &[ResourceId]| {
        let id = ids.get(alike)?;
        let office = offices.iter().find(|office| office.id == *id)?;
        Some((office.facts.name.to_string(), office.facts.kind))
    };
    assert!(
        seen == wanted,
        "{search:?} finds {} instead of {}; at place {alike} stands {:?} instead of {:?}",
        seen.len(),
        wanted.len(),
        name(&seen),
        name(&wanted),
    );
    let counted = fine(world.app.count_resources(search).await);
    let total = (counted.total, counted.is_exact);
    assert_eq!(total, (wanted.len() as u64, true), "{search:?}");
}

/// Every spelling of a word finds one list, and in it whom it must.
async fn assert_spellings(world: &World, offices: &[Office]) {
    for (alike, name) in spellings::SPELLINGS {
        let mut lists = Vec::new();
        for text in *alike {
            lists.push(standing(world, &words(text)).await);
        }
        for (list, text) in lists.iter().zip(*alike) {
            assert!(
                *list == lists[0],
                "{text} finds {}, {} finds {}",
                list.len(),
                alike[0],
                lists[0].len()
            );
        }
        let named = |office: &&Office| office.facts.name.as_str() == *name;
        let mut meant = offices.iter().filter(named);
        assert!(
            meant.any(|office| lists[0].contains(&office.id)),
            "{} does not find {name}",
            alike[0]
        );
    }
}

on_every_database! {
    async fn a_supporter_finds_what_holds_every_word_and_nothing_else_in_its_order(world) {
        let Some(data) = shared::data(module_path!()) else { return };
        let offices = loaded(&world, &data).await;
        for text in queries::QUERIES {
            let search = words(text);
            let hits = expected(&offices, &search, None);
            assert!(!hits.is_empty(), "{text} shows nothing of the search");
            assert_finds(&world, &offices, &search, &hits).await;
        }
        for text in queries::NOTHING {
            assert!(expected(&offices, &words(text), None).is_empty(), "{text} is no query without hits");
            assert_finds(&world, &offices, &words(text), &[]).await;
        }
        for (search, area) in narrowed::cases() {
            let hits = expected(&offices, &search, area);
            assert!(!hits.is_empty(), "{search:?} shows nothing of the search");
            assert_finds(&world, &offices, &search, &hits).await;
        }
        for (search, area) in narrowed::without_hits() {
            assert!(expected(&offices, &search, area).is_empty(), "{search:?} has hits");
            assert_finds(&world, &offices, &search, &[]).await;
        }
        assert_spellings(&world, &offices).await;
    }
}
