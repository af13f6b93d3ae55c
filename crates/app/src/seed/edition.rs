//! The published facts among the seed as an edition of their data set, so that they carry its credit and
//! a real edition finds them again.

use std::ops::ControlFlow;

use renkei_domain::directory::resource::ResourceFacts;
use renkei_exchange::input::InputFault;
use renkei_exchange::office::{OfficeKey, PublishedOffice};

use crate::import::edition::{Edition, TakeRow};

/// Facts copied from one edition.
pub(super) struct SeedEdition(pub(super) Vec<ResourceFacts>);

impl Edition for SeedEdition {
    fn header(&self) -> Vec<String> {
        Vec::new()
    }

    fn each(&self, take: &mut TakeRow<'_>) -> Result<(), InputFault> {
        for (facts, line) in self.0.iter().zip(1..) {
            let text = |line: Option<&renkei_domain::text::Line>| {
                line.map(ToString::to_string).unwrap_or_default()
            };
            let service = facts
                .service_name
                .as_ref()
                .map_or(facts.kind.service_name(), |name| name.as_str());
            let address = facts
                .address
                .as_ref()
                .map(|address| address.line())
                .unwrap_or_default();
            let key = OfficeKey::new(
                &text(facts.office_number.as_ref()),
                service,
                facts.name.as_str(),
                &address,
                facts.phones.first().map(|phone| phone.written.as_str()),
            );
            // The 法人 is known by its id already; the cells themselves were not copied.
            let facts = ResourceFacts {
                organization: None,
                ..facts.clone()
            };
            let office = PublishedOffice {
                line,
                key,
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
