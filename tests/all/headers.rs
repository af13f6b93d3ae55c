//! What every answer carries, who may call which address, and what hostile addresses get.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::time::Duration;

use renkei_domain::people::Standing;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use renkei_web::PublicAddress;
use renkei_web::headers::Patience;
use renkei_web::routes::{SampleBody, TABLE, Who};
use renkei_web::server::ConnectionLimits;
use renkei_web::throttle::RateLimits;
use reqwest::{Method, Response};

use crate::connections::asked;
use crate::markup::{attribute, tags};

/// Written out, so that a change of one is noticed.
const EVERYWHERE: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; \
         connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    ),
];

const FOR_A_YEAR: &str = "public, max-age=31536000";

fn header<'r>(answer: &'r Response, name: &str) -> Option<&'r str> {
    answer.headers().get(name)?.to_str().ok()
}

/// How long a browser that once came by https stays with it.
const A_YEAR_OF_HTTPS: &str = "max-age=31536000; includeSubDomains";

/// An answer has what protects whoever reads it.
pub(crate) fn assert_dressed(what: &str, answer: &Response) {
    for (name, value) in EVERYWHERE {
        // The editor has a policy of its own, which is told beside it.
        let is_editor = what == "GET /graphiql" && answer.status().is_success();
        if !is_editor || name != "content-security-policy" {
            assert_eq!(header(answer, name), Some(value), "{name} of {what}");
        }
    }
    let published = ["GET /directory/open/", "GET /directory/monthly/"];
    let tagged = what.starts_with("GET /graphql/reference") && header(answer, "etag").is_some();
    let kept = match what {
        _ if !answer.status().is_success() => "no-store",
        file if file.starts_with("GET /assets/") => FOR_A_YEAR,
        _ if tagged || published.iter().any(|start| what.starts_with(start)) => "public, no-cache",
        _ => "no-store",
    };
    assert_eq!(header(answer, "cache-control"), Some(kept), "{what}");
}

