//! The published facts among the seed as an edition of their data set, so that they carry its credit and
//! a real edition finds them again.

use std::ops::ControlFlow;

use renkei_domain::directory::resource::ResourceFacts;
use renkei_exchange::input::InputFault;
use renkei_exchange::office::PublishedOffice;

use crate::import::edition::{Edition, TakeRow};
use crate::import::keys::published_key;

/// Facts copied from one edition.
pub(super) struct SeedEdition(pub(super) Vec<ResourceFacts>);

impl Edition for SeedEdition {
    fn header(&self) -> Vec<String> {
        Vec::new()
    }

    fn each(&self, take: &mut TakeRow<'_>) -> Result<(), InputFault> {
        for (facts, line) in self.0.iter().zip(1..) {
            // The 法人 is known by its id already; the cells themselves were not copied.
            let facts = ResourceFacts {
                organization: None,
                ..facts.clone()
            };
            let office = PublishedOffice {
                line,
                key: published_key(&facts),
                organization: None,
                facts,
                raw: Vec::new(),
                findings: Vec::new(),
            };
            if take(Ok(office)) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }
}
