//! An installation begins without networks: whoever runs it founds them, and invites from there.

use renkei_domain::ids::{NetworkId, ResourceId};
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_gets_another_name_and_another_area_and_lets_an_organization_go() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let network = |words: &[&str]| {
        let mut all = vec!["network", "--data", "data"];
        all.extend(words);
        run(&world.folder, &all)
    };
    let agency: ResourceId = fine(AGENCY.parse());
    let steward = async || {
        let head = fine(world.store.heads(&[agency]).await).remove(&agency);
        head.and_then(|head| head.steward).map(|id| id.to_string())
    };
    let kept_by = steward().await.unwrap_or_default();
    let added = network(&["add", "となり網", "--area", "272116"]);
    let id = said(&added, "network", "network");

    let refused = network(&["rename", NOTHING, "だれもいない網"]);
    assert_eq!(refused.refused(), (Some(1), "UNKNOWN_NETWORK"));
    let refused = network(&["area", &id, "011002"]);
    assert_eq!(refused.refused(), (Some(1), "UNKNOWN_MUNICIPALITY"));
    assert_eq!(network(&["rename", &id, "となりの網"]).code, Some(0));
    // What stands where nobody looks after it any more is nobody's, until somebody does.
    assert_eq!(network(&["area", &kept_by, "273015"]).code, Some(0));
    assert_eq!(steward().await, None);
    assert_eq!(network(&["area", &id, "272078,272116"]).code, Some(0));
    assert_eq!(steward().await.as_deref(), Some(id.as_str()));

    assert_eq!(network(&["admit", &id, AGENCY]).code, Some(0));
    let listed = network(&["list"]);
    let line = listed.said.iter().find(|line| line["network"] == *id);
    let line = line.unwrap_or_else(|| panic!("{listed:?}"));
    assert_eq!(line["name"], "となりの網");
    let member = line["members"][0]["organization"].as_str();
    let member = member.unwrap_or_default();
    let refused = network(&["dismiss", &kept_by, NOTHING]);
    assert_eq!(refused.refused(), (Some(1), "NOT_A_MEMBER"));
    let dismissed = network(&["dismiss", &id, member]);
    assert_eq!(dismissed.code, Some(0), "{dismissed:?}");
    let again = network(&["dismiss", &id, member]);
    assert_eq!(again.refused(), (Some(1), "NOT_A_MEMBER"));
}
