//! A resource: an office seen as one kind of service. One address with 就労移行 and 就労定着 is two.

use crate::directory::address::{Address, Location};
use crate::directory::hours::Hours;
use crate::directory::kind::ResourceKind;
use crate::directory::phone::Phone;
use crate::ids::OrganizationId;
use crate::text::{Line, Prose};

/// The facts that are published about a resource, or entered in their place.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceFacts {
    /// Who runs it, where known.
    pub organization: Option<OrganizationId>,
    /// Its kind.
    pub kind: ResourceKind,
    /// The official service name where the kind alone does not say it.
    pub service_name: Option<Line>,
    /// Name of the office.
    pub name: Line,
    /// Reading.
    pub kana: Option<Line>,
    /// 事業所番号 (ten digits as a rule) or 医療機関 ID, kept as text.
    pub office_number: Option<Line>,
    /// Where it stands.
    pub address: Option<Address>,
    /// Where on the map.
    pub location: Option<Location>,
    /// Phones, the first one first.
    pub phones: Vec<Phone>,
    /// FAX.
    pub fax: Option<Phone>,
    /// Mail address.
    pub email: Option<Line>,
    /// Web address.
    pub url: Option<Line>,
    /// When it is open.
    pub hours: Hours,
    /// What was published about hours in free text (定休日, 留意事項).
    pub hours_note: Option<Prose>,
    /// 定員: how many people the office is designated for. `None` is "not published", never 0.
    pub capacity: Option<u32>,
}

impl ResourceFacts {
    /// Takes over what a newer edition cannot know because published tables have no such column: mail
    /// address, 郵便番号, 内線 and 音声案内番号, the label of a number, an exact point, and that
    /// somebody tried a number. What a table does publish stays as the table has it.
    pub fn keep_unpublished(&mut self, earlier: &Self) {
        if self.email.is_none() {
            self.email = earlier.email.clone();
        }
        if let (Some(address), Some(before)) = (&mut self.address, &earlier.address)
            && address.postal_code.is_none()
            && address.municipality == before.municipality
            && address.rest == before.rest
        {
            address.postal_code = before.postal_code.clone();
        }
        let is_exact =
            |location: &Location| location.precision == crate::directory::address::Precision::Exact;
        let stays =
            self.address.as_ref().map(|a| &a.rest) == earlier.address.as_ref().map(|a| &a.rest);
        if stays && earlier.location.as_ref().is_some_and(is_exact) {
            self.location = earlier.location;
        }
        let mut further = Vec::new();
        for known in &earlier.phones {
            match self
                .phones
                .iter_mut()
                .find(|phone| phone.is_same_line(known))
            {
                Some(phone) => phone.keep_unpublished(known),
                // A labelled number is one that people added; tables publish a single bare one.
                None if known.label.is_some() => further.push(known.clone()),
                None => {}
            }
        }
        self.phones.extend(further);
        if let (Some(fax), Some(known)) = (&mut self.fax, &earlier.fax)
            && fax.is_same_line(known)
        {
            fax.keep_unpublished(known);
        }
    }
}

crate::words::word_list! {
    /// Whether an entry may be chosen for new work.
    Lifecycle {
        Active = "active", "活動中";
        Closed = "closed", "廃止";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::phone::Confirmation;
    use crate::text::TextFault;

    fn facts(phone: &str) -> Result<ResourceFacts, TextFault> {
        Ok(ResourceFacts {
            organization: None,
            kind: ResourceKind::EmploymentTransition,
            service_name: None,
            name: Line::parse("みほんワークス")?,
            kana: None,
            office_number: None,
            address: None,
            location: None,
            phones: vec![Phone::published(Line::parse(phone)?)],
            fax: None,
            email: None,
            url: None,
            hours: Hours::default(),
            hours_note: None,
            capacity: None,
        })
    }

    #[test]
    fn what_no_table_publishes_outlives_a_newer_edition() -> Result<(), TextFault> {
        let mut earlier = facts("072-000-0001")?;
        earlier.email = Some(Line::parse("mihon@example.jp")?);
        earlier.phones[0].extension = Some(Line::parse("12")?);
        earlier.phones[0].confirmation = Confirmation::Confirmed;
        earlier.url = Some(Line::parse("https://example.jp/")?);
        let mut newer = facts("０７２−０００−０００１")?;
        newer.keep_unpublished(&earlier);
        assert_eq!(newer.email, earlier.email);
        assert_eq!(newer.phones[0].extension, earlier.phones[0].extension);
        assert_eq!(newer.phones[0].confirmation, Confirmation::Confirmed);
        assert_eq!(newer.url, None);
        let mut moved = facts("072-000-0009")?;
        moved.keep_unpublished(&earlier);
        assert_eq!(moved.phones[0].extension, None);
        Ok(())
    }
}
