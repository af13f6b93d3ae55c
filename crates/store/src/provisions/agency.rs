//! Whom a record names, as it stands sealed.

use renkei_domain::provisions::NamedAgency;
use serde::{Deserialize, Serialize};

use crate::directory::words::line;
use crate::fault::StoreFault;

/// What is sealed of whom a record names.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SaidAgency {
    name: String,
    contact: Option<String>,
    address: Option<String>,
    body: Option<String>,
    head: Option<String>,
}

impl SaidAgency {
    pub(super) fn of(agency: &NamedAgency) -> Self {
        Self {
            name: agency.name.clone(),
            contact: agency.contact.as_ref().map(ToString::to_string),
            address: agency.address.clone(),
            body: agency.body.clone(),
            head: agency.head.clone(),
        }
    }

    pub(super) fn read(self, table: &'static str) -> Result<NamedAgency, StoreFault> {
        let contact = self.contact.as_deref().map(|name| line(table, name));
        Ok(NamedAgency {
            contact: contact.transpose()?,
            name: self.name,
            address: self.address,
            body: self.body,
            head: self.head,
        })
    }
}
