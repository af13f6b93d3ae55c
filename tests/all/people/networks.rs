//! An installation begins without networks: whoever runs it founds them, and invites from there.

use renkei_domain::ids::NetworkId;
use renkei_domain::people::{Circle, Standing};
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::people::somebody;
use renkei_tests::world::Database;

use crate::binary::{Ended, run};
use crate::record::fine;

/// An agency of the seed that somebody runs.
const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";
const NOTHING: &str = "01932f00-0000-7fff-8fff-ffffffffffff";

/// What a command said of one kind of event.
#[track_caller]
fn said(ended: &Ended, event: &str, field: &str) -> String {
    let mut lines = ended.said.iter();
    let line = lines.find(|line| line["event"] == event && !line[field].is_null());
    let line = line.unwrap_or_else(|| panic!("no {event}: {ended:?}"));
    line[field].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_founds_a_network_and_finds_whom_to_invite_to_it() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let network = |words: &[&str]| {
        let mut all = vec!["network", "--data", "data"];
        all.extend(words);
        run(&world.folder, &all)
    };
    for (words, expected) in [
        (
            ["add", "となり網", "--area", "011002"],
            "UNKNOWN_MUNICIPALITY",
        ),
        (["admit", NOTHING, AGENCY, AGENCY], "UNKNOWN_NETWORK"),
    ] {
        assert_eq!(network(&words).refused(), (Some(1), expected), "{words:?}");
    }
    let founded = network(&["add", "となり網", "--area", "272116,27211"]);
    assert_eq!(founded.code, Some(0), "{founded:?}");
    let id = said(&founded, "network", "network");
    let refused = network(&["admit", &id, NOTHING]);
    assert_eq!(refused.refused(), (Some(1), "UNKNOWN_RESOURCE"));
    let refused = network(&["secretariat", &id, NOTHING]);
    assert_eq!(refused.refused(), (Some(1), "UNKNOWN_RESOURCE"));
    let admitted = network(&["admit", &id, AGENCY]);
    assert_eq!(admitted.code, Some(0), "{admitted:?}");
    let appointed = network(&["secretariat", &id, AGENCY]);
    assert_eq!(appointed.code, Some(0), "{appointed:?}");
    let listed = network(&["list"]);
    assert_eq!(listed.said.len(), 2, "{listed:?}");
    assert!(
        listed
            .said
            .iter()
            .any(|line| line["secretariat"] == "LITALICOワークス高槻")
    );

    let umi = somebody(&world.app, Standing::Operator, "umi").await;
    let found: NetworkId = fine(id.parse());
    let members = fine(fine(
        world
            .app
            .members_of(&umi.principal, Circle::Network(found))
            .await,
    ));
    assert_eq!(members.organizations.len(), 1);
    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(umi.secret.as_str().to_owned()));
    let page = browser.look("/account").await;
    let way = format!("/networks/{id}/members");
    assert!(page.says("となり網") && page.says(&way), "{}", page.html);
    let sora = somebody(&world.app, Standing::Person, "sora").await;
    browser.keep(Some(sora.secret.as_str().to_owned()));
    assert!(!browser.look("/account").await.says(&way));
    server.stop().await;
}
