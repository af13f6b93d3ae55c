//! What one address may ask for in a minute, and what it is told when it asks for more.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;

use chrono::{Days, TimeDelta};
use renkei_app::people::NewToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::people::{by_page, somebody};
use renkei_tests::server::{Server, Visitor};
use renkei_tests::world::Database;
use renkei_web::throttle::RateLimits;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::migrations::line;
use crate::record::fine;

const SEARCH: &str = "{ resources(first: 1) { nodes { id } } }";
const OTHER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

async fn served(limits: RateLimits, trusted: &[IpAddr]) -> (World, Server) {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let server = Server::start_throttled(world.app.clone(), limits, trusted).await;
    (world, server)
}

fn requests(number: u32) -> RateLimits {
    RateLimits {
        requests_per_minute: NonZeroU32::new(number),
        points_per_minute: None,
    }
}

fn points(number: u32) -> RateLimits {
    RateLimits {
        requests_per_minute: None,
        points_per_minute: NonZeroU32::new(number),
    }
}

fn header<'r>(answer: &'r Response, name: &str) -> Option<&'r str> {
    answer.headers().get(name)?.to_str().ok()
}

async fn status(visitor: &Visitor, path: &str) -> u16 {
    visitor.open(path).await.status().as_u16()
}

async fn asked(visitor: &Visitor, document: &str) -> Response {
    let call = json!({ "query": document }).to_string();
    visitor.send_json(Method::POST, "/graphql", &call).await
}

async fn json_of(answer: Response) -> Value {
    fine(serde_json::from_str(&fine(answer.text().await)))
}

