//! Editing the directory through its pages, by HTTP alone.

pub(crate) mod forms;
pub(crate) mod kept;
mod networks;
mod organizations;
mod story;

use renkei_app::directory::read::Viewer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::somebody;
use renkei_tests::server::Server;

use self::forms::Form;
use crate::record::fine;

/// The network of the demo and one of the agencies that it keeps.
const NETWORK: &str = "01932f00-0000-7000-8000-000000000001";
const AGENCY: &str = "/resources/01932f00-0000-7002-8000-000000000001";

/// Somebody at the desk of the network, with a browser of their own.
async fn coordinator(world: &World, server: &Server, name: &str) -> Browser {
    let network: NetworkId = fine(NETWORK.parse());
    let somebody = somebody(&world.app, Standing::Coordinator(network), name).await;
    let browser = Browser::at(server);
    browser.keep(Some(somebody.secret.as_str().to_owned()));
    browser
}

/// The form of a page as it stands there.
async fn form(browser: &Browser, path: &str) -> Form {
    let page = browser.look(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.html);
    Form::on(&page.html, path)
}

/// What an agency says of itself, as everybody reads it.
async fn strengths(world: &World) -> Vec<String> {
    let id: ResourceId = fine(AGENCY.trim_start_matches("/resources/").parse());
    let view = world
        .app
        .view_resource(&Viewer::Anonymous, id, SenderKind::Supporter);
    let view = fine(view.await).expect("the agency is in the directory");
    let said = view.profile.strengths.iter();
    said.map(|said| said.text.to_string()).collect()
}

/// How many acts are on record.
async fn acts(world: &World) -> usize {
    fine(world.store.acts_after(0, 100_000).await).len()
}

/// A page that leads on to another.
fn leads_to<'p>(page: &'p Page, what: &str) -> &'p str {
    assert_eq!(page.status, 303, "{what}: {}", page.html);
    page.leads_to.as_deref().unwrap_or_default()
}
