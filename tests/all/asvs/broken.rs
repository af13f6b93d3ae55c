//! What somebody is answered when something of ours breaks: a number to ask about and calm words. Where it cannot
//! be read who may do what, nobody may.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use renkei_app::App;
use renkei_domain::outside::Clock;
use renkei_domain::time::Instant;
use renkei_tests::clock::{SeededEntropy, japan};
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use reqwest::{Method, Response};

use crate::canary::planted::{CANARY, plant_case};
use crate::headers::assert_dressed;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::record::fine;
use crate::upgrades::connect;

/// What only a log may say.
const SECRET: &str = "the secret of the broken clock";

/// Tables without which it is not known who may do what: what accounts are, of which networks their organizations
/// are members, and what they answer for.
const OF_RIGHTS: [&str; 3] = ["membership", "network_member", "organization_post"];

/// A clock that breaks once, at a chosen look.
struct BreakingClock(AtomicI64);

impl Clock for BreakingClock {
    fn now(&self) -> Instant {
        let left = self.0.fetch_sub(1, Ordering::SeqCst);
        assert!(left != 0, "{SECRET}");
        japan("2026-11-20", "10:00")
    }
}

/// The number of an answer under which the log has the whole story.
fn number(answer: &Response) -> String {
    let id = answer.headers().get("x-request-id");
    let id = id.and_then(|id| id.to_str().ok()).unwrap_or_default();
    assert_eq!(id.len(), 32, "{id}");
    id.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_16_5_a_handler_that_breaks_answers_by_a_number_and_the_server_lives() {
    let world = World::on(Database::Sqlite).await;
    let clock = Arc::new(BreakingClock(AtomicI64::new(-1)));
    let entropy = Arc::new(SeededEntropy::new(165));
    let app = App::new(world.store.clone(), clock.clone(), entropy);
    let server = Server::start(app).await;
    let visitor = server.visitor();
    assert_eq!(visitor.open("/sign-in").await.status(), 200);
    // The first look gives the request its id, the second is the handler's.
    clock.0.store(1, Ordering::SeqCst);
    let answer = visitor.open("/sign-in").await;
    assert_eq!(answer.status(), 500);
    assert_dressed("a handler that broke", &answer);
    let id = number(&answer);
    let page = fine(answer.text().await);
    assert!(page.contains(&id), "{id}: {page}");
    assert!(page.contains("うまく表示できませんでした"), "{page}");
    for told in [SECRET, "panic", ".rs"] {
        assert!(!page.contains(told), "{told}: {page}");
    }
    assert_eq!(visitor.open("/sign-in").await.status(), 200);
    server.stop().await;
}

on_every_database! {
    async fn asvs_16_5_3_where_it_cannot_be_read_who_may_do_what_nobody_may(world) {
        let world = world.seeded().await;
        let members = fine(world.store.member_organizations(demo()).await);
        let (staff, _, case) = plant_case(&world, members[0].0, ["kawa", "yuki"]).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &staff);
        let path = format!("/cases/{case}");
        let form = [("name", "べつの名前")];
        let call = async || {
            let session = format!("__Host-renkei={}", staff.secret.as_str());
            let request = server.visitor().request(Method::POST, "/graphql");
            let request = request.header("cookie", session).header("content-type", "application/json");
            fine(request.body(r#"{"query":"{ __typename }"}"#).send().await)
        };
        let page = browser.look(&path).await;
        assert!(page.status == 200 && page.says(CANARY), "{}", page.html);
        let database = connect(&world.url()).await;
        let rename = async |from: &str, to: &str| {
            let sql = format!("ALTER TABLE {from} RENAME TO {to}");
            fine(sea_orm::ConnectionTrait::execute_unprepared(&database, &sql).await);
        };
        for table in OF_RIGHTS {
            let away = format!("{table}_away");
            let acts = fine(world.store.acts_after(0, 10_000).await).len();
            rename(table, &away).await;
            let pages = [
                browser.look(&path).await,
                browser.look("/cases").await,
                browser.send("/account/name", &form).await,
            ];
            let answer = call().await;
            rename(&away, table).await;
            for page in pages {
                assert_eq!(page.status, 500, "without {table}: {}", page.html);
                assert!(!page.says(CANARY) && !page.says(table), "without {table}: {}", page.html);
            }
            assert_eq!(answer.status(), 500, "without {table}");
            number(&answer);
            let told = fine(answer.text().await);
            assert!(told.contains("\"INTERNAL\"") && !told.contains("Query"), "without {table}: {told}");
            assert_eq!(fine(world.store.acts_after(0, 10_000).await).len(), acts, "without {table}");
        }
        fine(database.close().await);
        assert_eq!(browser.look(&path).await.status, 200);
        assert_eq!(call().await.status(), 200);
        server.stop().await;
    }
}
