//! People change entries: two at once, back again, against a newer edition, and the same twice.

mod again;
mod close;
mod history;
mod merging;
mod merging_forms;
mod merging_kept;
mod mutations;
mod networks;
mod observations;
mod organizations;
mod partners;
mod parts;
mod programs;
mod told;
mod undecided_rows;
mod walks;

use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_app::writer::{WriteKey, Writer};
use renkei_app::{App, Caller};
use renkei_domain::access::principal::{Assurance, Door, Principal, Who};
use renkei_domain::directory::edit::{Edit, OwnStrength};
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{AccountId, NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::{Actor, Source};
use renkei_tests::World;
use uuid::Uuid;

use crate::import::look::view;
use crate::migrations::{line, resource};
use crate::record::fine;

/// The network of these stories, which keeps every entry in 高槻市.
pub(crate) fn network() -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(3))
}

/// Somebody at the desk of the network, by a number of their own.
pub(crate) fn coordinator(number: u128) -> Writer {
    let account = AccountId::from_uuid(Uuid::from_u128(700 + number));
    Writer {
        principal: Principal {
            who: Who::Account(account),
            standings: vec![Standing::Coordinator(network())],
            networks: vec![network()],
            posts: Vec::new(),
            assurance: Assurance::Full,
            door: Door::Page,
        },
        caller: Caller {
            actor: Actor::Account(account),
            source: Source::Page,
        },
        key: None,
    }
}

/// The same person, writing under a key.
fn keyed(mut writer: Writer, key: &str) -> Writer {
    writer.key = Some(fine(WriteKey::parse(key)));
    writer
}

/// A network with one entry that it keeps.
pub(crate) async fn desk(world: &World) -> ResourceId {
    use crate::migrations::{code, municipality, register};
    use renkei_domain::directory::address::Address;
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::directory::profile::Profile;

    let table = vec![municipality("272078", "大阪府", "高槻市", "たかつきし")];
    let edition = renkei_app::import::edition_name("表");
    fine(world.app.import_municipalities(&edition, table).await);
    let area = vec![code("272078")];
    let founded = world
        .app
        .found_network(Caller::COMMAND, network(), line("網"), area);
    fine(fine(founded.await));
    let mut facts = renkei_tests::entries::office(ResourceKind::PeerGroup, "ひなたの会");
    facts.address = Some(Address {
        postal_code: None,
        municipality: Some(code("272078")),
        city: line("大阪府高槻市"),
        rest: None,
    });
    let id = resource(1);
    register(world, id, facts, Profile::default()).await;
    id
}

/// The version of an entry that stands now.
async fn version(world: &World, id: ResourceId) -> i64 {
    view(world, id).await.version
}

/// Whom a visitor finds by some words.
async fn found(world: &World, words: &str) -> Vec<ResourceId> {
    let request = ListRequest {
        text: words.to_owned(),
        ..ListRequest::default()
    };
    let list = fine(world.app.list_resources(&Viewer::Anonymous, request).await);
    let entries = list.into_iter().flat_map(|list| list.entries);
    entries.map(|entry| entry.id).collect()
}

fn good_at(text: &str) -> Edit {
    Edit::Strengths(vec![OwnStrength {
        id: None,
        valence: Valence::Strong,
        topic: Topic::General,
        text: line(text),
    }])
}

/// Edits and says the new version, or the code of the refusal.
async fn edit(
    app: &App,
    writer: &Writer,
    id: ResourceId,
    expected: i64,
    edit: Edit,
) -> Result<i64, EditRefusal> {
    let done = fine(app.edit_resource(writer, id, expected, edit).await);
    done.map(|edited| edited.version)
}
