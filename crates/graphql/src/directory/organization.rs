//! 法人: who runs a resource.

use std::borrow::Cow;

use async_graphql::{ID, Object};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::OrganizationId;

use super::phone::PhoneType;

/// The facts of a 法人.
pub(crate) struct OrganizationType<'a> {
    id: OrganizationId,
    facts: Cow<'a, OrganizationFacts>,
}

impl<'a> OrganizationType<'a> {
    /// One whose facts are part of what was loaded.
    pub(crate) fn of(id: OrganizationId, facts: &'a OrganizationFacts) -> Self {
        Self {
            id,
            facts: Cow::Borrowed(facts),
        }
    }

    /// One of its own.
    pub(crate) fn owned(id: OrganizationId, facts: OrganizationFacts) -> Self {
        Self {
            id,
            facts: Cow::Owned(facts),
        }
    }
}

/// A 法人 or other body that runs resources. Source: the published table, or who entered it.
#[Object(name = "Organization")]
impl OrganizationType<'_> {
    /// Its id, as `organizationEntry`, `createResource` and the field ORGANIZATION of an entry take it. The same
    /// in every answer, for as long as the 法人 stands in the directory.
    fn id(&self) -> ID {
        ID(self.id.to_string())
    }

    /// Official name with its legal form, as 「社会福祉法人ひなた会」.
    fn name(&self) -> &str {
        self.facts.name.as_str()
    }

    /// Reading of the name in kana. Null where the source has none.
    fn kana(&self) -> Option<&str> {
        self.facts.kana.as_ref().map(|kana| kana.as_str())
    }

    /// 法人番号 of thirteen digits whose check digit holds. Null where none or a wrong one was
    /// published, and for bodies without a number.
    fn corporate_number(&self) -> Option<String> {
        self.facts.corporate_number.map(|number| number.to_string())
    }

    /// 代表者: the head of the body, as a provision record must name it. Null where it is not known.
    fn head_of_body(&self) -> Option<&str> {
        self.facts.head_of_body.as_ref().map(|head| head.as_str())
    }

    /// Registered address in one line as written. Null where it is not known.
    fn address_line(&self) -> Option<String> {
        self.facts.address.as_ref().map(|address| address.line())
    }

    /// Phone of the body itself, not of the office. Null where none was published.
    fn phone(&self) -> Option<PhoneType<'_>> {
        self.facts.phone.as_ref().map(PhoneType)
    }

    /// FAX of the body itself, not of the office. Null where none was published.
    fn fax(&self) -> Option<PhoneType<'_>> {
        self.facts.fax.as_ref().map(PhoneType)
    }

    /// Web address of the body itself. Null where it is not known.
    fn url(&self) -> Option<&str> {
        self.facts.url.as_ref().map(|url| url.as_str())
    }
}
