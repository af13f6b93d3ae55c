//! Accounts: coming in, becoming somebody somewhere, ceasing to be. Tests named after a row of the OWASP
//! ASVS 5.0 show that row.

mod cards;
mod demo;
mod dismissal;
mod duties;
pub(crate) mod erasure;
mod factors;
mod forgotten;
mod invitations;
mod leaving;
mod networks;
mod relations;
mod reset;
mod sessions;
mod sign_in;
mod succession;
mod tokens;

use renkei_app::Caller;
use renkei_domain::ids::{NetworkId, OrganizationId};
use renkei_tests::World;
use uuid::Uuid;

use crate::migrations::{body, line};
use crate::record::fine;

/// The network of these stories.
pub(crate) fn network() -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(3))
}

/// An agency that is a member of it.
pub(crate) fn agency() -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(4))
}

/// An agency that is a member of nothing.
pub(crate) fn stranger() -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(5))
}

/// A network with one member agency, and an agency beside it.
pub(crate) async fn region(world: &World) {
    let app = &world.app;
    fine(fine(
        app.found_network(Caller::COMMAND, network(), line("網"), Vec::new())
            .await,
    ));
    for (id, name) in [(agency(), "青葉の会"), (stranger(), "遠くの会")] {
        fine(fine(
            app.register_organization(Caller::COMMAND, id, body(name))
                .await,
        ));
    }
    fine(
        app.admit_members(Caller::COMMAND, network(), vec![agency()])
            .await,
    );
}
