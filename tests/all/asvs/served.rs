//! What a server answers to those who mean no good.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;

use renkei_domain::people::{MailAddress as SignInAddress, Standing};
use renkei_domain::text::Line;
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::people::somebody;
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_web::throttle::RateLimits;
use reqwest::Method;
use serde_json::{Value, json};

use crate::connections::asked;
use crate::record::fine;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_what_somebody_typed_is_shown_and_never_run() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let browser = Browser::at(&server);
    for typed in [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "</textarea></title><svg onload=alert(1)>",
    ] {
        let query = renkei_tests::browser::packed(&[("q", typed)]);
        let found = browser.look(&format!("/search?{query}")).await;
        let fields = [("mail", typed), ("password", typed)];
        let refused = browser.send("/sign-in", &fields).await;
        for page in [found, refused] {
            assert!(page.says("alert(1)"), "what was typed is kept");
            assert!(!page.says(typed), "{}", page.html);
            for tag in ["<script>alert", "<img src=x", "<svg onload"] {
                assert!(!page.says(tag), "{}", page.html);
            }
        }
    }
    server.stop().await;
}

#[test]
fn asvs_1_3_11_nobody_writes_headers_of_a_letter() {
    use renkei_domain::letters::address::MailAddress;
    for text in [
        "haruka@example.jp\r\nBcc: all@example.jp",
        "haruka@example.jp\nBcc: all@example.jp",
        "haruka@example.jp, all@example.jp",
        "haruka@example.jp\0",
    ] {
        assert!(MailAddress::parse(text).is_err(), "{text:?}");
        assert!(SignInAddress::parse(text).is_err(), "{text:?}");
    }
    assert!(Line::parse("連絡\r\nBcc: all@example.jp").is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_5_3_a_link_changes_nothing_and_a_form_is_no_call() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let visitor = server.visitor();
    let link = "/graphql?query=mutation%7B__typename%7D";
    assert_eq!(visitor.open(link).await.status(), 405);
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let sent = visitor
            .request(Method::POST, "/graphql")
            .header("content-type", kind)
            .body(r#"{"query":"{__typename}"}"#)
            .send();
        assert_eq!(fine(sent.await).status(), 415, "{kind}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_4_1_3_nobody_says_for_themselves_where_they_call_from() {
    let world = World::on(Database::Sqlite).await;
    let limits = RateLimits {
        requests_per_minute: NonZeroU32::new(1),
        points_per_minute: None,
    };
    for (trusted, expected) in [
        (Vec::new(), 429),
        (vec![IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))], 429),
        (vec![IpAddr::V4(Ipv4Addr::LOCALHOST)], 200),
    ] {
        let server = Server::start_throttled(world.app.clone(), limits, &trusted).await;
        let visitor = server.visitor();
        assert_eq!(visitor.open_for("/data", "203.0.113.1").await.status(), 200);
        let second = visitor.open_for("/data", "203.0.113.2").await;
        assert_eq!(second.status(), expected, "{trusted:?}");
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_13_4_nothing_for_engineers_or_operators_is_public() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let trace = "TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let answer = asked(server.address, trace).await;
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    for path in [
        "/metrics",
        "/healthz/detail",
        "/debug",
        "/.git/config",
        "/.env",
        "/renkei.toml",
        "/data/renkei.sqlite",
        "/assets/",
        "/assets/../Cargo.toml",
    ] {
        assert_eq!(server.visitor().open(path).await.status(), 404, "{path}");
    }
    let answer = server.visitor().open("/").await;
    assert!(answer.headers().get("server").is_none());
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_14_3_whoever_signs_out_leaves_nothing_in_the_browser() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = somebody(&world.app, Standing::Person, "sora").await;
    let cookie = format!("__Host-renkei={}", person.secret.as_str());
    let send = async |method: Method, path: &str| {
        let request = server.visitor().request(method, path);
        fine(request.header("cookie", &cookie).send().await)
    };
    let page = send(Method::GET, "/account").await;
    assert_eq!(page.status(), 200);
    let kept = page.headers().get("cache-control");
    assert!(kept.is_some_and(|kept| kept == "no-store"), "{kept:?}");
    let left = send(Method::POST, "/sign-out").await;
    let cleared = left.headers().get("clear-site-data");
    let cleared = cleared.and_then(|cleared| cleared.to_str().ok());
    assert_eq!(cleared, Some("\"cache\", \"cookies\""));
    assert_eq!(send(Method::GET, "/account").await.status(), 303);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_15_3_3_a_field_that_nobody_asked_for_is_refused_or_nothing() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let call = json!({
        "query": "query($filter: ResourceFilter) { resources(filter: $filter, first: 1) { nodes { id } } }",
        "variables": { "filter": { "text": "看護", "isOperator": true } },
    });
    let visitor = server.visitor();
    let answer = visitor
        .send_json(Method::POST, "/graphql", &call.to_string())
        .await;
    let body: Value = fine(serde_json::from_str(&fine(answer.text().await)));
    let code = &body["errors"][0]["extensions"]["code"];
    assert_eq!(code, "VARIABLES_INVALID", "{body}");

    let code = renkei_tests::people::invited(&world.app, Standing::Person).await;
    let browser = Browser::at(&server);
    let fields = [
        ("name", "島本 そら"),
        ("mail", "sora@example.jp"),
        ("password", renkei_tests::people::PASSWORD),
        ("standing", "operator"),
        ("role", "operator"),
        ("is_operator", "true"),
    ];
    let page = browser
        .submit(&format!("/invitation/{code}"), &fields)
        .await;
    assert_eq!(page.status, 200, "{}", page.html);
    // An operator would be asked for a second factor first.
    let page = browser.look("/account").await;
    assert_eq!(page.status, 200, "{:?}", page.leads_to);
    server.stop().await;
}
