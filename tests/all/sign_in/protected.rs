//! The rows of the checklist that the pages keep.

use std::net::{IpAddr, Ipv4Addr};

use renkei_tests::World;
use renkei_tests::browser::{Browser, packed};
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_web::PublicAddress;
use renkei_web::routes::{Route, TABLE, Who};
use renkei_web::server::ConnectionLimits;
use renkei_web::throttle::RateLimits;
use reqwest::Method;

use super::{PASSWORD, Person};
use crate::record::fine;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_3_the_session_is_a_cookie_that_no_script_and_no_other_site_can_use() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let fields = [("mail", person.mail.as_str()), ("password", PASSWORD)];
    let page = Browser::at(&server).send("/sign-in", &fields).await;
    assert_eq!(page.cookies.len(), 1, "{:?}", page.cookies);
    let mut parts = page.cookies[0].split("; ");
    let (name, secret) = parts
        .next()
        .and_then(|part| part.split_once('='))
        .unwrap_or_default();
    assert_eq!(name, "__Host-renkei");
    assert!(
        secret.len() >= 22,
        "{} characters hold no 128 bits",
        secret.len()
    );
    let attributes: Vec<&str> = parts.collect();
    assert_eq!(attributes, ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_5_a_form_of_another_site_is_not_taken() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let form = || Some(packed(&[("session", "all")]));
    for headers in [
        [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://elsewhere.example"),
        ],
        [
            ("sec-fetch-site", "same-site"),
            ("origin", "https://elsewhere.example"),
        ],
        [
            ("origin", "https://elsewhere.example"),
            ("x", "an older browser"),
        ],
        [("origin", "null"), ("x", "a page in a sandbox")],
    ] {
        let page = person
            .browser
            .sent(Method::POST, "/account/sessions/end", &headers, form())
            .await;
        assert_eq!(page.status, 403, "{headers:?}");
        assert!(page.says("ほかのサイトから送られた"), "{}", page.html);
    }
    assert_eq!(
        person.browser.look("/account").await.status,
        200,
        "the session still holds"
    );
    let ours = [("sec-fetch-site", "same-origin"), ("origin", "null")];
    let page = person
        .browser
        .sent(Method::POST, "/account/sessions/end", &ours, form())
        .await;
    assert_eq!(page.status, 303);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_5_an_older_browser_is_known_by_the_origin_of_its_form() {
    let world = World::on(Database::Sqlite).await;
    let called = world.serve().await;
    let stated = "https://renkei.example.jp";
    let address = PublicAddress::parse(stated).expect("an address");
    let limits = ConnectionLimits::default();
    let behind_proxy = Server::start_with(world.app.clone(), address, limits).await;
    let own = format!("http://{}", called.address);
    let neighbour = format!("http://127.0.0.2:{}", called.address.port());
    for (server, origin, expected) in [
        (&called, own.as_str(), 303),
        (&called, neighbour.as_str(), 403),
        (&called, stated, 403),
        (&behind_proxy, stated, 303),
        (&behind_proxy, "https://elsewhere.example", 403),
        (&behind_proxy, "null", 403),
    ] {
        let browser = Browser::at(server);
        let headers = [("origin", origin)];
        let page = browser.sent(Method::POST, "/sign-out", &headers, Some(String::new()));
        assert_eq!(page.await.status, expected, "{origin}");
    }
    // Browsers call the origin of a form `null` where no referrer may be named at all.
    let policy = called.visitor().open("/sign-in").await;
    let policy = policy.headers().get("referrer-policy");
    assert!(
        policy.is_some_and(|policy| policy == "same-origin"),
        "{policy:?}"
    );
    called.stop().await;
    behind_proxy.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_6_3_nobody_learns_whether_an_address_has_an_account() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let browser = Browser::at(&server);
    let mut answers = Vec::new();
    for mail in [person.mail.as_str(), "nobody@example.jp"] {
        let fields = [("mail", mail), ("password", "ちがう ことば です")];
        let page = browser.send("/sign-in", &fields).await;
        assert!(page.cookies.is_empty(), "{:?}", page.cookies);
        let once = page
            .html
            .split("name=\"once\" value=\"")
            .nth(1)
            .unwrap_or_default();
        let once: String = once.chars().take(32).collect();
        answers.push((
            page.status,
            page.html.replace(mail, "MAIL").replace(&once, "ONCE"),
        ));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, 422);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_2_4_twenty_wrong_passwords_are_too_many_from_one_place() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let browser = Browser::at(&server);
    let mut statuses = Vec::new();
    let fields = [
        ("mail", person.mail.as_str()),
        ("password", "ちがう ことば です"),
    ];
    for _ in 0..20 {
        statuses.push(browser.send("/sign-in", &fields).await.status);
    }
    assert_eq!(statuses.first(), Some(&422));
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let form = server.visitor().request(Method::POST, "/sign-in");
    let form = form.header("content-type", "application/x-www-form-urlencoded");
    let refused = fine(form.body(packed(&fields)).send().await);
    let wait = refused.headers().get("retry-after");
    let wait = wait.and_then(|wait| wait.to_str().ok()?.parse().ok());
    assert!(
        wait.is_some_and(|seconds: u64| (1..=900).contains(&seconds)),
        "{wait:?}"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_2_4_behind_a_proxy_whoever_guesses_keeps_nobody_else_out() {
    let world = World::on(Database::Sqlite).await;
    let trusted = [IpAddr::V4(Ipv4Addr::LOCALHOST)];
    let server = Server::start_throttled(world.app.clone(), RateLimits::NONE, &trusted).await;
    let person = Person::first(&server, &world.app).await;
    let browser = Browser::at(&server);
    let send = async |from: &str, password: &str| {
        let headers = [("x-forwarded-for", from)];
        let fields = [("mail", person.mail.as_str()), ("password", password)];
        let form = Some(packed(&fields));
        let page = browser.sent(Method::POST, "/sign-in", &headers, form);
        page.await.status
    };
    for _ in 0..10 {
        assert_eq!(send("203.0.113.1", "ちがう ことば です").await, 422);
    }
    assert_eq!(send("203.0.113.1", PASSWORD).await, 429);
    assert_eq!(send("203.0.113.2", PASSWORD).await, 303);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_leads_elsewhere_leads_home() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    for (next, expected) in [
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/sources", "/sources"),
    ] {
        let fields = [("password", PASSWORD), ("next", next)];
        let page = person.browser.send("/confirm", &fields).await;
        assert_eq!(page.leads_to.as_deref(), Some(expected), "{next}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_signs_in_in_the_open() {
    let world = World::on(Database::Sqlite).await;
    let limits = ConnectionLimits::default();
    let address = PublicAddress::parse("http://192.168.1.20:8080").expect("an address");
    let server = Server::start_with(world.app.clone(), address, limits).await;
    let browser = Browser::at(&server);
    let page = browser.look("/sign-in").await;
    assert_eq!(page.status, 200);
    assert!(
        page.says("このアドレスではログインできません"),
        "{}",
        page.html
    );
    assert!(!page.says("type=\"password\""), "{}", page.html);
    let fields = [("mail", "haruka@example.jp"), ("password", PASSWORD)];
    let page = browser.send("/sign-in", &fields).await;
    assert_eq!(page.status, 403);
    assert!(page.cookies.is_empty(), "{:?}", page.cookies);
    server.stop().await;

    // Without a public address it is the address that the browser used which decides.
    let server = world.serve().await;
    let browser = Browser::at(&server);
    for (host, is_open) in [("localhost:8080", true), ("192.168.1.20:8080", false)] {
        let page = browser
            .sent(Method::GET, "/sign-in", &[("host", host)], None)
            .await;
        assert_eq!(page.says("type=\"password\""), is_open, "{host}");
    }
    server.stop().await;
}

/// GraphiQL makes style elements. Nothing else of the policy is wider.
const FOR_GRAPHIQL: &str = "default-src 'none'; style-src 'self'; style-src-elem 'self' 'unsafe-inline'; \
     font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; \
     base-uri 'none'; frame-ancestors 'none'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_3_4_every_page_of_an_account_has_the_usual_policy_and_the_editor_its_own() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let usual = person.browser.look("/").await.policy;
    assert!(!usual.contains("unsafe"), "{usual}");
    let signed_in = |route: &&Route| route.method == Method::GET && route.who == Who::SignedIn;
    for route in TABLE.iter().filter(signed_in) {
        let path = (route.sample)();
        let page = person.browser.look(&path).await;
        let expected = if path == "/graphiql" {
            FOR_GRAPHIQL
        } else {
            usual.as_str()
        };
        assert_eq!(page.policy, expected, "{path}");
        assert!(
            [200, 403, 404].contains(&page.status),
            "{path} answers {}",
            page.status
        );
    }
    server.stop().await;
}
