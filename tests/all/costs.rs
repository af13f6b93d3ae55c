//! What a partner pays: what it asks for is put aside, what it did not get is given back, and each answer says so.

use std::num::NonZeroU32;

use chrono::{Days, TimeDelta};
use renkei_app::people::NewToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_graphql::global_id;
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};
use renkei_tests::server::{Server, Visitor};
use renkei_web::throttle::RateLimits;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::migrations::line;
use crate::record::fine;

/// Two of the demo are of this kind.
const TWO: &str = "filter: { kinds: [MEDICAL_INSTITUTION] }";

/// An answer: its headers about limits, and its body.
struct Told {
    status: u16,
    rest: [String; 5],
    body: Value,
}

impl Told {
    async fn of(answer: Response) -> Self {
        let headers = [
            "ratelimit-policy",
            "ratelimit",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
        ];
        let rest = headers.map(|name| {
            let told = answer.headers().get(name);
            let told = told.and_then(|told| told.to_str().ok());
            told.unwrap_or_default().to_owned()
        });
        Self {
            status: answer.status().as_u16(),
            rest,
            body: fine(serde_json::from_str(&fine(answer.text().await))),
        }
    }

    fn cost(&self) -> &Value {
        &self.body["extensions"]["cost"]
    }
}

async fn sent(visitor: &Visitor, body: &str) -> Told {
    Told::of(visitor.send_json(Method::POST, "/graphql", body).await).await
}

async fn asked(visitor: &Visitor, document: &str) -> Told {
    sent(visitor, &json!({ "query": document }).to_string()).await
}

/// The seconds in which everything is there again: a sixtieth fills up in each.
fn reset(quota: u32, left: u32) -> u32 {
    (quota - left).div_ceil(quota / 60)
}

/// Headers that tell what is left of so many points.
fn headers(quota: u32, left: u32) -> [String; 5] {
    let reset = reset(quota, left);
    [
        format!("\"points\";q={quota};w=60"),
        format!("\"points\";r={left};t={reset}"),
        quota.to_string(),
        left.to_string(),
        reset.to_string(),
    ]
}

fn cost((requested, actual): (u32, u32), quota: u32, left: u32) -> Value {
    json!({
        "requested": requested, "actual": actual, "limit": 150_000,
        "left": left, "pointsPerMinute": quota, "resetSeconds": reset(quota, left),
    })
}

on_every_database! {
    async fn a_partner_pays_for_what_it_gets_and_reads_what_is_left(world) {
        let world = world.seeded().await;
        let server = Server::start_throttled(world.app.clone(), RateLimits::default(), &[]).await;
        let partner = server.visitor();
        let hospital = global_id(fine("01932f00-0000-7002-8000-000000000301".parse()));
        // What is asked for, what it comes to, and what is left of three million: each call keeps 100 for being read.
        let calls: [(String, u32, u32, u32); 9] = [
            // Two of a hundred: 14,000 for the search, 1 for `nodes`, 1 for each `id`.
            (format!("{{ resources(first: 100, {TWO}) {{ nodes {{ id }} }} }}"), 14_101, 14_003, 2_985_897),
            // Of each of them `id`, `phones` and the one number of it; three are usual.
            (format!("{{ resources(first: 10, {TWO}) {{ nodes {{ id phones {{ written }} }} }} }}"), 14_051, 14_007, 2_971_790),
            // What is left out is not read, and counting is paid once.
            (
                format!("{{ resources(first: 1, {TWO}) {{ totalCount {{ value }} facets @skip(if: true) {{ kinds {{ count }} }} }} }}"),
                36_022,
                25_001,
                2_946_689,
            ),
            // 200 for reading by ids, 10 for each, whether it is there or not.
            (format!("{{ nodes(ids: [\"{hospital}\", \"absent\"]) {{ id }} }}"), 222, 221, 2_946_368),
            ("{ resource(id: \"absent\") { id name phones { written } } }".to_owned(), 206, 200, 2_946_068),
            ("{ __typename }".to_owned(), 1, 1, 2_945_967),
            // A field that failed: something may have been read before.
            ("{ resources(first: 101) { nodes { id } } }".to_owned(), 14_101, 14_101, 2_931_766),
            // Refused by the schema, and by the parser, which weighs nothing.
            ("{ nothing }".to_owned(), 1, 0, 2_931_666),
            ("{".to_owned(), 0, 0, 2_931_566),
        ];
        for (document, requested, actual, left) in calls {
            let told = asked(&partner, &document).await;
            assert_eq!(told.status, 200, "{document}");
            assert_eq!(told.cost(), &cost((requested, actual), 3_000_000, left), "{document}: {}", told.body);
            assert_eq!(told.rest, headers(3_000_000, left), "{document}");
        }
        // What is no call at all is told by headers alone.
        let told = sent(&partner, "[]").await;
        assert_eq!((told.status, told.rest), (400, headers(3_000_000, 2_931_466)));
        assert!(told.body.get("extensions").is_none(), "{}", told.body);
        // By GET it is the same, and after some seconds everything is there again.
        world.clock.pass(TimeDelta::seconds(2));
        let told = Told::of(partner.open("/graphql?query=%7B__typename%7D").await).await;
        assert_eq!(told.cost(), &cost((1, 1), 3_000_000, 2_999_899));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_partner_with_a_token_gets_back_what_its_program_did_not_spend(world) {
        let world = world.seeded().await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let new = NewToken {
            name: line("市のシステム"),
            scopes: vec![TokenScope::DirectoryRead],
            expires_on: world.app.now().in_japan().date + Days::new(30),
        };
        let made = fine(fine(world.app.make_token(&by_page(&umi.principal), new).await));
        let server = Server::start_throttled(world.app.clone(), RateLimits::default(), &[]).await;
        let partner = server.visitor();
        let query = json!({ "query": format!("{{ resources(first: 100, {TWO}) {{ nodes {{ id }} }} }}") });
        // One token has half of what its account has: that is less, and is told.
        for left in [1_485_897, 1_471_794] {
            let sent = partner.request(Method::POST, "/graphql");
            let sent = sent.header("authorization", format!("Bearer {}", made.secret));
            let sent = sent.header("content-type", "application/json").body(query.to_string());
            let told = Told::of(fine(sent.send().await)).await;
            assert_eq!(told.cost(), &cost((14_101, 14_003), 1_500_000, left));
            assert_eq!(told.rest, headers(1_500_000, left));
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn partners_who_call_side_by_side_spend_no_more_than_there_is(world) {
        let world = world.seeded().await;
        let limits = RateLimits { requests_per_minute: None, points_per_minute: NonZeroU32::new(30_000) };
        let server = Server::start_throttled(world.app.clone(), limits, &[]).await;
        let mut calls = JoinSet::new();
        for _ in 0..12 {
            let partner = server.visitor();
            calls.spawn(async move {
                let document = format!("{{ resources(first: 100, {TWO}) {{ nodes {{ id }} }} }}");
                let told = asked(&partner, &document).await;
                (told.status, told.cost()["actual"].as_u64())
            });
        }
        let mut answered = 0;
        for told in calls.join_all().await {
            match told {
                (200, actual) => {
                    assert_eq!(actual, Some(14_003));
                    answered += 1;
                }
                refused => assert_eq!(refused, (429, Some(0))),
            }
        }
        // Each asks for 14,201 and spends 14,103, so that there is room for two.
        assert_eq!(answered, 2);
        let told = asked(&server.visitor(), "{ __typename }").await;
        assert_eq!(told.rest[3], (30_000 - 2 * 14_103 - 101).to_string());
        server.stop().await;
    }
}
