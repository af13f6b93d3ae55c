//! A 法人.

use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::ids::OrganizationId;

use super::ids::part;
use super::place;
use super::record::{self, Identifier, Organization, Service};
use super::service::Detail;
use super::text::uri;

/// How org-id.guide calls the register of 法人番号.
const REGISTER: &str = "JP-JCN";

impl Organization {
    /// A 法人 as it stands in a list, or with all that is known of it.
    #[must_use]
    pub fn of(id: OrganizationId, facts: &OrganizationFacts, detail: Detail) -> Self {
        let listed = Self {
            id: id.to_string(),
            name: facts.name.to_string(),
            alternate_name: facts.kana.as_ref().map(ToString::to_string),
            description: described(facts),
            website: uri(facts.url.as_ref()),
            phones: Vec::new(),
            locations: Vec::new(),
            organization_identifiers: Vec::new(),
            services: Vec::new(),
        };
        match detail {
            Detail::Listed => listed,
            Detail::Whole => Self {
                phones: phones(id, facts),
                locations: place::of_body(id, facts).into_iter().collect(),
                organization_identifiers: identifier(id, facts).into_iter().collect(),
                ..listed
            },
        }
    }

    /// The same with the services that it runs.
    #[must_use]
    pub fn running(self, services: Vec<Service>) -> Self {
        Self { services, ..self }
    }
}

/// The standard asks for a text, and nobody wrote one.
fn described(facts: &OrganizationFacts) -> String {
    match facts.corporate_number {
        Some(number) => format!("機関を運営する法人。法人番号 {number}"),
        None => "機関を運営する法人。".to_owned(),
    }
}

fn identifier(id: OrganizationId, facts: &OrganizationFacts) -> Option<Identifier> {
    let number = facts.corporate_number?.to_string();
    Some(Identifier {
        id: part(id.uuid(), "identifier", &number),
        organization_id: id.to_string(),
        identifier_scheme: REGISTER,
        identifier_type: "法人番号",
        identifier: number,
    })
}

fn phones(id: OrganizationId, facts: &OrganizationFacts) -> Vec<record::Phone> {
    let fax = facts.fax.as_ref();
    let fax = fax.filter(|fax| fax.confirmation == Confirmation::Published);
    let phone = facts.phone.iter().map(|phone| ("voice", phone));
    let all = phone.chain(fax.into_iter().map(|fax| ("fax", fax)));
    all.map(|(kind, phone)| record::Phone {
        organization_id: Some(id.to_string()),
        ..number(part(id.uuid(), kind, phone.written.as_str()), kind, phone)
    })
    .collect()
}

/// A number without whose it is.
pub(super) fn number(id: String, kind: &'static str, phone: &Phone) -> record::Phone {
    let mut more: Vec<String> = phone.label.iter().map(ToString::to_string).collect();
    more.extend(phone.after_dialling());
    // A number drops the zero that it begins with, and there is no other field for it than the words.
    let extension = phone.extension.as_ref().map(|line| line.as_str());
    let extension = extension.filter(|digits| !digits.starts_with('0'));
    record::Phone {
        id,
        service_id: None,
        organization_id: None,
        number: phone.written.to_string(),
        extension: extension.and_then(|digits| digits.parse().ok()),
        r#type: kind,
        description: (!more.is_empty()).then(|| more.join("・")),
    }
}
