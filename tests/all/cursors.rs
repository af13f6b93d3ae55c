//! Turning the pages of a search, forwards and backwards, while the directory goes on changing. The
//! whole order is known from the entries themselves, never from the search.

mod entries;

use std::collections::BTreeSet;

use renkei_app::directory::read::Viewer;
use renkei_app::directory::search::{
    Cursor, PageRequest, Parts, ResourcePage, ResourceSearch, SearchRefusal, Start,
};
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::ResourceId;
use renkei_tests::{World, on_every_database};

use self::entries::{ENTERED, entry, expected, id, searches};
use crate::migrations::{municipality, register};
use crate::record::fine;

async fn enter_all(world: World) -> World {
    let table = vec![
        municipality("271004", "大阪府", "大阪市", "おおさかし"),
        municipality("271276", "大阪府", "大阪市北区", "おおさかしきたく"),
        municipality("272078", "大阪府", "高槻市", "たかつきし"),
    ];
    let edition = renkei_app::import::edition_name("表");
    fine(world.app.import_municipalities(&edition, table).await);
    for number in 0..ENTERED {
        register(&world, id(number), entry(number), Profile::default()).await;
    }
    world
}

async fn asked(
    world: &World,
    search: &ResourceSearch,
    start: Start,
    size: u16,
) -> Result<ResourcePage, SearchRefusal> {
    let page = PageRequest { size, start };
    let answer = world
        .app
        .search_resources(&Viewer::Anonymous, search, &page, Parts::NONE);
    fine(answer.await)
}

/// Which way somebody turns the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Onward,
    Back,
}

/// Turns every page; between two of them something may happen.
async fn walk(
    world: &World,
    search: &ResourceSearch,
    way: Way,
    size: u16,
    mut meanwhile: impl AsyncFnMut(usize),
) -> Vec<ResourceId> {
    let mut seen: Vec<ResourceId> = Vec::new();
    let mut start = match way {
        Way::Onward => Start::First,
        Way::Back => Start::Last,
    };
    for turned in 0.. {
        let page = fine(asked(world, search, start, size).await);
        assert!(page.entries.len() <= usize::from(size));
        let behind = if way == Way::Onward {
            page.has_previous
        } else {
            page.has_next
        };
        assert_eq!(behind, turned > 0, "{search:?} {way:?}");
        let ids = page.entries.iter().map(|entry| entry.resource.id);
        match way {
            Way::Onward => seen.extend(ids),
            Way::Back => drop(seen.splice(0..0, ids)),
        }
        let (has_more, edge) = match way {
            Way::Onward => (page.has_next, page.entries.last()),
            Way::Back => (page.has_previous, page.entries.first()),
        };
        let Some(cursor) = edge.map(|entry| entry.cursor.clone()).filter(|_| has_more) else {
            break;
        };
        start = match way {
            Way::Onward => Start::After(cursor),
            Way::Back => Start::Before(cursor),
        };
        meanwhile(turned).await;
    }
    seen
}

on_every_database! {
    async fn a_partner_turns_every_page_of_every_search_in_both_directions(world) {
        let world = enter_all(world).await;
        for search in searches() {
            let expected = expected(&search);
            assert!(expected.len() > 5, "{search:?} finds {}", expected.len());
            for size in [3, 17, 100] {
                for way in [Way::Onward, Way::Back] {
                    let seen = walk(&world, &search, way, size, async |_| {}).await;
                    assert_eq!(seen, expected, "{search:?} {way:?} by {size}");
                }
            }
            let counted = fine(world.app.count_resources(&search).await);
            assert_eq!((counted.total, counted.is_exact), (expected.len() as u64, true), "{search:?}");
        }
    }
}

on_every_database! {
    async fn a_partner_misses_nothing_and_reads_nothing_twice_while_entries_are_added(world) {
        let world = enter_all(world).await;
        let mut number = ENTERED;
        for search in searches() {
            for way in [Way::Onward, Way::Back] {
                let (before, first_new) = (standing(&world, &search).await, number);
                let seen = walk(&world, &search, way, 9, async |turned| {
                    // After each of the first pages come three more, to stand anywhere.
                    let more = if turned < 4 { 3 } else { 0 };
                    for _ in 0..more {
                        register(&world, id(number), entry(number), Profile::default()).await;
                        number += 1;
                    }
                })
                .await;
                let distinct: BTreeSet<_> = seen.iter().collect();
                assert_eq!(distinct.len(), seen.len(), "{search:?} {way:?} shows something twice");
                let new: BTreeSet<_> = (first_new..number).map(id).collect();
                let old: Vec<_> = seen.into_iter().filter(|id| !new.contains(id)).collect();
                assert_eq!(old, before, "{search:?} {way:?}");
            }
        }
        assert!(number < 1_009, "ids repeat");
    }
}

/// Everything a search finds now, read while nothing happens.
pub(crate) async fn standing(world: &World, search: &ResourceSearch) -> Vec<ResourceId> {
    walk(world, search, Way::Onward, 100, async |_| {}).await
}

on_every_database! {
    async fn a_partner_is_refused_with_a_cursor_that_belongs_elsewhere_or_nowhere(world) {
        let world = enter_all(world).await;
        let searches = searches();
        let mut cursors = Vec::new();
        for search in &searches {
            let page = fine(asked(&world, search, Start::First, 2).await);
            cursors.push(page.entries[1].cursor.clone());
        }
        for (own, search) in searches.iter().enumerate() {
            for (of, cursor) in cursors.iter().enumerate() {
                for start in [Start::After(cursor.clone()), Start::Before(cursor.clone())] {
                    let answer = asked(&world, search, start, 20).await;
                    let code = answer.map(|_| ()).map_err(|refusal| refusal.code());
                    let right = if own == of { Ok(()) } else { Err("CURSOR_OF_ANOTHER_SEARCH") };
                    assert_eq!(code, right, "{search:?} by a cursor of {:?}", searches[of]);
                }
            }
        }
        let long = "A".repeat(10_000);
        let twice = format!("{0}{0}", cursors[0]);
        for garbage in [
            "", " ", "=", "AQ", "AAAA", "_____________________________________", "AQD_", "看護", "\0",
            "' OR 1=1 --", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_w", long.as_str(), twice.as_str(),
        ] {
            for search in &searches {
                for start in [Start::After(Cursor::from(garbage)), Start::Before(Cursor::from(garbage))] {
                    let refused = asked(&world, search, start, 20).await.map(|page| page.entries.len());
                    assert_eq!(refused.map_err(|refusal| refusal.code()), Err("CURSOR_UNREADABLE"), "{garbage}");
                }
            }
        }
    }
}
