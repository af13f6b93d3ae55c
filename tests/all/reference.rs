//! The reference of the schema: a partner without an account reads every type of it, and every link leads to what it
//! names.

use std::collections::{BTreeMap, BTreeSet};

use renkei_domain::people::Standing;
use renkei_graphql::Api;
use renkei_tests::people::somebody;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use renkei_web::pages::every_sample;
use reqwest::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use reqwest::{Method, Response};

use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, attribute, links, plain, tags};
use crate::pages::page;
use crate::record::fine;

const INDEX: &str = "/graphql/reference";

fn told(answer: &Response, name: reqwest::header::HeaderName) -> Option<&str> {
    answer.headers().get(name)?.to_str().ok()
}

/// The names of the types that the schema defines.
fn defined() -> BTreeSet<String> {
    let kinds = ["type", "input", "enum", "scalar", "interface", "union"];
    let sdl = Api::sdl();
    let names = sdl.lines().filter_map(|line| {
        let (kind, rest) = line.split_once(' ')?;
        let name = rest.split([' ', '{', '@']).next()?;
        kinds.contains(&kind).then(|| name.to_owned())
    });
    names.collect()
}

/// What a link of the reference leads to: a page of it, and a place on that page.
fn parts(link: &str) -> (String, Option<String>) {
    match link.split_once('#') {
        Some((path, place)) => (path.to_owned(), Some(place.to_owned())),
        None => (link.to_owned(), None),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_finds_a_page_for_every_type_and_every_link_leads_somewhere() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let visitor = server.visitor();
    let index = page(&visitor, INDEX).await;
    let of_types = links(&index).into_iter().map(|link| parts(&link));
    let of_types: BTreeSet<String> = of_types
        .filter(|(path, place)| path.starts_with(&format!("{INDEX}/")) && place.is_none())
        .map(|(path, _)| path)
        .collect();
    let expected: BTreeSet<String> = defined()
        .iter()
        .map(|name| format!("{INDEX}/{name}"))
        .collect();
    assert!(expected.len() > 400, "only {} types", expected.len());
    let missing: Vec<_> = expected.difference(&of_types).collect();
    assert!(missing.is_empty(), "not in the index: {missing:?}");
    assert_eq!(of_types, expected);

    let mut read = BTreeMap::from([(INDEX.to_owned(), index)]);
    for path in &expected {
        read.insert(path.clone(), page(&visitor, path).await);
    }
    let places: BTreeMap<&str, BTreeSet<String>> = read
        .iter()
        .map(|(path, html)| {
            let ids = tags(html);
            let ids = ids.iter().filter_map(|tag| attribute(tag, "id"));
            (path.as_str(), ids.map(str::to_owned).collect())
        })
        .collect();
    let mut followed = 0;
    for (path, html) in &read {
        for link in links(html) {
            let (to, place) = parts(&link);
            if !to.starts_with(INDEX) {
                continue;
            }
            let there = places.get(to.as_str());
            let there = there.unwrap_or_else(|| panic!("{path} leads to {link}"));
            let is_there = place.is_none_or(|place| there.contains(&place));
            assert!(is_there, "{path} leads to {link}");
            followed += 1;
        }
    }
    assert!(followed > 3_000, "only {followed} links");
    server.stop().await;
}

on_every_database! {
    async fn a_partner_without_an_account_reads_what_can_be_asked(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        // From where calls are explained to the type that is asked first.
        let explained = page(&visitor, "/data").await;
        assert!(links(&explained).contains(&INDEX.to_owned()));
        let index = page(&visitor, INDEX).await;
        for way in ["/graphql/reference/Query", "/graphql/reference/Mutation", "/graphql/reference/RefusalCode", "/data"] {
            assert!(links(&index).contains(&way.to_owned()), "{way}");
        }
        assert!(index.contains(r#"<li id="code-PAGE_SIZE"><code>PAGE_SIZE</code>"#), "{index}");

        let query = page(&visitor, "/graphql/reference/Query").await;
        for (href, word) in [
            ("/graphql/reference/ResourceConnection", "ResourceConnection"),
            ("/graphql/reference/ResourceFilter", "ResourceFilter"),
            ("/graphql/reference#code-BAD_FILTER", "BAD_FILTER"),
            ("/graphql/reference/Resource#part-id", "Resource.id"),
        ] {
            let ways = [format!(r#"<a href="{href}">{word}</a>"#), format!(r#"<a href="{href}"><code>{word}</code></a>"#)];
            assert!(ways.iter().any(|way| query.contains(way)), "{word}: {query}");
        }
        assert!(query.contains(r#"<h3 id="part-resources"><code>resources</code>"#), "{query}");
        assert!(plain(&query).contains("Searches the directory."), "{query}");
        let resource = page(&visitor, "/graphql/reference/Resource").await;
        assert!(resource.contains(r#"<a href="/graphql/reference/Query#part-resource"><code>Query.resource</code></a>"#));
        let one_of = page(&visitor, "/graphql/reference/ConferenceHostInput").await;
        assert!(one_of.contains("ちょうど1つだけを送ります"), "{one_of}");
        let form = page(&visitor, "/graphql/reference/DateTime").await;
        assert!(links(&form).contains(&"https://www.rfc-editor.org/rfc/rfc3339".to_owned()), "{form}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_keeps_a_page_until_it_changes_and_one_with_a_name_is_not_kept(world) {
        let world = world.seeded().await;
        let sora = somebody(&world.app, Standing::Person, "sora").await;
        let server = world.serve().await;
        let visitor = server.visitor();
        for path in [INDEX, "/graphql/reference/Resource"] {
            let answer = visitor.open(path).await;
            let kept = (told(&answer, CACHE_CONTROL), told(&answer, VARY));
            assert_eq!(kept, (Some("public, no-cache"), Some("cookie")), "{path}");
            let tag = told(&answer, ETAG).unwrap_or_else(|| panic!("{path} has no tag")).to_owned();
            let again = visitor.open(path).await;
            assert_eq!(told(&again, ETAG), Some(tag.as_str()), "{path}");
            for (known, expected) in [(tag.as_str(), 304), ("\"0\"", 200)] {
                let asked = visitor.request(Method::GET, path).header(IF_NONE_MATCH, known);
                let answer = fine(asked.send().await);
                assert_eq!(answer.status(), expected, "{path} with {known}");
                assert_eq!(told(&answer, CACHE_CONTROL), Some("public, no-cache"), "{path} with {known}");
            }

            let cookie = format!("__Host-renkei={}", sora.secret.as_str());
            let asked = visitor.request(Method::GET, path).header("cookie", cookie).header(IF_NONE_MATCH, &tag);
            let answer = fine(asked.send().await);
            assert_eq!((answer.status().as_u16(), told(&answer, ETAG)), (200, None), "{path}");
            assert_eq!(told(&answer, CACHE_CONTROL), Some("no-store"), "{path}");
            let own = browser_of(&server, &sora).open(path).await;
            assert!(own.says("sora") && own.says("スキーマの一覧"), "{}", own.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_who_asks_for_a_type_that_is_not_there_reads_the_calm_page(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let (_, missing) = visitor.read("/no-such-page").await;
        for path in [
            "/graphql/reference/Nothing",
            "/graphql/reference/resource",
            "/graphql/reference/Int",
            "/graphql/reference/__Schema",
            "/graphql/reference/%00",
            "/graphql/reference/Resource/id",
            "/graphql/reference/",
        ] {
            let (status, html) = visitor.read(path).await;
            assert_eq!((status, &html), (404, &missing), "{path}");
            assert_sound(path, &html);
        }
        // What only begins alike speaks to programs, as everything else below `/graphql`.
        let (status, told) = visitor.read("/graphql/references").await;
        assert_eq!(status, 404);
        assert!(told.starts_with(r#"{"errors":[{"#), "{told}");
        server.stop().await;
    }
}

#[test]
fn a_partner_reads_what_will_go_until_when_and_what_to_use_instead() {
    let samples = fine(every_sample());
    let of = |name: &str| {
        let found = samples.iter().find(|(known, _)| known == name);
        let (_, html) = found.unwrap_or_else(|| panic!("no sample {name}"));
        html.as_str()
    };
    let longest = of("reference_type-longest");
    assert!(
        longest.contains("なくなる予定") && longest.contains("2027年6月30日"),
        "{longest}"
    );
    let instead =
        r#"<a href="/graphql/reference/Longest#part-name"><code>Longest.name</code></a> instead"#;
    assert!(longest.contains(instead), "{longest}");
    assert!(longest.contains("（書かないとき: <code>[["), "{longest}");
    assert!(!of("reference_type-usual").contains("なくなる予定"));
    assert!(of("reference_type-empty").contains("この型には、中の項目がありません"));
    assert!(of("reference-empty").contains("スキーマを読めませんでした"));
}
