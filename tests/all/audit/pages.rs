//! Every address that shows what is not for everybody leaves its line, and the page of lines shows
//! everybody theirs.

use renkei_app::directory::read::Viewer;
use renkei_app::directory::search::Parts;
use renkei_domain::ids::ResourceId;
use renkei_domain::people::Standing;
use renkei_tests::browser::Browser;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use renkei_web::routes::TABLE;
use reqwest::Method;
use uuid::Uuid;

use super::{act, demo, lines};
use crate::import::web::kept_list;
use crate::migrations::{every_page, everything};
use crate::record::fine;

/// A resource with contact persons, and their names.
async fn with_persons(world: &World) -> (ResourceId, Vec<String>) {
    let members = Viewer::Member(vec![demo()]);
    for entry in every_page(&world.app, &Viewer::Anonymous, everything()).await {
        let ids = [entry.id];
        let read = world.app.read_resources(&members, &ids, Parts::ALL);
        let read = fine(read.await).into_iter().flatten();
        let persons = read
            .filter_map(|read| read.profile)
            .flat_map(|profile| profile.contact_persons);
        let names: Vec<String> = persons.map(|person| person.name.to_string()).collect();
        if !names.is_empty() {
            return (entry.id, names);
        }
    }
    panic!("nobody is named in the demo");
}

fn browser(server: &Server, who: &Somebody) -> Browser {
    let browser = Browser::at(server);
    browser.keep(Some(who.secret.as_str().to_owned()));
    browser
}

on_every_database! {
    async fn no_address_shows_a_coordinator_what_is_inside_without_a_line(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let hinata = somebody(&world.app, Standing::Coordinator(demo()), "hinata").await;
        let (resource, mut inside) = with_persons(&world).await;
        inside.push(hinata.mail.clone());
        kept_list(&world, &minato, demo(), "inside-list.csv").await;
        inside.push("inside-list.csv".to_owned());
        let server = world.serve().await;
        let visitor = server.visitor();
        let mut shown = Vec::new();
        for route in TABLE.iter().filter(|route| route.method == Method::GET) {
            let sample = (route.sample)();
            let path = match route.pattern.strip_prefix("/resources/{id}") {
                // Everything about the entry with somebody to ask for.
                Some(_) => {
                    let rest = sample.splitn(4, '/').nth(3).map(|rest| format!("/{rest}"));
                    format!("/resources/{resource}{}", rest.unwrap_or_default())
                }
                None => sample,
            };
            for cookie in [None, Some(format!("__Host-renkei={}", minato.secret.as_str()))] {
                let mut asking = visitor.request(Method::GET, &path);
                if let Some(cookie) = &cookie {
                    asking = asking.header("cookie", cookie);
                }
                let answer = fine(asking.send().await);
                let id = answer.headers().get("x-request-id").and_then(|id| id.to_str().ok());
                let id = fine(Uuid::try_parse(id.unwrap_or_default()));
                let text = answer.text().await.unwrap_or_default();
                let shows = inside.iter().any(|word| text.contains(word));
                let lines = lines(&world).await;
                let has_line = lines.iter().any(|line| line.request == Some(id));
                assert!(!shows || has_line, "{path} shows what is inside and leaves no line");
                assert!(cookie.is_some() || !has_line, "{path}: a visitor left a line");
                if shows {
                    shown.push(route.pattern);
                }
            }
        }
        for known in ["/resources/{id}", "/networks/{id}/members", "/networks/{id}/import"] {
            assert!(shown.contains(&known), "the words are not found where they stand: {shown:?}");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn an_operator_finds_who_read_of_an_agency_and_everybody_finds_their_own(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let hinata = somebody(&world.app, Standing::Coordinator(demo()), "hinata").await;
        let kaname = somebody(&world.app, Standing::Operator, "kaname").await;
        let (resource, _) = with_persons(&world).await;
        let server = world.serve().await;
        let page = browser(&server, &minato).open(&format!("/resources/{resource}")).await;
        assert_eq!(page.status, 200);
        fine(world.app.seal_audit().await);

        let own = browser(&server, &minato).open("/audit").await;
        assert!(own.says("担当者") && own.says("minato さん"), "{}", own.html);
        assert!(!own.says("アカウントの番号"), "nobody else is looked for");
        // Asking for somebody else's is no way to them.
        let others = browser(&server, &hinata).open(&format!("/audit?account={}", minato.id)).await;
        assert!(!others.says("minato"), "{}", others.html);

        let desk = browser(&server, &kaname);
        let before = lines(&world).await.len();
        let found = desk.open(&format!("/audit?resource={resource}&account={}&day=2026-11-20", minato.id)).await;
        assert!(found.says("minato さん") && found.says("を見た") && found.says("ひとつの機関（やめる）"), "{}", found.html);
        assert_eq!(lines(&world).await.len(), before + 1, "who looks at the lines of others is kept note of");
        for nothing in [
            format!("/audit?resource={resource}&account={}", hinata.id),
            format!("/audit?account={}&day=2026-11-19", minato.id),
        ] {
            let page = desk.open(&nothing).await;
            assert!(page.says("この条件に合う記録は ありません"), "{nothing}: {}", page.html);
        }
        let unread = desk.open("/audit?account=%E9%AB%98%E6%A7%BB").await;
        assert!(unread.says("読めなかった条件: アカウントの番号"), "{}", unread.html);

        // Many lines are turned page by page.
        for number in 1..=60 {
            act(&world.app, number).await;
        }
        let whole = desk.open("/audit").await;
        assert!(whole.says(r#"rel="next""#), "there is more than a page");
        let next = whole.html.split(r#"href="/audit?after="#).nth(1);
        let after = next.and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let second = desk.open(&format!("/audit?after={after}")).await;
        assert_eq!(second.status, 200);
        assert!(!second.says(&format!("after={after}\"")), "the next page goes on");
        server.stop().await;
    }
}
