//! What nobody would type in earnest: a calm page that says what was found, and never more work than for
//! a word. What programs get for the same stands in `graphql_http`.

use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_domain::ids::ResourceId;
use renkei_tests::{World, on_every_database};

use crate::connections::asked;
use crate::migrations::every_page;
use crate::pages::{page, total};

/// Somebody's question as it stands in the address, and the plain one that it amounts to.
const HOSTILE: &[(&str, &str)] = &[
    // Signs that mean something to a search engine.
    ("%22%E7%9C%8B%E8%AD%B7", "看護"),
    ("%E7%9C%8B%E8%AD%B7*", "看護"),
    ("%5E%E7%9C%8B%E8%AD%B7%3A", "看護"),
    ("%28%28%28%E7%9C%8B%E8%AD%B7", "看護"),
    ("-%E7%9C%8B%E8%AD%B7", "看護"),
    ("%25%E7%9C%8B%E8%AD%B7_", "看護"),
    ("%E7%9C%8B%E8%AD%B7%27%3B--", "看護"),
    // NUL, other controls, and marks without width.
    ("%E7%9C%8B%00%E8%AD%B7", "看護"),
    ("%00%E7%9C%8B%E8%AD%B7%01%1B", "看護"),
    ("%E2%80%AE%E7%9C%8B%E2%80%8B%E8%AD%B7", "看護"),
    // Half of a pair of surrogates, bytes that begin nothing, a character that is cut short.
    ("%E7%9C%8B%E8%AD%B7%ED%A0%80", "看護"),
    ("%ED%B0%80%E7%9C%8B%E8%AD%B7", "看護"),
    ("%FF%FE%E7%9C%8B%E8%AD%B7", "看護"),
    ("%E7%9C%8B%E8%AD%B7%E7%9C", "看護"),
    ("%E7%9C%8B%E8%AD%B7%", "看護"),
];

/// Questions that find nothing.
const WITHOUT_HITS: &[&str] = &[
    "%22",
    "*",
    "%2A%2A%2A",
    "%EF%BC%8A%EF%BC%81%EF%BC%9F",
    "%E3%83%BC",
    "%00",
    "%ED%A0%80",
    "%ED%A0%80%ED%B0%80",
    "%FF",
    "%EF%BF%BD",
    "NEAR%28%E7%9C%8B%E8%AD%B7%20%E7%A7%BB%E8%A1%8C%29",
    "name%3A%E7%9C%8B%E8%AD%B7",
    "%E7%9C%8B%E8%AD%B7%22%20OR%20%22%E7%A7%BB%E8%A1%8C",
    "%27%3B%20DROP%20TABLE%20resource%3B%20--",
];

/// More than any page of twenty hits and their facets needs.
const LARGEST: usize = 1024 * 1024;

/// What no page may hold.
fn is_strange(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

async fn found(world: &World, text: &str) -> Vec<ResourceId> {
    let request = ListRequest {
        text: text.to_owned(),
        ..ListRequest::default()
    };
    let entries = every_page(&world.app, &Viewer::Anonymous, request).await;
    entries.iter().map(|entry| entry.id).collect()
}

on_every_database! {
    async fn a_hostile_visitor_types_anything_and_reads_a_calm_page(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for (typed, plain) in HOSTILE {
            let hits = found(&world, plain).await.len();
            assert!(hits > 0, "{plain}");
            let html = page(&visitor, &format!("/search?q={typed}")).await;
            assert_eq!(total(&html), hits, "{typed}");
            assert!(!html.contains(is_strange), "{typed} is handed on");
        }
        // Beyond the hundredth character nothing is looked at.
        let (letters, kanji) = ("a".repeat(10_000), "%E7%9C%8B%E8%AD%B7".repeat(3_500));
        let long = [letters.as_str(), kanji.as_str()];
        for typed in WITHOUT_HITS.iter().copied().chain(long) {
            let shown: String = typed.chars().take(40).collect();
            let html = page(&visitor, &format!("/search?q={typed}")).await;
            assert_eq!(total(&html), 0, "{shown}");
            assert!(html.contains("見つかりませんでした"), "{shown}");
            assert!(html.len() < LARGEST, "{shown}: {} bytes", html.len());
            assert!(!html.contains(is_strange), "{shown} is handed on");
            let (status, csv) = visitor.read(&format!("/search.csv?q={typed}")).await;
            assert_eq!((status, csv.lines().count()), (200, 1), "{shown}");
        }
        // 10,000 kanji make an address of 90,000 bytes: it is not read to its end.
        let request = format!(
            "GET /search?q={} HTTP/1.1\r\nHost: renkei.test\r\nConnection: close\r\n\r\n",
            "%E7%9C%8B%E8%AD%B7".repeat(5_000)
        );
        let answer = asked(server.address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 414 "), "{}", answer.lines().next().unwrap_or_default());
        assert!(answer.len() < 4_096, "{} bytes", answer.len());
        assert!(total(&page(&visitor, "/search").await) > 0, "the next visitor is served");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_supporter_types_nothing_and_reads_the_whole_list(world) {
        let world = world.seeded().await;
        let all = found(&world, "").await;
        assert!(all.len() > 20, "{}", all.len());
        for nothing in [" ", "\u{3000}", "\t\n"] {
            assert_eq!(found(&world, nothing).await, all, "{nothing:?}");
        }
    }
}
