//! Who read and who did: lines that stand before an answer leaves, a chain that nobody changes unseen, and
//! the pages and the command that show both.

mod chain;
mod doctor;
mod pages;
mod readings;

use renkei_app::audit::AskedFrom;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_store::audit::list::{AuditEntry, AuditQuery};
use renkei_tests::World;
use renkei_tests::inside::opened;
use renkei_tests::people::device;
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

use crate::migrations::body;
use crate::record::fine;

/// The network of the demo.
fn demo() -> NetworkId {
    fine("01932f00-0000-7000-8000-000000000001".parse())
}

/// Every line that there is.
pub(crate) async fn lines(world: &World) -> Vec<AuditEntry> {
    let query = AuditQuery {
        limit: 100_000,
        ..AuditQuery::default()
    };
    opened(fine(world.store.audit_lines(None, &query).await)).lines
}

/// A request that came to one of our addresses.
fn request(world: &World) -> AskedFrom {
    AskedFrom {
        id: world.app.new_request_id(),
        door: "GET /networks/{id}/members".to_owned(),
        device: device(),
    }
}

/// Does something that leaves a line.
async fn act(app: &renkei_app::App, number: u128) {
    let id = OrganizationId::from_uuid(Uuid::from_u128(number));
    let name = format!("法人{number}");
    let entered = app.register_organization(renkei_app::Caller::COMMAND, id, body(&name));
    fine(fine(entered.await));
}

/// Changes the database behind the back of renkei.
async fn behind(world: &World, statements: &[&str]) {
    let database = fine(sea_orm::Database::connect(world.url()).await);
    for statement in statements {
        fine(database.execute_unprepared(statement).await);
    }
    fine(database.close().await);
}
