//! Who is written to at an address that stands nowhere else: at a former one, and strangers who would put right something in
//! the directory, with the word in all that they write.

use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::ids::ResourceId;
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::{MailAddress, Standing};
use renkei_tests::World;
use renkei_tests::people::{Somebody, newcomer};

use super::CANARY;
use crate::letters::invited::all_end;
use crate::proposals::{decide_all, proposed};
use crate::record::fine;

/// An agency that the network of the demo keeps.
const AGENCY: &str = "01932f00-0000-7002-8000-000000000001";

/// A proposal that waits; whoever made it is told at an address.
pub(super) async fn plant_proposal(world: &World, mail: &str) {
    let agency: ResourceId = fine(AGENCY.parse());
    let wanted = format!("{CANARY}proposed");
    let basis = format!("{CANARY}basis");
    let wanted = (ProposedField::Phone, wanted.as_str());
    fine(proposed(world, agency, wanted, (basis.as_str(), Some(mail))).await);
}

/// Another one; then all of them are decided, and those who made them are told.
pub(in crate::canary) async fn plant_decided_proposal(world: &World, by: &Somebody) {
    plant_proposal(world, "tsubame@example.jp").await;
    decide_all(world, by, ProposalVerdict::Unclear).await;
}

/// An account that had another address, to which no letter could be sent.
pub(super) async fn plant_former_address(world: &World) {
    let former = newcomer(&world.app, Standing::Person, &format!("{CANARY}former")).await;
    let new = fine(MailAddress::parse("former@example.jp"));
    let moved = world.app.change_address(&former.secret, new, None);
    fine(fine(moved.await));
    all_end(world, DeliveryOutcome::Refused).await;
}