/// The seconds after which to come back.
fn wait(answer: &Response) -> i64 {
    let wait = header(answer, "retry-after").and_then(|wait| wait.parse().ok());
    wait.unwrap_or_else(|| panic!("nobody says when to come back: {answer:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_who_opens_too_much_is_asked_to_wait() {
    let (world, server) = served(requests(3), &[]).await;
    let (visitor, other) = (server.visitor(), server.visitor_from(OTHER));
    for left in [
        "\"requests\";r=2;t=20",
        "\"requests\";r=1;t=40",
        "\"requests\";r=0;t=60",
    ] {
        let answer = visitor.open("/").await;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "ratelimit"), Some(left));
        let policy = header(&answer, "ratelimit-policy");
        assert_eq!(policy, Some("\"requests\";q=3;w=60"));
        assert_eq!(header(&answer, "retry-after"), None);
    }
    let refused = visitor.open("/search?text=看護").await;
    assert_eq!(refused.status(), 429);
    assert_eq!(wait(&refused), 20);
    assert_eq!(header(&refused, "ratelimit"), Some("\"requests\";r=0;t=20"));
    assert_eq!(header(&refused, "cache-control"), Some("no-store"));
    assert!(header(&refused, "content-security-policy").is_some());
    let page = fine(refused.text().await);
    assert!(page.contains(r#"<html lang="ja">"#), "{page}");
    assert!(page.contains("もう一度お試しください"), "{page}");
    // Files for spreadsheets and addresses that lead nowhere count like pages.
    for path in ["/search.csv", "/no-such-page", "/sources"] {
        assert_eq!(status(&visitor, path).await, 429, "{path}");
    }
    // Whoever watches over the process, a browser that has the page, and programs are no part of it.
    for path in ["/healthz", "/readyz", "/assets/renkei.css"] {
        let answer = visitor.open(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(header(&answer, "ratelimit"), None, "{path}");
    }
    assert_eq!(asked(&visitor, SEARCH).await.status(), 200);
    // Nobody waits for somebody else.
    assert_eq!(status(&other, "/").await, 200);

    world.clock.pass(TimeDelta::seconds(19));
    assert_eq!(status(&visitor, "/").await, 429);
    world.clock.pass(TimeDelta::seconds(1));
    assert_eq!(status(&visitor, "/").await, 200);
    assert_eq!(status(&visitor, "/").await, 429);
    world.clock.pass(TimeDelta::seconds(60));
    for _ in 0..3 {
        assert_eq!(status(&visitor, "/").await, 200);
    }
    assert_eq!(status(&visitor, "/").await, 429);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_signed_in_is_counted_wherever_they_come_from() {
    let (world, server) = served(requests(3), &[]).await;
    let hinata = somebody(&world.app, Standing::Person, "hinata").await;
    let opened = async |visitor: &Visitor| {
        let sent = visitor.request(Method::GET, "/");
        let cookie = format!("__Host-renkei={}", hinata.secret.as_str());
        let answer = fine(sent.header("cookie", cookie).send().await);
        let left = header(&answer, "ratelimit").unwrap_or_default().to_owned();
        (answer.status().as_u16(), left)
    };
    let (here, there) = (server.visitor(), server.visitor_from(OTHER));
    let third = server.visitor_from(Ipv4Addr::new(127, 0, 0, 3));
    for (visitor, status, left) in [
        (&here, 200, "\"requests\";r=2;t=20"),
        (&here, 200, "\"requests\";r=1;t=40"),
        // The address has more than the account.
        (&there, 200, "\"requests\";r=0;t=60"),
        (&third, 429, "\"requests\";r=0;t=20"),
    ] {
        assert_eq!(opened(visitor).await, (status, left.to_owned()));
    }
    // Whoever else comes from there has what the address has.
    assert_eq!(status(&third, "/").await, 200);
    assert_eq!(status(&here, "/").await, 200);
    world.clock.pass(TimeDelta::seconds(20));
    assert_eq!(opened(&there).await.0, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_who_asks_for_too_much_is_told_what_and_until_when() {
    let (world, server) = served(points(30_000), &[]).await;
    let (partner, other) = (server.visitor(), server.visitor_from(OTHER));
    let first = asked(&partner, SEARCH).await;
    assert_eq!(
        header(&first, "ratelimit-policy"),
        Some("\"points\";q=30000;w=60")
    );
    let cost = json_of(first).await["extensions"]["cost"].take();
    let paid = json!({
        "requested": 14_002, "actual": 14_002, "limit": 150_000,
        "left": 15_898, "pointsPerMinute": 30_000, "resetSeconds": 29,
    });
    assert_eq!(cost, paid);
    assert_eq!(asked(&partner, SEARCH).await.status(), 200);

    let refused = asked(&partner, SEARCH).await;
    assert_eq!(refused.status(), 429);
    for (name, told) in [
        ("ratelimit-policy", Some("\"points\";q=30000;w=60")),
        ("ratelimit-limit", Some("30000")),
        ("ratelimit-remaining", Some("0")),
        ("ratelimit-reset", header(&refused, "retry-after")),
    ] {
        assert_eq!(header(&refused, name), told, "{name}");
    }
    let kind = header(&refused, "content-type").unwrap_or_default();
    assert!(kind.starts_with("application/json"), "{kind}");
    let id = header(&refused, "x-request-id")
        .unwrap_or_default()
        .to_owned();
    let wait = wait(&refused);
    assert!((1..60).contains(&wait), "{wait}");
    let body = json_of(refused).await;
    assert!(body.get("data").is_none(), "{body}");
    let told = &body["errors"][0]["extensions"];
    assert_eq!(told["code"], "THROTTLED", "{body}");
    assert_eq!(told["requestId"].as_str(), Some(id.as_str()), "{body}");
    let bound = json!({ "name": "pointsPerMinute", "limit": 30_000 });
    assert_eq!(told["bound"], bound, "{body}");
    let unpaid = json!({
        "requested": 14_002, "actual": 0, "limit": 150_000,
        "left": 0, "pointsPerMinute": 30_000, "resetSeconds": wait,
    });
    assert_eq!(body["extensions"]["cost"], unpaid, "{body}");

    // What costs less than is left is answered, and pages are another matter.
    assert_eq!(asked(&partner, "{ __typename }").await.status(), 200);
    assert_eq!(status(&partner, "/data").await, 200);
    assert_eq!(asked(&other, SEARCH).await.status(), 200);
    world.clock.pass(TimeDelta::seconds(wait - 1));
    assert_eq!(asked(&partner, SEARCH).await.status(), 429);
    world.clock.pass(TimeDelta::seconds(2));
    assert_eq!(asked(&partner, SEARCH).await.status(), 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_with_a_token_is_counted_wherever_it_calls_from_and_takes_nothing_from_others() {
    let (world, server) = served(points(30_000), &[]).await;
    let umi = somebody(&world.app, Standing::Operator, "umi").await;
    let mut tokens = Vec::new();
    for name in ["ひとつめ", "ふたつめ"] {
        let token = NewToken {
            name: line(name),
            scopes: vec![TokenScope::DirectoryRead],
            expires_on: world.app.now().in_japan().date + Days::new(30),
        };
        let made = fine(fine(
            world.app.make_token(&by_page(&umi.principal), token).await,
        ));
        tokens.push(made.secret);
    }
    let here = server.visitor();
    let with = async |visitor: &Visitor, token: &str| {
        let call = json!({ "query": SEARCH }).to_string();
        let sent = visitor.request(Method::POST, "/graphql");
        let sent = sent.header("authorization", format!("Bearer {token}"));
        let sent = sent.header("content-type", "application/json").body(call);
        fine(sent.send().await).status().as_u16()
    };
    assert_eq!(with(&here, &tokens[0]).await, 200);
    assert_eq!(with(&server.visitor_from(OTHER), &tokens[1]).await, 200);
    let third = server.visitor_from(Ipv4Addr::new(127, 0, 0, 3));
    assert_eq!(with(&third, &tokens[0]).await, 429);
    // Whoever calls without one from the same place has all of their own, and a bad one buys nothing.
    for expected in [200, 200, 429] {
        assert_eq!(asked(&here, SEARCH).await.status(), expected);
    }
    assert_eq!(with(&here, "renkei_nonsense").await, 401);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_runs_away_leaves_half_to_the_other_tokens_of_its_account() {
    let (world, server) = served(points(60_000), &[]).await;
    let umi = somebody(&world.app, Standing::Operator, "umi").await;
    let mut tokens = Vec::new();
    for name in ["はやいほう", "しずかなほう"] {
        let token = NewToken {
            name: line(name),
            scopes: vec![TokenScope::DirectoryRead],
            expires_on: world.app.now().in_japan().date + Days::new(30),
        };
        tokens.push(
            fine(fine(
                world.app.make_token(&by_page(&umi.principal), token).await,
            ))
            .secret,
        );
    }
    let here = server.visitor();
    for (token, expected) in [
        (0, 200),
        (0, 200),
        (0, 429),
        (0, 429),
        (1, 200),
        (1, 200),
        (1, 429),
    ] {
        let call = json!({ "query": SEARCH }).to_string();
        let sent = here.request(Method::POST, "/graphql");
        let sent = sent.header("authorization", format!("Bearer {}", tokens[token]));
        let sent = sent.header("content-type", "application/json").body(call);
        let answer = fine(sent.send().await);
        assert_eq!(answer.status(), expected, "token {token}");
        assert_eq!(
            header(&answer, "ratelimit-policy"),
            Some("\"points\";q=30000;w=60"),
            "what is less is told"
        );
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_pays_for_what_is_refused_and_may_always_ask_once() {
    let (world, server) = served(points(250), &[]).await;
    let partner = server.visitor();
    for (document, expected) in [("{", 200), ("{ a", 200), ("{", 429)] {
        let answer = asked(&partner, document).await;
        assert_eq!(answer.status(), expected, "{document}");
    }
    let batch = partner.send_json(Method::POST, "/graphql", "[]").await;
    assert_eq!(
        json_of(batch).await["errors"][0]["extensions"]["code"],
        "THROTTLED"
    );
    // A search costs more than there is in a minute: it takes everything.
    world.clock.pass(TimeDelta::seconds(60));
    assert_eq!(asked(&partner, SEARCH).await.status(), 200);
    let refused = asked(&partner, SEARCH).await;
    assert_eq!((refused.status().as_u16(), wait(&refused)), (429, 60));
    world.clock.pass(TimeDelta::seconds(60));
    assert_eq!(asked(&partner, SEARCH).await.status(), 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_behind_a_trusted_proxy_is_counted_alone() {
    let (_world, server) = served(requests(2), &[IpAddr::V4(Ipv4Addr::LOCALHOST)]).await;
    let (proxy, stranger) = (server.visitor(), server.visitor_from(OTHER));
    for (caller, expected) in [
        ("203.0.113.7", 200),
        ("198.51.100.99, 203.0.113.7", 200),
        ("203.0.113.7, 127.0.0.1", 429),
        ("203.0.113.8", 200),
        ("2001:db8:1:2::1", 200),
        ("2001:db8:1:2::2", 200),
        ("2001:db8:1:2:ffff::3", 429),
        ("2001:db8:1:3::1", 200),
    ] {
        let answer = proxy.open_for("/", caller).await;
        assert_eq!(answer.status(), expected, "{caller}");
    }
    // What anybody else writes is not believed.
    for (caller, expected) in [
        ("203.0.113.9", 200),
        ("203.0.113.10", 200),
        ("203.0.113.11", 429),
    ] {
        let answer = stranger.open_for("/", caller).await;
        assert_eq!(answer.status(), expected, "{caller}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_hears_nothing_of_limits_where_there_are_none() {
    let (_world, server) = served(RateLimits::NONE, &[]).await;
    let visitor = server.visitor();
    for answer in [visitor.open("/").await, asked(&visitor, SEARCH).await] {
        assert_eq!(answer.status(), 200);
        for name in [
            "ratelimit",
            "ratelimit-policy",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
        ] {
            assert_eq!(header(&answer, name), None, "{name}");
        }
    }
    // What it cost is told all the same.
    let cost = json_of(asked(&visitor, SEARCH).await).await["extensions"]["cost"].take();
    let told = json!({ "requested": 14_002, "actual": 14_002, "limit": 150_000 });
    assert_eq!(cost, told);
    let (_, page) = visitor.read("/connect").await;
    assert!(
        page.contains("1分あたりの点の上限を決めていません"),
        "{page}"
    );
    assert!(!page.contains("回までです"), "{page}");
    server.stop().await;
}
