//! What a row of an office table becomes, and how the same office is known again in the next edition.

use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::text::fold;

use crate::cell::Notebook;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;

/// One row of an office table: an office seen as one kind of service.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedOffice {
    /// The line of the file on which the row begins.
    pub line: u64,
    /// What tells it apart and finds it again.
    pub key: OfficeKey,
    /// The 法人 that runs it, where the table names one.
    pub organization: Option<OrganizationFacts>,
    /// The facts about the office; `organization` inside is `None`, the importer fills it.
    pub facts: ResourceFacts,
    /// The cells as published, in the order of the header.
    pub raw: Vec<String>,
    /// What was noticed about its cells.
    pub findings: Vec<Finding>,
}

impl PublishedOffice {
    /// A fingerprint of the cells as published: equal means that nothing changed since the last edition.
    #[must_use]
    pub fn content(&self) -> u128 {
        content(self.raw.iter().map(String::as_str))
    }
}

/// What the cells of one row say.
pub(crate) struct ReadOffice {
    pub(crate) key: OfficeKey,
    pub(crate) organization: Option<OrganizationFacts>,
    pub(crate) facts: ResourceFacts,
}

impl ReadOffice {
    /// Lays it beside the cells it was read from and what was noticed about them.
    pub(crate) fn beside(self, line: u64, raw: Vec<String>, notes: Notebook) -> PublishedOffice {
        PublishedOffice {
            line,
            key: self.key,
            organization: self.organization,
            facts: self.facts,
            raw,
            findings: notes.into_findings(),
        }
    }
}

/// The fingerprint of cells as published, in their order.
pub(crate) fn content<'a>(cells: impl IntoIterator<Item = &'a str>) -> u128 {
    cells
        .into_iter()
        .fold(Fingerprint::of("content"), Fingerprint::field)
        .finish()
}

/// The identity of a row, from folded texts. 事業所番号 alone is shared by main and branch offices,
/// and the NO of WAM NET is shared by strangers, so neither is a key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OfficeKey {
    /// 事業所番号 or 医療機関 ID; empty where the table has none.
    pub office_number: String,
    /// Service name.
    pub service: String,
    /// Office name.
    pub name: String,
    /// The whole address.
    pub address: String,
    /// The digits of the first phone, where they could be read. Not part of the identity.
    pub phone: Option<String>,
}

impl OfficeKey {
    /// Folds the texts of a row.
    #[must_use]
    pub fn new(
        office_number: &str,
        service: &str,
        name: &str,
        address: &str,
        phone: Option<&str>,
    ) -> Self {
        Self {
            office_number: fold(office_number),
            service: fold(service),
            name: fold(name),
            address: fold(address),
            phone: phone.and_then(dial),
        }
    }

    /// Tells rows of one edition apart: number, service, name and address together.
    #[must_use]
    pub fn full(&self) -> u128 {
        Fingerprint::of("full")
            .field(&self.office_number)
            .field(&self.service)
            .field(&self.name)
            .field(&self.address)
            .finish()
    }

    /// Number and service: survives a change of name or address. Main and branch offices share it, so
    /// it finds an office only where it is the only one.
    #[must_use]
    pub fn number_and_service(&self) -> Option<u128> {
        self.with_service("number", Some(&self.office_number))
    }

    /// Service and name: survives a new number, as after a merger of 法人.
    #[must_use]
    pub fn service_name(&self) -> u128 {
        Fingerprint::of("name")
            .field(&self.service)
            .field(&self.name)
            .finish()
    }

    /// Service and address: survives a new name.
    #[must_use]
    pub fn service_address(&self) -> Option<u128> {
        self.with_service("address", Some(&self.address))
    }

    /// Service and phone: survives a move within the same town.
    #[must_use]
    pub fn service_phone(&self) -> Option<u128> {
        self.with_service("phone", self.phone.as_deref())
    }

    fn with_service(&self, tag: &str, text: Option<&str>) -> Option<u128> {
        text.filter(|text| !text.is_empty()).map(|text| {
            Fingerprint::of(tag)
                .field(&self.service)
                .field(text)
                .finish()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_variants_are_one_office_and_a_branch_is_another() {
        let key = |name: &str, address: &str| {
            OfficeKey::new(
                "2799900001",
                "就労移行支援",
                name,
                address,
                Some("072-000-0001"),
            )
        };
        let main = key("あさひ　ワーク", "大阪府高槻市城北町１−２");
        let again = key("あさひワーク", "大阪府高槻市城北町1-2");
        let branch = key("あさひワーク", "大阪府高槻市城北町9");
        assert_eq!(main.full(), again.full());
        assert_ne!(main.full(), branch.full());
        assert_eq!(main.number_and_service(), branch.number_and_service());
        assert_eq!(main.service_phone(), branch.service_phone());
        let unnumbered = OfficeKey::new("", "余暇", "うたう会", "", None);
        assert_eq!(unnumbered.number_and_service(), None);
        assert_eq!(unnumbered.service_address(), None);
        assert_eq!(unnumbered.service_phone(), None);
    }
}