/// What somebody is answered at every address of the route table, and at some that are not there: a stranger by
/// every method it has, whoever is signed in by reading.
async fn answers(server: &Server, signed_in: Option<&Somebody>) -> Vec<(String, Response)> {
    let visitor = server.visitor();
    let mut asked: Vec<(Method, String, Option<SampleBody>)> = Vec::new();
    for route in TABLE {
        asked.push((Method::GET, (route.sample)(), None));
        if route.method == Method::POST && signed_in.is_none() {
            asked.push((Method::POST, (route.sample)(), route.body));
        }
    }
    for path in [
        "/no-such-page",
        "/assets/no-such-file",
        "/assets/graphiql/no-such-file",
        "/graphiql/",
        "/graphql/no-such-page",
        "/areas?name=高槻市",
    ] {
        asked.push((Method::GET, path.to_owned(), None));
    }
    asked.push((Method::POST, "/".to_owned(), None));
    let mut answers = Vec::new();
    for (method, path, body) in asked {
        let what = format!("{method} {path}");
        let mut request = visitor.request(method, &path);
        if let Some(who) = signed_in {
            request = request.header("cookie", format!("__Host-renkei={}", who.secret.as_str()));
        }
        let (kind, text) = match body {
            Some(SampleBody::Json(text)) => ("application/json", text),
            Some(SampleBody::Form(text)) => ("application/x-www-form-urlencoded", text),
            None => ("", ""),
        };
        if !kind.is_empty() {
            request = request.header("content-type", kind).body(text);
        }
        let answer = request.send().await;
        answers.push((
            what,
            answer.unwrap_or_else(|fault| panic!("{path}: {fault}")),
        ));
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_4_everybody_gets_the_same_protection_with_every_answer() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let hinata = somebody(&world.app, Standing::Person, "hinata").await;
    let https = PublicAddress::parse("https://renkei.example.jp");
    let https = https.unwrap_or_else(|| panic!("an address"));
    let mut ids = BTreeSet::new();
    for (address, of_https) in [(PublicAddress::Unset, None), (https, Some(A_YEAR_OF_HTTPS))] {
        let limits = ConnectionLimits::default();
        let server = Server::start_with(world.app.clone(), address, limits).await;
        for who in [None, Some(&hinata)] {
            let mut seen = BTreeSet::new();
            for (what, answer) in answers(&server, who).await {
                assert_dressed(&what, &answer);
                let told = header(&answer, "strict-transport-security");
                assert_eq!(told, of_https, "{what}");
                let id = header(&answer, "x-request-id").unwrap_or_default();
                let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
                assert!(is_id, "{what} has the request id {id:?}");
                let is_new = ids.insert(id.to_owned());
                assert!(is_new, "{what} has the request id of another");
                seen.insert(answer.status().as_u16());
            }
            for status in [200, 303, 404, 405] {
                assert!(
                    who.is_some() || seen.contains(&status),
                    "no {status}: {seen:?}"
                );
            }
        }
        server.stop().await;
    }
}

/// An answer that took too long, from a server without patience. A search of an empty directory may be ready before
/// anybody looks at the clock, so it is asked again.
async fn too_late(server: &Server) -> Response {
    for _ in 0..100 {
        let answer = server.visitor().open("/search?q=%E6%94%AF%E6%8F%B4").await;
        if answer.status() == 503 {
            return answer;
        }
        assert_eq!(answer.status(), 200);
    }
    panic!("every answer was in time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_4_whoever_is_turned_away_is_protected_too() {
    let world = World::on(Database::Sqlite).await;
    let once = RateLimits {
        requests_per_minute: NonZeroU32::new(1),
        points_per_minute: None,
    };
    let server = Server::start_throttled(world.app.clone(), once, &[]).await;
    drop(server.visitor().open("/").await);
    let answer = server.visitor().open("/").await;
    assert_eq!(answer.status(), 429);
    assert_dressed("too often", &answer);
    server.stop().await;

    let patience = Patience {
        answer: Duration::ZERO,
        ..Patience::default()
    };
    let server = Server::start_patient(world.app.clone(), patience).await;
    assert_dressed("too late", &too_late(&server).await);
    server.stop().await;

    let server = world.serve().await;
    let stranger = server.visitor().request(Method::POST, "/sign-in");
    let forged = stranger.header("sec-fetch-site", "cross-site").send().await;
    let forged = forged.unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(forged.status(), 403);
    assert_dressed("from elsewhere", &forged);
    let closed = world.store.clone().close().await;
    closed.unwrap_or_else(|fault| panic!("{fault}"));
    for path in [
        "/",
        "/sign-in",
        "/graphql?query=%7Bnodes(ids:%5B%5D)%7Bid%7D%7D",
    ] {
        let answer = server.visitor().open(path).await;
        assert_dressed(path, &answer);
    }
    assert_eq!(server.visitor().open("/").await.status(), 500);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_4_a_visitor_who_sends_too_much_reads_a_calm_page() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    for (path, calm) in [
        ("/sign-in", r#"<html lang="ja">"#),
        ("/graphql", r#""BODY_TOO_LARGE""#),
    ] {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: renkei.test\r\nContent-Type: application/json\r\n\
             Content-Length: 1000000\r\nConnection: close\r\n\r\n"
        );
        let answer = asked(server.address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
        for (name, value) in EVERYWHERE {
            let line = format!("\r\n{name}: {value}\r\n");
            assert!(answer.contains(&line), "{name} of {path}");
        }
        assert!(answer.contains("\r\nx-request-id: "));
        assert!(answer.contains(calm), "{answer}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_stays_with_https_where_the_installation_has_it() {
    let world = World::on(Database::Sqlite).await;
    for (url, expected) in [
        (Some("https://renkei.example.jp"), Some(A_YEAR_OF_HTTPS)),
        (Some("http://127.0.0.1:8080"), None),
        (Some("http://192.168.1.20"), None),
        (None, None),
    ] {
        let address = url.map_or(Some(PublicAddress::Unset), PublicAddress::parse);
        let address = address.unwrap_or_else(|| panic!("{url:?}"));
        let limits = ConnectionLimits::default();
        let server = Server::start_with(world.app.clone(), address, limits).await;
        for path in ["/", "/healthz", "/no-such-page"] {
            let answer = server.visitor().open(path).await;
            let told = header(&answer, "strict-transport-security");
            assert_eq!(told, expected, "{path} at {url:?}");
        }
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engineer_reads_the_address_to_ask_at_and_no_other() {
    let world = World::on(Database::Sqlite).await;
    // The editor is for people who are signed in.
    let hinata = somebody(&world.app, Standing::Person, "hinata").await;
    let secret = hinata.secret.as_str();
    let stated = PublicAddress::parse("https://renkei.example.jp/");
    let stated = stated.unwrap_or_else(|| panic!("an address"));
    for (address, host, expected) in [
        (
            PublicAddress::Unset,
            "renkei.test:81",
            "RENKEI=http://renkei.test:81<",
        ),
        (PublicAddress::Unset, "$(id)", "<code>RENKEI</code>"),
        (stated, "renkei.test", "RENKEI=https://renkei.example.jp<"),
    ] {
        let limits = ConnectionLimits::default();
        let server = Server::start_with(world.app.clone(), address, limits).await;
        for path in ["/data", "/graphiql"] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: __Host-renkei={secret}\r\nConnection: close\r\n\r\n"
            );
            let answer = asked(server.address, &request).await;
            assert!(answer.contains(expected), "{path} of {host}");
            assert!(
                !answer.contains("$(id)") && !answer.contains(":8080"),
                "{path} of {host}"
            );
        }
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_keeps_a_file_until_its_content_changes() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let visitor = server.visitor();
    let (_, html) = visitor.read("/").await;
    let files: Vec<String> = tags(&html)
        .iter()
        .filter(|tag| tag.name == "link")
        .filter_map(|tag| attribute(tag, "href").map(str::to_owned))
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        let (_, version) = file.split_once("?v=").unwrap_or_default();
        assert_eq!(version.len(), 16, "{file}");
        let answer = visitor.open(&file).await;
        let tag = format!("\"{version}\"");
        assert_eq!(header(&answer, "etag"), Some(tag.as_str()), "{file}");
        for (known, status) in [(tag.as_str(), "304"), ("\"0000000000000000\"", "200")] {
            let request = format!(
                "GET {file} HTTP/1.1\r\nHost: renkei.test\r\nIf-None-Match: {known}\r\nConnection: close\r\n\r\n"
            );
            let answer = asked(server.address, &request).await;
            let head = format!("HTTP/1.1 {status} ");
            assert!(answer.starts_with(&head), "{answer}");
            // What a 304 says of keeping replaces what the browser was told before.
            let kept = format!("\r\ncache-control: {FOR_A_YEAR}\r\n");
            assert!(answer.contains(&kept), "{status} of {file}");
            assert!(answer.contains(&format!("\r\netag: {tag}\r\n")), "{status}");
        }
    }
    server.stop().await;
}

on_every_database! {
    async fn a_stranger_gets_of_every_address_what_its_row_says_and_changes_nothing(world) {
        let world = world.seeded().await;
        world.app.make_monthly_directories().await.unwrap_or_else(|fault| panic!("{fault}"));
        let server = world.serve().await;
        let visitor = server.visitor();
        let recorded = world.store.acts_after(0, 10_000).await;
        let before = recorded.unwrap_or_else(|fault| panic!("{fault}"));
        assert!(!before.is_empty(), "the seed is on record");
        for route in TABLE {
            let path = (route.sample)();
            let method = route.method.clone();
            let answer = match route.body {
                Some(SampleBody::Json(body)) => visitor.send_json(method, &path, body).await,
                Some(SampleBody::Form(fields)) => visitor.send_form(&path, fields).await,
                None => visitor.send(method, &path, Vec::new()).await,
            };
            let status = answer.status().as_u16();
            let what = format!("{} {} answers {status}", route.method, route.pattern);
            let led_to = header(&answer, "location").unwrap_or_default().to_owned();
            assert!(header(&answer, "set-cookie").is_none_or(|cookie| cookie.contains("Max-Age=0")), "{what}");
            match (route.who, route.body) {
                // An empty form comes back with what is missing.
                (Who::Anybody, Some(SampleBody::Form(_))) => assert!([303, 422].contains(&status), "{what}"),
                (Who::Anybody, _) => assert!(status < 400, "{what}"),
                (Who::CodeHolder, _) => assert_eq!(status, 404, "{what}"),
                (Who::SigningIn | Who::SignedIn, _) => {
                    assert_eq!(status, 303, "{what}");
                    let is_asked = led_to == "/sign-in" || led_to.starts_with("/sign-in?next=%2F");
                    assert!(is_asked, "{what} and leads to {led_to}");
                }
            }
            if route.method == Method::GET {
                let answer = visitor.send(Method::HEAD, &path, Vec::new()).await;
                assert_eq!(answer.status().as_u16(), status, "HEAD {path}");
            }
        }
        let recorded = world.store.acts_after(0, 10_000).await;
        let after = recorded.unwrap_or_else(|fault| panic!("{fault}"));
        assert!(after == before, "reading left something on record");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_hostile_visitor_gets_calm_answers(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let long = format!("name={}", "a".repeat(8 * 1024));
        let mut paths: Vec<String> = [
            "/%00", "/areas/%00", "/areas/%ED%A0%80", "/areas/-1", "/areas/99999999999999999999",
            "/kinds/%FF", "/kinds/%ED%A0%80", "/resources/%ED%A0%80", "/assets/%ED%A0%80",
            "/assets/..%2f..%2fCargo.toml", "/resources/%27%20OR%201=1--",
        ]
        .map(str::to_owned)
        .to_vec();
        for route in TABLE {
            for query in [
                "name=%00", "name=%ED%A0%80", "name=%25", "name=_", "name=a&name=b",
                "name=%27%20OR%201=1--", "kind=%00", "kind=a&kind=b", "open=%00&open=now",
                "after=-1", "after=%00", "after=AQ&after=AQ", "after=AQ&before=AQ", "before=%ED%A0%80",
                "after[]=1", "%", "&&&===", long.as_str(),
            ] {
                let sample = (route.sample)();
                let joint = if sample.contains('?') { '&' } else { '?' };
                paths.push(format!("{sample}{joint}{query}"));
            }
        }
        for path in paths {
            let (status, body) = visitor.read(&path).await;
            let shown: String = path.chars().take(80).collect();
            assert!(status < 500, "{shown} answers {status}");
            let is_ours = if path.starts_with("/graphql") {
                body.starts_with(r#"{"errors":[{"#)
            } else {
                body.contains(r#"<html lang="ja">"#) && !body.contains("Invalid")
            };
            assert!(status < 400 || is_ours, "{shown} answers {status} with {body}");
        }
        server.stop().await;
    }
}
